#include "experiments/sample/beginnings.h"

#include <cmath>
#include <filesystem>
#include <numeric>

#include <ATen/ops/empty.h>
#include <nlohmann/json.hpp>

#include "experiments/command/seeds.h"
#include "experiments/sample/files.h"
#include "models/data/images/images.h"
#include "models/latent_space.h"
#include "models/slerp.h"
#include "solvers/noise.h"
#include "solvers/spec.h"

namespace odelia {
namespace {

[[noreturn]] void refuse(const std::string& why) { throw std::invalid_argument("sample " + why); }

/// Noise of its own for every seed.  Not the starting noise: an image that was sampled with the same
/// seed depends on that one, and would lie on no path of the process with it.
Tensor added_noise(const std::vector<uint64_t>& seeds, at::IntArrayRef shape,
                   at::ScalarType dtype) {
  std::vector<int64_t> sizes = shape.vec();
  sizes.insert(sizes.begin(), static_cast<int64_t>(seeds.size()));
  return normals(at::empty(sizes, dtype), seeds, Stream::added_noise);
}

std::vector<uint64_t> two_seeds(const Beginnings& b) {
  const auto seeds = parse_seed_list(b.between, "sample --between");
  if (seeds.size() != 2)
    refuse(fmt::format("--between: expected two seeds, such as 3,8, got {}", seeds.size()));
  return seeds;
}

}  // namespace

void check(const Beginnings& b, bool noise_given, bool seeds_given) {
  if (!b.between.empty() + !b.start.empty() + noise_given > 1)
    refuse("--noise, --between and --start each say where samples start; give one of them");
  if (b.frames_given && b.between.empty())
    refuse("--frames: goes with --between SEED,SEED, which was not given");
  if (b.start_time_given != !b.start.empty())
    refuse("--start and --start-time go together: images, and the time up to which noise is added");
  if (b.between.empty()) return;
  if (seeds_given) refuse("--seeds: --between names its two seeds itself; leave out --seeds");
  constexpr int64_t most = 1000;
  if (b.frames < 2 || b.frames > most)
    refuse(fmt::format("--frames: from 2, both ends, to {}, got {}", most, b.frames));
}

std::string grid_from(const Beginnings& b, const std::string& grid) {
  if (b.start.empty()) return grid;
  if (grid.starts_with("file:"))
    refuse(
        fmt::format("--start-time: '{}' has its own start; take a grid that is a formula", grid));
  const Spec spec = parse_spec(grid, "time grid");
  auto values = spec.options.values();
  if (!values.emplace("t_max", fmt::format("{}", b.start_time)).second)
    refuse(fmt::format("--start-time: the grid '{}' has its own t_max; give one of them", grid));
  return to_string(Spec{spec.name, spec.inner, Options(std::move(values))});
}

void check_start_time(const Beginnings& b, const std::string& grid, double start,
                      const Process& process) {
  if (std::abs(start - b.start_time) > 1e-9 * process.t_max())
    refuse(
        fmt::format("--start-time {}: the grid '{}' begins at t = {}, which is a table's; give "
                    "that, or take another grid",
                    b.start_time, grid, start));
}

Tensor noise_between(const Beginnings& b, const SolvePlan& plan, const ScoreModel& model,
                     const Labels& labels, at::ScalarType dtype, std::vector<uint64_t>& seeds) {
  if (plan.method.eta != 0 || plan.method.traits.kind == Equation::sde)
    refuse(
        fmt::format("--between: {} may add noise of its own, which differs from frame to frame; "
                    "take a solver of "
                    "the probability flow, such as ddim or heun",
                    plan.method.spec));
  if (labels.all().size() > 1)
    refuse("--between: every frame needs the same class; give one with --labels");
  const Tensor ends = starting_noise(two_seeds(b), model.sample_shape(), at::TensorOptions(dtype));
  seeds.resize(static_cast<size_t>(b.frames));
  std::iota(seeds.begin(), seeds.end(), 0);
  return slerp(ends[0], ends[1], b.frames);
}

Tensor noised_images(const Beginnings& b, const Process& process, double t, const ScoreModel& model,
                     at::ScalarType dtype, bool seeds_given, std::vector<uint64_t>& seeds) {
  const auto shape = data_shape(model);
  if (!is_image(shape))
    refuse(
        fmt::format("--start: takes images, and these samples are [{}]; give their noise, "
                    "x(t)/sigma(t), by --noise instead",
                    fmt::join(shape, ", ")));
  const Tensor images = read_samples(b.start).images;
  if (images.sizes().slice(1) != at::IntArrayRef(shape))
    refuse(fmt::format("--start '{}': images are [{}], and the model's samples [{}]", b.start,
                       fmt::join(images.sizes().slice(1), ", "), fmt::join(shape, ", ")));
  const int64_t count = images.size(0);
  if (!seeds_given && count > 1) {
    seeds.resize(static_cast<size_t>(count));
    std::iota(seeds.begin(), seeds.end(), 0);
  }
  if (count != 1 && count != static_cast<int64_t>(seeds.size()))
    refuse(fmt::format("--seeds: {} for the {} images of --start '{}'; give as many, or one image",
                       seeds.size(), count, b.start));
  const auto space = model.latent_space();
  const Tensor x0 = space ? space->encode(images).to(dtype) : to_unit(images, dtype);
  return process.alpha(t) * x0 + process.sigma(t) * added_noise(seeds, model.sample_shape(), dtype);
}

nlohmann::ordered_json to_json(const Beginnings& b) {
  // The images themselves are in the hash of the noise.
  if (!b.start.empty()) return {{"start_time", b.start_time}};
  if (b.between.empty()) return nullptr;
  return {{"between", two_seeds(b)}, {"frames", b.frames}};
}

}  // namespace odelia
