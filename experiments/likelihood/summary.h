#pragma once
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace odelia {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// One image's result.  Errors in bits/dim; NaN where nothing was measured.
struct LikelihoodRecord {
  int64_t index = 0;
  std::string status = "ok";
  std::string reason;   ///< what LibTorch said, where the status is error
  double t = 0;         ///< time reached
  double log_prob = 0;  ///< nats, of the data as given
  double bits_per_dim = 0;
  double probe = kUnknown;  ///< standard error over probes; unknown for a single one
  /// Standard error over draws of the dequantisation, without the probes' part; unknown for a single
  /// one, and where that part came out larger than the draws' spread.
  double dequant = kUnknown;
  double dequant_square = kUnknown;  ///< in that case: its square, negative; means need it
  double ode = kUnknown;             ///< difference from the coarser solve
  double prior = kUnknown;           ///< bits/dim by which the prior at T is off
  double nfe = 0, vjp = 0, jvp = 0;  ///< of the first draw's solve, as counted
  double bound = kUnknown, bound_se = kUnknown;        ///< continuous-time bound, bits/dim
  double discrete = kUnknown, discrete_se = kUnknown;  ///< DDPM's bound with 1000 steps, bits/dim
};

/// Estimates of one image: [draw][column] log-densities in nats.
/// Fills log_prob (their mean), bits_per_dim, probe and dequant; `log_jacobian` is log |dy/d data|
/// per dimension.
void set_estimates(LikelihoodRecord& record, const std::vector<std::vector<double>>& log_prob,
                   double log_jacobian, double dimension);

/// A mean over images and the standard errors it is made of, in bits/dim.
struct LikelihoodSummary {
  int64_t images = 0, failed = 0;
  double bits_per_dim = kUnknown, log_prob = kUnknown;
  double nfe = kUnknown, vjp = kUnknown, jvp = kUnknown;
  double data = kUnknown, probe = kUnknown, dequant = kUnknown, ode = kUnknown, prior = kUnknown;
  double total = kUnknown;
  std::vector<std::string> left_out;  ///< parts that neither the total nor the images' spread holds
  double bound = kUnknown, bound_se = kUnknown, discrete = kUnknown, discrete_se = kUnknown;
};

/// The spread of the images' values holds all random parts: data = spread - probe - dequant, in
/// squares.  Where probes or draws were single, their part cannot be told from the data's, and
/// stays within it.  The parts' squares are means over images, of dequant with their signs: such a
/// mean is unbiased, and unknown if it is negative.
///   ode    |mean difference from the coarser solve|, with that mean's own standard error
///   prior  |mean gap between the prior and the density at T|
///   total  root of the sum of squares
///   a bound's  spread of the images' bounds, or the draws' known part of it where that is larger
/// One image has no spread: its data part, and so the total, is unknown.  Of several images, an ODE
/// error measured on one alone is unknown too.
LikelihoodSummary summarise(const std::vector<LikelihoodRecord>& records);

/// `3.412 ± 0.006 bits/dim (data 0.005, probe 0.002, ...)`, a dash where something is unknown.
std::string one_line(const LikelihoodSummary& summary);

/// The value with so many decimals, or a dash.
std::string known_or_dash(double value, int decimals);

nlohmann::ordered_json to_json(const LikelihoodRecord& record);
/// Throws nlohmann::json::exception or std::runtime_error on what is no such record: a status that
/// is none, a negative count or error.
LikelihoodRecord record_from(const nlohmann::json& json);
nlohmann::ordered_json to_json(const LikelihoodSummary& summary);

}  // namespace odelia
