#include "models/processes.h"

#include <algorithm>
#include <charconv>
#include <numbers>
#include <sstream>

#include "models/data/files.h"
#include "solvers/names.h"
#include "solvers/registry.h"

namespace odelia {
namespace {

/// Domain and name, which every process has.
class Named : public Process {
 public:
  Named(const Spec& spec, double t_min, double t_max)
      : name_(to_string(spec)),
        t_min_(spec.options.number("t_min", t_min)),
        t_max_(spec.options.number("t_max", t_max)) {
    if (!(t_min_ >= 0) || !(t_max_ > t_min_))
      throw std::invalid_argument(fmt::format(
          "process '{}': needs 0 <= t_min < t_max, got {} and {}", name_, t_min_, t_max_));
  }
  std::string name() const override { return name_; }
  double t_min() const override { return t_min_; }
  double t_max() const override { return t_max_; }

 private:
  std::string name_;
  double t_min_, t_max_;
};

/// beta(t) = beta_min + (beta_max - beta_min) t: the mean coefficient shared by VP and sub-VP.
/// log alpha = -t^2 (beta_max - beta_min)/4 - t beta_min/2.   Source: arXiv:2011.13456, eqs. 29
/// and 32.
class LinearBeta : public Named {
 public:
  explicit LinearBeta(const Spec& spec)
      : Named(spec, 1e-3, 1),
        b0_(spec.options.number("beta_min", 0.1)),
        b1_(spec.options.number("beta_max", 20)) {
    if (!(b0_ >= 0) || !(b1_ > b0_))
      throw std::invalid_argument(fmt::format(
          "process '{}': needs 0 <= beta_min < beta_max, got {} and {}", name(), b0_, b1_));
  }
  double log_alpha(double t) const override { return -0.25 * t * t * (b1_ - b0_) - 0.5 * t * b0_; }
  double f(double t) const override { return -0.5 * beta(t); }

 protected:
  double beta(double t) const { return b0_ + (b1_ - b0_) * t; }
  double t_of_log_alpha(double la) const {
    return -4 * la / (b0_ + std::sqrt(b0_ * b0_ - 4 * (b1_ - b0_) * la));
  }

 private:
  double b0_, b1_;
};

/// log alpha where alpha^2 + sigma^2 = 1, from lambda.
double vp_log_alpha(double lambda) {
  return lambda < -300 ? lambda : -0.5 * std::log1p(std::exp(-2 * lambda));  // exp: no overflow
}

/// sigma^2 = 1 - alpha^2, g^2 = beta.
struct VpLinear final : LinearBeta {
  using LinearBeta::LinearBeta;
  double sigma(double t) const override { return std::sqrt(-std::expm1(2 * log_alpha(t))); }
  double g2(double t) const override { return beta(t); }
  double t_of_lambda(double l) const override { return t_of_log_alpha(vp_log_alpha(l)); }
};

/// sigma = 1 - alpha^2, g^2 = beta (1 - alpha^4).   Source: arXiv:2011.13456, eq. 28.
struct SubVp final : LinearBeta {
  using LinearBeta::LinearBeta;
  double sigma(double t) const override { return -std::expm1(2 * log_alpha(t)); }
  double g2(double t) const override { return -beta(t) * std::expm1(4 * log_alpha(t)); }
  /// (1 - alpha^2)/alpha = s gives alpha = 2/(s + sqrt(s^2 + 4)).
  double t_of_lambda(double l) const override {
    const double s = std::exp(-l);
    return t_of_log_alpha(-std::asinh(s / 2));  // log of the same root, without cancellation
  }
};

/// alpha = cos(pi/2 (t+s)/(1+s)) / cos(pi/2 s/(1+s)), sigma^2 = 1 - alpha^2; t_max bounds beta.
/// Source: arXiv:2102.09672, eq. 17; t_max: arXiv:2206.00927, appendix D.4.
class VpCosine final : public Named {
 public:
  explicit VpCosine(const Spec& spec)
      : Named(spec, 1e-3, 0.9946), s_(spec.options.number("s", 0.008)) {
    if (!(s_ >= 0) || t_max() >= 1)
      throw std::invalid_argument(
          fmt::format("process '{}': needs s >= 0 and t_max < 1, where alpha = 0", name()));
  }
  double log_alpha(double t) const override { return std::log(std::cos(angle(t))) - log_cos0(); }
  double sigma(double t) const override { return std::sqrt(-std::expm1(2 * log_alpha(t))); }
  double f(double t) const override { return -rate() * std::tan(angle(t)); }
  double g2(double t) const override { return -2 * f(t); }
  double t_of_lambda(double l) const override {
    return std::acos(std::exp(vp_log_alpha(l) + log_cos0())) / rate() - s_;
  }

 private:
  double rate() const { return std::numbers::pi / 2 / (1 + s_); }
  double angle(double t) const { return rate() * (t + s_); }
  double log_cos0() const { return std::log(std::cos(rate() * s_)); }
  double s_;
};

/// alpha = 1, sigma = sigma_min (sigma_max/sigma_min)^t.   Source: arXiv:2011.13456, eq. 31.
class Ve final : public Named {
 public:
  explicit Ve(const Spec& spec)
      : Named(spec, 1e-5, 1),
        low_(spec.options.number("sigma_min", 0.01)),
        high_(spec.options.number("sigma_max", 50)) {
    if (!(low_ > 0) || !(high_ > low_))
      throw std::invalid_argument(fmt::format(
          "process '{}': needs 0 < sigma_min < sigma_max, got {} and {}", name(), low_, high_));
  }
  double log_alpha(double) const override { return 0; }
  double sigma(double t) const override { return low_ * std::pow(high_ / low_, t); }
  double f(double) const override { return 0; }
  double g2(double t) const override { return 2 * sigma(t) * sigma(t) * std::log(high_ / low_); }
  double t_of_lambda(double l) const override {
    return (-l - std::log(low_)) / std::log(high_ / low_);
  }

 private:
  double low_, high_;
};

/// alpha = 1, sigma = t.   Source: arXiv:2206.00364, Table 1.
class Edm final : public Named {
 public:
  explicit Edm(const Spec& spec)
      : Named(spec, spec.options.number("sigma_min", 0.002), spec.options.number("sigma_max", 80)) {
    for (const auto& [t, sigma] : {std::pair{"t_min", "sigma_min"}, {"t_max", "sigma_max"}})
      if (spec.options.values().count(t) && spec.options.values().count(sigma))
        throw std::invalid_argument(fmt::format(
            "process '{}': {} and {} are the same here; give one of them", name(), sigma, t));
  }
  double log_alpha(double) const override { return 0; }
  double sigma(double t) const override { return t; }
  double f(double) const override { return 0; }
  double g2(double t) const override { return 2 * t; }
  double t_of_lambda(double l) const override { return std::exp(-l); }
};

/// alpha = 1 - t, sigma = t; f and g^2 diverge at t = 1.   Source: arXiv:2209.03003, eq. 1.
class RectifiedFlow final : public Named {
 public:
  explicit RectifiedFlow(const Spec& spec) : Named(spec, 1e-3, 0.999) {
    if (t_max() >= 1)
      throw std::invalid_argument(
          fmt::format("process '{}': needs t_max < 1, where alpha = 0; got {}", name(), t_max()));
  }
  double log_alpha(double t) const override { return std::log1p(-t); }
  double sigma(double t) const override { return t; }
  double f(double t) const override { return -1 / (1 - t); }
  double g2(double t) const override { return 2 * t / (1 - t); }
  double t_of_lambda(double l) const override { return 1 / (1 + std::exp(l)); }
};

/// Monotone cubic interpolation through (x_i, y_i).   Source: Fritsch & Butland 1984, the
/// harmonic-mean slopes.
class MonotoneCubic {
 public:
  MonotoneCubic(std::vector<double> x, std::vector<double> y)
      : x_(std::move(x)), y_(std::move(y)), m_(x_.size()) {
    const size_t n = x_.size();
    std::vector<double> h(n - 1), d(n - 1);
    for (size_t i = 0; i + 1 < n; ++i) h[i] = x_[i + 1] - x_[i], d[i] = (y_[i + 1] - y_[i]) / h[i];
    m_.front() = d.front(), m_.back() = d.back();
    for (size_t i = 1; i + 1 < n; ++i) {
      const double w1 = 2 * h[i] + h[i - 1], w2 = h[i] + 2 * h[i - 1];
      m_[i] = d[i - 1] * d[i] <= 0 ? 0 : (w1 + w2) / (w1 / d[i - 1] + w2 / d[i]);
    }
  }
  double value(double x) const {
    return at(x, [](double s, double h, double y0, double y1, double m0, double m1) {
      return (1 + 2 * s) * (1 - s) * (1 - s) * y0 + s * (1 - s) * (1 - s) * h * m0 +
             s * s * (3 - 2 * s) * y1 + s * s * (s - 1) * h * m1;
    });
  }
  double slope(double x) const {
    return at(x, [](double s, double h, double y0, double y1, double m0, double m1) {
      return 6 * s * (1 - s) * (y1 - y0) / h + (1 - s) * (1 - 3 * s) * m0 + s * (3 * s - 2) * m1;
    });
  }

 private:
  template <class F>
  double at(double x, F&& f) const {
    const auto next = std::upper_bound(x_.begin() + 1, x_.end() - 1, x) - x_.begin();
    const double h = x_[next] - x_[next - 1];
    return f((x - x_[next - 1]) / h, h, y_[next - 1], y_[next], m_[next - 1], m_[next]);
  }
  std::vector<double> x_, y_, m_;
};

/// alpha and lambda interpolated from a file with lines `t alpha sigma`, t increasing, sigma/alpha
/// increasing. g^2 = -2 sigma^2 lambda' is then never negative.
class Tabulated final : public Named {
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
      : Named(spec, table.t.front(), table.t.back()),
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

struct Kind {
  const char* name;
  std::vector<std::string> options;
  std::shared_ptr<const Process> (*make)(const Spec&);
};

template <class P>
std::shared_ptr<const Process> make(const Spec& spec) {
  return std::make_shared<const P>(spec);
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all{
      {"vp_linear", {"beta_min", "beta_max"}, make<VpLinear>},
      {"vp_cosine", {"s"}, make<VpCosine>},
      {"sub_vp", {"beta_min", "beta_max"}, make<SubVp>},
      {"ve", {"sigma_min", "sigma_max"}, make<Ve>},
      {"edm", {"sigma_min", "sigma_max"}, make<Edm>},
      {"rectified_flow", {}, make<RectifiedFlow>},
      {"tabulated", {"file"}, make<Tabulated>},
  };
  return all;
}

/// Throws, naming the process, where a double cannot hold its kernel or its drift.
void check_range(const Process& p) {
  for (double t : {p.t_min(), p.t_max()}) {
    const double alpha = p.alpha(t), sigma = p.sigma(t), f = p.f(t), g2 = p.g2(t);
    const bool data = alpha > 0 && std::isfinite(alpha) && std::isfinite(f),
               noise = std::isfinite(sigma) && std::isfinite(g2) && g2 >= 0 &&
                       (t == p.t_max() ? sigma > 0 && p.lambda(t) > -700 : sigma >= 0);
    if (!data || !noise)
      throw std::invalid_argument(
          fmt::format("process '{}': out of a double's range at t = {}: alpha = {:.3g}, sigma = "
                      "{:.3g}, f = {:.3g}, g^2 = {:.3g}; take milder options, or another {}",
                      p.name(), t, alpha, sigma, f, g2, t == p.t_max() ? "t_max" : "t_min"));
  }
}

}  // namespace

std::vector<std::string> process_names() {
  std::vector<std::string> names;
  for (const Kind& kind : kinds()) names.push_back(kind.name);
  return names;
}

std::shared_ptr<const Process> make_process(const std::string& text) {
  const Spec spec = parse_spec(text, "process");
  for (const Kind& kind : kinds())
    if (spec.name == kind.name) {
      std::vector<std::string> known = kind.options;
      known.insert(known.end(), {"t_min", "t_max"});
      check_options(spec, known, "process");
      auto process = kind.make(spec);
      check_range(*process);
      return process;
    }
  throw std::invalid_argument(
      fmt::format("unknown process '{}'; {}", spec.name, known_names(spec.name, process_names())));
}

}  // namespace odelia
