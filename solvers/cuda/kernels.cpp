#include "solvers/cuda_kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <ATen/ops/empty.h>

#include "kernel_text.h"
#include "solvers/combine.h"
#include "solvers/cuda/launch.h"
#include "solvers/uploads.h"

namespace odelia::cuda {

const KernelText& kernel_text() {
  static constexpr KernelText source{"kernels.cu", text::kernels_cu, "solvers/normal.h",
                                     text::normal_h};
  return source;
}

namespace {

constexpr int64_t most_terms = 32;

/// The kernel argument of the same name in kernels.cu.
struct Terms {
  const void* x[most_terms];
  double c[most_terms];
};

/// Likewise.
constexpr int most_nodes = 64;
struct Nodes {
  unsigned long long counter[most_nodes];
  double c[most_nodes];
};

/// Launches NAME_float or NAME_double.
template <class... Arguments>
void launch(const Tensor& on, const char* name, Grid grid, Arguments... arguments) {
  launch(on, kernel_text(),
         fmt::format("{}_{}", name, on.scalar_type() == at::kFloat ? "float" : "double"), grid,
         arguments...);
}

unsigned blocks_for(int64_t work, int64_t most) {
  return static_cast<unsigned>(std::clamp<int64_t>((work + kThreads - 1) / kThreads, 1, most));
}

}  // namespace

void combine(Tensor& out, std::span<const Tensor> x, std::span<const PerSample> c) {
  if (out.numel() == 0) return;
  if (static_cast<int64_t>(x.size()) >
      most_terms) {  // 1 * head is exact: the same additions in the same order
    Tensor head = scratch_like(out);
    combine(head, x.first(most_terms), c.first(most_terms));
    std::vector<Tensor> more = {head};
    std::vector<PerSample> weights = {1.0};
    more.insert(more.end(), x.begin() + most_terms, x.end());
    weights.insert(weights.end(), c.begin() + most_terms, c.end());
    return combine(out, more, weights);
  }
  const int count = static_cast<int>(x.size());
  const bool uniform = std::all_of(c.begin(), c.end(), [](auto& one) { return one.uniform(); });
  const int64_t rows = uniform ? 1 : out.size(0);
  const long long n = out.numel() / rows;
  Terms terms = {};
  for (int k = 0; k < count; ++k) terms.x[k] = x[k].data_ptr(), terms.c[k] = c[k][0];
  Tensor table;
  if (!uniform) {
    std::vector<int64_t> words;
    for (int64_t row = 0; row < rows; ++row)
      for (int k = 0; k < count; ++k) words.push_back(std::bit_cast<int64_t>(c[k][row]));
    table = send(words, out.device());
  }
  launch(out, "combine", {static_cast<unsigned>(rows), blocks_for(n, 4096)}, out.data_ptr(), terms,
         static_cast<const void*>(uniform ? nullptr : table.data_ptr()), count, n);
}

void and_finite_rows(const Tensor& finite, const Tensor& x) {
  if (x.numel() == 0) return;
  const int64_t rows = x.size(0);
  const long long n = x.numel() / rows;
  launch(x, "and_finite_rows", {static_cast<unsigned>(rows)}, finite.data_ptr(), x.data_ptr(), n);
}

std::vector<double> error_norms(const Tensor& err, const Tensor& a, const Tensor& b, double atol,
                                double rtol) {
  const int64_t rows = err.size(0);
  if (err.numel() == 0) return std::vector<double>(rows, 0.0);
  const Tensor sums = at::empty({rows}, err.options().dtype(at::kDouble));
  const long long n = err.numel() / rows;
  launch(err, "squared_errors", {static_cast<unsigned>(rows)}, sums.data_ptr(), err.data_ptr(),
         a.data_ptr(), b.data_ptr(), n, atol, rtol);
  const Tensor host = sums.cpu();
  std::vector<double> norm(host.data_ptr<double>(), host.data_ptr<double>() + rows);
  for (double& value : norm) value = std::sqrt(value / static_cast<double>(n));
  return norm;
}

void normal_sum(Tensor& out, const std::vector<uint64_t>& seeds, const NormalSum& sum) {
  const int rows = static_cast<int>(seeds.size()), nodes = static_cast<int>(sum.nodes);
  const long long n = out.numel() / rows;
  const bool shared = static_cast<int64_t>(sum.c.size()) == sum.nodes && nodes <= most_nodes;
  Nodes list = {};
  Tensor table;
  if (shared) {
    std::copy_n(sum.counters.begin(), nodes, list.counter);
    std::copy_n(sum.c.begin(), nodes, list.c);
  } else {
    const auto table_rows = static_cast<int64_t>(sum.c.size()) / sum.nodes;
    std::vector<int64_t> words;
    for (int64_t row = 0; row < table_rows; ++row) {
      for (int k = 0; k < nodes; ++k)
        words.push_back(std::bit_cast<int64_t>(sum.counters[row * nodes + k]));
      for (int k = 0; k < nodes; ++k)
        words.push_back(std::bit_cast<int64_t>(sum.c[row * nodes + k]));
    }
    table = send(words, out.device());
  }
  const int64_t step = !shared && static_cast<int64_t>(sum.c.size()) > sum.nodes ? 2 * nodes : 0;
  const Tensor keys = upload(std::vector<int64_t>(seeds.begin(), seeds.end()), out.device());
  launch(out, "normal_sum", {blocks_for(rows * ((n + 3) / 4), INT32_MAX)}, out.data_ptr(),
         keys.data_ptr(), list, static_cast<const void*>(shared ? nullptr : table.data_ptr()),
         static_cast<long long>(step), rows, nodes, n);
}

}  // namespace odelia::cuda
