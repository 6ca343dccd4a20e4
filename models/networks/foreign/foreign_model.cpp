#include "models/networks/foreign/foreign_model.h"

#include <cmath>
#include <numeric>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/tensor.h>

#include "models/device.h"
#include "models/micro_batch.h"
#include "models/torch_error.h"
#include "solvers/combine.h"
#include "solvers/noise.h"
#include "solvers/uploads.h"

namespace odelia {
namespace {

std::string described(const Tensor& x) {
  return fmt::format("{} [{}] on {}", c10::toString(x.scalar_type()), fmt::join(x.sizes(), ", "),
                     x.device().str());
}

/// The convention's spec with one option set.
std::string with_option(const std::string& name, const std::string& key, const std::string& value) {
  Spec spec = parse_spec(name, "convention");
  auto values = spec.options.values();
  values[key] = value;
  spec.options = Options(std::move(values));
  return to_string(spec);
}

/// x + c, row by row, in place.
Tensor shifted(Tensor x, const PerSample& c) {
  if (!any_nonzero(c)) return x;
  if (c.uniform()) return x.add_(c[0]);
  std::vector<double> values(x.size(0));
  for (int64_t i = 0; i < x.size(0); ++i) values[i] = c[i];
  std::vector<int64_t> column(x.dim(), 1);
  column[0] = x.size(0);
  return x.add_(at::tensor(values, at::kDouble).view(column).to(x.options()));
}

/// What LibTorch says, through C++ or through Python, where an operation has no forward derivative.
bool lacks_forward_derivative(const std::string& what) {
  for (const char* words :
       {"forward AD", "forward mode AD", "forward-mode AD", "jvp", "_make_dual"})
    if (what.find(words) != std::string::npos) return true;
  return false;
}

void require_label(int64_t label, const ForeignOptions& options) {
  if (!options.labels || label < *options.labels || label == kNoClass) return;
  throw std::invalid_argument(
      *options.labels == 0
          ? fmt::format("network '{}': knows no classes, got label {}", options.name, label)
          : fmt::format("network '{}': label {} is not in 0..{}", options.name, label,
                        *options.labels - 1));
}

}  // namespace

/// What the network is asked for a batch, and how its answer is read.
struct ForeignModel::Question {
  PerSample on_v;  ///< of J v and v^T J: native = on_v v + on_product F' v
  PerSample on_product;
  PerSample from_output;  ///< native = from_x x + from_output F + from_constant
  PerSample from_constant;
  Tensor input;  ///< in the network's type, on its device
  std::vector<double> times;
  std::vector<int64_t> labels;  ///< empty: none
};

ForeignModel::ForeignModel(Convention convention, ForeignOptions options, NetworkCall call)
    : convention_(std::move(convention)), options_(std::move(options)), call_(std::move(call)) {
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(fmt::format("network '{}': {}", options_.name, what));
  };
  const auto& o = options_;
  if (o.shape.empty()) refuse("the shape of a sample is missing, such as 3x32x32");
  for (int64_t n : o.shape)
    if (n < 1)
      refuse(
          fmt::format("the shape of a sample must be positive, got {}", fmt::join(o.shape, "x")));
  if (o.type != at::kFloat && o.type != at::kDouble && o.type != at::kBFloat16 &&
      o.type != at::kHalf)
    refuse(fmt::format("runs in float32, float64, bfloat16 or float16, got {}",
                       c10::toString(o.type)));
  options_.micro_batch = micro_batch_for(o.micro_batch, o.device, o.shape);
  if (o.micro_batch < 1)
    refuse(fmt::format("micro_batch must be 1 or more, got {}", o.micro_batch));
  if (convention_.channels > 0 && convention_.channels != o.shape[0])
    refuse(fmt::format("convention '{}' keeps {} channels, and a sample has {}", convention_.name,
                       convention_.channels, o.shape[0]));
  if (convention_.classes == 0) return;
  if (!o.labels) options_.labels = convention_.classes;
  if (convention_.null_label >= convention_.classes) options_.no_label = convention_.null_label;
}

void ForeignModel::label(const std::vector<int64_t>& labels) {
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(fmt::format("network '{}': {}", options_.name, what));
  };
  const bool none = std::find(labels.begin(), labels.end(), kNoClass) != labels.end();
  bool some = false;
  for (int64_t label : labels) {
    if (label < 0 && label != kNoClass) refuse(fmt::format("labels are 0 or more, got {}", label));
    require_label(label, options_);
    some |= label != kNoClass;
  }
  if (none && some && convention_.null_label < 0)
    refuse(
        fmt::format("guidance by itself needs a convention that knows the label of no class, such "
                    "as {}",
                    with_option(convention_.name, "null_label",
                                std::to_string(options_.no_label < 0 ? 1000 : options_.no_label))));
  labels_ = some ? labels : std::vector<int64_t>{};
}

std::string ForeignModel::identity() const {
  return fmt::format("{}; {}; {}{} {}; micro_batch {}", options_.hash, convention_.identity,
                     c10::toString(options_.type),
                     options_.inner == at::kBFloat16 ? " around BFloat16" : "",
                     fmt::join(options_.shape, "x"), options_.micro_batch);
}

ForeignModel::Question ForeignModel::ask(const Tensor& x, const PerSample& alpha,
                                         const PerSample& sigma) const {
  const int64_t rows = x.dim() < 1 ? 0 : x.size(0);
  if (x.dim() < 1 || x.sizes().slice(1) != at::IntArrayRef(options_.shape))
    throw std::invalid_argument(fmt::format("network '{}': expected x [B, {}], got [{}]",
                                            options_.name, fmt::join(options_.shape, ", "),
                                            fmt::join(x.sizes(), ", ")));
  labels_.require(rows, fmt::format("network '{}'", options_.name));
  const bool uniform = alpha.uniform() && sigma.uniform();
  std::vector<Convention::Question> asked;
  for (int64_t i = 0; i < (uniform ? 1 : rows); ++i)
    asked.push_back(convention_.ask(alpha[i], sigma[i]));
  const auto each = [&](auto&& value) {
    std::vector<double> values;
    for (const auto& q : asked) values.push_back(value(q));
    return PerSample(std::move(values));
  };
  using Asked = Convention::Question;
  Question q;
  q.on_v = each([](const Asked& a) { return a.from_x; });
  q.on_product = each([](const Asked& a) { return a.from_output * a.on_x; });
  q.from_output = each([](const Asked& a) { return a.from_output; });
  q.from_constant = each([](const Asked& a) { return a.from_constant; });
  for (int64_t i = 0; i < rows; ++i) q.times.push_back(asked[uniform ? 0 : i].time);
  if (!labels_.empty() || (convention_.null_label >= 0 && options_.labels != 0))
    for (int64_t i = 0; i < rows; ++i)
      q.labels.push_back(labels_[i] == kNoClass ? convention_.null_label : labels_[i]);
  for (const int64_t label : q.labels)  // here, where to look at them waits for no device
    if (label != options_.no_label) require_label(label, options_);
  q.input = shifted(combine({{each([](const Asked& a) { return a.on_x; }), x}}),
                    each([](const Asked& a) { return a.constant; }))
                .to(at::TensorOptions(options_.type).device(options_.device));
  return q;
}

/// Throws, saying what was asked and what came, with a remedy, unless y answers for x.
void ForeignModel::check(const Tensor& y, const Tensor& x, const Tensor& time, int64_t n) {
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(fmt::format(
        "network '{}', convention '{}': asked with x = {} and time = {} from {:.6g} to {:.6g}: {}",
        options_.name, convention_.name, described(x), described(time),
        time.min().item().toDouble(), time.max().item().toDouble(), what));
  };
  if (!y.defined()) refuse("no tensor came back");
  const int64_t channels = x.size(1), kept = convention_.channels;
  std::vector<int64_t> expected = x.sizes().vec();
  if (kept == Convention::kHalf) expected[1] = 2 * channels;
  const bool enough = kept > 0 && y.dim() == x.dim() && y.size(1) >= kept;
  if (enough) expected[1] = y.size(1);
  if (y.sizes() != at::IntArrayRef(expected)) {
    const bool other_channels =
        y.dim() == x.dim() && y.size(0) == x.size(0) && y.sizes().slice(2) == x.sizes().slice(2);
    std::string remedy;
    if (other_channels && y.size(1) > channels)
      remedy = fmt::format("; if the first {} are meant, say {}", channels,
                           with_option(convention_.name, "channels", std::to_string(channels)));
    else if (other_channels && y.size(1) == channels)
      remedy = fmt::format("; if it says no variance, say {}",
                           with_option(convention_.name, "channels", "all"));
    refuse(fmt::format("expected [{}], got [{}]{}", fmt::join(expected, ", "),
                       fmt::join(y.sizes(), ", "), remedy));
  }
  if (y.scalar_type() != x.scalar_type())
    refuse(
        fmt::format("expected {}, got {}; convert the output, or run the network in the type that "
                    "it returns",
                    c10::toString(x.scalar_type()), c10::toString(y.scalar_type())));
  if (y.device() != x.device())
    refuse(fmt::format("expected an answer on {}, got one on {}; move the network to {}",
                       x.device().str(), y.device().str(), x.device().str()));
  if (answered_) return;
  const at::NoGradGuard no_grad;
  const auto finite = [&](const Tensor& t) {
    return at::isfinite(t.detach().narrow(0, 0, n)).all().item<bool>();
  };
  if (finite(x) && !finite(y))
    refuse(
        fmt::format("values that are not finite came back; is '{}' the convention that it was "
                    "trained in, and are its weights loaded?",
                    convention_.name));
  answered_ = true;
}

at::ScalarType ForeignModel::type() const {
  return options_.type == at::kFloat ? options_.inner : options_.type;
}

at::ScalarType ForeignModel::precision() const {
  if (type() != at::kFloat) return type();
  return options_.tf32 || tf32_allowed(options_.device) ? at::kHalf : at::kFloat;
}

Tensor ForeignModel::forward(const Question& q, const Tensor& chunk, int64_t from, int64_t n) {
  const int64_t size = chunk.size(0);
  const auto type = convention_.integer_time       ? at::kLong
                    : options_.type == at::kDouble ? at::kDouble
                                                   : at::kFloat;
  const Tensor time =
      upload(padded(q.times, from, n, size, q.times[from]), options_.device).to(type);
  Tensor labels;
  if (!q.labels.empty())  // a copy: what is not ours may write into it
    labels = upload(padded(q.labels, from, n, size, q.labels[from]), options_.device).clone();
  if (labels.defined() && convention_.classes > 0)  // a row with one 1; of zeros for no class
    labels =
        labels.unsqueeze(1).eq(at::arange(convention_.classes, labels.options())).to(at::kFloat);
  const AllowTf32 allowed(options_.tf32);
  const Tensor y = call_(chunk, time, labels);
  check(y, chunk, time, n);
  return y.size(1) == chunk.size(1) ? y : y.narrow(1, 0, chunk.size(1));
}

Tensor ForeignModel::evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) {
  at::NoGradGuard no_grad;
  const Question q = ask(x, alpha, sigma);
  Tensor output = at::empty(x.sizes(), x.options());
  const int64_t size = options_.micro_batch;
  for (int64_t from = 0; from < x.size(0); from += size) {
    const int64_t n = std::min(size, x.size(0) - from);
    const Tensor y = forward(q, padded(q.input, from, n, size).contiguous(), from, n);
    output.narrow(0, from, n).copy_(y.narrow(0, 0, n));
  }
  return shifted(combine({{q.on_v, x}, {q.from_output, output}}), q.from_constant);
}

// native = from_x x + from_output F(on_x x + constant):
//     J v = from_x v + from_output on_x F' v, and v^T J likewise.
Tensor ForeignModel::evaluate_with_products(const Tensor& x, const PerSample& alpha,
                                            const PerSample& sigma, ProductKind kind,
                                            const VisitPiece& visit) {
  const AllowTf32 allowed(options_.tf32);  // on the way back, too
  const Question q = ask(x, alpha, sigma);
  Tensor output = at::empty(x.sizes(), x.options());
  const int64_t size = options_.micro_batch;
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(fmt::format("network '{}': {}", options_.name, what));
  };
  const std::string cut =
      "its output does not follow x in LibTorch's graph, so that it has no derivative; take out "
      "torch.no_grad(), torch.inference_mode(), .detach() and numpy on the way";
  for (int64_t from = 0; from < x.size(0); from += size) {
    const int64_t n = std::min(size, x.size(0) - from);
    const Tensor chunk = padded(q.input, from, n, size).contiguous().detach();
    std::vector<int64_t> rows(n);
    std::iota(rows.begin(), rows.end(), from);
    const PerSample a = q.on_v.select(rows), b = q.on_product.select(rows);
    const auto network = [&](const Tensor& in) {
      if (kind == ProductKind::vjp || in.is_same(chunk)) {
        const Tensor y = forward(q, in, from, n);
        if (kind == ProductKind::vjp && !y.requires_grad()) refuse(cut);
        return y;
      }
      try {
        return forward(q, in, from, n);
      } catch (const std::exception& e) {
        const std::string what = e.what();
        if (!lacks_forward_derivative(what)) throw;
        throw std::invalid_argument(fmt::format(
            "network '{}': has no JVP, for a part of it has no forward derivative: {}; take VJPs "
            "(product=vjp), which say the same",
            options_.name, printable_text(what.substr(0, what.find('\n')))));
      }
    };
    const auto direction = [&](const Tensor& v) {
      return padded(v.to(chunk.options()), 0, n, size).contiguous();
    };
    const auto dressed = [&](const Tensor& v, const Tensor& product) {
      if (!product.defined()) refuse(cut);
      const Tensor here = product.narrow(0, 0, n).to(v.options()).contiguous();
      return combine({{a, v}, {b, here}});
    };
    const Tensor y = piece_with_products(kind, chunk, from, n, network, direction, dressed, visit);
    output.narrow(0, from, n).copy_(y.narrow(0, 0, n));
  }
  return shifted(combine({{q.on_v, x}, {q.from_output, output}}), q.from_constant);
}

std::shared_ptr<ForeignModel> rehearsed_model(const Convention& convention,
                                              const ForeignOptions& options,
                                              const NetworkCall& call,
                                              const std::vector<int64_t>& labels) {
  const at::NoGradGuard no_grad;
  const double s = std::clamp(1.0, convention.s_min, convention.s_max) / convention.data_scale;
  ForeignModel rehearsed(convention, options, call);
  if (!labels.empty() && options.labels != 0) rehearsed.label({labels[0]});
  const auto noise =
      starting_noise({0}, options.shape, at::TensorOptions(at::kFloat).device(options.device));
  rehearsed.predict(noise * std::hypot(1, s), 1, s, Prediction::data);
  return std::make_shared<ForeignModel>(convention, options, call);
}

}  // namespace odelia
