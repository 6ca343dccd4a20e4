#include "tests/catch.h"

#include <cmath>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "experiments/see/path_power.h"
#include "models/data/files.h"
#include "models/mixture.h"
#include "models/networks/score/checkpoint.h"
#include "models/networks/score/unet/unet.h"
#include "models/processes/processes.h"
#include "models/watched_model.h"
#include "solvers/noise.h"
#include "solvers/time_grid.h"
#include "tests/program_folder.h"
#include "tests/seeds.h"

using namespace odelia;

namespace {

/// cos of so many cycles down and across, [1, size, size].
Tensor wave(int64_t size, int64_t down, int64_t across) {
  const Tensor i = at::arange(size, at::kDouble) * (2 * M_PI / static_cast<double>(size));
  return at::cos(static_cast<double>(down) * i.unsqueeze(1) +
                 static_cast<double>(across) * i.unsqueeze(0))
      .unsqueeze(0);
}

bool same(const std::vector<Estimate>& a, const std::vector<Estimate>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (a[i].value != b[i].value || a[i].se != b[i].se) return false;
  return true;
}

}  // namespace

TEST_CASE("a plane wave lies in its ring, with half its amplitude's square", "[spectrum]") {
  const RadialPower power(32, 32);
  const auto one = [&](int64_t down, int64_t across, int64_t ring, double square) {
    const auto p = power.of(wave(32, down, across));
    for (int64_t r = 0; r < power.rings(); ++r) {
      INFO("wave " << down << ", " << across << ", ring " << r);
      CHECK(p[static_cast<size_t>(r)] * static_cast<double>(power.count(r)) ==
            Approx(r == ring ? square : 0).margin(1e-14));
    }
  };
  one(3, 4, 5, 0.5);
  one(0, 7, 7, 0.5);
  one(-5, 2, 5, 0.5);  // sqrt 29 = 5.39
  one(16, 0, 16, 1);   // at half the sampling rate cos is +-1
  one(16, 16, 23, 1);  // the corner
  one(0, 0, 0, 1);
  CHECK(power.last_whole() == 16);
  // Ring 1: (0, +-1), (+-1, 0) and (+-1, +-1), whose sqrt 2 rounds to 1.
  CHECK(power.count(1) == 8);
}

TEST_CASE("the power of all rings is the mean square", "[spectrum]") {
  for (const auto& shape : std::vector<std::vector<int64_t>>{{1, 8, 8}, {3, 9, 12}, {2, 16, 5}}) {
    const Tensor image = 0.4 + starting_noise({5}, shape, at::kDouble)[0];
    const RadialPower power(shape[1], shape[2]);
    const auto p = power.of(image);
    double sum = 0, pixels = 0;
    for (int64_t r = 0; r < power.rings(); ++r) {
      sum += p[static_cast<size_t>(r)] * static_cast<double>(power.count(r));
      pixels += static_cast<double>(power.count(r));
    }
    CHECK(pixels == static_cast<double>(shape[1] * shape[2]));
    CHECK(sum == Approx(image.square().mean().item<double>()).epsilon(1e-13));
  }
}

TEST_CASE("white noise has a flat spectrum", "[spectrum]") {
  constexpr double std = 0.7;
  constexpr int64_t n = 400;
  const auto p = mean_power(std * starting_noise(seeds(n, 0), {1, 16, 16}, at::kDouble));
  const RadialPower power(16, 16);
  const double flat = std * std / 256;
  for (size_t r = 0; r < p.size(); ++r) {
    INFO("ring " << r << ": " << p[r].value << " +- " << p[r].se << ", " << flat);
    CHECK(std::abs(p[r].value - flat) < 4.5 * p[r].se);
    // |X|^2 is exponential, its standard deviation its mean; coefficients come in conjugate pairs.
    const double pairs = static_cast<double>(power.count(static_cast<int64_t>(r))) / 2;
    CHECK(p[r].se == Approx(flat / std::sqrt(pairs * n)).epsilon(0.25));
  }
}

TEST_CASE("a Gaussian's spectra along its path are their closed forms, and so is recovery",
          "[spectrum]") {
  constexpr double v = 0.09;
  constexpr int64_t n = 100, size = 8;
  const Tensor mean = 0.8 * wave(size, 2, 0);
  const std::vector<double> flat(mean.data_ptr<double>(), mean.data_ptr<double>() + size * size);
  const auto model = mixture_model({{1}, {flat}, {std::sqrt(v)}});
  const std::shared_ptr<const Process> process = make_process("edm(sigma_min=0.01)");
  const SolvePlan plan =
      plan_on_grid(make_method("dpmpp_3m"), make_time_grid("log_snr", *process, 60));
  const std::vector<int64_t> shape{1, size, size};
  const auto path = path_power(plan, process, model, seeds(n, 1), shape, at::kDouble, 64);
  REQUIRE(path.levels.size() >= 60);
  const auto in_mean = RadialPower(size, size).of(mean);
  const auto pixels = static_cast<double>(size * size);
  // Paths are not quite the Gaussian's: they begin without its mean, 0.8 beside 80, and by steps.
  constexpr double bias = 0.03;
  for (size_t k = 0; k < path.levels.size(); k += 10)
    for (size_t r = 0; r < in_mean.size(); ++r) {
      const PathLevel& l = path.levels[k];
      const double s2 = l.s * l.s, noisy = in_mean[r] + (v + s2) / pixels,
                   denoised = in_mean[r] + v * v / (v + s2) / pixels;
      INFO("sigma/alpha " << l.s << ", ring " << r);
      CHECK(std::abs(l.noisy[r].value - noisy) < 4.5 * l.noisy[r].se + bias * noisy);
      CHECK(std::abs(l.denoised[r].value - denoised) < 4.5 * l.denoised[r].se + bias * denoised);
    }
  const auto recovered = recoveries(path.levels, 1.25);
  // Ring 2 is all but the mean's, which is known from the first evaluation on: 0.04 of 0.027.
  CHECK(recovered[2].s == path.levels.front().s);
  CHECK(std::isnan(recovered[2].before));
  // The others: v / (v + s^2) >= 0.8, which is s <= sqrt(v) / 2, but for the last level's s^2.
  for (const size_t r : {0, 1, 3, 4}) {
    INFO("ring " << r << ": " << recovered[r].s << ", not at " << recovered[r].before);
    CHECK(recovered[r].s < 1.03 * std::sqrt(v) / 2);
    CHECK(recovered[r].before > 0.97 * std::sqrt(v) / 2);
  }
}

TEST_CASE("recovery is the last entrance into the band, whatever the order of evaluation",
          "[spectrum]") {
  const auto level = [](double s, double low, double high) {
    return PathLevel{s, {}, {{low, 0}, {high, 0}}};
  };
  // Ring 0 is within once, leaves again, and comes back at s = 2; ring 1 at the end alone.
  const std::vector<PathLevel> levels{level(10, 1.0, 0.1), level(5, 0.3, 0.1), level(1, 0.9, 0.5),
                                      level(2, 1.2, 0.3), level(0.1, 1.0, 1.0)};
  const auto r = recoveries(levels, 1.25);
  CHECK(r[0].s == 2);
  CHECK(r[0].before == 5);
  CHECK(r[1].s == 0.1);
  CHECK(r[1].before == 1);
  // A second evaluation at s = 2 that is out: not back there yet.
  auto twice = levels;
  twice.push_back(level(2, 0.7, 0.3));
  CHECK(recoveries(twice, 1.25)[0].s == 1);
  CHECK(recoveries(twice, 1.25)[0].before == 2);
  CHECK_THROWS_AS(recoveries(levels, 1), std::invalid_argument);
}

TEST_CASE("spectra depend on no batch, and watching changes no sample", "[spectrum]") {
  const auto model = mixture_model(
      {{1, 2}, {std::vector<double>(16, 0.3), std::vector<double>(16, -0.4)}, {0.3, 0.5}});
  const std::shared_ptr<const Process> process = make_process("vp_linear");
  const auto own = seeds(7, 40);
  for (const char* solver : {"euler_maruyama", "heun", "dpmpp_2m", "ddim(eta=1)"}) {
    INFO(solver);
    const SolvePlan plan =
        plan_on_grid(make_method(solver), make_time_grid("log_snr", *process, 6));
    const auto all = path_power(plan, process, model, own, {1, 4, 4}, at::kFloat, 7),
               some = path_power(plan, process, model, own, {1, 4, 4}, at::kFloat, 2);
    REQUIRE(all.levels.size() == some.levels.size());
    for (size_t k = 0; k < all.levels.size(); ++k) {
      CHECK(all.levels[k].s == some.levels[k].s);
      CHECK(same(all.levels[k].noisy, some.levels[k].noisy));
      CHECK(same(all.levels[k].denoised, some.levels[k].denoised));
    }
    CHECK(same(all.samples, some.samples));
    int64_t asked = 0;
    const auto watched = watched_model(
        model, {[&] { ++asked; }, [&](const Evaluation& e) { CHECK(e.value.defined()); }});
    const Solution plain = solve(plan, process, model, own, at::TensorOptions(at::kFloat)),
                   seen = solve(plan, process, watched, own, at::TensorOptions(at::kFloat));
    CHECK(at::equal(plain.x, seen.x));
    CHECK(plain.mean_nfe() == seen.mean_nfe());
    CHECK(asked == static_cast<int64_t>(all.levels.size()));
  }
}

TEST_CASE("odelia spectrum: the same bytes again, another question refused", "[spectrum][cli]") {
  const ProgramFolder place("spectrum");
  const std::vector<double> mean(16, 0.2);
  place.put("m.json", nlohmann::json{{"weights", {1}}, {"means", {mean}}, {"stds", {0.4}}}.dump());
  const std::string call =
      "spectrum --model mixture:m.json --shape 1x4x4 --solver ddim --steps 5 --seeds 0-8 --out A ";
  const auto printed = nlohmann::json::parse(place.runs(call + "--json"));
  CHECK(printed.at("evaluations") == 5);
  CHECK(printed.at("n") == 9);
  CHECK(printed.at("recovered").size() == printed.at("coefficients").size());
  const std::string records = read_text(place / "A/records.jsonl");
  CHECK(std::count(records.begin(), records.end(), '\n') == 5);
  CHECK_THAT(place.runs(call + "--batch 2"), ODELIA_CONTAINS("lower comes back first"));
  CHECK(read_text(place / "A/records.jsonl") == records);

  place.refuses(call + "--within 1.5", {"spectrum", "within is 1.5, was 1.25", "--out"});
  place.refuses("spectrum --model mixture:m.json --shape 1x4x4 --solver cvode_adams --out B",
                {"cvode_adams", "chooses its own steps", "dpmpp_2m"});
  place.refuses("spectrum --model mixture:m.json --shape 1x4x4 --solver heun --nfe 1 --out B",
                {"spectrum --nfe 1: one step of heun takes 2 evaluations"});
}

TEST_CASE("odelia spectrum says where a student is asked otherwise than it was taught",
          "[spectrum][cli]") {
  const ProgramFolder place("spectrum-student");
  const auto process = make_process("vp_linear");
  Student student{"progressive", "teacher", "hash", "vp_linear", "uniform"};
  for (const double t : make_time_grid("uniform", *process, 2))
    student.lambdas.push_back(process->lambda(t));
  ScoreCheckpoint c;
  c.network = unet({.size = 8, .base = 8, .group_size = 4, .embedding = 16});
  c.target = Target::velocity, c.lambda_range = {-7, 7}, c.dataset = "synthetic";
  c.student = std::make_shared<const Student>(student);
  c.parameters = c.network->make(1);
  save_checkpoint(place.path() / "net", c, at::kFloat);
  const std::string call = "spectrum --model net --grid uniform --seeds 0-1 ";
  const auto taught = place(call + "--steps 2 --out A"), beside = place(call + "--steps 3 --out B");
  INFO(taught.err << beside.err);
  CHECK((taught.status == 0 && beside.status == 0));
  CHECK_THAT(taught.err, !ODELIA_CONTAINS("progressive student"));
  CHECK_THAT(beside.err, ODELIA_CONTAINS("made for 2 steps of ddim"));
  const auto summary = [&](const char* folder) {
    return nlohmann::json::parse(read_text(place / (std::string(folder) + "/summary.json")));
  };
  CHECK_FALSE(summary("A").contains("beside_its_steps"));
  CHECK(summary("B").contains("beside_its_steps"));
}
