#pragma once
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "experiments/order/study.h"

namespace odelia {

/// All certificates of one solver, kind and start, over processes and time grids.
struct OrderSummary {
  std::string solver, family, kind, start;
  double claimed = 0;
  double lowest = 0, middle = 0, highest = 0;  ///< observed; infinite where exact to rounding
  std::string lowest_at;                       ///< process and grid of the lowest
  size_t certificates = 0;
  bool hold = true;  ///< all of them
};

/// "", or what does not hold: "order 0.98, claimed 2", "16 evaluations counted, 8 claimed".
std::string shortfall(const Certificate& certificate);

/// In the order of families, then names.
std::vector<OrderSummary> summarise(const std::vector<Certificate>& certificates);

/// Writes orders.jsonl (a certificate a line), table.md, plots of claimed against observed orders
/// and, where they are few or do not hold, of convergence, one per kind, into a folder.  Returns
/// what went wrong with a plot, or "". Throws std::runtime_error if a file cannot be written.
std::string write_order_report(const std::vector<Certificate>& certificates,
                               const std::string& folder);

/// The certificates that such a folder holds; none if it has no orders.jsonl.
std::vector<Certificate> read_order_report(const std::string& folder);

nlohmann::json to_json(const Certificate& certificate);
Certificate certificate_from(const nlohmann::json& json);

}  // namespace odelia
