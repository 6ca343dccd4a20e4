#pragma once
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// Floating-point operations per second, in 10^9, of a float32 matrix product of n x n matrices:
/// best of a few.  NaN where it cannot be measured.
double matmul_gflops(int64_t n);

/// The same of a 3x3 convolution of 128 channels on images of 32 x 32, channels last: what a U-Net
/// mostly does.
double convolution_gflops(at::ScalarType dtype);

/// The BLAS that LibTorch calls, as far as can be told from outside.
struct Blas {
  std::string name;  ///< "MKL", "OpenBLAS (openmp)", "reference BLAS", ...
  /// The shared library that sgemm comes from, or "" when it is inside LibTorch.
  std::string library;
  std::string settings;  ///< what OpenBLAS says about itself: version, threading, processor kernel
};
Blas find_blas();

/// The file that holds this function or variable, or "".
std::string library_of(const void* symbol);

}  // namespace odelia
