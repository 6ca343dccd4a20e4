#include "experiments/checkpoint.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include <ATen/ops/isfinite.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/json.h"
#include "models/data/sha256.h"
#include "models/networks/checkpoints/contents.h"
#include "models/networks/checkpoints/recognise.h"
#include "models/networks/checkpoints/safetensors.h"

namespace odelia {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr size_t kNearest = 3;  // architectures that an unknown one is held against in print

struct Options {
  std::string file, part, out;
  bool json = false;
};

/// Reading a file from elsewhere: whatever is wrong with it is the caller's to mend, exit status 2.
template <class Read>
auto reading(const std::string& path, Read&& read) {
  try {
    return read();
  } catch (const std::invalid_argument&) {
    throw;
  } catch (const std::runtime_error& e) {
    throw Misuse(e.what());
  } catch (const std::bad_alloc&) {
    throw Misuse(path + ": it needs more memory than there is");
  }
}

/// As numpy and PyTorch spell it.
std::string dtype_name(at::ScalarType dtype) {
  switch (dtype) {
    case at::kDouble:
      return "float64";
    case at::kFloat:
      return "float32";
    case at::kHalf:
      return "float16";
    case at::kBFloat16:
      return "bfloat16";
    case at::kLong:
      return "int64";
    case at::kInt:
      return "int32";
    case at::kShort:
      return "int16";
    case at::kChar:
      return "int8";
    case at::kByte:
      return "uint8";
    case at::kBool:
      return "bool";
    default:
      return at::toString(dtype);
  }
}

/// Numbers by type.
std::map<std::string, int64_t> dtypes(const CheckpointPart& part) {
  std::map<std::string, int64_t> out;
  for (const auto& tensor : part.tensors) out[dtype_name(tensor.dtype)] += tensor.numbers();
  return out;
}

Json extras(const CheckpointContents& contents) {
  Json out = Json::object();
  for (const auto& [key, value] : contents.extras) out[key] = value;
  return out;
}

/// What is said of a part in JSON, in config.json and by --json alike.
Json describe(const CheckpointPart& part) {
  Json out = {{"key", part.key}, {"role", part.role}};
  if (const auto known = recognise(part)) {
    out["architecture"] = {{"name", known->architecture->name},
                           {"source", known->architecture->source},
                           {"prefix", known->prefix},
                           {"sizes", known->sizes}};
  } else {
    out["architecture"] = nullptr;
    out["unknown"] = describe_unknown(part);
  }
  if (!part.class_name.empty())
    out["object"] = {
        {"class", part.class_name}, {"arguments", part.arguments}, {"modules", part.classes}};
  if (!part.remark.empty()) out["remark"] = part.remark;
  out["tensors"] = part.tensors.size();
  out["numbers"] = part.numbers();
  out["dtypes"] = dtypes(part);
  return out;
}

Json describe(const CheckpointContents& contents) {
  Json out = {{"file", printable(fs::path(contents.path).filename().string())},
              {"format", contents.format},
              {"bytes", contents.file_bytes},
              {"extras", extras(contents)},
              {"extras_left_out", contents.extras_left_out},
              {"opaque", contents.opaque},
              {"other", {{"tensors", contents.other_tensors}, {"numbers", contents.other_numbers}}},
              {"parts", Json::array()}};
  return out;
}

/// A name out of the file, whole, on one line.
std::string in_line(const std::string& name) {
  std::string out = printable_text(name);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t'; }, '?');
  return out;
}

/// A value in print: short, and nothing that a terminal would obey.
std::string shown(const Json& value) { return printable_text(value.dump()); }

void print_architecture(const CheckpointPart& part) {
  if (const auto known = recognise(part)) {
    fmt::print("  {}: {} ({})\n", known->architecture->name, known->architecture->summary,
               known->architecture->source);
    if (!known->prefix.empty())
      fmt::print("    all its names begin with '{}'\n", printable(known->prefix));
    for (const auto& [key, value] : known->sizes.items())
      fmt::print("    {} = {}\n", key, shown(value));
    return;
  }
  if (!part.named) return;
  const Json unknown = describe_unknown(part);
  fmt::print("  unknown architecture; names seen (N: a number): {}\n",
             printable_text(fmt::format(
                 "{}", fmt::join(unknown["seen"].get<std::vector<std::string>>(), ", "))));
  // The nearest first; all of them are in --json.
  std::multimap<size_t, std::string> nearest;
  for (const auto& [name, missing] : unknown["expected"].items())
    nearest.emplace(missing.size(),
                    fmt::format("    for {} it lacks {}\n", name,
                                fmt::join(missing.get<std::vector<std::string>>(), ", ")));
  size_t lines = 0;
  for (const auto& [lacking, line] : nearest)
    if (lines++ < kNearest) fmt::print("{}", line);
}

void print_part(const CheckpointPart& part, bool with_tensors) {
  std::vector<std::string> types;
  for (const auto& [name, n] : dtypes(part)) types.push_back(name);
  fmt::print("\n{}{}: {} tensors, {} numbers ({})\n",
             part.key.empty() ? "weights" : "'" + printable(part.key) + "'",
             part.role.empty() || part.role == part.key ? "" : ", " + part.role,
             part.tensors.size(), part.numbers(), fmt::join(types, ", "));
  if (!part.remark.empty()) fmt::print("  {}\n", printable_text(part.remark));
  print_architecture(part);
  if (!part.class_name.empty()) {
    std::vector<std::string> classes;
    for (const auto& [name, n] : part.classes) classes.push_back(fmt::format("{} {}", n, name));
    fmt::print("  an object of class {} (its code was not run), made of {}\n", part.class_name,
               fmt::join(classes, ", "));
    for (const auto& [key, value] : part.arguments.items())
      fmt::print("    {} = {}\n", printable(key), shown(value));
  }
  if (!with_tensors) return;
  for (const auto& tensor : part.tensors)
    fmt::print("  {}  [{}] {}\n", in_line(tensor.name), fmt::join(tensor.shape, ", "),
               dtype_name(tensor.dtype));
}

void print_contents(const CheckpointContents& contents) {
  fmt::print("{}: {}, {} bytes\n", printable_text(contents.path), contents.format,
             contents.file_bytes);
  for (const auto& [key, value] : contents.extras)
    fmt::print("  {} = {}\n", in_line(key), shown(value));
  if (contents.extras_left_out > 0)
    fmt::print("  ... and {} more such values\n", contents.extras_left_out);
  if (contents.other_tensors > 0)
    fmt::print("  {} tensors of {} numbers that are no weights, such as an optimizer's\n",
               contents.other_tensors, contents.other_numbers);
  std::vector<std::string> records;
  for (const auto& [name, n] : contents.opaque) records.push_back(fmt::format("{} {}", n, name));
  if (!records.empty())
    fmt::print("  classes and calls kept as records, nothing of which was run: {}\n",
               fmt::join(records, ", "));
  if (contents.parts.empty()) fmt::print("  it holds no weights\n");
}

/// Other weights than these are not written over.
void check_folder(const fs::path& folder, const Json& source, const std::string& key) {
  std::error_code none;
  const auto config = folder / "config.json";
  if (!fs::exists(config, none) && !fs::exists(folder / "model.safetensors", none)) return;
  try {
    const auto was = read_json<Json>(config.string(), 8 << 20);
    if (was.at("kind") == "foreign" && was.at("source").at("sha256") == source.at("sha256") &&
        was.at("part").at("key") == key)
      return;
  } catch (const std::exception&) {  // none of ours
  }
  throw Misuse(fmt::format("checkpoint: {} holds another network; choose another folder for --out",
                           folder.string()));
}

}  // namespace

Json write_checkpoint_folder(const CheckpointContents& contents, const CheckpointPart& part,
                             const fs::path& folder) {
  if (!part.named)
    throw Misuse(fmt::format("{}: part '{}' is {}; choose another with --part", contents.path,
                             printable(part.key), printable_text(part.remark)));
  Json config = {{"kind", "foreign"},
                 {"source",
                  {{"file", printable(fs::path(contents.path).filename().string())},
                   {"format", contents.format},
                   {"bytes", contents.file_bytes},
                   {"sha256", sha256_of_file(contents.path)}}},
                 {"part", describe(part)},
                 {"extras", extras(contents)},
                 {"opaque", contents.opaque}};
  make_folder("checkpoint", folder.string());
  check_folder(folder, config["source"], part.key);
  std::map<std::string, Tensor> tensors;
  Json not_finite = Json::object();
  for (const auto& stored : part.tensors) {
    Tensor x = reading(contents.path, stored.read);
    if (x.is_floating_point())
      if (const int64_t bad = x.numel() - at::isfinite(x).sum().item<int64_t>(); bad > 0)
        not_finite[stored.name] = bad;
    tensors.emplace(stored.name, std::move(x));
  }
  if (!not_finite.empty()) config["not_finite"] = not_finite;
  const auto weights = folder / "model.safetensors";
  write_safetensors(weights.string(), tensors);
  config["hash"] = hash_file(weights);
  write_text((folder / "config.json").string(), config.dump(2) + "\n");
  return config;
}

namespace {

void run(const Options& options) {
  const auto contents = reading(options.file, [&] { return open_checkpoint(options.file); });
  const bool chosen = !options.part.empty() || !options.out.empty();
  std::vector<const CheckpointPart*> parts;
  if (chosen)
    parts.push_back(&contents.part(options.part));
  else
    for (const auto& part : contents.parts) parts.push_back(&part);
  Json written;
  if (!options.out.empty()) written = write_checkpoint_folder(contents, *parts[0], options.out);
  if (options.json) {
    Json out = describe(contents);
    for (const auto* part : parts) {
      Json described = describe(*part);
      described["listed"] = Json::array();
      for (const auto& tensor : part->tensors)
        described["listed"].push_back(
            {{"name", tensor.name}, {"shape", tensor.shape}, {"dtype", dtype_name(tensor.dtype)}});
      out["parts"].push_back(std::move(described));
    }
    if (!written.is_null())
      out["written"] = {{"folder", printable_text(options.out)},
                        {"sha256", written["source"]["sha256"]},
                        {"hash", written["hash"]},
                        {"not_finite", written.value("not_finite", Json::object())}};
    fmt::print("{}\n", out.dump(2));
    return;
  }
  print_contents(contents);
  for (const auto* part : parts) print_part(*part, options.out.empty());
  if (written.is_null()) return;
  fmt::print("\nwritten to {}: model.safetensors, config.json\n  SHA-256 of the source {}\n",
             printable_text(options.out), written["source"]["sha256"].get<std::string>());
  if (written.contains("not_finite"))
    for (const auto& [name, n] : written["not_finite"].items())
      fmt::print("  '{}' has {} numbers that are not finite\n", printable(name), n.get<int64_t>());
}

const RegisterVerb verb{
    {"checkpoint",
     "what is inside a file of weights from elsewhere, with nothing of it run; as safetensors",
     [](CommandLine& app) {
       app.example("Look around", "odelia checkpoint edm-cifar10-32x32-uncond-vp.pkl --out net");
       auto options = std::make_shared<Options>();
       app.option("file", options->file,
                  "a file of torch.save (zip or older), a pickle of EDM's, or safetensors")
           .required();
       app.option("--part", options->part,
                  "one of the networks in it alone: ema, model, or its key there (with --out: ema "
                  "where there is one, else model)");
       app.option("--out", options->out,
                  "writes model.safetensors, every tensor in its own type, and config.json: the "
                  "source's SHA-256, the architecture and its sizes");
       app.flag("--json", options->json, "for machines");
       app.run([=] { run(*options); });
     }}};

}  // namespace
}  // namespace odelia
