#include "experiments/compare/trajectory.h"

#include <algorithm>

#include "experiments/compare/append.h"
#include "models/processes/processes.h"

namespace odelia {
namespace {

/// The end states of a process's noise, as one reference has them.
struct Limit {
  size_t cell = 0;
  Tensor x;
  std::vector<bool> ok;
  double error = std::nan("");
};

bool usable(const Cell& cell, Cell::Part part) { return cell.part == part && cell.skipped.empty(); }

Limit read_limit(size_t cell, const std::vector<Shard>& shards, const std::string& folder) {
  Limit out;
  out.cell = cell;
  Tally tally;
  Tensor coarse;
  each_shard(shards, cell, folder, [&](const ShardResult& shard) {
    tally.add(shard);
    append(out.x, shard.x), append(coarse, shard.coarse);
  });
  out.ok = tally.ok;
  out.error = trajectory_error(rms_errors(coarse, out.x), out.ok).rms;
  return out;
}

/// Whether `a` is a better reference than `b`: with fewer failed samples, or else less uncertain.
bool better(const Limit& a, const Limit& b) {
  const auto failed = [](const Limit& l) { return std::count(l.ok.begin(), l.ok.end(), false); };
  if (failed(a) != failed(b)) return failed(a) < failed(b);
  return std::isnan(b.error) ? !std::isnan(a.error) : a.error < b.error;
}
}  // namespace

void Tally::add(const ShardResult& shard) {
  seconds += shard.seconds;
  for (int64_t i = 0; i < shard.nfe.size(0); ++i, ++n) {
    nfe += shard.nfe.data_ptr<int64_t>()[i];
    steps += shard.steps.data_ptr<int64_t>()[i];
    const auto status = static_cast<Status>(shard.status.data_ptr<uint8_t>()[i]);
    ok.push_back(status == Status::ok);
    if (status != Status::ok) ++failures[to_string(status)];
  }
}

int64_t Tally::failed() const {
  int64_t sum = 0;
  for (const auto& [status, count] : failures) sum += count;
  return sum;
}

void each_shard(const std::vector<Shard>& shards, size_t cell, const std::string& folder,
                const std::function<void(const ShardResult&)>& visit) {
  for (const auto& shard : shards)
    if (shard.cell == cell)
      visit(read_shard(folder + "/" + shard.file, shard.identity, shard.seeds.size(),
                       shard.identity_by_path));
}

std::vector<Trajectory> measure_trajectories(const std::vector<Cell>& cells,
                                             const std::vector<Shard>& shards,
                                             const std::string& folder) {
  std::map<std::string, Limit> limits;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (!usable(cells[i], Cell::Part::reference)) continue;
    Limit limit = read_limit(i, shards, folder);
    const auto known = limits.find(cells[i].flow());
    if (known == limits.end())
      limits.emplace(cells[i].flow(), std::move(limit));
    else if (better(limit, known->second))
      known->second = std::move(limit);
  }
  std::vector<Trajectory> out;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (!usable(cells[i], Cell::Part::trajectory)) continue;
    Trajectory t;
    t.cell = i;
    Tensor x;
    each_shard(shards, i, folder, [&](const ShardResult& shard) {
      t.tally.add(shard);
      append(x, shard.x);
    });
    const Limit& limit = limits.at(cells[i].flow());
    std::vector<bool> keep = t.tally.ok;
    for (size_t j = 0; j < keep.size(); ++j) keep[j] = keep[j] && limit.ok[j];
    const std::vector<double> errors = rms_errors(x, limit.x);
    t.error = trajectory_error(errors, keep);
    t.jackknife = trajectory_jackknife(errors, keep);
    t.reference = limit.cell, t.reference_error = limit.error;
    out.push_back(std::move(t));
  }
  return out;
}

Refinement refine(const CompareConfig& config, const std::vector<Cell>& references,
                  const std::vector<double>& errors) {
  const size_t k = errors.size() - 1;
  const Cell& last = references[k];
  if (config.trajectory->doublings == 0) return {{}, "steps"};
  if (!last.skipped.empty() || !std::isfinite(errors[k])) return {{}, ""};
  const bool first = k == 0 || references[k - 1].in_float64 != last.in_float64,
             falls = first || errors[k] < errors[k - 1] / 2;
  Cell next = last;
  if (!falls) {
    if (last.in_float64 || config.precision == "float64") return {{}, "rounding"};
    next.in_float64 = true;
    return {next, ""};
  }
  next.steps = 2 * last.steps;
  if (next.steps > config.trajectory->steps << config.trajectory->doublings) return {{}, "steps"};
  try {
    next.times = make_time_grid(next.grid, *make_process(next.process), next.steps);
  } catch (const std::invalid_argument&) {
    next.times.clear();
  }
  if (next.times.size() <= last.times.size()) return {{}, "steps"};  // all that this grid has
  return {next, ""};
}

Refinement refine(const CompareConfig& config, const std::vector<Cell>& cells,
                  const std::vector<Shard>& shards, const std::string& folder,
                  const std::string& flow) {
  std::vector<Cell> references;
  std::vector<double> errors;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].part != Cell::Part::reference || cells[i].flow() != flow) continue;
    references.push_back(cells[i]);
    errors.push_back(cells[i].skipped.empty() ? read_limit(i, shards, folder).error : std::nan(""));
  }
  return refine(config, references, errors);
}

std::vector<Cell> next_references(const CompareConfig& config, const std::vector<Cell>& cells,
                                  const std::vector<Shard>& shards, const std::string& folder) {
  std::vector<std::string> flows;
  for (const Trajectory& t : measure_trajectories(cells, shards, folder)) {
    const std::string flow = cells[t.cell].flow();
    if (t.error.n > 0 && t.limited() && std::find(flows.begin(), flows.end(), flow) == flows.end())
      flows.push_back(flow);
  }
  std::vector<Cell> out;
  for (const auto& flow : flows)
    if (auto next = refine(config, cells, shards, folder, flow).next)
      out.push_back(std::move(*next));
  return out;
}

}  // namespace odelia
