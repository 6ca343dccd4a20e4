#include "tests/catch.h"

#include <cstdio>
#include <cstdlib>

#include "experiments/order/study.h"
#include "models/processes/processes.h"
#include "solvers/origin.h"
#include "solvers/registry.h"

using namespace odelia;

namespace {

/// Every solver, or the share of them that this process was given: ctest runs several side by side.
std::vector<std::string> solvers_to_study() {
  const char* text = std::getenv("ODELIA_ORDER_SHARE");
  size_t share = 0, shares = 1, index = 0;
  if (text) std::sscanf(text, "%zu/%zu", &share, &shares);
  std::vector<std::string> names;
  for (const auto& [name, entry] : registry())
    if (index++ % shares == share) names.push_back(name);
  return names;
}

/// The share of the full table that every run of the
/// suite does: each method, each process, one grid.
std::string grid_for(size_t process) { return order_grids()[process % order_grids().size()]; }

}  // namespace

TEST_CASE(
    "every solver shows its claimed order on every process, and spends the evaluations it claims",
    "[order]") {
  const auto processes = processes_by_name();
  for (const auto& solver : solvers_to_study()) {
    for (size_t i = 0; i < processes.size(); ++i) {
      // Implicit methods spend a hundred evaluations a step: one process each.
      if (registry().at(solver).traits.own_steps() && i != solver.size() % processes.size())
        continue;
      for (const Certificate& c : certify(solver, processes[i], grid_for(i))) {
        INFO(c.solver << " on " << c.process << ", " << c.grid << ", " << c.start << ", " << c.kind
                      << ": claims " << c.claimed << ", shows " << c.observed);
        CHECK(c.observed >= c.claimed - allowance(c));
        CHECK(c.counts_hold);
      }
    }
  }
}

TEST_CASE("between the flow and the reverse SDE too a method has the law and path of its eta",
          "[order]") {
  for (const auto& name : solvers_to_study()) {
    const Traits& t = registry().at(name).traits;
    if (!t.own_noise.empty()) continue;  // takes no eta
    for (const auto& [kind, order] :
         {std::pair{"weak", t.weak_order}, {"strong", t.strong_order}}) {
      if (order == 0) continue;
      const Certificate c = certify({kind, "warmup"}, name + "(eta=0.5)", "vp_linear", "log_snr");
      INFO(c.solver << ", " << kind << ": claims " << c.claimed << ", shows " << c.observed);
      CHECK(c.observed >= c.claimed - allowance(c));
    }
  }
}

TEST_CASE("options of a solver keep the order that it claims with them", "[order]") {
  const std::map<std::string, std::vector<std::string>> options{
      {"dpm_solver_2", {"r1=0.3"}},         {"dpm_solver_3", {"type=taylor", "r1=0.25"}},
      {"dpmpp_2s", {"r1=0.7,type=taylor"}}, {"dpmpp_3s", {"type=taylor,r1=0.4"}},
      {"scire_2", {"r1=0.3,phi=1"}},        {"stork_2", {"derivative_order=3"}}};
  for (const auto& name : solvers_to_study()) {
    const auto found = options.find(name);
    if (found == options.end()) continue;
    for (const auto& option : found->second)
      for (const Certificate& c :
           certify(fmt::format("{}({})", name, option), "vp_linear", "log_snr")) {
        INFO(c.solver << ", " << c.start << ": claims " << c.claimed << ", shows " << c.observed);
        CHECK(c.claimed > 1);
        CHECK(c.observed >= c.claimed - allowance(c));
        CHECK(c.counts_hold);
      }
  }
}

TEST_CASE("the control: rk4 shows order four on the study's problem", "[order]") {
  const Certificate c = ode_order(make_method("rk4"), "vp_linear", "log_snr", true);
  CHECK(c.observed == Approx(4.0).margin(0.1));
}

TEST_CASE("a method that claims more order, or fewer evaluations, than it has does not hold",
          "[order]") {
  Method false_order = make_method("heun"), false_count = make_method("heun");
  false_order.traits.order = 3;
  false_count.traits.nfe_per_step = 1;
  CHECK(holds(ode_order(make_method("heun"), "edm", "log_snr", true)));
  const Certificate order = ode_order(false_order, "edm", "log_snr", true);
  CHECK_FALSE(holds(order));
  CHECK(order.counts_hold);
  const Certificate count = ode_order(false_count, "edm", "log_snr", true);
  CHECK_FALSE(holds(count));
  CHECK(count.observed == Approx(2.0).margin(0.1));
  CHECK(count.claimed_count == count.steps[0]);
  CHECK(count.counted == 2 * count.steps[0]);
}

TEST_CASE("every method claims something, and names its source", "[registry]") {
  for (const auto& [name, entry] : registry()) {
    INFO(name);
    const Traits& t = entry.traits;
    // 0 evaluations per step: as many as its own error control asks for, which has a tolerance and
    // no order.  Samples by a consistency function have an exact law and no order.
    CHECK(
        (t.order + t.strong_order + t.weak_order > 0 || t.own_steps() || is_consistency_method(t)));
    CHECK(t.nfe_per_step >= 0);
    CHECK_FALSE(t.reference.empty());
    CHECK_FALSE(t.family.empty());
    CHECK((!t.embedded || t.error_order > 0));
  }
}
