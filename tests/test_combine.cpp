#include "tests/catch.h"

#include <malloc.h>

#include <atomic>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <new>

#include "models/processes/processes.h"
#include "solvers/combine.h"
#include "solvers/integrate.h"
#include "solvers/noise.h"
#include "solvers/origin.h"
#include "solvers/uploads.h"

using namespace odelia;
using torch::Tensor;

// Every allocation of the size of an image batch, whoever makes it: LibTorch takes memory by
// posix_memalign, the standard library by operator new.
namespace {
constexpr size_t image_bytes = 16 * 3 * 32 * 32 * sizeof(float);
std::atomic<int64_t> large_allocations{0};
}  // namespace
extern "C" int posix_memalign(void** out, size_t alignment, size_t size) noexcept {
  if (size >= image_bytes) ++large_allocations;
  *out = memalign(alignment, size);
  return *out ? 0 : ENOMEM;
}
void* operator new(size_t size) {
  if (size >= image_bytes) ++large_allocations;
  if (void* p = std::malloc(size ? size : 1)) return p;
  throw std::bad_alloc();
}
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  if (size >= image_bytes) ++large_allocations;
  return std::malloc(size ? size : 1);
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, size_t) noexcept { std::free(p); }

namespace {

Tensor normal(at::IntArrayRef sizes, at::ScalarType type, uint64_t seed) {
  std::vector<uint64_t> seeds(sizes[0]);
  for (size_t i = 0; i < seeds.size(); ++i) seeds[i] = seed * 1000 + i;
  return starting_noise(seeds, sizes.slice(1), type);
}

Tensor combine_all(const std::vector<Term>& terms) { return combine(std::span<const Term>(terms)); }

PerSample ramp(int64_t rows, double offset) {
  std::vector<double> c(rows);
  for (int64_t i = 0; i < rows; ++i) c[i] = offset + 0.1 * static_cast<double>(i);
  return PerSample(c);
}

/// dx = -x dt + noise dw on scratch memory: allocates nothing of its own.
class Decay final : public Dynamics, SemiLinear, public KnowsOrigin {
 public:
  Decay(std::shared_ptr<const Process> process, double eta)
      : process_(std::move(process)), eta_(eta) {}
  std::string name() const override { return "decay"; }
  Tensor drift(const Tensor& x, const PerSample&) override { return combine({{-1, x}}); }
  double diffusion(double) const override { return eta_; }
  SemiLinear* semi_linear() override { return this; }
  const Ledger& ledger() const override { return ledger_; }

 private:
  const Process& process() const override { return *process_; }
  double eta() const override { return eta_; }
  Tensor noise(const Tensor& x, const PerSample&) override { return combine({{0.5, x}}); }
  Tensor data(const Tensor& x, const PerSample&) override { return combine({{0.5, x}}); }
  Tensor origin(const Tensor& x, const PerSample&) override { return combine({{0.5, x}}); }
  double origin_level() const override { return 0; }
  std::shared_ptr<const Process> process_;
  double eta_;
  Ledger ledger_;
};

}  // namespace

TEMPLATE_TEST_CASE("combine equals the sum in double precision", "[combine]", float, double) {
  const auto type = c10::CppTypeToScalarType<TestType>::value;
  // One unit in the last place for each product and each sum of numbers below 6.
  const double unit = 6 * std::numeric_limits<TestType>::epsilon();
  for (const std::vector<int64_t>& sizes :
       std::vector<std::vector<int64_t>>{{5, 3, 7}, {2, 40000}, {7}}) {
    for (int count = 1; count <= 9; ++count) {
      for (bool per_sample : {false, true}) {
        std::vector<Tensor> x;
        std::vector<Term> terms;
        for (int k = 0; k < count; ++k) x.push_back(normal(sizes, type, k));
        Tensor want = at::zeros(sizes, at::kDouble);
        for (int k = 0; k < count; ++k) {
          const PerSample c =
              per_sample && k % 2 == 0 ? ramp(sizes[0], 0.3 * k - 1) : PerSample(0.7 - 0.2 * k);
          terms.push_back({c, x[k]});
          for (int64_t row = 0; row < sizes[0]; ++row)
            want[row] += c[row] * x[k][row].to(at::kDouble);
        }
        CAPTURE(count, per_sample);
        CHECK((combine_all(terms).to(at::kDouble) - want).abs().max().item<double>() <=
              2 * count * unit);
      }
    }
  }
}

TEMPLATE_TEST_CASE("unrolled, blockwise and per-sample paths give the same bits", "[combine]",
                   float, double) {
  const auto type = c10::CppTypeToScalarType<TestType>::value;
  std::vector<Tensor> x;
  for (int k = 0; k < 7; ++k)
    x.push_back(normal({3, 2500}, type, k));  // more than one block, not a multiple
  const auto terms_of = [&](int count, const PerSample& last) {
    std::vector<Term> terms;
    for (int k = 0; k < count; ++k)
      terms.push_back({k + 1 == count ? last : PerSample(1.0 / (k + 3)), x[k]});
    return terms;
  };
  // Seven terms go blockwise; the first six plus the seventh by hand are the same additions.
  const Tensor six = combine_all(terms_of(6, 0.1)).clone();
  auto seven = terms_of(6, 0.1);
  seven.push_back({0.2, x[6]});
  CHECK(torch::equal(combine_all(seven), combine({{1, six}, {0.2, x[6]}})));
  const PerSample same(std::vector<double>(3, 0.1));
  for (int count : {1, 2, 5, 6, 7})
    CHECK(torch::equal(combine_all(terms_of(count, same)), combine_all(terms_of(count, 0.1))));
  // Row i does not depend on the batch it is in.
  const Tensor row = x[0].slice(0, 2, 3), other = x[1].slice(0, 2, 3);
  CHECK(
      torch::equal(combine({{0.3, row}, {0.7, other}})[0], combine({{0.3, x[0]}, {0.7, x[1]}})[2]));
}

TEST_CASE("combine takes any strides and may write into its own input", "[combine]") {
  Tensor a = normal({4, 6, 5}, at::kDouble, 1), b = normal({4, 6, 5}, at::kDouble, 2);
  const Tensor want = 2 * a - 3 * b;
  const Tensor strided = b.transpose(1, 2).contiguous().transpose(1, 2);
  REQUIRE_FALSE(strided.is_contiguous());
  CHECK((combine({{2, a}, {-3, strided}}) - want).abs().max().item<double>() == 0);
  combine_into(a, std::vector<Term>{{2, a}, {-3, b}});
  CHECK((a - want).abs().max().item<double>() == 0);
  Tensor long_sum =
      normal({2, 5000}, at::kFloat, 3);  // blockwise, the input overwritten in the same pass
  const Tensor before = long_sum.clone();
  const std::vector<Term> nine(9, Term{0.125, long_sum});
  combine_into(long_sum, nine);
  CHECK((long_sum - 1.125 * before).abs().max().item<double>() <
        1e-5);  // nine roundings of numbers below 6
}

TEST_CASE("a coefficient of 0 leaves its term out, row by row", "[combine]") {
  const Tensor x = normal({2, 3}, at::kFloat, 1), bad = at::full({2, 3}, NAN);
  CHECK(torch::equal(combine({{0, bad}, {1, x}}), x));
  CHECK(torch::equal(combine({{0, bad}}), at::zeros_like(x)));
  const Tensor mixed = combine({{PerSample({1.0, 0.0}), bad}, {PerSample({0.0, 1.0}), x}});
  CHECK(torch::equal(mixed[1], x[1]));
  CHECK(mixed[0].isnan().all().item<bool>());
}

TEST_CASE("combine says what is wrong with its terms", "[combine]") {
  const Tensor x = at::zeros({2, 3}), wide = at::zeros({2, 4}),
               wrong = at::zeros({2, 3}, at::kDouble);
  CHECK_THROWS_WITH(combine(std::span<const Term>()), ODELIA_CONTAINS("at least one term"));
  CHECK_THROWS_WITH(combine({{1, x}, {1, wide}}), ODELIA_CONTAINS("2x4"));
  CHECK_THROWS_WITH(combine({{1, x}, {1, wrong}}), ODELIA_CONTAINS("Double"));
  CHECK_THROWS_WITH(combine({{1, at::zeros({2}, at::kHalf)}}),
                    ODELIA_CONTAINS("float32 or float64"));
  CHECK_THROWS_WITH(combine({{1, at::zeros({})}}), ODELIA_CONTAINS("no dimension"));
  CHECK_THROWS_WITH(combine({{1, Tensor()}}), ODELIA_CONTAINS("undefined"));
  CHECK_THROWS_WITH(combine({{PerSample({1.0, 2.0, 3.0}), x}}),
                    ODELIA_CONTAINS("one per sample (2), got 3"));
  CHECK_THROWS_WITH(combine({{1, at::zeros({2, 3}).requires_grad_()}}),
                    ODELIA_CONTAINS("gradient"));
  Tensor strided = at::zeros({3, 2}).t();
  CHECK_THROWS_WITH(combine_into(strided, std::vector<Term>{{1, x}}),
                    ODELIA_CONTAINS("contiguous"));
  CHECK(combine({{1, at::zeros({0, 3})}, {2, at::zeros({0, 3})}}).numel() == 0);
}

TEST_CASE("a scratch buffer is handed out again once its last user has let go", "[combine]") {
  const Tensor like = at::zeros({4, 10});
  Tensor a = scratch_like(like);
  const void* memory = a.data_ptr();
  CHECK(scratch_like(like).data_ptr() != memory);  // a is in use
  Tensor view = a[0];
  a = Tensor();
  CHECK(scratch_like(like).data_ptr() != memory);  // so is a view of it
  view = Tensor();
  const int64_t before = scratch_allocations();
  Tensor again = scratch_like(at::zeros({3, 10}));  // a smaller batch fits, in its own shape
  CHECK(scratch_allocations() == before);
  CHECK(again.sizes().equals({3, 10}));
  CHECK(again.is_contiguous());
  Tensor other = scratch_like(at::zeros({4, 10}, at::kDouble));
  CHECK(other.scalar_type() == at::kDouble);
}

TEST_CASE("finite_rows finds NaN and infinity in their rows", "[combine]") {
  for (auto type : {at::kFloat, at::kDouble}) {
    Tensor x = normal({5, 700}, type, 1);
    x[1][699] = NAN, x[3][0] = INFINITY, x[4][350] = -INFINITY;
    CHECK(finite_rows(x) == std::vector<bool>{true, false, true, false, false});
    CHECK(finite_rows(at::zeros({2, 0}, type)) == std::vector<bool>{true, true});
  }
}

TEST_CASE("rows are finite that were so in every state looked at, and the host asks once",
          "[combine]") {
  const Tensor x = normal({3, 4}, at::kFloat, 1);
  Tensor nan = x.clone(), inf = x.clone();
  nan[2][3] = NAN, inf[0][0] = -INFINITY;
  FiniteRows rows(x);
  const int64_t before = readings();
  for (const Tensor& state : {x, nan, x, inf, x}) rows.look(state);
  CHECK(readings() == before);
  CHECK(rows.so_far() == std::vector<bool>{false, true, false});
  CHECK(readings() == before + 1);
  CHECK_THROWS_AS(rows.look(x.narrow(0, 0, 2)), std::logic_error);
}

TEST_CASE("what a device has been given once is there", "[combine]") {
  const int64_t before = uploads();
  const auto copies = [&](auto&& f) {
    const int64_t start = uploads();
    f();
    return uploads() - start;
  };
  const std::vector<int64_t> words{3, -1, int64_t(0xfeedfacecafebeef)};
  const Tensor first = upload(words, at::kCPU);
  CHECK(uploads() == before + 1);
  CHECK(at::equal(first, at::tensor(words, at::kLong)));
  CHECK(copies([&] { CHECK(upload(words, at::kCPU).is_same(first)); }) == 0);
  CHECK(copies([&] { CHECK(upload(words, at::kMeta).is_meta()); }) == 1);  // another device
  CHECK(copies([&] { upload(std::vector<int64_t>{3, -1}, at::kCPU); }) == 1);
  for (int64_t i = 0; i < 20; ++i) upload(std::vector<int64_t>{i}, at::kCPU);
  CHECK(copies([&] { upload(words, at::kCPU); }) == 1);  // long forgotten
  // What nobody asks for again is not kept.
  const auto rows = [](const Tensor& x) { return select_rows(x, {2, 0}); };
  const Tensor x = at::arange(3);
  CHECK(copies([&] { CHECK(at::equal(rows(x), at::tensor({2, 0}, at::kLong))); }) == 1);
  CHECK(copies([&] { rows(x), rows(x); }) == 2);
  // One number for all rows is written there.
  CHECK(copies([&] {
          const std::vector<double> same{0.1, 0.1, 0.1};
          CHECK(at::equal(upload(same, at::kCPU), at::tensor(same, at::kDouble)));
        }) == 0);
  CHECK(copies([&] {
          const std::vector<float> levels{0.1f, 0.2f};
          CHECK(at::equal(upload(levels, at::kCPU), at::tensor(levels, at::kFloat)));
        }) == 1);
}

TEMPLATE_TEST_CASE("error_norms is the root mean square of the scaled error", "[combine]", float,
                   double) {
  const auto type = c10::CppTypeToScalarType<TestType>::value;
  for (int64_t n : {1, 2, 255, 256, 257, 3000}) {
    const Tensor e = normal({3, n}, type, 1), a = normal({3, n}, type, 2),
                 b = normal({3, n}, type, 3);
    const Tensor scale = 1e-3 + 1e-2 * at::maximum(a.abs(), b.abs()).to(at::kDouble);
    const Tensor want = (e.to(at::kDouble) / scale).square().mean(1).sqrt();
    const auto got = error_norms(e, a, b, 1e-3, 1e-2);
    for (int row = 0; row < 3; ++row)
      CHECK(got[row] == Approx(want[row].item<double>()).epsilon(1e-12));  // order of additions
    CHECK(error_norms(e.slice(0, 2, 3), a.slice(0, 2, 3), b.slice(0, 2, 3), 1e-3, 1e-2)[0] ==
          got[2]);
  }
  Tensor e = at::zeros({1, 4}, type), nan = at::full({1, 4}, NAN, type),
         one = at::ones({1, 4}, type);
  CHECK(error_norms(e, one, one, 0, 1)[0] == 0);
  // A broken proposal is not a small error, not even in one element, of an infinite size.
  CHECK(std::isnan(error_norms(e + 1, one, nan, 0, 1)[0]));
  Tensor infinite = one.clone();
  infinite[0][2] = INFINITY;
  CHECK(std::isnan(error_norms(e + 1, one, infinite, 0, 1)[0]));
  CHECK(error_norms(e + 1, infinite, one, 0, 1)[0] == Approx(std::sqrt(3.0 / 4)));
}

TEST_CASE("a warm solve allocates nothing of image size, whatever the method",
          "[combine][allocation]") {
  const auto process = make_process("vp_linear");
  const Tensor x = normal({16, 3, 32, 32}, at::kFloat, 1);
  REQUIRE(image_bytes == x.nbytes());
  const auto count = [&](auto&& f) {
    const int64_t before = large_allocations;
    f();
    return large_allocations - before;
  };
  REQUIRE(count([&] { at::empty_like(x); }) == 1);  // the counter counts
  const TimeGrid grid = make_time_grid("uniform", *process, 12);
  for (const auto& [name, entry] : registry()) {
    // SUNDIALS' error norms are ATen expressions; a method that picks its evaluations itself holds
    // as many states as it needs.
    if (entry.traits.family == "sundials" || entry.traits.own_steps()) continue;
    const Method method = make_method(name);
    Decay dynamics(process, method.eta);
    auto noise = interval_noise(std::vector<uint64_t>(16, 7));
    int64_t warm = 0, end = 0, scratch_warm = 0, scratch_end = 0;
    integrate(method, dynamics, *noise, x, grid, {}, [&](const State&, int64_t step) {
      if (step == 5) warm = large_allocations, scratch_warm = scratch_allocations();
      end = large_allocations, scratch_end = scratch_allocations();
    });
    CAPTURE(name);
    CHECK(end == warm);
    CHECK(scratch_end == scratch_warm);
  }
  // The tree, too.
  auto tree = brownian_tree(std::vector<uint64_t>(16, 7), 0, 1);
  tree->normal(0.9, 0.7, x);
  CHECK(count([&] { tree->normal(0.7, 0.4, x); }) == 0);
}
