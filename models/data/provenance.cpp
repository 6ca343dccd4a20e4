#include "models/data/provenance.h"

#include <cstring>

#include "models/data/json.h"
#include "models/data/json_text.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

constexpr int64_t kMostBytes = 1 << 20;

}  // namespace

Tensor provenance_array(const nlohmann::ordered_json& facts) {
  const std::string text =  // a path need not be UTF-8
      json_text(facts);
  Tensor out = at::empty({static_cast<int64_t>(text.size())}, at::kByte);
  std::memcpy(out.data_ptr<uint8_t>(), text.data(), text.size());
  return out;
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
  const Tensor text = bytes.contiguous();
  const char* begin = reinterpret_cast<const char*>(text.data_ptr<uint8_t>());
  nlohmann::json facts;
  try {
    facts = parse_json({begin, static_cast<size_t>(text.numel())}, kProvenance);
  } catch (const std::invalid_argument& e) {
    refuse(fmt::format("holds no JSON object ({})", e.what()));
  }
  if (!facts.is_object()) refuse("holds no JSON object");
  if (facts.contains("kind") && !facts.at("kind").is_string()) refuse("has a kind that is no text");
  return facts;
}

}  // namespace odelia
