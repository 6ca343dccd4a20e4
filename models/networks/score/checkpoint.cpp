#include "models/networks/score/checkpoint.h"

#include <filesystem>
#include <stdexcept>

#include <ATen/ops/isfinite.h>

#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/json.h"
#include "models/measured_statistics.h"
#include "models/networks/checkpoints/safetensors.h"

namespace odelia {

nlohmann::json to_json(const UNetConfig& c) {
  return {{"type", "unet"},
          {"channels", c.channels},
          {"size", c.size},
          {"patch", c.patch},
          {"base", c.base},
          {"multipliers", c.multipliers},
          {"blocks", c.blocks},
          {"middle_blocks", c.middle_blocks},
          {"attention", c.attention},
          {"heads", c.heads},
          {"group_size", c.group_size},
          {"skip", c.skip},
          {"features", c.features},
          {"embedding", c.embedding},
          {"classes", c.classes},
          {"dropout", c.dropout},
          {"sigma_data", c.sigma_data}};
}

UNetConfig unet_from_json(const nlohmann::json& json, const std::string& where) {
  UNetConfig c;
  std::string type = "unet";
  Fields(json, where)
      .optional("type", type)
      .optional("channels", c.channels)
      .optional("size", c.size)
      .optional("patch", c.patch)
      .optional("base", c.base)
      .optional("multipliers", c.multipliers)
      .optional("blocks", c.blocks)
      .optional("middle_blocks", c.middle_blocks)
      .optional("attention", c.attention)
      .optional("heads", c.heads)
      .optional("group_size", c.group_size)
      .optional("skip", c.skip)
      .optional("features", c.features)
      .optional("embedding", c.embedding)
      .optional("classes", c.classes)
      .optional("dropout", c.dropout)
      .optional("sigma_data", c.sigma_data)
      .finish();
  if (type != "unet")
    throw std::invalid_argument(where + ": unknown network type '" + type + "'; known: unet");
  check(c);
  return c;
}

void save_checkpoint(const std::filesystem::path& folder, const ScoreCheckpoint& c,
                     at::ScalarType storage) {
  const nlohmann::json config = {{"kind", "score"},
                                 {"network", to_json(c.network)},
                                 {"target", to_string(c.target)},
                                 {"lambda_range", c.lambda_range},
                                 {"data_range", {-1, 1}},
                                 {"dataset", c.dataset},
                                 {"training", c.training}};
  write_checkpoint(folder, config, c.parameters, storage);
}

ScoreCheckpoint load_score_checkpoint(const std::filesystem::path& folder) {
  const auto file = (folder / "config.json").string();
  const auto json = read_config(folder, "score");
  ScoreCheckpoint c;
  std::string target;
  std::vector<double> data_range;
  Fields fields(json, file);
  fields.required("target", target)
      .required("lambda_range", c.lambda_range)
      .required("data_range", data_range)
      .optional("dataset", c.dataset)
      .ignore("kind")
      .ignore("hash")
      .ignore("network")
      .ignore("training")
      .finish();
  if (data_range != std::vector<double>{-1, 1})
    throw std::invalid_argument(file + ": data_range must be [-1, 1]");
  if (c.lambda_range.size() != 2 || !(c.lambda_range[0] < c.lambda_range[1]))
    throw std::invalid_argument(file + ": lambda_range must be two numbers, the lower first");
  c.network = unet_from_json(json.at("network"), file + ": network");
  c.target = target_from(target);
  if (fields.has("training")) c.training = json.at("training");
  c.parameters = read_parameters(folder, json, unet_shapes(c.network));
  if (const auto statistics = folder / "statistics.npz"; std::filesystem::exists(statistics)) {
    const auto m =
        read_statistics(statistics, c.network.channels * c.network.size * c.network.size);
    c.statistics = chebyshev_statistics(m.first, m.last, m.coefficients);
  }
  return c;
}

}  // namespace odelia
