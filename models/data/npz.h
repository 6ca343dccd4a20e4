#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

inline constexpr uint64_t kMaxNpzBytes = uint64_t{16} << 30;

/// The arrays of a numpy .npz file (a zip of .npy entries) by name without ".npy", on the CPU.
/// Takes numpy's little-endian f8 f4 f2 i8 i4 i2 i1 u1 b1, C or Fortran order, rank up to 32 (a
/// scalar such as `nfe` has rank 0), stored or deflated, zip64 too.  Before an array is allocated
/// its entry's declared size must equal what its header's shape needs, be possible for its
/// compressed bytes, and all of them together must not exceed max_bytes, nor, compressed, 256 MiB
/// and 100 times the file.  CRCs are checked. Throws std::invalid_argument when there is no such
/// file, UnreadableFile naming file, entry and broken rule for everything else.
std::map<std::string, Tensor> read_npz(const std::string& path, uint64_t max_bytes = kMaxNpzBytes);

/// The same of those arrays among `names` that are there: what else the file holds may be of any
/// kind and size, as it is not unpacked.
std::map<std::string, Tensor> read_npz(const std::string& path,
                                       const std::vector<std::string>& names,
                                       uint64_t max_bytes = kMaxNpzBytes);

/// Writes the tensors (any device and strides, one of the dtypes above) as an .npz that numpy
/// reads. It appears whole or not at all, and the same tensors give the same bytes. Throws
/// std::invalid_argument on an unusable name or dtype, std::runtime_error when writing fails.
void write_npz(const std::string& path, const std::map<std::string, Tensor>& arrays,
               bool compress = false);

}  // namespace odelia
