#pragma once
#include <filesystem>
#include <string>

namespace odelia {

/// XXH3-128 of bytes, as 32 hexadecimal digits.
std::string hash_text(const std::string& bytes);
std::string hash_bytes(const void* data, size_t bytes);

/// The same of a whole file, read piece by piece.  Throws as InputFile.
std::string hash_file(const std::filesystem::path& path);

}  // namespace odelia
