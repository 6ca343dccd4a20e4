#include <cstring>
#include <map>
#include <stdexcept>

#include <ATen/ops/empty.h>
#include <fmt/format.h>

#include "models/data/unreadable_file.h"
#include "models/networks/checkpoints/torch_storages.h"
#include "solvers/text.h"

namespace odelia {
namespace {

using Kind = PickleValue::Kind;

// 0x1950a86a20f9469cfc6c as protocol 2 pickles it.  torch/serialization.py, MAGIC_NUMBER.
constexpr std::string_view kMagic = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
constexpr int64_t kProtocol = 1001;

/// Pickles of a magic number, a version, the writer's machine, the object and the storages' keys;
/// then for every key its length and its bytes.
class TorchLegacy final : public TorchStorages {
 public:
  TorchLegacy(std::shared_ptr<const std::string> kept, std::string_view bytes,
              const std::string& where)
      : kept_(std::move(kept)), bytes_(bytes), rules_(checkpoint_pickle_rules(where)) {
    if (!bytes_.starts_with(kMagic)) refuse("it does not begin as torch.save's files do");
    at_ = kMagic.size();
    PickleRules small = rules_;
    small.most_values = 1000;
    {
      const Pickle version(bytes_.substr(at_), small);
      if (!version.root().is_whole(kProtocol)) version.refuse("another version than 1001");
      at_ += version.size();
    }
    {
      const Pickle machine(bytes_.substr(at_), small);
      const PickleValue* little = machine.root().find("little_endian");
      if (!little || !little->is(Kind::truth))
        machine.refuse("it does not say in which byte order it was written");
      if (!little->whole)
        throw UnreadableFile(fmt::format(
            "{}: its numbers are big-endian; save it again on a little-endian machine", where));
      at_ += machine.size();
    }
    pickle_ = std::make_unique<Pickle>(bytes_.substr(at_), rules_);
    at_ += pickle_->size();
    const Pickle keys(bytes_.substr(at_), rules_);
    at_ += keys.size();
    lay_out(keys);
  }

  const Pickle& pickle() const { return *pickle_; }

  std::optional<TorchStorage> find(const PickleValue& value) const override {
    return parse_storage_id(value, *pickle_);  // all of them were held against the bytes
  }

  Tensor bytes(const std::string& key) const override {
    const std::string_view from = sections_.at(key).bytes;
    const Tensor out = at::empty({static_cast<int64_t>(from.size())}, at::kByte);
    if (!from.empty()) std::memcpy(out.data_ptr(), from.data(), from.size());
    return out;
  }

  uint64_t total() const override { return bytes_.size(); }

 private:
  struct Section {
    int64_t width = 0, numbers = 0;
    std::string_view bytes = {};
    bool found = false;
  };

  [[noreturn]] void refuse(const std::string& what) const {
    throw UnreadableFile(
        fmt::format("{}, at byte {}: {}; {}", rules_.refusal, at_, what, rules_.remedy));
  }

  /// Where the bytes of every storage are, once its width is known from the object.
  void lay_out(const Pickle& keys) {
    for (const PickleObject& object : pickle_->objects()) {
      const PickleValue value{.kind = Kind::persistent, .object = &object};
      if (!object.called.is(Kind::none) || !object.arguments.is(Kind::tuple)) continue;
      const auto storage = parse_storage_id(value, *pickle_);
      if (!storage) continue;
      const int64_t numbers = object.arguments.object->items[4].whole;
      const auto [at, first] =
          sections_.try_emplace(storage->key, Section{storage->width, numbers});
      if (!first && (at->second.width != storage->width || at->second.numbers != numbers))
        pickle_->refuse(
            fmt::format("storage '{}' is described twice, and not alike", printable(storage->key)));
    }
    if (!keys.root().is(Kind::list)) keys.refuse("the storages' keys are no list");
    for (const PickleValue& key : keys.root().object->items) {
      const auto found = sections_.find(std::string(key.text));
      if (!key.is(Kind::text) || found == sections_.end() || found->second.found)
        keys.refuse("the key of a storage that no tensor needs, or that came already");
      Section& section = found->second;
      if (bytes_.size() - at_ < 8) refuse("it ends too early");
      int64_t numbers = 0;
      std::memcpy(&numbers, bytes_.data() + at_, 8);
      at_ += 8;
      if (numbers != section.numbers)
        refuse(fmt::format("storage '{}' has {} numbers, its tensors need {}",
                           printable(found->first), numbers, section.numbers));
      if (static_cast<uint64_t>(numbers) > (bytes_.size() - at_) / section.width)
        refuse(
            fmt::format("storage '{}' has {} numbers of {} bytes, and {} bytes are left: is it "
                        "cut?",
                        printable(found->first), numbers, section.width, bytes_.size() - at_));
      section.bytes = bytes_.substr(at_, static_cast<size_t>(numbers * section.width));
      section.found = true;
      at_ += section.bytes.size();
    }
    for (const auto& [key, section] : sections_)
      if (!section.found) refuse(fmt::format("storage '{}' is missing", printable(key)));
    if (at_ != bytes_.size()) refuse("bytes follow its end");
  }

  std::shared_ptr<const std::string> kept_;
  std::string_view bytes_;
  PickleRules rules_;
  size_t at_ = 0;
  std::unique_ptr<Pickle> pickle_;
  std::map<std::string, Section> sections_;
};

/// Every tensor's storage comes as a call of torch.storage._load_from_bytes, with a file in the older
/// format that holds the storage alone.
class TorchPickle final : public TorchStorages {
 public:
  TorchPickle(std::shared_ptr<const std::string> bytes, std::string where)
      : kept_(std::move(bytes)),
        where_(std::move(where)),
        pickle_(*kept_, checkpoint_pickle_rules(where_)) {
    if (pickle_.size() != kept_->size()) pickle_.refuse("bytes follow its end");
  }

  const Pickle& pickle() const { return pickle_; }

  std::optional<TorchStorage> find(const PickleValue& value) const override {
    if (!value.calls("torch.storage", "_load_from_bytes")) return {};
    const auto& arguments = value.object->arguments.object->items;
    if (arguments.size() != 1 || !arguments[0].is(Kind::bytes))
      pickle_.refuse("a storage that does not come as bytes");
    // By place: bytes that are recalled a thousand times are parsed once.
    const std::string_view bytes = arguments[0].text;
    auto& inner = inner_[{bytes.data(), bytes.size()}];
    if (!inner) inner = std::make_unique<TorchLegacy>(kept_, bytes, where_ + ": a storage");
    auto storage = inner->find(inner->pickle().root());
    if (!storage) pickle_.refuse("a storage whose bytes hold something else");
    const std::string key =
        fmt::format("{}+{}", static_cast<const void*>(bytes.data()), bytes.size());
    by_key_[key] = {inner.get(), storage->key};
    storage->key = key;
    return storage;
  }

  Tensor bytes(const std::string& key) const override {
    const auto& [inner, inner_key] = by_key_.at(key);
    return inner->bytes(inner_key);
  }

  uint64_t total() const override { return kept_->size(); }

 private:
  std::shared_ptr<const std::string> kept_;
  std::string where_;
  Pickle pickle_;
  mutable std::map<std::pair<const char*, size_t>, std::unique_ptr<TorchLegacy>> inner_;
  mutable std::map<std::string, std::pair<const TorchLegacy*, std::string>> by_key_;
};

}  // namespace

bool is_torch_legacy(std::string_view bytes) { return bytes.starts_with(kMagic); }

TorchArchive open_torch_legacy(std::shared_ptr<const std::string> bytes, const std::string& where) {
  const std::string_view all = *bytes;
  const auto file = std::make_shared<const TorchLegacy>(std::move(bytes), all, where);
  return {"PyTorch (before 1.6)", {file, &file->pickle()}, file};
}

TorchArchive open_torch_pickle(std::shared_ptr<const std::string> bytes, const std::string& where) {
  const auto file = std::make_shared<const TorchPickle>(std::move(bytes), where);
  return {"pickle", {file, &file->pickle()}, file};
}

}  // namespace odelia
