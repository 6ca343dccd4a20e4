#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "models/score_model.h"
#include "solvers/registry.h"

namespace odelia {

/// What a network's raw output F is, for z = x0 + s n in data units of its own, s = sigma/alpha, and
/// an input k z:
///   data         x0
///   noise        n
///   minus_noise  -n
///   velocity     (n - s x0) / sqrt(1 + s^2)                        (arXiv:2202.00512)
///   flow         n - x0                                            (arXiv:2209.03003)
///   minus_flow   x0 - n                                            (arXiv:2302.00482)
///   score        -n / (k s)
///   edm          (x0 - c_skip z) / c_out with sigma_data           (arXiv:2206.00364, Table 1)
enum class Output { data, noise, minus_noise, velocity, flow, minus_flow, score, edm };
const char* to_string(Output);

/// A place on the path from data to noise, x = alpha x0 + sigma n, but for a common factor.
struct Level {
  double alpha = 1, sigma = 1;
  double s() const { return sigma / alpha; }  ///< infinite where alpha = 0
};

/// How a network that was trained elsewhere is asked and read.
///
/// Its data are z0 = data_scale x0 + data_offset; with z0 in the place of x0 its input is
/// k(s) (z0 + s n), s the noise in its own units, and its time is a function of s.  The functions
/// take alpha and sigma in the place of s, so as to be finite at alpha = 0 where the network is.
struct Convention {
  std::string name;      ///< the preset's spec, canonical
  std::string identity;  ///< with every default and the contents of files: what results depend on

  std::function<double(const Level&)>
      scale;  ///< k(s)/alpha: the input is scale (alpha z0 + sigma n)
  std::function<double(const Level&)> time;  ///< what it is told
  Output output = Output::data;
  double sigma_data = 0.5;  ///< of Output::edm alone

  bool time_first = false;    ///< its arguments are (time, x) and not (x, time)
  bool integer_time = false;  ///< it is told the time as int64
  /// Channels of the output that are kept, the first ones: 0 all, which must then be as many as the
  /// input's; kHalf the first half of twice as many, as where a variance is learned.
  int64_t channels = 0;
  static constexpr int64_t kHalf = -1;
  double data_scale = 1, data_offset = 0;
  int64_t null_label = -1;  ///< the label that stands for no class; -1: there is none
  /// It is told labels as float32 rows of so many numbers, a 1 at the label and zeros elsewhere;
  /// 0: as int64 numbers.
  int64_t classes = 0;

  /// The noise levels s, in its own units, that it knows; rising with the index that is its time.
  /// Empty where it takes any.
  std::vector<double> table = {};
  double s_min = 0;  ///< it cannot answer below; above s_max it is asked as there
  double s_max = std::numeric_limits<double>::infinity();
  bool at_pure_noise = false;  ///< it may be asked at alpha = 0

  /// What is asked at one alpha and sigma, and how the answer is read:
  ///   input  = on_x x + constant
  ///   native = from_x x + from_output F + from_constant
  struct Question {
    double on_x, constant, time;
    double from_x, from_output, from_constant;
  };
  /// Throws std::domain_error where the network cannot know the answer (see s_min and
  /// at_pure_noise).
  Question ask(double alpha, double sigma) const;
  /// What `ask` reads: the prediction that the output says almost directly.
  Prediction native() const;
  /// The largest log(alpha/sigma) it can be asked at.
  double lambda_max() const;
  /// The levels sigma/alpha of x that it knows; empty where it takes any, or is told times in
  /// between.  A time grid whose points have these levels asks for nothing else (snap_grid).
  std::vector<double> levels() const;
};

/// A convention as it is registered.
struct ConventionEntry {
  std::string name;
  std::string summary;              ///< whose networks these are
  std::string input, time, output;  ///< k, time and F as formulas in s
  std::string source;
  std::vector<OptionDoc> options = {};  ///< besides convention_options()
  std::function<Convention(const Spec&)> make;
};
void register_convention(ConventionEntry entry);

/// All conventions by name.
const std::map<std::string, ConventionEntry>& convention_entries();

/// One of them.  Throws std::invalid_argument, in the name of `who`, listing the known.
const ConventionEntry& convention_entry(const std::string& name, const std::string& who);

/// channels, data_scale, data_offset, null_label, classes, s_min, s_max: options of every convention.
const std::vector<OptionDoc>& convention_options();

/// Registers a convention at start-up: a namespace-scope constant in a file of its own.
struct RegisterConvention {
  explicit RegisterConvention(ConventionEntry entry) { register_convention(std::move(entry)); }
};

/// A convention by the name of its preset, with options: edm, edm(channels=3),
/// iddpm(steps=4000, schedule=cosine), diffusers(file=scheduler_config.json), sit(order=tx).
/// Throws std::invalid_argument, listing the known names or options.
Convention make_convention(const std::string& spec);

}  // namespace odelia
