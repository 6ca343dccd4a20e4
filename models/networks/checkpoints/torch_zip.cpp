#include <bit>
#include <map>
#include <mutex>
#include <stdexcept>

#include <ATen/ops/empty.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/data/unreadable_file.h"
#include "models/data/zip_file.h"
#include "models/networks/checkpoints/torch_storages.h"
#include "solvers/text.h"

namespace odelia {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the data of a checkpoint are little-endian");

constexpr uint64_t kMostBytes = uint64_t{1} << 42, kMostPickle = uint64_t{1} << 30;

/// A zip as torch.save writes it: NAME/data.pkl, NAME/data/KEY, NAME/byteorder.
class TorchZip final : public TorchStorages {
 public:
  explicit TorchZip(const std::string& path)
      : path_(path), archive_(path, "PyTorch checkpoint", "torch.save", kMostBytes) {
    std::vector<std::string> names;
    for (int64_t i = 0; i < archive_.size(); ++i) names.push_back(archive_.name(i));
    const std::string folder = only_folder(names);
    for (int64_t i = 0; i < archive_.size(); ++i) {
      if (!names[i].starts_with(folder)) continue;
      const std::string name = names[i].substr(folder.size());
      if (name.starts_with("code/") || name == "constants.pkl")
        throw UnreadableFile(fmt::format(
            "{}: a TorchScript file, not a checkpoint; sample it with --model torchscript:FILE, or "
            "save its state_dict()",
            path_));
      const bool data = name.starts_with("data/");
      if (!data && name != "data.pkl" && name != "byteorder") continue;
      const ZipEntry entry = archive_.admit(i);
      if (name == "data.pkl" && entry.bytes > kMostPickle)
        archive_.refuse(i, fmt::format("data.pkl has {} bytes, over {}", entry.bytes, kMostPickle));
      if (name == "byteorder" && entry.bytes > 16)
        archive_.refuse(i, "a byteorder that is no word");
      if (!entries_.emplace(name, entry).second)
        archive_.refuse(i, "the name '" + printable(name) + "' comes twice");
      if (data) total_ += entry.bytes;
    }
    if (const auto order = entries_.find("byteorder"); order != entries_.end())
      if (const auto word = text(order->second); word != "little")
        throw UnreadableFile(fmt::format(
            "{}: its numbers are in the byte order '{}', expected 'little'; save it again on a "
            "little-endian machine",
            path_, printable(word)));
    program_ = text(entries_.at("data.pkl"));
    pickle_ = std::make_unique<Pickle>(program_, checkpoint_pickle_rules(path_ + ": data.pkl"));
    if (pickle_->size() != program_.size()) pickle_->refuse("bytes follow its end");
  }

  const Pickle& pickle() const { return *pickle_; }

  std::optional<TorchStorage> find(const PickleValue& value) const override {
    auto storage = parse_storage_id(value, *pickle_);
    if (!storage) return {};
    if (value.object->arguments.object->items.size() != 5)
      pickle_->refuse("a storage that is a view of another, which zipped files have not");
    const auto found = entries_.find("data/" + storage->key);
    if (found == entries_.end())
      throw UnreadableFile(
          fmt::format("{}: it has no entry 'data/{}', which a tensor needs; is "
                      "it cut?",
                      path_, printable(storage->key)));
    if (found->second.bytes != static_cast<uint64_t>(storage->numbers * storage->width))
      throw UnreadableFile(fmt::format("{}: entry 'data/{}' has {} bytes, {} numbers of {} need {}",
                                       path_, printable(storage->key), found->second.bytes,
                                       storage->numbers, storage->type,
                                       storage->numbers * storage->width));
    return storage;
  }

  Tensor bytes(const std::string& key) const override {
    const ZipEntry& entry = entries_.at("data/" + key);
    const Tensor out = at::empty({static_cast<int64_t>(entry.bytes)}, at::kByte);
    read(entry, out.data_ptr());
    return out;
  }

  uint64_t total() const override { return total_; }

 private:
  /// The one folder that holds a data.pkl, with its '/'.
  std::string only_folder(const std::vector<std::string>& names) const {
    std::vector<std::string> folders;
    const std::string file = "data.pkl";
    for (const auto& name : names)
      if (name.ends_with("/" + file) && name.find('/') == name.size() - file.size() - 1)
        folders.push_back(name.substr(0, name.size() - file.size()));
    if (folders.size() == 1) return folders[0];
    std::vector<std::string> seen;
    for (size_t i = 0; i < names.size() && i < 6; ++i) seen.push_back(printable(names[i]));
    throw UnreadableFile(
        fmt::format("{}: a zip with {} entries NAME/data.pkl, expected one, as torch.save writes "
                    "it; it has {}: "
                    "{}{}",
                    path_, folders.size(), names.size(), fmt::join(seen, ", "),
                    names.size() > seen.size() ? ", ..." : ""));
  }
  void read(const ZipEntry& entry, void* to) const {
    const std::lock_guard<std::mutex> one_at_a_time(mutex_);
    ZipStream stream = archive_.open(entry, fmt::format("{}/{}", path_, printable(entry.name)));
    stream.read(to, entry.bytes);
    stream.finish();
  }
  std::string text(const ZipEntry& entry) const {
    std::string out(entry.bytes, '\0');
    read(entry, out.data());
    return out;
  }

  std::string path_;
  ZipReader archive_;
  std::map<std::string, ZipEntry> entries_;
  std::string program_;
  std::unique_ptr<Pickle> pickle_;
  uint64_t total_ = 0;
  mutable std::mutex mutex_;
};

}  // namespace

TorchArchive open_torch_zip(const std::string& path) {
  const auto zip = std::make_shared<const TorchZip>(path);
  return {"PyTorch (zip)", {zip, &zip->pickle()}, zip};
}

}  // namespace odelia
