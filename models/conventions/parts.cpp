#include "models/conventions/parts.h"

#include <algorithm>
#include <cmath>

#include "solvers/names.h"

namespace odelia {

void refuse_option(const Spec& spec, const std::string& key, const std::string& rule, double got) {
  throw std::invalid_argument(
      fmt::format("convention '{}': {} {}, got {}", to_string(spec), key, rule, got));
}

int64_t whole_option(const Spec& spec, const std::string& key, int64_t fallback, int64_t least,
                     int64_t most) {
  const double value = spec.options.number(key, static_cast<double>(fallback));
  if (value != std::floor(value) || value < static_cast<double>(least) ||
      value > static_cast<double>(most))
    refuse_option(spec, key, fmt::format("must be a whole number from {} to {}", least, most),
                  value);
  return static_cast<int64_t>(value);
}

std::string word_option(const Spec& spec, const std::string& key, const std::string& fallback,
                        const std::vector<std::string>& known) {
  const std::string value = spec.options.text(key, fallback);
  if (std::find(known.begin(), known.end(), value) == known.end())
    throw std::invalid_argument(fmt::format("convention '{}': unknown {} '{}'; {}", spec.name, key,
                                            value, known_names(value, known)));
  return value;
}

double unit_variance(const Level& at) { return 1 / std::hypot(at.alpha, at.sigma); }
double on_top(const Level& at) { return 1 / at.alpha; }
double straight(const Level& at) { return 1 / (at.alpha + at.sigma); }

namespace {
constexpr double kBetaMin = 0.1, kBetaMax = 20;
}

// With y = log(1 + s^2) = (beta_max - beta_min) t^2/2 + beta_min t, solved without cancellation.
double vp_linear_time(const Level& at) {
  const double s = at.s(), y = s > 1e100 ? 2 * std::log(s) : std::log1p(s * s);
  return 2 * y / (kBetaMin + std::sqrt(kBetaMin * kBetaMin + 2 * (kBetaMax - kBetaMin) * y));
}

double vp_linear_level(double t) {
  return std::sqrt(std::expm1(0.5 * (kBetaMax - kBetaMin) * t * t + kBetaMin * t));
}

Convention continuous_vp() {
  Convention c;
  c.scale = unit_variance;
  c.time = [](const Level& at) { return 999 * vp_linear_time(at); };
  c.output = Output::noise;
  c.s_min = vp_linear_level(1e-5), c.s_max = vp_linear_level(1);
  return c;
}

std::vector<double> linear_betas(int64_t n, double first, double last) {
  std::vector<double> betas(n);
  for (int64_t i = 0; i < n; ++i)
    betas[i] = n == 1 ? first : first + (last - first) * double(i) / double(n - 1);
  return betas;
}

std::vector<double> scaled_linear_betas(int64_t n, double first, double last) {
  std::vector<double> betas = linear_betas(n, std::sqrt(first), std::sqrt(last));
  for (double& beta : betas) beta *= beta;
  return betas;
}

std::vector<double> cosine_betas(int64_t n) {
  const auto alpha_bar = [](double t) {
    const double c = std::cos((t + 0.008) / 1.008 * M_PI / 2);
    return c * c;
  };
  std::vector<double> betas(n);
  for (int64_t i = 0; i < n; ++i)
    betas[i] = std::min(1 - alpha_bar(double(i + 1) / double(n)) / alpha_bar(double(i) / double(n)),
                        0.999);
  return betas;
}

std::vector<double> levels_of_betas(const std::vector<double>& betas, const std::string& who) {
  if (betas.size() < 2)
    throw std::invalid_argument(
        fmt::format("{}: needs 2 betas or more, got {}", who, betas.size()));
  std::vector<double> levels;
  double log_alpha_bar = 0;
  for (size_t i = 0; i < betas.size(); ++i) {
    if (!(betas[i] > 0) || !(betas[i] < 1))
      throw std::invalid_argument(
          fmt::format("{}: beta {} must lie between 0 and 1, got {}", who, i, betas[i]));
    log_alpha_bar += std::log1p(-betas[i]);
    levels.push_back(std::sqrt(std::expm1(-log_alpha_bar)));
    if (!std::isfinite(levels.back()))
      throw std::invalid_argument(fmt::format(
          "{}: after {} betas no share of the data is left; are these betas?", who, i + 1));
  }
  return levels;
}

std::vector<double> with_zero_terminal_snr(const std::vector<double>& levels) {
  std::vector<double> out;
  const auto alpha = [](double s) { return 1 / std::hypot(1, s); };
  const double first = alpha(levels.front()), last = alpha(levels.back());
  for (double s : levels) {
    const double a = (alpha(s) - last) * first / (first - last);
    out.push_back(a > 0 ? std::sqrt((1 - a) * (1 + a)) / a
                        : std::numeric_limits<double>::infinity());
  }
  out.front() = levels.front();
  return out;
}

void know_table(Convention& c, std::vector<double> levels, bool snapped, double scale) {
  c.s_min = levels.front(), c.s_max = levels.back();
  c.at_pure_noise = std::isinf(c.s_max);
  std::vector<double> logs;
  for (double s : levels) logs.push_back(std::log(s));
  c.time = [logs, snapped, scale](const Level& at) {
    const double l = std::log(at.s());
    const auto above = std::lower_bound(logs.begin(), logs.end(), l);
    if (above == logs.begin()) return 0.0;
    const auto last = static_cast<double>(logs.size() - 1);
    if (above == logs.end()) return scale * last;
    const double high = *above, low = *(above - 1),
                 // Towards pure noise by alpha, which ends at 0.
        w = std::isinf(high)
                ? 1 - std::hypot(1, std::exp(low)) * (at.alpha / std::hypot(at.alpha, at.sigma))
                : (l - low) / (high - low),
                 index = static_cast<double>(above - logs.begin() - 1);
    return scale * (snapped ? index + (w > 0.5 ? 1 : 0) : index + w);
  };
  c.integer_time = snapped && scale == 1;
  if (snapped) c.table = std::move(levels);
}

OptionDoc times_option() {
  return {"times", "interpolated",
          "between the levels of its table: interpolated, or snapped to the nearest, as int64"};
}

bool snapped_option(const Spec& spec) {
  return word_option(spec, "times", "interpolated", {"interpolated", "snapped"}) == "snapped";
}

}  // namespace odelia
