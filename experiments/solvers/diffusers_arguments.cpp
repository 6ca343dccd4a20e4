// The arguments of diffusers' schedulers.  Source: huggingface/diffusers at 58eb52c, in
// src/diffusers/schedulers.
#include "experiments/solvers/diffusers_arguments.h"

#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>

#include <fmt/ranges.h>

#include "experiments/solvers/parts.h"
#include "solvers/names.h"
#include "solvers/number_in.h"
#include "solvers/text.h"

namespace odelia {
namespace {

/// `key`: heeded, or without a bearing on what is found (the process, the network, how something is
/// done that another argument turns on).  `key=ours`: not heeded, and as we do it at that value.
/// `key=ours/theirs`: the same, where the class's default is another.
struct DiffusersClass {
  const char* name;
  std::vector<const char*> arguments;  ///< lists of them
};

constexpr const char* kBetas =
    "num_train_timesteps=1000 beta_start beta_end beta_schedule trained_betas=None prediction_type";
constexpr const char* kSigmas = "use_karras_sigmas use_exponential_sigmas use_beta_sigmas";
constexpr const char* kSpacing = "timestep_spacing steps_offset rescale_betas_zero_snr=False";
constexpr const char* kThreshold = "thresholding dynamic_thresholding_ratio sample_max_value";
constexpr const char* kNoThreshold =
    "thresholding=False dynamic_thresholding_ratio sample_max_value";
constexpr const char* kClip = "clip_sample clip_sample_range";
constexpr const char* kNoClip = "clip_sample=False clip_sample_range";
constexpr const char* kFlowSigmas =
    "use_flow_sigmas=False flow_shift use_dynamic_shifting=False time_shift_type";
constexpr const char* kFlowShift =
    "num_train_timesteps shift use_dynamic_shifting base_shift=0.5 max_shift=1.15 "
    "base_image_seq_len=256 max_image_seq_len=4096 time_shift_type=exponential invert_sigmas=False "
    "shift_terminal=None";
constexpr const char* kOfDdim = "eta use_clipped_model_output set_alpha_to_one";
constexpr const char* kOrder = "solver_order solver_type algorithm_type";
constexpr const char* kEdm =
    "num_train_timesteps prediction_type sigma_data sigma_schedule sigma_min sigma_max rho=7 "
    "final_sigmas_type";
constexpr const char* kDistilled =
    "original_inference_steps= timestep_spacing=leading steps_offset=0 set_alpha_to_one=True "
    "timestep_scaling=10 rescale_betas_zero_snr=False";

const std::vector<DiffusersClass>& known_classes() {
  static const std::vector<DiffusersClass> all{
      {"DPMSolverMultistepScheduler",
       {kBetas, kSigmas, kSpacing, kThreshold, kFlowSigmas, kOrder,
        "lower_order_final final_sigmas_type use_lu_lambdas euler_at_final=False variance_type "
        "lambda_min_clipped=-inf"}},
      {"DPMSolverMultistepInverseScheduler",
       {kBetas, kSigmas, kThreshold, kFlowSigmas, kOrder,
        "timestep_spacing steps_offset lower_order_final euler_at_final=False variance_type "
        "lambda_min_clipped=-inf"}},
      {"DPMSolverSinglestepScheduler",
       {kBetas, kSigmas, kThreshold, kFlowSigmas, kOrder,
        "final_sigmas_type lower_order_final=True variance_type lambda_min_clipped=-inf"}},
      {"UniPCMultistepScheduler",
       {kBetas, kSigmas, kSpacing, kThreshold, kFlowSigmas,
        "solver_order solver_type predict_x0 lower_order_final final_sigmas_type "
        "disable_corrector=[] solver_p=None sigma_min=None sigma_max=None shift_terminal=None"}},
      {"DEISMultistepScheduler",
       {kBetas, kSigmas, kSpacing, kThreshold, kFlowSigmas, kOrder, "lower_order_final"}},
      {"SASolverScheduler",
       {kBetas, kSigmas, kSpacing, kThreshold, kFlowSigmas,
        "predictor_order corrector_order lower_order_final tau_func=None "
        "algorithm_type=data_prediction variance_type lambda_min_clipped=-inf"}},
      {"EDMDPMSolverMultistepScheduler",
       {kEdm, kThreshold, kOrder, "lower_order_final euler_at_final=False"}},
      {"CosineDPMSolverMultistepScheduler",
       {kEdm, "solver_order solver_type lower_order_final euler_at_final=False"}},
      {"EDMEulerScheduler", {kEdm}},
      // CogVideoX's read clip_sample and do not clip.
      {"CogVideoXDPMScheduler",
       {kBetas, kSpacing, kClip, "set_alpha_to_one sample_max_value snr_shift_scale"}},
      {"CogVideoXDDIMScheduler",
       {kBetas, kSpacing, kClip, "eta set_alpha_to_one sample_max_value snr_shift_scale"}},
      {"DDIMScheduler", {kBetas, kSpacing, kClip, kNoThreshold, kOfDdim}},
      {"DDIMParallelScheduler", {kBetas, kSpacing, kClip, kNoThreshold, kOfDdim}},
      {"DDIMInverseScheduler",
       {kBetas, kSpacing, "clip_sample=False/True clip_sample_range set_alpha_to_one"}},
      {"DDPMScheduler", {kBetas, kSpacing, kClip, kThreshold, "variance_type"}},
      {"DDPMParallelScheduler", {kBetas, kSpacing, kClip, kThreshold, "variance_type"}},
      {"UnCLIPScheduler",
       {kClip, "num_train_timesteps=1000 variance_type prediction_type beta_schedule"}},
      {"RePaintScheduler",
       {"num_train_timesteps=1000 beta_start beta_end beta_schedule eta trained_betas=None "
        "clip_sample=False/True"}},
      {"PNDMScheduler", {kBetas, kSpacing, "skip_prk_steps set_alpha_to_one"}},
      {"IPNDMScheduler", {"num_train_timesteps trained_betas=None"}},
      {"LMSDiscreteScheduler", {kBetas, kSigmas, kSpacing}},
      {"EulerDiscreteScheduler",
       {kBetas, kSigmas, kSpacing,
        "final_sigmas_type interpolation_type=linear timestep_type=discrete sigma_min=None "
        "sigma_max=None"}},
      {"EulerAncestralDiscreteScheduler", {kBetas, kSpacing}},
      {"HeunDiscreteScheduler", {kBetas, kSigmas, kSpacing, kNoClip}},
      {"KDPM2DiscreteScheduler", {kBetas, kSigmas, kSpacing}},
      {"KDPM2AncestralDiscreteScheduler", {kBetas, kSigmas, kSpacing}},
      {"DPMSolverSDEScheduler", {kBetas, kSigmas, kSpacing, "noise_sampler_seed"}},
      {"FlowMatchEulerDiscreteScheduler", {kSigmas, kFlowShift, "stochastic_sampling=False"}},
      {"FlowMatchLCMScheduler", {kSigmas, kFlowShift, "scale_factors=None upscale_mode"}},
      {"FlowMatchHeunDiscreteScheduler", {"num_train_timesteps shift"}},
      {"KarrasVeScheduler", {"sigma_min sigma_max s_noise s_churn s_min s_max"}},
      {"ScoreSdeVeScheduler",
       {"num_train_timesteps snr sigma_min sigma_max sampling_eps= correct_steps=1"}},
      {"ScoreSdeVpScheduler", {"num_train_timesteps beta_min=0.1 beta_max=20 sampling_eps=0.001"}},
      {"LCMScheduler", {kBetas, kNoClip, kNoThreshold, kDistilled}},
      {"TCDScheduler", {kBetas, kNoClip, kNoThreshold, kDistilled}},
      {"CMStochasticIterativeScheduler",
       {"num_train_timesteps sigma_data sigma_min=0.002 sigma_max=80 s_noise=1 rho=7 "
        "clip_denoised=False/True"}}};
  return all;
}

/// The value at which an argument need not be heeded, and the class's default, where they are told.
struct Argument {
  std::optional<std::string> ours, theirs;
};

std::map<std::string, Argument> arguments_of(const std::string& of) {
  std::map<std::string, Argument> out;
  for (const DiffusersClass& one : known_classes()) {
    if (one.name != of) continue;
    for (const char* list : one.arguments) {
      std::istringstream words(list);
      for (std::string word; words >> word;) {
        const size_t equals = word.find('='), slash = word.find('/');
        Argument& argument = out[word.substr(0, equals)];
        if (equals != std::string::npos)
          argument.ours =
              word.substr(equals + 1, slash - equals - 1);  // to the end without a slash
        if (slash != std::string::npos) argument.theirs = word.substr(slash + 1);
      }
    }
  }
  return out;
}

/// 7.0 is 7, and true is True.
bool same_value(const std::string& a, const std::string& b) {
  const auto x = number_in<double>(a), y = number_in<double>(b);
  return x && y ? *x == *y : elsewhere::plain_letters(a) == elsewhere::plain_letters(b);
}

}  // namespace

std::vector<std::string> diffusers_classes() {
  std::vector<std::string> names;
  for (const DiffusersClass& one : known_classes()) names.emplace_back(one.name);
  return names;
}

std::string unheeded_arguments(const std::string& of, const Options& arguments) {
  const auto known = arguments_of(of);
  const auto& given = arguments.values();
  for (const auto& [key, value] : given)
    if (!known.count(key))
      throw std::invalid_argument(fmt::format("solvers --find: {} has no argument '{}'; {}", of,
                                              printable(key), known_names(key, names_in(known))));
  std::vector<std::string> unheeded;
  for (const auto& [key, argument] : known) {
    const auto found = given.find(key);
    const auto value = found == given.end() ? argument.theirs : std::optional(found->second);
    if (argument.ours && value && !same_value(*value, *argument.ours)) unheeded.push_back(key);
  }
  return fmt::format("{}", fmt::join(unheeded, ", "));
}

bool takes_argument(const std::string& of, const std::string& key) {
  return arguments_of(of).count(key) > 0;
}

}  // namespace odelia
