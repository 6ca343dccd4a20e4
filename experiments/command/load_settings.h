#pragma once
#include <string>

namespace odelia {

/// The OpenBLAS kernels for this processor's vector instructions, "SkylakeX" or "Haswell"; "" where
/// its own choice is as good.
std::string best_openblas_kernels();

/// The kernels OpenBLAS runs with, as it names them,
/// such as "SkylakeX"; "" if the BLAS is another one.
std::string openblas_kernels();

/// Sets what OpenBLAS and OpenMP read from the environment while they are being loaded, where the
/// user has not.  Call it first thing in main, before LibTorch is loaded.
///
/// OPENBLAS_CORETYPE: OpenBLAS knows processors by name and falls back to kernels of 2004
/// ("Prescott") on those made after it, which are several times slower.  Setting it starts the
/// program again: asking has loaded OpenBLAS.
///
/// GOMP_SPINCOUNT: threads wait for each other in a loop of this many turns before they sleep. With
/// the 300,000 of OpenMP a program that shares its cores with another one runs 15 times slower,
/// with these 3 times.
void prepare_to_load(char** argv);

}  // namespace odelia
