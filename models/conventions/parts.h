#pragma once
#include "models/conventions/convention.h"

namespace odelia {

/// A whole number among a convention's options.  Throws std::invalid_argument out of [least, most].
int64_t whole_option(const Spec& spec, const std::string& key, int64_t fallback, int64_t least,
                     int64_t most);

/// One of these words.  Throws std::invalid_argument, listing them.
std::string word_option(const Spec& spec, const std::string& key, const std::string& fallback,
                        const std::vector<std::string>& known);

/// Throws std::invalid_argument: "convention 'edm': s_min must be ..., got ...".
[[noreturn]] void refuse_option(const Spec& spec, const std::string& key, const std::string& rule,
                                double got);

/// k = 1/sqrt(1 + s^2): inputs of unit variance where the data have it.
double unit_variance(const Level& at);
/// k = 1: data and noise on top.
double on_top(const Level& at);
/// k = 1/(1 + s): the straight path between data and noise.
double straight(const Level& at);

/// The t of vp_linear, beta = 0.1 ... 20, that has this s.  Source: arXiv:2011.13456, eq. 33.
double vp_linear_time(const Level& at);
/// The s of vp_linear at t.
double vp_linear_level(double t);

/// Noise predictions that know the continuous time of vp_linear, told 999 t, t in [1e-5, 1].
Convention continuous_vp();

/// beta_i, n of them, evenly from first to last.
std::vector<double> linear_betas(int64_t n, double first, double last);
/// beta_i whose square roots are evenly spaced, as Stable Diffusion's.
std::vector<double> scaled_linear_betas(int64_t n, double first, double last);
/// From alpha_bar = cos^2((t + 0.008)/1.008 pi/2), at most 0.999.  Source: arXiv:2102.09672, eq. 17.
std::vector<double> cosine_betas(int64_t n);
/// s_i = sqrt((1 - alpha_bar_i)/alpha_bar_i), alpha_bar_i = prod_{j <= i} (1 - beta_j).  Throws
/// std::invalid_argument, in the name of `who`, unless there are two or more in (0, 1).
std::vector<double> levels_of_betas(const std::vector<double>& betas, const std::string& who);

/// The levels whose alpha is moved and stretched so that the last is 0, an infinite level, and the
/// first stays.  Source: arXiv:2305.08891, algorithm 1.
std::vector<double> with_zero_terminal_snr(const std::vector<double>& levels);

/// How a network that knows the levels of a table is told a level in between.
///   snapped       the index of the nearest level in log s, as int64: networks that embed integers.
///                 A grid's points move to levels of the table (snap_grid); what a solver asks for
///                 between them is asked at its own s with the nearest index.
///   interpolated  the index between its neighbours, linearly in log s: k-diffusion's way
/// The last level may be infinite; on the way there alpha takes the place of log s.
/// scale: of the index, 1000/n where time is rescaled; then it is no integer.
void know_table(Convention& convention, std::vector<double> levels, bool snapped, double scale = 1);

/// The option `times` of conventions with a table.
OptionDoc times_option();
bool snapped_option(const Spec& spec);

}  // namespace odelia
