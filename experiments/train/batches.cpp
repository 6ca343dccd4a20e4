#include "experiments/train/batches.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randperm.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/where.h>
#include <fmt/format.h>

#include "solvers/noise.h"
#include "solvers/uploads.h"

namespace odelia {

namespace {

/// A step of splitmix64 from the state z, which takes v in.
uint64_t mixed_with(uint64_t z, uint64_t v) {
  z += 0x9e3779b97f4a7c15ull + v;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

/// What rows are drawn by, of no run's seed: splits are recorded, and runs of any seed are measured
/// on the same.
std::vector<uint64_t> keys_of_rows(int64_t rows, uint64_t purpose) {
  std::vector<uint64_t> key(rows);
  for (int64_t i = 0; i < rows; ++i) key[i] = mixed_with(mixed_with(0, i), purpose);
  return key;
}

}  // namespace

uint64_t mix_seed(uint64_t seed, uint64_t step, uint64_t purpose) {
  uint64_t z = 0;
  for (const uint64_t v : {seed, step, purpose}) z = mixed_with(z, v);
  return z;
}

const Tensor& DataOrder::epoch(uint64_t seed, int64_t number) {
  auto& order = epochs_[number];
  if (!order.defined()) {
    order = at::randperm(images_, at::detail::createCPUGenerator(mix_seed(seed, number, 1)),
                         at::TensorOptions(at::kLong));
    epochs_.erase(number - 2);
  }
  return epochs_[number];
}

Tensor DataOrder::batch(uint64_t seed, int64_t number) {
  std::vector<Tensor> parts;
  for (int64_t at = number * batch_, end = at + batch_; at < end;) {
    const int64_t from = at % images_, n = std::min(end - at, images_ - from);
    parts.push_back(epoch(seed, at / images_).narrow(0, from, n));
    at += n;
  }
  return at::cat(parts);
}

std::vector<int64_t> draw_held_out(const Tensor& labels, int64_t images, int64_t count) {
  const std::vector<uint64_t> key = keys_of_rows(images, 7);
  std::vector<int64_t> label(images, 0), order(images), rest, out;
  if (labels.defined()) std::copy_n(labels.contiguous().data_ptr<int64_t>(), images, label.begin());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int64_t i, int64_t j) {
    return std::pair(label[i], key[i]) < std::pair(label[j], key[j]);
  });
  for (int64_t i = 1; i < images; ++i)
    if (label[order[i]] == label[order[i - 1]]) rest.push_back(order[i]);
  const auto most = static_cast<int64_t>(rest.size());
  if (count > most)
    throw std::invalid_argument(fmt::format(
        "train: held_out is {}, and of {} images {} can be held out, for one of each class stays "
        "to be trained on",
        count, images, most));
  for (int64_t i = 0; i < count; ++i) out.push_back(rest[(2 * i + 1) * most / (2 * count)]);
  std::sort(out.begin(), out.end(), [&](int64_t i, int64_t j) { return key[i] < key[j]; });
  return out;
}

Tensor measured_rows(const ImageSet& set, int64_t most) {
  const int64_t n = set.images.size(0), size = std::min(most, n);
  if (size == n || set.provenance.contains("dataset")) return at::arange(size, at::kLong);
  const std::vector<uint64_t> key = keys_of_rows(n, 8);
  std::vector<int64_t> rows(n);
  std::iota(rows.begin(), rows.end(), 0);
  std::nth_element(rows.begin(), rows.begin() + size, rows.end(),
                   [&](int64_t i, int64_t j) { return key[i] < key[j]; });
  std::sort(rows.begin(), rows.begin() + size);
  rows.resize(size);
  return at::tensor(rows, at::kLong);
}

Tensor rows_of(const Tensor& data, const Tensor& index) {
  return data.index_select(0, send(index, data.device()));
}

Tensor mirrored(const Tensor& images, const at::Generator& generator) {
  const auto chosen =
      at::rand({images.size(0), 1, 1, 1}, generator, at::TensorOptions(at::kFloat)) < 0.5;
  return at::where(send(chosen, images.device()), images.flip(3), images);
}

Tensor noise_of_step(at::IntArrayRef sizes, uint64_t seed, at::Device device) {
  Tensor n = at::empty(sizes, at::TensorOptions(at::kFloat).device(device));
  std::vector<uint64_t> rows(sizes[0]);
  std::iota(rows.begin(), rows.end(), 0);
  fill_normal(n, std::vector<uint64_t>(rows.size(), seed), rows);
  return n;
}

}  // namespace odelia
