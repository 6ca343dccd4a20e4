#pragma once
// Torch first: c10 pulls in glog's CHECK, which would
// abort the program instead of failing the test.
#include <torch/types.h>
#undef CHECK
#if __has_include(<catch2/catch_all.hpp>)  // Catch2 v3
#include <catch2/catch_all.hpp>
using Catch::Approx;
#define ODELIA_CONTAINS(text) Catch::Matchers::ContainsSubstring(text)
#else  // Catch2 v2
#include <catch2/catch.hpp>
#define ODELIA_CONTAINS(text) Catch::Contains(text)
#endif
