#pragma once
#include <functional>
#include <map>

#include "solvers/solver.h"
#include "solvers/spec.h"

namespace odelia {

/// One documented option of a method.
struct OptionDoc {
  std::string name, fallback, meaning;
};

/// What a method integrates unless told otherwise: the probability-flow ODE or the reverse SDE.
enum class Equation { ode, sde };
const char* to_string(Equation);

/// What a method asks of the dynamics: the drift alone, or linear part, noise and data prediction.
enum class Needs { drift, semi_linear };
const char* to_string(Needs);

/// What a method claims about itself.  Tests hold it to every word.
struct Traits {
  std::string name;
  std::string family;  ///< "runge_kutta", "exponential", "ancestral", ...
  Equation kind = Equation::ode;
  double order = 0;         ///< on the probability-flow ODE; 0: not claimed
  double strong_order = 0;  ///< on the reverse SDE, one shared path; 0: not claimed
  double weak_order = 0;    ///< on the reverse SDE; 0: not an SDE method
  /// Network evaluations per step of a grid; 0: as many as its own control asks for.
  int nfe_per_step = 1;
  /// Additional evaluations in the first step (first-same-as-last schemes).
  int nfe_first_extra = 0;
  Needs needs = Needs::drift;
  bool evaluates_end = false;    ///< needs the drift at the end of the step, so no sigma = 0 there
  bool embedded = false;         ///< returns an error estimate: may be driven by tolerance
  double error_order = 0;        ///< order of the embedded solution that the estimate belongs to
  bool uses_statistics = false;  ///< asks the model for its empirical statistics
  bool outside = false;          ///< another library steps, and evaluates where it likes
  bool batch_norms =
      false;  ///< published with norms over the batch: samples depend on their neighbours
  double coefficient_error = 1e-16;  ///< of the published coefficients: no error can be smaller
  int history = 0;  ///< earlier steps it uses; a shorter history means a lower-order start
  std::vector<OptionDoc> options = {};
  /// Options in whose presence its `order` is claimed, where by default it draws noise even on an ODE.
  std::string deterministic = {};
  /// Options in whose presence it takes an exact history as it is.
  std::string exact_start = {};
  /// Of a stochastic method whose noise is its own, so that it takes no eta: by what it is set.
  std::string own_noise = {};
  std::string reference;  ///< authors, year, arXiv number, equation or algorithm
  /// It chooses its evaluations itself, between two times of a grid.
  bool own_steps() const { return nfe_per_step == 0; }
};

/// A method as it is registered.
struct Entry {
  Traits traits;
  std::function<std::unique_ptr<Solver>(const Options&)> make;
  /// What is left of its claims under options that lower an order; none: all of them.
  std::function<void(Traits&, const Options&)> claims = {};
};

/// All methods by name.
const std::map<std::string, Entry>& registry();
void register_solver(Entry entry);

/// Registers a method at start-up: a namespace-scope
/// constant in the method's own file is all it takes.
template <class S>
struct Register {
  explicit Register(Traits traits, std::function<void(Traits&, const Options&)> claims = {}) {
    register_solver({std::move(traits),
                     [](const Options& options) -> std::unique_ptr<Solver> {
                       if constexpr (std::is_constructible_v<S, const Options&>)
                         return std::make_unique<S>(options);
                       else
                         return std::make_unique<S>();
                     },
                     std::move(claims)});
  }
};

/// A method with its options, ready to run.
struct Method {
  std::string spec;  ///< canonical text: name(key=value, ...)
  Traits traits;
  Options options;
  double eta = 0;  ///< the reverse dynamics it asks for: option `eta`, else 1 for an SDE method, 0
                   ///< for an ODE one
  std::shared_ptr<const Solver> solver;
};

/// A method made of another one: written `name(solver, key=value, ...)`.
struct Wrapper {
  std::string name;
  std::string takes;  ///< which solvers it fits, in words
  std::vector<OptionDoc> options = {};
  std::string reference;
  /// The traits and the solver of the whole; throws std::invalid_argument, with the remedy, for
  /// what does not fit.
  std::function<std::pair<Traits, std::shared_ptr<const Solver>>(const Method& inner,
                                                                 const Options&)>
      wrap;
};

/// All wrappers by name.
const std::map<std::string, Wrapper>& wrappers();
void register_wrapper(Wrapper wrapper);

/// Registers a wrapper at start-up: a namespace-scope constant in a file of its own.
struct RegisterWrapper {
  explicit RegisterWrapper(Wrapper wrapper) { register_wrapper(std::move(wrapper)); }
};

/// Parses `name`, `name(key=value, ...)` or `wrapper(solver, key=value, ...)`.  Throws
/// std::invalid_argument: an unknown name or option lists the known ones, and eta > 0 is refused
/// for a method that integrates no SDE.
Method make_method(const std::string& spec);

/// True for methods that choose their own steps between two grid points, told how precisely by
/// their option `rtol`.
bool controls_itself(const Traits& traits);

/// The method with these tolerances among its options, for one that controls itself; an atol in its
/// spec stays where atol = rtol, which is what none given means.  Throws std::invalid_argument if its
/// spec has a tolerance already otherwise.
Method with_tolerance(const Method& method, double rtol, double atol);

/// How many samples the method may solve together so that none depends on another: 1 for methods
/// that choose their own evaluations, by norms over the whole batch, else as many as are wanted.
int64_t batch_for(const Method& method, int64_t wanted);

}  // namespace odelia
