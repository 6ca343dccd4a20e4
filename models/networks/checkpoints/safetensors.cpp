#include "models/networks/checkpoints/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <vector>

#include <ATen/ops/empty.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/data/files.h"
#include "models/data/unreadable_file.h"
#include "models/networks/checkpoints/safetensors_header.h"

namespace odelia {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors data are little-endian");

/// A torch bool must be 0 or 1; any other byte is undefined behaviour further on.
void check_bools(const Tensor& x, const std::string& path, const std::string& name) {
  const auto* p = static_cast<const uint8_t*>(x.data_ptr());
  if (std::any_of(p, p + x.numel(), [](uint8_t byte) { return byte > 1; }))
    throw UnreadableFile(
        fmt::format("{}: not a valid safetensors file: BOOL tensor '{}' holds a byte other than 0 "
                    "and 1; get or write the file again",
                    path, printable(name)));
}

}  // namespace

std::map<std::string, Tensor> read_safetensors(const std::string& path,
                                               std::map<std::string, std::string>* metadata) {
  InputFile file(path);
  const auto refuse = [&](const std::string& what) {
    throw UnreadableFile(fmt::format(
        "{}: not a valid safetensors file: {}; get or write the file again", path, what));
  };
  uint64_t header_bytes = 0;
  if (file.size() < 8) refuse(fmt::format("{} bytes, too short for a header", file.size()));
  file.read(&header_bytes, 8);
  if (header_bytes > kMaxSafetensorsHeader)
    refuse(fmt::format("a header of {} bytes, at most {} are allowed", header_bytes,
                       kMaxSafetensorsHeader));
  if (header_bytes > file.size() - 8)
    refuse(fmt::format("a header of {} bytes in a file of {}", header_bytes, file.size()));
  std::string text(header_bytes, '\0');
  file.read(text.data(), header_bytes);
  auto header = parse_safetensors_header(text, file.size() - 8 - header_bytes, path);

  std::map<std::string, Tensor> tensors;
  for (auto& entry : header.entries) {
    auto x = at::empty(entry.shape, entry.dtype);
    file.read(x.data_ptr(), entry.end - entry.begin);
    if (entry.dtype == at::kBool) check_bools(x, path, entry.name);
    tensors.emplace(entry.name, std::move(x));
  }
  if (metadata) *metadata = std::move(header.metadata);
  return tensors;
}

void write_safetensors(const std::string& path, const std::map<std::string, Tensor>& tensors,
                       const std::map<std::string, std::string>& metadata) {
  const auto refuse = [&](const std::string& name, const std::string& what) {
    throw std::invalid_argument(
        fmt::format("write_safetensors {}: tensor '{}' {}", path, printable(name), what));
  };
  // Wide types first keeps every tensor aligned to its own size; then by name.
  std::vector<std::pair<std::string, Tensor>> ordered(tensors.begin(), tensors.end());
  for (auto& [name, x] : ordered) {
    if (name.empty() || name == "__metadata__") refuse(name, "has a reserved name; rename it");
    if (!x.defined()) refuse(name, "is undefined");
    if (safetensors_dtype(x.scalar_type()).empty())
      refuse(name, fmt::format("has dtype {}, which the format lacks; convert it",
                               at::toString(x.scalar_type())));
  }
  std::stable_sort(ordered.begin(), ordered.end(), [](auto& a, auto& b) {
    return a.second.element_size() > b.second.element_size();
  });
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  uint64_t at = 0;
  for (auto& [name, x] : ordered) {
    const uint64_t end = at + static_cast<uint64_t>(x.numel() * x.element_size());
    header[name] = {{"dtype", safetensors_dtype(x.scalar_type())},
                    {"shape", x.sizes().vec()},
                    {"data_offsets", {at, end}}};
    at = end;
  }
  std::string text;
  try {
    text = header.dump();
  } catch (const nlohmann::json::exception&) {
    throw std::invalid_argument(
        fmt::format("write_safetensors {}: a name or the metadata is not valid UTF-8", path));
  }
  text.resize((text.size() + 7) / 8 * 8, ' ');  // the data begin at a multiple of 8
  if (text.size() > kMaxSafetensorsHeader)
    throw std::invalid_argument(
        fmt::format("write_safetensors {}: the header would take {} bytes, at most {} are allowed",
                    path, text.size(), kMaxSafetensorsHeader));
  AtomicFile file(path);
  const uint64_t header_bytes = text.size();
  file.write(&header_bytes, 8);
  file.write(text);
  for (auto& [name, x] : ordered) {
    const auto dense = x.detach().cpu().contiguous();
    file.write(dense.data_ptr(), static_cast<uint64_t>(dense.numel() * dense.element_size()));
  }
  file.commit();
}

}  // namespace odelia
