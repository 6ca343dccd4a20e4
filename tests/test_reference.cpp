#include "tests/catch.h"

#include "models/data/npz.h"
#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"

using namespace odelia;

// What public samplers gave for the same noise, denoiser and sigmas: tests/reference/samplers.py
// recorded it.

namespace {

using Arrays = std::map<std::string, Tensor>;

const Arrays& recorded() {
  static const Arrays arrays = [] {
    Arrays out;
    for (const auto& [name, value] : read_npz(ODELIA_SOURCE_DIR "/tests/reference/samplers.npz"))
      out[name] = value;
    return out;
  }();
  return arrays;
}

/// Hands out recorded draws in order.
class RecordedNoise final : public NoiseSource {
 public:
  explicit RecordedNoise(Tensor draws) : draws_(std::move(draws)) {}
  Tensor normal(const PerSample&, const PerSample&, const Tensor&, int) override {
    return draws_[next_++];
  }
  void select(const std::vector<int64_t>&) override {
    throw std::logic_error("RecordedNoise: no sample may leave");
  }

 private:
  Tensor draws_;
  int64_t next_ = 0;
};

/// The largest difference between the public sampler's end and ours, relative to the largest value.
double disagreement(const std::string& record, const std::string& sigmas, const std::string& solver,
                    const std::string& process = "edm(sigma_max=200)") {
  const Mixture mixture{{0.5, 0.3, 0.2},
                        {{-0.8, 0.3, 0.5, -0.2}, {0.7, -0.6, 0.1, 0.4}, {0.2, 0.9, -0.7, 0.3}},
                        {0.6, 0.5, 0.7}};
  const Tensor times = recorded().at(sigmas);
  const TimeGrid grid(times.data_ptr<double>(), times.data_ptr<double>() + times.numel());
  const Method method = make_method(solver);
  const auto dynamics = reverse_dynamics(make_process(process), mixture_model(mixture), method.eta);
  const auto draws = recorded().find(record + ".noise");
  std::unique_ptr<NoiseSource> noise = std::make_unique<NoNoise>();
  if (draws != recorded().end()) noise = std::make_unique<RecordedNoise>(draws->second);
  const Solution s = integrate(method, *dynamics, *noise, recorded().at("noise") * grid[0], grid);
  const Tensor theirs = recorded().at(record);
  return ((s.x - theirs).abs().max() / theirs.abs().max()).item<double>();
}

}  // namespace

TEST_CASE("deterministic samplers agree with k-diffusion's", "[reference]") {
  const auto [theirs, ours] = GENERATE(table<std::string, std::string>({
      {"euler", "ddim"},
      {"heun", "heun"},
      {"dpm_2", "dpm_2"},
      {"dpmpp_2m", "dpmpp_2m"},
      {"dpmpp_2s", "dpmpp_2s"},
      {"lms1", "lms1"},
      {"lms2", "lms2"},
      {"lms3", "lms3"},
      {"lms4", "lms4"},
      {"dpmpp_3m_legacy", "dpmpp_3m_sde_legacy(eta=0)"},
  }));
  INFO(theirs);
  // Both are float64 throughout: a dozen steps of rounding at sigma = 10.
  CHECK(disagreement("k_diffusion." + theirs, "karras.sigmas", ours) < 1e-10);
}

TEST_CASE("stochastic samplers agree with k-diffusion's on the same draws", "[reference]") {
  const auto [theirs, ours] = GENERATE(table<std::string, std::string>({
      {"euler_ancestral", "euler_ancestral"},
      {"dpm_2_ancestral", "dpm_2_ancestral"},
      {"dpmpp_2s_ancestral", "dpmpp_2s_ancestral"},
      {"dpmpp_2m_sde", "dpmpp_2m_sde"},
      {"dpmpp_3m_sde_legacy", "dpmpp_3m_sde_legacy"},
  }));
  INFO(theirs);
  CHECK(disagreement("k_diffusion." + theirs, "karras.sigmas", ours) < 1e-10);
}

TEST_CASE("schedulers of diffusers are methods of ours by these names", "[reference]") {
  const auto [theirs, ours] = GENERATE(table<std::string, std::string>({
      {"dpmpp_1m", "ddim"},
      {"dpm_solver_1m", "ddim"},
      {"dpmpp_2m", "dpmpp_2m"},
      {"dpm_solver_2m", "dpm_solver_2m"},
      {"dpmpp_3m", "dpmpp_3m_legacy"},
      {"dpm_solver_3m", "dpm_solver_3m_legacy"},
      {"deis1", "ddim"},
      {"deis2", "exp_ab2_noise"},  // what diffusers calls DEIS interpolates in log(sigma/alpha)
      {"deis3", "exp_ab3_noise"},
      {"unipc1_bh1", "unipc1_bh1"},
      {"unipc1_bh2", "unipc1_bh2"},
      {"unipc2_bh1", "unipc2_bh1"},
      {"unipc2_bh2", "unipc2_bh2"},
      {"unipc3_bh1", "unipc3_bh1"},
      {"unipc3_bh2", "unipc3_bh2"},
  }));
  INFO(theirs);
  // Their step() works in float32 whatever the tables and the state: 6e-8 a step, and the noise
  // predictions grow it by up to 157.
  CHECK(disagreement("diffusers." + theirs, "ddpm.sigmas", ours) < 2e-5);
}

TEST_CASE("DDIM agrees with diffusers'", "[reference]") {
  CHECK(disagreement("diffusers.ddim", "ddim.sigmas", "ddim") < 1e-10);
}

TEST_CASE("EDM's Algorithms 1 and 2 agree with the authors' code", "[reference]") {
  CHECK(disagreement("edm.heun", "edm.sigmas", "heun") < 1e-10);
  CHECK(disagreement("edm.stochastic", "edm.sigmas", "edm_stochastic(S_churn=10,S_noise=1.003)") <
        1e-10);
}
