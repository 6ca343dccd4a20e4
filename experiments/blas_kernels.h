#pragma once
#include <string>

namespace odelia {

/// The OpenBLAS kernels for this processor's vector instructions, "SkylakeX" or "Haswell"; "" where its own choice is
/// as good.
std::string best_openblas_kernels();

/// The kernels OpenBLAS runs with, as it names them, such as "SkylakeX"; "" if the BLAS is another one.
std::string openblas_kernels();

/// OpenBLAS knows processors by name and falls back to kernels of 2004 ("Prescott") on those made after it; they are
/// several times slower.  It chooses while it is loaded, so there is only one way to correct it: this starts the program
/// again with OPENBLAS_CORETYPE set.  Returns if there is nothing to correct.  Call it first thing in main.
void restart_with_better_blas_kernels(char** argv);

}  // namespace odelia
