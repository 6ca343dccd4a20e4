#pragma once
#include <cstdint>
#include <random>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// `size` of 0, ..., n - 1 without repetition, as numpy's RandomState(seed).choice(n, size,
/// replace=False) draws them, `generator` begun with that seed: what public programs draw is drawn.
std::vector<int64_t> draw_without_repetition(std::mt19937& generator, int64_t n, int64_t size);

/// These rows in a random order, the same on every machine: the first of them, and runs of them, are
/// then of all classes, whatever order the images came in.
Tensor in_drawn_order(const Tensor& rows);

}  // namespace odelia
