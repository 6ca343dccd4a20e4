#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "models/data/pickle.h"
#include "solvers/tensor.h"

namespace odelia {

/// What tensors of a PyTorch checkpoint are views of: numbers of one type in a row.
struct TorchStorage {
  std::string key;   ///< its name within the file
  std::string type;  ///< "FloatStorage"
  std::optional<at::ScalarType> dtype =
      {};             ///< none for types that are not read, and untyped bytes
  int64_t width = 1;  ///< bytes a number
  int64_t numbers = 0;
  int64_t first = 0;  ///< where it begins within `key`, in numbers: older files hold views

  bool untyped() const { return type == "UntypedStorage"; }
};

/// The storages of one file, in one of the three forms that there are.
class TorchStorages {
 public:
  virtual ~TorchStorages() = default;
  /// The storage that a value of the pickle stands for; none if it stands for something else.  Its
  /// bytes are there.  Throws UnreadableFile where they are not.
  virtual std::optional<TorchStorage> find(const PickleValue& value) const = 0;
  /// The bytes of the whole storage under `key`, on the CPU: uint8.
  virtual Tensor bytes(const std::string& key) const = 0;
  /// Bytes of all storages together.
  virtual uint64_t total() const = 0;
};

/// What ('storage', type, key, device, numbers) says, and in the older format a view of another; none
/// if it is something else.
std::optional<TorchStorage> parse_storage_id(const PickleValue& value, const Pickle& pickle);

/// A pickle and the storages of its tensors, as they lie in a file.
struct TorchArchive {
  std::string format;  ///< "PyTorch (zip)"
  std::shared_ptr<const Pickle> pickle;
  std::shared_ptr<const TorchStorages> storages;
};

/// torch.save since 1.6: a zip with data.pkl and a file a storage.
TorchArchive open_torch_zip(const std::string& path);

/// torch.save before 1.6: five pickles in a row, then the storages.  bytes: all of it, which the
/// result keeps.  `where` begins its messages.
TorchArchive open_torch_legacy(std::shared_ptr<const std::string> bytes, const std::string& where);

/// True for the beginning of such a file.
bool is_torch_legacy(std::string_view bytes);

/// A pickle in which every tensor carries its storage along, as bytes in that older format.
TorchArchive open_torch_pickle(std::shared_ptr<const std::string> bytes, const std::string& where);

/// How the pickles of a checkpoint are read, with nothing run.
PickleRules checkpoint_pickle_rules(const std::string& where);

}  // namespace odelia
