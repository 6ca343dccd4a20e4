#include "experiments/compare/records.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>

#include <ATen/ops/cat.h>
#include <nlohmann/json.hpp>

#include "experiments/command/guidance_config.h"
#include "experiments/command/run_folder.h"
#include "experiments/compare/append.h"
#include "experiments/compare/run.h"
#include "experiments/compare/trajectory.h"
#include "experiments/metrics/reference.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/images/images.h"
#include "models/data/json_text.h"
#include "models/data/png.h"
#include "models/features/extractor.h"

namespace odelia {
namespace {
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

class Writer {
 public:
  Writer(const CompareConfig& config, const std::vector<Cell>& cells,
         const std::vector<Shard>& shards, const std::string& folder,
         const NetworkPrecisions& precisions)
      : config_(config),
        cells_(cells),
        shards_(shards),
        folder_(folder),
        precisions_(precisions),
        hash_(hash_text(resolved_toml(config))) {
    if (config.classifier.empty()) return;
    const Reference reference = metrics_reference(config);
    const FeatureSet held = reference.set();
    dimension_ = reference.gaussian.mu.size(0);
    for (const auto& name : config.metrics) {
      const MetricEntry& metric = metric_entry(name, "compare");
      metrics_.push_back(
          {&metric, metric_field(name, feature_space(config.classifier)), metric.against(held)});
      if (metric.of_classes && !extractor_) extractor_ = open_extractor(config.classifier);
    }
  }

  Shortfall write() {
    make_folder("compare", folder_ + "/pictures");
    take_trajectories();
    std::string records, skipped;
    for (size_t i = 0; i < cells_.size(); ++i) {
      const Cell& cell = cells_[i];
      if (cell.part == Cell::Part::reference) continue;
      if (!cell.skipped.empty()) {
        Json line = identity(cell);
        line["part"] = cell.part == Cell::Part::quality ? "quality" : "trajectory";
        line["skipped"] = cell.skipped;
        skipped += text_of(line);
      } else if (cell.part == Cell::Part::quality) {
        records += text_of(quality_record(i));
      }
    }
    for (const Cell& cell : cells_) {  // points that have no quality beside them
      const auto at = trajectories_.find(key(cell));
      if (cell.part == Cell::Part::trajectory && at != trajectories_.end() && !at->second.used)
        records += text_of(trajectory_record(at->second));
    }
    write_text(folder_ + "/skipped.jsonl", skipped);
    write_text(folder_ + "/records.jsonl", records);
    return shortfall_;
  }

 private:
  struct Point {
    Trajectory trajectory;
    std::string stopped;  // why its reference is not refined further, where that limits it
    bool used = false;
  };

  /// A line of JSON; the path of a file in it need not be UTF-8.
  static std::string text_of(const Json& record) { return json_text(record) + "\n"; }
  static std::string key(const Cell& c) {
    return fmt::format("{}|{}|{}|{}|{}", c.solver, c.flow(), c.grid, c.budget, c.rtol);
  }
  Json coordinates(const Cell& cell) const {
    Json out{{"solver", cell.solver}, {"process", cell.process}, {"grid", cell.grid}};
    if (cell.guided.empty()) return out;
    const GuidanceChoice& choice = config_.guidances[cell.guidance];
    out["guidance"] = cell.guided;
    out["guidance_w"] = choice.how.w;
    out["guidance_variant"] = guidance_variant(choice);
    return out;
  }
  Json identity(const Cell& cell) const {
    Json out = coordinates(cell);
    out["nfe_budget"] = cell.budget > 0 ? Json(cell.budget) : Json();
    if (cell.adaptive()) out["rtol"] = cell.rtol;
    return out;
  }
  Json begin_record(const Cell& cell, const Tally& tally, int64_t used) const {
    Json out = coordinates(cell);
    out["nfe"] = tally.mean(tally.nfe);
    out["nfe_budget"] = cell.budget > 0 ? Json(cell.budget) : Json();
    if (!cell.adaptive()) {
      out["steps"] = cell.steps;
    } else {
      out["rtol"] = cell.rtol;
      if (make_method(cell.solver).traits.embedded)  // others keep their steps to themselves
        out["steps"] = tally.mean(tally.steps);
    }
    out["n"] = used;
    out["seeds"] = to_string(cell.seeds);
    if (const auto note = student_note(config_, cell); !note.empty())
      out["beside_its_steps"] = note;
    if (const auto note = statistics_note(config_, cell); !note.empty()) out["statistics"] = note;
    return out;
  }
  void end_record(Json& out, const Tally& tally, const std::string& network_precision) const {
    out["failures"] = tally.failed();
    if (tally.failed() > 0) out["failure_kinds"] = tally.failures;
    out["wall_seconds"] = tally.seconds;
    out["precision"] = config_.precision;
    out["network_precision"] = network_precision;
    out["rounding"] = kRoundingRule;
    out["config_hash"] = hash_;
  }
  void add_trajectory(Json& out, const Point& point) const {
    const Trajectory& t = point.trajectory;
    const SeedRange& seeds = cells_[t.cell].seeds;
    out["trajectory_rms"] = t.error.rms;  // a NaN is written as null, here and below
    out["trajectory_rms_se"] = t.error.standard_error;
    out["trajectory_rms_median"] = t.error.median;
    if (!t.jackknife.empty()) out["trajectory_rms_jackknife"] = t.jackknife;
    if (cells_[t.cell].adaptive())  // seeds of their own cost it their own evaluations
      out["trajectory_nfe"] = t.tally.mean(t.tally.nfe);
    out["trajectory_n"] = t.error.n;
    out["trajectory_failures"] = seeds.size() - t.error.n;  // the reference's own among them
    out["trajectory_seeds"] = to_string(seeds);
    out["trajectory_reference_error"] = t.reference_error;
    const Cell& reference = cells_[t.reference];
    out["trajectory_reference"] =
        fmt::format("{}, {}, {} steps, {}", reference.solver, reference.grid, reference.steps,
                    reference.in_float64 ? "float64" : config_.precision);
    out["reference_limits"] = t.limited();
    if (!point.stopped.empty()) out["reference_stopped"] = point.stopped;
  }
  void note_if_none(const Cell& cell, const char* measure, int64_t n, const Tally& tally) {
    if (n > 0) return;
    std::vector<std::string> why;
    for (const auto& [status, count] : tally.failures)
      why.push_back(fmt::format("{} {}", count, status));
    if (tally.failed() < tally.n) why.emplace_back("the reference failed");
    shortfall_.without_samples.push_back(
        fmt::format("{} of {} ({})", measure, cell.label(), fmt::join(why, ", ")));
  }

  /// Failed samples have no features: what their cleared images gave is NaN for every metric.
  static void clear_failed(FeatureSet& samples) {
    for (size_t i = 0; i < samples.keep.size(); ++i)
      for (const Tensor& x : {samples.features, samples.logits})
        if (!samples.keep[i] && x.defined()) x[static_cast<int64_t>(i)].fill_(std::nan(""));
  }

  Json quality_record(size_t index) {
    const Cell& cell = cells_[index];
    Tally tally;
    std::vector<Tensor> rows;
    Tensor pictures;
    each_shard(shards_, index, folder_, [&](const ShardResult& shard) {
      tally.add(shard);
      rows.push_back(shard.features);
      if (shard.pictures.defined()) append(pictures, shard.pictures);
    });
    // A shard from before seeds were added in front holds those of when its own were the first.
    if (pictures.defined()) pictures = pictures.slice(0, 0, config_.pictures);
    FeatureSet samples{{}, at::cat(rows), tally.ok};
    if (extractor_) samples.logits = extractor_->class_logits(samples.features);
    clear_failed(samples);
    const int64_t n = std::count(tally.ok.begin(), tally.ok.end(), true);
    note_if_none(cell, "the quality", n, tally);
    const std::string picture = fmt::format("pictures/{}.png", cell.label());
    if (pictures.defined())
      write_png(folder_ + "/" + picture,
                image_grid(pictures, pictures.size(0), pictures.size(3) < 64 ? 2 : 1));
    Json out = begin_record(cell, tally, n);
    for (const auto& [metric, field, measure] : metrics_) {
      const Measurement m = measure(samples);
      const bool enough =
          config_.allow_few_samples || too_few_samples(*metric, n, dimension_).empty();
      out[field] = enough ? Json(m.value) : Json();  // a NaN is written as null
      out[field + "_se"] = m.standard_error;
      // One that is known in part pairs with none.
      if (!m.jackknife.empty() && std::all_of(m.jackknife.begin(), m.jackknife.end(),
                                              [](double v) { return std::isfinite(v); }))
        out[field + "_jackknife"] = m.jackknife;
      if (!m.reference_jackknife.empty())
        out[field + "_reference_jackknife"] = m.reference_jackknife;
    }
    // Whose features, and what they are held against
    for (const char* input : {"classifier", "reference", "reference_features"})
      if (const auto at = config_.inputs.find(input); at != config_.inputs.end())
        out[fmt::format("{}_hash", input)] = at->second;
    if (!cell.generator.empty())
      if (const auto at = config_.inputs.find("generator " + cell.generator);
          at != config_.inputs.end())
        out["generator_hash"] = at->second;
    if (const auto at = trajectories_.find(key(cell)); at != trajectories_.end()) {
      add_trajectory(out, at->second);
      out["trajectory_network_precision"] = precisions_.trajectory;
      at->second.used = true;
    }
    if (pictures.defined()) out["pictures"] = picture;
    end_record(out, tally,
               cell.generator.empty() ? precisions_.quality : config_.network_precision);
    return out;
  }

  Json trajectory_record(const Point& point) const {
    const Trajectory& t = point.trajectory;
    Json out = begin_record(cells_[t.cell], t.tally, t.error.n);
    add_trajectory(out, point);
    end_record(out, t.tally, precisions_.trajectory);
    return out;
  }

  /// The distances from the flow's end, and what limits them.
  void take_trajectories() {
    std::map<std::string, std::string> stopped;  // by flow
    for (Trajectory& t : measure_trajectories(cells_, shards_, folder_)) {
      const Cell& cell = cells_[t.cell];
      Point point;
      note_if_none(cell, "the trajectory error", t.error.n, t.tally);
      if (t.error.n > 0 && t.limited()) {
        if (!stopped.count(cell.flow()))
          stopped[cell.flow()] = refine(config_, cells_, shards_, folder_, cell.flow()).stopped;
        point.stopped = stopped[cell.flow()];
        ++(point.stopped == "rounding" ? shortfall_.rounded : shortfall_.limited);
      }
      point.trajectory = std::move(t);
      trajectories_[key(cell)] = std::move(point);
    }
  }

  const CompareConfig& config_;
  const std::vector<Cell>& cells_;
  const std::vector<Shard>& shards_;
  std::string folder_;
  NetworkPrecisions precisions_;
  std::string hash_;
  std::map<std::string, Point> trajectories_;
  Shortfall shortfall_;
  struct ChosenMetric {
    const MetricEntry* entry;
    std::string field;
    Measure measure;
  };
  std::vector<ChosenMetric> metrics_;
  std::shared_ptr<const FeatureExtractor> extractor_;  // for class probabilities, where asked for
  int64_t dimension_ = 0;                              // of the features
};
}  // namespace

Shortfall write_records(const CompareConfig& config, const std::vector<Cell>& cells,
                        const std::vector<Shard>& shards, const std::string& folder,
                        const NetworkPrecisions& precisions) {
  return Writer(config, cells, shards, folder, precisions).write();
}

}  // namespace odelia
