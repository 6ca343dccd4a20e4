#include "experiments/sample/store.h"

#include <filesystem>
#include <functional>
#include <map>
#include <set>

#include <ATen/ops/cat.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>
#include <nlohmann/json.hpp>

#include "experiments/command/run_folder.h"
#include "experiments/command/seeds.h"
#include "experiments/sample/files.h"
#include "experiments/sample/outcome_column.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/json_text.h"
#include "models/data/npz.h"
#include "models/data/provenance.h"
#include "models/data/unreadable_file.h"
#include "solvers/combine.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

fs::path parts_of(const std::string& folder) { return fs::path(folder) / "parts"; }

fs::path part_file(const std::string& folder, const std::string& name) {
  return parts_of(folder) / (name + ".npz");
}

Tensor seed_column(const std::vector<uint64_t>& seeds) {
  return at::tensor(std::vector<int64_t>(seeds.begin(), seeds.end()), at::kLong);
}

SampleRows read_part(const std::string& path) {
  auto arrays = read_npz(path, {"x", "seeds", "status", "nfe", "steps", "t", kProvenance});
  const auto refuse = [&](const std::string& what) {
    throw UnreadableFile(fmt::format("{}: {}; delete the file and go on", path, what));
  };
  for (const char* key : {"x", "seeds", "status", "nfe", "steps", "t"})
    if (!arrays.count(key)) refuse(fmt::format("has no array '{}'", key));
  const int64_t rows = arrays["seeds"].numel();
  for (const char* key : {"seeds", "status", "nfe", "steps", "t"})
    if (const Tensor& a = arrays[key];
        a.sizes() != at::IntArrayRef({rows}) ||
        a.scalar_type() != (std::string(key) == "t" ? at::kDouble : at::kLong))
      refuse(fmt::format("array '{}' is not what odelia sample writes for {} samples", key, rows));
  SampleRows out;
  out.x = arrays["x"];
  if (out.x.dim() < 2 || out.x.size(0) != rows ||
      (out.x.scalar_type() != at::kByte && !out.x.is_floating_point()))
    refuse(fmt::format("array 'x' is not what odelia sample writes for {} samples", rows));
  for (int64_t i = 0; i < rows; ++i) {
    const auto at = [&](const char* key) { return arrays[key].data_ptr<int64_t>()[i]; };
    out.seeds.push_back(static_cast<uint64_t>(at("seeds")));
    Outcome o;
    if (!is_status(at("status"))) refuse(fmt::format("knows no status {}", at("status")));
    o.status = static_cast<Status>(at("status"));
    o.nfe = at("nfe"), o.steps = at("steps"), o.t = arrays["t"].data_ptr<double>()[i];
    out.outcome.push_back(o);
  }
  const auto facts = read_provenance(arrays, path);
  if (const auto reasons = facts.find("reasons"); reasons != facts.end())
    for (uint64_t seed : out.seeds)
      if (const auto at = reasons->find(std::to_string(seed));
          at != reasons->end() && at->is_string())
        out.reasons[seed] = at->get<std::string>();
  return out;
}

/// True if what was read as a manifest has the fields that this verb's has, of their types.  Other
/// verbs' have no "written".
bool is_manifest(const json& m) {
  if (!m.is_object() || !m.contains("written")) return m.is_object();
  const auto is = [](const json& from, const char* key, bool (json::*type)() const noexcept) {
    return from.contains(key) && (from.at(key).*type)();
  };
  if (!is(m, "written", &json::is_string) || !is(m, "seeds", &json::is_string) ||
      !is(m, "failed", &json::is_array) || !m.contains("nfe"))
    return false;
  for (const json& f : m.at("failed"))
    if (!f.is_object() || !is(f, "seed", &json::is_number_unsigned) ||
        !is(f, "status", &json::is_string) || !is(f, "t", &json::is_number) ||
        (f.contains("reason") && !f.at("reason").is_string()))
      return false;
  const json& nfe = m.at("nfe");
  const auto counts = nfe.is_array() ? nfe : json::array({nfe});
  return std::all_of(counts.begin(), counts.end(),
                     [](const json& n) { return n.is_number_unsigned(); });
}

/// One number where all samples spent the same, else a list.
json evaluations(const std::vector<Outcome>& outcomes) {
  std::vector<int64_t> nfe;
  for (const Outcome& o : outcomes) nfe.push_back(o.nfe);
  const bool same = std::adjacent_find(nfe.begin(), nfe.end(), std::not_equal_to<>()) == nfe.end();
  return same ? json(nfe.at(0)) : json(nfe);
}

}  // namespace

void SampleRows::append(const SampleRows& more) {
  seeds.insert(seeds.end(), more.seeds.begin(), more.seeds.end());
  x = x.defined() ? at::cat({x, more.x}) : more.x;
  outcome.insert(outcome.end(), more.outcome.begin(), more.outcome.end());
  reasons.insert(more.reasons.begin(), more.reasons.end());
}

SampleRows SampleRows::in_order(const std::vector<uint64_t>& wanted) const {
  std::map<uint64_t, int64_t> row;
  for (size_t i = 0; i < seeds.size(); ++i) row[seeds[i]] = static_cast<int64_t>(i);
  SampleRows out;
  std::vector<int64_t> index;
  for (uint64_t seed : wanted) {
    const auto found = row.find(seed);
    if (found == row.end())
      throw std::runtime_error(fmt::format("the sample of seed {} is missing", seed));
    index.push_back(found->second);
    out.outcome.push_back(outcome[found->second]);
  }
  out.seeds = wanted, out.reasons = reasons;
  out.x = select_rows(x, index);
  return out;
}

bool holds_part(const std::string& folder, const std::string& name) {
  return fs::exists(part_file(folder, name));
}

void keep_samples(const std::string& folder, const SampleRows& rows, const std::string& name) {
  const std::string part = name.empty() ? fmt::format("{:06d}", rows.seeds.at(0)) : name;
  if (name.empty() && holds_part(folder, part))
    throw std::logic_error(fmt::format(
        "keep_samples: {} is there, and may hold more than these samples; keep those that are new",
        part_file(folder, part).string()));
  std::vector<double> t;
  for (const Outcome& o : rows.outcome) t.push_back(o.t);
  make_folder("sample", parts_of(folder).string());
  json reasons = json::object();
  for (const auto& [seed, reason] : rows.reasons) reasons[std::to_string(seed)] = reason;
  write_npz(part_file(folder, part).string(),
            {{"x", rows.x},
             {"seeds", seed_column(rows.seeds)},
             {"status",
              outcome_column(rows.outcome, [](auto& o) { return static_cast<int64_t>(o.status); })},
             {"nfe", outcome_column(rows.outcome, [](auto& o) { return o.nfe; })},
             {"steps", outcome_column(rows.outcome, [](auto& o) { return o.steps; })},
             {"t", at::tensor(t, at::kDouble)},
             {kProvenance, provenance_array({{"kind", "part"}, {"reasons", reasons}})}});
}

SampleRows kept_samples(const std::string& folder) {
  SampleRows out;
  if (!fs::exists(parts_of(folder))) return out;
  std::vector<Tensor> x;
  for (const auto& file : fs::directory_iterator(parts_of(folder))) {
    if (file.path().extension() != ".npz") continue;
    const SampleRows part = read_part(file.path().string());
    if (!x.empty() && (x[0].sizes().slice(1) != part.x.sizes().slice(1) ||
                       x[0].scalar_type() != part.x.scalar_type()))
      throw UnreadableFile(fmt::format(
          "{}: holds samples of another shape or type than its neighbours; delete the files there "
          "and go on",
          file.path().string()));
    x.push_back(part.x);
    out.seeds.insert(out.seeds.end(), part.seeds.begin(), part.seeds.end());
    out.outcome.insert(out.outcome.end(), part.outcome.begin(), part.outcome.end());
    out.reasons.insert(part.reasons.begin(), part.reasons.end());
  }
  if (!x.empty()) out.x = at::cat(x);
  return out;
}

void write_sample_set(const std::string& folder, const SampleRows& rows, const std::string& format,
                      const json& question) {
  SampleRows good;
  std::vector<int64_t> index;
  json failed = json::array();
  for (size_t i = 0; i < rows.seeds.size(); ++i) {
    const Outcome& o = rows.outcome[i];
    if (o.status == Status::ok) {
      index.push_back(static_cast<int64_t>(i));
      good.seeds.push_back(rows.seeds[i]), good.outcome.push_back(o);
    } else {
      failed.push_back({{"seed", rows.seeds[i]},
                        {"status", to_string(o.status)},
                        {"t", o.t},
                        {"steps", o.steps},
                        {"nfe", o.nfe}});
      if (const auto why = rows.reasons.find(rows.seeds[i]); why != rows.reasons.end())
        failed.back()["status"] = "error", failed.back()["reason"] = why->second;
    }
  }
  json manifest = question;
  manifest["written"] = to_string(good.seeds);
  manifest["failed"] = failed;
  manifest["nfe"] = evaluations(rows.outcome);
  if (!index.empty()) {
    good.x = select_rows(rows.x, index);
    json facts = question;
    facts.erase("seeds"), facts["kind"] = "samples";  // an array of their own
    const std::map<std::string, Tensor> more{{kProvenance, provenance_array(facts)}};
    if (good.x.scalar_type() == at::kByte) {
      write_samples(folder, good.x, good.seeds, format, more);
    } else {
      const json nfe = evaluations(good.outcome);
      auto arrays = more;
      arrays["arr_0"] = good.x;
      arrays["seeds"] = seed_column(good.seeds);
      arrays["nfe"] = nfe.is_array() ? at::tensor(nfe.get<std::vector<int64_t>>(), at::kLong)
                                     : at::scalar_tensor(nfe.get<int64_t>(), at::kLong);
      write_npz((fs::path(folder) / "samples.npz").string(), arrays);
    }
  }
  // What names a file need not be UTF-8.
  write_text((fs::path(folder) / "manifest.json").string(), json_text(manifest, 2) + "\n");
  fs::remove_all(parts_of(folder));
}

json read_sample_manifest(const std::string& folder) {
  const std::string file = (fs::path(folder) / "manifest.json").string();
  if (!fs::exists(file)) return nullptr;
  json manifest = read_json<json>(file, uint64_t{1} << 30);
  if (!is_manifest(manifest))
    throw std::invalid_argument(fmt::format(
        "{}: damaged: what it says of the samples is not what odelia sample writes; sample again "
        "into a new folder",
        file));
  return manifest;
}

bool is_sample_run(const std::string& folder) {
  const std::string file = (fs::path(folder) / "run.json").string();
  if (!fs::exists(file)) return false;
  const json question = read_json<json>(file);
  const auto verb = question.find("verb");
  return question.is_object() && verb != question.end() && *verb == "sample";
}

bool holds_sample_set(const std::string& folder) {
  const json manifest = read_sample_manifest(folder);
  if (manifest.is_null()) return false;
  if (!manifest.contains("written"))
    throw std::invalid_argument(fmt::format(
        "{}: does not say which seeds were written, as odelia sample does; sample again into a new "
        "folder",
        (fs::path(folder) / "manifest.json").string()));
  const std::string written = manifest.at("written").get<std::string>();
  if (written.empty()) return true;
  const auto seeds = parse_seed_list(written, folder);
  return sample_seeds(folder) == std::set<int64_t>(seeds.begin(), seeds.end());
}

void refuse_other_samples(const std::string& folder) {
  const fs::path at(folder);
  std::error_code unseen;  // what may not be seen is refused where the folder is made
  if (!fs::is_directory(at, unseen) || fs::exists(at / "run.json", unseen)) return;
  if (!fs::exists(at / "manifest.json", unseen) && sample_seeds(folder).empty()) return;
  if (fs::exists(at / "run.json", unseen)) return;  // of a process that began just now
  throw std::invalid_argument(
      fmt::format("sample: {} holds samples or a run already, and no run.json of this verb; give "
                  "another --out, or delete that folder",
                  folder));
}

}  // namespace odelia
