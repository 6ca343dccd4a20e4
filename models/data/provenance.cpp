#include "models/data/provenance.h"

#include "models/data/json.h"
#include "models/data/json_text.h"
#include "models/data/text_bytes.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

constexpr int64_t kMostBytes = 1 << 20;

}  // namespace

Tensor provenance_array(const nlohmann::ordered_json& facts) {
  return text_bytes(json_text(facts));  // a path need not be UTF-8
}

nlohmann::json read_provenance(const std::map<std::string, Tensor>& arrays,
                               const std::string& path) {
  const auto found = arrays.find(kProvenance);
  if (found == arrays.end()) return nlohmann::json::object();
  const auto refuse = [&](const std::string& rule) {
    throw UnreadableFile(
        fmt::format("{}: its array '{}' {}; make the file again", path, kProvenance, rule));
  };
  const Tensor& bytes = found->second;
  if (bytes.scalar_type() != at::kByte || bytes.dim() != 1 || bytes.numel() > kMostBytes)
    refuse("must be uint8 [bytes], a megabyte at most");
  nlohmann::json facts;
  try {
    facts = parse_json(text_of_bytes(bytes), kProvenance);
  } catch (const std::invalid_argument& e) {
    refuse(fmt::format("holds no JSON object ({})", e.what()));
  }
  if (!facts.is_object()) refuse("holds no JSON object");
  if (facts.contains("kind") && !facts.at("kind").is_string()) refuse("has a kind that is no text");
  return facts;
}

}  // namespace odelia
