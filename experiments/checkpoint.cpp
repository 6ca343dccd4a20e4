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
#include "models/networks/autoencoder/autoencoder.h"
#include "models/networks/checkpoints/contents.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/checkpoints/public_network.h"
#include "models/networks/checkpoints/recognise.h"
#include "models/networks/checkpoints/safetensors.h"
#include "models/networks/extractors/foreign_extractor.h"
#include "models/networks/foreign/folder_model.h"
#include "models/networks/foreign/folder_weights.h"
#include "models/networks/foreign/torchscript.h"
#include "models/networks/unets/autoencoder_kl.h"
#include "solvers/names.h"
#include "solvers/spec.h"

namespace odelia {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kScheduler = "scheduler_config.json";
constexpr size_t kNearest = 3;  // architectures that an unknown one is held against in print

struct Request {
  std::string file, part, out, like, shape, latents;
  std::vector<std::string> facts;  ///< KEY=VALUE
  bool json = false;
  /// Something for the folder that is written.
  bool says_more() const {
    return !like.empty() || !shape.empty() || !facts.empty() || !latents.empty();
  }
};

/// Reading a file from elsewhere: whatever is wrong with it is the caller's to mend, exit status 2.
template <class Read>
auto reading(const std::string& path, Read&& read) {
  try {
    return read();
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

/// The file of that name beside the weights, or in the folder that a pipeline of diffusers keeps it
/// in; empty if there is none.
fs::path beside(const std::string& weights, const std::string& name, const std::string& folder) {
  const auto here = fs::path(weights).parent_path();
  std::error_code none;
  for (const auto& file : {here / name, here / ".." / folder / name})
    if (fs::is_regular_file(file, none)) return file;
  return {};
}

/// What the weights do not say: what the checkpoint's object was made with, diffusers' config.json
/// beside them, and what the caller gives.
Json facts_of(const Request& options, const CheckpointPart& part, const std::string& architecture) {
  Json out = facts_of_object(architecture, part.arguments);
  if (const auto file = beside(options.file, "config.json", "unet"); !file.empty()) {
    const auto config = read_json<Json>(file.string(), 1 << 20);
    if (config.is_object() && config.value("_class_name", Json()) == architecture) out = config;
  }
  for (const auto& fact : options.facts) {
    const size_t at = fact.find('=');
    if (at == std::string::npos || at == 0)
      throw Misuse(fmt::format("checkpoint: --set takes KEY=VALUE, such as num_heads=4, got '{}'",
                               printable(fact)));
    const std::string value = fact.substr(at + 1);
    try {
      out[fact.substr(0, at)] = parse_json<Json>(value, "checkpoint: --set");
    } catch (const std::invalid_argument&) {  // a word
      out[fact.substr(0, at)] = value;
    }
  }
  return out;
}

/// How the network is run.
struct Run {
  Json config = Json::object();  ///< facts, shape, convention, as config.json keeps them
  /// The text of the scheduler's file that the convention names, which goes along as kScheduler.
  std::optional<std::string> scheduler = {};
};

/// The convention that the caller names, with its scheduler's file.
std::string convention_of(const std::string& like, Run& run) {
  Spec spec = parse_spec(like, "convention");
  if (const auto file = spec.options.text("file", ""); !file.empty()) {
    run.scheduler = read_text(file, 16 << 20);
    auto values = spec.options.values();
    values["file"] = kScheduler;
    spec.options = Options(std::move(values));
  }
  return to_string(spec);
}

/// The convention that the caller names, or the checkpoint says itself, or a scheduler's file beside
/// it; "" if none.
std::string convention_of(const Request& options, const CheckpointPart& part,
                          const Recognised& known, Run& run) {
  if (!options.like.empty()) return convention_of(options.like, run);
  if (const auto own = convention_of_object(part.class_name, part.arguments); !own.empty())
    return own;
  if (known.sizes.value("code", Json()) == "torchcfm") return "torchcfm";
  const auto scheduler = beside(options.file, kScheduler, "scheduler");
  if (known.architecture->name != "UNet2DModel" || scheduler.empty()) return "";
  run.scheduler = read_text(scheduler.string(), 1 << 20);
  return fmt::format("diffusers(file={})", kScheduler);
}

/// The autoencoder whose latents the network's samples are; none where they are images.
std::optional<AutoencoderFiles> read_latents(const Request& options) {
  if (options.latents.empty()) return {};
  return read_autoencoder_files(autoencoder_weights(options.latents).folder);
}

/// Puts it into the network's folder, in the place of another's; returns its hash.
std::string keep_latents(const fs::path& folder, const std::optional<AutoencoderFiles>& coder) {
  const auto inside = folder / kAutoencoderFolder;
  fs::remove_all(inside);
  if (!coder) return "";
  write_autoencoder_files(inside, *coder);
  return hash_checkpoint(inside);
}

Run describe_run(const Request& options, const CheckpointPart& part) {
  Run run;
  const auto known = recognise(part);
  if (!known) {
    if (options.says_more())
      throw Misuse(
          "checkpoint: --like, --shape, --set and --latents are for a network that is recognised");
    return run;
  }
  run.config["facts"] = facts_of(options, part, known->architecture->name);
  if (!options.shape.empty())
    run.config["shape"] = parse_shape(options.shape, "checkpoint: --shape");
  if (const auto convention = convention_of(options, part, *known, run); !convention.empty())
    run.config["convention"] = convention;
  return run;
}

/// Why the network in the folder cannot be sampled from; "" if it can.
std::string why_not(const fs::path& folder, const Json& config) {
  const auto& architecture = config["part"]["architecture"];
  if (architecture.is_null()) return "its architecture is unknown";
  if (foreign_extractors().count(architecture["name"]))
    return fmt::format("it sees images, and measures them: `odelia metrics fd --classifier {}`",
                       printable(folder.string()));
  if (architecture["name"] == kAutoencoderKl)
    return fmt::format(
        "it turns latents into images: `odelia checkpoint FILE --out NET --latents "
        "{}` gives it to a network of such latents",
        printable(folder.string()));
  if (!public_networks().count(architecture["name"]))
    return fmt::format("{} has no forward pass here; those that do: {}",
                       architecture["name"].get<std::string>(),
                       fmt::join(names_in(public_networks()), ", "));
  try {
    NetworkOptions options;
    options.micro_batch = 1;
    foreign_folder_model(folder.string(), options);
    return "";
  } catch (const std::exception& e) {
    return e.what();
  }
}

Json write(const CheckpointContents& contents, const CheckpointPart& part, const Request& options) {
  const fs::path folder = options.out;
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
  const auto latents = read_latents(options);
  const Run how = describe_run(options, part);
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
  config.update(how.config);
  if (how.scheduler) write_text((folder / kScheduler).string(), *how.scheduler);
  if (const auto hash = keep_latents(folder, latents); !hash.empty()) config["latent"] = hash;
  write_text((folder / "config.json").string(), config.dump(2) + "\n");
  return config;
}

void run(const Request& options) {
  const auto contents = reading(options.file, [&] { return open_checkpoint(options.file); });
  const bool chosen = !options.part.empty() || !options.out.empty();
  std::vector<const CheckpointPart*> parts;
  if (chosen)
    parts.push_back(&contents.part(options.part));
  else
    for (const auto& part : contents.parts) parts.push_back(&part);
  Json written;
  if (options.out.empty() && options.says_more())
    throw Misuse(
        "checkpoint: --like, --shape, --set and --latents go into the folder that --out names");
  if (!options.out.empty()) written = write(contents, *parts[0], options);
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
                        {"not_finite", written.value("not_finite", Json::object())},
                        {"why_not_run", why_not(options.out, written)}};
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
  if (const auto why = why_not(options.out, written); !why.empty())
    fmt::print("it cannot be sampled from: {}\n", why);
  else
    fmt::print("asked as '{}'; odelia sample --model {} draws from it\n",
               written["convention"].get<std::string>(), printable(options.out));
}

const RegisterVerb verb{
    {"checkpoint",
     "what is inside a file of weights from elsewhere, with nothing of it run; as safetensors",
     [](CommandLine& app) {
       app.example("Look around", "odelia checkpoint edm-cifar10-32x32-uncond-vp.pkl --out net");
       auto options = std::make_shared<Request>();
       app.option("file", options->file,
                  "a file of torch.save (zip or older), a pickle of EDM's, or safetensors")
           .required();
       app.option("--part", options->part,
                  "one of the networks in it alone: ema, model, or its key there (with --out: ema "
                  "where there is one, else model)");
       app.option("--out", options->out,
                  "writes model.safetensors, every tensor in its own type, and config.json: the "
                  "source's SHA-256, the architecture and its sizes");
       app.option("--like", options->like,
                  "with --out: the convention it is asked in, such as adm (`odelia conventions`), "
                  "where the file does not say");
       app.option("--shape", options->shape, "with --out: of one image, such as 3x64x64");
       app.option("--set", options->facts,
                  "with --out: what its weights do not say, such as num_heads=4 (several times)");
       app.option("--latents", options->latents,
                  "with --out: the folder of the AutoencoderKL whose latents the network's samples "
                  "are, as this verb writes it; it is copied along");
       app.flag("--json", options->json, "for machines");
       app.run([=] { run(*options); });
     }}};

}  // namespace

nlohmann::ordered_json write_checkpoint_folder(const CheckpointContents& contents,
                                               const CheckpointPart& part,
                                               const std::filesystem::path& folder) {
  Request plain;  // with nothing said of it
  plain.file = contents.path;
  plain.out = folder.string();
  return write(contents, part, plain);
}

}  // namespace odelia
