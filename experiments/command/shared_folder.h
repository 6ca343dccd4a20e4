#pragma once
#include <functional>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "experiments/sharing/pieces.h"
#include "experiments/sharing/share_work.h"

namespace odelia {

/// The folder of one run whose rows several processes may share.
///
/// A process by itself has it alone, as a RunFolder.  The ranks of a launcher work in it together:
/// the first that comes writes the identity and how the rows are cut, `pieces.json`, which then
/// stays whatever the number of ranks, and every other one must ask the same question.  From then
/// on a process by itself shares the folder too, as the only rank or as a further one.
class SharedFolder {
 public:
  /// piece: rows of a piece, if this is the first to share the folder.  Throws Misuse where the
  /// folder cannot be made or holds another run, std::runtime_error while a process has it alone.
  SharedFolder(const std::string& who, const std::string& folder,
               const nlohmann::ordered_json& identity, const Rank& rank, int64_t rows,
               int64_t piece);

  bool shared() const { return pieces_.has_value(); }
  /// Of a shared folder.
  const Pieces& pieces() const { return pieces_.value(); }
  bool leads() const { return rank_.first(); }  ///< the rank that speaks for all
  const std::string& path() const { return folder_; }
  std::string file(const std::string& name) const;
  /// While it lives, no other process opens the folder or brings the run to its end.
  HeldClaim quiet() { return {claims_, kOpening}; }

  /// Of a shared folder: does the pieces that nobody else does, waits until all are finished, and
  /// then has one process call `merge`, the leading one unless it is gone.  True in the leading
  /// process and in the one that merged, either of which says what came.
  bool share(const std::function<bool(int64_t)>& finished, const std::function<void(int64_t)>& work,
             const std::function<bool()>& merged, const std::function<void()>& merge);

 private:
  static constexpr int64_t kAlone = 0, kOpening = 1, kEnd = 2, kPieces = 16;  // claims

  std::string folder_;
  Rank rank_;
  Claims claims_;
  std::optional<Pieces> pieces_;
};

}  // namespace odelia
