// Guidance against closed forms: of two Gaussians of one spread it is the Gaussian of another mean.
#include <cmath>
#include <fstream>
#include <functional>

#include <ATen/ATen.h>

#include "experiments/command/guidance_config.h"
#include "experiments/compare/config.h"
#include "models/conventions/snap_grid.h"
#include "models/data/files.h"
#include "models/data/npz.h"
#include "models/guidance.h"
#include "models/guided_grid.h"
#include "models/mixture.h"
#include "models/networks/foreign/foreign_model.h"
#include "models/networks/score/network_model.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "models/solve.h"
#include "solvers/combine.h"
#include "solvers/origin.h"
#include "tests/catch.h"
#include "tests/distance.h"
#include "tests/program_folder.h"
#include "tests/threads.h"

using namespace odelia;

namespace {

std::shared_ptr<ScoreModel> gaussian(double a, double b, double std = 0.5) {
  return mixture_model({{1.0}, {{a, b}}, {std}});
}

std::shared_ptr<ScoreModel> guided(double w, double from = 0, double to = INFINITY) {
  return guided_model(gaussian(1, -1), gaussian(0.5, 0), {}, {w, from, to});
}

std::vector<uint64_t> seeds_to(uint64_t n) {
  std::vector<uint64_t> seeds(n);
  std::iota(seeds.begin(), seeds.end(), 0);
  return seeds;
}

Solution sampled(const std::string& solver, const std::shared_ptr<ScoreModel>& model, int64_t steps,
                 const std::string& process, const std::string& spacing = "log_snr") {
  const auto p = make_process(process);
  const TimeGrid grid = grid_for(*model, *p, make_time_grid(spacing, *p, steps));
  return solve(plan_on_grid(make_method(solver), grid), p, model, seeds_to(5), at::kDouble);
}

}  // namespace

TEST_CASE("a label that is too great for a class is refused, not wrapped to none", "[guidance]") {
  CHECK(read_classes("0-2,7", "who") == std::vector<int64_t>{0, 1, 2, 7});
  for (const char* label : {"18446744073709551615", "9223372036854775808", "1048577"})
    CHECK_THROWS_WITH(read_classes(label, "who"), ODELIA_CONTAINS("who: got label") &&
                                                      ODELIA_CONTAINS("expected at most 1048576"));
}

TEST_CASE("two Gaussians of one spread guide to the Gaussian at m_g + w (m - m_g)", "[guidance]") {
  const auto exact = gaussian(0.5 + 3 * 0.5, 0 + 3 * -1.0);
  for (const char* solver : {"heun", "dpmpp_2m", "ddim", "unipc2_bh2", "euler_maruyama"})
    for (const char* process : {"edm(sigma_max=20)", "vp_linear", "rectified_flow(t_max=0.999)"}) {
      const Solution a = sampled(solver, guided(3), 12, process),
                     b = sampled(solver, exact, 12, process);
      CHECK(distance(a.x, b.x) < 1e-11);  // rounding: the same linear score, summed otherwise
      CHECK(a.outcome[0].nfe == 2 * b.outcome[0].nfe);
    }
  const Solution pure = sampled("heun", guided(3), 12, "rectified_flow(t_max=1)", "uniform");
  CHECK(distance(pure.x, sampled("heun", exact, 12, "rectified_flow(t_max=1)", "uniform").x) <
        1e-11);
}

TEST_CASE("outside its interval guidance costs nothing and changes nothing", "[guidance]") {
  const auto model = guided(3, 0.5, 4);
  const Tensor x = at::randn({2, 2}, at::kDouble);
  const auto plain = gaussian(1, -1), full = guided(3);
  for (double s : {0.3, 0.5, 1.0, 4.0, 6.0}) {
    const bool inside = s >= 0.5 && s <= 4;
    const auto before = model->ledger().forward;
    const Tensor y = model->predict(x, 1, s, Prediction::data);
    CHECK(model->ledger().forward - before == (inside ? 2 : 1));
    CHECK(at::equal(y, (inside ? full : plain)->predict(x, 1, s, Prediction::data)));
  }
  // At pure noise, where alpha = 0, guidance without an upper end acts, and with one it does not.
  CHECK(at::equal(
      guided(3, 0.5, std::numeric_limits<double>::infinity())->predict(x, 0, 1, Prediction::flow),
      full->predict(x, 0, 1, Prediction::flow)));
  CHECK(at::equal(model->predict(x, 0, 1, Prediction::flow),
                  plain->predict(x, 0, 1, Prediction::flow)));
  CHECK(distance(full->predict(x, 0, 1, Prediction::flow),
                 plain->predict(x, 0, 1, Prediction::flow)) > 1);
  // At an end of the interval the solve counts for the side that it is on.
  model->enter(-std::log(4.5));
  CHECK(at::equal(model->predict(x, 1, 4, Prediction::data),
                  plain->predict(x, 1, 4, Prediction::data)));
  model->enter(-std::log(3.5));
  CHECK(at::equal(model->predict(x, 1, 4, Prediction::data),
                  full->predict(x, 1, 4, Prediction::data)));
  // Row by row, where rows are at different levels.
  model->enter(std::nan(""));
  const PerSample sigma(std::vector<double>{1, 6});
  const Tensor both = model->predict(x, 1, sigma, Prediction::data);
  CHECK(distance(both[0], full->predict(x, 1, 1, Prediction::data)[0]) < 1e-15);
  CHECK(distance(both[1], plain->predict(x, 1, 6, Prediction::data)[1]) < 1e-15);
}

TEST_CASE("grids have points at the ends of the interval, and as many as before", "[guidance]") {
  const auto model = guided(3, 0.5, 4);
  const auto edm = make_process("edm(sigma_min=0.002, sigma_max=20)");
  for (const char* grid : {"log_snr", "karras(rho=7)", "uniform"})
    for (int64_t steps : {3, 4, 7, 20, 50}) {
      const TimeGrid plain = make_time_grid(grid, *edm, steps),
                     with = grid_for(*model, *edm, plain);
      CHECK(with.size() == plain.size());
      CHECK(with.front() == plain.front());
      CHECK(with.back() == plain.back());
      for (double s : {0.5, 4.0}) {
        const auto near = [&](double t) { return std::abs(t - s) < 1e-9; };
        CHECK(std::count_if(with.begin(), with.end(), near) == 1);
      }
      CHECK_NOTHROW(check_time_grid(with));
    }
  CHECK_THROWS_WITH(grid_for(*model, *edm, make_time_grid("log_snr", *edm, 2)),
                    ODELIA_CONTAINS("take 3 or more"));
}

TEST_CASE("solvers keep their order through guidance in an interval", "[guidance]") {
  const auto model = guided(2.5, 0.4, 3);
  const std::string process = "edm(sigma_min=0.05, sigma_max=20)";
  // Of one step size on each stretch, so that halving the steps halves them all.
  const auto p = make_process(process);
  const auto nested = [&](int64_t each) {
    TimeGrid grid;
    const double ends[] = {20, 3, 0.4, 0.05};
    for (int part = 0; part < 3; ++part)
      for (int64_t i = 0; i < each; ++i)
        grid.push_back(ends[part] * std::pow(ends[part + 1] / ends[part],
                                             static_cast<double>(i) / static_cast<double>(each)));
    grid.push_back(0.05);
    return grid;
  };
  const auto end = [&](const std::string& solver, int64_t each) {
    return solve(plan_on_grid(make_method(solver), nested(each)), p, model, seeds_to(3),
                 at::kDouble)
        .x;
  };
  const Tensor reference = end("dop853", 100);
  // A multistep method begins with a step of first order, which costs it all beyond second order.
  for (const auto& [solver, order, each] : {std::tuple{"heun", 2.0, 40},
                                            {"dpmpp_2m", 2.0, 40},
                                            {"ipndm3", 2.0, 40},
                                            {"rk4", 4.0, 20},
                                            {"etdrk3", 3.0, 20},
                                            {"dopri5", 5.0, 10}}) {
    const double coarse = distance(end(solver, each), reference),
                 fine = distance(end(solver, 2 * each), reference);
    INFO(solver << ": " << coarse << " -> " << fine);
    CHECK(std::log2(coarse / fine) > order - 0.3);
  }
}

TEST_CASE("error control stops at the ends of the interval", "[guidance]") {
  const auto model = guided(2.5, 0.4, 3);
  const auto p = make_process("edm(sigma_min=0.05, sigma_max=20)");
  const auto by = [&](const std::string& solver, double tolerance,
                      const std::vector<uint64_t>& seeds) {
    return solve(plan_to_tolerance("test", make_method(solver), 20, 0.05, {tolerance, tolerance}),
                 p, model, seeds, at::kDouble);
  };
  const Solution reference = by("dop853", 1e-12, seeds_to(4));
  for (const char* solver : {"dopri5", "cvode_adams", "odeint_dopri5"}) {
    const Solution s = by(solver, 1e-6, seeds_to(4));
    CHECK(s.ok());
    CHECK(distance(s.x, reference.x) < 1e-4);  // a hundredfold: errors of 20 are carried to the end
    CHECK(distance(by(solver, 1e-6, {2}).x[0], s.x[2]) == 0);  // and not of its neighbours
    CHECK(by(solver, 1e-6, {2}).outcome[0].nfe == s.outcome[2].nfe);
  }
  // What a wrapper does in the last step is done in the last alone.
  for (const char* solver : {"cvode_adams", "unipc_adaptive"})
    CHECK(distance(by(fmt::format("denoise_to_zero({})", solver), 1e-6, seeds_to(2)).x,
                   model->predict(by(solver, 1e-6, seeds_to(2)).x, 1, 0.05, Prediction::data)) <
          1e-12);  // rounding
  // And in the first, whose answer is exact here and spares its evaluation, outside the interval.
  const auto centred = guided_model(gaussian(0, 0), gaussian(-0.5, 1), {}, {2.5, 0.4, 3});
  const auto spent = [&](const char* solver) {
    return solve(plan_to_tolerance("test", make_method(solver), 20, 0.05, {1e-6, 1e-6}), p, centred,
                 {1}, at::kDouble)
        .outcome[0]
        .nfe;
  };
  CHECK(spent("analytic_start(unipc_adaptive,sigma_data=0.5)") == spent("unipc_adaptive") - 1);
  // A step across the jump is rejected until it is tiny: by evaluations it costs more.
  model->begin({0});
  const auto blind = reverse_dynamics(p, model, 0);
  NoNoise none;
  const Tensor x = starting_noise({0}, {2}, at::kDouble) * 20;
  const Solution across =
      integrate_adaptive(make_method("dopri5"), *blind, none, x, 20, 0.05, {1e-6, 1e-6});
  CHECK(across.outcome[0].rejected > by("dopri5", 1e-6, {0}).outcome[0].rejected);
}

TEST_CASE("a limit of evaluations counts both of a guided one", "[guidance]") {
  const auto p = make_process("vp_linear");
  for (const char* solver :
       {"unipc_adaptive(rtol=1e-9)", "gotta_go_fast_legacy(rtol=1e-6,atol=1e-6)"}) {
    INFO(solver);
    const Method method = make_method(solver);
    const auto dynamics = reverse_dynamics(p, guided(3), method.eta);
    const auto noise = interval_noise(seeds_to(1));
    constexpr int64_t most = 40, attempt = 4;  // of one attempt nobody knows the cost before it
    const Solution s =
        integrate(method, *dynamics, *noise, starting_noise(seeds_to(1), {2}, at::kDouble),
                  {1, 0.01}, {.max_nfe = most});
    CHECK(s.outcome[0].status == Status::budget_exhausted);
    CHECK(s.outcome[0].nfe <= most + attempt);
  }
}

TEST_CASE("a class follows from the seed, and guidance asks twice in one batch", "[guidance]") {
  int64_t calls = 0;
  std::vector<int64_t> seen;
  const NetworkCall call = [&](const Tensor& y, const Tensor&, const Tensor& labels) {
    ++calls;
    const Tensor l = labels.contiguous();
    seen.assign(l.data_ptr<int64_t>(), l.data_ptr<int64_t>() + l.numel());
    return 0 * y + labels.to(at::kDouble).unsqueeze(1);
  };
  ForeignOptions options;
  options.name = "mine", options.shape = {2}, options.type = at::kDouble, options.micro_batch = 8;
  const auto network =
      std::make_shared<ForeignModel>(make_convention("edm(null_label=9)"), options, call);
  Labels labels{{4, 5, 6}};
  const auto model = guided_model(network, nullptr, labels, {2});
  model->begin({7, 3, 5});
  const Tensor x = at::randn({3, 2}, at::kDouble);
  const Tensor y = model->predict(x, 1, 1, Prediction::data);
  CHECK(calls == 1);  // 3 rows twice fit into a micro-batch of 8
  CHECK(std::vector<int64_t>(seen.begin(), seen.begin() + 6) ==
        std::vector<int64_t>{5, 4, 6, 9, 9, 9});
  CHECK(at::equal(y.select(1, 0), at::tensor({1.0, -1.0, 3.0}, at::kDouble)));  // 2c - 9
  CHECK(model->ledger().forward == 2);
  model->select({2});
  CHECK(model->predict(x.slice(0, 0, 1), 1, 1, Prediction::data)[0][0].item<double>() == 3);
  Labels each;
  each.each = {{7, 2}, {3, 1}};
  const auto named = guided_model(network, nullptr, each, {1});
  named->begin({3, 7});
  CHECK(at::equal(named->predict(x.slice(0, 0, 2), 1, 1, Prediction::data).select(1, 0),
                  at::tensor({1.0, 2.0}, at::kDouble)));
}

// Beyond a network's levels a rehearsal asks the network itself, which must know the batch's classes.
TEST_CASE("a rehearsal with classes says what stands in the way, and nothing else", "[guidance]") {
  Labels labels;
  labels.of = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  const auto model = guided_model(load_model("fashion-mnist-conditional"), nullptr, labels, {});
  const auto found = [&](const char* name) {
    const std::shared_ptr<const Process> process = make_process(name);
    const TimeGrid grid = grid_for(*model, *process, make_time_grid("log_snr", *process, 10));
    return obstacle(plan_on_grid(make_method("heun"), grid), process, model, at::kFloat);
  };
  for (const char* name :
       {"vp_linear", "vp_cosine", "sub_vp(t_min=0.01)", "ve", "edm", "rectified_flow(t_min=0.002)"})
    CHECK(found(name) == "");
  for (const char* name : {"sub_vp", "rectified_flow"})
    CHECK_THAT(found(name), ODELIA_CONTAINS("end sampling earlier, at a larger t_min"));
}

TEST_CASE("rescaling brings back the spread, channels leave the others alone", "[guidance]") {
  const Tensor x = at::randn({3, 2}, at::kDouble);
  const auto own = gaussian(1, -1)->predict(x, 1, 1, Prediction::noise),
             full = guided(3)->predict(x, 1, 1, Prediction::noise);
  Guidance how{3};
  how.rescale = 0.7;
  const auto some =
      guided_model(gaussian(1, -1), gaussian(0.5, 0), {}, how)->predict(x, 1, 1, Prediction::noise);
  const auto factor = 0.7 * own.std(1) / full.std(1) + 0.3;
  CHECK(distance(some, full * factor.unsqueeze(1)) < 1e-14);
  // Of 32,768 numbers and more LibTorch takes the spread in parallel.
  const auto large = [](double mean) {
    return mixture_model({{1.0}, {std::vector<double>(40'000, mean)}, {0.5}});
  };
  const Tensor wide = at::randn({1, 40'000}, at::kDouble);
  CHECK(same_in_any_threads([&] {
    return guided_model(large(1), large(0.5), {}, how)->predict(wide, 1, 1, Prediction::noise);
  }));
  how = {3};
  how.channels = 1;
  const auto first =
      guided_model(gaussian(1, -1), gaussian(0.5, 0), {}, how)->predict(x, 1, 1, Prediction::noise);
  CHECK(at::equal(first.select(1, 0), full.select(1, 0)));
  CHECK(at::equal(first.select(1, 1), own.select(1, 1)));
}

namespace {
/// Images whose noise is a multiple of x, another in every channel.
class Multiples final : public ScoreModel {
 public:
  explicit Multiples(double first) : first_(first) {}
  std::vector<int64_t> sample_shape() const override { return {2, 4, 4}; }
  Prediction native() const override { return Prediction::noise; }

 private:
  Tensor evaluate(const Tensor& x, const PerSample&, const PerSample&) override {
    return x * at::tensor({first_, 0.3}, at::kDouble).view({1, 2, 1, 1});
  }
  double first_;
};
}  // namespace

TEST_CASE("the spread that is brought back is a sample's over all its channels", "[guidance]") {
  at::manual_seed(1);
  const Tensor x = at::randn({3, 2, 4, 4}, at::kDouble);
  const auto noise = [&](const Guidance& how) {
    return guided_model(std::make_shared<Multiples>(0.9), std::make_shared<Multiples>(0.2), {}, how)
        ->predict(x, 1, 1, Prediction::noise);
  };
  const auto multiple = [&](double first) {
    return x * at::tensor({first, 0.3}, at::kDouble).view({1, 2, 1, 1});
  };
  const Tensor own = multiple(0.9), full = multiple(0.2 + 3 * 0.7);
  Guidance how{3};
  how.rescale = 0.7;
  const Tensor factor = 0.7 * own.flatten(1).std(1) / full.flatten(1).std(1) + 0.3;
  CHECK((noise(how) - full * factor.view({3, 1, 1, 1})).abs().max().item<double>() < 1e-14);
  how = {3};
  how.channels = 1;
  const Tensor first = noise(how);
  CHECK((first.select(1, 0) - full.select(1, 0)).abs().max().item<double>() < 1e-14);
  CHECK(at::equal(first.select(1, 1), own.select(1, 1)));
}

TEST_CASE("the spread that is brought back is that of the channels that are guided", "[guidance]") {
  // In the first channel both say the same, so that guiding it alone changes nothing, however far
  // apart they are in the second.
  Guidance how{3};
  how.channels = 1, how.rescale = 1;
  const Tensor x = at::randn({3, 2, 4, 4}, at::kDouble);
  const auto alike =
      guided_model(std::make_shared<Multiples>(0.9), std::make_shared<Multiples>(0.9), {}, how);
  const auto own = std::make_shared<Multiples>(0.9)->predict(x, 1, 1, Prediction::noise);
  CHECK(distance(alike->predict(x, 1, 1, Prediction::noise), own) < 1e-14);
  const auto apart =
      guided_model(std::make_shared<Multiples>(0.9), std::make_shared<Multiples>(0.2), {}, how)
          ->predict(x, 1, 1, Prediction::noise);
  const auto spread = [](const Tensor& y) { return y.select(1, 0).flatten(1).std(1); };
  CHECK(distance(spread(apart), spread(own)) < 1e-14);
  CHECK(at::equal(apart.select(1, 1), own.select(1, 1)));
}

TEST_CASE("a noise whose spread is brought back has no answer where alpha = 0", "[guidance]") {
  Guidance how{3};
  CHECK(guided_model(gaussian(1, -1), gaussian(0.5, 0), {}, how)->at_pure_noise());
  how.rescale = 0.5;
  CHECK_FALSE(guided_model(gaussian(1, -1), gaussian(0.5, 0), {}, how)->at_pure_noise());
}

TEST_CASE("labels by seed and in turn are two texts", "[guidance]") {
  Labels turn, each;
  turn.of = {0, 1, 2}, each.each = {{4, 0}, {5, 1}, {6, 2}};
  CHECK(turn.of_seeds({4, 5, 6}) != each.of_seeds({4, 5, 6}));
  CHECK(turn.text() == "0,1,2");
  CHECK(each.text() == "4:0,5:1,6:2");
}

TEST_CASE("what guidance cannot mean is refused", "[guidance]") {
  const auto refused = [](Guidance how, const char* words) {
    CHECK_THROWS_WITH(guided_model(gaussian(1, -1), gaussian(0.5, 0), {}, how),
                      ODELIA_CONTAINS(words));
  };
  refused({NAN}, "w must be");
  refused({-1}, "w must be");
  refused({2, 3, 1}, "the lower first");
  refused({2, -1, 1}, "the lower first");
  refused({1, 0.5, 2}, "mean nothing at w = 1");
  refused({1}, "a guide means nothing at w = 1");
  Guidance how{2};
  how.rescale = 1.5;
  refused(how, "rescale must be in [0, 1]");
  how.rescale = 0, how.channels = 3;
  refused(how, "of the first 3 channels, and a sample has 2");
  CHECK_THROWS_WITH(guided_model(gaussian(1, -1), nullptr, {}, {2}),
                    ODELIA_CONTAINS("needs labels"));
  CHECK_THROWS_WITH(guided_model(gaussian(1, -1), nullptr, {{1}}, {1}),
                    ODELIA_CONTAINS("knows no classes"));
  CHECK_THROWS_WITH(guided_model(gaussian(1, -1), mixture_model({{1.0}, {{0}}, {1.0}}), {}, {2}),
                    ODELIA_CONTAINS("cannot guide"));
  // No density, hence no product with a Jacobian, hence no likelihood.
  CHECK_THROWS_WITH(guided(2)->predict(at::zeros({1, 2}, at::kDouble), 1, 1, Prediction::noise,
                                       ProductKind::vjp, [](int64_t, int64_t, const Product&) {}),
                    ODELIA_CONTAINS("has no density"));
}

TEST_CASE("every part of guidance is part of what a run is, and of its name", "[guidance]") {
  GuidanceChoice plain;
  plain.how.w = 2, plain.guide = "mixture:g.json";
  const std::pair<const char*, std::function<void(GuidanceChoice&)>> changes[] = {
      {"from", [](GuidanceChoice& c) { c.how.from = 0.3; }},
      {"to", [](GuidanceChoice& c) { c.how.to = 5; }},
      {"rescale", [](GuidanceChoice& c) { c.how.rescale = 0.7; }},
      {"channels", [](GuidanceChoice& c) { c.how.channels = 1; }},
      {"guide", [](GuidanceChoice& c) { c.guide = "mixture:other.json"; }}};
  for (const auto& [part, change] : changes) {
    INFO(part);
    GuidanceChoice other = plain;
    change(other);
    CHECK(guidance_json(other) != guidance_json(plain));
    CHECK(guidance_variant(other) != guidance_variant(plain));
    for (const bool listed : {false, true})
      CHECK(guidance_table_toml(other, listed) != guidance_table_toml(plain, listed));
  }
}

TEST_CASE("an unconditional network guides one with classes", "[guidance]") {
  const auto own = load_model("cifar10-conditional"), guide = load_model("cifar10");
  const auto model =
      guided_model(load_model("cifar10-conditional"), load_model("cifar10"), {{3, 7}}, {2});
  at::manual_seed(4);
  const Tensor x = at::randn({2, 3, 32, 32});
  model->begin({0, 1});
  own->label({3, 7});
  const Tensor a = own->predict(x, 0.8, 0.6, Prediction::noise),
               b = guide->predict(x, 0.8, 0.6, Prediction::noise),
               y = model->predict(x, 0.8, 0.6, Prediction::noise);
  CHECK((a - b).abs().max().item<double>() > 0.01);  // it does something
  CHECK((y - (2 * a - b)).abs().max().item<double>() < 1e-5);
  // Classes that the guide has are asked of it, and one that it lacks is refused.
  CHECK_THROWS_WITH(guided_model(load_model("cifar10-conditional"),
                                 load_model("cifar10-conditional"), {{10}}, {2}),
                    ODELIA_CONTAINS("label 10 is not in 0..9"));
}

TEST_CASE("sample is guided by another model, and knows by which", "[guidance][cli]") {
  const ProgramFolder place("guidance");
  place.put("own.json", R"({"weights": [1], "means": [[1, -1]], "stds": [0.5]})");
  place.put("guide.json", R"({"weights": [1], "means": [[0.5, 0]], "stds": [0.5]})");
  place.put("sum.json", R"({"weights": [1], "means": [[2, -3]], "stds": [0.5]})");
  const std::string run = "sample --solver heun --dtype float64 --seeds 0-4 --model mixture:";
  place.runs(run + "sum.json --steps 10 --out sum");
  const std::string guided = run + "own.json --guide mixture:guide.json --guidance 3 --out A";
  place.runs(guided + " --steps 10 --batch 2");
  const auto samples = [&](const char* folder) {
    return read_npz(place / (folder + std::string("/samples.npz"))).at("arr_0");
  };
  CHECK(distance(samples("A"), samples("sum")) < 1e-11);
  place.runs(guided + " --steps 10");  // finished
  const std::string other =
      "sample --solver heun --dtype float64 --seeds 0-4 --steps 10 --out A "
      "--model mixture:own.json --guide mixture:guide.json --guidance ";
  place.refuses(other + "2", "guidance");
  place.refuses(other + "3 --guidance-interval 0.3:5", "guidance");
  place.put("guide.json", R"({"weights": [1], "means": [[0.5, 0.1]], "stds": [0.5]})");
  place.refuses(other + "3", "guide_hash");
  // Evaluations are counted in pairs, and budgets hold.
  CHECK_THAT(place.runs(run + "own.json --guide mixture:guide.json --guidance 3 --nfe 40 --out B"),
             ODELIA_CONTAINS(", 40 evaluations each"));
  place.refuses(run + "own.json --guidance 3 --out C", "needs labels");
  place.refuses(run + "own.json --labels 3 --out C", "knows no classes");
  place.refuses(run +
                    "own.json --guide mixture:guide.json --guidance 2 --guidance-interval 5 "
                    "--out C",
                "two levels sigma/alpha");
  place.refuses(run +
                    "own.json --guide mixture:guide.json --guidance 2 --guidance-interval "
                    "1000:2000 --out C",
                "guidance from 1000 to 2000 never acts");
  // Nor where the time grid begins below the interval, or ends above it.
  const std::string on = run + "own.json --guide mixture:guide.json --guidance 2 --out C ";
  place.refuses(on + "--process edm --grid 'karras(t_max=0.2)' --guidance-interval 0.5:5",
                "never acts");
  place.refuses(on + "--process edm --grid 'karras(t_min=1)' --guidance-interval 0.1:0.5",
                "never acts");
  place.runs(run +
             "own.json --guide mixture:guide.json --guidance 2 --process edm --grid "
             "'karras(t_min=1)' --guidance-interval 0.5:2 --steps 2 --out met");
  place.refuses(run + "own.json --labels 0-3,2 --out C", "a label comes twice");
}

TEST_CASE("a budget buys the most steps, counted twice where guidance acts", "[guidance]") {
  const auto edm = make_process("edm(sigma_min=0.002, sigma_max=20)");
  for (const char* spec : {"heun", "dpmpp_2m", "rk4", "ddim", "dpmpp_3m", "unic(dpmpp_2m)",
                           "sa_solver", "restart(heun)", "edm_stochastic"})
    for (const auto& how :
         {Guidance{3, 0.5, 4}, Guidance{3, 0, 1}, Guidance{3, 10, 1e9}, Guidance{3}})
      for (int64_t budget : {30, 61, 200}) {
        const Method method = make_method(spec);
        const auto model = guided_model(gaussian(1, -1), gaussian(0.5, 0), {}, how);
        const auto spent = [&](const TimeGrid& wished) {
          const auto plan = plan_on_grid(method, grid_for(*model, *edm, wished));
          return solve(plan, edm, model, {1}, at::kDouble).outcome[0].nfe;
        };
        const TimeGrid grid = fit_guided_grid(method, "log_snr", *edm, how, budget);
        INFO(spec << " " << how.from << " " << how.to << " " << budget << ": " << grid.size());
        REQUIRE(grid.size() >= 3);
        CHECK(spent(grid) <= budget);
        CHECK(spent(make_time_grid("log_snr", *edm, int64_t(grid.size()))) > budget);
      }
}

TEST_CASE("a budget counts a last step to sigma = 0 as it is, without an end to evaluate",
          "[guidance]") {
  const auto edm = make_process("edm");
  const std::string grid = "karras(final=zero)";
  const auto steps_for = [&](const std::string& spec, int64_t budget) {
    const TimeGrid times = fit_guided_grid(make_method(spec), grid, *edm, {}, budget);
    return times.empty() ? 0 : static_cast<int64_t>(times.size()) - 1;
  };
  CHECK(steps_for("heun", 35) == 18);  // EDM's
  CHECK(steps_for("dpm_2", 1) == 1);
  for (const auto& [name, entry] : registry()) {
    const Traits& claims = entry.traits;
    if (claims.evaluates_end || claims.own_steps() || claims.uses_statistics ||
        claims.nfe_per_step + claims.nfe_first_extra == 1)
      continue;
    const Method method = make_method(name);
    const auto spent = [&](int64_t steps) {
      const auto plan = plan_on_grid(method, make_time_grid(grid, *edm, steps));
      return solve(plan, edm, gaussian(1, -1), {1}, at::kDouble).outcome[0].nfe;
    };
    for (int64_t budget = 1; budget <= 12; ++budget) {
      const int64_t steps = steps_for(name, budget);
      INFO(name << " " << budget << ": " << steps);
      if (steps > 0) CHECK(spent(steps) <= budget);
      CHECK(spent(steps + 1) > budget);
    }
  }
}

TEST_CASE("scales of guidance are lines of a comparison, as each alone", "[guidance][cli]") {
  const ProgramFolder place("guidance-lines");
  place.put("own.json", R"({"weights": [1], "means": [[1, -1]], "stds": [0.5]})");
  place.put("guide.json", R"({"weights": [1], "means": [[0.5, 0]], "stds": [0.5]})");
  const std::string head = R"toml(
title = "lines"
model = "mixture:own.json"
nfe = [60]
grids = ["log_snr"]
processes = ["edm(sigma_max=20)"]
solvers = ["heun"]
precision = "float64"
)toml",
                    tail = "[trajectory]\nseeds = \"0-3\"\n";
  const std::map<std::string, std::string> alone{
      {"w = 1", ""},
      {"w = 2.5, by mixture:guide.json", "[guidance]\nw = 2.5\nguide = \"mixture:guide.json\"\n"},
      {"w = 2.5, from 0.4 to 3, by mixture:guide.json",
       "[guidance]\nw = 2.5\ninterval = [0.4, 3]\nguide = \"mixture:guide.json\"\n"}};
  place.put("lines.toml", head + R"toml(
[[guidance]]
w = [1, 2.5]
guide = "mixture:guide.json"
[[guidance]]
w = [1, 2.5]
interval = [0.4, 3]
guide = "mixture:guide.json"
)toml" + tail);
  const auto records = [&](const std::string& run) {
    std::map<std::string, nlohmann::json> out;
    std::ifstream lines(place / (run + "/records.jsonl"));
    for (std::string line; std::getline(lines, line);) {
      const auto record = nlohmann::json::parse(line);
      out[record.value("guidance", std::string())] = record;
    }
    return out;
  };
  const CompareConfig read = load_compare_config(place / "lines.toml");
  place.put("again.toml", resolved_toml(read));
  CHECK(resolved_toml(load_compare_config(place / "again.toml")) == resolved_toml(read));
  place.runs("compare lines.toml --out lines");
  const auto lines = records("lines");
  REQUIRE(lines.size() == 3);
  for (const auto& [name, table] : alone) {
    INFO(name);
    place.put("one.toml", head + table + tail);
    const auto one =
        records(place.runs("compare one.toml --out '" + name + "'").empty() ? "" : name);
    REQUIRE(one.size() == 1);
    REQUIRE(lines.count(name) == 1);
    for (const char* field : {"nfe", "trajectory_rms", "trajectory_reference_error"})
      CHECK(lines.at(name).at(field) == one.at("").at(field));
  }
  CHECK(lines.at("w = 1").at("guidance_w") == 1);
  CHECK_THAT(read_text(place / "lines/table.csv"), ODELIA_CONTAINS("grid,guidance,NFE"));
  place.put("twice.toml",
            head + "[[guidance]]\nw = [2, 2]\nguide = \"mixture:guide.json\"\n" + tail);
  place.refuses("compare twice.toml --out B", "asked for twice");
}

TEST_CASE("a comparison is guided, resumes, and its budgets count both evaluations",
          "[guidance][cli]") {
  const ProgramFolder place("guidance-compare");
  place.put("own.json", R"({"weights": [1], "means": [[1, -1]], "stds": [0.5]})");
  place.put("guide.json", R"({"weights": [1], "means": [[0.5, 0]], "stds": [0.5]})");
  place.put("c.toml", R"toml(
title = "guided"
model = "mixture:own.json"
nfe = [60, 240]
grids = ["log_snr"]
processes = ["edm(sigma_max=20)"]
solvers = ["heun", "dpmpp_2m"]
precision = "float64"
[guidance]
w = 2.5
interval = [0.4, 3.0]
guide = "mixture:guide.json"
[trajectory]
seeds = "0-3"
)toml");
  const CompareConfig read = load_compare_config(place / "c.toml");
  CHECK(read.guidances[0].how.w == 2.5);
  CHECK(read.guidances[0].how.from == 0.4);
  CHECK(read.guidances[0].how.to == 3);
  place.put("again.toml", resolved_toml(read));
  CHECK(resolved_toml(load_compare_config(place / "again.toml")) == resolved_toml(read));
  place.runs("compare c.toml --out A");
  CHECK_THAT(read_text(place / "A/report.html"),
             ODELIA_CONTAINS("guidance w = 2.5 by mixture:guide.json, sigma/alpha from 0.4 to 3"));
  std::ifstream lines(place / "A/records.jsonl");
  std::map<std::string, std::map<int64_t, double>> error;
  for (std::string line; std::getline(lines, line);) {
    const auto record = nlohmann::json::parse(line);
    // The most steps within the budget: one more of heun, where guidance acts, takes four.
    CHECK(record.at("nfe").get<double>() <= record.at("nfe_budget").get<double>());
    CHECK(record.at("nfe").get<double>() > record.at("nfe_budget").get<double>() - 4);
    error[record.at("solver")][record.at("nfe_budget")] = record.at("trajectory_rms");
  }
  CHECK(error.size() == 2);
  for (auto& [solver, at] : error) {
    INFO(solver << " " << at[60] << " " << at[240]);
    CHECK(at[240] > 0);
    CHECK(at[60] / at[240] > 10);  // second order: 16, but for the points that moved
  }
  place.put("guide.json", R"({"weights": [1], "means": [[0.5, 0.1]], "stds": [0.5]})");
  place.refuses("compare c.toml --out A", "guide");
  place.put("bad.toml",
            "model = \"mixture:own.json\"\nsolvers = [\"ddim\"]\n[guidance]\nw = -1\n"
            "[trajectory]\n");
  place.refuses("compare bad.toml --out B", "w must be 0 or more");
}

TEST_CASE("a budget in an interval ends where the method does not go with the grid", "[guidance]") {
  // Their solves are refused, by invalid_argument and by domain_error; the grid is found all the same.
  const Guidance how{2, 0.3, 5};
  const auto edm = make_process("edm"), wide = make_process("edm(sigma_max=5000)");
  for (const char* spec : {"rk4", "consistency"})
    CHECK(fit_guided_grid(make_method(spec), "karras(final=zero)", *edm, how, 40).size() > 2);
  CHECK(fit_guided_grid(make_method("er_sde_3(phi=sde_4)"), "log_snr", *wide, how, 12).size() > 2);
}

namespace {
/// Holds every evaluation to the side of the break that the solve says it is on.
class Watched final : public ScoreModel {
 public:
  explicit Watched(double at) : at_(at) {}
  std::vector<int64_t> sample_shape() const override { return {1}; }
  Prediction native() const override { return Prediction::noise; }
  std::vector<double> breaks() const override { return {at_}; }
  void enter(double lambda) override { side_ = lambda; }
  int asked = 0, astray = 0;

 private:
  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    const double l = std::log(alpha[0] / sigma[0]);
    ++asked;
    astray += side_ < at_ ? l > at_ + 1e-6 : l < at_ - 1e-6;
    return combine({{sigma / (alpha * alpha + sigma * sigma), x}});
  }
  double at_, side_ = std::nan("");
};
}  // namespace

TEST_CASE("no method evaluates on the other side of a break than it entered", "[guidance]") {
  const auto edm = make_process("edm(sigma_min=0.05,sigma_max=20)");
  std::vector<std::string> methods{"restart(heun)", "restart(dpmpp_2m,K=3,M=5)",
                                   "clamp(restart(heun))", "edm_stochastic(S_churn=40)"};
  for (const auto& [name, entry] : registry())
    if (!entry.traits.own_steps() && !is_consistency_method(entry.traits)) methods.push_back(name);
  for (const auto& spec : methods) {
    const auto model = std::make_shared<Watched>(-std::log(0.5));
    const TimeGrid grid = grid_for(*model, *edm, make_time_grid("log_snr", *edm, 9));
    const Solution end = solve(plan_on_grid(make_method(spec), grid), edm, model, {1}, at::kDouble);
    INFO(spec);
    CHECK(end.ok());
    CHECK(model->asked > 0);
    CHECK(model->astray == 0);
  }
}

TEST_CASE("Restart's descents are guided where the interval says, not where they end",
          "[guidance]") {
  // Two intervals that differ by a hair around the level where the descents end.
  const auto edm = make_process("edm");
  const auto mean = [&](double from) {
    const auto model = guided_model(mixture_model({{1}, {{0.0}}, {1}}),
                                    mixture_model({{1}, {{1.0}}, {1}}), {}, {2, from, 5});
    const TimeGrid grid = grid_for(*model, *edm, make_time_grid("karras", *edm, 40));
    return solve(plan_on_grid(make_method("restart(heun,K=20,M=20)"), grid), edm, model,
                 seeds_to(400), at::kDouble)
        .x.mean()
        .item<double>();
  };
  const double above = mean(0.21), below = mean(0.19);
  CHECK(above < -0.5);  // guided: the law without guidance has mean 0
  CHECK(std::abs(above - below) < 0.1);
}
