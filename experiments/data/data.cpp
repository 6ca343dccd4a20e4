#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/data/fetch.h"

namespace odelia {
namespace {

struct Options {
  std::string folder, from;
  std::vector<std::string> names;
  bool json = false;
};

std::vector<const DataSet*> chosen(const Options& options) {
  std::vector<const DataSet*> out;
  for (auto& name : options.names) out.push_back(&find_data_set(name));
  if (out.empty())
    for (auto& [name, set] : data_sets()) out.push_back(&set);
  return out;
}

void list(const Options& options) {
  auto all = nlohmann::ordered_json::array();
  for (auto* set : chosen(options)) {
    auto files = nlohmann::ordered_json::array();
    if (!options.json)
      fmt::print("{}: {} ({})\n", set->name, set->summary,
                 set->made() ? "made by formula" : "from " + set->page);
    for (auto& file : set->files) {
      files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"md5", file.md5}});
      if (!options.json)
        fmt::print("  {:<26} {:>10} bytes  MD5 {}\n", file.name, file.bytes, file.md5);
    }
    all.push_back({{"name", set->name},
                   {"summary", set->summary},
                   {"page", set->page},
                   {"folders", set->folders},
                   {"files", files}});
  }
  if (options.json) fmt::print("{}\n", all.dump(2));
}

/// Prints where every file stands.  Fails on damage,
/// and on what is missing from a set that was named.
void check(const Options& options) {
  const auto sets = chosen(options);
  const bool made = std::all_of(sets.begin(), sets.end(), [](auto* set) { return set->made(); });
  const auto folder = made ? "" : data_folder(options.folder);
  auto all = nlohmann::ordered_json::array();
  int damaged = 0, missing = 0;
  for (auto* set : sets) {
    if (set->made()) {
      all.push_back({{"set", set->name},
                     {"file", nullptr},
                     {"path", nullptr},
                     {"state", "made"},
                     {"problem", ""}});
      if (!options.json)
        fmt::print("{:<14} {:<26} {:<8} {}\n", set->name, "-", "made", "by formula; needs no file");
    }
    std::vector<PublishedFile> files;
    for (size_t i = 0; i < set->files.size(); ++i) files.push_back(form_there(*set, i, folder));
    for (auto& substitute : set->substitutes)  // optional: shown only where it is there
      if (!locate(*set, substitute, folder).empty()) files.push_back(substitute);
    for (auto& file : files) {
      const auto state = check_file(*set, file, folder);
      const char* word = state.good() ? "good" : state.path.empty() ? "missing" : "damaged";
      damaged += !state.problem.empty();
      missing += state.path.empty();
      all.push_back({{"set", set->name},
                     {"file", file.name},
                     {"path", state.path},
                     {"state", word},
                     {"problem", state.problem}});
      if (!options.json)
        fmt::print("{:<14} {:<26} {:<8} {}\n", set->name, file.name, word,
                   state.problem.empty() ? state.path : state.path + ": " + state.problem);
    }
  }
  if (options.json) fmt::print("{}\n", all.dump(2));
  if (damaged > 0 || (missing > 0 && !options.names.empty()))
    throw std::runtime_error(
        fmt::format("data check: {} damaged, {} missing in {}; run `odelia data fetch`", damaged,
                    missing, folder));
}

void fetch(const Options& options) {
  if (!options.from.empty() && options.names.size() != 1)
    throw Misuse("data fetch: --from names the mirror of one data set; name that set too");
  auto sets = chosen(options);
  std::erase_if(sets, [&](auto* set) {
    if (set->made() && !options.names.empty())
      fmt::print("{}: made by formula, nothing to fetch\n", set->name);
    return set->made();
  });
  if (sets.empty()) return;
  const char* variable = std::getenv("ODELIA_DATA");
  const std::string folder = !options.folder.empty() ? options.folder : variable ? variable : "";
  if (folder.empty())
    throw Misuse("data fetch: no data folder; name one with --data-folder FOLDER or ODELIA_DATA");
  make_folder("data fetch", folder, "--data-folder");
  for (auto* set : sets) {
    const int came = fetch_data_set(*set, folder, options.from);
    fmt::print("{}: {}\n", set->name,
               came == 0 ? "already complete" : fmt::format("files fetched and checked: {}", came));
  }
}

const RegisterVerb data_verb{
    {"data", "lists, checks and fetches the data sets", [](CommandLine& app) {
       app.example("Look around", "odelia data fetch fashion-mnist --data-folder data");
       auto options = std::make_shared<Options>();
       const auto add = [&](const char* name, const char* summary, void (*act)(const Options&)) {
         auto sub = app.verb(name, summary);
         sub.option("set", options->names,
                    fmt::format("data sets (all, if none is named): {}",
                                fmt::join(data_set_names(), ", ")));
         sub.run([=] { act(*options); });
         return sub;
       };
       const char* data_help = "the data folder (else the environment's ODELIA_DATA)";
       add("list", "the data sets, their files, sizes and MD5 sums", list)
           .flag("--json", options->json, "for machines");
       auto check_sub = add("check", "looks for every file and compares size and MD5", check);
       check_sub.option("--data-folder,--data", options->folder, data_help);
       check_sub.flag("--json", options->json, "for machines");
       auto fetch_sub = add("fetch", "downloads what is missing from the official pages", fetch);
       fetch_sub.option("--data-folder,--data", options->folder, data_help);
       fetch_sub.option("--from", options->from,
                        "another address than the official page: a mirror, or file:///FOLDER");
     }}};

}  // namespace
}  // namespace odelia
