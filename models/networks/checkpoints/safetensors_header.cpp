#include "models/networks/checkpoints/safetensors_header.h"

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/data/files.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

using nlohmann::json;

constexpr std::pair<const char*, at::ScalarType> kDtypes[] = {
    {"F64", at::kDouble}, {"F32", at::kFloat}, {"F16", at::kHalf},  {"BF16", at::kBFloat16},
    {"I64", at::kLong},   {"I32", at::kInt},   {"I16", at::kShort}, {"I8", at::kChar},
    {"U8", at::kByte},    {"BOOL", at::kBool}};

/// Reads the header as a stream of JSON events: it needs no document in memory, sees duplicate
/// keys, and knows at every event which of the few legal things may come.  What is open, outermost
/// first: the header, then one entry or the metadata, then an entry's list.
class HeaderReader : public nlohmann::json_sax<json> {
 public:
  SafetensorsHeader header;
  std::string problem;  ///< the first broken rule; empty while all is well

  bool null() override { return refuse("a null"); }
  bool boolean(bool) override { return refuse("a boolean"); }
  bool number_float(double, const std::string&) override { return refuse("a fraction"); }
  bool binary(json::binary_t&) override { return refuse("binary data"); }
  bool number_integer(int64_t value) override {
    // nlohmann calls this for negative numbers only.
    return refuse(fmt::format("the negative number {}", value));
  }

  bool number_unsigned(uint64_t value) override {
    if (in_ == In::shape) {
      if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
        return refuse(fmt::format("the size {}", value));
      if (entry().shape.size() == kMaxSafetensorsRank)
        return refuse(fmt::format("more than {} dimensions", kMaxSafetensorsRank));
      entry().shape.push_back(static_cast<int64_t>(value));
      return true;
    }
    if (in_ == In::offsets && offsets_ < 2) {
      (offsets_++ == 0 ? entry().begin : entry().end) = value;
      return true;
    }
    return refuse(fmt::format("the number {}", value));
  }

  bool string(std::string& value) override {
    if (in_ == In::metadata) {
      header.metadata[key_] = std::move(value);
      return true;
    }
    if (in_ != In::entry || key_ != "dtype") return refuse("the string " + printable(value));
    for (auto& [name, dtype] : kDtypes)
      if (value == name) return entry().dtype = dtype, true;
    return refuse(fmt::format("dtype '{}' (known: F64 F32 F16 BF16 I64 I32 I16 I8 U8 BOOL)",
                              printable(value)));
  }

  bool start_object(size_t) override {
    if (in_ == In::nothing) return in_ = In::header, true;
    if (in_ != In::header) return refuse("an object");
    fields_.clear();
    if (key_ == "__metadata__") return in_ = In::metadata, true;
    header.entries.push_back({key_, {}, {}, 0, 0});
    return in_ = In::entry, true;
  }

  bool key(std::string& name) override {
    if (in_ == In::header && name.empty()) return refuse("an empty tensor name");
    auto& seen = in_ == In::header ? names_ : fields_;
    if (!seen.insert(name).second) return refuse("the key '" + printable(name) + "' twice");
    if (in_ == In::entry && name != "dtype" && name != "shape" && name != "data_offsets")
      return refuse("the field '" + printable(name) + "'");
    key_ = std::move(name);
    return true;
  }

  bool end_object() override {
    if (in_ == In::entry && fields_.size() != 3)
      return refuse("an entry without dtype, shape and data_offsets each once");
    in_ = in_ == In::header ? In::nothing : In::header;
    return true;
  }

  bool start_array(size_t) override {
    if (in_ != In::entry || key_ == "dtype") return refuse("a list");
    in_ = key_ == "shape" ? In::shape : In::offsets;
    offsets_ = 0;
    return true;
  }

  bool end_array() override {
    if (in_ == In::offsets && offsets_ != 2) return refuse("data_offsets without begin and end");
    in_ = In::entry;
    return true;
  }

  bool parse_error(size_t position, const std::string&, const json::exception&) override {
    return refuse(fmt::format("broken JSON at header byte {}", position));
  }

 private:
  enum class In { nothing, header, entry, metadata, shape, offsets };

  SafetensorsEntry& entry() { return header.entries.back(); }
  bool refuse(std::string what) {
    const bool inside = in_ != In::nothing && in_ != In::header && in_ != In::metadata;
    if (inside) what += " in tensor '" + printable(entry().name) + "'";
    if (in_ == In::metadata) what += " in __metadata__";
    problem = "the header holds " + what;
    return false;
  }

  In in_ = In::nothing;
  std::string key_;
  std::set<std::string> names_, fields_;
  int offsets_ = 0;
};

/// Bytes of a dense tensor.  Empty dimensions count as one for the overflow check: strides need it.
bool byte_count(const SafetensorsEntry& entry, uint64_t* bytes) {
  int64_t bound = static_cast<int64_t>(at::elementSize(entry.dtype));
  bool empty = false;
  for (int64_t size : entry.shape) {
    empty |= size == 0;
    if (__builtin_mul_overflow(bound, std::max<int64_t>(size, 1), &bound)) return false;
  }
  *bytes = empty ? 0 : static_cast<uint64_t>(bound);
  return true;
}

}  // namespace

SafetensorsHeader parse_safetensors_header(const std::string& text, uint64_t data_bytes,
                                           const std::string& path) {
  const auto refuse = [&](const std::string& what) {
    throw UnreadableFile(fmt::format(
        "{}: not a valid safetensors file: {}; get or write the file again", path, what));
  };
  if (text.empty() || text[0] != '{') refuse("the header does not begin with '{'");
  // The JSON library takes a NUL byte for the end of its input and would ignore what follows.
  if (text.find('\0') != std::string::npos) refuse("the header contains a NUL byte");
  HeaderReader reader;
  if (!json::sax_parse(text, &reader)) refuse(reader.problem);
  auto& entries = reader.header.entries;
  std::sort(entries.begin(), entries.end(), [](auto& a, auto& b) {
    return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
  });
  uint64_t covered = 0;
  for (auto& entry : entries) {
    const auto name = printable(entry.name);
    uint64_t bytes = 0;
    if (!byte_count(entry, &bytes)) refuse(fmt::format("the shape of '{}' overflows", name));
    if (entry.end < entry.begin || entry.end > data_bytes)
      refuse(
          fmt::format("'{}' has data_offsets [{}, {}], outside of the {} data bytes (is it cut?)",
                      name, entry.begin, entry.end, data_bytes));
    if (entry.end - entry.begin != bytes)
      refuse(fmt::format("'{}' has {} data bytes, its shape and dtype need {}", name,
                         entry.end - entry.begin, bytes));
    if (entry.begin != covered)
      refuse(fmt::format("the data of '{}' {} its predecessor's", name,
                         entry.begin < covered ? "overlap" : "leave a gap to"));
    covered = entry.end;
  }
  if (covered != data_bytes)
    refuse(fmt::format("{} bytes of data belong to no tensor", data_bytes - covered));
  return std::move(reader.header);
}

std::string safetensors_dtype(at::ScalarType dtype) {
  for (auto& [name, known] : kDtypes)
    if (known == dtype) return name;
  return "";
}

}  // namespace odelia
