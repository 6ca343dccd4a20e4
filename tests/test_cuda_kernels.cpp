#include "tests/catch.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <ATen/Context.h>

#include "solvers/combine.h"
#include "solvers/cuda/cubin_cache.h"
#include "solvers/cuda/module.h"
#include "solvers/cuda_kernels.h"
#include "solvers/noise.h"
#include "solvers/normal_sum.h"
#include "tests/device_under_test.h"
#include "tests/temporary_folder.h"

// Last, for what it defines: the text of the kernels once more, as C++.
#include "tests/emulated_cuda.h"

#include "solvers/cuda/kernels.cu"

using namespace odelia;
using torch::Tensor;

namespace {

/// A batch with rows of n elements, NaN and infinities in rows 1 and 2 if asked for.
Tensor batch(int64_t rows, int64_t n, uint64_t seed, at::ScalarType type, bool spoiled = false) {
  std::vector<uint64_t> seeds(rows, seed);
  Tensor x = at::empty({rows, n}, type);
  fill_normal(x, seeds, [&] {
    std::vector<uint64_t> c(rows);
    for (int64_t i = 0; i < rows; ++i) c[i] = i;
    return c;
  }());
  if (spoiled) x[1][n - 1] = std::nan(""), x[2][0] = -INFINITY;
  return x;
}

PerSample ramp(int64_t rows) {
  std::vector<double> c(rows);
  for (int64_t i = 0; i < rows; ++i) c[i] = i == 1 ? 0 : 1.0 / (3 + i);  // a 0 leaves the term out
  return PerSample(c);
}

const std::vector<uint64_t> three_seeds = {1, 99, 0xfeedfacecafebeef};
const NormalSum one_list = {2, {11, 0xabcdef0123456789}, {0.3, -0.7}};
const NormalSum list_a_row = {2, {1, 2, 3, 4, 5, 0}, {0.3, -0.7, 1.1, 0.5, 0.9, 0}};

}  // namespace

TEST_CASE("the CUDA kernels compile for sm_90 without a GPU", "[cuda]") {
  if (!cuda::built()) {
    WARN("skipped: this build has no CUDA");
    CHECK_THROWS_WITH(cuda::compile_kernels(cuda::kernel_text(), "sm_90"),
                      ODELIA_CONTAINS("no CUDA"));
    return;
  }
  setenv("ODELIA_CACHE", "", 1);  // no folder: compile, whatever a cache holds
  const std::vector<char> cubin = cuda::compile_kernels(cuda::kernel_text(), "sm_90");
  REQUIRE(cubin.size() > 1000);
  CHECK(std::string(cubin.data(), 4) ==
        "\x7f"
        "ELF");
  CHECK_THROWS_WITH(cuda::compile_kernels(cuda::kernel_text(), "sm_1"), ODELIA_CONTAINS("NVRTC"));
  const std::string folder = std::string(ODELIA_BINARY_DIR) + "/kernel-cache";
  setenv("ODELIA_CACHE", folder.c_str(), 1);
  CHECK(cuda::compile_kernels(cuda::kernel_text(), "sm_90") == cubin);
  CHECK(cuda::compile_kernels(cuda::kernel_text(), "sm_90") == cubin);  // from the file
}

TEST_CASE("a cached cubin is whole and ours, or made again", "[cuda][files]") {
  namespace fs = std::filesystem;
  const TemporaryFolder made_here("cubin-cache");
  const fs::path& folder = made_here.path();
  const std::string path = (folder / "below" / "k.cubin").string();
  const std::vector<char> bytes{'\x7f', 'E', 'L', 'F', 0, 1, 2, 3};
  int made = 0;
  const auto ask = [&] { return cuda::cached(path, [&] { return ++made, bytes; }); };
  CHECK(ask() == bytes);
  CHECK(ask() == bytes);
  CHECK(made == 1);  // from the file
  const auto read = [&] {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  };
  const std::string good = read();
  std::vector<std::string> damaged{"", good.substr(0, good.size() - 1), good + "x",
                                   good.substr(0, 20),
                                   std::string(bytes.begin(), bytes.end()) + std::string(100, 'x')};
  for (size_t i = 0; i < good.size(); i += 7) {
    damaged.push_back(good);
    damaged.back()[i] ^= 1;
  }
  damaged.push_back(good);
  damaged.back().back() ^= 1;
  for (const auto& text : damaged) {
    std::ofstream(path, std::ios::binary) << text;
    const int before = made;
    CHECK(ask() == bytes);
    CHECK(made == before + 1);
    CHECK(read() == good);
  }
  // Links that lead elsewhere, under the file's name and under that of its temporary file.
  const fs::path other = folder / "other";
  std::ofstream(other) << "mine";
  fs::remove(path);
  fs::create_symlink(other, path);
  for (int i = 0; i < 200; ++i)
    fs::create_symlink(other, fmt::format("{}.{}-{}.tmp", path, ::getpid(), i));
  CHECK(ask() == bytes);
  CHECK(!fs::is_symlink(path));
  CHECK(read() == good);
  std::ostringstream kept;
  kept << std::ifstream(other).rdbuf();
  CHECK(kept.str() == "mine");
  // A pipe does not hold us up, and a folder that cannot be written to costs the file alone.
  fs::remove(path);
  REQUIRE(::mkfifo(path.c_str(), 0666) == 0);
  CHECK(ask() == bytes);
  CHECK(cuda::cached("/proc/odelia/k.cubin", [&] { return bytes; }) == bytes);
}

TEMPLATE_TEST_CASE("the kernels' text, thread by thread on the host, gives the CPU's bits",
                   "[cuda]", float, double) {
  using T = TestType;
  const auto type = c10::CppTypeToScalarType<T>::value;
  const int64_t rows = 3, n = 1001;
  SECTION("combine, uniform and per-sample coefficients, unrolled and looped") {
    for (int count : {1, 3, 6, 9})
      for (bool per_sample : {false, true}) {
        std::vector<Tensor> x;
        std::vector<Term> terms;
        for (int k = 0; k < count; ++k) x.push_back(batch(rows, n, k, type));
        for (int k = 0; k < count; ++k)
          terms.push_back({per_sample && k % 2 == 0 ? ramp(rows) : PerSample(0.1 * k - 0.3), x[k]});
        odelia::Terms device = {};
        std::vector<double> table;
        for (int k = 0; k < count; ++k) device.x[k] = x[k].data_ptr(), device.c[k] = terms[k].c[0];
        for (int64_t row = 0; row < rows; ++row)
          for (int k = 0; k < count; ++k) table.push_back(terms[k].c[row]);
        Tensor out = at::full_like(x[0], NAN);
        launch({per_sample ? unsigned(rows) : 1u, 3}, false, [&] {
          const auto exported = ODELIA_EXPORTED_OF(T, combine);
          exported(out.data_ptr<T>(), device, per_sample ? table.data() : nullptr, count,
                   per_sample ? n : rows * n);
        });
        CHECK(torch::equal(out, odelia::combine(std::span<const Term>(terms))));
      }
  }
  SECTION("finite_rows") {
    const Tensor x = batch(rows, n, 1, type, true);
    std::vector<int> finite(rows, 1);
    for (const Tensor& state : {x, batch(rows, n, 1, type)})  // what was found bad stays so
      launch({unsigned(rows), 1}, true, [&] {
        const auto exported = ODELIA_EXPORTED_OF(T, and_finite_rows);
        exported(finite.data(), state.data_ptr<T>(), n);
      });
    CHECK(std::vector<bool>(finite.begin(), finite.end()) == odelia::finite_rows(x));
  }
  SECTION("error_norms") {
    const Tensor e = batch(rows, n, 1, type), a = batch(rows, n, 2, type),
                 b = batch(rows, n, 3, type);
    std::vector<double> sums(rows, NAN);
    launch({unsigned(rows), 1}, true, [&] {
      const auto exported = ODELIA_EXPORTED_OF(T, squared_errors);
      exported(sums.data(), e.data_ptr<T>(), a.data_ptr<T>(), b.data_ptr<T>(), n, 1e-3, 1e-2);
    });
    for (double& value : sums) value = std::sqrt(value / n);
    CHECK(sums == odelia::error_norms(e, a, b, 1e-3, 1e-2));
    const Tensor spoiled = batch(rows, n, 3, type, /*spoiled=*/true);
    launch({unsigned(rows), 1}, true, [&] {
      const auto exported = ODELIA_EXPORTED_OF(T, squared_errors);
      exported(sums.data(), e.data_ptr<T>(), a.data_ptr<T>(), spoiled.data_ptr<T>(), n, 1e-3, 1e-2);
    });
    const auto norms = odelia::error_norms(e, a, spoiled, 1e-3, 1e-2);
    CHECK(std::sqrt(sums[0] / n) == norms[0]);
    for (const int row : {1, 2}) CHECK((std::isnan(sums[row]) && std::isnan(norms[row])));
  }
  SECTION("normal_sum") {
    for (const NormalSum& sum : {one_list, list_a_row}) {
      const int table_rows = static_cast<int>(sum.c.size() / sum.nodes);
      const std::vector<unsigned long long> seeds(three_seeds.begin(), three_seeds.end());
      std::vector<unsigned long long> words;
      odelia::Nodes list = {};
      for (int k = 0; k < 2; ++k) list.counter[k] = sum.counters[k], list.c[k] = sum.c[k];
      for (int row = 0; row < table_rows; ++row) {
        for (int k = 0; k < 2; ++k) words.push_back(sum.counters[row * 2 + k]);
        for (int k = 0; k < 2; ++k)
          words.push_back(__builtin_bit_cast(unsigned long long, sum.c[row * 2 + k]));
      }
      Tensor want = at::empty({rows, n}, type);
      odelia::normal_sum(want, three_seeds, sum);
      const unsigned blocks = static_cast<unsigned>(rows * ((n + 3) / 4) + 255) / 256;
      const auto draws = [&](const unsigned long long* table) {
        Tensor out = at::full_like(want, NAN);
        launch({blocks, 1}, false, [&] {
          const auto exported = ODELIA_EXPORTED_OF(T, normal_sum);
          exported(out.data_ptr<T>(), seeds.data(), list, table, table_rows == 1 ? 0LL : 4LL,
                   static_cast<int>(rows), 2, n);
        });
        return out;
      };
      CHECK(torch::equal(draws(words.data()), want));
      if (table_rows == 1) CHECK(torch::equal(draws(nullptr), want));
    }
  }
}

TEMPLATE_TEST_CASE("CUDA gives the CPU's bits", "[cuda][gpu]", float, double) {
  const auto where = device_under_test();
  if (!where || !where->is_cuda()) return;  // emulated above where there is none
  const auto type = c10::CppTypeToScalarType<TestType>::value;
  const int64_t rows = 3, n = 1001;
  for (int count : {1, 2, 3, 4, 5, 6, 9, 40}) {  // 40: more than one launch takes
    std::vector<Tensor> host, device;
    std::vector<Term> on_host, on_device;
    for (int k = 0; k < count; ++k)
      host.push_back(batch(rows, n, k, type)), device.push_back(host[k].cuda());
    for (int k = 0; k < count; ++k) {
      const PerSample c = k % 3 == 1 ? ramp(rows) : PerSample(0.1 * k - 0.3);
      on_host.push_back({c, host[k]}), on_device.push_back({c, device[k]});
    }
    CHECK(torch::equal(odelia::combine(std::span<const Term>(on_device)).cpu(),
                       odelia::combine(std::span<const Term>(on_host))));
  }
  const Tensor a = batch(rows, n, 1, type), b = batch(rows, n, 2, type),
               e = batch(rows, n, 3, type);
  const Tensor spoiled = batch(rows, n, 1, type, true);
  CHECK(odelia::finite_rows(spoiled.cuda()) == odelia::finite_rows(spoiled));
  CHECK(odelia::error_norms(e.cuda(), a.cuda(), b.cuda(), 1e-3, 1e-2) ==
        odelia::error_norms(e, a, b, 1e-3, 1e-2));
  for (const NormalSum& sum : {one_list, list_a_row}) {
    Tensor host = at::empty({rows, n}, type),
           device = at::empty({rows, n}, host.options().device(at::kCUDA));
    odelia::normal_sum(host, three_seeds, sum);
    odelia::normal_sum(device, three_seeds, sum);
    CHECK(torch::equal(device.cpu(), host));
  }
}
