#include "experiments/command/shared_folder.h"

#include <filesystem>

#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "models/data/files.h"
#include "models/data/json.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string made(const std::string& who, const std::string& folder) {
  make_folder(who, folder);
  return folder;
}

std::string pieces_file(const std::string& folder) {
  return (fs::path(folder) / "pieces.json").string();
}

/// How many rows a piece has, as it stands in the file.
int64_t read_size(const std::string& who, const std::string& file) {
  const auto refuse = [&](const std::string& what) {
    throw Misuse(
        fmt::format("{}: damaged: {}; give another --out, or delete that folder", who, what));
  };
  Json found;
  try {
    found = read_json<Json>(file);
  } catch (const std::invalid_argument& e) {
    refuse(e.what());
  }
  const auto size = found.is_object() ? found.find("rows") : found.end();
  if (size == found.end() || !size->is_number_unsigned() || *size < 1 || *size > 1'000'000'000)
    refuse(file + ": does not say how many rows a piece has");
  return size->get<int64_t>();
}
}  // namespace

SharedFolder::SharedFolder(const std::string& who, const std::string& folder, const Json& identity,
                           const Rank& rank, int64_t rows, int64_t piece)
    : folder_(made(who, folder)), rank_(rank), claims_(file("run.lock")) {
  const HeldClaim opening = quiet();
  if (!claims_.try_claim(kAlone)) throw another_process(who, folder);
  begin_run(who, folder, identity);
  const std::string file = pieces_file(folder);
  if (rank.alone() && !fs::exists(file)) return;
  if (!fs::exists(file)) {
    write_text(file, Json{{"rows", piece}}.dump() + "\n");
    sync_folder(folder);
  }
  pieces_ = Pieces{rows, read_size(who, file)};
  claims_.release(kAlone);
}

std::string SharedFolder::file(const std::string& name) const {
  return (fs::path(folder_) / name).string();
}

bool SharedFolder::share(const std::function<bool(int64_t)>& finished,
                         const std::function<void(int64_t)>& work,
                         const std::function<bool()>& merged, const std::function<void()>& merge) {
  const bool first = leads() && claims_.try_claim(kEnd);
  SharedWork shared;
  shared.pieces = pieces().count(), shared.first_claim = kPieces;
  shared.finished = finished, shared.work = work;
  share_work(shared, claims_, rank_);
  if (!first) claims_.wait_claim(kEnd);
  bool here = false;
  {
    const HeldClaim none_opens = quiet();
    here = !merged();
    if (here) merge();
  }
  claims_.release(kEnd);
  return here || leads();
}

}  // namespace odelia
