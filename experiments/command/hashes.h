#pragma once
#include <string>
#include <vector>

#include "models/networks/score/network_options.h"
#include "solvers/registry.h"
#include "solvers/tensor.h"

namespace odelia {

/// Of a network's folder: its weights and its description, but for the line that repeats the
/// weights' hash.
std::string hash_network(const std::string& spec, const std::string& kind = "");

/// Of a model as open_model takes it: a network, the file of a mixture, or a network from elsewhere
/// with the convention that it is asked in.
std::string hash_model(const std::string& spec, const ForeignChoice& foreign = {});

/// Of the statistics that a network's folder holds and the method asks for; "" if there are none.
std::string hash_statistics(const std::string& model, const Method& method);

/// Files that the options of a spec name: a process's, a time grid's or a solver's.  `file` names one, and
/// so does every other value that is no number and has a regular file of that name.
std::vector<std::string> files_of(const Spec& spec);

/// Of all methods in this spec that are not Odelia's own, such as one in Python or of a program that
/// uses the library, and of the files that its options name: what they do may change under their names.
/// "" if there are none.
std::string hash_solver(const std::string& spec);

/// Of the file that a process is in where that is not Odelia's library; "" for one of its own.
std::string hash_outside_process(const std::string& spec);

/// The same of a time grid.
std::string hash_outside_grid(const std::string& spec);

/// Of the files that a process reads, such as tabulated(file=PATH), and of the one that it is in where
/// that is not Odelia's library; "" if there is neither.
std::string hash_process(const std::string& spec);

/// The same of a time grid; "" for `file:PATH`, which is no more than its times.
std::string hash_grid(const std::string& spec);

/// Of a tensor's values, type and shape.
std::string hash_tensor(const Tensor& tensor);

/// What decides the last bits of a result here, besides odelia itself: LibTorch's version and the
/// instruction sets that LibTorch, Odelia's kernels and the BLAS take, such as "LibTorch 1.13.0
/// AVX2, kernels avx512, OpenBLAS SkylakeX"; on a GPU also its name and the versions of CUDA and
/// cuDNN.  Runs that share a folder must share it.
std::string arithmetic(at::Device device = at::kCPU);

}  // namespace odelia
