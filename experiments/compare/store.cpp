#include "experiments/compare/store.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>

#include "models/data/files.h"
#include "models/data/npz.h"

namespace odelia {
namespace {
Tensor as_bytes(const std::string& text) {
  Tensor out = at::empty({static_cast<int64_t>(text.size())}, at::kByte);
  std::copy(text.begin(), text.end(), out.data_ptr<uint8_t>());
  return out;
}

std::string as_text(const Tensor& bytes) {
  const Tensor whole = bytes.to(at::kByte).contiguous();
  const auto* data = whole.data_ptr<uint8_t>();
  return {data, data + whole.numel()};
}
}  // namespace

void write_shard(const std::string& path, const ShardResult& result) {
  namespace fs = std::filesystem;
  const fs::path file(path);
  fs::create_directories(file.parent_path());
  for (const auto& entry : fs::directory_iterator(file.parent_path())) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(file.filename().string()) && name.ends_with(".tmp"))
      fs::remove(entry.path());
  }
  std::map<std::string, Tensor> arrays{
      {"nfe", result.nfe}, {"steps", result.steps}, {"status", result.status}};
  arrays["seconds"] = at::full({1}, result.seconds, at::kDouble);
  arrays["identity"] = as_bytes(result.identity);
  if (result.features.defined()) arrays["features"] = result.features;
  if (result.x.defined()) arrays["x"] = result.x;
  if (result.coarse.defined()) arrays["coarse"] = result.coarse;
  if (result.pictures.defined()) arrays["pictures"] = result.pictures;
  write_npz(path, arrays);
  sync_folder(file.parent_path().string());
}

ShardResult read_shard(const std::string& path) {
  auto arrays = read_npz(path);
  for (const char* key : {"nfe", "steps", "status", "seconds", "identity"})
    if (!arrays.count(key))
      throw std::runtime_error(fmt::format(
          "{}: has no array '{}', so it is no shard of a comparison; delete it and go on", path,
          key));
  ShardResult out;
  out.features = arrays["features"];
  out.x = arrays["x"];
  out.coarse = arrays["coarse"];
  out.pictures = arrays["pictures"];
  out.nfe = arrays["nfe"];
  out.steps = arrays["steps"];
  out.status = arrays["status"];
  out.seconds = arrays["seconds"].item<double>();
  out.identity = as_text(arrays["identity"]);
  return out;
}

ShardResult read_shard(const std::string& path, const std::string& identity, int64_t samples) {
  ShardResult out = read_shard(path);
  if (out.identity != identity)
    throw std::runtime_error(
        fmt::format("{}: answers another question than this one of this run (a copied file?); "
                    "delete it and go on",
                    path));
  for (const auto& [name, array] : {std::pair{"nfe", out.nfe},
                                    {"steps", out.steps},
                                    {"status", out.status},
                                    {"features", out.features},
                                    {"x", out.x},
                                    {"coarse", out.coarse}})
    if (array.defined() && (array.dim() < 1 || array.size(0) != samples))
      throw std::runtime_error(
          fmt::format("{}: array '{}' needs {} rows; delete it and go on", path, name, samples));
  if (out.nfe.scalar_type() != at::kLong || out.steps.scalar_type() != at::kLong ||
      out.status.scalar_type() != at::kByte)
    throw std::runtime_error(
        fmt::format("{}: counts of another type than Odelia writes; delete it and go on", path));
  return out;
}

}  // namespace odelia
