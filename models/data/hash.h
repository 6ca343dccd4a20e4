#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace odelia {

/// XXH3-128 of bytes, as 32 hexadecimal digits.
std::string hash_text(std::string_view bytes);

/// The same of a whole file, read piece by piece.  Throws as InputFile.
std::string hash_file(const std::filesystem::path& path);

}  // namespace odelia
