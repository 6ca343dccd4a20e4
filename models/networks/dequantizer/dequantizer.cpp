#include "models/networks/dequantizer/dequantizer.h"

#include <cmath>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/erfc.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/log.h>
#include <ATen/ops/log1p.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/zeros.h>

#include "models/data/images/images.h"
#include "models/networks/kernels/silu.h"
#include "solvers/row_sums.h"

namespace odelia {
namespace {

std::string coupling(int64_t k, const char* part) { return fmt::format("coupling{}.{}", k, part); }

/// log du/dv = log u + log(1 - u) of u = 1 / (1 + exp(-v)): the standard logistic density at v too.
Tensor log_slope(const Tensor& v) {
  const auto size = v.abs();
  return -size - 2 * at::log1p(at::exp(-size));
}

/// 1 where row + column + parity is even: [1, 1, H, W].
Tensor checkerboard(int64_t size, int64_t parity, at::Device device) {
  const auto i = at::arange(size, at::TensorOptions(at::kLong).device(device));
  return ((i.view({-1, 1}) + i.view({1, -1}) + (parity + 1)).remainder(2))
      .to(at::kFloat)
      .view({1, 1, size, size});
}

}  // namespace

void check(const DequantizerConfig& c) {
  constexpr int64_t most = 1 << 20, most_couplings = 1000;
  if (c.channels < 1 || c.size < 1 || c.width < 1 || c.couplings < 0 || c.channels > most ||
      c.size > most || c.width > most || c.couplings > most_couplings)
    throw std::invalid_argument(fmt::format(
        "dequantizer: channels, size and width must be 1 to {} and couplings 0 to {}; got {}, {}, "
        "{} and {}",
        most, most_couplings, c.channels, c.size, c.width, c.couplings));
}

ParameterSet make_dequantizer(const DequantizerConfig& c, uint64_t seed) {
  check(c);
  ParameterSet out;
  auto generator = at::detail::createCPUGenerator(seed);
  const auto add = [&](const std::string& name, int64_t channels, int64_t in, double gain) {
    out[name + ".weight"] =
        at::randn({channels, in, 3, 3}, generator, at::TensorOptions(at::kFloat))
            .mul_(gain / std::sqrt(9.0 * static_cast<double>(in)))
            .contiguous(at::MemoryFormat::ChannelsLast);
    out[name + ".bias"] = at::zeros({channels});
  };
  add("context1", c.width, c.channels, 1);
  add("context2", c.width, c.width, 1);
  add("base", 2 * c.channels, c.width, 0);
  for (int64_t k = 0; k < c.couplings; ++k) {
    add(coupling(k, "in"), c.width, c.width + c.channels, 1);
    add(coupling(k, "out"), 2 * c.channels, c.width, 0);
  }
  return out;
}

ParameterSet dequantizer_shapes(const DequantizerConfig& c) {
  check(c);
  ParameterSet out;
  const auto add = [&](const std::string& name, int64_t channels, int64_t in) {
    out[name + ".weight"] = placeholder({channels, in, 3, 3});
    out[name + ".bias"] = placeholder({channels});
  };
  add("context1", c.width, c.channels);
  add("context2", c.width, c.width);
  add("base", 2 * c.channels, c.width);
  for (int64_t k = 0; k < c.couplings; ++k) {
    add(coupling(k, "in"), c.width, c.width + c.channels);
    add(coupling(k, "out"), 2 * c.channels, c.width);
  }
  return out;
}

Dequantised dequantise(const DequantizerConfig& c, const ParameterSet& p, const Convolutions& own,
                       const Tensor& x, const Tensor& e) {
  const auto conv = [&](const std::string& name, const Tensor& h) {
    if (const auto found = own.find(name); found != own.end()) return convolve(found->second, h);
    return at::conv2d(h, get(p, name + ".weight"), get(p, name + ".bias"), 1, 1);
  };
  const auto context = silu(conv(
      "context2", silu(conv("context1", to_unit(x).contiguous(at::MemoryFormat::ChannelsLast)))));
  const auto base = conv("base", context).chunk(2, 1);
  Tensor v = at::exp(base[0]) * e + base[1];
  Tensor log_q = row_sums(log_slope(e.to(at::kDouble)) - base[0]);
  for (int64_t k = 0; k < c.couplings; ++k) {
    const auto kept = checkerboard(c.size, k, x.device()), moved = 1 - kept;
    const auto hidden = silu(conv(coupling(k, "in"), at::cat({context, kept * v}, 1)));
    const auto change = conv(coupling(k, "out"), hidden).chunk(2, 1);
    const auto scale = moved * (2 * at::tanh(0.5 * change[0]));
    v = v * at::exp(scale) + moved * change[1];
    log_q = log_q - row_sums(scale);
  }
  v = v.to(at::kDouble);  // in float32 u would round to 1 from v = 17 on
  return {1 / (1 + at::exp(-v)), log_q - row_sums(log_slope(v))};
}

Tensor logistic_of_normal(const Tensor& z) {
  return at::log(at::erfc(z * -M_SQRT1_2)) - at::log(at::erfc(z * M_SQRT1_2));
}

Dequantizer::Dequantizer(DequantizerCheckpoint checkpoint) : checkpoint_(std::move(checkpoint)) {
  for (const auto& [name, value] : checkpoint_.parameters) {
    if (!name.ends_with(".weight")) continue;
    const std::string stem = name.substr(0, name.rfind('.'));
    auto conv = make_convolution(value, get(checkpoint_.parameters, stem + ".bias"), 1, false);
    if (!conv) {  // then row by row
      own_.clear();
      return;
    }
    own_[stem] = std::move(conv);
  }
}

Dequantised Dequantizer::draw(const Tensor& x, const Tensor& z) const {
  const auto& c = checkpoint_.network;
  if (x.scalar_type() != at::kByte || x.dim() != 4 || z.sizes() != x.sizes() ||
      x.sizes().slice(1) != at::IntArrayRef({c.channels, c.size, c.size}))
    throw std::invalid_argument(fmt::format(
        "dequantizer for '{}': expected uint8 images [B, {}, {}, {}] and noise like them, got {} "
        "[{}] and [{}]",
        checkpoint_.dataset, c.channels, c.size, c.size, c10::toString(x.scalar_type()),
        fmt::join(x.sizes(), ", "), fmt::join(z.sizes(), ", ")));
  const at::NoGradGuard no_grad;
  Dequantised out{at::empty(x.sizes(), at::kDouble), at::empty({x.size(0)}, at::kDouble)};
  const int64_t piece = own_.empty() ? 1 : 16;
  for (int64_t from = 0; from < x.size(0); from += piece) {
    const int64_t n = std::min(piece, x.size(0) - from);
    const auto part = dequantise(c, checkpoint_.parameters, own_, x.narrow(0, from, n),
                                 logistic_of_normal(z.narrow(0, from, n)).to(at::kFloat));
    out.u.narrow(0, from, n).copy_(part.u);
    out.log_q.narrow(0, from, n).copy_(part.log_q);
  }
  return out;
}

}  // namespace odelia
