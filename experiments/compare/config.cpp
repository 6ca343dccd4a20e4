#include "experiments/compare/config.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

#include <fmt/ranges.h>
#include <toml++/toml.h>

#include "experiments/command/guidance_config.h"
#include "experiments/command/toml_text.h"
#include "experiments/metrics/metric.h"
#include "models/data/fields.h"
#include "models/micro_batch.h"
#include "solvers/number_in.h"
#include "solvers/text.h"

namespace odelia {
namespace {

void read_seeds(Fields& fields, SeedRange& out) {
  std::string text = to_string(out);
  fields.optional("seeds", text, "a range of seeds such as \"0-4999\"");
  out = parse_seeds(text, fmt::format("{}: '{}'", fields.where(), fields.name("seeds")));
}

// Beyond every published experiment; more is a slip of the hand, and would end in memory's end.
constexpr int64_t most_budget = 1'000'000;    // evaluations of a sample, steps of a reference
constexpr int64_t most_doublings = 16;        // of the steps of a reference
constexpr int64_t most_samples = 10'000'000;  // of a cell
constexpr int64_t most_rows = 1'000'000;      // of a shard or batch
constexpr int64_t most_entries = 1000;        // of a list

void check_seeds(const Fields& fields, const std::string& key, const SeedRange& seeds) {
  if (seeds.size() > most_samples)
    fields.fail(key, fmt::format("needs at most {} seeds, got {}", most_samples, seeds.size()));
}

/// A list that was given must name something, nothing twice, and no more than can be meant.
template <class T>
void check_list(const Fields& fields, const std::string& key, const std::vector<T>& values) {
  if (values.empty()) fields.fail(key, "is an empty list; name one or more, or leave it out");
  if (values.size() > most_entries)
    fields.fail(key, fmt::format("needs at most {} entries, got {}", most_entries, values.size()));
  for (auto value = values.begin(); value != values.end(); ++value)
    if (std::find(values.begin(), value, *value) != value)
      fields.fail(key, fmt::format("names {} twice; remove one of them", *value));
}

void check_budgets(const Fields& fields, const std::vector<int64_t>& nfe) {
  for (int64_t n : nfe)
    if (n < 1 || n > most_budget)
      fields.fail("nfe",
                  fmt::format("needs budgets of 1 to {} evaluations, got {}", most_budget, n));
}

/// A text that must be one of two.
void check_choice(const Fields& fields, const std::string& key, const std::string& value,
                  const char* one, const char* other) {
  if (value != one && value != other)
    fields.fail(key,
                fmt::format("needs \"{}\" or \"{}\", got \"{}\"", one, other, printable(value)));
}

template <class T>
std::string quote(const T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    std::ostringstream out;
    out << toml::value<std::string>(value);
    return out.str();
  } else {
    return fmt::format("{}", value);
  }
}

template <class T>
std::string list(const std::vector<T>& values) {
  std::vector<std::string> out;
  for (const T& v : values) out.push_back(quote(v));
  return fmt::format("[{}]", fmt::join(out, ", "));
}

SolverPlan read_solver(const nlohmann::json& given, size_t index, const SolverPlan& defaults,
                       const Fields& root) {
  SolverPlan plan = defaults;
  if (given.is_string()) {
    plan.spec = given.get<std::string>();
    return plan;
  }
  const std::string name = fmt::format("solvers[{}]", index);
  if (!given.is_object()) root.fail(name, "needs a name or a table with 'spec'");
  Fields fields(given, root.where(), name + ".", root.asked());
  if (!fields.has("spec"))
    fields.fail("spec", "is missing: name the solver, such as spec = \"ddim\"");
  fields.optional("spec", plan.spec, "a solver, such as \"ddim(eta=1)\"")
      .list("processes", plan.processes, "a list of processes")
      .list("grids", plan.grids, "a list of time grids")
      .list("rtol", plan.rtol, "a list of tolerances, such as [1e-2, 1e-3]");
  if (!plan.rtol.empty())
    plan.nfe.clear();  // driven by tolerance alone unless budgets are given too
  fields.list("nfe", plan.nfe, "a list of budgets, such as [5, 10, 20]").finish();
  if (fields.has("processes")) check_list(fields, "processes", plan.processes);
  if (fields.has("grids")) check_list(fields, "grids", plan.grids);
  if (fields.has("rtol")) check_list(fields, "rtol", plan.rtol);
  // An empty list beside tolerances: by tolerance alone, as a resolved config says it.
  if (fields.has("nfe") && (plan.rtol.empty() || !plan.nfe.empty()))
    check_list(fields, "nfe", plan.nfe);
  check_budgets(fields, plan.nfe);
  for (double rtol : plan.rtol)
    if (!(rtol > 0) || !(rtol < 1))
      fields.fail("rtol", fmt::format("needs tolerances between 0 and 1, got {}", rtol));
  return plan;
}

/// What the whole run has, and what every solver has unless its own table says otherwise.
void read_top(Fields& fields, CompareConfig& c, SolverPlan& defaults) {
  fields.optional("title", c.title, "a line of text")
      .optional("model", c.model,
                "a shipped network, a folder, mixture:FILE.json, torchscript:FILE")
      .without_default("like", c.foreign.like,
                       "the convention of torchscript:FILE, such as \"edm\"")
      .without_default("shape", c.foreign.shape, "that of its samples, such as \"3x32x32\"")
      .optional("trust", c.foreign.trust, "true: a TorchScript file may run its code")
      .optional("classifier", c.classifier,
                "a shipped classifier, a fetched extractor such as \"inception\", "
                "torchscript:FILE(trust=true), or a folder")
      .optional(
          "reference", c.reference,
          "the npz that `odelia metrics ref` wrote; a bare name also in the classifier's folder")
      .list("generators", c.generators,
            "a list of networks that make an image in one pass, autoencoders or generators")
      .list("metrics", c.metrics, "a list of metrics, such as [\"fd\", \"kd\"]")
      .list("processes", defaults.processes, "a list of processes")
      .list("grids", defaults.grids, "a list of time grids")
      .list("nfe", defaults.nfe, "a list of budgets, such as [5, 10, 20]");
  c.guidances = read_guidances(fields);
  read_seeds(fields, c.seeds);
  fields.optional("pictures", c.pictures, "a number of images")
      .optional("shard", c.shard, "a number of samples")
      .optional("batch", c.batch, "a number of samples")
      .optional("precision", c.precision, "\"float32\" or \"float64\"")
      .optional("network_precision", c.network_precision,
                "\"float32\", \"tf32\" (on a GPU) or \"bfloat16\"")
      .optional("device", c.device, "\"cpu\", \"cuda\" or \"cuda:N\"")
      .optional("micro_batch", c.micro_batch,
                "a number of rows; 0: 16 on a CPU, by the size of a sample on a GPU")
      .optional("allow_few_samples", c.allow_few_samples, "true or false")
      .optional("arithmetic", c.arithmetic, "what the run was computed with, as a line of text");
}

/// What is of quality cells alone: without a classifier there are none.
constexpr const char* quality_keys[] = {"seeds", "seeds_at", "pictures", "allow_few_samples",
                                        "network_precision"};

void refuse_quality_keys(const Fields& fields) {
  for (const std::string key : quality_keys)
    if (fields.has(key))
      fields.fail(key, fmt::format("is of quality cells, and there is no 'classifier'; {}",
                                   key == "seeds" ? "give trajectory.seeds" : "leave it out"));
}

/// Earlier versions resolved a config without a classifier with those keys all the same.  Where
/// the file is such a config, by its [inputs] or by all of them, what it says of them is nothing; another
/// value that was set over it stays.
void drop_unused(nlohmann::json& root, const nlohmann::json& file) {
  const bool all = file.contains("seeds") && file.contains("pictures") &&
                   file.contains("allow_few_samples") && file.contains("network_precision");
  if (file.contains("classifier") || (!file.contains("inputs") && !all)) return;
  for (const std::string key : quality_keys) {
    if (!file.contains(key) || !root.contains(key) || file.at(key) != root.at(key)) continue;
    if (key == "network_precision" && file.at(key) != "float32") continue;  // questions hold it
    root.erase(key);
  }
}

void check_top(const Fields& fields, const CompareConfig& c, const SolverPlan& defaults) {
  check_list(fields, "processes", defaults.processes);
  check_list(fields, "grids", defaults.grids);
  check_list(fields, "nfe", defaults.nfe);
  check_budgets(fields, defaults.nfe);
  check_seeds(fields, "seeds", c.seeds);
  if (c.model.empty())
    fields.fail("model", "is missing: name a shipped network, a folder, or mixture:FILE.json");
  if (c.classifier.empty() != c.reference.empty())
    fields.fail("reference",
                "and 'classifier' go together: give both, or neither for trajectory error alone");
  if (c.classifier.empty()) refuse_quality_keys(fields);
  if (!c.classifier.empty() && !fields.has("seeds"))
    fields.fail("seeds", "is missing: a range such as \"0-4999\"");
  check_choice(fields, "precision", c.precision, "float32", "float64");
  for (const auto& [key, value, least] : {std::tuple{"shard", c.shard, 1},
                                          {"batch", c.batch, 1},
                                          {"micro_batch", c.micro_batch, 0},
                                          {"pictures", c.pictures, 0}})
    if (value < least)
      fields.fail(key, fmt::format("needs {} or more, got {}", least, value));
    else if (value > most_rows)
      fields.fail(key, fmt::format("needs at most {}, got {}", most_rows, value));
  if (fields.has("generators")) {
    check_list(fields, "generators", c.generators);
    if (c.classifier.empty())
      fields.fail("generators",
                  "needs a 'classifier' and a 'reference': their images have no path");
  }
  if (!fields.has("metrics")) return;
  check_list(fields, "metrics", c.metrics);
  for (const auto& name : c.metrics)
    metric_entry(name, fmt::format("{}: '{}'", fields.where(), fields.name("metrics")));
  if (c.classifier.empty())
    fields.fail("metrics", "needs a 'classifier' and a 'reference' to measure in");
}

std::map<int64_t, SeedRange> read_seeds_at(const nlohmann::json& given, const Fields& root) {
  std::map<int64_t, SeedRange> out;
  if (!given.is_object()) root.fail("seeds_at", "needs a table such as {100 = \"0-999\"}");
  for (const auto& [text, value] : given.items()) {
    const std::string key = "seeds_at." + text;
    const auto nfe = number_in<int64_t>(text);
    if (!nfe || !value.is_string())
      root.fail(key, "needs a budget as key and a range as value: {100 = \"0-999\"}");
    out[*nfe] = parse_seeds(value.get<std::string>(), fmt::format("{}: '{}'", root.where(), key));
    check_seeds(root, key, out[*nfe]);
  }
  return out;
}

/// Other seeds at a budget that nothing has would never be taken.
void check_seeds_at(const Fields& root, const CompareConfig& c) {
  std::set<int64_t> budgets;
  for (const SolverPlan& plan : c.solvers) budgets.insert(plan.nfe.begin(), plan.nfe.end());
  if (!c.generators.empty()) budgets.insert(1);
  for (const auto& [nfe, seeds] : c.seeds_at)
    if (!budgets.count(nfe))
      root.fail(fmt::format("seeds_at.{}", nfe),
                fmt::format("is for a budget that no solver has; the budgets are {}; leave it out "
                            "(--set seeds_at={{}} leaves all out)",
                            fmt::join(budgets, ", ")));
}

TrajectoryPlan read_trajectory(Fields fields) {
  TrajectoryPlan plan;
  read_seeds(fields, plan.seeds);
  fields.list("nfe", plan.nfe, "a list of budgets")
      .optional("reference", plan.reference, "a deterministic solver, such as \"rk4\"")
      .optional("grid", plan.grid, "a time grid")
      .optional("steps", plan.steps, "a number of steps")
      .optional("doublings", plan.doublings, "a number of doublings")
      .finish();
  if (fields.has("nfe")) check_list(fields, "nfe", plan.nfe);
  check_budgets(fields, plan.nfe);
  check_seeds(fields, "seeds", plan.seeds);
  if (plan.steps < 2 || plan.steps > most_budget)
    fields.fail("steps", fmt::format("needs 2 or more, up to {}; got {}", most_budget, plan.steps));
  if (plan.doublings < 0 || plan.doublings > most_doublings)
    fields.fail("doublings", fmt::format("needs 0 to {}, got {}", most_doublings, plan.doublings));
  return plan;
}

CompareConfig read_config(const nlohmann::json& root, const std::string& where,
                          std::vector<KeyDoc>* asked = nullptr) {
  CompareConfig c;
  SolverPlan defaults{"", {"vp_linear"}, {"log_snr"}, {5, 10, 20, 50}, {}};
  Fields fields(root, where, asked);
  read_top(fields, c, defaults);
  check_top(fields, c, defaults);
  c.own_micro_batch = c.micro_batch != 0;
  if (c.micro_batch == 0 && c.device == "cpu") c.micro_batch = usual_micro_batch(at::kCPU, {});

  const auto* solvers = fields.value("solvers", "a list of names, or of tables [[solvers]]");
  if (!solvers || !solvers->is_array() || solvers->empty())
    fields.fail("solvers",
                "needs a list of names or [[solvers]] tables; `odelia solvers` lists them");
  for (size_t i = 0; i < solvers->size(); ++i)
    c.solvers.push_back(read_solver(solvers->at(i), i, defaults, fields));

  if (const auto* at = fields.value("seeds_at", "other seeds at a budget: {100 = \"0-999\"}"))
    c.seeds_at = read_seeds_at(*at, fields), check_seeds_at(fields, c);
  if (fields.value("trajectory", "a table: the error of each sample's path, against a reference"))
    c.trajectory = read_trajectory(fields.inner("trajectory"));
  if (c.classifier.empty() && !c.trajectory)
    fields.fail("trajectory",
                "is missing: without a classifier the trajectory error is all there is to measure");
  if (const auto* inputs = fields.value(
          "inputs", "hashes that what goes in must have, as a resolved config states them")) {
    if (!inputs->is_object())
      fields.fail("inputs", "needs a table of hashes, as a resolved config has it");
    for (const auto& [key, value] : inputs->items()) {
      if (!value.is_string()) fields.fail("inputs." + key, "needs a hash");
      c.inputs[key] = value.get<std::string>();
    }
  }
  fields.finish();
  return c;
}
}  // namespace

std::vector<KeyDoc> compare_keys() {
  std::vector<KeyDoc> keys;
  read_config(parse_toml("model = \"a\"\nsolvers = [{spec = \"ddim\"}]\n[guidance]\n[trajectory]",
                         "example"),
              "example", &keys);
  for (KeyDoc& doc : keys)
    if (doc.key.starts_with("solvers[0].")) doc.key.replace(0, 11, "solvers[].");
  return keys;
}

CompareConfig load_compare_config(const std::string& path,
                                  const std::vector<std::string>& overrides) {
  auto root = read_toml(path, overrides, "compare");
  drop_unused(root, read_toml(path, {}, "compare"));
  return read_config(root, "compare: " + path);
}

std::string resolved_toml(const CompareConfig& c, bool all_keys) {
  const bool quality = all_keys || !c.classifier.empty();
  std::string out;
  const auto line = [&](const char* key, const auto& value) {
    out += fmt::format("{} = {}\n", key, quote(value));
  };
  line("title", c.title);
  line("model", c.model);
  if (!c.foreign.like.empty()) line("like", c.foreign.like), line("shape", c.foreign.shape);
  if (c.foreign.trust) line("trust", true);
  out += guidance_labels_toml(c.guidances[0]);
  if (!c.classifier.empty()) line("classifier", c.classifier), line("reference", c.reference);
  if (!c.generators.empty()) out += fmt::format("generators = {}\n", list(c.generators));
  if (c.metrics != CompareConfig().metrics) out += fmt::format("metrics = {}\n", list(c.metrics));
  if (quality) line("seeds", to_string(c.seeds));
  if (!c.seeds_at.empty()) {
    std::vector<std::string> items;
    for (const auto& [nfe, seeds] : c.seeds_at)
      items.push_back(fmt::format("{} = \"{}\"", nfe, to_string(seeds)));
    out += fmt::format("seeds_at = {{{}}}\n", fmt::join(items, ", "));
  }
  if (quality) line("pictures", c.pictures);
  line("shard", c.shard);
  line("precision", c.precision);
  if (quality) line("network_precision", c.network_precision);
  if (c.device != "cpu") line("device", c.device.substr(0, c.device.find(':')));  // its kind
  line("micro_batch", c.micro_batch);
  if (quality) line("allow_few_samples", c.allow_few_samples);
  if (!c.arithmetic.empty()) line("arithmetic", c.arithmetic);
  for (const auto& guidance : c.guidances)
    out += guidance_table_toml(guidance, c.guidances.size() > 1);
  for (const auto& s : c.solvers) {
    out += "\n[[solvers]]\n";
    line("spec", s.spec);
    out += fmt::format("processes = {}\ngrids = {}\nnfe = {}\n", list(s.processes), list(s.grids),
                       list(s.nfe));
    if (!s.rtol.empty()) out += fmt::format("rtol = {}\n", list(s.rtol));
  }
  if (c.trajectory) {
    const auto& t = *c.trajectory;
    out += "\n[trajectory]\n";
    line("seeds", to_string(t.seeds));
    if (!t.nfe.empty()) out += fmt::format("nfe = {}\n", list(t.nfe));
    line("reference", t.reference);
    line("grid", t.grid);
    line("steps", t.steps);
    if (t.doublings != TrajectoryPlan().doublings) line("doublings", t.doublings);
  }
  if (!c.inputs.empty()) {
    out += "\n[inputs]\n";
    const auto bare = [](unsigned char at) { return std::isalnum(at) || at == '_'; };
    for (const auto& [key, value] : c.inputs)
      out += fmt::format("{} = {}\n", std::all_of(key.begin(), key.end(), bare) ? key : quote(key),
                         quote(value));
  }
  return out;
}

}  // namespace odelia
