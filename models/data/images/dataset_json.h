#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace odelia {

/// Labels of images by the dataset.json that EDM's dataset_tool.py writes beside them:
/// {"labels": [["00000/img00000000.png", 6], ...]}, or null for none.
/// names: the images as they lie there, with '/'.  Returns one label for each, in [0, 2^20], or
/// nothing where it says that there are none.  Throws std::invalid_argument naming `what` and the
/// image that has no label, has two, or is not there.
std::optional<std::vector<int64_t>> parse_dataset_json(std::string_view text,
                                                       const std::vector<std::string>& names,
                                                       const std::string& what);

}  // namespace odelia
