#include "models/networks/foreign/folder_model.h"

#include <ATen/core/grad_mode.h>

#include "models/data/json.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/checkpoints/public_network.h"
#include "models/networks/foreign/folder_weights.h"
#include "models/networks/foreign/foreign_model.h"
#include "models/networks/foreign/torchscript.h"
#include "models/networks/kernels/memory.h"
#include "models/networks/kernels/recorded_pass.h"
#include "models/networks/kernels/tangent.h"
#include "models/networks/unets/autoencoder_kl.h"
#include "models/torch_error.h"

namespace odelia {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Whose latents and arguments are its own.
constexpr const char* kEdm2UNet = "EDM2 UNet";

/// What config.json says of how the network is run.
struct Description {
  FolderWeights weights;
  std::string convention, latent;
  std::vector<int64_t> shape;
};

Description read(const fs::path& folder, const ForeignChoice& choice) {
  Description d;
  d.weights = folder_weights(folder);
  const auto& who = d.weights.who;
  Fields(d.weights.config, (folder / "config.json").string())
      .optional("convention", d.convention)
      .optional("shape", d.shape)
      .optional("latent", d.latent);
  if (!choice.like.empty()) d.convention = choice.like;
  if (!choice.shape.empty()) d.shape = parse_shape(choice.shape, who);
  if (d.convention.empty())
    throw std::invalid_argument(
        fmt::format("{}: {} do not say how they are called; give --like CONVENTION (`odelia "
                    "conventions`), here "
                    "or to `odelia checkpoint --out`",
                    who, "weights of " + d.weights.architecture));
  if (!choice.like.empty()) return d;  // and its file, if any, is the caller's
  // A scheduler's file lies beside the weights.
  Spec spec = parse_spec(d.convention, "convention");
  const std::string beside = spec.options.text("file", "");
  if (!beside.empty() && fs::path(beside).is_relative() && fs::exists(folder / beside)) {
    auto values = spec.options.values();
    values["file"] = (folder / beside).string();
    spec.options = Options(std::move(values));
    d.convention = to_string(spec);
  }
  return d;
}

std::vector<int64_t> shape_of(const Description& d, const PublicNetwork& network) {
  auto shape = d.shape;
  if (shape.empty() && network.size() > 0)
    shape = {network.channels(), network.size(), network.size()};
  if (shape.empty())
    throw std::invalid_argument(
        fmt::format("{}: its weights do not say how large an image is; give --shape {}xSIZExSIZE",
                    d.weights.who, network.channels()));
  if (shape.size() != 3 || shape[0] != network.channels())
    throw std::invalid_argument(fmt::format("{}: it takes images of {} channels, the shape is {}",
                                            d.weights.who, network.channels(),
                                            fmt::join(shape, "x")));
  return shape;
}

/// EDM2's latents have a mean and a deviation of every channel of their own, of images in [0, 1].
/// Source: NVlabs/edm2, training/encoders.py (StabilityVAEEncoder).
void require_whitening(const AutoencoderKl& coder, const std::string& who) {
  if (coder.mean.defined() && coder.centered.has_value()) return;
  throw std::invalid_argument(
      who +
      ": its autoencoder does not state latents_mean, latents_std and centered, by which the "
      "latents of EDM2's networks are told from others; convert the autoencoder again, with EDM2's "
      "own: --set scaling_factor=0.5 --set 'latents_mean=[5.81, 3.25, 0.12, -2.15]' --set "
      "'latents_std=[4.17, 4.62, 3.71, 3.28]' --set centered=false; and the network, with "
      "--latents for its folder");
}

/// The autoencoder in the folder whose latents the network's samples are; null where they are images.
std::shared_ptr<const LatentSpace> latents_in(const Description& d,
                                              const std::vector<int64_t>& shape,
                                              at::Device device) {
  const auto inside =
      autoencoder_in(d.weights.folder, d.latent,
                     "convert the network again, with --latents for the autoencoder's folder");
  if (inside.empty()) return nullptr;
  const FolderWeights from = autoencoder_weights(inside);
  const ParameterSet all = from.read();
  UNetWeights weights(all, from.prefix, at::TensorOptions(at::kFloat).device(device));
  Fields facts(from.facts, from.who);
  auto coder = read_autoencoder_kl(weights, facts);
  facts.finish();
  weights.require_all_taken(from.who);
  if (d.weights.architecture == kEdm2UNet) require_whitening(coder, d.weights.who);
  prepare(coder);
  return latents_of(std::move(coder), shape, d.latent, d.weights.who);
}

}  // namespace

bool is_foreign(const std::string& spec) {
  return spec.starts_with("torchscript:") || is_foreign_folder(spec);
}

bool is_foreign_folder(const std::string& spec) {
  const auto file = fs::path(spec) / "config.json";
  std::error_code none;
  if (spec.empty() || !fs::is_regular_file(file, none)) return false;
  try {
    const auto config = read_json(file.string(), 8 << 20);
    return config.is_object() && config.value("kind", json()) == "foreign";
  } catch (const std::exception&) {  // none at all; whoever reads it next says so
    return false;
  }
}

std::string foreign_folder_identity(const std::string& folder, const ForeignChoice& choice) {
  const Description d = read(folder, choice);
  return fmt::format("{} as {} of {}", hash_checkpoint(folder),
                     make_convention(d.convention).identity, fmt::join(d.shape, "x"));
}

std::shared_ptr<ScoreModel> foreign_folder_model(const std::string& folder,
                                                 const NetworkOptions& options) {
  const at::NoGradGuard no_grad;
  const Description d = read(folder, options.foreign);
  if (options.precision != at::kFloat && options.precision != at::kBFloat16)
    throw std::invalid_argument(
        fmt::format("{}: networks of the public codes run in float32 or bfloat16, got {}",
                    d.weights.who, c10::toString(options.precision)));
  const ParameterSet all = d.weights.read();
  const std::shared_ptr<PublicNetwork> network =
      public_network(d.weights.architecture, {.all = all,
                                              .prefix = d.weights.prefix,
                                              .facts = d.weights.facts,
                                              .precision = options.precision,
                                              .device = options.device,
                                              .who = d.weights.who});
  const Convention convention = make_convention(d.convention);
  if (convention.classes > 0)
    throw std::invalid_argument(
        fmt::format("{}: is told its classes by number here; take classes={} out of '{}'",
                    d.weights.who, convention.classes, convention.name));
  int64_t classes = network->labels(), no_label = network->no_label();
  // The last of its labels is no class where the convention takes it for none, as DiT's.
  if (no_label < 0 && classes > 0 && convention.null_label == classes - 1) no_label = --classes;
  if (options.device.is_cpu()) keep_freed_memory();
  ForeignOptions foreign{.name = folder,
                         .hash = hash_checkpoint(folder),
                         .shape = shape_of(d, *network),
                         .inner = options.precision,
                         .tf32 = options.tf32,
                         .device = options.device,
                         .labels = classes,
                         .no_label = no_label,
                         .micro_batch = options.micro_batch};
  foreign.latents = latents_in(d, foreign.shape, options.device);
  const auto pass = [network](const Tensor& x, const Tensor& time, const Tensor& labels) {
    return network->forward(x, time, labels);
  };
  const std::shared_ptr<RecordedPass> recorded = recorded_where_wanted(options.device, pass);
  const auto call = [pass, recorded](const Tensor& x, const Tensor& time, const Tensor& labels) {
    return recorded && !x.requires_grad() && !has_tangent(x) ? (*recorded)(x, time, labels)
                                                             : pass(x, time, labels);
  };
  try {
    return rehearsed_model(convention, foreign, call, options.guidance.labels.all());
  } catch (const c10::Error& e) {
    throw std::invalid_argument(fmt::format(
        "{}: asked once, it failed: {}; its weights do not fit one another, or not the shape {}",
        d.weights.who, first_line(e), fmt::join(foreign.shape, "x")));
  }
}

std::string convention_of_object(const std::string& class_name,
                                 const nlohmann::ordered_json& arguments) {
  const auto is = [&](const char* key, double value) {
    const auto found = arguments.find(key);
    return found == arguments.end() || (found->is_number() && found->get<double>() == value);
  };
  if (arguments.contains("args")) return "";  // by position, which is not read
  const bool edm2 = class_name == "Precond" || class_name.ends_with("networks_edm2.Precond");
  if (edm2 || class_name.ends_with("EDMPrecond")) {
    const auto found = arguments.find("sigma_data");
    if (found == arguments.end() || is("sigma_data", 0.5)) return "edm_raw";
    return found->is_number() ? fmt::format("edm_raw(sigma_data={})", found->get<double>()) : "";
  }
  if (class_name.ends_with("VPPrecond") && is("beta_d", 19.9) && is("beta_min", 0.1) &&
      is("M", 1000))
    return "edm_vp";
  if (class_name.ends_with("VEPrecond")) return "edm_ve";
  if (class_name.ends_with("iDDPMPrecond") && is("C_1", 0.001) && is("C_2", 0.008) && is("M", 1000))
    return "iddpm(steps=1000)";
  return "";
}

nlohmann::ordered_json facts_of_object(const std::string& architecture,
                                       const nlohmann::ordered_json& arguments) {
  auto out = nlohmann::ordered_json::object();
  if (architecture != kEdm2UNet) return out;
  for (const char* key : {"channels_per_head", "res_balance", "attn_balance", "label_balance",
                          "concat_balance", "clip_act", "resample_filter"})
    if (const auto found = arguments.find(key); found != arguments.end()) out[key] = *found;
  return out;
}

}  // namespace odelia
