#pragma once
#include <cstdlib>
#include <optional>

#include <ATen/Context.h>

#include "models/device.h"
#include "tests/catch.h"

/// The device of the [gpu] tests, computing float32 in float32; none, and a warning, where there is no
/// GPU.  With ODELIA_REHEARSE set the CPU then stands in for it, so that the tests themselves are known
/// to run; with ODELIA_REQUIRE_GPU set the test fails.
inline std::optional<at::Device> device_under_test() {
  if (at::hasCUDA()) {
    odelia::settle_arithmetic();
    return at::Device("cuda:0");
  }
  if (std::getenv("ODELIA_REQUIRE_GPU")) FAIL("no CUDA device, and ODELIA_REQUIRE_GPU is set");
  if (std::getenv("ODELIA_REHEARSE")) return at::Device(at::kCPU);
  WARN("skipped: no CUDA device");
  return {};
}
