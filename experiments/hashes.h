#pragma once
#include <filesystem>
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// XXH3-128 of bytes, as 32 hexadecimal digits.
std::string hash_text(const std::string& bytes);

/// The same of a whole file.  Throws as read_text.
std::string hash_file(const std::filesystem::path& path);

/// Of a network's folder: its weights and its description.
std::string hash_network(const std::string& spec);

/// Of a model as open_model takes it: a network, or the file of a mixture.
std::string hash_model(const std::string& spec);

/// Of a tensor's values, type and shape.
std::string hash_tensor(const Tensor& tensor);

}  // namespace odelia
