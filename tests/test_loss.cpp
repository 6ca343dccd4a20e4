#include "tests/catch.h"

#include <cmath>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "experiments/see/denoising.h"
#include "models/data/files.h"
#include "models/data/npz.h"
#include "models/mixture.h"
#include "models/networks/open_model.h"
#include "solvers/noise.h"
#include "tests/program_folder.h"
#include "tests/seeds.h"

using namespace odelia;

namespace {

/// The mean over a bin of f(s), s = exp(-lambda).
double over_bin(const NoiseLevels& levels, int64_t bin, const std::function<double(double)>& f) {
  constexpr int points = 200;
  double sum = 0;
  for (int k = 0; k < points; ++k)
    sum += f(std::exp(-levels.edge(bin) - levels.width() * (k + 0.5) / points)) / points;
  return sum;
}

}  // namespace

TEST_CASE("a Gaussian's denoising error is its closed form in every parametrisation", "[loss]") {
  constexpr double v = 0.36, sigma_data = 0.5;
  constexpr int64_t n = 1000, d = 6;
  const auto model = mixture_model({{1}, {std::vector<double>(d, 0.3)}, {std::sqrt(v)}});
  const Tensor y = 0.3 + std::sqrt(v) * starting_noise(seeds(n, 7), {d}, at::kDouble);
  const NoiseLevels levels{-5, 5, 10, 2};
  const auto errors = denoising_errors(*model, y, seeds(n, 90000), levels, 300);
  // E |x0 - x0_hat|^2 / D = v s^2 / (v + s^2), and that over b^2 of each target.
  const auto gain = [&](double s) { return v * s * s / (v + s * s); };
  const std::pair<Target, std::function<double(double)>> exact[] = {
      {Target::data, gain},
      {Target::noise, [&](double s) { return v / (v + s * s); }},
      {Target::velocity, [&](double s) { return v * (1 + s * s) / (v + s * s); }},
      {Target::edm, [&](double s) {
         return v * (s * s + sigma_data * sigma_data) / (sigma_data * sigma_data * (v + s * s));
       }}};
  for (const auto& [target, of] : exact)
    for (int64_t bin = 0; bin < levels.bins; ++bin) {
      const Estimate e = error_of(errors, bin, target, sigma_data);
      INFO(to_string(target) << ", bin " << bin << ": " << e.value << " +- " << e.se);
      CHECK(std::abs(e.value - over_bin(levels, bin, of)) < 4.5 * e.se);
      // 2 / (N D draws) of a squared normal's relative variance, and the spread of s in a bin.
      CHECK(e.se < 0.05 * e.value);
    }
  // At sigma_data^2 = v the target F has unit variance, and nothing of it can be known from y.
  for (int64_t bin = 0; bin < levels.bins; ++bin) {
    const Estimate e = error_of(errors, bin, Target::edm, std::sqrt(v));
    CHECK(std::abs(e.value - 1) < 4.5 * e.se);
  }
}

TEST_CASE("the weightings are those of the training loss", "[loss]") {
  for (const double s : {0.02, 0.4, 3.0, 40.0})
    for (const Target t : {Target::noise, Target::data, Target::velocity, Target::edm}) {
      // A weight of |F - target|^2 is one of |x0 - x0_hat|^2 by 1/b^2, whatever is predicted.
      const auto of = [&](Weighting w) {
        return loss_weight(w, t, s, 0.5, 5) * error_factor(t, s, 0.5);
      };
      CHECK(of(Weighting::snr) == Approx(1 / (s * s)).epsilon(1e-12));
      CHECK(of(Weighting::min_snr) == Approx(std::min(1 / (s * s), 5.0)).epsilon(1e-12));
      CHECK(of(Weighting::edm) == Approx((s * s + 0.25) / (s * s * 0.25)).epsilon(1e-12));
      CHECK(of(Weighting::uniform) == Approx(error_factor(t, s, 0.5)).epsilon(1e-12));
    }
}

TEST_CASE("the error of a share is that of the ratio, and none where shares are sure", "[loss]") {
  const auto shares = [](const Tensor& data) {
    const int64_t bins = data.size(1);
    const DenoisingErrors errors{{0, double(bins), bins, 1}, at::zeros_like(data), data};
    return weighted_shares(errors, [](double) { return 1.0; });
  };
  const Tensor one = at::tensor({1.0, 2.0, 5.0}, at::kDouble).reshape({3, 1, 1});
  const auto whole = shares(one);
  REQUIRE(whole.size() == 1);
  CHECK(whole[0].value == Approx(1));
  CHECK(whole[0].se == Approx(0).margin(1e-14));
  // Every sample has a third of its loss in the first bin, whatever the loss is.
  for (const Estimate& e : shares(at::cat({one, 2 * one}, 1)))
    CHECK(e.se == Approx(0).margin(1e-14));
  const auto two =
      shares(at::tensor({1.0, 1.0, 4.0, 1.0, 1.0, 0.0}, at::kDouble).reshape({3, 2, 1}));
  CHECK(two[0].value + two[1].value == Approx(1));
  CHECK(two[0].value == Approx(0.75));
  // Residuals 1 - 1.5, 4 - 3.75, 1 - 0.75 have the variance 0.1875; over 3, and the mean sum 8/3.
  CHECK(two[0].se == Approx(std::sqrt(0.1875 / 3) / (8.0 / 3)));
  CHECK(two[1].se == Approx(two[0].se));
}

TEST_CASE("the bound of a mixture's exact score is its entropy", "[loss]") {
  constexpr int64_t n = 2000, d = 2;
  const Mixture mixture{{0.4, 0.6}, {{-0.6, 0.5}, {0.7, -0.2}}, {0.3, 0.5}};
  const auto model = mixture_model(mixture);
  const Tensor noise = starting_noise(seeds(n, 3), {d}, at::kDouble);
  // Two of five samples in a row are the first component's.
  const auto of_component = [&](size_t k) {
    return at::tensor(mixture.means[k], at::kDouble) + mixture.stds[k] * noise;
  };
  const Tensor first = (at::arange(n) % 5 < 2).unsqueeze(1);
  const Tensor y = at::where(first, of_component(0), of_component(1));
  const auto own = seeds(n, 70000);
  const auto errors = denoising_errors(*model, y, own, {-6, 6, 24, 2}, n);
  constexpr double scale = 2;  // the data are y / 2, and denser
  const auto terms = bound_terms(errors, y, {}, scale, 0, own);
  // log p of the mixture as it is; the levels' ends leave alpha^2 and s^2/v: some 1e-4 bits.
  const Tensor log_p = model->log_density(y, 1, 1e-9);
  Mean difference, exact;
  const auto total = terms.total();
  for (int64_t i = 0; i < n; ++i) {
    const double nll = -log_p[i].item<double>() / (d * M_LN2) - std::log2(scale);
    exact.add(nll);
    difference.add(total[i] - nll);
  }
  INFO(mean_of(total).value << " +- " << mean_of(total).se << ", exact " << exact.estimate().value);
  CHECK(std::abs(difference.estimate().value) < 4 * difference.estimate().se + 3e-4);
  CHECK(difference.estimate().se < 0.04);
  // The decoder alone is a Gaussian's entropy at the last level.
  CHECK(terms.decoder[5] ==
        Approx(0.5 * std::log2(2 * M_PI * M_E * std::exp(-12)) - 1).epsilon(1e-12));
}

TEST_CASE("the bound of a fair coin between two bytes is one bit", "[loss]") {
  constexpr int64_t n = 400;
  Tensor bytes = at::empty({n, 1}, at::kByte);
  for (int64_t i = 0; i < n; ++i) bytes[i][0] = i % 2 ? 192 : 64;
  const double low = 64 / 127.5 - 1, high = 192 / 127.5 - 1;
  const auto model = mixture_model({{1, 1}, {{low}, {high}}, {1e-5, 1e-5}});
  const Tensor y = bytes.to(at::kDouble) / 127.5 - 1;
  const auto own = seeds(n, 500);
  const auto errors = denoising_errors(*model, y, own, {-6, 7.5, 40, 2}, n);
  const auto terms = bound_terms(errors, y, bytes, 1 / 127.5, -1, own);
  const Estimate total = mean_of(terms.total());
  INFO(total.value << " +- " << total.se);
  CHECK(std::abs(total.value - 1) < 4 * total.se + 1e-3);
  CHECK(total.se < 0.04);
  // At s = 5.5e-4 a step between bytes is 14 standard deviations: z tells the byte.
  CHECK(mean_of(terms.decoder).value < 1e-6);
  // At s = e no byte is told from another by more than |difference|/s: nearly log2 256, and over it
  // by no more than the spread of the exponents.
  const auto coarse = bound_terms(denoising_errors(*model, y, own, {-6, -1, 4, 1}, n), y, bytes,
                                  1 / 127.5, -1, own);
  CHECK(mean_of(coarse.decoder).value == Approx(8).margin(0.15));
}

TEST_CASE("no error depends on the batch", "[loss][networks]") {
  const auto same = [](ScoreModel& model, const Tensor& y, const NoiseLevels& levels) {
    const auto own = seeds(y.size(0), 11);
    const auto all = denoising_errors(model, y, own, levels, y.size(0)),
               some = denoising_errors(model, y, own, levels, 2);
    CHECK(at::equal(all.data, some.data));
    CHECK(at::equal(all.lambda, some.lambda));
    CHECK(all.data.min().item<double>() > 0);
  };
  const auto mixture = mixture_model({{1, 2}, {{0.1, 0.2, 0}, {-1, 0, 1}}, {0.4, 0.6}});
  same(*mixture, starting_noise(seeds(7, 1), {3}, at::kDouble), {-4, 4, 3, 2});
  const auto network = open_model("fashion-mnist");
  same(*network, 0.5 * starting_noise(seeds(5, 1), network->sample_shape(), at::kDouble),
       {-4, 4, 2, 1});
}

TEST_CASE("odelia loss: the same bytes again, another question refused", "[loss][cli]") {
  const ProgramFolder place("loss");
  place.put("m.json",
            R"({"weights": [1, 2], "means": [[-0.5, 0.1], [0.6, 0]], "stds": [0.3, 0.4]})");
  write_npz(place / "x.npz", {{"arr_0", 0.5 * starting_noise(seeds(9, 5), {2}, at::kDouble)}});
  const std::string call = "loss --model mixture:m.json --data x.npz --bins 5 --out A ";
  const auto printed = nlohmann::json::parse(place.runs(call + "--json"));
  CHECK(printed.at("n") == 9);
  CHECK(printed.at("bound").get<double>() ==
        Approx(printed.at("prior").get<double>() + printed.at("integral").get<double>() +
               printed.at("decoder").get<double>()));
  const std::string records = read_text(place / "A/records.jsonl"),
                    summary = read_text(place / "A/summary.json");
  CHECK(std::count(records.begin(), records.end(), '\n') == 5);
  CHECK_THAT(place.runs(call + "--batch 2"), ODELIA_CONTAINS("bits/dim"));
  CHECK(read_text(place / "A/records.jsonl") == records);
  CHECK(read_text(place / "A/summary.json") == summary);
  // The area of the records' integrand is the integral.
  double area = 0;
  std::istringstream lines(records);
  for (std::string line; std::getline(lines, line);) {
    const auto record = nlohmann::json::parse(line);
    area += record.at("bound").get<double>() *
            (record.at("lambda_high").get<double>() - record.at("lambda_low").get<double>());
  }
  CHECK(area == Approx(printed.at("integral").get<double>()).epsilon(1e-10));

  place.refuses("loss --model mixture:m.json --data x.npz --bins 6 --out A",
                {"loss", "bins is 6, was 5", "--out"});
  place.refuses(call + "--lambda 3:1", {"--lambda", "LOW:HIGH", "3:1"});
}

TEST_CASE("one sample has no standard error, and none is not zero", "[loss]") {
  const Estimate one = mean_of({0.7});
  CHECK(one.value == 0.7);
  CHECK(std::isnan(one.se));
  CHECK(with_error(one) == "0.7 ± –");
  CHECK(std::isnan(mean_of({}).value));
  CHECK(mean_of({1, 3}).se == 1);  // spread sqrt 2, over sqrt 2
}

TEST_CASE("a value has no digits behind the first of its error", "[loss]") {
  CHECK(with_error({192.3, 41}) == "190 ± 40");
  CHECK(with_error({5.98, 1.2}) == "6 ± 1");
  CHECK(with_error({2.6918, 0.31}, 5) == "2.7 ± 0.3");
  CHECK(with_error({2.69184, 0.00031}, 5) == "2.6918 ± 0.0003");
  CHECK(with_error({0.998, 0.096}) == "1.0 ± 0.1");
  CHECK(with_error({1234.5, 2}) == "1235 ± 2");
  CHECK(with_error({-0.001, 0.2}) == "0.0 ± 0.2");
  CHECK(with_error({0.12345678, 1e-7}) == "0.12346 ± 1e-07");
  CHECK(with_error({3.27e-6, 6e-7}) == "3.3e-06 ± 6e-07");
  CHECK(with_error({0, 0.02}) == "0.00 ± 0.02");
  CHECK(with_error({1.5, 0}) == "1.5 ± 0");
}
