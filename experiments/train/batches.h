#pragma once
#include <map>
#include <vector>

#include "models/data/datasets.h"

namespace odelia {

/// A 64-bit seed from a run's seed, a step and a purpose, each mixed before the next comes in, so
/// that no sum of them is another's: splitmix64 (doi:10.1145/2714064.2660195).
uint64_t mix_seed(uint64_t seed, uint64_t step, uint64_t purpose);

/// Which training images step `number` sees: each epoch is a permutation drawn from (seed, epoch).
/// int64 [batch]
class DataOrder {
 public:
  DataOrder(int64_t images, int64_t batch) : images_(images), batch_(batch) {}
  Tensor batch(uint64_t seed, int64_t number);

 private:
  const Tensor& epoch(uint64_t seed, int64_t number);
  int64_t images_, batch_;
  std::map<int64_t, Tensor> epochs_;
};

/// Which of `images` images are held out, `count` of them in a random order, the same on every
/// machine: at even distances of an order by class that is at random within it, so that classes
/// have their shares whatever the order that labels come in.  One image of each class is never
/// held out: throws std::invalid_argument where more are asked for.  labels: int64 [images] or
/// undefined, all of one class.
std::vector<int64_t> draw_held_out(const Tensor& labels, int64_t images, int64_t count);

/// Which rows of a set something is measured on, `most` of them: all in their order where they are
/// no more, the first of a published set, whose order is mixed, and of others, which may come class
/// by class, so many drawn at random, the same on every machine.  int64 [min(most, N)] on the host
Tensor measured_rows(const ImageSet& set, int64_t most);

/// These rows of a data set, where it is.  index: int64 [B] on the host.
Tensor rows_of(const Tensor& data, const Tensor& index);

/// Half of the images [B, C, H, W] mirrored, as the generator draws.
Tensor mirrored(const Tensor& images, const at::Generator& generator);

/// N(0, I) of these sizes [B, ...] in float32, made on the device, the same to the bit on every one.
Tensor noise_of_step(at::IntArrayRef sizes, uint64_t seed, at::Device device);

}  // namespace odelia
