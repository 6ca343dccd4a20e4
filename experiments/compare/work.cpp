#include "experiments/compare/work.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include <unistd.h>

#include "experiments/command/duration.h"
#include "experiments/command/run_folder.h"
#include "models/data/files.h"
#include "models/torch_error.h"

namespace odelia {
namespace {
double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
}  // namespace

Progress::Progress(const std::vector<Cell>& cells, const std::vector<Shard>& shards,
                   std::string folder, bool quiet)
    : cells_(cells),
      shards_(shards),
      folder_(std::move(folder)),
      quiet_(quiet),
      terminal_(::isatty(2)),
      done_(shards.size()) {
  for (const auto& shard : shards_) total_ += shard.weight;
  refresh();
  weight_at_start_ = weight_;
  started_ = seconds_now();
}

Progress::~Progress() {
  if (!quiet_ && terminal_) fmt::print(stderr, "\r\033[K");
}

std::string refusal_file(const std::string& folder, const Cell& cell) {
  return fmt::format("{}/refused/{}.txt", folder, cell.place());
}

size_t Progress::refresh() {
  size_t missing = 0;
  for (size_t i = 0; i < shards_.size(); ++i)
    if (!finished(i)) ++missing;
  return missing;
}

bool Progress::finished(size_t shard) {
  if (done_[shard]) return true;
  if (!std::filesystem::exists(folder_ + "/" + shards_[shard].file) &&
      !std::filesystem::exists(refusal_file(folder_, cells_[shards_[shard].cell])))
    return false;
  weight_ += shards_[shard].weight;
  return done_[shard] = true;
}

void Progress::show(const std::string& what) {
  if (quiet_) return;
  const double now = seconds_now();
  if (!terminal_ && last_line_ > 0 && now - last_line_ < 30) return;
  last_line_ = now;
  const double gained = weight_ - weight_at_start_, rest = total_ - weight_,
               part = total_ > 0 ? weight_ / total_ : 1;
  const std::string left =
      gained > 0 ? ", about " + duration((now - started_) * rest / gained) + " left" : "";
  constexpr int width = 20;
  const int full = static_cast<int>(width * part);
  const std::string line =
      fmt::format("[{}{}] {:.0f} % of the work, {} of {} parts{}: {}", std::string(full, '#'),
                  std::string(width - full, '.'), 100 * part,
                  std::count(done_.begin(), done_.end(), true), done_.size(), left, what);
  if (terminal_)
    fmt::print(stderr, "\r\033[K{}", line);
  else
    fmt::print(stderr, "{}\n", line);
  std::fflush(stderr);
}

void Progress::note(const std::string& what) {
  if (!quiet_) fmt::print(stderr, "{}{}\n", terminal_ ? "\r\033[K" : "", what);
}

namespace {
/// The cell in words.
std::string in_words(const Cell& cell) {
  if (!cell.generator.empty()) return fmt::format("{}, one evaluation", cell.solver);
  const std::string grid = cell.adaptive() ? "" : ", " + cell.grid;
  const std::string how =
      cell.adaptive() ? fmt::format("tolerance {:g}", cell.rtol)
      : cell.part == Cell::Part::reference
          ? fmt::format("reference of {} steps{}", cell.steps, cell.in_float64 ? " in float64" : "")
          : fmt::format("{} evaluations", cell.budget);
  return fmt::format("{}, {}{}, {}{}", cell.solver, cell.process, grid, how,
                     cell.part == Cell::Part::trajectory ? ", trajectory" : "");
}

void write_refusal(const std::string& folder, const Cell& cell, const std::string& reason) {
  const std::filesystem::path file = refusal_file(folder, cell);
  make_folder("compare", file.parent_path().string());
  write_text(file.string(), reason);
}

/// Computes the shard, or notes why its cell cannot run.
void work_on(Runner& runner, const Cell& cell, const Shard& shard, const std::string& folder,
             Progress& progress) {
  ShardResult result;
  std::string reason;
  try {
    result = runner.run(cell, shard.seeds);
  } catch (const std::invalid_argument& e) {
    reason = e.what();
  } catch (const std::domain_error& e) {
    reason = e.what();
  } catch (const c10::Error& e) {
    if (of_the_machine(e)) throw;  // which ends the run: the next goes on from here
    reason = fmt::format("LibTorch: {}; delete {} to try it again", first_line(e),
                         refusal_file(".", cell));
  }
  if (reason.empty()) {
    result.identity = shard.identity;
    return write_shard(folder + "/" + shard.file, result);
  }
  write_refusal(folder, cell, reason);
  progress.note(
      fmt::format("left out: {}: {}", in_words(cell), read_text(refusal_file(folder, cell))));
}
}  // namespace

void work_through(Runner& runner, const std::vector<Cell>& cells, const std::vector<Shard>& shards,
                  const std::string& folder, Claims& claims, const Rank& rank, Progress& progress) {
  SharedWork shared;
  shared.pieces = static_cast<int64_t>(shards.size());
  shared.finished = [&](int64_t i) { return progress.finished(i); };
  shared.work = [&](int64_t i) {
    const Cell& cell = cells[shards[i].cell];
    progress.show(fmt::format("{}, seeds {}", in_words(cell), to_string(shards[i].seeds)));
    work_on(runner, cell, shards[i], folder, progress);
    progress.refresh();
  };
  shared.waiting = [&] { progress.show("waiting for another process to finish its part"); };
  share_work(shared, claims, rank);
}

}  // namespace odelia
