#pragma once
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "models/data/datasets.h"
#include "tests/catch.h"

/// Where the published data sets lie, "" where they do not.
inline std::string real_data() {
  if (const char* named = std::getenv("ODELIA_DATA")) return named;
  const auto beside = std::filesystem::path(ODELIA_SOURCE_DIR) / ".." / "shared" / "data";
  return std::filesystem::is_directory(beside) ? beside.string() : "";
}

/// A split of a published data set; nothing, with a warning, where it is not there.
inline std::optional<odelia::ImageSet> real_split(const std::string& name,
                                                  const std::string& split) {
  const auto root = real_data();
  if (root.empty()) {
    WARN("no data here (ODELIA_DATA): '" << name << "' is not tested");
    return std::nullopt;
  }
  const auto splits =
      odelia::find_data_set(name).splits;  // a name or split that there is not fails
  REQUIRE(std::find(splits.begin(), splits.end(), split) != splits.end());
  try {
    return odelia::load_images(name, split, root);
  } catch (const std::invalid_argument& missing) {
    WARN(missing.what());
    return std::nullopt;
  }
}
