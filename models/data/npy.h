#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// What the header of a numpy .npy file says, and the number of bytes it takes.
/// Source: numpy.org/doc/stable/reference/generated/numpy.lib.format.html
struct NpyHeader {
  at::ScalarType dtype = at::kDouble;
  bool fortran_order = false;
  std::vector<int64_t> shape;
  uint64_t header_bytes = 0, data_bytes = 0;
};

/// No header numpy writes for a plain array is longer.
inline constexpr uint64_t kMaxNpyHeader = 4096;

/// Parses the beginning of a .npy file (its first kMaxNpyHeader bytes, or all if it has fewer):
/// versions 1 and 2, exactly the keys descr, fortran_order and shape.
/// Throws UnreadableFile naming `what` and the broken rule.
NpyHeader parse_npy_header(std::string_view bytes, const std::string& what);

/// Room for the data of an array, flat and in the file's order.
Tensor empty_npy_data(const NpyHeader& header);

/// The array that those data are.  Throws UnreadableFile on a bool other than 0 and 1.
Tensor npy_array(const NpyHeader& header, const Tensor& data, const std::string& what);

/// A whole .npy file, on the CPU.  Throws as InputFile and parse_npy_header do, before memory is
/// taken where its header asks for more than the file holds.
Tensor read_npy(const std::string& path);

/// A version 1 header in numpy's own spelling, padded to a multiple of 64.  Throws
/// std::invalid_argument naming `what` for a dtype numpy lacks.
std::string npy_header(at::ScalarType dtype, at::IntArrayRef shape, const std::string& what);

}  // namespace odelia
