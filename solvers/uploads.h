#pragma once
#include <cstdint>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// These words on a device, int64 [n].  A thread keeps the last few: who asks for the same ones in
/// every step (seeds, labels) gets the same tensor, and the host waits for no copy.  Not to be written to.
Tensor upload(const std::vector<int64_t>& words, at::Device device);

/// One number a row on a device, [n] float32 or float64: filled in there where all are the same.
Tensor upload(const std::vector<float>& values, at::Device device);
Tensor upload(const std::vector<double>& values, at::Device device);

/// Words that nobody will ask for again, such as a list of rows or a table of coefficients by row.
Tensor send(const std::vector<int64_t>& words, at::Device device);

/// A tensor of the host that nobody will ask for again, such as a draw of the host's generator; the same
/// tensor where that is the host.
Tensor send(const Tensor& host, at::Device device);

/// How many copies from the host these have made in this thread so far; it has waited for none of them.
int64_t uploads();

}  // namespace odelia
