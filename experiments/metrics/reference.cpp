#include "experiments/metrics/reference.h"

#include <filesystem>
#include <map>

#include "experiments/metrics/draws.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/images/images.h"
#include "models/data/json.h"
#include "models/data/json_text.h"
#include "models/data/npz.h"
#include "models/paths.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

fs::path provenance_path(const std::string& path) {
  return fs::path(path).replace_extension(".json");
}

/// What the provenance says of the features beside `path`: how many, and their file's hash.
constexpr const char* kept_key = "kept_features";

Tensor required(const std::map<std::string, Tensor>& arrays, const std::string& key,
                const std::string& path) {
  const auto at = arrays.find(key);
  if (at == arrays.end())
    throw std::invalid_argument(
        fmt::format("{}: has no array '{}'; reference statistics need mu and sigma, as `odelia "
                    "metrics ref` writes them",
                    path, key));
  return at->second.to(at::kDouble);
}

/// The provenance beside `path`, checked; null if there is none.
nlohmann::ordered_json read_provenance(const std::string& path) {
  const std::string file = provenance_path(path).string();
  if (!fs::exists(file)) return nullptr;
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(
        fmt::format("{}: {}; make it anew with `odelia metrics ref`", file, what));
  };
  auto out = read_json<nlohmann::ordered_json>(file);
  if (!out.is_object()) refuse("is no JSON object");
  for (auto at = out.begin(); at != out.end();)  // null: unknown
    at = at->is_null() ? out.erase(at) : std::next(at);
  for (const char* key : {"dataset", "split", "extractor", "extractor_hash", "extractor_input",
                          "rounding", "npz", "data_hash", "rule"})
    if (out.contains(key) && !out.at(key).is_string())
      refuse(fmt::format("'{}' must be a text, got {}", key, printable(out.at(key).dump())));
  if (out.contains("n") && !(out.at("n").is_number_integer() && out.at("n") >= 2))
    refuse(fmt::format("'n' must be a number of images, 2 or more, got {}",
                       printable(out.at("n").dump())));
  if (out.contains(kept_key)) {
    const auto& kept = out.at(kept_key);
    const auto n = kept.is_object() ? kept.value("n", nlohmann::ordered_json()) : nullptr,
               npz = kept.is_object() ? kept.value("npz", nlohmann::ordered_json()) : nullptr;
    if (!n.is_number_integer() || n < 2 || !npz.is_string())
      refuse(fmt::format("'{}' must hold n, 2 or more, and the hash of their npz, got {}", kept_key,
                         printable(kept.dump())));
  }
  if (out.contains("npz") && out.at("npz") != hash_file(path))
    refuse(fmt::format("belongs to other statistics than {}", path));
  return out;
}

/// The features beside the statistics at `path`.
Tensor read_features(const Reference& reference, const std::string& path) {
  const std::string file = features_path(path);
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(
        fmt::format("{}: {}; make the statistics anew with `odelia metrics ref`", file, what));
  };
  if (reference.provenance.is_null() || !reference.provenance.contains(kept_key))
    refuse(fmt::format("the statistics at {} came without features, and this metric needs them",
                       path));
  if (!fs::is_regular_file(file)) refuse("is missing");
  const auto& kept = reference.provenance.at(kept_key);
  if (kept.at("npz") != hash_file(file))
    refuse(fmt::format("belongs to other statistics than {}", path));
  const auto arrays = read_npz(file, {"features"});
  const auto at = arrays.find("features");
  if (at == arrays.end()) refuse("has no array 'features'");
  const Tensor features = at->second.to(at::kFloat);
  const int64_t n = kept.at("n").get<int64_t>(), d = reference.gaussian.mu.size(0);
  if (features.dim() != 2 || features.size(0) != n || features.size(1) != d)
    refuse(
        fmt::format("needs features [{}, {}], got [{}]", n, d, fmt::join(features.sizes(), ", ")));
  if (!features.isfinite().all().item<bool>()) refuse("has features that are not finite");
  return features;
}

}  // namespace

FeatureSet Reference::set() const {
  // They are kept as the images came, class by class, and the groups of a jackknife are runs of rows.
  const bool own =
      features.defined() && (provenance.contains("data") || provenance.contains("from"));
  return {gaussian, own ? in_drawn_order(features) : features};
}

std::string features_path(const std::string& path) {
  return fs::path(path).replace_extension(".features.npz").string();
}

void check_reference_path(const std::string& path) {
  if (!path.ends_with(".npz"))
    throw std::invalid_argument(
        fmt::format("reference statistics '{}': need a name that ends in .npz; their provenance "
                    "goes beside it, ending in .json",
                    printable(path)));
  const auto refuse = [](const std::string& file) {
    throw std::invalid_argument(fmt::format(
        "{}: is there already, and holds no reference statistics; choose another name", file));
  };
  if (fs::exists(path) && (!fs::is_regular_file(path) || !read_npz(path, {"mu"}).count("mu")))
    refuse(path);
  if (const std::string features = features_path(path);
      fs::exists(features) &&
      (!fs::is_regular_file(features) || !read_npz(features, {"features"}).count("features")))
    refuse(features);
  const std::string beside = provenance_path(path).string();
  if (!fs::exists(beside)) return;
  const auto json = fs::is_regular_file(beside) ? read_json(beside) : nlohmann::json();
  if (!json.is_object() || !json.contains("n")) refuse(beside);
}

void write_reference(const std::string& path, const Reference& reference) {
  check_reference_path(path);
  const Tensor features =
      reference.features.defined() ? reference.features.to(at::kFloat) : Tensor();
  for (const auto& [what, x] : {std::pair<const char*, Tensor>{"features", features},
                                {"mu", reference.gaussian.mu},
                                {"sigma", reference.gaussian.sigma}})
    if (x.defined() && !x.isfinite().all().item<bool>())
      throw std::invalid_argument(
          fmt::format("{}: its {} are not all finite, and are not written; the features that they "
                      "are of are too large",
                      path, what));
  if (fs::path(path).has_parent_path()) fs::create_directories(fs::path(path).parent_path());
  write_npz(path, {{"mu", reference.gaussian.mu}, {"sigma", reference.gaussian.sigma}});
  auto provenance = reference.provenance;
  if (features.defined()) {
    const std::string file = features_path(path);
    write_npz(file, {{"features", features}}, /*compress=*/true);
    provenance[kept_key] = {{"n", features.size(0)}, {"npz", hash_file(file)}};
  }
  provenance["npz"] = hash_file(path);
  // Names in it need not be UTF-8, and nothing may fail now that statistics are written.
  write_text(provenance_path(path).string(), json_text(provenance, 2) + "\n");
}

Reference read_reference(const std::string& path, bool with_features) {
  const auto arrays = read_npz(path, {"mu", "sigma"});
  Reference out;
  out.gaussian.mu = required(arrays, "mu", path);
  out.gaussian.sigma = required(arrays, "sigma", path);
  check_gaussian(out.gaussian, path + ":");
  out.provenance = read_provenance(path);
  if (!out.provenance.is_null()) out.gaussian.n = out.provenance.value("n", int64_t{0});
  if (with_features) out.features = read_features(out, path);
  return out;
}

std::string here_or_beside(const std::string& path, const std::string& folder) {
  std::error_code ignored;
  if (fs::exists(path, ignored) || !is_bare_name(path)) return path;
  const fs::path beside = fs::path(folder) / path;
  return fs::exists(beside, ignored) ? beside.string() : path;
}

std::string reference_file(const std::string& spec, const std::string& classifier_folder) {
  if (fs::is_directory(spec) || spec.ends_with(".zip") || spec.ends_with(".npy"))
    throw std::invalid_argument(fmt::format(
        "reference statistics '{0}': are images; make statistics of them, and name those: `odelia "
        "metrics ref --data {0} --classifier CLASSIFIER --out REFERENCE.npz`",
        printable(spec)));
  if (const auto found = here_or_beside(spec, classifier_folder); fs::exists(found)) return found;
  throw std::invalid_argument(fmt::format(
      "reference statistics '{}': no such file, nor in {}; `odelia metrics ref` makes them", spec,
      classifier_folder));
}

void check_reference(const Reference& reference, const std::string& path,
                     const std::string& extractor_hash, int64_t dimension,
                     const std::string& extractor_name) {
  if (reference.gaussian.mu.size(0) != dimension)
    throw std::invalid_argument(
        fmt::format("{}: statistics of {} features, but the extractor gives {}; make them anew "
                    "with `odelia metrics ref`",
                    path, reference.gaussian.mu.size(0), dimension));
  if (reference.provenance.is_null()) return;
  const auto text = [&](const char* key) {
    const auto at = reference.provenance.find(key);
    return at != reference.provenance.end() && at->is_string() ? at->get<std::string>() : "";
  };
  if (const auto made = text("extractor_hash"); !made.empty() && made != extractor_hash)
    throw std::invalid_argument(
        fmt::format("{}: made with another extractor (hash {}, here {}); make it anew with "
                    "`odelia metrics ref`",
                    path, made, extractor_hash));
  if (const auto name = text("extractor"); text("extractor_hash").empty() && !name.empty() &&
                                           !extractor_name.empty() && name != extractor_name)
    throw std::invalid_argument(fmt::format(
        "{}: is said to hold features of {}, and these are of {}", path, name, extractor_name));
  if (const auto rule = text("rounding"); !rule.empty() && rule != kRoundingRule)
    throw std::invalid_argument(
        fmt::format("{}: made with rounding rule '{}', samples are rounded by '{}'", path, rule,
                    kRoundingRule));
}

}  // namespace odelia
