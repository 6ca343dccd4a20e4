#pragma once
#include <string>

namespace odelia::cuda {

/// What a device is called, with its architecture, such as "NVIDIA H200 sm_90"; without its index,
/// for those of one kind compute alike.  A build without CUDA throws std::runtime_error.
std::string device_name(int index);

}  // namespace odelia::cuda
