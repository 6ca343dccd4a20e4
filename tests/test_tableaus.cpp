// Every Butcher tableau against the order conditions of rooted trees.
#include <numeric>

#include "tests/catch.h"

#include "solvers/external/arkode_tables.h"
#include "solvers/methods/runge_kutta.h"
#include "solvers/methods/stochastic_runge_kutta.h"

using namespace odelia;

namespace {

using Matrix = std::vector<std::vector<double>>;

/// A rooted tree: what grows from its root, how many nodes it has, and its density gamma.
struct Tree {
  std::vector<const Tree*> branches;
  int nodes = 1;
  double gamma = 1;
};

/// All rooted trees of up to `order` nodes: 1, 1, 2, 4, 9, 20, 48, 115 of them with 1 to 8 nodes.
const std::vector<std::vector<Tree>>& trees(int order) {
  static std::vector<std::vector<Tree>> all{{}, {Tree{}}};
  all.reserve(16);  // trees point at one another
  const auto grow = [](auto& self, std::vector<Tree>& out, Tree tree, int left, int size,
                       size_t index) -> void {
    if (left == 0) {
      tree.gamma *= tree.nodes;
      out.push_back(tree);
      return;
    }
    for (; size >= 1; --size, index = 0) {
      if (size > left) continue;
      for (; index < all[size].size();
           ++index) {  // branches in one order only, so that no tree comes twice
        Tree next = tree;
        next.branches.push_back(&all[size][index]);
        next.nodes += size;
        next.gamma *= all[size][index].gamma;
        self(self, out, next, left - size, size, index);
      }
    }
  };
  while (static_cast<int>(all.size()) <= order) {
    std::vector<Tree> next;
    const int left = static_cast<int>(all.size()) - 1;
    grow(grow, next, Tree{}, left, left, 0);
    all.push_back(std::move(next));
  }
  return all;
}

/// The elementary weights of the stages: the product over the branches of sum_j a_ij (weights of
/// the branch)_j.
std::vector<double> weights(const Tree& tree, const Matrix& a) {
  std::vector<double> phi(a.size(), 1.0);
  for (const Tree* branch : tree.branches) {
    const std::vector<double> inner = weights(*branch, a);
    for (size_t i = 0; i < a.size(); ++i) {
      double sum = 0;
      for (size_t j = 0; j < a[i].size(); ++j) sum += a[i][j] * inner[j];
      phi[i] *= sum;
    }
  }
  return phi;
}

/// The order of (a, b): the largest p <= 9 with sum_i b_i phi_i(tree) = 1/gamma(tree) for all trees
/// of up to p nodes.
/// Entries up to 200 in 13 stages cancel: 1e-12 is a thousand roundings of the largest term.
int order_of(const Matrix& a, const std::vector<double>& b, double tolerance = 1e-12) {
  for (int p = 1; p <= 9; ++p)
    for (const Tree& tree : trees(9)[p]) {
      const std::vector<double> phi = weights(tree, a);
      double sum = 0, size = 0;
      for (size_t i = 0; i < b.size(); ++i) sum += b[i] * phi[i], size += std::abs(b[i] * phi[i]);
      if (std::abs(sum - 1 / tree.gamma) > tolerance * std::max(1.0, size)) return p - 1;
    }
  return 9;
}

/// Rows of equal length, the first one of zeros.
Matrix square(const Tableau& t) {
  Matrix a{std::vector<double>(t.c.size(), 0.0)};
  for (auto row : t.a) row.resize(t.c.size(), 0.0), a.push_back(row);
  return a;
}

void check_rows(const Matrix& a, const std::vector<double>& c) {
  for (size_t i = 0; i < c.size(); ++i) {
    double sum = 0;
    for (double v : a[i]) sum += v;
    CHECK(sum == Approx(c[i]).margin(2e-13));  // a dozen entries of up to 200
  }
}

}  // namespace

TEST_CASE("rooted trees: as many as Cayley counted, with their densities", "[tableaus]") {
  const std::vector<size_t> count{0, 1, 1, 2, 4, 9, 20, 48, 115};
  for (size_t n = 1; n < count.size(); ++n) CHECK(trees(9)[n].size() == count[n]);
  double tallest = 0;
  for (const Tree& t : trees(9)[5]) tallest = std::max(tallest, t.gamma);
  CHECK(tallest == 120);  // the chain: 5!
}

TEST_CASE("every Runge-Kutta tableau satisfies the order conditions of its claim, and no more",
          "[tableaus]") {
  for (const Tableau& t : tableaus()) {
    INFO(t.name);
    const Matrix a = square(t);
    REQUIRE(a.size() == t.c.size());
    REQUIRE(t.b.size() == t.c.size());
    check_rows(a, t.c);
    CHECK(order_of(a, t.b) == t.order);
    if (t.b_hat.empty()) continue;
    // An estimate is b - b_hat, whose order is the lower of the two.
    CHECK(std::min(order_of(a, t.b_hat), order_of(a, t.b)) == t.error_order);
    CHECK(t.b_hat != t.b);
  }
}

TEST_CASE("the tables that ARKODE ships have the order that ARKODE says, and bear their own names",
          "[tableaus][external]") {
  const double rounded = 1e-10;  // Cash's and Billington's are given with eleven digits
  for (const ArkodeTable& t : arkode_tables()) {
    INFO(t.name);
    check_rows(t.a, t.c);
    CHECK(order_of(t.a, t.b, rounded) >= t.order);
    if (t.embedded_order > 0) {
      CHECK(order_of(t.a, t.d, rounded) >= t.embedded_order);
      CHECK_THAT(t.name,
                 ODELIA_CONTAINS(fmt::format("_{}_{}_{}", t.c.size(), t.embedded_order, t.order)));
    }
  }
}

TEST_CASE("every SRA tableau satisfies the conditions of strong order 1.5 for additive noise",
          "[tableaus]") {
  // Roessler 2010, theorem 6.1.
  for (const SraTableau& t : sra_tableaus()) {
    INFO(t.name);
    Matrix a{std::vector<double>(t.c.size(), 0.0)}, b0 = a;
    for (auto row : t.a) row.resize(t.c.size(), 0.0), a.push_back(row);
    for (auto row : t.b0) row.resize(t.c.size(), 0.0), b0.push_back(row);
    const auto sum = [](const std::vector<double>& v) {
      return std::accumulate(v.begin(), v.end(), 0.0);
    };
    const auto dot = [](const std::vector<double>& v, auto&& of) {
      double s = 0;
      for (size_t i = 0; i < v.size(); ++i) s += v[i] * of(i);
      return s;
    };
    const auto near = [](double v) { return Approx(v).margin(1e-12); };
    check_rows(a, t.c);
    CHECK(sum(t.b) == near(1));
    CHECK(dot(t.b, [&](size_t i) { return sum(a[i]); }) == near(1.0 / 2));
    CHECK(dot(t.b, [&](size_t i) { return sum(b0[i]); }) == near(1));
    CHECK(dot(t.b, [&](size_t i) { return std::pow(sum(b0[i]), 2); }) == near(3.0 / 2));
    CHECK(sum(t.beta1) == near(1));
    CHECK(sum(t.beta2) == near(0));
    CHECK(dot(t.beta1, [&](size_t i) { return t.c1[i]; }) == near(1));
    CHECK(dot(t.beta2, [&](size_t i) { return t.c1[i]; }) == near(-1));
    CHECK(order_of(a, t.b) == t.order);
  }
}
