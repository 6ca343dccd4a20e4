#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/likelihood/summary.h"
#include "experiments/plots/gnuplot.h"
#include "experiments/plots/table.h"
#include "experiments/plots/write_plot.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "solvers/spec.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

/// One likelihood run, by what it was solved with and how closely.
struct Run {
  std::string folder, solver;
  std::string model, data;    ///< without the paths of their files
  double rtol = 0, atol = 0;  ///< 0 on a fixed grid
  int64_t steps = 0;
  double bits_per_dim = kUnknown, ode = kUnknown, nfe = kUnknown;
  int64_t images = 0, failed = 0;
  nlohmann::json same;  ///< what all runs must share, by name

  std::string setting() const {
    if (!(rtol > 0)) return fmt::format("{} steps", steps);
    return fmt::format("tolerance {:g}", rtol) +
           (atol == rtol ? "" : fmt::format(", absolute {:g}", atol));
  }
  bool finished() const { return std::isfinite(bits_per_dim) && std::isfinite(nfe); }
};

double number(const nlohmann::json& from, const char* key) {
  return from.contains(key) && !from.at(key).is_null() ? from.at(key).get<double>() : kUnknown;
}

/// Images by number: "0-15", or all of them where some are missing in between.
std::string numbers(const std::vector<int64_t>& images) {
  if (images.back() - images.front() + 1 == static_cast<int64_t>(images.size()))
    return fmt::format("{}-{}", images.front(), images.back());
  return fmt::format("{}", fmt::join(images, ","));
}

/// The solver without the tolerance that it was told, which is shown beside it.
std::string without_tolerance(const std::string& solver) {
  Spec spec = parse_spec(solver, "solver", true);
  if (!spec.inner.empty()) spec.inner = without_tolerance(spec.inner);
  auto options = spec.options.values();
  options.erase("rtol"), options.erase("atol");
  spec.options = Options(options);
  return to_string(spec);
}

/// What a name or a path ends with.
std::string last_name(const fs::path& path) {
  return (path.has_filename() ? path : path.parent_path()).filename().string();
}

/// Throws nlohmann::json::exception or std::invalid_argument on what is no summary.
Run run_from(const nlohmann::json& summary) {
  Run out;
  out.same = summary.at("conventions");
  out.solver = without_tolerance(out.same.at("solver").get<std::string>());
  if (const double rtol = number(out.same, "rtol"); rtol > 0)
    out.rtol = rtol, out.atol = number(out.same, "atol");
  if (const double steps = number(out.same, "steps"); steps > 0)
    out.steps = static_cast<int64_t>(steps);
  out.model = last_name(out.same.value("model", "")),
  out.data = last_name(out.same.value("data", ""));
  for (const char* key :
       {"solver", "solver_hash", "rtol", "atol", "steps", "grid", "grid_hash", "step_control",
        "ode_error", "ode_images", "micro_batch", "bound", "bound_samples"})
    out.same.erase(key);
  if (out.same.contains("network_hash")) {  // the name it had
    out.same["model_hash"] = out.same.at("network_hash");
    out.same.erase("network_hash");
  }
  std::vector<int64_t> images;
  for (const auto& image : summary.at("images")) {
    images.push_back(image.at("index"));
    out.failed += image.at("status") != "ok";
  }
  out.images = static_cast<int64_t>(images.size());
  if (!images.empty()) out.same["images"] = numbers(images);
  out.bits_per_dim = number(summary, "bits_per_dim"), out.nfe = number(summary, "nfe");
  out.ode = number(summary.at("se"), "ode");
  return out;
}

/// Throws Misuse naming the file where it is no summary of a likelihood run.
Run read(const std::string& folder) {
  const std::string file = (fs::path(folder) / "summary.json").string();
  if (!fs::exists(file))
    throw Misuse(
        fmt::format("tolerances: {} is no run of odelia likelihood that has ended: it holds no "
                    "summary.json",
                    folder));
  const std::string text = read_text(file, uint64_t{1} << 30);
  const auto no_summary = [&](const std::exception& e) {
    return Misuse(fmt::format("tolerances: {} is no summary of odelia likelihood ({})", file,
                              printable(e.what())));
  };
  nlohmann::json summary;
  try {
    summary = parse_json(text, "its text");
  } catch (const std::invalid_argument& e) {
    throw no_summary(e);
  }
  Run out;
  try {
    if (!summary.contains("images")) {  // published without them: they stand in the records
      summary["images"] = nlohmann::json::array();
      const std::string records = (fs::path(folder) / "records.jsonl").string();
      std::istringstream lines(read_text(records, uint64_t{1} << 32));
      int64_t number = 0;
      for (std::string line; std::getline(lines, line);)
        summary["images"].push_back(
            parse_json(line, fmt::format("tolerances: {}, line {}", records, ++number)));
    }
  } catch (const nlohmann::json::exception& e) {
    throw no_summary(e);
  }
  try {
    out = run_from(summary);
  } catch (const nlohmann::json::exception& e) {
    throw no_summary(e);
  } catch (const std::invalid_argument& e) {
    throw no_summary(e);
  }
  if (out.images == 0)
    throw Misuse(fmt::format("tolerances: {} holds no images; run odelia likelihood there", file));
  out.folder = folder;
  return out;
}

/// Names of things that do not matter where both runs state the hash of their contents.
const std::map<std::string, std::string> kHashOf = {{"model", "model_hash"},
                                                    {"data", "data_hash"},
                                                    {"dequantizer", "dequantizer_hash"},
                                                    {"labels", "labels_hash"}};

/// Throws Misuse, naming the first key, where two runs differ in more
/// than the solver and how closely it solved.  Hashes that only one
/// of them states, being of another version, are added to `unstated`.
void check_same(const Run& a, const Run& b, std::set<std::string>& unstated) {
  const auto shown = [](const Run& run, const std::string& key) {
    return run.same.contains(key) ? printable(run.same.at(key).dump()) : "nothing";
  };
  std::vector<std::string> keys{"images"};  // first: other images have other contents too
  for (const Run* run : {&a, &b})
    for (const auto& [key, value] : run->same.items()) keys.push_back(key);
  for (const std::string& key : keys) {
    const bool both = a.same.contains(key) && b.same.contains(key);
    if (both && a.same.at(key) == b.same.at(key)) continue;
    const auto hash = kHashOf.find(key);
    if (hash != kHashOf.end() && a.same.contains(hash->second) && b.same.contains(hash->second))
      continue;
    if (!both && key.ends_with("_hash")) {
      unstated.insert(key);
      continue;
    }
    throw Misuse(
        fmt::format("tolerances: {} and {} differ in more than solver and tolerance: {} is {} and "
                    "{}; compare runs of the same images, probes and conventions",
                    a.folder, b.folder, key, shown(a, key), shown(b, key)));
  }
}

/// Throws Misuse where one folder is named twice, however it is spelled.
void refuse_repeated(const std::vector<std::string>& folders) {
  for (size_t i = 0; i < folders.size(); ++i)
    for (size_t k = 0; k < i; ++k)
      if (fs::equivalent(folders[i], folders[k]))
        throw Misuse(fmt::format("tolerances: {} is named twice{}; leave one out", folders[k],
                                 folders[i] == folders[k] ? "" : ", then as " + folders[i]));
}

/// What the table compares, in words.
std::string title_of(const std::vector<Run>& runs, const std::set<std::string>& unstated) {
  std::string out =
      fmt::format("{} images, the same probes and dequantisation throughout", runs[0].images);
  if (!unstated.empty()) out += fmt::format("; not every run states {}", fmt::join(unstated, ", "));
  if (std::any_of(runs.begin(), runs.end(), [](const Run& run) { return run.failed > 0; }))
    out += "; means over the images that each run finished";
  return out;
}

struct Request {
  std::vector<std::string> folders;
  std::string out;
};

void run(const Request& r) {
  std::vector<Run> runs;
  for (const auto& folder : r.folders) runs.push_back(read(folder));
  refuse_repeated(r.folders);
  std::set<std::string> unstated;
  for (const Run& other : runs) check_same(runs[0], other, unstated);
  make_folder("tolerances", r.out);
  std::stable_sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
    if (a.solver != b.solver) return a.solver < b.solver;
    return std::isnan(b.nfe) ? !std::isnan(a.nfe) : a.nfe < b.nfe;  // what never ended, last
  });

  Table t;
  t.text_columns = 2;
  t.title = title_of(runs, unstated);
  t.header = {"solver", "solved with", "bits/dim", "stated ODE error", "evaluations", "failed"};
  Plot value, cost;
  value.title = "Likelihood against network evaluations";
  value.x_label = "evaluations per image";
  value.y_label = "bits/dim; bars: the stated ODE error", value.log_y = false;
  cost.title = "Network evaluations against the tolerance";
  cost.x_label = "relative and absolute tolerance", cost.y_label = "evaluations per image";
  value.subject = cost.subject =
      fmt::format("model {}, {} images of {}", runs[0].model, runs[0].images, runs[0].data);
  const auto add = [](Plot& plot, const Run& run, const std::string& note, double x,
                      double y) -> Series& {
    const std::string label = run.solver + note;
    auto series = std::find_if(plot.series.begin(), plot.series.end(),
                               [&](const Series& s) { return s.label == label; });
    if (series == plot.series.end())
      series = plot.series.insert(series, {label, solver_style(run.solver), 0, {}});
    series->points.emplace_back(x, y);
    series->failed.push_back(run.failed > 0);
    return *series;
  };
  for (const Run& run : runs) {
    t.rows.push_back({run.solver, run.setting(), known_or_dash(run.bits_per_dim, 5),
                      known_or_dash(run.ode, 5), known_or_dash(run.nfe, 1),
                      run.failed ? fmt::format("{} of {}", run.failed, run.images) : "0"});
    if (!run.finished()) continue;
    if (std::isnan(run.ode))  // a curve of its own, which has no bars
      add(value, run, ", ODE error unknown", run.nfe, run.bits_per_dim);
    else
      add(value, run, "", run.nfe, run.bits_per_dim).spread.push_back(run.ode);
    if (run.rtol > 0) add(cost, run, "", run.rtol, run.nfe);
  }
  for (Series& s : cost.series) {
    std::reverse(s.points.begin(), s.points.end());
    std::reverse(s.failed.begin(), s.failed.end());
  }
  write_text((fs::path(r.out) / "table.md").string(), to_markdown(t));
  for (const auto& [name, plot] : {std::pair{"bits-per-dim", &value}, {"evaluations", &cost}})
    if (!plot->series.empty()) draw_plot(r.out, name, plot_script(*plot, name));
  fmt::print("{}\nwritten to {}\n", to_text(t), r.out);
}

const RegisterVerb verb{
    {"tolerances",
     "likelihood runs of several solvers, each more or less closely solved, side by side",
     [](CommandLine& app) {
       app.example("Likelihood", "odelia tolerances likelihood-1e-3 likelihood-1e-5 --out report");
       auto r = std::make_shared<Request>();
       app.option("runs", r->folders, "folders of odelia likelihood").required();
       app.option("--out", r->out, "folder for the table and the plots").required();
       app.run([r] { run(*r); });
     }}};

}  // namespace
}  // namespace odelia
