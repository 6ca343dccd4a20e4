#pragma once
#include "models/solve_path.h"

namespace odelia {

/// The most samples whose way is shown, and the most points of the grid on a contact sheet.
inline constexpr int64_t kShownSamples = 6, kShownPoints = 11;

/// Throws std::invalid_argument where the way of samples cannot be shown: they are no images of one
/// channel or three, the plan has no steps that all samples share, or `shown` samples' way would
/// fill the memory.
void check_trajectory(const SolvePlan& plan, const std::vector<int64_t>& sample_shape,
                      int64_t shown);

/// A state as bytes: x_t / sqrt(alpha^2 + sigma^2) in [-1, 1], so that no process leaves the range;
/// what is not finite is grey.
Tensor state_picture(const Tensor& x, double alpha, double sigma);

/// The points of a grid that a contact sheet shows: all, or so many, evenly, ends included.
std::vector<size_t> shown_points(size_t points, size_t most = kShownPoints);

/// Where the images of a contact sheet begin.
inline constexpr int64_t kSheetTop = 28, kSheetLeft = 148;

/// Two rows for every sample, its states above and the denoised estimates below, a column for each
/// of these points of the grid, sigma/alpha over it.  Images have white lines between them.
/// uint8 [C, H, W].
Tensor contact_sheet(const SolvePath& path, const Process& process,
                     const std::vector<uint64_t>& seeds, const std::vector<size_t>& points,
                     int64_t scale);

/// Writes below folder/trajectory: sheet.png, animation.png (states at the left, estimates at the
/// right) and, at last, trajectory.json.
void write_trajectory(const std::string& folder, const SolvePath& path, const Process& process,
                      const std::vector<uint64_t>& seeds);

/// True if they have been written.
bool holds_trajectory(const std::string& folder);

}  // namespace odelia
