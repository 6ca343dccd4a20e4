#include "experiments/compare/config.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <sstream>

#include <fmt/ranges.h>

#include "experiments/command/toml_reader.h"
#include "experiments/command/toml_text.h"
#include "experiments/metrics/metric.h"
#include "models/data/files.h"

namespace odelia {
namespace {

void read_seeds(TomlReader& reader, const std::string& name, SeedRange& out) {
  std::string text = to_string(out);
  reader.read("seeds", text, "a range of seeds such as \"0-4999\"");
  out = parse_seeds(text, fmt::format("compare: key '{}'", name));
}

// Beyond every published experiment; more is a slip of the hand, and would end in memory's end.
constexpr int64_t most_budget = 1'000'000;    // evaluations of a sample, steps of a reference
constexpr int64_t most_doublings = 16;        // of the steps of a reference
constexpr int64_t most_samples = 10'000'000;  // of a cell
constexpr int64_t most_rows = 1'000'000;      // of a shard or batch
constexpr int64_t most_entries = 1000;        // of a list

void check_seeds(const SeedRange& seeds, const std::string& key) {
  if (seeds.size() > most_samples)
    throw std::invalid_argument(fmt::format("compare: key '{}' needs at most {} seeds, got {}", key,
                                            most_samples, seeds.size()));
}

/// A list that was given must name something, nothing twice, and no more than can be meant.
template <class T>
void check_list(const std::vector<T>& values, const std::string& key) {
  if (values.empty())
    throw std::invalid_argument(
        fmt::format("compare: key '{}' is an empty list; name one or more, or leave it out", key));
  if (values.size() > most_entries)
    throw std::invalid_argument(fmt::format("compare: key '{}' needs at most {} entries, got {}",
                                            key, most_entries, values.size()));
  for (size_t i = 0; i < values.size(); ++i)
    if (std::find(values.begin(), values.begin() + static_cast<int64_t>(i), values[i]) !=
        values.begin() + static_cast<int64_t>(i))
      throw std::invalid_argument(
          fmt::format("compare: key '{}' names {} twice; remove one of them", key, values[i]));
}

void check_budgets(const std::vector<int64_t>& nfe, const std::string& key) {
  for (int64_t n : nfe)
    if (n < 1 || n > most_budget)
      throw std::invalid_argument(fmt::format(
          "compare: key '{}' needs budgets of 1 to {} evaluations, got {}", key, most_budget, n));
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

/// Sets a dotted key to a TOML value; text that is none is taken as a string.
void apply_override(toml::table& root, const std::string& text) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw std::invalid_argument(fmt::format("compare: --set needs key=value, got '{}'", text));
  const std::string key = text.substr(0, equals), value = text.substr(equals + 1);
  if (std::count(key.begin(), key.end(), '.') > 8)  // no table lies that deep
    throw std::invalid_argument(
        fmt::format("compare: --set {}: a key of too many parts", printable(key)));
  toml::table parsed;
  try {
    parsed = parse_toml("v = " + value, "compare: --set " + key);
  } catch (const toml::parse_error&) {
    parsed.insert_or_assign("v", value);
  }
  toml::table* table = &root;
  size_t begin = 0;
  for (size_t dot; (dot = key.find('.', begin)) != std::string::npos; begin = dot + 1) {
    const std::string part = key.substr(begin, dot - begin);
    if (!table->contains(part)) table->insert(part, toml::table{});
    table = table->get(part)->as_table();
    if (!table)
      throw std::invalid_argument(
          fmt::format("compare: --set {}: '{}' is not a table", text, part));
  }
  table->insert_or_assign(key.substr(begin), *parsed.get("v"));
}

SolverPlan read_solver(const toml::node& node, size_t index, const SolverPlan& defaults,
                       std::vector<KeyDoc>* asked) {
  SolverPlan plan = defaults;
  if (const auto* spec = node.as_string()) {
    plan.spec = spec->get();
    return plan;
  }
  const auto* table = node.as_table();
  if (!table)
    throw std::invalid_argument(
        fmt::format("compare: key 'solvers[{}]' needs a name or a table with 'spec'", index));
  TomlReader reader(*table, fmt::format("solvers[{}].", index), asked);
  if (!reader.has("spec"))
    reader.fail("spec", "is missing: name the solver, such as spec = \"ddim\"");
  reader.read("spec", plan.spec, "a solver, such as \"ddim(eta=1)\"");
  reader.read("processes", plan.processes, "a list of processes");
  reader.read("grids", plan.grids, "a list of time grids");
  reader.read("rtol", plan.rtol, "a list of tolerances, such as [1e-2, 1e-3]");
  if (!plan.rtol.empty())
    plan.nfe.clear();  // driven by tolerance alone unless budgets are given too
  reader.read("nfe", plan.nfe, "a list of budgets, such as [5, 10, 20]");
  reader.finish();
  const auto check_given = [&](const char* key, const auto& values) {
    if (reader.has(key)) check_list(values, fmt::format("solvers[{}].{}", index, key));
  };
  check_given("processes", plan.processes);
  check_given("grids", plan.grids);
  check_given("rtol", plan.rtol);
  // An empty list beside tolerances: by tolerance alone, as a resolved config says it.
  if (plan.rtol.empty() || !plan.nfe.empty()) check_given("nfe", plan.nfe);
  check_budgets(plan.nfe, fmt::format("solvers[{}].nfe", index));
  for (double rtol : plan.rtol)
    if (!(rtol > 0) || !(rtol < 1))
      reader.fail("rtol", fmt::format("needs tolerances between 0 and 1, got {}", rtol));
  return plan;
}

CompareConfig read_config(const toml::table& root, std::vector<KeyDoc>* asked = nullptr) {
  CompareConfig c;
  SolverPlan defaults{"", {"vp_linear"}, {"log_snr"}, {5, 10, 20, 50}, {}};
  TomlReader reader(root, "", asked);
  reader.read("title", c.title, "a line of text");
  reader.read("model", c.model,
              "a shipped network, a folder, mixture:FILE.json, or torchscript:FILE");
  reader.read("like", c.foreign.like, "the convention of torchscript:FILE, such as \"edm\"");
  reader.read("shape", c.foreign.shape, "that of its samples, such as \"3x32x32\"");
  reader.read("trust", c.foreign.trust, "true: a TorchScript file may run its code");
  reader.read("classifier", c.classifier, "a shipped classifier or a folder");
  reader.read("reference", c.reference, "the npz that `odelia metrics ref` wrote");
  reader.read("metrics", c.metrics, "a list of metrics, such as [\"fd\", \"kd\"]");
  reader.read("processes", defaults.processes, "a list of processes");
  reader.read("grids", defaults.grids, "a list of time grids");
  reader.read("nfe", defaults.nfe, "a list of budgets, such as [5, 10, 20]");
  read_seeds(reader, "seeds", c.seeds);
  reader.read("pictures", c.pictures, "a number of images");
  reader.read("shard", c.shard, "a number of samples");
  reader.read("batch", c.batch, "a number of samples");
  reader.read("precision", c.precision, "\"float32\" or \"float64\"");
  reader.read("network_precision", c.network_precision, "\"float32\" or \"bfloat16\"");
  reader.read("device", c.device, "\"cpu\", \"cuda\" or \"cuda:N\"");
  reader.read("micro_batch", c.micro_batch, "a number of rows");
  reader.read("allow_few_samples", c.allow_few_samples, "true or false");
  reader.read("arithmetic", c.arithmetic, "what the run was computed with, as a line of text");
  check_list(defaults.processes, "processes");
  check_list(defaults.grids, "grids");
  check_list(defaults.nfe, "nfe");
  check_budgets(defaults.nfe, "nfe");
  check_seeds(c.seeds, "seeds");
  if (c.model.empty())
    reader.fail("model", "is missing: name a shipped network, a folder, or mixture:FILE.json");
  if (!c.classifier.empty() && !reader.has("seeds"))
    reader.fail("seeds", "is missing: a range such as \"0-4999\"");
  if (c.precision != "float32" && c.precision != "float64")
    reader.fail("precision",
                fmt::format("needs \"float32\" or \"float64\", got \"{}\"", c.precision));
  if (c.network_precision != "float32" && c.network_precision != "bfloat16")
    reader.fail("network_precision",
                fmt::format("needs \"float32\" or \"bfloat16\", got \"{}\"", c.network_precision));
  for (const auto& [key, value, least] : {std::tuple{"shard", c.shard, 1},
                                          {"batch", c.batch, 1},
                                          {"micro_batch", c.micro_batch, 1},
                                          {"pictures", c.pictures, 0}})
    if (value < least)
      reader.fail(key, fmt::format("needs {} or more, got {}", least, value));
    else if (value > most_rows)
      reader.fail(key, fmt::format("needs at most {}, got {}", most_rows, value));
  if (c.classifier.empty() != c.reference.empty())
    reader.fail("reference",
                "and 'classifier' go together: give both, or neither for trajectory error alone");
  if (reader.has("metrics")) {
    check_list(c.metrics, "metrics");
    for (const auto& name : c.metrics) metric_entry(name, "compare: key 'metrics'");
    if (c.classifier.empty())
      reader.fail("metrics", "needs a 'classifier' and a 'reference' to measure in");
  }

  const auto* solvers = reader.node("solvers", "a list of names, or of tables [[solvers]]");
  const auto* array = solvers ? solvers->as_array() : nullptr;
  if (!array || array->empty())
    reader.fail("solvers",
                "needs a list of names or [[solvers]] tables; `odelia solvers` lists them");
  for (size_t i = 0; i < array->size(); ++i)
    c.solvers.push_back(read_solver(*array->get(i), i, defaults, asked));

  if (const auto* at = reader.node("seeds_at", "other seeds at a budget: {100 = \"0-999\"}")) {
    if (!at->is_table()) reader.fail("seeds_at", "needs a table such as {100 = \"0-999\"}");
    for (const auto& [key, value] : *at->as_table()) {
      const std::string text(key.str());
      int64_t nfe = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), nfe);
      if (error != std::errc() || end != text.data() + text.size() || !value.is_string())
        reader.fail("seeds_at." + text,
                    "needs a budget as key and a range as value: {100 = \"0-999\"}");
      c.seeds_at[nfe] =
          parse_seeds(value.as_string()->get(), fmt::format("compare: key 'seeds_at.{}'", text));
      check_seeds(c.seeds_at[nfe], "seeds_at." + text);
    }
  }
  if (const auto* node = reader.node(
          "trajectory", "a table: the error of each sample's path, against a reference")) {
    if (!node->is_table()) reader.fail("trajectory", "needs a table");
    TomlReader sub(*node->as_table(), "trajectory.", asked);
    TrajectoryPlan plan;
    read_seeds(sub, "trajectory.seeds", plan.seeds);
    sub.read("nfe", plan.nfe, "a list of budgets");
    sub.read("reference", plan.reference, "a deterministic solver, such as \"rk4\"");
    sub.read("grid", plan.grid, "a time grid");
    sub.read("steps", plan.steps, "a number of steps");
    sub.read("doublings", plan.doublings, "a number of doublings");
    sub.finish();
    if (sub.has("nfe")) check_list(plan.nfe, "trajectory.nfe");
    check_budgets(plan.nfe, "trajectory.nfe");
    check_seeds(plan.seeds, "trajectory.seeds");
    if (plan.steps < 2 || plan.steps > most_budget)
      sub.fail("steps", fmt::format("needs 2 or more, up to {}; got {}", most_budget, plan.steps));
    if (plan.doublings < 0 || plan.doublings > most_doublings)
      sub.fail("doublings", fmt::format("needs 0 to {}, got {}", most_doublings, plan.doublings));
    c.trajectory = plan;
  }
  if (c.classifier.empty() && !c.trajectory)
    reader.fail("trajectory",
                "is missing: without a classifier the trajectory error is all there is to measure");
  if (const auto* node = reader.node(
          "inputs", "hashes that what goes in must have, as a resolved config states them")) {
    if (!node->is_table())
      reader.fail("inputs", "needs a table of hashes, as a resolved config has it");
    for (const auto& [key, value] : *node->as_table()) {
      if (!value.is_string()) reader.fail("inputs." + std::string(key.str()), "needs a hash");
      c.inputs[std::string(key.str())] = value.as_string()->get();
    }
  }
  reader.finish();
  return c;
}
}  // namespace

std::vector<KeyDoc> compare_keys() {
  std::vector<KeyDoc> keys;
  read_config(toml::parse("model = \"a\"\nsolvers = [{spec = \"ddim\"}]\n[trajectory]"), &keys);
  for (KeyDoc& doc : keys)
    if (doc.key.starts_with("solvers[0].")) doc.key.replace(0, 10, "solvers[].");
  return keys;
}

CompareConfig load_compare_config(const std::string& path,
                                  const std::vector<std::string>& overrides) {
  toml::table root;
  try {
    root = parse_toml(read_text(path), "compare: " + path);
  } catch (const toml::parse_error& e) {
    throw std::invalid_argument(
        fmt::format("compare: {}:{}: {}", path, e.source().begin.line, e.description()));
  }
  for (const auto& text : overrides) apply_override(root, text);
  return read_config(root);
}

std::string resolved_toml(const CompareConfig& c) {
  std::string out;
  const auto line = [&](const char* key, const auto& value) {
    out += fmt::format("{} = {}\n", key, quote(value));
  };
  line("title", c.title);
  line("model", c.model);
  if (!c.foreign.like.empty()) line("like", c.foreign.like), line("shape", c.foreign.shape);
  if (c.foreign.trust) line("trust", true);
  if (!c.classifier.empty()) line("classifier", c.classifier), line("reference", c.reference);
  if (c.metrics != CompareConfig().metrics) out += fmt::format("metrics = {}\n", list(c.metrics));
  line("seeds", to_string(c.seeds));
  if (!c.seeds_at.empty()) {
    std::vector<std::string> items;
    for (const auto& [nfe, seeds] : c.seeds_at)
      items.push_back(fmt::format("{} = \"{}\"", nfe, to_string(seeds)));
    out += fmt::format("seeds_at = {{{}}}\n", fmt::join(items, ", "));
  }
  line("pictures", c.pictures);
  line("shard", c.shard);
  line("precision", c.precision);
  line("network_precision", c.network_precision);
  if (c.device != "cpu") line("device", c.device);
  line("micro_batch", c.micro_batch);
  line("allow_few_samples", c.allow_few_samples);
  if (!c.arithmetic.empty()) line("arithmetic", c.arithmetic);
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
