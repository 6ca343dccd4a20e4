#include "models/networks/checkpoints/folder.h"

#include <algorithm>
#include <stdexcept>

#include <ATen/ops/isfinite.h>

#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/json.h"
#include "models/data/unreadable_file.h"
#include "models/networks/checkpoints/safetensors.h"
#include "models/paths.h"

namespace odelia {

namespace {

/// Whether a folder holds a network of this kind, or of any for "".
bool is_of_kind(const std::filesystem::path& folder, const std::string& kind) {
  std::error_code none;
  const auto file = folder / "config.json";
  if (!std::filesystem::is_regular_file(file, none)) return false;
  try {
    const auto json = read_json(file.string(), 1 << 20);
    return kind.empty() || (json.is_object() && json.value("kind", nlohmann::json()) == kind);
  } catch (const std::exception&) {  // none of ours
    return false;
  }
}

/// Of a folder that is no checkpoint, such as that of a run which still trains: those in it that are.
[[noreturn]] void refuse_folder(const std::string& spec, const std::string& kind) {
  std::vector<std::string> within;
  std::error_code none;
  for (std::filesystem::directory_iterator it(spec, none), end; it != end; it.increment(none))
    if (is_of_kind(it->path(), kind)) within.push_back(it->path().string());
  std::sort(within.begin(), within.end());
  throw std::invalid_argument(fmt::format(
      "network '{}': the folder has no config.json; {}", spec,
      within.empty()
          ? std::string("check the path; `odelia train` writes it when it ends")
          : fmt::format("of the folders in it these have: {}", fmt::join(within, ", "))));
}

}  // namespace

std::vector<std::string> shipped_networks(const std::string& kind) {
  const std::string all = "models/pretrained";
  std::vector<std::string> out;
  for (const auto& name : resource_names(all))
    if (is_of_kind(resource(all + "/" + name), kind)) out.push_back(name);
  return out;
}

std::filesystem::path checkpoint_folder(const std::string& spec, const std::string& kind) {
  const auto come_along = [&](const std::string& name) {
    return resource("models/pretrained/" + name, shipped_networks(kind));
  };
  const std::string prefix = "pretrained:";
  const bool shipped = spec.starts_with(prefix);
  const std::string name = shipped ? spec.substr(prefix.size()) : spec;
  if (shipped && is_bare_name(name)) return come_along(name);
  // A folder of that name that holds no checkpoint,
  // such as a run's, does not hide a shipped network.
  if (std::filesystem::exists(std::filesystem::path(spec) / "config.json")) return spec;
  if (std::filesystem::is_regular_file(spec))
    throw std::invalid_argument(
        fmt::format("network '{0}': is a file, and a network is a folder; a TorchScript file is "
                    "'torchscript:{0}', "
                    "with --like and --shape, and `odelia checkpoint {0} --out FOLDER` makes one "
                    "of other weights",
                    spec));
  if (!is_bare_name(name)) {
    if (std::filesystem::is_directory(spec)) refuse_folder(spec, kind);
    throw std::invalid_argument(fmt::format(
        "network '{}': no such folder; check the path, or give the name alone of a network that "
        "comes with Odelia",
        spec));
  }
  try {
    return come_along(spec);
  } catch (const std::invalid_argument&) {
    if (std::filesystem::is_directory(spec)) refuse_folder(spec, kind);
    throw;
  }
}

void write_checkpoint(const std::filesystem::path& folder, const nlohmann::json& config,
                      const ParameterSet& parameters, at::ScalarType storage) {
  ParameterSet stored;
  for (const auto& [name, value] : parameters) {
    stored[name] = value.detach().to(at::kCPU, storage).contiguous();
    if (!at::isfinite(stored[name]).all().item<bool>())
      throw std::runtime_error(
          fmt::format("{}: '{}' is not finite as {}; no checkpoint was written", folder.string(),
                      name, c10::toString(storage)));
  }
  std::filesystem::create_directories(folder);
  const auto weights = folder / "model.safetensors";
  write_safetensors(weights.string(), stored);
  auto described = config;
  described["hash"] = hash_file(weights);
  write_text((folder / "config.json").string(), described.dump(2) + "\n");
}

nlohmann::json read_config(const std::filesystem::path& folder, const std::string& kind) {
  const auto file = (folder / "config.json").string();
  auto json = read_json(file, 1 << 20);
  const Fields fields(json, file);
  if (!fields.has("kind")) throw std::invalid_argument(file + ": 'kind' is missing");
  if (json.at("kind") != kind)
    throw std::invalid_argument(
        fmt::format("{}: kind is {}, expected '{}'; of that kind there come along: {}", file,
                    json.at("kind").dump(), kind, fmt::join(shipped_networks(kind), ", ")));
  if (!fields.has("network")) throw std::invalid_argument(file + ": 'network' is missing");
  return json;
}

ParameterSet read_parameters(const std::filesystem::path& folder, const nlohmann::json& config,
                             const ParameterSet& shapes) {
  const auto file = (folder / "model.safetensors").string();
  std::string recorded;  // none in a checkpoint of before the hash was written
  Fields(config, (folder / "config.json").string()).optional("hash", recorded);
  auto parameters = read_safetensors(file);
  check_same_shapes(parameters, shapes, file);
  if (const auto hash = recorded.empty() ? "" : hash_file(file); hash != recorded)
    throw UnreadableFile(
        fmt::format("{}: not the weights that config.json beside it was written with (hash {}, "
                    "there {}): damaged, or of another checkpoint; get or write both again",
                    file, hash, printable(recorded)));
  for (auto& [name, value] : parameters) {
    value = value.to(at::kFloat);
    if (!at::isfinite(value).all().item<bool>())
      throw std::invalid_argument(
          fmt::format("{}: '{}' is not finite, as weights of a training run that diverged, or "
                      "float64 beyond float32; get or train them again",
                      file, name));
  }
  return parameters;
}

std::string hash_checkpoint(const std::filesystem::path& folder) {
  std::string config = read_text((folder / "config.json").string());
  const std::string line = "\n  \"hash\": \"";  // as write_checkpoint writes it
  if (const auto from = config.find(line); from != std::string::npos)
    config.erase(from, config.find('\n', from + 1) - from);
  return hash_text(hash_file(folder / "model.safetensors") + hash_text(config));
}

std::filesystem::path autoencoder_in(const std::filesystem::path& folder, const std::string& hash,
                                     const std::string& remedy) {
  const auto inside = folder / kAutoencoderFolder;
  const bool there = std::filesystem::exists(inside / "config.json");
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(
        fmt::format("{}: {}; {}", (folder / "config.json").string(), what, remedy));
  };
  if (hash.empty() && there)
    refuse(fmt::format("names no autoencoder ('latent'), and {} holds one", inside.string()));
  if (hash.empty()) return {};
  if (!there)
    refuse(fmt::format("its samples are latents of the autoencoder {}, and there is none in {}",
                       printable(hash), inside.string()));
  if (const auto found = hash_checkpoint(inside); found != hash)
    refuse(fmt::format("its samples are latents of the autoencoder {}, and {} holds {}",
                       printable(hash), inside.string(), found));
  return inside;
}

}  // namespace odelia
