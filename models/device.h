#pragma once
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// `cpu`, `cuda` or `cuda:N`.  Throws std::invalid_argument on anything else, and where this
/// LibTorch or this machine has no such device, saying which.
at::Device parse_device(const std::string& text, const std::string& who);

/// "cpu" or "cuda": what a run's identity knows of its device, whose index decides nothing.
std::string device_kind(at::Device device);

/// What computes there, such as "NVIDIA H200 sm_90, CUDA 13.0, cuDNN 9.19.0"; "" for the CPU.
std::string device_text(at::Device device);

/// Waits until the device has done all that it was given on the current stream; a clock that is read
/// before has seen that given.
void wait_for(at::Device device);

/// Whether LibTorch, as it is set, may compute float32 convolutions or products in TF32
/// there.
bool tf32_allowed(at::Device device);

/// While it lives float32 convolutions and products may run in TF32 on a GPU, if so asked.
class AllowTf32 {
 public:
  [[nodiscard]] explicit AllowTf32(bool asked);
  ~AllowTf32();
  AllowTf32(const AllowTf32&) = delete;
  AllowTf32& operator=(const AllowTf32&) = delete;

 private:
  bool asked_;
  bool convolutions_ = false, products_ = false;  ///< as they were
};

/// From now on a GPU's convolutions and products compute float32 in float32, and not in TF32, which
/// resolves 5e-4; LibTorch leaves it on for convolutions, and for products where the environment says
/// so (TORCH_ALLOW_TF32_CUBLAS_OVERRIDE).  And gradients are the same to the bit every time.
void settle_arithmetic();

}  // namespace odelia
