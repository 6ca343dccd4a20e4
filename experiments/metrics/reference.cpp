#include "experiments/metrics/reference.h"

#include <filesystem>
#include <map>

#include "models/data/files.h"
#include "models/data/images.h"
#include "models/data/json.h"
#include "models/data/npz.h"
#include "models/paths.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

fs::path provenance_path(const std::string& path) {
  return fs::path(path).replace_extension(".json");
}

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
}  // namespace

void write_reference(const std::string& path, const Reference& reference) {
  if (fs::path(path).has_parent_path()) fs::create_directories(fs::path(path).parent_path());
  write_npz(path, {{"mu", reference.gaussian.mu}, {"sigma", reference.gaussian.sigma}});
  write_text(provenance_path(path).string(), reference.provenance.dump(2) + "\n");
}

Reference read_reference(const std::string& path) {
  const auto arrays = read_npz(path, {"mu", "sigma"});
  Reference out;
  out.gaussian.mu = required(arrays, "mu", path);
  out.gaussian.sigma = required(arrays, "sigma", path);
  const auto& g = out.gaussian;
  if (g.mu.dim() != 1 || g.sigma.dim() != 2 || g.sigma.size(0) != g.mu.size(0) ||
      g.sigma.size(1) != g.mu.size(0))
    throw std::invalid_argument(fmt::format("{}: needs mu [d] and sigma [d, d]", path));
  if (fs::exists(provenance_path(path))) {
    const std::string file = provenance_path(path).string();
    out.provenance = read_json<nlohmann::ordered_json>(file);
    if (!out.provenance.is_object())
      throw std::invalid_argument(
          fmt::format("{}: is no JSON object; make it anew with `odelia metrics ref`", file));
    for (const char* key : {"extractor_hash", "rounding"})
      if (const auto at = out.provenance.find(key);
          at != out.provenance.end() && !at->is_string() && !at->is_null())
        throw std::invalid_argument(fmt::format("{}: '{}' needs to be a text", file, key));
    if (const auto n = out.provenance.find("n"); n != out.provenance.end() && !n->is_null()) {
      if (!n->is_number_unsigned())
        throw std::invalid_argument(
            fmt::format("{}: 'n' needs to be a whole number, the images behind the statistics; got "
                        "{}",
                        file, n->dump().substr(0, 40)));
      out.gaussian.n = n->get<int64_t>();
    }
  }
  return out;
}

std::string reference_file(const std::string& spec, const std::string& classifier_folder) {
  if (fs::exists(spec)) return spec;
  const fs::path beside = fs::path(classifier_folder) / spec;
  if (is_bare_name(spec) && fs::exists(beside)) return beside.string();
  throw std::invalid_argument(fmt::format(
      "reference statistics '{}': no such file, nor in {}; `odelia metrics ref` makes them", spec,
      classifier_folder));
}

std::string feature_space(const std::string& classifier) {
  const fs::path path = fs::path(classifier).lexically_normal();
  return (path.has_filename() ? path : path.parent_path()).filename().string();
}

void check_reference(const Reference& reference, const std::string& path,
                     const std::string& extractor_hash, int64_t dimension) {
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
  if (const auto rule = text("rounding"); !rule.empty() && rule != kRoundingRule)
    throw std::invalid_argument(
        fmt::format("{}: made with rounding rule '{}', samples are rounded by '{}'", path, rule,
                    kRoundingRule));
}

}  // namespace odelia
