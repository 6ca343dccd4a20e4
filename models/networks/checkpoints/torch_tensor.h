#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/networks/checkpoints/torch_storages.h"

namespace odelia {

/// A view of a storage that a checkpoint describes; nothing of it has been read.
struct TorchTensor {
  TorchStorage storage;
  at::ScalarType dtype = at::kFloat;
  std::vector<int64_t> shape = {}, strides = {};
  int64_t offset = 0;  ///< in numbers, from the beginning of the storage under its key
};

/// The tensors of one checkpoint.
class TorchTensors {
 public:
  TorchTensors(TorchArchive archive, std::string path);

  const TorchArchive& archive() const { return archive_; }
  /// The tensor that a value stands for: what torch._utils would rebuild a tensor or a parameter
  /// from. None if it is something else, or of a type that is not read (complex, quantised, float8).
  /// Throws UnreadableFile, naming the file and `name`, where the view leaves its storage.
  std::optional<TorchTensor> find(const PickleValue& value, const std::string& name) const;
  /// Its numbers, contiguous, on the CPU.  Throws as above, also once all that was read takes far more
  /// than the file holds: views that repeat numbers.
  Tensor read(const TorchTensor& tensor, const std::string& name) const;

 private:
  std::optional<TorchTensor> rebuild(std::string_view module, std::string_view function,
                                     const PickleValue& arguments, const std::string& name,
                                     int depth) const;
  TorchTensor view(const TorchStorage& storage, at::ScalarType dtype, const PickleValue& offset,
                   const PickleValue& sizes, const PickleValue& steps,
                   const std::string& name) const;
  void check_bytes(uint64_t bytes, const std::string& name) const;
  [[noreturn]] void refuse(const std::string& name, const std::string& what) const;

  TorchArchive archive_;
  std::string path_;
  mutable std::string last_key_;
  mutable Tensor last_;
  mutable uint64_t read_bytes_ = 0;
};

}  // namespace odelia
