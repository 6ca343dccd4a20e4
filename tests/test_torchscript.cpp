#include "tests/catch.h"

#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <regex>
#include <sstream>

#include <fmt/format.h>
#include <torch/csrc/jit/api/module.h>
#include <nlohmann/json.hpp>

#include "models/data/files.h"
#include "models/data/npz.h"
#include "models/data/sha256.h"
#include "models/features/extractor.h"
#include "models/measured_statistics.h"
#include "models/networks/open_model.h"
#include "tests/distance.h"
#include "tests/program_folder.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

const char* const kMixture =
    R"({"weights": [0.4, 0.6], "means": [[0.6, -0.4], [-0.5, 0.3]], "stds": [0.5, 0.6]})";

/// D(y; sigma) of that mixture, as a module's code.
const char* const kDenoiser = R"(
def forward(self, x, sigma):
    s2 = (sigma * sigma).reshape(-1, 1)
    v = self.c + s2
    d = x.unsqueeze(1) - self.mu
    r = torch.softmax(self.log_w - torch.log(v) - 0.5 * (d * d).sum(2) / v, 1)
    m = (self.c.unsqueeze(1) * x.unsqueeze(1) + s2.unsqueeze(2) * self.mu) / v.unsqueeze(2)
    return (r.unsqueeze(2) * m).sum(1)
)";

/// A folder with the mixture, some data of it, and TorchScript files.
struct Place : ProgramFolder {
  Place() : ProgramFolder("torchscript") {
    put("m.json", kMixture);
    torch::manual_seed(1);
    write_npz(*this / "x.npz", {{"arr_0", 0.7 * torch::randn({6, 2}, torch::kDouble)}});
  }
  std::string save(const std::string& name, const std::string& code,
                   at::ScalarType type = torch::kDouble) const {
    torch::jit::Module module("network");
    const auto options = at::TensorOptions(type);
    module.register_parameter("mu", torch::tensor({{0.6, -0.4}, {-0.5, 0.3}}, options), false);
    module.register_buffer("c", torch::tensor({0.25, 0.36}, options));
    module.register_buffer("log_w", torch::tensor({std::log(0.4), std::log(0.6)}, options));
    module.define(code);
    module.save(*this / name);
    return *this / name;
  }
};

NetworkOptions chosen(const std::string& like = "edm", const std::string& shape = "2") {
  NetworkOptions options;
  options.foreign = {like, shape, true};
  return options;
}

}  // namespace

TEST_CASE("SHA-256 is that of FIPS 180-4", "[data]") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  Sha256 pieces;
  for (char c : std::string(200, 'x')) pieces.update(&c, 1);
  CHECK(pieces.hex() == sha256_hex(std::string(200, 'x')));
}

TEST_CASE("a TorchScript file is the network in it, with its derivatives", "[torchscript]") {
  const Place place;
  const std::string file = "torchscript:" + place.save("d.pt", kDenoiser);
  const auto exact = open_model("mixture:" + place / "m.json");
  const auto model = open_model(file, chosen());
  CHECK(model->precision() == torch::kDouble);
  CHECK(model->sample_shape() == std::vector<int64_t>{2});
  torch::manual_seed(2);
  const Tensor x = torch::randn({5, 2}, torch::kDouble), v = torch::randn({5, 2}, torch::kDouble);
  const PerSample alpha(std::vector<double>{1, 0.9, 0.5, 0.1, 0.01}), sigma = 1;
  CHECK(distance(model->predict(x, alpha, sigma, Prediction::noise),
                 exact->predict(x, alpha, sigma, Prediction::noise)) < 1e-12);
  for (ProductKind kind : {ProductKind::vjp, ProductKind::jvp}) {
    Tensor mine, right;
    const auto into = [&](Tensor& out) {
      return [&](int64_t, int64_t, const Product& product) { out = product(v); };
    };
    model->predict(x, alpha, sigma, Prediction::noise, kind, into(mine));
    exact->predict(x, alpha, sigma, Prediction::noise, kind, into(right));
    CHECK(distance(mine, right) < 1e-12);
  }
  // The same bits at every call, which the optimizer of TorchScript would not give.
  const Tensor first = model->predict(x, alpha, sigma, Prediction::data);
  for (int i = 0; i < 5; ++i)
    CHECK(torch::equal(model->predict(x, alpha, sigma, Prediction::data), first));
  CHECK(open_model("torchscript:" + place.save("f.pt", kDenoiser, torch::kFloat), chosen())
            ->precision() == torch::kFloat);

  const auto time_first = place.save("tx.pt", R"(
def forward(self, t, x):
    return x * t.reshape(-1, 1)
)");
  const auto sit = open_model("torchscript:" + time_first, chosen("torchcfm"));
  CHECK(distance(sit->predict(x, 0.25, 0.75, Prediction::flow), -0.25 * x) < 1e-15);
  const auto labelled = place.save("y.pt", R"(
def forward(self, x, t, y: Tensor):
    return 0 * x + y.to(x.dtype).reshape(-1, 1)
)");
  const auto dit = open_model("torchscript:" + labelled, chosen("sit"));
  CHECK(distance(dit->predict(x, 0.25, 0.75, Prediction::flow), 0 * x - 1000) < 1e-12);
  // As EDM's and EDM2's own: five labels of five classes would be the row of one, but for classes=5.
  const auto own = place.save("own.pt", R"(
def forward(self, x, sigma, y: Tensor):
    rows = y.float().reshape(-1, 5)
    return 0 * x + rows.argmax(1).to(x.dtype).reshape(-1, 1)
)");
  auto asked = chosen("edm(classes=5)");
  asked.guidance.labels = Labels{{3, 1}};
  const auto edm = open_model("torchscript:" + own, asked);
  edm->begin({0, 1, 2, 3, 4});
  CHECK(torch::equal(edm->predict(x, 1, 1, Prediction::data).select(1, 0).contiguous(),
                     torch::tensor({3.0, 1.0, 3.0, 1.0, 3.0}, torch::kDouble)));
}

TEST_CASE("a TorchScript file is refused without trust, and where it does not fit",
          "[torchscript]") {
  const Place place;
  const std::string file = place.save("d.pt", kDenoiser);
  const auto open = [&](const std::string& name, const NetworkOptions& options) {
    open_model("torchscript:" + place / name, options);
  };
  NetworkOptions wary = chosen();
  wary.foreign.trust = false;
  CHECK_THROWS_WITH(open("d.pt", wary),
                    ODELIA_CONTAINS("can run code") && ODELIA_CONTAINS(sha256_of_file(file)));
  CHECK_THROWS_WITH(open("d.pt", chosen("", "2")), ODELIA_CONTAINS("--like"));
  CHECK_THROWS_WITH(open("d.pt", chosen("edm", "")), ODELIA_CONTAINS("--shape"));
  for (const char* shape : {"0", "2x", "x2", "2,3", "2x-3", "1x1x1x1x1x1", "99999999999999999999"})
    CHECK_THROWS_WITH(open("d.pt", chosen("edm", shape)), ODELIA_CONTAINS("3x32x32"));
  CHECK_THROWS_WITH(open("d.pt", chosen("edm", "3")), ODELIA_CONTAINS("failed"));
  CHECK_THROWS_WITH(open("d.pt", chosen("dit")), ODELIA_CONTAINS("its forward takes (x, sigma)") &&
                                                     ODELIA_CONTAINS("null_label=none"));
  CHECK_THROWS_WITH(open("none.pt", chosen()), ODELIA_CONTAINS("none.pt"));
  write_text(place / "text.pt", "no module");
  CHECK_THROWS_WITH(open("text.pt", chosen()), ODELIA_CONTAINS("torch.jit.save"));
  CHECK_THROWS_WITH(open_model("mixture:" + place / "m.json", chosen()),
                    ODELIA_CONTAINS("from elsewhere"));
  for (const auto& [code, words] : std::vector<std::pair<std::string, std::string>>{
           {"return torch.cat([x, x], 1)", "channels=2"},
           {"return x / 0", "not finite"},
           {"return x.float()", "expected Double, got Float"},
           {"return (x, x)", "Tuple"},
           {"return self.nothing(x)", ""},
           {"assert x.sum() > 1, 'mine alone'\n    return x", "mine alone"}}) {
    INFO(code);
    if (words.empty()) continue;
    place.save("bad.pt", "def forward(self, x, sigma):\n    " + code + "\n");
    CHECK_THROWS_WITH(open("bad.pt", chosen()), ODELIA_CONTAINS(words));
  }
}

TEST_CASE("sample, likelihood, encode, decode and compare take a TorchScript file",
          "[cli][torchscript]") {
  const Place place;
  place.save("d.pt", kDenoiser);
  const std::string mine = " --model torchscript:d.pt --like edm --shape 2 --trust ",
                    exact = " --model mixture:m.json ";

  const std::string sample =
      "sample --process 'vp_linear(t_min=1e-2)' --solver dpmpp_2m --steps 8 --seeds 0-5 --dtype "
      "float64 --out ";
  place.refuses(sample + "A --model torchscript:d.pt --like edm --shape 2", "--trust");
  place.refuses(sample + "A" + mine + "--labels 3", "knows no classes");  // it takes x and time
  CHECK_FALSE(fs::exists(place / "A"));
  place.runs(sample + "A" + mine);
  place.runs(sample + "B" + exact);
  const auto samples = [&](const std::string& folder) {
    return read_npz(place / (folder + "/samples.npz"), {"arr_0"}).at("arr_0");
  };
  CHECK(distance(samples("A"), samples("B")) < 1e-9);
  const std::string hash = sha256_of_file(place / "d.pt");
  const std::string question = read_text(place / "A/run.json");
  CHECK_THAT(question, ODELIA_CONTAINS("sha256:" + hash) && ODELIA_CONTAINS("edm("));
  // Another convention, or another file of that name, is another question.
  place.refuses(sample + "A --model torchscript:d.pt --like k_diffusion --shape 2 --trust",
                "model_hash");
  place.save("d.pt", std::string(kDenoiser) + "\n");
  if (sha256_of_file(place / "d.pt") != hash) place.refuses(sample + "A" + mine, "model_hash");

  const std::string flow = " --data x.npz --process 'vp_linear(t_min=1e-2)' --rtol 1e-7 ";
  const auto likelihood = [&](const std::string& model, const std::string& out) {
    const std::string words =
        "likelihood" + model + flow + "--dtype float64 --divergence exact --json --out " + out;
    const Call call = place(words);
    INFO(call.err);
    REQUIRE(call.status == 0);
    return nlohmann::json::parse(call.out);
  };
  const auto a = likelihood(mine, "LA"), b = likelihood(exact, "LB");
  CHECK(a.at("bits_per_dim").get<double>() ==
        Approx(b.at("bits_per_dim").get<double>()).epsilon(1e-6));
  CHECK(a.at("conventions").at("network_precision") == "float64");
  place.refuses("likelihood --model torchscript:d.pt --like edm --shape 2" + flow + "--out LC",
                "--trust");

  place.runs("encode" + mine + flow + "--out E");
  place.refuses("decode --data E/latents.npz --rtol 1e-7 --out D", "--trust");
  place.runs("decode --data E/latents.npz --rtol 1e-7 --trust --out D");
  CHECK(distance(read_npz(place / "D/data.npz", {"arr_0"}).at("arr_0"),
                 read_npz(place / "x.npz", {"arr_0"}).at("arr_0")) < 1e-4);
  place.refuses(
      "decode --data E/latents.npz --like k_diffusion --shape 2 --model torchscript:d.pt "
      "--trust --out F",
      "model_hash");

  write_text(place / "c.toml", R"toml(
model = "torchscript:d.pt"
like = "edm"
shape = "2"
precision = "float64"
processes = ["vp_linear(t_min=1e-2)"]
nfe = [6, 12]
solvers = ["ddim", "heun"]
[trajectory]
seeds = "0-5"
steps = 32
)toml");
  place.refuses("compare c.toml --out C", "trust = true");
  place.runs("compare c.toml --set trust=true --out C");
  CHECK_THAT(read_text(place / "C/config.toml"),
             ODELIA_CONTAINS(sha256_of_file(place / "d.pt")) && ODELIA_CONTAINS("like = "));
  place.runs(
      "compare c.toml --set trust=true --set model=mixture:m.json --set like= --set shape= "
      "--set trust=false --out M");
  // Another table of times: path errors are not to be had.
  place.refuses("compare c.toml --set trust=true --set 'like=ddpm(times=snapped)' --out S",
                "times=interpolated");
}

namespace {
/// A detector as StyleGAN's and EDM's code has one: probabilities, or the features that it is asked for.
const char* const kDetector = R"(
def forward(self, images, return_features: bool = False):
    x = images.float()
    f = torch.cat([x.mean([2, 3]), x.amax([2, 3])], 1)
    return f if return_features else torch.softmax(f, 1)
)";
}  // namespace

TEST_CASE("a TorchScript file is a feature extractor", "[torchscript]") {
  const Place place;
  place.save("detector.pt", kDetector);
  place.save("plain.pt",
             "def forward(self, images):\n    return images.double().flatten(2).mean(2)\n");
  const std::string detector = "torchscript:" + place / "detector.pt",
                    plain = "torchscript:" + place / "plain.pt";
  const std::string trusted = "(trust=true)";
  torch::manual_seed(2);
  const Tensor images = torch::randint(0, 256, {5, 3, 7, 4}, torch::kByte),
               x = images.to(torch::kDouble);

  const auto net = open_extractor(detector + trusted);
  CHECK(net->dimension() == 6);
  CHECK(distance(net->features(images),
                 torch::cat({x.mean({2, 3}), x.amax({2, 3})}, 1).to(torch::kFloat)) <
        1e-4);  // of 255
  CHECK(torch::equal(net->features(images)[3], net->features(images.narrow(0, 3, 1))[0]));
  const Tensor grey = images.narrow(1, 1, 1);
  CHECK(torch::equal(net->features(grey), net->features(grey.expand({5, 3, 7, 4}).contiguous())));
  CHECK(!net->class_logits(net->features(images)).defined());
  CHECK(open_extractor(plain + trusted)->dimension() == 3);

  CHECK(extractor_name(detector + trusted) == "detector.pt");
  CHECK(extractor_folder(detector + trusted) == fs::path(place / "").parent_path());
  fs::copy_file(place / "detector.pt", place / "copy.pt");
  CHECK(extractor_hash("torchscript:" + place / "copy.pt" + trusted) ==
        extractor_hash(detector + trusted));
  CHECK(extractor_hash(plain + trusted) != extractor_hash(detector + trusted));

  for (const std::string options : {"", "(trust=false)"})
    for (const auto& use : {+[](const std::string& spec) { open_extractor(spec); },
                            +[](const std::string& spec) { extractor_hash(spec); }})
      CHECK_THROWS_WITH(use(plain + options),
                        ODELIA_CONTAINS("can run code") && ODELIA_CONTAINS("(trust=true)") &&
                            ODELIA_CONTAINS(sha256_of_file(place / "plain.pt")));
  CHECK_THROWS_WITH(open_extractor(plain + "(trust=yes)"), ODELIA_CONTAINS("true or false"));
  CHECK_THROWS_WITH(open_extractor(plain + "(trust=true, size=3)"), ODELIA_CONTAINS("size"));
  CHECK_THROWS_WITH(open_extractor("torchscript:" + place / "none.pt" + trusted),
                    ODELIA_CONTAINS("none.pt"));
  CHECK_THROWS_WITH(net->features(x), ODELIA_CONTAINS("expected uint8 images"));
  for (const auto& [code, words] : std::vector<std::pair<std::string, std::string>>{
           {"return images.float()", "makes [2, 3, 32, 32], expected features [2, d]"},
           {"return images.float().mean()", "makes [], expected features [2, d]"},
           {"return (images, images)", "Tuple"},
           {"assert images.size(2) == 299, 'of 299 alone'\n    return images", "of 299 alone"}}) {
    place.save("bad.pt", "def forward(self, images):\n    " + code + "\n");
    CHECK_THROWS_WITH(open_extractor("torchscript:" + place / "bad.pt" + trusted),
                      ODELIA_CONTAINS(words));
  }
  place.save("nan.pt",
             "def forward(self, images):\n    return images.flatten(1)[:, :4].float() / 0\n");
  CHECK_THROWS_WITH(open_extractor("torchscript:" + place / "nan.pt" + trusted)->features(images),
                    ODELIA_CONTAINS("not finite"));

  place.save("sized.pt", "def forward(self, images):\n    return images.flatten(1).float()\n");
  CHECK_THROWS_WITH(open_extractor("torchscript:" + place / "sized.pt" + trusted)->features(images),
                    ODELIA_CONTAINS("makes [1, 84], expected features [1, 3072]"));

  // FD of two sets that differ by a shift, from the command line: its square, three times.
  const Tensor set = torch::randint(0, 200, {64, 8, 8, 3}, torch::kByte);
  write_npz(place / "a.npz", {{"arr_0", set}});
  write_npz(place / "b.npz", {{"arr_0", set + 20}});
  place.refuses("metrics ref --data a.npz --classifier torchscript:plain.pt --out r.npz",
                "can run code");
  place.runs(
      "metrics ref --data a.npz --classifier 'torchscript:plain.pt(trust=true)' --out r.npz");
  const Call fd = place("metrics fd b.npz r.npz --classifier 'torchscript:plain.pt(trust=true)'");
  INFO(fd.out << fd.err);
  CHECK(fd.status == 0);
  CHECK_THAT(fd.out, ODELIA_CONTAINS("1200"));
  place.refuses("metrics fd b.npz r.npz --classifier 'torchscript:detector.pt(trust=true)'",
                "r.npz");
}

TEST_CASE("what looks at a network asks one with classes for those that are named",
          "[torchscript][loss]") {
  const Place place;
  // x of class y is N(y/2, 1/4 I); there is no other class, nor none.
  const std::string code = R"(
def forward(self, x, sigma, y: Tensor):
    assert int(y.max()) < 2 and int(y.min()) >= 0
    v = (sigma * sigma).reshape(SHAPE)
    return (0.25 * x + v * 0.5 * y.to(x.dtype).reshape(SHAPE)) / (0.25 + v)
)";
  const auto of_shape = [&](const std::string& shape) {
    return std::regex_replace(code, std::regex("SHAPE"), shape);
  };
  place.save("points.pt", of_shape("-1, 1"));
  place.save("images.pt", of_shape("-1, 1, 1, 1"));
  const std::string points = " --model torchscript:points.pt --like edm --shape 2 --trust ",
                    images = " --model torchscript:images.pt --like edm --shape 1x4x4 --trust ";
  torch::manual_seed(4);
  const Tensor own = torch::arange(200) % 2;
  const Tensor y = 0.5 * own.view({-1, 1}) + 0.5 * torch::randn({200, 2}, torch::kDouble);
  write_npz(place / "own.npz", {{"arr_0", y}, {"arr_1", own}});

  // The bound of an exact model is -log2 p; its standard error that of 16 draws a bin, and of the data.
  std::map<std::string, double> bound;
  for (const auto& [labels, mean] :
       {std::pair<std::string, Tensor>{"data", 0.5 * own.view({-1, 1})},
        {"0,1", 0.5 * own.view({-1, 1})},
        {"1", torch::full({1, 1}, 0.5)}}) {
    place.runs("loss" + points + "--data own.npz --images 0-199 --labels " + labels +
               " --lambda=-6:6 --bins 24 --draws 16 --out L");
    const auto summary = nlohmann::json::parse(read_text(place / "L/summary.json"));
    fs::remove_all(place / "L");
    const double exact =
        (0.5 * std::log2(2 * M_PI * 0.25) + (y - mean).square() / (0.5 * std::log(2.0)))
            .mean()
            .item<double>();
    bound[labels] = summary.at("bound");
    INFO(labels << ": " << bound[labels] << ", exactly " << exact);
    CHECK(std::abs(bound[labels] - exact) < 3 * summary.at("bound_se").get<double>());
  }
  CHECK(bound["0,1"] == bound["data"]);
  CHECK(bound["1"] > bound["data"] + 0.25);  // 0.36 exactly, with the same noise

  // l = 1/(1 + v e^{2 lambda}), and b = -l' of the class's mean: at lambda = 0, 0.32 of it.
  for (const int label : {0, 1}) {
    place.runs(
        fmt::format("statistics{}--process edm --paths 256 --points 17 --labels {} --out s.npz",
                    points, label));
    const auto m = read_statistics(place / "s.npz", 2);
    const Tensor lsb = chebyshev_values(m.coefficients, m.first, m.last, std::vector{0.0});
    CHECK(lsb[0].mean().item<double>() == Approx(0.8).margin(0.02));           // 0.7964: 256 probes
    CHECK(lsb[2].mean().item<double>() == Approx(0.16 * label).margin(0.05));  // 0.19, 0.0003
  }

  // The lowest frequency has the class's mean, and 1/16 of a pixel's variance.
  for (const int label : {0, 1}) {
    place.runs(
        fmt::format("spectrum{}--process edm --solver dpmpp_2m --seeds 0-255 --labels {} --out S",
                    images, label));
    const auto summary = nlohmann::json::parse(read_text(place / "S/summary.json"));
    fs::remove_all(place / "S");
    const double exact = 0.25 * label + 1.0 / 64;
    CHECK(summary.at("samples").at(0).get<double>() ==
          Approx(exact).margin(4 * summary.at("samples_se").at(0).get<double>()));
  }
  place.runs("projection" + points + "--data own.npz --onto own.npz --labels data --out P");
  place.runs("bench network" + images + "--labels 0-1");

  for (const std::string& verb :
       {"loss" + points + "--data own.npz --out R",
        "projection" + points + "--data own.npz --onto own.npz --out R",
        "spectrum" + images + "--process edm --solver dpmpp_2m --out R",
        "statistics" + points + "--process edm --out R", "bench network" + images})
    place.refuses(verb, "to be asked for classes");
  place.refuses("loss" + points + "--data own.npz --labels one --out R", "--labels");
}

TEST_CASE("likelihood, encode and decode ask a network with classes for each image's own",
          "[torchscript][likelihood]") {
  const Place place;
  // x of class y is N(y/2, 1/4 I); no class is label 2.
  place.save("classes.pt", R"(
def forward(self, x, sigma, y: Tensor):
    v = (sigma * sigma).reshape(-1, 1)
    return (0.25 * x + v * 0.5 * y.to(x.dtype).reshape(-1, 1)) / (0.25 + v)
)");
  torch::manual_seed(3);
  const Tensor x = torch::randn({6, 2}, torch::kDouble);
  const std::vector<int64_t> own{1, 0, 1, 0, 1, 0};
  write_npz(place / "own.npz", {{"arr_0", x}, {"arr_1", torch::tensor(own)}});
  const std::string model =
      " --model torchscript:classes.pt --like 'edm(null_label=2)' --shape 2 --trust --process edm "
      "--t-min 0.002 --rtol 1e-8 ";
  const double low = 0.25 + 4e-6, high = 0.25 + 6400;  // variances at t_min and T
  const auto mean = [](int64_t label) { return 0.5 * static_cast<double>(label); };
  // Where the flow from one class goes to at another variance, in another class.
  const auto along = [&](const Tensor& at, int64_t from, int64_t to, double variance) {
    return mean(to) + (at - mean(from)) * std::sqrt(variance);
  };
  const auto check = [&](const std::string& options, const std::function<int64_t(int64_t)>& label) {
    INFO(options);
    place.runs("likelihood" + model + "--divergence exact " + options + " --out L");
    std::istringstream records(read_text(place / "L/records.jsonl"));
    int64_t i = 0;
    for (std::string line; std::getline(records, line); ++i) {
      const auto record = nlohmann::json::parse(line);
      const int64_t image = record.at("index");
      const Tensor z = along(x[image], label(image), label(image), high / low);
      const double exact = -0.5 * z.square().sum().item<double>() / 6400 -
                           std::log(2 * M_PI * 6400) + std::log(high / low);
      CHECK(record.at("log_prob").get<double>() == Approx(exact).margin(1e-5));  // the solver's
    }
    const auto conventions = read_text(place / "L/run.json");
    fs::remove_all(place / "L");
    return conventions;
  };
  const auto of_data = [&](int64_t i) { return own[i]; };
  check("--data own.npz", [](int64_t) { return 2; });
  const auto whole = check("--data own.npz --labels data", of_data);
  check("--data own.npz --labels data --batch 4 --images 1-5 --bound continuous", of_data);
  check("--data own.npz --labels 0,1 --images 2-2", [](int64_t) { return 0; });
  check("--data own.npz --labels 0,1", [](int64_t i) { return i % 2; });
  // The same run in other words.
  CHECK(check("--data own.npz --labels 1,0", of_data) == whole);

  place.runs("encode" + model + "--data own.npz --labels data --out E");
  place.runs(
      "decode --like 'edm(null_label=2)' --shape 2 --trust --data E/latents.npz --rtol 1e-8 --out "
      "D");
  place.runs(
      "decode --like 'edm(null_label=2)' --shape 2 --trust --data E/latents.npz --rtol 1e-8 "
      "--labels 1 --out D1");
  const Tensor z = read_npz(place / "E/latents.npz").at("arr_0"),
               back = read_npz(place / "D/data.npz").at("arr_0"),
               ones = read_npz(place / "D1/data.npz").at("arr_0");
  for (int64_t i = 0; i < 6; ++i) {
    const Tensor latent = along(x[i], own[i], own[i], high / low);
    CHECK(distance(z[i], latent) < 1e-4);  // of 160 at most
    CHECK(distance(back[i], x[i]) < 1e-6);
    CHECK(distance(ones[i], along(latent, 1, 1, low / high)) < 1e-6);
  }

  place.refuses("likelihood" + model + "--data x.npz --labels data --out L", "x.npz has no labels");
  place.refuses("likelihood" + model + "--data own.npz --labels one --out L", "--labels");
  place.refuses("likelihood --model mixture:m.json --data own.npz --labels data --out L",
                "knows no classes");
  write_npz(place / "odd.npz", {{"arr_0", x}, {"arr_1", torch::tensor({1, 2})}});
  place.refuses("encode" + model + "--data odd.npz --labels data --out L",
                "whole numbers from 0 to 1048576 for each of the 6 images, got Long [2]");
}

TEST_CASE("odelia conventions says how each is called", "[cli]") {
  const Call all = run_program("conventions"), one = run_program("conventions torchcfm"),
             json = run_program("conventions --json"), wrong = run_program("conventions torchfm");
  CHECK(all.status == 0);
  for (const char* words :
       {"iddpm", "1/sqrt(1 + s^2)", "arXiv:2206.00364", "null_label", "classes=N"})
    CHECK_THAT(all.out, ODELIA_CONTAINS(words));
  CHECK_THAT(one.out, ODELIA_CONTAINS("x0 - n"));
  CHECK(nlohmann::json::parse(json.out).at("conventions").size() > 15);
  CHECK(wrong.status == 2);
  CHECK_THAT(wrong.err, ODELIA_CONTAINS("did you mean 'torchcfm'"));
}
