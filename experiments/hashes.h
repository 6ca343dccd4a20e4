#pragma once
#include <filesystem>
#include <string>

namespace odelia {

/// XXH3-128 of bytes, as 32 hexadecimal digits.
std::string hash_text(const std::string& bytes);

/// The same of a whole file.  Throws as read_text.
std::string hash_file(const std::filesystem::path& path);

/// Of a network's folder: its weights and its description.
std::string hash_network(const std::string& spec);

}  // namespace odelia
