#pragma once
#include <string>

#include "models/features/extractor.h"
#include "models/networks/extractors/input_rule.h"

namespace odelia {

/// An extractor whose network sees images of one size, colours and scale; others are brought to it.
/// On the CPU every image is a task of its own, on one thread: its features are the same to the bit
/// whatever the other images and however many threads.
class NetworkExtractor : public FeatureExtractor {
 public:
  /// images: uint8 [N, C, H, W], C = 1 or 3, of any size.
  Tensor features(const Tensor& images) const final;
  std::string input_rule() const final;

 protected:
  NetworkExtractor(std::string who, InputRule input, int64_t size, at::Device device);
  /// x: float32 [B, 3, size, size], channels_last, on the device; returns [B, dimension()].
  virtual Tensor forward(const Tensor& x) const = 0;
  at::Device device() const { return device_; }

 private:
  std::string who_;
  InputRule input_;
  int64_t size_;
  at::Device device_;
};

}  // namespace odelia
