#include <sstream>

#include "models/data/files.h"
#include "models/processes/base.h"
#include "models/processes/monotone_cubic.h"

namespace odelia {
namespace {

/// alpha and lambda interpolated from a file with lines `t alpha sigma`, t increasing, sigma/alpha
/// increasing. g^2 = -2 sigma^2 lambda' is then never negative.
class Tabulated final : public NamedProcess {
 public:
  explicit Tabulated(const Spec& spec) : Tabulated(spec, read(spec)) {}
  double log_alpha(double t) const override { return log_alpha_.value(inside(t)); }
  double sigma(double t) const override { return std::exp(log_alpha(t) - lambda_.value(t)); }
  double f(double t) const override { return log_alpha_.slope(inside(t)); }
  double g2(double t) const override { return -2 * sigma(t) * sigma(t) * lambda_.slope(t); }

 private:
  /// t, which the table must span, but for the rounding of grids.
  double inside(double t) const {
    constexpr double rounding = 2e-6;
    if (!(t >= first_ * (1 - rounding) && t <= last_ * (1 + rounding)))
      throw std::invalid_argument(fmt::format(
          "process '{}': t = {} lies outside of its table's [{}, {}]", name(), t, first_, last_));
    return t;
  }

  struct Table {
    std::vector<double> t, log_alpha, lambda;
  };
  Tabulated(const Spec& spec, const Table& table)
      : NamedProcess(spec, table.t.front(), table.t.back()),
        first_(table.t.front()),
        last_(table.t.back()),
        log_alpha_(table.t, table.log_alpha),
        lambda_(table.t, table.lambda) {
    if (t_min() < first_ || t_max() > last_)
      throw std::invalid_argument(fmt::format(
          "process '{}': t_min and t_max must lie in the table's [{}, {}]", name(), first_, last_));
  }
  static Table read(const Spec& spec) {
    const std::string path = spec.options.text("file", "");
    if (path.empty())
      throw std::invalid_argument(
          "process 'tabulated': cannot read a table that is not named; give tabulated(file=PATH) "
          "with lines `t alpha sigma`");
    std::istringstream in(read_text(path));
    Table table;
    for (std::string line; std::getline(in, line);) {
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      const auto refuse = [&](const std::string& why) {
        throw std::invalid_argument(
            fmt::format("process 'tabulated', '{}', row {}: {}", path, table.t.size() + 1, why));
      };
      if (in.eof())
        refuse("has no end of line, like a file that was cut; end it with one if it is whole");
      std::istringstream row(line);
      double t = 0, alpha = 0, sigma = 0;
      if (!(row >> t >> alpha >> sigma) || !(row >> std::ws).eof())
        refuse(fmt::format("expected three numbers `t alpha sigma`, got '{}'", line));
      const double lambda = std::log(alpha / sigma);
      if (!(alpha > 0) || !(sigma > 0) || !std::isfinite(t) || !std::isfinite(lambda) ||
          (!table.t.empty() && (t <= table.t.back() || lambda >= table.lambda.back())))
        refuse(fmt::format("needs alpha, sigma > 0, t and sigma/alpha increasing; got {} {} {}", t,
                           alpha, sigma));
      table.t.push_back(t), table.log_alpha.push_back(std::log(alpha)),
          table.lambda.push_back(lambda);
    }
    if (table.t.size() < 3)
      throw std::invalid_argument(fmt::format(
          "process 'tabulated', '{}': needs 3 rows or more, got {}", path, table.t.size()));
    return table;
  }
  double first_, last_;
  MonotoneCubic log_alpha_, lambda_;
};

const RegisterProcess<Tabulated> tabulated{
    {.name = "tabulated",
     .summary = "alpha and sigma from a file, monotone cubics between: Fritsch & Butland 1984",
     .options = {{"file", "", "lines `t alpha sigma`, t and sigma/alpha increasing"}},
     .by_name = false}};

}  // namespace
}  // namespace odelia
