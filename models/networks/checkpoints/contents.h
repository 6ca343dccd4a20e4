#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "solvers/tensor.h"

namespace odelia {

/// A tensor of a checkpoint, which is read when it is asked for: dense, on the CPU, in its own type.
struct StoredTensor {
  std::string name;
  at::ScalarType dtype = at::kFloat;
  std::vector<int64_t> shape = {};
  std::function<Tensor()> read = {};

  int64_t numbers() const;
  uint64_t bytes() const;
};

/// Weights that belong together: one of the networks, or averages of one, that a file holds.
struct CheckpointPart {
  std::string key =
      {};  ///< where it is in the file, "ema.shadow_params"; "" if it is all of the file
  std::string role = {};                   ///< "ema", "model", or "" where its key says neither
  std::vector<StoredTensor> tensors = {};  ///< in the file's order, each name once
  std::string class_name = {};             ///< of an object: "EDMPrecond"
  nlohmann::ordered_json arguments = {};   ///< what that was constructed with, if it says so
  std::map<std::string, int64_t> classes = {};  ///< of the modules inside, with their number
  std::string remark = {};  ///< how a bare list came to names, or why it has none
  bool named = true;        ///< false for a list whose order nothing explains

  int64_t numbers() const;
  uint64_t bytes() const;
};

/// What is inside a file of weights.  Every text out of the file is valid UTF-8.
struct CheckpointContents {
  std::string path, format;
  uint64_t file_bytes = 0;
  std::vector<CheckpointPart> parts;
  std::vector<std::pair<std::string, nlohmann::ordered_json>>
      extras;  ///< numbers and texts, by key
  int64_t extras_left_out = 0;
  std::map<std::string, int64_t> opaque;  ///< what is no data and stayed unread: class -> how many
  int64_t other_tensors = 0, other_numbers = 0;  ///< of optimizers and the like

  /// The part of that key or role; for "" the one there is, else the averages, else the model.  Throws
  /// std::invalid_argument, listing the parts, if there is none or more than one.
  const CheckpointPart& part(const std::string& wanted) const;
};

/// What a checkpoint holds: torch.save's files of both formats, pickles with persistent objects (EDM),
/// safetensors.  Nothing in it is run, and no weights are read before they are asked for. Throws
/// std::invalid_argument where there is no such file, UnreadableFile naming it and the broken
/// rule otherwise.
CheckpointContents open_checkpoint(const std::string& path);

struct TorchArchive;
/// Those of a pickle with tensors, named by the path to them.
CheckpointContents torch_contents(TorchArchive archive, const std::string& path);

/// Completes averages that were kept as a bare list in the order of a model's parameters: they get the
/// names of the model's tensors, and what has no average, buffers and what is not trained, is the
/// model's own; as its code restores them.  Only where the shapes allow one reading; otherwise
/// leaves them as they are.  Either way says what it did in `remark`.
/// Source: yang-song/score_sde_pytorch, models/ema.py.
void name_averages(CheckpointPart& averages, const CheckpointPart& model);

}  // namespace odelia
