#include "experiments/sample/trajectory.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/nan_to_num.h>
#include <ATen/ops/stack.h>
#include <nlohmann/json.hpp>

#include "experiments/command/run_folder.h"
#include "experiments/sample/letters.h"
#include "models/data/apng.h"
#include "models/data/files.h"
#include "models/data/images/images.h"
#include "models/data/png.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

constexpr int64_t kGap = 10;  // white pixels between the samples of a sheet, and left and right
constexpr int64_t kDot = 2;   // pixels of a letter's dot
constexpr size_t kMostFrames = 120;

fs::path folder_of(const std::string& folder) { return fs::path(folder) / "trajectory"; }

Tensor estimate_picture(const Tensor& data) { return state_picture(data, 1, 0); }

Tensor state_at(const SolvePath& path, const Process& process, size_t point) {
  const double t = path.times[point];
  return state_picture(path.states[point], process.alpha(t), process.sigma(t));
}

Tensor estimate_at(const SolvePath& path, const Process& process, size_t point) {
  return estimate_picture(path.nearest(process, point).data);
}

/// The pixels that a text of the sheet takes across.
int64_t words(const std::string& text) {
  return static_cast<int64_t>(text.size()) * kLetterWidth * kDot;
}

/// An image becomes about so many pixels wide.
int64_t scale_to(int64_t pixels, int64_t width) {
  return std::max<int64_t>(1, (2 * pixels + width) / (2 * width));
}

/// States at the left, estimates at the right; the last frame stays.
std::string animation(const SolvePath& path, const Process& process) {
  const auto points = shown_points(path.times.size(), kMostFrames);
  const int64_t samples = path.states[0].size(0), width = path.states[0].size(3),
                columns = std::min<int64_t>(samples, 3), scale = scale_to(112, width);
  std::vector<Tensor> frames;
  std::vector<int> durations;
  const auto each =
      static_cast<int>(std::clamp<size_t>(4000 / points.size(), 50, 500));  // milliseconds
  for (const size_t point : points) {
    const Tensor left = image_grid(state_at(path, process, point), columns, scale),
                 right = image_grid(estimate_at(path, process, point), columns, scale),
                 gap = at::full({left.size(0), left.size(1), kGap}, 255, at::kByte);
    frames.push_back(at::cat({left, gap, right}, 2));
    durations.push_back(each);
  }
  durations.back() = 2000;
  return encode_apng(frames, durations);
}

}  // namespace

void check_trajectory(const SolvePlan& plan, const std::vector<int64_t>& shape, int64_t shown) {
  if (!is_image(shape))
    throw std::invalid_argument(fmt::format(
        "sample --trajectory: shows images of one channel or three, and these samples are [{}]; "
        "leave it out",
        fmt::join(shape, ", ")));
  if (plan.control != StepControl::grid)
    throw std::invalid_argument(fmt::format(
        "sample --trajectory: {} chooses its own steps here, and no two samples need have the "
        "same; give --steps or --nfe and a solver that goes by a grid, such as heun",
        plan.method.spec));
  constexpr double most = 4;  // GB
  const auto steps = static_cast<double>(plan.times.size() - 1);
  const double kept = steps * (1 + plan.method.traits.nfe_per_step) * static_cast<double>(shown) *
                      static_cast<double>(shape[0] * shape[1] * shape[2]) * sizeof(double) / 1e9;
  if (kept > most)
    throw std::invalid_argument(fmt::format(
        "sample --trajectory: would keep {:.3g} GB of states and estimates, at most {:.0f} are "
        "allowed; take fewer --steps or --seeds",
        kept, most));
}

Tensor state_picture(const Tensor& x, double alpha, double sigma) {
  const Tensor scaled = x.to(at::kDouble) / std::sqrt(alpha * alpha + sigma * sigma);
  return to_uint8(at::nan_to_num(scaled, 0, 0, 0));
}

std::vector<size_t> shown_points(size_t points, size_t most) {
  std::vector<size_t> out;
  const size_t count = std::min(points, most);
  for (size_t k = 0; k < count; ++k)
    out.push_back(count == 1 ? 0 : (2 * k * (points - 1) + count - 1) / (2 * (count - 1)));
  return out;
}

Tensor contact_sheet(const SolvePath& path, const Process& process,
                     const std::vector<uint64_t>& seeds, const std::vector<size_t>& points,
                     int64_t scale) {
  const auto columns = static_cast<int64_t>(points.size());
  const int64_t samples = path.states.at(0).size(0), channels = path.states[0].size(1),
                high = scale * path.states[0].size(2) + 1,
                wide = scale * path.states[0].size(3) + 1;
  std::vector<Tensor> states, estimates;
  for (const size_t point : points) {
    states.push_back(state_at(path, process, point));
    estimates.push_back(estimate_at(path, process, point));
  }
  const Tensor above = at::stack(states, 1), below = at::stack(estimates, 1);  // [S, K, C, H, W]
  const int64_t period = 2 * high + 1 + kGap;
  Tensor sheet =
      at::full({channels, kSheetTop + samples * period, kSheetLeft + columns * wide + 1 + kGap},
               255, at::kByte);
  for (int64_t i = 0; i < samples; ++i) {
    const int64_t top = kSheetTop + i * period;
    sheet.narrow(1, top, 2 * high + 1)
        .narrow(2, kSheetLeft, columns * wide + 1)
        .copy_(image_grid(at::cat({above[i], below[i]}), columns, scale));
    const auto beside = [&](const std::string& text, int64_t row) {
      write_letters(sheet, text, row, kSheetLeft - kGap - words(text), kDot);
    };
    const int64_t half = kLetterHeight * kDot / 2;
    beside(fmt::format("seed {}", seeds.at(static_cast<size_t>(i))), top + high / 2 - 5 * half / 2);
    beside("x_t", top + high / 2 + half / 2);
    beside("D(x_t)", top + high + high / 2 - half);
  }
  const int64_t head = kSheetTop - kLetterHeight * kDot - 4;
  write_letters(sheet, "sigma/alpha", head, kSheetLeft - kGap - words("sigma/alpha"), kDot);
  for (int64_t k = 0; k < columns; ++k) {
    const double t = path.times[points[static_cast<size_t>(k)]];
    const std::string level = level_letters(process.sigma(t) / process.alpha(t));
    write_letters(sheet, level, head, kSheetLeft + k * wide + (wide - words(level)) / 2, kDot);
  }
  return sheet;
}

void write_trajectory(const std::string& folder, const SolvePath& path, const Process& process,
                      const std::vector<uint64_t>& seeds) {
  const fs::path at = folder_of(folder);
  make_folder("sample", at.string());
  const auto points = shown_points(path.times.size());
  const int64_t width = path.states[0].size(3), scale = scale_to(88, width);
  write_png((at / "sheet.png").string(), contact_sheet(path, process, seeds, points, scale));
  write_text((at / "animation.png").string(), animation(path, process));
  json columns = json::array(), asked = json::array();
  for (const size_t point : points)
    columns.push_back({{"step", point},
                       {"t", path.times[point]},
                       {"estimate_t", path.nearest(process, point).t}});
  for (const auto& estimate : path.estimates) asked.push_back(estimate.t);
  const json facts = {{"seeds", seeds},
                      {"columns", columns},
                      {"evaluated_at", asked},
                      {"states", "x_t / sqrt(alpha^2 + sigma^2) in [-1, 1]"},
                      {"estimates", "x_0 as the model answered the solver, in [-1, 1]"},
                      {"rounding", kRoundingRule}};
  write_text((at / "trajectory.json").string(), facts.dump(2) + "\n");
}

bool holds_trajectory(const std::string& folder) {
  return fs::exists(folder_of(folder) / "trajectory.json");
}

}  // namespace odelia
