#pragma once
#include <functional>
#include <string>

#include "models/features/extractor.h"
#include "models/networks/extractors/input_rule.h"

namespace odelia {

/// Throws std::invalid_argument, in the name of `who`, on other than uint8 [N, C, H, W], C = 1 or 3.
void check_images(const Tensor& images, const std::string& who);

/// float32 [count, dimension] on the CPU.  seen: image i as the network takes it, on the CPU; several
/// threads ask.  forward: of a batch of them on the device, to [B, dimension].  On the CPU every image
/// is a task of its own, on one thread: its features are the same to the bit whatever the other images
/// and however many threads.
Tensor features_of_each(int64_t count, int64_t dimension, at::Device device,
                        const std::function<Tensor(int64_t i)>& seen,
                        const std::function<Tensor(const Tensor& x)>& forward);

/// An extractor whose network sees images of one size, colours and scale; others are brought to it.
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
