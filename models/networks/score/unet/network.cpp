// The U-Net as an architecture that checkpoints, models and training know.
#include <algorithm>

#include "models/data/fields.h"
#include "models/networks/score/unet/unet.h"

namespace odelia {
namespace {

struct Prepared final : PreparedNetwork {
  Prepared(const UNetConfig& config, PreparedUNet network)
      : config(config), network(std::move(network)) {}
  Tensor forward(const Tensor& x, const Tensor& lambda, const Tensor& labels) const override {
    return unet_forward(config, network, x, lambda, labels);
  }
  bool sees_batch() const override { return network.sees_batch; }
  UNetConfig config;
  PreparedUNet network;
};

class UNet final : public ScoreNetwork {
 public:
  explicit UNet(const UNetConfig& config) : c_(config) { check(c_); }
  std::vector<int64_t> sample_shape() const override { return {c_.channels, c_.size, c_.size}; }
  int64_t classes() const override { return c_.classes; }
  double sigma_data() const override { return c_.sigma_data; }
  nlohmann::json to_json() const override { return odelia::to_json(c_); }
  ParameterSet make(uint64_t seed) const override { return make_unet(c_, seed); }
  ParameterSet grown(const ScoreNetwork& small, const ParameterSet& parameters,
                     uint64_t seed) const override {
    const auto* unet = dynamic_cast<const UNet*>(&small);
    if (!unet)
      throw std::invalid_argument(
          fmt::format("U-Net: cannot begin with the weights of a network of type '{}'",
                      small.to_json().value("type", "")));
    return grow_unet(unet->c_, parameters, c_, seed);
  }
  ParameterSet shapes() const override { return unet_shapes(c_); }
  ParameterSet cast(const ParameterSet& parameters, at::ScalarType precision) const override {
    return cast_unet(parameters, precision);
  }
  Tensor forward(const ParameterSet& cast, const Tensor& x, const Tensor& lambda,
                 const Tensor& labels, at::Generator* dropout) const override {
    return unet_forward(c_, cast, x, lambda, labels, dropout);
  }
  std::unique_ptr<PreparedNetwork> prepare(const ParameterSet& parameters, at::ScalarType precision,
                                           at::Device device, bool differentiable) const override {
    return std::make_unique<Prepared>(c_,
                                      prepare_unet(parameters, precision, device, differentiable));
  }

 private:
  UNetConfig c_;
};

}  // namespace

std::shared_ptr<const ScoreNetwork> unet(const UNetConfig& config) {
  return std::make_shared<const UNet>(config);
}

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

UNetConfig unet_from(Fields& fields) {
  UNetConfig c;
  fields.without_default("channels", c.channels, "colours of an image; taken from the data")
      .without_default("size", c.size, "height and width of an image; taken from the data")
      .optional("patch", c.patch, "pixels per side that the first layer folds into channels")
      .optional("base", c.base, "channels of the first level")
      .optional("multipliers", c.multipliers, "channels of each level, in units of base")
      .optional("blocks", c.blocks, "residual blocks of each level")
      .optional("middle_blocks", c.middle_blocks, "residual blocks of the lowest level's middle")
      .optional("attention", c.attention, "sizes of the levels that attend")
      .optional("heads", c.heads, "attention heads")
      .optional("group_size", c.group_size, "channels of a group of GroupNorm")
      .optional("skip", c.skip, "how skips join: \"concat\" or \"add\"")
      .optional("features", c.features, "further input channels: high_pass, background")
      .optional("embedding", c.embedding, "width of the embedding of lambda and label")
      .optional("classes", c.classes, "of a conditional network; 0: unconditional")
      .optional("dropout", c.dropout, "share of activations dropped in training")
      .optional("sigma_data", c.sigma_data, "standard deviation of the data in the input's scale")
      .finish();
  // The data's is not known yet, and is checked once it is.
  if (!fields.has("size") && c.patch > 0 && c.size % c.patch)
    c.size = c.patch > c.size ? c.patch : (c.size / c.patch + 1) * c.patch;
  check(c);
  return c;
}

namespace {

nlohmann::json of_data(const nlohmann::json& description, const std::vector<int64_t>& shape) {
  if (shape.size() != 3 || shape[1] != shape[2])
    throw std::invalid_argument(fmt::format(
        "network type 'unet' takes square images [C, S, S], the data are [{}]; take 'mlp' for "
        "points",
        fmt::join(shape, ", ")));
  auto sized = description;
  sized["size"] = shape[1];
  Fields fields(sized, "network");
  const UNetConfig c = unet_from(fields.ignore("type"));
  std::vector<int64_t> sizes;
  for (size_t level = 0; level < c.levels(); ++level) sizes.push_back(c.resolution(level));
  for (int64_t size : c.attention)
    if (std::find(sizes.begin(), sizes.end(), size) == sizes.end())
      throw std::invalid_argument(fmt::format(
          "network.attention has {}, but the levels' sizes are {}", size, fmt::join(sizes, ", ")));
  return {{"channels", shape[0]}, {"size", shape[1]}};
}

const RegisterNetwork registered{{.type = "unet",
                                  .read = [](Fields& fields) { return unet(unet_from(fields)); },
                                  .of_data = of_data}};

}  // namespace
}  // namespace odelia
