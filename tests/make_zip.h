#pragma once
#include <zip.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/catch.h"

namespace odelia {

/// A zip made by libzip of pairs of name and bytes, as a hostile or foreign program would.
template <class Entries = std::vector<std::pair<std::string, std::string>>>
void make_zip(const std::string& path, const Entries& entries, int method = ZIP_CM_STORE) {
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  REQUIRE(archive);
  for (const auto& [name, bytes] : entries) {
    auto* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const auto i = zip_file_add(archive, name.c_str(), source, 0);
    REQUIRE(i >= 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(i), method, 0);
  }
  REQUIRE(zip_close(archive) == 0);
}

}  // namespace odelia
