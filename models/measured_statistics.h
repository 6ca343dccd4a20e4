#pragma once
#include <filesystem>
#include <functional>

#include <nlohmann/json.hpp>

#include "models/score_model.h"
#include "solvers/model_statistics.h"

namespace odelia {

/// How the statistics of DPM-Solver-v3 are measured.
struct StatisticsPlan {
  std::vector<uint64_t> seeds;  ///< one probability-flow path each
  int64_t points = 33;          ///< half log-SNRs measured at, the Chebyshev points of the range
  int64_t batch = 64;           ///< paths in flight
};

/// Chebyshev series of l, s and b, and what they were measured on.
struct MeasuredStatistics {
  double first = 0, last = 0;  ///< half log-SNR covered: lambda(T) to lambda(t_min)
  Tensor coefficients;         ///< [3, points, D] float64
  int64_t paths = 0;
};

/// Follows the probability flow of every seed from T to t_min (dpmpp_3s, two steps from point to
/// point) and takes, element by element over the paths, with rho = sigma/alpha and y = x/alpha,
///     l = mean of v (sigma J^T v), v = +-1 and J = d eps/dx     one VJP a path
///     s = cov(f', f) / var f,   b = mean f' - s mean f,         f = rho eps - l y
/// where (rho eps)' is a central difference along the flow and the rest of f' follows from y' =
/// -rho eps.  var f has 1/1000 of the mean of f^2 over paths and elements added, so that elements
/// that hardly vary (the rim of an image) get s = 0.  The part of f' that is -l' y takes the slope
/// of the series of l: the noise of the probes grows in it with lambda, and above some lambda = 1.3
/// s is no better than to a fifth or so with hundreds of paths (-2.4 measured where a mixture has
/// -2.0), which costs accuracy at the first few steps there, never the order.  Three evaluations
/// and a VJP a point, and twelve between.  A model with a class for each seed is asked with it, and
/// its statistics are those of all classes together.  `progress` is told the fraction done.  Throws
/// std::runtime_error if a path does not reach t_min. Source: arXiv:2310.13268, sec. 3.1 and 4, on
/// paths of the flow as there.
MeasuredStatistics measure_statistics(std::shared_ptr<const Process> process,
                                      std::shared_ptr<ScoreModel> model, const StatisticsPlan& plan,
                                      const std::function<void(double)>& progress = {});

/// The file a checkpoint folder brings along: statistics.npz, float32; `provenance`: what they were
/// measured on, to stand in the file as models/data/provenance.h says.
void write_statistics(const std::filesystem::path& file, const MeasuredStatistics& measured,
                      const nlohmann::ordered_json& provenance = nlohmann::ordered_json::object());
/// The hash of the network that the file says it was measured on; "" if it does not say.  It stands
/// in the file's provenance or, of a file of before there was one, in the .json beside it, which
/// names the file by its hash.  Throws std::invalid_argument where that is of another file.
std::string statistics_model(const std::filesystem::path& file);
/// Throws std::invalid_argument naming the file and what is wrong with it, also where it is not for
/// samples of `elements` elements.
MeasuredStatistics read_statistics(const std::filesystem::path& file, int64_t elements);

}  // namespace odelia
