// A feature extractor in a TorchScript file: torchscript:FILE(trust=true).
#include <stdexcept>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/zeros.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/sha256.h"
#include "models/networks/extractors/network_extractor.h"
#include "models/networks/foreign/torchscript_module.h"
#include "models/torch_error.h"

namespace odelia {
namespace {

namespace fs = std::filesystem;

std::string named(const fs::path& file) {
  return fmt::format("extractor 'torchscript:{}'", file.string());
}

void check(const fs::path& file, const Options& options) {
  check_options(Spec{"torchscript", "", options}, {"trust"}, "extractor");
  const std::string trust = options.text("trust", "false");
  if (trust != "true" && trust != "false")
    throw std::invalid_argument(fmt::format("{}: option 'trust' is true or false; got '{}'",
                                            named(file), printable(trust)));
  require_trust(trust == "true", file.string(), named(file),
                fmt::format("torchscript:{}(trust=true)", file.string()));
}

/// Its forward takes uint8 [B, 3, H, W] and gives features [B, d]; where it has an argument
/// return_features, as the detector of StyleGAN's and EDM's code has, it is asked with true.
class TorchScriptExtractor final : public FeatureExtractor {
 public:
  TorchScriptExtractor(const fs::path& file, at::Device device)
      : who_(named(file)), device_(device), script_(file.string(), who_, device) {
    const auto takes = script_.arguments();
    for (size_t i = 1; i < takes.size(); ++i)
      if (takes[i] == "return_features") named_["return_features"] = true;
    const at::NoGradGuard no_grad;
    const Tensor two = at::zeros({2, 3, 32, 32}, at::device(device).dtype(at::kByte));
    dimension_ = forward(two).size(1);
  }
  int64_t dimension() const override { return dimension_; }
  Tensor features(const Tensor& images) const override {
    check_images(images, who_);
    const Tensor in = images.to(at::kCPU);
    const Tensor out = features_of_each(
        images.size(0), dimension_, device_,
        [&](int64_t i) {
          return in[i].expand({3, in.size(2), in.size(3)}).contiguous();
        },
        [&](const Tensor& x) { return forward(x); });
    if (!at::isfinite(out).all().item<bool>())
      throw std::runtime_error(who_ + ": made features that are not finite");
    return out;
  }
  std::string input_rule() const override { return "bytes as they are; the file resizes"; }

 private:
  Tensor forward(const Tensor& x) const {
    Tensor answer;
    try {
      answer = script_.ask({x}, named_);
    } catch (const c10::Error& e) {
      throw std::invalid_argument(
          fmt::format("{}: asked with uint8 [{}], it failed: {}; its forward has to take bytes of "
                      "any size, [B, 3, H, W]",
                      who_, fmt::join(x.sizes(), ", "), last_line_of(e.what_without_backtrace())));
    }
    if (answer.dim() != 2 || answer.size(0) != x.size(0) || answer.size(1) < 1 ||
        (dimension_ > 0 && answer.size(1) != dimension_))
      throw std::invalid_argument(
          fmt::format("{}: of images [{}] its forward makes [{}], expected features [{}, {}]", who_,
                      fmt::join(x.sizes(), ", "), fmt::join(answer.sizes(), ", "), x.size(0),
                      dimension_ > 0 ? std::to_string(dimension_) : "d"));
    return answer;
  }

  std::string who_;
  at::Device device_;
  TorchScriptModule script_;
  std::unordered_map<std::string, c10::IValue> named_;
  int64_t dimension_ = 0;
};

std::shared_ptr<const FeatureExtractor> open(const fs::path& file, const Options& options,
                                             at::Device device) {
  check(file, options);
  return std::make_shared<TorchScriptExtractor>(file, device);
}

std::string hash(const fs::path& file, const Options& options) {
  check(file, options);
  return hash_text("torchscript " + sha256_of_file(file.string()));
}

const RegisterExtractor torchscript{
    {.kind = "torchscript", .open = {}, .open_with = open, .of_file = true, .hash = hash}};

}  // namespace
}  // namespace odelia
