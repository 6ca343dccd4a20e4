#include "experiments/likelihood/data.h"

#include <cmath>

#include <ATen/ops/erfc.h>
#include <ATen/ops/zeros.h>
#include <fmt/ranges.h>

#include "experiments/command/data_option.h"
#include "experiments/command/guidance_config.h"
#include "experiments/command/seeds.h"
#include "experiments/command/verbs.h"
#include "experiments/likelihood/config.h"
#include "models/data/images/array_images.h"
#include "models/data/npz.h"
#include "models/data/provenance.h"
#include "solvers/names.h"
#include "solvers/noise.h"

namespace odelia {
namespace {

constexpr const char* kTypeRemedy = "save x.astype('float32'), or x.astype('uint8') of bytes";

/// [N, ...] in the model's shape: images may come channels last.
Tensor shaped(const Tensor& raw, const std::vector<int64_t>& shape, const std::string& name,
              const std::string& verb) {
  if (raw.dim() > 1 && raw.sizes().slice(1) == at::IntArrayRef(shape)) return raw;
  if (shape.size() == 3 && raw.dim() == 4 &&
      raw.sizes().slice(1) == at::IntArrayRef({shape[1], shape[2], shape[0]}))
    return raw.permute({0, 3, 1, 2}).contiguous();
  const bool resizable = shape.size() == 3 && shape[1] == shape[2] && raw.dim() == 4 &&
                         raw.scalar_type() == at::kByte && raw.size(1) == shape[0];
  throw Misuse(fmt::format("{}: {} holds samples [{}], the model takes [{}]{}", verb, name,
                           fmt::join(raw.sizes(), ", "), fmt::join(shape, ", "),
                           resizable ? fmt::format("; --resize {} makes them so", shape[2]) : ""));
}

/// The label of every one of `count` images, where labels are asked for; own: the data's, int64 [count]
/// or undefined.
std::vector<int64_t> labels_of_all(const LikelihoodConfig& c, const std::string& verb,
                                   const std::string& name, const Tensor& own, int64_t count) {
  std::vector<int64_t> out;
  if (c.labels.empty()) return out;
  if (c.labels != "data") {
    const auto classes = read_classes(c.labels, verb + " --labels");
    for (int64_t i = 0; i < count; ++i) out.push_back(classes[i % classes.size()]);
    return out;
  }
  if (!own.defined())
    throw Misuse(fmt::format(
        "{} --labels data: {} has no labels; name classes, as in --labels 3, or take data with "
        "labels, such as a data set or an npz with arr_1",
        verb, name));
  const Tensor values = own.to(at::kLong).contiguous();
  out.assign(values.data_ptr<int64_t>(), values.data_ptr<int64_t>() + values.numel());
  return out;
}

/// Says on stderr which files were not taken as they are; a JPEG's pixels are.
void note_converted(const std::string& name, const nlohmann::ordered_json& files) {
  std::vector<std::string> kinds;
  for (const auto& [kind, count] : files.items())
    if (kind != "JPEG") kinds.push_back(fmt::format("{} ({})", kind, count.get<int64_t>()));
  if (!kinds.empty())
    fmt::print(stderr, "note: {}: image files converted: {}\n", name, fmt::join(kinds, ", "));
}

/// The wanted ones, with their numbers.
void restrict_to_images(const LikelihoodConfig& c, const std::string& verb, LikelihoodData& out) {
  SeedRange range{0, static_cast<uint64_t>(out.raw.size(0)) - 1};
  if (!c.images.empty())
    range = parse_seeds(c.images, verb + " --images", {"image", "first to last, such as \"0-99\""});
  if (range.last >= static_cast<uint64_t>(out.raw.size(0)))
    throw Misuse(fmt::format("{} --images {}: {} has images 0 to {}", verb, c.images, out.name,
                             out.raw.size(0) - 1));
  out.all = out.raw;
  out.raw = out.raw.narrow(0, static_cast<int64_t>(range.first), range.size()).contiguous();
  const auto labels = std::move(out.labels);
  out.labels.clear();
  for (int64_t i = 0; i < range.size(); ++i) {
    out.index.push_back(static_cast<int64_t>(range.first) + i);
    if (!labels.empty()) out.labels.push_back(labels[out.index.back()]);
  }
}

}  // namespace

Labels first_labels(const LikelihoodConfig& c, const std::string& verb) {
  if (c.labels.empty()) return {};
  if (c.labels == "data") return {.of = {0}};  // which every network with classes has
  return {.of = read_classes(c.labels, verb + " --labels")};
}

LikelihoodData likelihood_data(const LikelihoodConfig& c, const Tensor& samples,
                               const std::string& name, const std::vector<int64_t>& shape,
                               const Tensor& labels, const std::string& verb) {
  LikelihoodData out;
  out.provenance = nlohmann::json::object();
  out.name = name;
  if (samples.scalar_type() != at::kByte && !samples.is_floating_point())
    throw Misuse(fmt::format("{}: {} must be floating or uint8, got {}; {}", verb, name,
                             c10::toString(samples.scalar_type()), kTypeRemedy));
  if (samples.dim() < 2 || samples.size(0) == 0)
    throw Misuse(fmt::format("{}: {} must be [N, ...] with N >= 1, got [{}]", verb, name,
                             fmt::join(samples.sizes(), ", ")));
  out.raw = shaped(samples, shape, name, verb);
  out.labels = labels_of_all(c, verb, name, labels, out.raw.size(0));
  restrict_to_images(c, verb, out);
  return out;
}

LikelihoodData load_likelihood_data(const LikelihoodConfig& c, const std::vector<int64_t>& shape,
                                    const std::string& verb) {
  LikelihoodData out;
  Tensor own_labels;
  out.provenance = nlohmann::json::object();
  if (c.data.empty())
    throw Misuse(
        fmt::format("{}: no data; name a data set, or files of your own, with --data", verb));
  // A file's split is that of the file's data.
  const bool of_file = c.given.keys.count("split") > 0 && !c.given.beside("split", {"data"});
  const std::string split =
      split_of(c.data, of_file && is_own_data(c.data) ? "" : c.split, "test", verb);
  if (is_own_data(c.data) && is_array_file(c.data) && c.rule.plain()) {
    if (c.data.ends_with(".npz"))
      out.provenance = read_provenance(read_npz(c.data, {kProvenance}), c.data);
    out.raw = read_array(c.data);
    out.name = c.data;
    if (out.raw.scalar_type() != at::kByte && !out.raw.is_floating_point())
      throw Misuse(fmt::format("{} --data '{}': samples must be floating or uint8, got {}; {}",
                               verb, c.data, c10::toString(out.raw.scalar_type()), kTypeRemedy));
    if (out.raw.dim() < 2 || out.raw.size(0) == 0)
      throw Misuse(fmt::format("{} --data '{}': samples must be [N, ...] with N >= 1, got [{}]",
                               verb, c.data, fmt::join(out.raw.sizes(), ", ")));
    if (c.labels == "data") own_labels = read_array_labels(c.data, out.raw.size(0));
  } else {
    const ImageSet set = read_data({c.data, split, c.data_folder, c.rule}, verb + " --data");
    note_skipped(set);
    out.raw = set.images, own_labels = set.labels;
    out.name = is_own_data(c.data) ? c.data : fmt::format("{} {}", set.name, set.split);
    out.rule = set.provenance.value("rule", "");
    out.files = set.provenance.value("files", out.files);
    note_converted(out.name, out.files);
  }
  out.raw = shaped(out.raw, shape, out.name, verb);
  out.labels = labels_of_all(c, verb, out.name, own_labels, out.raw.size(0));
  restrict_to_images(c, verb, out);
  return out;
}

DataMap::Mapped DataMap::to_model(const Tensor& raw, const std::vector<uint64_t>& seeds) const {
  Mapped out{raw.to(at::kDouble), at::zeros({raw.size(0)}, at::kDouble)};
  if (dequantises) {
    const Tensor z = normals(out.y, seeds, Stream::dequantisation);
    // A normal's distribution function at itself is uniform.
    Dequantised bins{0.5 * at::erfc(z * -M_SQRT1_2), out.log_q};
    if (flow) bins = flow->draw(raw, z);
    out = {out.y + bins.u - 0.5, bins.log_q};
  }
  out.y = (out.y * scale + offset).contiguous();
  return out;
}

DataMap data_map(const LikelihoodConfig& c, const LikelihoodData& data, bool network,
                 const std::string& verb) {
  if (c.dequant != "unset" && c.dequant != "none" && c.dequant != "uniform" &&
      c.dequant != "variational")
    throw Misuse(fmt::format("{} --dequant: unknown '{}'; {}", verb, c.dequant,
                             known_names(c.dequant, {"none", "uniform", "variational"})));
  if ((c.dequant == "variational") != !c.dequantizer.empty())
    throw Misuse(
        fmt::format("{}: --dequant variational and --dequantizer NETWORK go together; a flow comes "
                    "from 'odelia train' with task = \"dequantizer\", or along with Odelia as "
                    "NAME-dequantizer",
                    verb));
  if (c.dequant_draws < 1)
    throw Misuse(
        fmt::format("{} --dequant-draws: must be 1 or more, got {}", verb, c.dequant_draws));
  if (data.eight_bit() && c.dequant == "unset")
    throw Misuse(fmt::format(
        "{}: 8-bit data are points and have no density: without dequantisation bits/dim would be a "
        "number without meaning, even a negative one. Take --dequant uniform; --dequant none if "
        "that is what you want.",
        verb));
  DataMap map;
  map.dequantises = c.dequant == "uniform" || c.dequant == "variational";
  if (map.dequantises && !data.eight_bit())
    throw Misuse(
        fmt::format("{} --dequant {}: the data are floating point, nothing is quantised; "
                    "leave it out",
                    verb, c.dequant));
  if (!c.dequantizer.empty()) map.flow = load_dequantizer(c.dequantizer);
  map.scale = c.scale != 0 ? c.scale : data.eight_bit() ? 1 / 127.5 : 1;
  map.offset = !std::isnan(c.offset) ? c.offset : data.eight_bit() ? -1 : 0;
  if (!std::isfinite(map.scale) || !std::isfinite(map.offset))
    throw Misuse(verb + ": scale and offset must be finite");
  // Points have no bounds that a network of theirs would be tied to.
  if (!network || data.raw.dim() != 4) return map;
  const Tensor flat = (data.raw.to(at::kDouble) * map.scale + map.offset).flatten(1).abs();
  const double allowed = 1 + std::abs(map.scale) / 2 + 1e-6;
  for (int64_t i = 0; i < flat.size(0); ++i)
    if (const double top = flat.select(0, i).max().item<double>(); top > allowed)
      throw Misuse(
          fmt::format("{}: image {} reaches {:.4g} in model space, and the network was "
                      "trained on [-1, 1]; see --scale and --offset",
                      verb, data.index[i], top));
  return map;
}

uint64_t sample_seed(uint64_t seed, int64_t image, int64_t draw) {
  uint64_t z = seed;
  for (const uint64_t next :
       {static_cast<uint64_t>(image), static_cast<uint64_t>(draw)}) {  // splitmix64's finaliser
    z += 0x9e3779b97f4a7c15 * (next + 1);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    z ^= z >> 31;
  }
  return z;
}

}  // namespace odelia
