#pragma once
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "models/solve.h"

namespace odelia {

/// Where samples start, if not at the noise of their own seeds.
struct Beginnings {
  std::string between = {};  ///< two seeds: on the great circle between their noises
  int64_t frames = 9;
  std::string start = {};  ///< images: with noise added up to start_time.  Source: arXiv:2108.01073
  double start_time = 0;
  bool frames_given = false, start_time_given = false;
};

/// Throws std::invalid_argument on what contradicts itself, --noise or --seeds.
void check(const Beginnings& b, bool noise_given, bool seeds_given);

/// The time grid that begins at start_time, if there is one.  Throws std::invalid_argument where
/// the grid's own text says where it begins.
std::string grid_from(const Beginnings& b, const std::string& grid);

/// Throws std::invalid_argument where that grid begins at another time, as one of a table does.
void check_start_time(const Beginnings& b, const std::string& grid, double start,
                      const Process& process);

/// Noises [frames, ...] between those of two seeds; `seeds` becomes 0, 1, ...  Throws
/// std::invalid_argument where the samples would differ by more than their noise.
Tensor noise_between(const Beginnings& b, const SolvePlan& plan, const ScoreModel& model,
                     const Labels& labels, at::ScalarType dtype, std::vector<uint64_t>& seeds);

/// x(t) = alpha(t) x0 + sigma(t) n of the images and noise of the seeds, another than the one they
/// start from elsewhere, on which images of the same seeds depend; `seeds` becomes 0, 1, ... if
/// none were given.  Throws std::invalid_argument where images, seeds and model do not fit.
Tensor noised_images(const Beginnings& b, const Process& process, double t, const ScoreModel& model,
                     at::ScalarType dtype, bool seeds_given, std::vector<uint64_t>& seeds);

/// What a run's identity holds of it; null where there is nothing.
nlohmann::ordered_json to_json(const Beginnings& b);

}  // namespace odelia
