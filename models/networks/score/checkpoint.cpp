#include "models/networks/score/checkpoint.h"

#include <filesystem>
#include <stdexcept>

#include "models/measured_statistics.h"
#include "models/networks/checkpoints/load_checkpoint.h"
#include "solvers/text.h"

namespace odelia {

namespace {
/// The autoencoder in a score network's folder, which is the one that its config names.
ScoreLatent read_latent(const std::filesystem::path& folder, const std::string& hash,
                        const std::vector<int64_t>& sample_shape) {
  const std::string remedy = "get the whole folder, as training wrote it";
  const auto inside = autoencoder_in(folder, hash, remedy);
  if (inside.empty()) return {};
  auto latent = score_latent(inside.string());
  if (latent.coder->latent_shape() != sample_shape)
    throw std::invalid_argument(
        fmt::format("{}: the network is of samples [{}], and the latents of {} are [{}]; {}",
                    (folder / "config.json").string(), fmt::join(sample_shape, ", "),
                    inside.string(), fmt::join(latent.coder->latent_shape(), ", "), remedy));
  return latent;
}
}  // namespace

ScoreLatent score_latent(const std::string& spec) {
  return {load_autoencoder(spec), read_autoencoder_files(checkpoint_folder(spec, "autoencoder"))};
}

void save_checkpoint(const std::filesystem::path& folder, const ScoreCheckpoint& c,
                     at::ScalarType storage) {
  nlohmann::json config = {{"kind", "score"},
                           {"network", c.network->to_json()},
                           {"target", to_string(c.target)},
                           {"lambda_range", c.lambda_range},
                           {"data_range", {-1, 1}},
                           {"dataset", c.dataset},
                           {"training", c.training}};
  if (c.student) config["distilled"] = to_json(*c.student);
  if (c.latent.coder) {
    config["latent"] = c.latent.coder->identity();
    write_autoencoder_files(folder / kAutoencoderFolder, c.latent.files);
  }
  write_checkpoint(folder, config, c.parameters, storage);
}

namespace {
/// Why these statistics are not those of the network in the folder; empty if they are.
std::string not_measured_on(const std::filesystem::path& folder,
                            const std::filesystem::path& statistics) {
  const std::string measured = statistics_model(statistics), here = hash_checkpoint(folder);
  if (measured == here) return "";
  return fmt::format(
      "{}: {} those beside it (hash {}); measure them with `odelia statistics --model {}`, or take "
      "statistics=gaussian",
      statistics.string(),
      measured.empty()
          ? "does not say which weights it was measured on, and they may be others than"
          : fmt::format("was measured on other weights (hash {}) than", printable(measured)),
      here, folder.string());
}
}  // namespace

ScoreCheckpoint load_score_checkpoint(const std::filesystem::path& folder) {
  std::string target, latent;
  auto c = load_checkpoint<ScoreCheckpoint>(
      folder, "score",
      [&](ScoreCheckpoint& c, Fields& fields) {
        std::vector<double> data_range;
        fields.required("target", target)
            .required("lambda_range", c.lambda_range)
            .required("data_range", data_range)
            .optional("latent", latent)
            .ignore("distilled");
        if (data_range != std::vector<double>{-1, 1})
          throw std::invalid_argument(fields.where() + ": data_range must be [-1, 1]");
        if (c.lambda_range.size() != 2 || !(c.lambda_range[0] < c.lambda_range[1]))
          throw std::invalid_argument(fields.where() +
                                      ": lambda_range must be two numbers, the lower first");
        c.network = read_network(fields.inner("network"));
      },
      [&](ScoreCheckpoint& c, const Fields& fields) {
        c.target = target_from(target);
        c.latent = read_latent(folder, latent, c.network->sample_shape());
        if (fields.has("distilled"))
          c.student = std::make_shared<const Student>(
              read_student(fields.object().at("distilled"), fields.where()));
        return c.network->shapes();
      });
  if (const auto statistics = folder / "statistics.npz"; std::filesystem::exists(statistics)) try {
      c.statistics_problem = not_measured_on(folder, statistics);
      if (!c.statistics_problem.empty()) return c;
      int64_t dimension = 1;
      for (int64_t n : c.network->sample_shape()) dimension *= n;
      const auto m = read_statistics(statistics, dimension);
      c.statistics = chebyshev_statistics(m.first, m.last, m.coefficients);
    } catch (const std::exception& e) {  // no reason not to measure them again
      c.statistics_problem = e.what();
    }
  return c;
}

}  // namespace odelia
