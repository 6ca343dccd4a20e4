#include "experiments/command/run_folder.h"

#include <filesystem>

#include "experiments/command/verbs.h"
#include "experiments/sharing/rank.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/json_text.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// A value at the end of a path "/a/b/c", or nothing.
std::string shown(const Json& flat, const std::string& key) {
  const auto found = flat.find(key);
  return found == flat.end() ? "none" : printable(found->dump());
}

std::string dotted(std::string pointer) {
  std::replace(pointer.begin(), pointer.end(), '/', '.');
  return pointer.substr(std::min<size_t>(1, pointer.size()));
}

/// As a file gives it back: a path need not be UTF-8, as JSON must, and the contents of files are
/// told apart by their hashes.
Json as_written(const Json& identity) { return Json::parse(json_text(identity)); }

/// The folder, by the only process that is to work in it.
std::string made_alone(const std::string& who, const std::string& folder) {
  if (const Rank rank = this_rank(); !rank.alone())
    throw Misuse(fmt::format(
        "{}: works as one process, and {} started {}; start it by itself; of the verbs, compare, "
        "sample and likelihood share their work",
        who, rank.launcher, rank.world));
  make_folder(who, folder);
  return folder;
}
}  // namespace

void make_folder(const std::string& who, const std::string& folder, const std::string& option) {
  const auto refuse = [&](const std::string& why) {
    throw Misuse(fmt::format("{} {} '{}': {}; give a folder that can be written to", who, option,
                             printable(folder), why));
  };
  if (folder.empty()) throw Misuse(fmt::format("{}: no folder to write to; give {}", who, option));
  std::error_code error, unseen;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder, unseen))
    refuse(fs::exists(folder, unseen) ? "is a file" : "cannot be made: " + error.message());
  try {
    AtomicFile probe((fs::path(folder) / "write-test").string());
  } catch (const std::runtime_error& e) {
    refuse(e.what());
  }
}

std::string difference(const Json& was, const Json& is) {
  const Json before = was.flatten(), now = is.flatten();
  for (const Json* side : {&now, &before})
    for (const auto& [key, value] : side->items())
      if (!before.contains(key) || !now.contains(key) || before.at(key) != now.at(key))
        return fmt::format("{} is {}, was {}", dotted(key), shown(now, key), shown(before, key));
  return "";
}

bool begin_run(const std::string& who, const std::string& folder, const Json& asked) {
  const Json identity = as_written(asked);
  const std::string path = (fs::path(folder) / "run.json").string();
  if (!fs::exists(path)) {
    write_text(path, identity.dump(2) + "\n");
    sync_folder(folder);
    return false;
  }
  Json was;
  try {
    was = read_json<Json>(path);
  } catch (const std::invalid_argument& e) {
    throw Misuse(
        fmt::format("{}: damaged: {}; give another --out, or delete that folder", who, e.what()));
  }
  if (const auto differs = difference(was, identity); !differs.empty())
    throw Misuse(
        fmt::format("{}: {} holds another run ({}); give another --out, or delete that folder", who,
                    folder, differs));
  return true;
}

std::runtime_error another_process(const std::string& who, const std::string& folder) {
  return std::runtime_error(fmt::format(
      "{}: another process is at work in {}; wait for it, or give another --out", who, folder));
}

RunFolder::RunFolder(const std::string& who, const std::string& folder, const Json& identity)
    : folder_(made_alone(who, folder)), lock_(file("run.lock")) {
  if (!lock_.try_claim(0)) throw another_process(who, folder);
  begin_run(who, folder, identity);
}

std::string RunFolder::file(const std::string& name) const {
  return (fs::path(folder_) / name).string();
}

}  // namespace odelia
