#include "tests/catch.h"

#include <cmath>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "experiments/see/projection_errors.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/npz.h"
#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/solve.h"
#include "solvers/noise.h"
#include "tests/program_folder.h"
#include "tests/seeds.h"

using namespace odelia;

namespace {

constexpr int64_t kDimension = 12;

/// Four points, far from one another, as [4, D].
Tensor far_points() { return 4 * starting_noise(seeds(4, 11), {kDimension}, at::kDouble); }

/// The mixture of these points, of a width: its denoiser is their mean, each by its likelihood.
std::shared_ptr<ScoreModel> of_points(const Tensor& points, double width) {
  Mixture mixture;
  for (int64_t i = 0; i < points.size(0); ++i) {
    const double* row = points.data_ptr<double>() + i * points.size(1);
    mixture.weights.push_back(1.0 / points.size(0));
    mixture.means.emplace_back(row, row + points.size(1));
    mixture.stds.push_back(width);
  }
  return mixture_model(mixture);
}

}  // namespace

TEST_CASE("the nearest data point is that of all pairs", "[projection]") {
  const Tensor points = starting_noise(seeds(150, 1), {kDimension}, at::kDouble),
               data = starting_noise(seeds(5000, 1000), {kDimension}, at::kDouble);
  const Nearest found = nearest_points(points, data);
  for (int64_t i = 0; i < 150; ++i) {
    const Tensor squared = (data - points[i]).square().sum(1);
    CHECK(found.index[i] == squared.argmin().item<int64_t>());
    CHECK(found.squared[i] == Approx(squared.min().item<double>()).epsilon(1e-12));
  }
  // Itself, at a distance without cancellation; of equal points the first.
  const Tensor twice = at::cat({data, data}) + 1e6;
  const Nearest own = nearest_points(twice.narrow(0, 4990, 5), twice);
  for (int64_t i = 0; i < 5; ++i) {
    CHECK(own.index[i] == 4990 + i);
    CHECK(own.squared[i] == 0);
  }
}

TEST_CASE("the denoiser of separate points projects at little noise and averages at much",
          "[projection]") {
  const Tensor points = far_points(), y = points.repeat({8, 1});
  const auto model = of_points(points, 1e-6);
  const auto levels = projection_errors(*model, y, seeds(32), points, {1e4, 0.1}, 3);
  // Near a point: its projection, to the mixture's width, and distance and guess are the noise.
  const Tensor noise = levels[1].shown.select(1, 0) - y.narrow(0, 0, 3);
  CHECK(noise.abs().max().item<double>() < 0.1 * 6);
  CHECK(levels[1].error.value < 1e-8);
  CHECK(levels[1].denoised_distance.value < 1e-8);
  CHECK(levels[1].clean.value < 1e-8);
  CHECK(levels[1].told.value == Approx(levels[1].distance.value).epsilon(1e-8));
  // E |n|/sqrt(D) = sqrt(2/D) gamma((D + 1)/2)/gamma(D/2), within four standard errors.
  const double expected =
      0.1 * std::sqrt(2.0 / kDimension) *
      std::exp(std::lgamma((kDimension + 1) / 2.0) - std::lgamma(kDimension / 2.0));
  CHECK(std::abs(levels[1].distance.value - expected) < 4 * levels[1].distance.se);
  CHECK(torch::equal(levels[1].shown.select(1, 2), y.narrow(0, 0, 3)));
  // Far away the mean of the points, which is none of them.
  const Tensor mean = points.mean(0, true);
  CHECK((levels[0].shown.select(1, 1) - mean).abs().max().item<double>() < 0.02);
  const Nearest of_mean = nearest_points(mean, points);
  CHECK(levels[0].denoised_distance.value ==
        Approx(std::sqrt(of_mean.squared[0] / kDimension)).epsilon(0.01));
  CHECK(levels[0].distance.value == Approx(levels[0].told.value).epsilon(1e-3));
}

TEST_CASE("descent is the path of ddim", "[projection]") {
  const Tensor points = far_points();
  const auto model = of_points(points, 0.3);
  const auto edm = make_process("edm(sigma_min=0.05, sigma_max=30)");
  const TimeGrid grid = make_time_grid("log_snr", *edm, 12);
  std::vector<double> levels;
  for (double t : grid) levels.push_back(edm->sigma(t) / edm->alpha(t));
  const auto path = descent(*model, seeds(20), points, levels);
  REQUIRE(path.size() == 13);
  for (size_t last : {size_t{4}, size_t{12}}) {
    const TimeGrid part(grid.begin(), grid.begin() + int64_t(last) + 1);
    const Tensor x = solve(plan_on_grid(make_method("ddim"), part), edm, model, seeds(20),
                           30 * starting_noise(seeds(20), {kDimension}, at::kDouble))
                         .x;
    Mean expected;
    for (double squared : nearest_points(x, points).squared)
      expected.add(std::sqrt(squared / kDimension));
    CHECK(path[last].distance.value == Approx(expected.estimate().value).epsilon(1e-10));
  }
  // Where the denoiser projects a step shrinks the distance by the ratio of the levels.
  const auto sharp = descent(*of_points(points, 1e-7), seeds(20), points, {0.2, 0.1, 0.02});
  for (size_t k : {0, 1})
    CHECK(sharp[k + 1].distance.value / sharp[k].distance.value ==
          Approx(sharp[k + 1].s / sharp[k].s).epsilon(1e-6));
}

TEST_CASE("the verb projection writes what it measured and refuses what cannot be",
          "[projection][cli]") {
  const ProgramFolder place("projection");
  place.put("m.json", R"({"weights": [0.5, 0.5], "means": [[-1, 0], [1, 0]], "stds": [0.1, 0.1]})");
  const Tensor y = at::tensor({-1.0, 0.0, 1.0, 0.0, 1.0, 0.1}, at::kDouble).reshape({3, 2});
  write_npz(place / "y.npz", {{"arr_0", y}});
  const std::string call =
      "projection --model mixture:m.json --data y.npz --lambda -4:3 --levels 8 ";
  place.runs(call + "--out A");
  const auto summary = read_json(place / "A/summary.json");
  CHECK(summary.at("n") == 3);
  CHECK(summary.at("onto_n") == 3);
  std::istringstream lines(read_text(place / "A/records.jsonl"));
  int64_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const auto record = nlohmann::json::parse(line);
    CHECK(record.at("sigma_over_alpha").get<double>() == Approx(std::exp(4 - double(count))));
    for (const char* field :
         {"distance", "told", "denoised_distance", "clean", "error", "path_distance", "path_told"})
      CHECK(record.at(field).get<double>() > 0);
  }
  CHECK(count == 8);
  // Points are no pictures.
  CHECK_THAT(place.runs(call + "--out A"),
             !ODELIA_CONTAINS("projection.png"));  // the same once more
  // Images are, and say of what.
  write_npz(place / "images.npz",
            {{"arr_0", 0.5 * starting_noise(seeds(2, 3), {1, 28, 28}, at::kDouble).clamp(-2, 2)}});
  CHECK_THAT(place.runs("projection --model fashion-mnist --data images.npz --levels 2 --out C"),
             ODELIA_CONTAINS("projection.png"));
  CHECK(std::filesystem::exists(place / "C/pictures.png"));
  CHECK_THAT(read_text(place / "C/projection.gp"),
             ODELIA_CONTAINS("set label 'The denoiser as a projection, in pictures'") &&
                 ODELIA_CONTAINS("set label 'network fashion-mnist; z: "));
  place.refuses(call + "--seed 1 --out A", "seed");
  place.refuses("projection --model mixture:m.json --data y.npz --levels 1 --out B",
                {"--levels", "from 2 to 1000"});
  place.refuses("projection --model mixture:m.json --data y.npz --lambda 3:1 --out B",
                {"projection --lambda", "LOW:HIGH"});
  write_npz(place / "three.npz", {{"arr_0", at::zeros({4, 3}, at::kDouble)}});
  place.refuses(call + "--onto three.npz --out B", {"[4, 3]", "[2]"});
  // Labels are of the data, and --onto needs none: what is refused here is the mixture's.
  write_npz(place / "classes.npz", {{"arr_0", y}, {"arr_1", at::tensor({0, 1, 1}, at::kLong)}});
  place.refuses(
      "projection --model mixture:m.json --data classes.npz --labels data --onto y.npz "
      "--out B",
      "knows no classes");
}
