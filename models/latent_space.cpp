#include "models/latent_space.h"

#include <stdexcept>

#include "models/score_model.h"
#include "solvers/combine.h"

namespace odelia {

std::vector<int64_t> data_shape(const ScoreModel& model) {
  const auto space = model.latent_space();
  return space ? space->image_shape() : model.sample_shape();
}

void decode_solved(const ScoreModel& model, Tensor& x, std::vector<Outcome>& outcome) {
  const auto space = model.latent_space();
  if (!space) return;
  x = space->decode(x);
  const std::vector<bool> finite = finite_rows(x);
  for (size_t i = 0; i < outcome.size(); ++i)
    if (outcome[i].status == Status::ok && !finite[i]) outcome[i].status = Status::non_finite;
}

void refuse_latents(const ScoreModel& model, const std::string& who, const std::string& remedy) {
  if (const auto space = model.latent_space())
    throw std::invalid_argument(
        fmt::format("{}: this network's samples are latents [{}] of an autoencoder, and not the "
                    "images [{}]; {}",
                    who, fmt::join(space->latent_shape(), ", "),
                    fmt::join(space->image_shape(), ", "), remedy));
}

}  // namespace odelia
