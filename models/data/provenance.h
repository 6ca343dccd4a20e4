#pragma once
#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "solvers/tensor.h"

namespace odelia {

/// Where the arrays of an npz come from, as JSON in the same file: the bytes of an array of this
/// name.
///
/// Latents of `odelia encode` say
///   kind        "latents": x(T), already of the size it has there; sigma(T) z has that of noise z
///   process, T, sigma_T, t_min      the forward process and the ends of the solve
///   model, model_hash               the network or mixture, and its contents
///   scale, offset                   of the data: y = scale data + offset is what the model sees
inline constexpr const char* kProvenance = "provenance";

/// The array [bytes] uint8 to be written under that name.
Tensor provenance_array(const nlohmann::ordered_json& facts);

/// What arrays that were read from `path` say of themselves: an object, empty where they say
/// nothing.  Throws UnreadableFile naming the file where the array is there and no such JSON.
nlohmann::json read_provenance(const std::map<std::string, Tensor>& arrays,
                               const std::string& path);

}  // namespace odelia
