#include <cmath>

#include "solvers/grid_registry.h"
#include "solvers/names.h"

namespace odelia {
namespace {

/// Levels sigma/alpha of ten steps, optimised for each network.
const std::map<std::string, std::vector<double>>& tables() {
  static const std::map<std::string, std::vector<double>> all{
      {"sd15",
       {14.6146412293, 6.4745760956, 3.8636745985, 2.6946151520, 1.8841921177, 1.3943805092,
        0.9642583904, 0.6523686016, 0.3977456272, 0.1515232662, 0.0291671582}},
      {"sdxl",
       {14.6146412293, 6.3184485287, 3.7681790315, 2.1811480769, 1.3405244945, 0.8620721141,
        0.5550693289, 0.3798540708, 0.2332364134, 0.1114188177, 0.0291671582}},
      {"svd", {700, 54.5, 15.886, 7.977, 4.248, 1.789, 0.981, 0.403, 0.173, 0.034, 0.002}}};
  return all;
}

/// n + 1 levels from the first of the table to the last, linear in their logarithm between.
TimeGrid align_your_steps(const GridRequest& r) {
  const std::string name = r.options.text("table", "sd15");
  const auto found = tables().find(name);
  if (found == tables().end())
    throw std::invalid_argument(fmt::format("{}: unknown table '{}'; {}", r.who, name,
                                            known_names(name, names_in(tables()))));
  const std::vector<double>& levels = found->second;
  const double lowest = -r.process.lambda(r.to), highest = -r.process.lambda(r.from);
  if (!(std::log(levels.front()) <= highest + 1e-9) || !(std::log(levels.back()) >= lowest - 1e-9))
    throw std::invalid_argument(fmt::format(
        "{}: goes from sigma/alpha = {} to {}, and process {} from {:.4g} to {:.4g}; take a "
        "process that reaches as far, such as edm(sigma_max={})",
        r.who, levels.front(), levels.back(), r.process.name(), std::exp(highest), std::exp(lowest),
        std::ceil(levels.front())));
  TimeGrid grid;
  for (int64_t i = 0; i <= r.steps; ++i) {
    const double at = double(levels.size() - 1) * static_cast<double>(i) / r.steps;
    const size_t left = std::min<size_t>(static_cast<size_t>(at), levels.size() - 2);
    const double part = at - static_cast<double>(left);
    grid.push_back(r.process.t_of_lambda(
        -((1 - part) * std::log(levels[left]) + part * std::log(levels[left + 1]))));
  }
  return grid;
}

const RegisterTimeGrid registered{
    {.name = "align_your_steps",
     .options = {{"table", "sd15",
                  "sd15, sdxl or svd: the network whose ten steps were optimised; their ends are "
                  "the table's, whatever t_max and t_min"}},
     .summary =
         "published levels, linear in log sigma between: Sabour et al. 2024, arXiv:2404.14507",
     .make = align_your_steps,
     .own_ends = true}};

}  // namespace
}  // namespace odelia
