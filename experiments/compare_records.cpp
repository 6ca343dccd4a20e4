#include "experiments/compare_records.h"

#include <filesystem>
#include <map>

#include <ATen/ops/cat.h>
#include <ATen/ops/tensor.h>
#include <nlohmann/json.hpp>

#include "experiments/compare_run.h"
#include "experiments/hashes.h"
#include "experiments/metrics/reference.h"
#include "experiments/metrics/trajectory.h"
#include "experiments/report/png.h"
#include "models/data/files.h"
#include "models/data/images.h"
#include "models/networks/network_model.h"

namespace odelia {
namespace {
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

/// Means and counts over a cell's samples, fed in seed order.
struct Tally {
  int64_t n = 0, nfe = 0, steps = 0;
  double seconds = 0;
  std::map<std::string, int64_t> failures;  // by status
  std::vector<bool> ok;

  void add(const ShardResult& shard) {
    seconds += shard.seconds;
    for (int64_t i = 0; i < shard.nfe.size(0); ++i, ++n) {
      nfe += shard.nfe.data_ptr<int64_t>()[i];
      steps += shard.steps.data_ptr<int64_t>()[i];
      const auto status = static_cast<Status>(shard.status.data_ptr<uint8_t>()[i]);
      ok.push_back(status == Status::ok);
      if (status != Status::ok) ++failures[to_string(status)];
    }
  }
  int64_t failed() const {
    int64_t sum = 0;
    for (const auto& [status, count] : failures) sum += count;
    return sum;
  }
  double mean(int64_t sum) const { return static_cast<double>(sum) / static_cast<double>(n); }
};

/// Rows of the samples that ended well.
Tensor kept_rows(const Tensor& rows, const std::vector<bool>& ok) {
  std::vector<int64_t> index;
  for (size_t i = 0; i < ok.size(); ++i)
    if (ok[i]) index.push_back(static_cast<int64_t>(i));
  return rows.index_select(0, at::tensor(index, at::kLong));
}

class Writer {
 public:
  Writer(const CompareConfig& config, const std::vector<Cell>& cells,
         const std::vector<Shard>& shards, const std::string& folder)
      : config_(config), cells_(cells), folder_(folder), hash_(hash_text(resolved_toml(config))) {
    for (const auto& shard : shards) shards_[shard.cell].push_back(shard);
    if (!config.classifier.empty())
      reference_ = read_reference(
          reference_file(config.reference, checkpoint_folder(config.classifier).string()));
  }

  void write() {
    fs::create_directories(fs::path(folder_) / "pictures");
    measure_trajectories();
    std::string records, skipped;
    for (size_t i = 0; i < cells_.size(); ++i) {
      const Cell& cell = cells_[i];
      if (cell.part == Cell::Part::reference) continue;
      if (!cell.skipped.empty()) {
        Json line = identity(cell);
        line["part"] = cell.part == Cell::Part::quality ? "quality" : "trajectory";
        line["skipped"] = cell.skipped;
        skipped += line.dump() + "\n";
      } else if (cell.part == Cell::Part::quality) {
        records += quality_record(i).dump() + "\n";
      }
    }
    for (const Cell& cell : cells_) {  // points that have no quality beside them
      const auto at = trajectories_.find(key(cell));
      if (cell.part == Cell::Part::trajectory && at != trajectories_.end() && !at->second.used)
        records += trajectory_record(at->second).dump() + "\n";
    }
    write_text(folder_ + "/skipped.jsonl", skipped);
    write_text(folder_ + "/records.jsonl", records);
  }

 private:
  struct Trajectory {
    size_t cell = 0;
    Tally tally;
    TrajectoryError error;
    double reference_error = 0;
    bool used = false;
  };

  static std::string key(const Cell& c) {
    return fmt::format("{}|{}|{}|{}|{}", c.solver, c.process, c.grid, c.budget, c.rtol);
  }
  Json identity(const Cell& cell) const {
    Json out{{"solver", cell.solver}, {"process", cell.process}, {"grid", cell.grid}};
    out["nfe_budget"] = cell.budget > 0 ? Json(cell.budget) : Json();
    if (cell.adaptive()) out["rtol"] = cell.rtol;
    return out;
  }
  /// Reads a cell's shards in seed order.
  template <class F>
  void each_shard(size_t cell, F&& f) const {
    for (const auto& shard : shards_.at(cell)) {
      const ShardResult result = read_shard(folder_ + "/" + shard.file);
      if (result.nfe.size(0) != shard.seeds.size())
        throw std::runtime_error(
            fmt::format("{}: holds {} samples, expected {}; delete it and go on", shard.file,
                        result.nfe.size(0), shard.seeds.size()));
      f(result);
    }
  }

  Json begin_record(const Cell& cell, const Tally& tally, int64_t used) const {
    Json out{{"solver", cell.solver}, {"process", cell.process}, {"grid", cell.grid}};
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
    return out;
  }
  void end_record(Json& out, const Tally& tally) const {
    out["failures"] = tally.failed();
    if (tally.failed() > 0) out["failure_kinds"] = tally.failures;
    out["wall_seconds"] = tally.seconds;
    out["precision"] = config_.precision;
    out["network_precision"] = config_.network_precision;
    out["rounding"] = kRoundingRule;
    out["config_hash"] = hash_;
  }
  void add_trajectory(Json& out, const Trajectory& t) const {
    out["trajectory_rms"] = t.error.n > 0 ? Json(t.error.rms) : Json();
    out["trajectory_rms_se"] = t.error.n > 0 ? Json(t.error.standard_error) : Json();
    out["trajectory_rms_median"] = t.error.n > 0 ? Json(t.error.median) : Json();
    out["trajectory_n"] = t.error.n;
    out["trajectory_seeds"] = to_string(cells_[t.cell].seeds);
    out["trajectory_reference_error"] = t.reference_error;
  }

  Json quality_record(size_t index) {
    const Cell& cell = cells_[index];
    const int64_t d = reference_.gaussian.mu.size(0);
    Tally tally;
    std::vector<Tensor> kept;
    Tensor pictures;
    each_shard(index, [&](const ShardResult& shard) {
      const auto before = tally.ok.size();
      tally.add(shard);
      kept.push_back(kept_rows(shard.features,
                               {tally.ok.begin() + static_cast<int64_t>(before), tally.ok.end()}));
      if (shard.pictures.defined())
        pictures = pictures.defined() ? at::cat({pictures, shard.pictures}) : shard.pictures;
    });
    const Tensor features = at::cat(kept);
    Moments moments(d);
    moments.add(features);
    const std::string picture = fmt::format("pictures/{}.png", cell.label());
    if (pictures.defined())
      write_png(folder_ + "/" + picture,
                image_grid(pictures, pictures.size(0), pictures.size(3) < 64 ? 2 : 1));
    Json out = begin_record(cell, tally, moments.count());
    const bool enough = moments.count() >= 2 &&
                        (config_.allow_few_samples || too_few_samples(moments.count(), d).empty());
    const std::string name = fd_name(feature_space(config_.classifier));
    out[name] =
        enough ? Json(frechet_distance(moments.finish(), reference_.gaussian).value) : Json();
    // A NaN is written as null.
    out[name + "_se"] = frechet_standard_error(features, reference_.gaussian);
    if (const auto at = trajectories_.find(key(cell)); at != trajectories_.end()) {
      add_trajectory(out, at->second);
      at->second.used = true;
    }
    if (pictures.defined()) out["pictures"] = picture;
    end_record(out, tally);
    return out;
  }

  Json trajectory_record(const Trajectory& t) const {
    Json out = begin_record(cells_[t.cell], t.tally, t.error.n);
    add_trajectory(out, t);
    end_record(out, t.tally);
    return out;
  }

  /// The fine reference solution of each process, and how far half its steps end from it.
  void measure_trajectories() {
    std::map<std::string, std::pair<Tensor, double>> fine;
    std::map<std::string, std::vector<bool>> fine_ok;
    for (size_t i = 0; i < cells_.size(); ++i) {
      if (cells_[i].part != Cell::Part::reference || !cells_[i].skipped.empty()) continue;
      Tally tally;
      Tensor x, coarse;
      each_shard(i, [&](const ShardResult& shard) {
        tally.add(shard);
        x = x.defined() ? at::cat({x, shard.x}) : shard.x;
        coarse = coarse.defined() ? at::cat({coarse, shard.coarse}) : shard.coarse;
      });
      fine[cells_[i].process] = {x, trajectory_error(rms_errors(coarse, x), tally.ok).rms};
      fine_ok[cells_[i].process] = tally.ok;
    }
    for (size_t i = 0; i < cells_.size(); ++i) {
      const Cell& cell = cells_[i];
      if (cell.part != Cell::Part::trajectory || !cell.skipped.empty()) continue;
      Trajectory t;
      t.cell = i;
      Tensor x;
      each_shard(i, [&](const ShardResult& shard) {
        t.tally.add(shard);
        x = x.defined() ? at::cat({x, shard.x}) : shard.x;
      });
      std::vector<bool> keep = t.tally.ok;
      for (size_t j = 0; j < keep.size(); ++j) keep[j] = keep[j] && fine_ok[cell.process][j];
      t.error = trajectory_error(rms_errors(x, fine[cell.process].first), keep);
      t.reference_error = fine[cell.process].second;
      trajectories_[key(cell)] = std::move(t);
    }
  }

  const CompareConfig& config_;
  const std::vector<Cell>& cells_;
  std::string folder_, hash_;
  std::map<size_t, std::vector<Shard>> shards_;
  std::map<std::string, Trajectory> trajectories_;
  Reference reference_;
};
}  // namespace

void write_records(const CompareConfig& config, const std::vector<Cell>& cells,
                   const std::vector<Shard>& shards, const std::string& folder) {
  Writer(config, cells, shards, folder).write();
}

}  // namespace odelia
