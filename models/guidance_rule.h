#pragma once
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace odelia {

/// The label of no class.
inline constexpr int64_t kNoClass = -1;

/// Guidance of a model by a worse one, or by itself without a class:
///     n = n_g + w (n_c - n_g)
/// w is diffusers', DiT's and EDM2's; that of arXiv:2207.12598, eq. 6, is w - 1.  By a smaller or
/// less trained network it is autoguidance, arXiv:2406.02507, eq. 3.
struct Guidance {
  double w = 1;
  /// The levels sigma/alpha where it acts; elsewhere w = 1.  Source: arXiv:2404.07724, eq. 5.
  double from = 0, to = std::numeric_limits<double>::infinity();
  /// phi: so much of each sample is brought back to the spread of the unguided prediction, over the
  /// channels that are guided.
  /// Source: arXiv:2305.08891, eqs. 15 and 16.
  double rescale = 0;
  /// The first so many channels alone are guided, as DiT's code guides 3 of 4; 0: all.
  int64_t channels = 0;
  bool acts() const { return w != 1; }
  bool bounded() const;  ///< it acts between two levels alone
  /// The half log-SNRs where it begins and ends to act.
  std::vector<double> breaks() const;
  /// Passes through the network of an evaluation at this half log-SNR.
  int64_t passes(double lambda) const;
};

/// Throws std::invalid_argument on what can mean nothing.
void check(const Guidance& guidance);
/// Throws std::invalid_argument as guidance.
[[noreturn]] void refuse_guidance(const std::string& what);

/// The classes of samples.
struct Labels {
  /// The sample of seed s has class `of[s % of.size()]`.
  std::vector<int64_t> of = {};
  /// Instead: by seed.
  std::map<uint64_t, int64_t> each = {};
  bool none() const { return of.empty() && each.empty(); }
  /// Every class that there is.
  std::vector<int64_t> all() const;
  /// Throws std::invalid_argument on a seed that `each` leaves out.
  std::vector<int64_t> of_seeds(const std::vector<uint64_t>& seeds) const;
  /// As one line, for a run's identity: "0,1,2", or by seed "4:0,5:1".
  std::string text() const;
};

}  // namespace odelia
