#include "experiments/data/fetch.h"

#include <filesystem>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "experiments/command/run_folder.h"
#include "experiments/data/download.h"
#include "models/data/files.h"
#include "models/data/gzip.h"
#include "models/data/md5.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

/// The address of `name` at the page.
std::string address_of(const std::string& page, const std::string& name) {
  return page + (page.empty() || page.back() == '/' ? "" : "/") + name;
}

/// What to do where it cannot be downloaded from here.
std::string unpack(const std::string& address) {
  return fmt::format("or download {} and unpack it into the data folder", address);
}

[[noreturn]] void refuse(const std::string& address, const std::string& problem) {
  throw std::runtime_error(
      fmt::format("{}: not the published file ({}); try again, or another mirror "
                  "with --from",
                  address, problem));
}

/// What came is the mirror's affair, and no file of the user's.
auto of_download(const std::string& address, const auto& read) {
  try {
    return read();
  } catch (const UnreadableFile& e) {
    refuse(address, e.what());
  }
}

}  // namespace

FileState check_file(const DataSet& set, const PublishedFile& file, const std::string& folder) {
  FileState state{locate(set, file, folder), ""};
  if (state.path.empty()) return state;
  try {
    read_published(state.path, file);
  } catch (const std::exception& e) {
    const std::string what = e.what(), start = state.path + ": ";
    state.problem = what.starts_with(start) ? what.substr(start.size()) : what;
    state.problem = state.problem.substr(0, state.problem.find(": not the published file"));
  }
  return state;
}

int fetch_data_set(const DataSet& set, const std::string& folder, const std::string& from) {
  std::vector<PublishedFile> wanted;
  for (size_t i = 0; i < set.files.size(); ++i)
    if (!check_file(set, form_there(set, i, folder), folder).good()) wanted.push_back(set.files[i]);
  if (wanted.empty()) return 0;
  const auto destination = fs::path(folder) / set.folders[0];
  const TemporaryFolder temporary(folder);
  const auto page = from.empty() ? set.page : from;
  const auto temporary_file = [&](const std::string& name) {
    return (fs::path(temporary.path) / name).string();
  };

  if (!set.archive.name.empty()) {
    const auto archive = temporary_file(set.archive.name),
               address = address_of(page, set.archive.name);
    download(address, archive, set.archive.bytes, unpack(address));
    if (const auto md5 = md5_of_file(archive); md5 != set.archive.md5)
      refuse(address, fmt::format("MD5 {}, expected {}", md5, set.archive.md5));
    std::vector<std::string> words = {"tar", "-xzf",         archive,
                                      "-C",  temporary.path, "--strip-components=1"};
    for (auto& file : wanted) words.push_back(set.folders[1] + "/" + file.name);
    run_program(words, "install tar and gzip");
    for (auto& file : wanted)
      of_download(address, [&] { return read_published(temporary_file(file.name), file); });
    make_folder("data fetch", destination.string(), "--data-folder");
    for (auto& file : wanted) fs::rename(temporary_file(file.name), destination / file.name);
  } else {
    for (auto& file : wanted) {
      const auto packed = temporary_file(file.name + ".gz"),
                 address = address_of(page, file.name + ".gz");
      download(address, packed, file.bytes + file.bytes / 1000 + 1024,  // gzip may add a little
               unpack(address));
      const auto bytes = of_download(address, [&] { return gunzipped(packed, file.bytes); });
      if (const auto md5 = md5_hex(bytes.data(), bytes.size()); md5 != file.md5)
        refuse(address, fmt::format("{} bytes, MD5 {}; expected {}, {}", bytes.size(), md5,
                                    file.bytes, file.md5));
      make_folder("data fetch", destination.string(), "--data-folder");
      write_text((destination / file.name).string(), bytes);
    }
  }
  return static_cast<int>(wanted.size());
}

}  // namespace odelia
