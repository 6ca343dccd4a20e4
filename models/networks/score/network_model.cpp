#include "models/networks/score/network_model.h"

#include <cmath>
#include <numeric>

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/tensor.h>

#include "models/device.h"
#include "models/micro_batch.h"
#include "models/networks/kernels/cuda/graph.h"
#include "models/networks/kernels/memory.h"
#include "solvers/combine.h"
#include "solvers/uploads.h"

namespace odelia {
namespace {

constexpr double kCleanTolerance = 0.05;

/// Whether its training left "no class" out; one from elsewhere, which does not say, is taken to know it.
bool trained_with_classes_alone(const ScoreCheckpoint& c) {
  if (c.network->classes() == 0 || !c.training.is_object()) return false;
  const auto dropout = c.training.find("class_dropout");
  return dropout != c.training.end() && *dropout == 0;
}

}  // namespace

NetworkModel::NetworkModel(ScoreCheckpoint checkpoint, NetworkOptions options)
    : checkpoint_(std::move(checkpoint)),
      options_(std::move(options)),
      knows_no_class_(!trained_with_classes_alone(checkpoint_)) {
  const auto refuse = [](const std::string& what) {
    throw std::invalid_argument("network: " + what);
  };
  if (options_.precision != at::kFloat && options_.precision != at::kBFloat16)
    refuse(fmt::format("runs in float32 or bfloat16, got {}", c10::toString(options_.precision)));
  if (options_.precision != at::kFloat && checkpoint_.network->float32_alone())
    refuse(
        fmt::format("type '{}' computes in float32 alone, got bfloat16; take float32 for the "
                    "network's precision, or leave it out",
                    checkpoint_.network->to_json().value("type", "")));
  options_.micro_batch = micro_batch_for(options_.micro_batch, options_.device, sample_shape());
  if (options_.micro_batch < 1)
    refuse(fmt::format("micro_batch must be at least 1, got {}", options_.micro_batch));
  const auto t = checkpoint_.target;
  // What the network says almost directly is what it says most precisely.
  native_ = t == Target::noise || t == Target::score ? Prediction::noise : Prediction::data;
  if (options_.device.is_cpu()) keep_freed_memory();
  prepared_ = checkpoint_.network->prepare(checkpoint_.parameters, options_.precision,
                                           options_.device, /*differentiable=*/false);
  recorded_ = recorded_where_wanted(
      options_.device, [this](const Tensor& x, const Tensor& lambda, const Tensor& labels) {
        return prepared_->forward(x, lambda, labels);
      });
}

std::vector<int64_t> NetworkModel::sample_shape() const {
  return checkpoint_.network->sample_shape();
}

std::shared_ptr<const ModelStatistics> NetworkModel::statistics() const {
  if (!checkpoint_.statistics_problem.empty())
    throw std::invalid_argument(checkpoint_.statistics_problem);
  return checkpoint_.statistics;
}

std::shared_ptr<const LatentSpace> NetworkModel::latent_space() const {
  return checkpoint_.latent.coder;
}

void NetworkModel::label(const std::vector<int64_t>& labels) {
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(
        fmt::format("network trained on '{}': {}", checkpoint_.dataset, what));
  };
  const int64_t classes = checkpoint_.network->classes();
  for (int64_t label : labels) {
    if (label == kNoClass) {
      if (!knows_no_class_) refuse_no_class("so that it cannot guide itself; name a guide");
      continue;
    }
    if (!classes) refuse("labels were given, but it is unconditional");
    if (label < 0 || label >= classes)
      refuse(fmt::format("label {} is not in 0..{}", label, classes - 1));
  }
  labels_ = labels;
}

void NetworkModel::refuse_no_class(const std::string& remedy) const {
  throw std::invalid_argument(
      fmt::format("network trained on '{}': was never trained without a class, {}",
                  checkpoint_.dataset, remedy));
}

NetworkModel::Question NetworkModel::ask(const Tensor& x, const PerSample& alpha,
                                         const PerSample& sigma) const {
  const int64_t rows = x.size(0);
  if (x.dim() < 1 || x.sizes().slice(1) != at::IntArrayRef(sample_shape()))
    throw std::invalid_argument(fmt::format("network trained on '{}': expected x [B, {}], got [{}]",
                                            checkpoint_.dataset, fmt::join(sample_shape(), ", "),
                                            fmt::join(x.sizes(), ", ")));
  labels_.require(rows, "network");
  if (labels_.empty() && !knows_no_class_)
    refuse_no_class("and no labels are given; give --labels (labels in a config or in Python)");
  Question q;
  const double low = checkpoint_.lambda_range[0], high = checkpoint_.lambda_range[1];
  for (int64_t i = 0; i < rows; ++i) {
    const double l = std::log(alpha[i] / sigma[i]);
    if (!(l <= high + kCleanTolerance))
      throw std::domain_error(fmt::format(
          "network trained on '{}': asked at log(alpha/sigma) = {:.4g} (sigma/alpha = {:.3g}), but "
          "it was "
          "trained up to {:.4g} "
          "(sigma/alpha = {:.3g}); end sampling earlier, at a larger t_min or sigma_min",
          checkpoint_.dataset, l, sigma[i] / alpha[i], high, std::exp(-high)));
    q.lambda.push_back(static_cast<float>(std::clamp(l, low, high)));
  }
  q.labels.assign(rows, checkpoint_.network->classes());
  for (int64_t i = 0; i < rows; ++i)
    if (labels_[i] != kNoClass) q.labels[i] = labels_[i];

  const double d2 = checkpoint_.network->sigma_data() * checkpoint_.network->sigma_data();
  q.scale = PerSample::zip(alpha, sigma,
                           [&](double a, double s) { return 1 / std::sqrt(s * s + d2 * a * a); });
  const auto coefficients = [&](bool input) {
    return PerSample::zip(alpha, sigma, [&, input](double a, double sig) {
      const double s = std::min(sig / a, 1e8);  // alpha = 0 is all noise, and finite
      const double k = 1 / std::sqrt(s * s + d2);
      const double std = checkpoint_.network->sigma_data();
      const auto [on_y, on_f] = knows_origin() ? to_origin(s, std, checkpoint_.s_min())
                                               : to_data(checkpoint_.target, s, std);
      // x0 = on_y y + on_f F with y = x_in / k, and n = (y - x0) / s.
      if (native_ == Prediction::data) return input ? on_y / k : on_f;
      return input ? (1 - on_y) / (s * k) : -on_f / s;
    });
  };
  q.on_input = coefficients(true);
  q.on_output = coefficients(false);
  q.input = combine({{q.scale, x}});
  q.single = q.input.to(options_.device, at::kFloat);
  return q;
}

Tensor NetworkModel::padded(const Tensor& x, int64_t from, int64_t n, bool fixed) const {
  return odelia::padded(x, from, n, fixed ? options_.micro_batch : n);
}

void NetworkModel::in_pieces(int64_t rows, bool fixed,
                             const std::function<void(int64_t, int64_t)>& pass) const {
  if (fixed) {
    for (int64_t from = 0; from < rows; from += options_.micro_batch)
      pass(from, std::min(options_.micro_batch, rows - from));
    return;
  }
  // A thread takes whole passes: it waits for the others once, not in every layer.
  const int64_t threads = at::get_num_threads(),
                rounds =
                    (rows + threads * options_.micro_batch - 1) / (threads * options_.micro_batch),
                size = (rows + threads * rounds - 1) / (threads * rounds),
                pieces = (rows + size - 1) / size;
  const auto some = [&](int64_t begin, int64_t end) {
    at::NoGradGuard no_grad;  // a state of its own in every thread
    for (int64_t i = begin; i < end; ++i) pass(i * size, std::min(size, rows - i * size));
  };
  if (pieces > 1)
    at::parallel_for(0, pieces, 1, some);
  else
    some(0, pieces);
}

at::ScalarType NetworkModel::precision() const {
  const bool tf32 = options_.tf32 || tf32_allowed(options_.device);
  return tf32 && options_.precision == at::kFloat ? at::kHalf : options_.precision;
}

Tensor NetworkModel::forward(const PreparedNetwork& network, const Question& q, const Tensor& chunk,
                             int64_t from, int64_t n) const {
  const int64_t size = chunk.size(0);
  Tensor classes;
  if (checkpoint_.network->classes() > 0)
    classes = upload(odelia::padded(q.labels, from, n, size, checkpoint_.network->classes()),
                     options_.device);
  const AllowTf32 allowed(options_.tf32);
  const Tensor lambda =
      upload(odelia::padded(q.lambda, from, n, size, q.lambda[from]), options_.device);
  const bool as_recorded = recorded_ && &network == prepared_.get();
  return of_shape(
      chunk,
      as_recorded ? (*recorded_)(chunk, lambda, classes) : network.forward(chunk, lambda, classes),
      *checkpoint_.network);
}

Tensor NetworkModel::evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) {
  at::NoGradGuard no_grad;
  const Question q = ask(x, alpha, sigma);
  auto output = at::empty_like(q.single);
  const bool fixed = prepared_->sees_batch();
  in_pieces(x.size(0), fixed, [&](int64_t from, int64_t n) {
    const auto y = forward(*prepared_, q, padded(q.single, from, n, fixed), from, n);
    output.narrow(0, from, n).copy_(y.narrow(0, 0, n));
  });
  return combine({{q.on_input, q.input}, {q.on_output, output.to(x.options())}});
}

Tensor NetworkModel::origin(const Tensor& x, const PerSample& alpha, const PerSample& sigma) {
  ledger_.forward += 1, ledger_.rows += x.size(0);
  return evaluate(x, alpha, sigma);  // the native prediction is the data in the mean elsewhere
}

// With x_in = scale x:  J v = scale (on_input v + on_output F'(x_in) v), and v^T J likewise.
Tensor NetworkModel::evaluate_with_products(const Tensor& x, const PerSample& alpha,
                                            const PerSample& sigma, ProductKind kind,
                                            const VisitPiece& visit) {
  if (!differentiable_)
    differentiable_ = checkpoint_.network->prepare(checkpoint_.parameters, options_.precision,
                                                   options_.device, /*differentiable=*/true);
  const AllowTf32 allowed(options_.tf32);  // on the way back, too
  const Question q = ask(x, alpha, sigma);
  const PerSample on_v = q.scale * q.on_input, on_product = q.scale * q.on_output;
  auto output = at::empty_like(q.single);
  // Forwards LibTorch differentiates its own operations, and for one thread at a time.
  const bool fixed = prepared_->sees_batch() || kind == ProductKind::jvp;
  in_pieces(x.size(0), fixed, [&](int64_t from, int64_t n) {
    const auto chunk = padded(q.single, from, n, fixed).detach();
    std::vector<int64_t> rows(n);
    std::iota(rows.begin(), rows.end(), from);
    const PerSample a = on_v.select(rows), b = on_product.select(rows);
    const auto dressed = [&](const Tensor& v, const Tensor& product) {
      return combine({{a, v}, {b, product.narrow(0, 0, n).to(v.options()).contiguous()}});
    };
    const Tensor y = piece_with_products(
        kind, chunk, from, n,
        [&](const Tensor& in) { return forward(*differentiable_, q, in, from, n); },
        [&](const Tensor& v) { return padded(v.to(q.single.options()), 0, n, fixed); }, dressed,
        visit);
    output.narrow(0, from, n).copy_(y.narrow(0, 0, n));
  });
  return combine({{q.on_input, q.input}, {q.on_output, output.to(x.options())}});
}

std::shared_ptr<ScoreModel> load_model(const std::string& spec, const NetworkOptions& options) {
  return std::make_shared<NetworkModel>(load_score_checkpoint(checkpoint_folder(spec, "score")),
                                        options);
}

}  // namespace odelia
