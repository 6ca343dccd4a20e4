#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace odelia {

/// The classes of a batch's rows: one each, one for all, or none told.
class RowLabels {
 public:
  RowLabels(std::vector<int64_t> labels = {})
      : labels_(std::move(labels)) {}  // NOLINT: a list is one
  const std::vector<int64_t>& list() const { return labels_; }
  bool empty() const { return labels_.empty(); }
  /// The row's class; kNoClass where none was told.
  int64_t operator[](int64_t row) const;
  /// Those of these rows of the batch.
  void select(const std::vector<int64_t>& rows);
  /// Throws std::invalid_argument, beginning with `who`, unless they are of so many rows.
  void require(int64_t rows, const std::string& who) const;

 private:
  std::vector<int64_t> labels_;
};

}  // namespace odelia
