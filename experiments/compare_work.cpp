#include "experiments/compare_work.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>

#include <unistd.h>

#include "experiments/duration.h"

namespace odelia {
namespace {
double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
}  // namespace

Progress::Progress(const std::vector<Shard>& shards, std::string folder, bool quiet)
    : shards_(shards),
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

size_t Progress::refresh() {
  size_t missing = 0;
  for (size_t i = 0; i < shards_.size(); ++i) {
    if (done_[i]) continue;
    if (std::filesystem::exists(folder_ + "/" + shards_[i].file))
      done_[i] = true, weight_ += shards_[i].weight;
    else
      ++missing;
  }
  return missing;
}

void Progress::show(const std::string& what) {
  if (quiet_) return;
  const double now = seconds_now();
  if (!terminal_ && last_line_ > 0 && now - last_line_ < 30) return;
  last_line_ = now;
  const double gained = weight_ - weight_at_start_, rest = total_ - weight_;
  const std::string eta =
      gained > 0 ? ", " + duration((now - started_) * rest / gained) + " left" : "";
  const std::string line =
      fmt::format("{:3.0f} %{}  {}", total_ > 0 ? 100 * weight_ / total_ : 100, eta, what);
  if (terminal_)
    fmt::print(stderr, "\r\033[K{}", line);
  else
    fmt::print(stderr, "{}\n", line);
  std::fflush(stderr);
}

void work_through(Runner& runner, const std::vector<Cell>& cells, const std::vector<Shard>& shards,
                  const std::string& folder, Claims& claims, Progress& progress) {
  while (progress.refresh() > 0) {
    bool worked = false;
    for (size_t i = 0; i < shards.size(); ++i) {
      if (progress.finished(i) || !claims.try_claim(static_cast<int64_t>(i))) continue;
      // Another process may have finished it between the look and the claim.
      const std::string file = folder + "/" + shards[i].file;
      if (!std::filesystem::exists(file)) {
        const Cell& cell = cells[shards[i].cell];
        progress.show(fmt::format("{} {}", cell.label(), to_string(shards[i].seeds)));
        write_shard(file, runner.run(cell, shards[i].seeds));
        worked = true;
      }
      claims.release(static_cast<int64_t>(i));
      progress.refresh();
    }
    if (worked) continue;
    progress.show("waiting for another process to finish its part");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

}  // namespace odelia
