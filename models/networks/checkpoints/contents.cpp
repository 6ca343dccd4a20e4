#include "models/networks/checkpoints/contents.h"

#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/data/files.h"
#include "models/data/unreadable_file.h"
#include "models/networks/checkpoints/safetensors.h"
#include "models/networks/checkpoints/safetensors_header.h"
#include "models/networks/checkpoints/torch_storages.h"
#include "solvers/text.h"

namespace odelia {
namespace {

/// One tensor after the other out of a safetensors file, which is read whole with the first of them.
CheckpointContents safetensors_contents(const std::string& path, uint64_t header_bytes,
                                        uint64_t file_bytes) {
  if (header_bytes > kMaxSafetensorsHeader || header_bytes > file_bytes - 8)
    throw UnreadableFile(fmt::format(
        "{}: not a valid safetensors file: a header of {} bytes in a file of {}; get or write the "
        "file again",
        path, header_bytes, file_bytes));
  InputFile file(path);
  std::string text(8 + header_bytes, '\0');
  file.read(text.data(), text.size());
  const auto header = parse_safetensors_header(text.substr(8), file_bytes - text.size(), path);
  using All = std::map<std::string, Tensor>;
  const auto all = std::make_shared<std::unique_ptr<All>>();
  CheckpointContents out;
  out.format = "safetensors";
  CheckpointPart part{.role = "model"};
  for (const auto& entry : header.entries)
    part.tensors.push_back({entry.name, entry.dtype, entry.shape, [=, name = entry.name] {
                              if (!*all) *all = std::make_unique<All>(read_safetensors(path));
                              return (*all)->at(name);
                            }});
  for (const auto& [key, value] : header.metadata) out.extras.emplace_back(key, value);
  if (!part.tensors.empty()) out.parts.push_back(std::move(part));
  return out;
}

/// What a file that is no checkpoint seems to be, by how it begins.
std::string other_kind(std::string_view start) {
  const auto begins = [&](std::string_view with) { return start.starts_with(with); };
  if (begins("version https://git-lfs"))
    return "a git-lfs pointer; fetch the file that it points to";
  if (begins("<") || begins("\n<"))
    return "a web page; the download went wrong, get the file itself";
  if (begins("\x1f\x8b")) return "packed by gzip; unpack it";
  if (begins("\x89HDF")) return "an HDF5 file, which is not read";
  if (start.size() > 262 && start.substr(257, 5) == "ustar")
    return "a tar, as PyTorch wrote before 0.1.10; load and save it with a newer one";
  return "no checkpoint that is known: expected torch.save's zip or older format, a pickle of "
         "protocol 2 to 5, or safetensors";
}

}  // namespace

int64_t StoredTensor::numbers() const {
  int64_t n = 1;
  for (const int64_t size : shape) n *= size;
  return n;
}

uint64_t StoredTensor::bytes() const {
  return static_cast<uint64_t>(numbers()) * at::elementSize(dtype);
}

int64_t CheckpointPart::numbers() const {
  int64_t n = 0;
  for (const auto& tensor : tensors) n += tensor.numbers();
  return n;
}

uint64_t CheckpointPart::bytes() const {
  uint64_t n = 0;
  for (const auto& tensor : tensors) n += tensor.bytes();
  return n;
}

const CheckpointPart& CheckpointContents::part(const std::string& wanted) const {
  const auto refuse = [&](const std::string& what) {
    std::vector<std::string> names;
    for (const auto& p : parts)
      names.push_back(fmt::format("'{}'{}", printable(p.key),
                                  p.role.empty() || p.role == p.key ? "" : " (" + p.role + ")"));
    throw std::invalid_argument(
        fmt::format("{}: {}; {}", path, what,
                    parts.empty() ? "it holds no weights"
                                  : fmt::format("choose with --part: {}", fmt::join(names, ", "))));
  };
  const auto only = [&](auto&& fits) -> const CheckpointPart* {
    const CheckpointPart* found = nullptr;
    for (const auto& p : parts) {
      if (!fits(p)) continue;
      if (found) refuse(fmt::format("more than one part is {}", wanted.empty() ? p.role : wanted));
      found = &p;
    }
    return found;
  };
  for (const auto& p : parts)
    if (!wanted.empty() && p.key == wanted) return p;
  if (wanted.empty() && parts.size() == 1) return parts[0];
  for (const std::string role : {"ema", "model"})
    if (wanted.empty() || wanted == role)
      if (const auto* found = only([&](const auto& p) { return p.role == role; })) return *found;
  refuse(wanted.empty() ? "no part is known as averages (ema) or model"
                        : fmt::format("no part '{}'", printable(wanted)));
  throw std::logic_error("refuse returned");
}

CheckpointContents open_checkpoint(const std::string& path) {
  std::string start;
  uint64_t size = 0;
  {
    InputFile file(path);
    size = file.size();
    start.resize(std::min<uint64_t>(size, 512));
    file.read(start.data(), start.size());
  }
  const auto whole = [&] { return std::make_shared<const std::string>(read_text(path, size)); };
  uint64_t header_bytes = 0;
  for (size_t i = 8; i-- > 0 && start.size() > 8;)
    header_bytes = header_bytes << 8 | static_cast<uint8_t>(start[i]);
  CheckpointContents out;
  if (start.starts_with("PK"))
    out = torch_contents(open_torch_zip(path), path);
  else if (is_torch_legacy(start))
    out = torch_contents(open_torch_legacy(whole(), path), path);
  else if (start.size() > 1 && start[0] == '\x80' && start[1] >= 2 && start[1] <= 5)
    out = torch_contents(open_torch_pickle(whole(), path), path);
  else if (start.size() > 8 && start[8] == '{' && header_bytes < size)
    out = safetensors_contents(path, header_bytes, size);
  else
    throw UnreadableFile(fmt::format("{}: {}", path, other_kind(start)));
  out.path = path, out.file_bytes = size;
  return out;
}

}  // namespace odelia
