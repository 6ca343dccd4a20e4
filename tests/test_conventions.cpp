#include "tests/catch.h"

#include <cmath>
#include <map>

#include <torch/csrc/autograd/custom_function.h>

#include "models/conventions/convention.h"
#include "models/conventions/snap_grid.h"
#include "models/likelihood.h"
#include "models/mixture.h"
#include "models/networks/foreign/foreign_model.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "models/solve.h"
#include "tests/distance.h"
#include "tests/temporary_folder.h"

using namespace odelia;

namespace {

const Mixture kMixture{
    {0.3, 0.5, 0.2}, {{0.8, -0.3, 0.2}, {-0.5, 0.4, 0.1}, {0.1, 0.6, -0.9}}, {0.5, 0.6, 0.4}};

Tensor row(const std::vector<double>& values) { return torch::tensor(values, torch::kDouble); }
Tensor column(const Tensor& t) { return t.unsqueeze(1); }

/// E[x0 | x] under the mixture at x = a x0 + s n, in operations that LibTorch differentiates.
/// x: [B, 3]; a, s: [B].
Tensor posterior_mean(const Tensor& x, const Tensor& a, const Tensor& s) {
  Tensor logits, data;
  std::vector<Tensor> all_logits, all_data;
  for (size_t j = 0; j < kMixture.stds.size(); ++j) {
    const double c = kMixture.stds[j] * kMixture.stds[j];
    const Tensor mu = row(kMixture.means[j]), v = a * a * c + s * s,
                 d = x - column(a) * mu.unsqueeze(0);
    all_logits.push_back(std::log(kMixture.weights[j]) - 1.5 * torch::log(v) -
                         0.5 * (d * d).sum(1) / v);
    all_data.push_back((column(a * c) * x + column(s * s) * mu.unsqueeze(0)) / column(v));
  }
  const Tensor r = torch::softmax(torch::stack(all_logits, 1), 1);
  return (r.unsqueeze(2) * torch::stack(all_data, 1)).sum(1);
}

/// The same of z0 = c x0 + d, for networks with data of their own: z = a z0 + s n.
Tensor own_mean(const Tensor& z, const Tensor& a, const Tensor& s, double c, double d) {
  return c * posterior_mean((z - d * column(a)) / c, a, s / c) + d;
}

Tensor ones(const Tensor& t) { return torch::ones_like(t); }

/// A network's answer from its input and its time, and nothing else: written out anew from each
/// convention's publication, time inverted.
using Written = std::function<Tensor(const Tensor& x, const Tensor& time)>;

Written denoiser() {  // y = x0 + s n, told s
  return [](const Tensor& y, const Tensor& s) { return posterior_mean(y, ones(s), s); };
}

Tensor noise_of(const Tensor& x, const Tensor& a, const Tensor& s) {
  return (x - column(a) * posterior_mean(x, a, s)) / column(s);
}

/// alpha of beta(t) = 0.1 + 19.9 t.
Tensor alpha_at(const Tensor& t) { return torch::exp(-0.25 * 19.9 * t * t - 0.05 * t); }

/// alpha_bar of a table, by the plain product.
std::vector<double> products(const std::vector<double>& betas) {
  std::vector<double> out;
  double p = 1;
  for (double b : betas) out.push_back(p *= 1 - b);
  return out;
}
/// Its square roots moved and stretched: the first stays, the last is 0.
std::vector<double> zero_terminal(std::vector<double> alpha_bar) {
  const double first = std::sqrt(alpha_bar.front()), last = std::sqrt(alpha_bar.back());
  for (double& a : alpha_bar) a = std::pow((std::sqrt(a) - last) * first / (first - last), 2);
  return alpha_bar;
}
std::vector<double> linear(int n, double first, double last) {
  std::vector<double> out;
  for (int i = 0; i < n; ++i) out.push_back(first + (last - first) * i / (n - 1));
  return out;
}
std::vector<double> cosine(int n) {
  const auto f = [](double t) { return std::pow(std::cos((t + 0.008) / 1.008 * M_PI / 2), 2); };
  std::vector<double> out;
  for (int i = 0; i < n; ++i)
    out.push_back(std::min(0.999, 1 - f((i + 1.0) / n) / f(double(i) / n)));
  return out;
}

/// s at an index between two of a table, linearly in log s; `per`: what an index was told times.
Tensor level_at(const std::vector<double>& alpha_bar, const Tensor& time, double per = 1) {
  const Tensor t = time.to(torch::kDouble).contiguous();
  std::vector<double> out;
  for (int64_t i = 0; i < t.numel(); ++i) {
    const double index = t.data_ptr<double>()[i] / per;
    const auto low = std::min<size_t>(alpha_bar.size() - 2, size_t(index));
    const auto log_s = [&](size_t j) { return 0.5 * std::log((1 - alpha_bar[j]) / alpha_bar[j]); };
    const double w = index - double(low);
    out.push_back(std::exp((1 - w) * log_s(low) + w * log_s(low + 1)));
  }
  return row(out);
}

/// eps at unit variance, told an index; with channels of a variance behind it if `half`.
Written indexed(const std::vector<double>& alpha_bar, bool half, double per = 1) {
  return [=](const Tensor& x, const Tensor& time) {
    const Tensor s = level_at(alpha_bar, time, per), a = 1 / torch::sqrt(1 + s * s);
    const Tensor eps = noise_of(x, a, s * a);
    return half ? torch::cat({eps, 7 + 0 * eps}, 1) : eps;
  };
}

/// u = x0 - n at x = t x0 + (1 - t) n, told t.
Written towards_data() {
  return [](const Tensor& x, const Tensor& t) {
    const Tensor x0 = posterior_mean(x, t, 1 - t);
    return (x0 - x) / column(1 - t);
  };
}

/// A diffusers scheduler's config; its path.
std::string scheduler(const std::string& name, const std::string& json) {
  static const TemporaryFolder folder("conventions");
  return folder.put(name, json);
}

/// What a preset's network is, and a process whose levels it knows.
struct Dressed {
  Written network;
  std::string process;
};

std::map<std::string, Dressed> dressed() {
  const std::string middle = "edm(sigma_min=0.05,sigma_max=50)",
                    vp = "vp_linear(t_min=0.01,t_max=0.95)";
  const auto ddpm = products(linear(1000, 1e-4, 0.02));
  const Written vp_eps = [](const Tensor& x, const Tensor& time) {
    const Tensor a = alpha_at(time / 999);
    return noise_of(x, a, torch::sqrt(1 - a * a));
  };
  const auto diffusers = [](const std::string& name, const std::string& rest) {
    return "diffusers(file=" +
           scheduler(name,
                     "{\"_class_name\": \"DDIMScheduler\", \"beta_start\": 0.00085, "
                     "\"beta_end\": 0.012, " +
                         rest + "}") +
           ")";
  };
  const auto sd = [] {  // beta = (sqrt from ... to ...)^2
    std::vector<double> betas = linear(1000, std::sqrt(0.00085), std::sqrt(0.012));
    for (double& b : betas) b *= b;
    return products(betas);
  }();
  const std::string sd_process = "edm(sigma_min=0.05,sigma_max=14)";
  std::map<std::string, Dressed> all;
  for (const char* name : {"edm", "edm2", "k_diffusion"}) all[name] = {denoiser(), middle};
  all["edm_raw"] = {[](const Tensor& x, const Tensor& time) {
                      const Tensor s = torch::exp(4 * time), v = s * s + 0.25,
                                   y = x * column(torch::sqrt(v));
                      return (posterior_mean(y, ones(s), s) - column(0.25 / v) * y) /
                             column(0.5 * s / torch::sqrt(v));
                    },
                    middle};
  all["score_sde_vp"] = all["edm_vp"] = {vp_eps, vp};
  all["score_sde_subvp"] = {[](const Tensor& x, const Tensor& time) {
                              const Tensor a = alpha_at(time / 999);
                              return noise_of(x, a, 1 - a * a);
                            },
                            "sub_vp(t_min=0.01)"};
  all["edm_ve"] = {[](const Tensor& y, const Tensor& time) {
                     const Tensor s = 2 * torch::exp(time);
                     return (posterior_mean(y, ones(s), s) - y) / column(s);
                   },
                   middle};
  all["score_sde_ve"] = {[](const Tensor& y, const Tensor& s) {  // data in [0, 1]
                           const Tensor z0 = own_mean(y, ones(s), s, 0.5, 0.5);
                           return (z0 - y) / column(s * s);
                         },
                         middle};
  all["iddpm"] = {indexed(products(cosine(4000)), true, 0.25), vp};
  all["iddpm(schedule=linear,rescale=false,steps=500,channels=all)"] = {
      indexed(products(linear(500, 2e-4, 0.04)), false), "edm(sigma_min=0.05,sigma_max=50)"};
  all["adm"] = {indexed(ddpm, true), vp};
  all["dit"] = {indexed(ddpm, true), vp};
  all["dit(channels=3)"] = all["dit"];
  all["ddpm"] = {indexed(ddpm, false), vp};
  all["diffusers"] = {indexed(ddpm, false), vp};
  all[diffusers("epsilon.json",
                R"("beta_schedule": "scaled_linear", "variance_type": "learned")")] = {
      indexed(sd, true), sd_process};
  all[diffusers("sample.json",
                R"("beta_schedule": "scaled_linear", "prediction_type": "sample")")] = {
      [=](const Tensor& x, const Tensor& time) {
        const Tensor s = level_at(sd, time), a = 1 / torch::sqrt(1 + s * s);
        return posterior_mean(x, a, s * a);
      },
      sd_process};
  all[diffusers("v.json", R"("beta_schedule": "squaredcos_cap_v2", "num_train_timesteps": 300,
                             "prediction_type": "v_prediction", "trained_betas": null)")] = {
      [=](const Tensor& x, const Tensor& time) {
        const Tensor s = level_at(products(cosine(300)), time), a = 1 / torch::sqrt(1 + s * s);
        return column(a) * noise_of(x, a, s * a) - column(s * a) * posterior_mean(x, a, s * a);
      },
      "edm(sigma_min=0.05,sigma_max=50)"};
  all[diffusers("zero.json", R"("beta_schedule": "scaled_linear", "rescale_betas_zero_snr": true,
                                "prediction_type": "v_prediction")")] = {
      [=](const Tensor& x, const Tensor& time) {
        const Tensor s = level_at(zero_terminal(sd), time), a = 1 / torch::sqrt(1 + s * s);
        return column(a) * noise_of(x, a, s * a) - column(s * a) * posterior_mean(x, a, s * a);
      },
      sd_process};
  all[diffusers("betas.json", R"("trained_betas": [0.01, 0.02, 0.1, 0.3, 0.5])")] = {
      indexed(products({0.01, 0.02, 0.1, 0.3, 0.5}), false), "edm(sigma_min=0.11,sigma_max=1.5)"};
  all["diffusers(file=" +
      scheduler("flow.json",
                R"({"_class_name": "FlowMatchEulerDiscreteScheduler",
                                        "shift": 3.0})") +
      ")"] = {
      [](const Tensor& x, const Tensor& time) { return -towards_data()(x, 1 - time / 1000); },
      "rectified_flow"};
  all["torchcfm"] = all["sit"] = all["sit(order=tx)"] = {towards_data(), "rectified_flow(t_max=1)"};
  all["flow"] = {[](const Tensor& x, const Tensor& t) { return -towards_data()(x, 1 - t); },
                 "rectified_flow(t_max=1)"};
  all["flow(time=data,output=data-noise,order=tx,time_scale=10)"] = {
      [](const Tensor& x, const Tensor& t) { return towards_data()(x, t / 10); },
      "rectified_flow(t_max=1)"};
  // Data of another size and centre, in any convention.
  all["k_diffusion(data_scale=0.2,data_offset=0.7)"] = {
      [](const Tensor& y, const Tensor& s) { return own_mean(y, ones(s), s, 0.2, 0.7); }, middle};
  all["flow(data_scale=2,data_offset=-1)"] = {[](const Tensor& x, const Tensor& t) {
                                                return (x - own_mean(x, 1 - t, t, 2, -1)) /
                                                       column(t);
                                              },
                                              "rectified_flow(t_max=1)"};
  return all;
}

std::shared_ptr<ForeignModel> model_of(const std::string& like, const Written& network,
                                       int64_t micro_batch = 4) {
  ForeignOptions options;
  options.name = "dressed mixture", options.hash = "none";
  options.shape = {3}, options.type = at::kDouble, options.micro_batch = micro_batch;
  return std::make_shared<ForeignModel>(
      make_convention(like), options,
      [network](const Tensor& x, const Tensor& time, const Tensor&) { return network(x, time); });
}

/// Points of the process at times of their own, B of them.
struct Points {
  Tensor x;
  PerSample alpha = 1, sigma = 1;
};
Points points(const Process& p, int64_t n, bool inner) {
  torch::manual_seed(3);
  std::vector<double> a, s;
  for (int64_t i = 0; i < n; ++i) {
    const double w = inner ? (double(i) + 0.5) / double(n) : double(i) / double(n - 1),
                 t = std::exp(std::log(p.t_max()) * (1 - w) + std::log(p.t_min()) * w);
    a.push_back(p.alpha(t)), s.push_back(p.sigma(t));
  }
  const Tensor x0 = 0.7 * torch::randn({n, 3}, torch::kDouble),
               noise = torch::randn({n, 3}, torch::kDouble);
  return {column(row(a)) * x0 + column(row(s)) * noise, PerSample(a), PerSample(s)};
}

/// A function with a backward pass and no jvp, as many a library has.
struct Square : torch::autograd::Function<Square> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& y) {
    context->save_for_backward({y});
    return y * y;
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list g) {
    return {2 * context->get_saved_variables()[0] * g[0]};
  }
};

}  // namespace

TEST_CASE("networks written in each convention around one mixture predict and sample what it does",
          "[convention]") {
  const auto exact = mixture_model(kMixture);
  std::map<std::string, bool> seen;
  for (const auto& [like, d] : dressed()) {
    INFO(like << " on " << d.process);
    seen[make_convention(like).name.substr(0, like.find('('))] = true;
    const auto model = model_of(like, d.network);
    const auto process = make_process(d.process);
    const Points at = points(*process, 11, false);
    const bool noise_alone = process->from_pure_noise();
    for (Prediction want : {Prediction::data, Prediction::noise, Prediction::flow}) {
      // At alpha = 0 the mixture's native noise says nothing of the data, but its flow does.
      const Tensor mine = model->predict(at.x, at.alpha, at.sigma, want);
      const Tensor flow = exact->predict(at.x, at.alpha, at.sigma, Prediction::flow);
      CHECK(distance(mine, convert(flow, Prediction::flow, want, at.x, at.alpha, at.sigma)) < 1e-6);
      if (!noise_alone)
        CHECK(distance(mine, exact->predict(at.x, at.alpha, at.sigma, want)) < 1e-6);
    }
    const auto plan = plan_on_grid(make_method("rk4"), make_time_grid("quadratic", *process, 12));
    const std::vector<uint64_t> seeds{1, 2, 3, 4, 5, 6};
    const Solution a = solve(plan, process, model, seeds, torch::kDouble),
                   b = solve(plan, process, exact, seeds, torch::kDouble);
    CHECK(a.ok());
    CHECK(a.mean_nfe() == b.mean_nfe());
    CHECK(distance(a.x, b.x) < 1e-6);
    if (noise_alone) continue;
    const auto multistep =
        plan_on_grid(make_method("dpmpp_3m"), make_time_grid("log_snr", *process, 12));
    CHECK(distance(solve(multistep, process, model, seeds, torch::kDouble).x,
                   solve(multistep, process, exact, seeds, torch::kDouble).x) < 1e-6);
  }
  for (const auto& [name, entry] : convention_entries()) {
    INFO(name);
    CHECK(seen[name]);  // every preset is held to it
  }
}

TEST_CASE("VJPs and JVPs of networks in each convention are the mixture's", "[convention]") {
  const auto exact = mixture_model(kMixture);
  for (const auto& [like, d] : dressed()) {
    INFO(like << " on " << d.process);
    const auto model = model_of(like, d.network);
    const auto process = make_process(d.process);
    const Points at = points(*process, 6, true);
    torch::manual_seed(4);
    const Tensor v = torch::randn({6, 3}, torch::kDouble);
    const auto product = [&](ScoreModel& m, ProductKind kind, Prediction want) {
      Tensor out = torch::zeros({6, 3}, torch::kDouble);
      const Tensor value =
          m.predict(at.x, at.alpha, at.sigma, want, kind,
                    [&](int64_t from, int64_t rows, const Product& times) {
                      out.narrow(0, from, rows).copy_(times(v.narrow(0, from, rows)));
                    });
      CHECK(distance(value, m.predict(at.x, at.alpha, at.sigma, want)) < 1e-12);
      return out;
    };
    for (Prediction want : {Prediction::noise, Prediction::data, Prediction::flow}) {
      const Tensor right = product(*exact, ProductKind::vjp, want),  // symmetric
          by_vjp = product(*model, ProductKind::vjp, want),
                   by_jvp = product(*model, ProductKind::jvp, want);
      CHECK(distance(by_vjp, right) < 1e-6);
      CHECK(distance(by_jvp, right) < 1e-6);
    }
    CHECK(model->ledger().vjp == 3);
    CHECK(model->ledger().jvp == 3);
  }
}

TEST_CASE("tables and ranges have the published ends", "[convention]") {
  const auto ends = [](const std::string& like) {
    const Convention c = make_convention(like);
    return std::pair(c.s_min, c.s_max);
  };
  // DDPM's 1000 betas: sqrt(1/0.9999 - 1), and alpha_bar = 4.0358e-5 (arXiv:2006.11239, sec. 4).
  CHECK(ends("ddpm").first == Approx(0.0100005).epsilon(1e-6));
  CHECK(ends("ddpm").second == Approx(std::sqrt(1 / 4.0358e-5 - 1)).epsilon(1e-4));
  // Stable Diffusion's range, as k-diffusion prints it.
  const auto sd =
      ends("diffusers(file=" + scheduler("sd.json", R"({"beta_schedule": "scaled_linear",
                         "beta_start": 0.00085, "beta_end": 0.012})") +
           ")");
  CHECK(sd.first == Approx(0.0292).epsilon(2e-3));
  CHECK(sd.second == Approx(14.6146).epsilon(1e-5));
  // What a file leaves out is what its class has there.
  for (const char* kind : {"TCDScheduler", "HeunDiscreteScheduler", "KDPM2DiscreteScheduler",
                           "KDPM2AncestralDiscreteScheduler", "DPMSolverSDEScheduler"}) {
    const auto usual =
        ends("diffusers(file=" +
             scheduler("usual.json", fmt::format(R"({{"_class_name": "{}"}})", kind)) + ")");
    INFO(kind);
    CHECK(usual == (std::string(kind) == "TCDScheduler"
                        ? sd
                        : ends("ddpm(beta_start=0.00085,beta_end=0.012)")));
  }
  // EDM's VPPrecond: sigma(1e-5) and sigma(1).
  CHECK(ends("edm_vp").first == Approx(std::sqrt(std::expm1(0.5 * 19.9e-10 + 1e-6))));
  CHECK(ends("edm_vp").second == Approx(std::sqrt(std::exp(10.05) - 1)));
  CHECK(make_convention("score_sde_ve").lambda_max() == Approx(-std::log(0.02)));
}

TEST_CASE("times of a table are snapped to it, with the grid, where that is asked for",
          "[convention]") {
  const auto alpha_bar = products(linear(1000, 1e-4, 0.02));
  const auto process = make_process("vp_linear");
  std::vector<Tensor> told;
  const auto network = indexed(alpha_bar, false);
  const auto model = model_of("ddpm(times=snapped)", [&](const Tensor& x, const Tensor& time) {
    told.push_back(time);
    return network(x, time);
  });
  REQUIRE(model->levels().size() == 1000);
  CHECK(model->levels().front() == Approx(0.0100005).epsilon(1e-6));
  const TimeGrid wished = make_time_grid("log_snr", *process, 20),
                 grid = snap_grid(wished, *process, model->levels());
  REQUIRE(grid.size() == wished.size());
  for (size_t i = 0; i < grid.size(); ++i) {
    const double s = process->sigma(grid[i]) / process->alpha(grid[i]);
    double nearest = 1e9, wish = process->sigma(wished[i]) / process->alpha(wished[i]);
    for (double level : model->levels()) nearest = std::min(nearest, std::abs(std::log(level / s)));
    CHECK(nearest < 1e-9);
    CHECK(std::abs(std::log(s / wish)) < 0.35);  // half of the widest gap of the table, its first
  }
  CHECK(grid.front() <= process->t_max());
  CHECK(grid.back() >= process->t_min());

  const std::vector<uint64_t> seeds{1, 2, 3};
  const auto plan = plan_on_grid(make_method("dpmpp_2m"), grid);
  const Solution a = solve(plan, process, model, seeds, torch::kDouble);
  REQUIRE(told.size() == 20);
  for (const Tensor& t : told) CHECK(t.scalar_type() == torch::kLong);
  // On the table nothing is rounded: these are the mixture's samples on the same grid.
  CHECK(distance(a.x, solve(plan, process, mixture_model(kMixture), seeds, torch::kDouble).x) <
        1e-6);
  // Off it, the network is told the nearest index for the true s.
  model->predict(torch::zeros({1, 3}, torch::kDouble), 1, 1.0, Prediction::noise);
  const double level = std::sqrt(1 / alpha_bar[told.back()[0].item<int64_t>()] - 1);
  CHECK(std::abs(std::log(level)) < 0.01);

  CHECK(snap_grid({0.9, 0.5, 0.1}, *process, {}) == TimeGrid{0.9, 0.5, 0.1});
  const auto edm = make_process("edm");
  CHECK(snap_grid({70, 69.9, 1, 0}, *edm, {0.5, 1.5, 60}).size() == 3);  // two fell together
  CHECK_THROWS_WITH(snap_grid({70, 60, 50}, *edm, {0.5, 1.5, 60}), ODELIA_CONTAINS("1 level of"));
  // A rescaled index is no integer.
  CHECK_FALSE(make_convention("iddpm(times=snapped)").integer_time);
  CHECK(make_convention("iddpm(steps=1000,times=snapped)").integer_time);
  CHECK(make_convention("ddpm").levels().empty());
}

TEST_CASE("a table that ends at pure noise is asked there and on the way", "[convention]") {
  const auto convention = [](const std::string& more) {
    return "diffusers(" + more +
           "file=" + scheduler("pure.json", R"({"beta_end": 0.02, "rescale_betas_zero_snr": true,
                                      "prediction_type": "v_prediction"})") +
           ")";
  };
  std::vector<double> alphas;
  for (double a : zero_terminal(products(linear(1000, 1e-4, 0.02)))) alphas.push_back(std::sqrt(a));
  CHECK(alphas.back() == 0);
  const Convention smooth = make_convention(convention("")),
                   snapped = make_convention(convention("times=snapped,"));
  REQUIRE(snapped.levels().size() == 1000);
  CHECK(std::isinf(snapped.levels().back()));
  for (size_t i = 0; i < 999; ++i) {
    const double s = std::sqrt(1 - alphas[i] * alphas[i]) / alphas[i];
    CHECK(snapped.levels()[i] == Approx(s).epsilon(1e-10));
    CHECK(smooth.ask(alphas[i], s * alphas[i]).time ==
          Approx(double(i)).epsilon(1e-6).margin(1e-6));
  }
  // v = -x0 at pure noise, and alpha counts the way from the last level before it.
  const auto pure = smooth.ask(0, 1);
  CHECK(pure.time == 999);
  CHECK(pure.from_x == 0);
  CHECK(pure.from_output == -1);
  const double a = 0.25 * alphas[998], s = std::sqrt(1 - a * a);
  CHECK(smooth.ask(a, s).time == Approx(998.75));
  CHECK(snapped.ask(a, s).time == 999);
  CHECK(snapped.ask(3 * a, std::sqrt(1 - 9 * a * a)).time == 998);

  const auto flow = make_process("rectified_flow(t_max=1)");
  const TimeGrid grid = make_time_grid("uniform", *flow, 10);
  const TimeGrid with = snap_grid(grid, *flow, snapped.levels()),
                 without = snap_grid(grid, *flow, make_convention("ddpm(times=snapped)").levels());
  CHECK(with.front() == 1);
  CHECK(with.size() == grid.size());
  const double last = std::sqrt(1 / products(linear(1000, 1e-4, 0.02)).back() - 1);
  CHECK(without.front() == Approx(last / (1 + last)).epsilon(1e-9));

  CHECK_THROWS_WITH(
      make_convention(
          "diffusers(file=" +
          scheduler("noise.json", R"({"beta_end": 0.02, "rescale_betas_zero_snr": true})") + ")"),
      ODELIA_CONTAINS("prediction_type sample or v_prediction"));
}

TEST_CASE("a level that the network does not know is refused with its range", "[convention]") {
  const auto model = model_of("ddpm", indexed(products(linear(1000, 1e-4, 0.02)), false));
  const Tensor x = torch::zeros({1, 3}, torch::kDouble);
  CHECK_THROWS_WITH(
      model->predict(x, 1, 0.005, Prediction::noise),
      ODELIA_CONTAINS("asked at sigma/alpha = 0.005") && ODELIA_CONTAINS("s_min=0.005"));
  CHECK_THROWS_AS(model->predict(x, 0, 1, Prediction::noise), std::domain_error);
  CHECK_NOTHROW(model->predict(x, 1e-4, 1, Prediction::noise));  // above: told the last index
  CHECK(model_of("edm(s_min=1e-4)", denoiser())->lambda_max() == Approx(std::log(1e4)));
  CHECK(model_of("k_diffusion", denoiser())->lambda_max() == INFINITY);
}

TEST_CASE("above the largest level that it knows a network is asked as there", "[convention]") {
  // Networks of the variance-exploding kind, exact for N(0.2, 0.5^2) in each dimension; the larger
  // noise is told as the largest level that they know.
  constexpr double kMean = 0.2, kVariance = 0.25;
  const auto mean = [](const Tensor& y, const Tensor& s, double c, double d) {
    const Tensor v = column(s * s), of_data = c * c * kVariance + 0 * v;
    return (of_data * y + v * (c * kMean + d)) / (of_data + v);
  };
  const Written ve = [&](const Tensor& y, const Tensor& time) {
    const Tensor s = 2 * torch::exp(time);
    return (mean(y, s, 1, 0) - y) / column(s);
  };
  const Written score = [&](const Tensor& y, const Tensor& s) {  // data in [0, 1]
    return (mean(y, s, 0.5, 0.5) - y) / column(s * s);
  };
  const Written preconditioned = [&](const Tensor& x, const Tensor& time) {
    const Tensor s = torch::exp(4 * time), root = column(torch::sqrt(s * s + 0.25)), y = x * root;
    return (mean(y, s, 1, 0) - 0.25 / (root * root) * y) / (0.5 * column(s) / root);
  };
  const auto exact = mixture_model({{1}, {{kMean, kMean, kMean}}, {std::sqrt(kVariance)}});
  const std::vector<uint64_t> seeds{1, 2, 3, 4, 5, 6};
  for (const auto& [like, network] : std::map<std::string, Written>{
           {"edm_ve", ve}, {"score_sde_ve", score}, {"edm_raw(s_max=100)", preconditioned}}) {
    const auto model = model_of(like, network);
    for (const char* on : {"vp_linear(t_min=0.01)", "edm(sigma_min=0.02,sigma_max=200)"}) {
      INFO(like << " on " << on);
      const auto process = make_process(on);
      const double alpha = process->alpha(process->t_max()),
                   sigma = process->sigma(process->t_max());
      REQUIRE(sigma / alpha > 150);
      const Tensor x = sigma * starting_noise(seeds, {3}, torch::kDouble);
      // Variance times n (1/s_max - 1/s)/s: the network's answer is for a little less noise.
      CHECK(distance(model->predict(x, alpha, sigma, Prediction::noise),
                     exact->predict(x, alpha, sigma, Prediction::noise)) < 1e-4);
      const auto plan =
          plan_on_grid(make_method("dpmpp_3m"), make_time_grid("log_snr", *process, 30));
      CHECK(distance(solve(plan, process, model, seeds, torch::kDouble).x,
                     solve(plan, process, exact, seeds, torch::kDouble).x) < 2e-3);
    }
  }
  // A flow's network, exact for N(0, 0.5^2): at x with alpha = 0 it is the noise itself.
  const Written flow = [](const Tensor& y, const Tensor& time) {
    const Tensor s = column(time), a = 1 - s;  // y = a x0 + s n; u = n - x0
    return (s - 0.25 * a) / (s * s + 0.25 * a * a) * y;
  };
  for (const char* like : {"flow(s_max=10)", "flow(s_max=10,data_scale=1.000000001)"}) {
    const auto data =
        model_of(like, flow)
            ->predict(torch::full({1, 3}, 0.7, torch::kDouble), 0.0, 1.0, Prediction::data);
    // x0 at s_max of the input there: s_max z n, and the data's share of it.
    CHECK(data[0][0].item<double>() ==
          Approx(0.25 * 10 * 0.7 / (100 + 0.25) * std::hypot(1, 10) / 10).epsilon(1e-6));
  }
  // Inputs of unit variance have it already; rounding at a process's end changes nothing.
  const Convention vp = make_convention("score_sde_vp");
  CHECK(vp.ask(1, 1000).on_x == Approx(1 / std::hypot(1, 1000)).epsilon(1e-12));
  const auto end = vp.ask(1, vp.s_max * (1 + 1e-15));
  CHECK(end.from_x == 0);
  CHECK(end.from_output == 1);
}

TEST_CASE("what comes back is held against what was asked, with a remedy", "[convention]") {
  const Tensor x = torch::randn({2, 3, 4, 4});
  const auto ask = [&](const std::string& like, const NetworkCall& call) {
    ForeignOptions options;
    options.name = "mine", options.shape = {3, 4, 4}, options.micro_batch = 2;
    ForeignModel(make_convention(like), options, call).predict(x, 1, 1, Prediction::data);
  };
  const auto repeated = [](int64_t times) {
    return [=](const Tensor& y, const Tensor&, const Tensor&) {
      return y.repeat({1, times, 1, 1});
    };
  };
  const auto as = [](auto&& f) {
    return [=](const Tensor& y, const Tensor&, const Tensor&) -> Tensor { return f(y); };
  };
  CHECK_NOTHROW(ask("edm", repeated(1)));
  CHECK_NOTHROW(ask("edm(channels=3)", repeated(2)));
  CHECK_NOTHROW(ask("adm", repeated(2)));
  CHECK_THROWS_WITH(ask("edm", repeated(2)),
                    ODELIA_CONTAINS("network 'mine', convention 'edm': asked with x = Float [2, 3, "
                                    "4, 4] on cpu") &&
                        ODELIA_CONTAINS("expected [2, 3, 4, 4], got [2, 6, 4, 4]") &&
                        ODELIA_CONTAINS("edm(channels=3)"));
  CHECK_THROWS_WITH(ask("adm", repeated(1)), ODELIA_CONTAINS("expected [2, 6, 4, 4]") &&
                                                 ODELIA_CONTAINS("adm(channels=all)"));
  CHECK_THROWS_WITH(ask("edm", as([](auto& y) { return y.flatten(1); })),
                    ODELIA_CONTAINS("got [2, 48]"));
  CHECK_THROWS_WITH(ask("edm", as([](auto& y) { return y[0]; })), ODELIA_CONTAINS("got [3, 4, 4]"));
  CHECK_THROWS_WITH(ask("edm", as([](auto& y) { return y.to(torch::kHalf); })),
                    ODELIA_CONTAINS("expected Float, got Half"));
  CHECK_THROWS_WITH(ask("edm", as([](auto&) { return Tensor(); })), ODELIA_CONTAINS("no tensor"));
  CHECK_THROWS_WITH(ask("edm", as([](auto& y) { return y / 0; })),
                    ODELIA_CONTAINS("not finite") && ODELIA_CONTAINS("'edm'"));
  CHECK_THROWS_WITH(ask("edm", as([](auto&) -> Tensor { throw std::domain_error("mine alone"); })),
                    ODELIA_CONTAINS("mine alone"));
  CHECK_THROWS_WITH(ask("edm(channels=4)", repeated(2)), ODELIA_CONTAINS("keeps 4 channels"));
  // Later a NaN is that sample's: the solver says so.
  ForeignOptions options;
  options.name = "mine", options.shape = {3, 4, 4};
  bool broken = false;
  ForeignModel model(
      make_convention("edm"), options,
      [&](const Tensor& y, const Tensor&, const Tensor&) { return broken ? y / 0 : y; });
  CHECK_NOTHROW(model.predict(x, 1, 1, Prediction::data));
  broken = true;
  CHECK_NOTHROW(model.predict(x, 1, 1, Prediction::data));
  CHECK_THROWS_WITH(model.predict(x[0], 1, 1, Prediction::data),
                    ODELIA_CONTAINS("expected x [B, 3, 4, 4], got [3, 4, 4]"));
}

TEST_CASE("a network without a derivative says which is missing, and what to do", "[convention]") {
  const Tensor x = torch::randn({2, 3}, torch::kDouble);
  const auto ask = [&](ProductKind kind, const Written& network) {
    model_of("edm", network)
        ->predict(x, 1, 1, Prediction::data, kind,
                  [&](int64_t, int64_t, const Product& times) { times(x); });
  };
  const Written cut = [](const Tensor& y, const Tensor&) { return (2 * y).detach(); };
  CHECK_THROWS_WITH(ask(ProductKind::vjp, cut), ODELIA_CONTAINS("no derivative"));
  CHECK_THROWS_WITH(ask(ProductKind::jvp, cut), ODELIA_CONTAINS("no derivative"));
  // Frozen weights do not matter, trainable ones that x does not reach are not enough.
  const Tensor weight = torch::ones({3}, torch::kDouble).requires_grad_(true);
  CHECK_THROWS_WITH(
      ask(ProductKind::vjp, [&](const Tensor& y, const Tensor&) { return y.detach() * weight; }),
      ODELIA_CONTAINS("no derivative"));
  CHECK_NOTHROW(ask(ProductKind::vjp, [&](const Tensor& y, const Tensor&) { return y * weight; }));
  const Written own = [](const Tensor& y, const Tensor&) { return Square::apply(y); };
  CHECK_NOTHROW(ask(ProductKind::vjp, own));
  CHECK_THROWS_WITH(ask(ProductKind::jvp, own),
                    ODELIA_CONTAINS("no JVP") && ODELIA_CONTAINS("VJP"));
}

TEST_CASE("a row does not depend on how many others there are", "[convention]") {
  // A network that sees its batch, as BLAS and convolutions do in their last digits.
  const Written sees = [](const Tensor& y, const Tensor&) {
    return y * (1 + 0.01 * double(y.size(0)));
  };
  const auto model = model_of("edm", sees, 8);
  const Tensor x = torch::randn({19, 3}, torch::kDouble);
  const Tensor all = model->predict(x, 1, 1, Prediction::data);
  for (int64_t i : {0, 7, 8, 18})
    CHECK(torch::equal(model->predict(x.slice(0, i, i + 1), 1, 1, Prediction::data),
                       all.slice(0, i, i + 1)));
  CHECK(model->identity() != model_of("edm", sees, 16)->identity());
}

TEST_CASE("labels and no label reach the network", "[convention]") {
  ForeignOptions options;
  options.name = "mine", options.shape = {2}, options.type = at::kDouble, options.micro_batch = 2;
  const NetworkCall call = [](const Tensor& y, const Tensor&, const Tensor& labels) {
    return labels.defined() ? 0 * y + labels.to(torch::kDouble).unsqueeze(1) : 0 * y - 1;
  };
  const Tensor x = torch::randn({3, 2}, torch::kDouble);
  const auto answer = [&](const std::string& like, const std::vector<int64_t>& labels) {
    ForeignModel model(make_convention(like), options, call);
    model.label(labels);
    return model.predict(x, 1, 1, Prediction::data).select(1, 0).contiguous();
  };
  CHECK(torch::equal(answer("edm", {}), row({-1, -1, -1})));
  CHECK(torch::equal(answer("edm(null_label=9)", {}), row({9, 9, 9})));
  CHECK(torch::equal(answer("edm", {4}), row({4, 4, 4})));
  CHECK(torch::equal(answer("edm", {4, 5, 6}), row({4, 5, 6})));
  CHECK(torch::equal(answer("edm(null_label=9)", {4, kNoClass, 6}), row({4, 9, 6})));
  CHECK_THROWS_WITH(answer("edm", {4, kNoClass, 6}), ODELIA_CONTAINS("null_label"));
  for (const std::string like : {"edm(classes=3)", "edm2(classes=3)"}) {  // as their own code does
    INFO(like);
    ForeignModel rows(make_convention(like), options,
                      [](const Tensor& y, const Tensor&, const Tensor& labels) {
                        CHECK(labels.scalar_type() == torch::kFloat);
                        const Tensor told = labels.reshape({-1, 3}).to(torch::kDouble);
                        return 0 * y + told.matmul(row({1, 2, 4})).unsqueeze(1);
                      });
    const auto of = [&](const std::vector<int64_t>& labels) {
      rows.label(labels);
      const int64_t n = labels.empty() ? 3 : static_cast<int64_t>(labels.size());
      return rows.predict(x.slice(0, 0, n), 1, 1, Prediction::data).select(1, 0).contiguous();
    };
    CHECK(torch::equal(of({2, kNoClass, 0}), row({4, 0, 1})));
    CHECK(torch::equal(of({2}), row({4})));  // as in the batch
    CHECK(torch::equal(of({}), row({0, 0, 0})));
    CHECK_THROWS_WITH(of({3}), ODELIA_CONTAINS("label 3 is not in 0..2"));
    CHECK(make_convention(like).identity !=
          make_convention(like.substr(0, like.find('('))).identity);
  }
  CHECK_THROWS_WITH(make_convention("edm(classes=0)"), ODELIA_CONTAINS("classes"));
  ForeignModel model(make_convention("edm(null_label=9)"), options, call);
  model.label({4, 5, 6});
  CHECK_THROWS_WITH(model.predict(x.slice(0, 0, 2), 1, 1, Prediction::data),
                    ODELIA_CONTAINS("3 labels for a batch of 2"));
  model.select({2});
  CHECK(model.predict(x.slice(0, 0, 1), 1, 1, Prediction::data)[0][0].item<double>() == 6);
}

namespace {
/// x, noting whether products may run in TF32 on the way there and on the way back.
struct NotesTf32 final : torch::autograd::Function<NotesTf32> {
  static inline std::vector<bool> there, back;
  static bool allowed() {
    return at::globalContext().allowTF32CuBLAS() && at::globalContext().allowTF32CuDNN();
  }
  static Tensor forward(torch::autograd::AutogradContext*, const Tensor& x) {
    there.push_back(allowed());
    return x.clone();
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext*,
                                                 torch::autograd::variable_list slopes) {
    back.push_back(allowed());
    return slopes;
  }
};
}  // namespace

TEST_CASE("a network in TF32 is differentiated in it, and leaves the flags as they were",
          "[convention]") {
  for (const bool tf32 : {true, false}) {
    ForeignOptions options;
    options.name = "mine", options.shape = {2}, options.micro_batch = 2, options.tf32 = tf32;
    ForeignModel model(
        make_convention("edm"), options,
        [](const Tensor& y, const Tensor&, const Tensor&) { return NotesTf32::apply(y); });
    const bool before = NotesTf32::allowed();
    NotesTf32::there.clear(), NotesTf32::back.clear();
    const Tensor x = torch::randn({2, 2});
    model.predict(x, 1, 1, Prediction::data, ProductKind::vjp,
                  [&](int64_t, int64_t, const Product& product) { product(x), product(x); });
    CHECK(NotesTf32::there == std::vector<bool>{tf32 || before});
    CHECK(NotesTf32::back == std::vector<bool>(2, tf32 || before));
    CHECK(NotesTf32::allowed() == before);
  }
}

TEST_CASE("a convention's spec is checked, and its identity says everything", "[convention]") {
  CHECK_THROWS_WITH(make_convention("emd"), ODELIA_CONTAINS("did you mean 'edm'"));
  CHECK_THROWS_WITH(make_convention("edm(chanels=3)"), ODELIA_CONTAINS("channels"));
  CHECK_THROWS_WITH(make_convention("edm(channels=0)"), ODELIA_CONTAINS("channels"));
  CHECK_THROWS_WITH(make_convention("edm(channels=2.5)"), ODELIA_CONTAINS("whole number"));
  CHECK_THROWS_WITH(make_convention("edm(data_scale=0)"), ODELIA_CONTAINS("positive"));
  CHECK_THROWS_WITH(make_convention("edm(s_min=2,s_max=1)"), ODELIA_CONTAINS("more than s_min"));
  CHECK_THROWS_WITH(make_convention("iddpm(schedule=square)"),
                    ODELIA_CONTAINS("cosine, linear") || ODELIA_CONTAINS("linear, cosine"));
  CHECK_THROWS_WITH(make_convention("iddpm(steps=1)"), ODELIA_CONTAINS("steps"));
  CHECK_THROWS_WITH(make_convention("ddpm(beta_end=2)"), ODELIA_CONTAINS("beta 5"));
  CHECK_THROWS_WITH(make_convention("sit(order=ty)"), ODELIA_CONTAINS("unknown order"));
  CHECK(make_convention("torchcfm").time_first);
  CHECK_FALSE(make_convention("sit").time_first);
  CHECK(make_convention("ddpm").identity != make_convention("ddpm(times=snapped)").identity);
  CHECK(make_convention("ddpm").identity == make_convention("ddpm(times=interpolated)").identity);
  // A file counts by its contents.
  const auto one = scheduler("one.json", R"({"beta_schedule": "linear", "clip_sample": true})"),
             same = scheduler("same.json", R"({"clip_sample": true, "beta_schedule": "linear"})"),
             other = scheduler("other.json", R"({"beta_schedule": "linear", "beta_end": 0.012})");
  const auto identity = [](const std::string& file) {
    return make_convention("diffusers(file=" + file + ")").identity;
  };
  CHECK(identity(one) == identity(same));
  CHECK(identity(one) != identity(other));
  // As Python writes what diffusers' samplers alone read; a text may say it too.
  const auto clipped = make_convention(
      "diffusers(file=" +
      scheduler("clipped.json", R"({"_class_name": "DPMSolverMultistepScheduler", "a\"b": "NaN",
                                   "beta_end": 0.012, "lambda_min_clipped": -Infinity})") +
      ")");
  CHECK(clipped.s_max == make_convention("ddpm(beta_end=0.012)").s_max);
  for (const auto& [text, words] : std::map<std::string, std::string>{
           {"[]", "expected an object"},
           {"{", "not valid JSON"},
           {R"({"beta_schedule": "sigmoid"})", "beta_schedule"},
           {R"({"beta_end": 0.02, "prediction_type": "velocity"})", "v_prediction"},
           {R"({"beta_end": 0.02, "num_train_timesteps": 1e12})", "num_train_timesteps"},
           {R"({"beta_end": Infinity})", "'beta_end' must be a number"},
           {R"({"trained_betas": [0.1, NaN]})", "trained_betas"},
           {R"({"num_train_timesteps": 1000, "shift": 3.0})", "neither _class_name nor betas"},
           {R"({"trained_betas": [0.1, "x"]})", "trained_betas"},
           {R"({"trained_betas": [0.1, 1.5]})", "beta 1"},
           {R"({"_class_name": "EDMEulerScheduler"})", "edm_raw"},
           {R"({"_class_name": "IPNDMScheduler"})", "IPNDMScheduler is not known"},
           {R"({"_class_name": "DDPMWuerstchenScheduler"})",
            "DDPMWuerstchenScheduler is not known"},
           {R"({"_class_name": "CosineDPMSolverMultistepScheduler"})", "is not known"},
           {R"({"_class_name": "DDIMSheduler"})", "did you mean 'DDIMScheduler'"},
           {R"({"_class_name": "EulerDiscreteScheduler", "timestep_type": "continuous"})",
            "timestep_type"},
           {R"({"_class_name": "FlowMatchEulerDiscreteScheduler", "invert_sigmas": true})",
            "invert_sigmas"},
           {R"({"_class_name": "UniPCMultistepScheduler", "use_flow_sigmas": true})",
            "flow(time_scale=1000)"}}) {
    INFO(text);
    CHECK_THROWS_WITH(identity(scheduler("bad.json", text)), ODELIA_CONTAINS(words));
  }
  CHECK_THROWS_WITH(
      make_convention(
          "diffusers(times=snapped,file=" +
          scheduler("any.json", R"({"_class_name": "FlowMatchHeunDiscreteScheduler"})") + ")"),
      ODELIA_CONTAINS("any time"));
  CHECK_THROWS_WITH(identity("nowhere.json"), ODELIA_CONTAINS("nowhere.json"));
}

TEST_CASE("rectified flow starts at pure noise, for models that can be asked there",
          "[convention][process]") {
  const auto exact = mixture_model(kMixture);
  const auto process = make_process("rectified_flow(t_max=1)");
  CHECK(process->alpha(1) == 0);
  CHECK_THROWS_WITH(make_process("rectified_flow(t_max=1.1)"), ODELIA_CONTAINS("t_max <= 1"));
  // At alpha = 0 the data predicted are their mean: Euler's first step in closed form.
  Tensor mean = torch::zeros({3}, torch::kDouble);
  for (size_t j = 0; j < 3; ++j) mean += kMixture.weights[j] * row(kMixture.means[j]);
  const std::vector<uint64_t> seeds{1, 2, 3, 4};
  const Tensor noise = starting_noise(seeds, {3}, torch::kDouble);
  const SolvePlan half = plan_on_grid(make_method("euler"), {1, 0.5});
  CHECK(distance(solve(half, process, exact, seeds, torch::kDouble).x, 0.5 * (noise + mean)) <
        1e-14);

  // Every solver of the drift goes from there; the rest say why not.
  const TimeGrid grid = make_time_grid("uniform", *process, 40);
  const Tensor truth =
      solve(plan_to_tolerance("test", make_method("dopri5"), 1, grid.back(), {1e-10, 1e-10}),
            process, exact, seeds, torch::kDouble)
          .x;
  int solved = 0, refused = 0;
  for (const auto& [name, entry] : registry()) {
    const Traits& traits = entry.traits;
    if (traits.uses_statistics) continue;
    INFO(name);
    const Method method = make_method(name);
    // Implicit methods of other libraries may fail anywhere, and ask beyond the ends of a step.
    if (traits.outside && name.find("dopri") == std::string::npos) continue;
    const bool fits = traits.needs == Needs::drift && method.eta == 0 && traits.order > 0;
    if (!fits) {
      if (traits.needs == Needs::semi_linear || method.eta > 0) {
        CHECK_THROWS_AS(solve(plan_on_grid(method, grid), process, exact, {1}, torch::kDouble),
                        std::invalid_argument);
        ++refused;
      }
      continue;
    }
    const Solution s = solve(plan_on_grid(method, grid), process, exact, seeds, torch::kDouble);
    CHECK(s.ok());
    CHECK(distance(s.x, truth) < 0.1);  // 40 Euler steps are within 0.03
    ++solved;
  }
  CHECK(solved >= 20);  // the Runge-Kutta methods
  CHECK(refused > 30);
  CHECK_THROWS_WITH(
      solve(plan_on_grid(make_method("dpmpp_2m"), grid), process, exact, seeds, torch::kDouble),
      ODELIA_CONTAINS("alpha = 0"));
  for (const char* name : {"log_snr", "karras"})
    CHECK_THROWS_WITH(make_time_grid(name, *process, 5), ODELIA_CONTAINS("take uniform"));
  const auto eps = model_of("ddpm", indexed(products(linear(1000, 1e-4, 0.02)), false));
  CHECK_THROWS_WITH(solve(half, process, eps, seeds, torch::kDouble),
                    ODELIA_CONTAINS("cannot be asked") && ODELIA_CONTAINS("t_max=0.999"));
  CHECK_THROWS_WITH(forward_dynamics(process), ODELIA_CONTAINS("t_max=0.999"));
  CHECK(obstacle(plan_on_grid(make_method("heun"), grid), process, exact, torch::kDouble).empty());
}

TEST_CASE("a likelihood along the whole straight path is the mixture's own", "[convention]") {
  const auto process = make_process("rectified_flow(t_max=1)");
  const double t_min = 1e-3;
  torch::manual_seed(5);
  const Tensor x = 0.8 * torch::randn({5, 3}, torch::kDouble);
  const auto right =
      mixture_model(kMixture)->log_density(x, process->alpha(t_min), process->sigma(t_min));
  const FlowSteps steps{1e-9, 1e-9, 10, "uniform"};
  const SolvePlan plan = plan_flow("test", "dopri5", steps, *process, t_min);
  const std::vector<uint64_t> seeds{1, 2, 3, 4, 5};
  const auto at = dressed().at("torchcfm");
  for (const auto& model : {mixture_model(kMixture),
                            std::static_pointer_cast<ScoreModel>(model_of("torchcfm", at.network))})
    for (ProductKind kind : {ProductKind::vjp, ProductKind::jvp}) {
      TraceOptions options;
      options.product = kind;
      const auto found = flow_log_density(
          plan, process, model, make_trace_estimator(options, seeds, {3}, torch::kDouble), kind, x,
          "prior");  // N(0, I) is exact at alpha = 0
      CHECK(distance(found.log_prob.squeeze(1), right) < 1e-6);
    }
}
