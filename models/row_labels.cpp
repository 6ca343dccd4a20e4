#include "models/row_labels.h"

#include <stdexcept>

#include <fmt/format.h>

#include "models/guidance_rule.h"

namespace odelia {

int64_t RowLabels::operator[](int64_t row) const {
  if (labels_.empty()) return kNoClass;
  return labels_[labels_.size() == 1 ? 0 : row];
}

void RowLabels::select(const std::vector<int64_t>& rows) {
  if (labels_.size() < 2) return;
  std::vector<int64_t> kept;
  for (int64_t r : rows) kept.push_back(labels_.at(r));
  labels_ = std::move(kept);
}

void RowLabels::require(int64_t rows, const std::string& who) const {
  if (labels_.size() > 1 && static_cast<int64_t>(labels_.size()) != rows)
    throw std::invalid_argument(
        fmt::format("{}: {} labels for a batch of {}", who, labels_.size(), rows));
}

}  // namespace odelia
