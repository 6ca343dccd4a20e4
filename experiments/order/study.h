#pragma once
#include <string>
#include <vector>

#include "solvers/registry.h"

namespace odelia {

/// One measured line: what a method claims, and the slope of log error on log steps that it shows,
/// that of the two finest numbers of steps whose errors are clear of rounding.  It says what it was
/// measured on and no more: a smooth mixture, lambda = log(alpha/sigma) from -1.5 to 0.5, one
/// process and one grid.  Nothing follows for few steps, for a network, or for the low-noise end.
struct Certificate {
  std::string solver, process, grid;
  /// "exact": history from the true solution, with the options that take it as it is
  /// (Traits::exact_start); "warmup": the method's own start.
  std::string start;
  std::string kind;  ///< "ode", "strong", "weak" or "law"
  double claimed = 0;
  double observed = 0;  ///< infinite where the method is exact to rounding
  std::vector<int64_t> steps = {};
  std::vector<double> errors = {};  ///< RMS error at the end, for each number of steps
  /// Evaluations counted = nfe_per_step * steps + nfe_first_extra, throughout.
  bool counts_hold = true;
  /// Of the first solve in which they differ.
  int64_t counted = 0, claimed_count = 0;
};

/// Whether the method does what it claims: the observed order no further below the claim than its
/// errors' meeting with rounding explains, and the evaluations as many as claimed.
bool holds(const Certificate& certificate);

/// How far the observed slope may fall short of the claim.
double allowance(const Certificate& certificate);

/// The grids that the studies run on, on every process
/// of processes_by_name(); lambda from -1.5 to 0.5.
std::vector<std::string> order_grids();

/// Convergence on the probability flow of a smooth Gaussian mixture (4-D, three overlapping
/// components) towards a reference of far smaller error, from N = 8 steps (4 for orders of 7 and more)
/// to 512, or 2048 where the slope has not settled by then, while the error stays clear of rounding.
/// `first_only`: the fewest steps alone, which tell whether a method is still the one it was.
/// Throws std::invalid_argument where a sample comes out otherwise alone than in the batch, on the
/// first grid or, with the exact start, under error control, and where that goes astray.
Certificate ode_order(const Method& method, const std::string& process, const std::string& grid,
                      bool exact_start, bool first_only = false);

/// Strong convergence on the reverse SDE of the same mixture, all step sizes on one Brownian path.
/// This and the next two throw as the first where a sample comes out otherwise alone.
Certificate strong_order(const Method& method, const std::string& process, const std::string& grid,
                         bool first_only = false);

/// Weak convergence without sampling: with Gaussian data each step is affine in the state and in
/// the noise, so unit impulses give the exact mean and variance at the end, to be compared with
/// those of the process.  One impulse for each interval and stream, as sampling draws.
Certificate weak_order(const Method& method, const std::string& process, const std::string& grid,
                       bool first_only = false);

/// The law of a consistency solver's samples, likewise without sampling: with Gaussian data an exact
/// consistency function is affine, and mean and variance at the end are those of the process up to
/// rounding after 1, 2, 4 and 8 steps.  There is no order to claim: 0.
Certificate exact_law(const Method& method, const std::string& process, const std::string& grid,
                      bool first_only = false);

/// One of the certificates that a method owes on every process and grid.
struct OrderStudy {
  std::string kind, start;  ///< as in Certificate
};

/// What the method owes by its claims.
std::vector<OrderStudy> owed_studies(const std::string& solver);

/// One certificate.
Certificate certify(const OrderStudy& study, const std::string& solver, const std::string& process,
                    const std::string& grid, bool first_only = false);

/// All that the method owes on this process and grid.
std::vector<Certificate> certify(const std::string& solver, const std::string& process,
                                 const std::string& grid);

/// Whether the method, as it is now, would get this certificate again: it claims the same, at the
/// fewest steps its errors are the same but for rounding, and its evaluations as claimed; and whether
/// the observed order is what the errors show.
bool still_holds(const Certificate& certificate);

}  // namespace odelia
