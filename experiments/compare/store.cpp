#include "experiments/compare/store.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include <ATen/ops/full.h>

#include "experiments/command/run_folder.h"
#include "models/data/files.h"
#include "models/data/npz.h"
#include "models/data/text_bytes.h"
#include "solvers/solver.h"

namespace odelia {
namespace {
/// Throws unless every array has a type and rank that write_shard gives it.
void check_types(const std::string& path, const ShardResult& r, const Tensor& seconds,
                 const Tensor& identity) {
  const auto check = [&](const char* name, const Tensor& a, bool fits) {
    if (a.defined() && !fits)
      throw std::runtime_error(
          fmt::format("{}: array '{}' is {} [{}], which no comparison writes; delete it and go on",
                      path, name, c10::toString(a.scalar_type()), fmt::join(a.sizes(), ", ")));
  };
  const auto is = [](const Tensor& a, at::ScalarType type, int64_t rank) {
    return a.defined() && a.scalar_type() == type && a.dim() == rank;
  };
  check("nfe", r.nfe, is(r.nfe, at::kLong, 1));
  check("steps", r.steps, is(r.steps, at::kLong, 1));
  check("status", r.status, is(r.status, at::kByte, 1));
  check("seconds", seconds, is(seconds, at::kDouble, 1) && seconds.numel() == 1);
  check("identity", identity, is(identity, at::kByte, 1));
  check("features", r.features, is(r.features, at::kFloat, 2));
  check("pictures", r.pictures, is(r.pictures, at::kByte, 4));
  for (const auto& [name, a] : {std::pair{"x", r.x}, {"coarse", r.coarse}})
    check(name, a, a.defined() && a.dim() > 1 && a.is_floating_point());
  for (int64_t i = 0; i < r.status.numel(); ++i)
    if (const int64_t status = r.status.data_ptr<uint8_t>()[i]; !is_status(status))
      throw std::runtime_error(
          fmt::format("{}: knows no status {}; delete it and go on", path, status));
}

}  // namespace

void write_shard(const std::string& path, const ShardResult& result) {
  namespace fs = std::filesystem;
  const fs::path file(path);
  make_folder("compare", file.parent_path().string());
  std::map<std::string, Tensor> arrays{
      {"nfe", result.nfe}, {"steps", result.steps}, {"status", result.status}};
  arrays["seconds"] = at::full({1}, result.seconds, at::kDouble);
  arrays["identity"] = text_bytes(result.identity);
  if (result.features.defined()) arrays["features"] = result.features;
  if (result.x.defined()) arrays["x"] = result.x;
  if (result.coarse.defined()) arrays["coarse"] = result.coarse;
  if (result.pictures.defined()) arrays["pictures"] = result.pictures;
  write_npz(path, arrays);
  sync_folder(file.parent_path().string());
}

ShardResult read_shard(const std::string& path) {
  auto arrays = read_npz(path, {"features", "x", "coarse", "pictures", "nfe", "steps", "status",
                                "seconds", "identity"});
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
  check_types(path, out, arrays["seconds"], arrays["identity"]);
  out.seconds = arrays["seconds"].item<double>();
  out.identity = text_of_bytes(arrays["identity"]);
  return out;
}

ShardResult read_shard(const std::string& path, const std::string& identity, int64_t samples,
                       const std::string& or_identity) {
  ShardResult out = read_shard(path);
  if (out.identity != identity && (or_identity.empty() || out.identity != or_identity))
    throw std::runtime_error(fmt::format(
        "{}: answers another question than this one of this run: it was copied here, or "
        "its network lay elsewhere when an earlier version computed it; name the network "
        "by that path, or delete the file and go on",
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
  return out;
}

}  // namespace odelia
