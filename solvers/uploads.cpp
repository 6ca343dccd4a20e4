#include "solvers/uploads.h"

#include <algorithm>

#include <ATen/ops/full.h>
#include <ATen/ops/tensor.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace odelia {
namespace {

struct Kept {
  std::vector<int64_t> words;
  int64_t stream;  ///< that copies it: another might read before it is there
  Tensor there;
};

int64_t stream_on(at::Device device) {
  if (device.is_cpu()) return 0;
  return static_cast<int64_t>(c10::impl::VirtualGuardImpl(device.type()).getStream(device).id());
}

constexpr size_t kMost =
    8;  // a guided step of two networks asks for seeds and four lists of labels
thread_local std::vector<Kept> kept;  // the latest asked for last
thread_local int64_t copies = 0;

/// From pinned memory, which LibTorch keeps until the copy is done: from any other a GPU first ends all
/// that it was given, and the host waits.
Tensor copied(const Tensor& host, at::Device device) {
  ++copies;
  if (!device.is_cuda()) return host.to(device);
  return host.pin_memory().to(device, host.scalar_type(), /*non_blocking=*/true);
}

}  // namespace

Tensor upload(const std::vector<int64_t>& words, at::Device device) {
  const int64_t stream = stream_on(device);
  const auto found = std::find_if(kept.begin(), kept.end(), [&](const Kept& one) {
    return one.there.device() == device && one.stream == stream && one.words == words;
  });
  if (found != kept.end()) {
    std::rotate(found, found + 1, kept.end());
    return kept.back().there;
  }
  if (kept.size() == kMost) kept.erase(kept.begin());
  kept.push_back({words, stream, send(words, device)});
  return kept.back().there;
}

Tensor send(const std::vector<int64_t>& words, at::Device device) {
  return copied(at::tensor(words, at::kLong), device);
}

Tensor send(const Tensor& host, at::Device device) {
  return device.is_cpu() ? host : copied(host, device);
}

namespace {

template <class T>
Tensor values_on(const std::vector<T>& values, at::Device device) {
  const auto type = c10::CppTypeToScalarType<T>::value;
  const bool same = std::all_of(values.begin(), values.end(), [&](T v) { return v == values[0]; });
  if (same && !values.empty())
    return at::full({static_cast<int64_t>(values.size())}, values[0],
                    at::TensorOptions(type).device(device));
  return copied(at::tensor(values, type), device);
}

}  // namespace

Tensor upload(const std::vector<float>& values, at::Device device) {
  return values_on(values, device);
}
Tensor upload(const std::vector<double>& values, at::Device device) {
  return values_on(values, device);
}

int64_t uploads() { return copies; }

}  // namespace odelia
