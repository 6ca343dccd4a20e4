#include "models/networks/network_model.h"

#include <cmath>
#include <filesystem>

#include "models/networks/memory.h"
#include "models/paths.h"
#include "solvers/combine.h"

namespace odelia {
namespace {

constexpr double kCleanTolerance = 0.05;

/// Coefficients, one per sample, of what evaluate computes around the network.
struct Frame {
  PerSample in;        // x_in = in x
  PerSample on_input;  // native = on_input x_in + on_output F
  PerSample on_output;
};

Frame frame_of(const ScoreCheckpoint& c, Prediction native, const PerSample& alpha,
               const PerSample& sigma) {
  const double d2 = c.network.sigma_data * c.network.sigma_data;
  Frame frame;
  frame.in = PerSample::zip(alpha, sigma,
                            [&](double a, double s) { return 1 / std::sqrt(s * s + d2 * a * a); });
  const auto coefficients = [&](bool input) {
    return PerSample::zip(alpha, sigma, [&, input](double a, double sig) {
      const double s = std::min(sig / a, 1e8);  // alpha = 0 is all noise, and finite
      const double k = 1 / std::sqrt(s * s + d2);
      const auto [on_y, on_f] = to_data(c.target, s, c.network.sigma_data);
      // x0 = on_y y + on_f F with y = x_in / k, and n = (y - x0) / s.
      if (native == Prediction::data) return input ? on_y / k : on_f;
      return input ? (1 - on_y) / (s * k) : -on_f / s;
    });
  };
  frame.on_input = coefficients(true);
  frame.on_output = coefficients(false);
  return frame;
}

}  // namespace

NetworkModel::NetworkModel(ScoreCheckpoint checkpoint, NetworkOptions options)
    : checkpoint_(std::move(checkpoint)), options_(std::move(options)) {
  const auto refuse = [](const std::string& what) {
    throw std::invalid_argument("network: " + what);
  };
  if (options_.precision != at::kFloat && options_.precision != at::kBFloat16)
    refuse(fmt::format("runs in float32 or bfloat16, got {}", c10::toString(options_.precision)));
  if (options_.micro_batch < 1)
    refuse(fmt::format("micro_batch must be at least 1, got {}", options_.micro_batch));
  const int64_t classes = checkpoint_.network.classes;
  if (!options_.labels.empty() && !classes)
    refuse(fmt::format("labels were given, but the network for '{}' is unconditional",
                       checkpoint_.dataset));
  for (int64_t label : options_.labels)
    if (label < 0 || label >= classes)
      refuse(fmt::format("label {} is not in 0..{}", label, classes - 1));
  if (options_.guidance != 1 && options_.labels.empty()) refuse("guidance needs labels");

  const auto t = checkpoint_.target;
  // What the network says almost directly is what it says most precisely.
  native_ = t == Target::noise || t == Target::score ? Prediction::noise : Prediction::data;
  if (options_.device.is_cpu()) keep_freed_memory();
  prepared_ = prepare_unet(checkpoint_.parameters, options_.precision, options_.device);
}

std::vector<int64_t> NetworkModel::sample_shape() const {
  const auto& n = checkpoint_.network;
  return {n.channels, n.size, n.size};
}

void NetworkModel::select(const std::vector<int64_t>& rows) {
  if (options_.labels.size() < 2) return;
  std::vector<int64_t> kept;
  for (int64_t r : rows) kept.push_back(options_.labels.at(r));
  options_.labels = std::move(kept);
}

Tensor NetworkModel::run(const Tensor& x, const std::vector<float>& lambda,
                         const std::vector<int64_t>& labels) const {
  at::NoGradGuard no_grad;
  const int64_t rows = x.size(0), size = options_.micro_batch;
  const bool conditional = checkpoint_.network.classes > 0;
  auto out = at::empty_like(x);
  for (int64_t from = 0; from < rows; from += size) {
    const int64_t n = std::min(size, rows - from);
    std::vector<float> times(size, lambda[from]);
    std::copy_n(lambda.begin() + from, n, times.begin());
    auto chunk = x.narrow(0, from, n);
    if (n < size)
      chunk = at::cat({chunk, at::zeros({size - n, x.size(1), x.size(2), x.size(3)}, x.options())});
    Tensor classes;
    if (conditional) {
      std::vector<int64_t> all(size, checkpoint_.network.classes);
      std::copy_n(labels.begin() + from, n, all.begin());
      classes = at::tensor(all).to(options_.device);
    }
    const auto y = unet_forward(checkpoint_.network, prepared_, chunk,
                                at::tensor(times).to(options_.device), classes);
    out.narrow(0, from, n).copy_(y.narrow(0, 0, n));
  }
  return out;
}

Tensor NetworkModel::evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) {
  const int64_t rows = x.size(0);
  const auto& net = checkpoint_.network;
  if (x.dim() != 4 || x.sizes().slice(1) != at::IntArrayRef(sample_shape()))
    throw std::invalid_argument(fmt::format("network for '{}': expected x [B, {}], got [{}]",
                                            checkpoint_.dataset, fmt::join(sample_shape(), ", "),
                                            fmt::join(x.sizes(), ", ")));
  const double low = checkpoint_.lambda_range[0], high = checkpoint_.lambda_range[1];
  std::vector<float> lambda;
  for (int64_t i = 0; i < rows; ++i) {
    const double l = std::log(alpha[i] / sigma[i]);
    if (!(l <= high + kCleanTolerance))
      throw std::domain_error(fmt::format(
          "network for '{}': asked at log(alpha/sigma) = {:.4g} (sigma/alpha = {:.3g}), but it was "
          "trained up to {:.4g} "
          "(sigma/alpha = {:.3g}); end sampling earlier, at a larger t_min or sigma_min",
          checkpoint_.dataset, l, sigma[i] / alpha[i], high, std::exp(-high)));
    lambda.push_back(static_cast<float>(std::clamp(l, low, high)));
  }
  if (options_.labels.size() > 1 && static_cast<int64_t>(options_.labels.size()) != rows)
    throw std::invalid_argument(
        fmt::format("network: {} labels for a batch of {}", options_.labels.size(), rows));

  const auto frame = frame_of(checkpoint_, native_, alpha, sigma);
  const auto input = combine({{frame.in, x}});
  const auto single = input.to(at::kFloat);
  std::vector<int64_t> nobody(rows, net.classes), labels = nobody;
  for (int64_t i = 0; i < rows && !options_.labels.empty(); ++i)
    labels[i] = options_.labels.size() == 1 ? options_.labels[0] : options_.labels[i];
  auto output = run(single, lambda, labels);
  if (options_.guidance != 1) {
    const auto plain = run(single, lambda, nobody);
    output = combine({{options_.guidance, output}, {1 - options_.guidance, plain}});
    ledger_.forward += 1, ledger_.rows += rows;
  }
  return combine({{frame.on_input, input}, {frame.on_output, output.to(x.scalar_type())}});
}

std::filesystem::path checkpoint_folder(const std::string& spec) {
  const std::string prefix = "pretrained:";
  if (spec.rfind(prefix, 0) == 0)
    return resource("models/pretrained/" + spec.substr(prefix.size()));
  // A folder of that name that holds no checkpoint, such as a run's, does not hide a shipped network.
  if (std::filesystem::exists(std::filesystem::path(spec) / "config.json")) return spec;
  try {
    return resource("models/pretrained/" + spec);
  } catch (const std::invalid_argument&) {
    if (std::filesystem::is_directory(spec)) return spec;  // what it lacks is the better message
    throw;
  }
}

std::shared_ptr<ScoreModel> load_model(const std::string& spec, const NetworkOptions& options) {
  return std::make_shared<NetworkModel>(load_score_checkpoint(checkpoint_folder(spec)), options);
}

}  // namespace odelia
