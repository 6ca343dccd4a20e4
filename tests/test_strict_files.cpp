// Files in the folders of runs and networks that were damaged, swapped or made to do harm: refused
// by name, never a wrong number in silence.
#include "tests/catch.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "experiments/command/hashes.h"
#include "experiments/compare/store.h"
#include "experiments/order/report.h"
#include "experiments/order/study.h"
#include "experiments/sample/files.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/json.h"
#include "models/data/npz.h"
#include "models/data/provenance.h"
#include "models/measured_statistics.h"
#include "models/networks/checkpoints/safetensors.h"
#include "models/networks/classifier/classifier.h"
#include "models/networks/dequantizer/dequantizer.h"
#include "models/networks/score/checkpoint.h"
#include "models/networks/score/network_model.h"
#include "models/networks/score/unet/unet.h"
#include "models/paths.h"
#include "models/processes/processes.h"
#include "solvers/noise.h"
#include "tests/program_folder.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

/// With a mixture m.json and data x.npz.
struct Place : ProgramFolder {
  Place() : ProgramFolder("strict") {
    write_text(*this / "m.json", R"({"weights": [0.4, 0.6], "means": [[-0.6, -0.6], [0.7, 0.7]],)"
                                 R"( "stds": [0.5, 0.6]})");
    write_npz(*this / "x.npz", {{"arr_0", starting_noise({1, 2, 3, 4}, {2}, at::kDouble)}});
  }
};

/// Replaces the first `what` of a file.
void change(const std::string& file, const std::string& what, const std::string& by) {
  std::string text = read_text(file);
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  write_text(file, text.replace(at, what.size(), by));
}

ScoreCheckpoint small_checkpoint() {
  ScoreCheckpoint c;
  c.network = unet({.size = 8, .base = 8, .group_size = 4, .embedding = 16});
  c.dataset = "test", c.lambda_range = {-5.1, 4.7};
  c.parameters = c.network->make(1);
  return c;
}

const std::string kFlow = " --model mixture:m.json --data x.npz --t-min 1e-2 --rtol 1e-2 ";
const std::string kLikelihood = "likelihood" + kFlow + "--ode-images 0 --out L";

}  // namespace

TEST_CASE("a key that comes twice in a run's JSON is refused by file", "[files][json]") {
  const Place place;
  place.runs(kLikelihood);
  const std::string records = read_text(place / "L/records.jsonl"),
                    summary = read_text(place / "L/summary.json");
  change(place / "L/records.jsonl", "\"index\":1,", "\"index\":1,\"status\":\"failed\",");
  place.refuses(kLikelihood, {"records.jsonl, line 2", "'status' comes twice"});
  // Published folders keep their images in the records.
  auto without = read_json(place / "L/summary.json");
  without.erase("images");
  write_text(place / "L/summary.json", without.dump());
  place.refuses("tolerances L --out T", {"L/records.jsonl, line 2", "'status' comes twice"});
  write_text(place / "L/records.jsonl", records);
  change(place / "L/records.jsonl", "\"index\":1,", "\"index\":1.5,");
  place.refuses(kLikelihood, {"records.jsonl, line 2", "an image without its number"});
  write_text(place / "L/summary.json", summary);
  change(place / "L/summary.json", "\"bits_per_dim\"", "\"bits_per_dim\": 0, \"bits_per_dim\"");
  place.refuses("tolerances L --out T", {"L/summary.json", "'bits_per_dim' comes twice"});
  change(place / "L/run.json", "\"seed\"", "\"seed\": 0, \"seed\"");
  place.refuses(kLikelihood, {"L/run.json", "'seed' comes twice"});

  const std::string sample = "sample --model mixture:m.json --steps 2 --seeds 0-3 --out S";
  place.runs(sample);
  const std::string manifest = read_text(place / "S/manifest.json");
  change(place / "S/manifest.json", "\"written\"", "\"written\": \"0\", \"written\"");
  place.refuses(sample, {"S/manifest.json", "'written' comes twice"});
  for (const auto& [key, value] : {std::pair{"failed", nlohmann::json(3)},
                                   {"nfe", nlohmann::json("2")},
                                   {"seeds", nlohmann::json()},
                                   {"failed", parse_json(R"([{"seed": -1}])", "seeds")}}) {
    auto other = parse_json(manifest, "manifest");
    other[key] = value;
    write_text(place / "S/manifest.json", other.dump());
    place.refuses(sample, {"S/manifest.json", "damaged"});
  }

  const std::string twice = R"({"kind": "latents", "kind": "samples"})";
  Tensor bytes = at::empty({static_cast<int64_t>(twice.size())}, at::kByte);
  std::copy(twice.begin(), twice.end(), bytes.data_ptr<uint8_t>());
  CHECK_THROWS_WITH(read_provenance({{kProvenance, bytes}}, "x.npz"),
                    ODELIA_CONTAINS("x.npz") && ODELIA_CONTAINS("'kind' comes twice"));
}

TEST_CASE("what lies among the parts of samples is read as such or refused", "[files][sample]") {
  const Place place;
  const std::string sample = "sample --model mixture:m.json --steps 2 --seeds 0-1 --out S";
  place.runs(sample);
  const Tensor samples = read_npz(place / "S/samples.npz").at("arr_0");
  const std::map<std::string, Tensor> good{{"x", samples},
                                           {"seeds", at::tensor(std::vector<int64_t>{0, 1})},
                                           {"status", at::zeros({2}, at::kLong)},
                                           {"nfe", at::full({2}, 2, at::kLong)},
                                           {"steps", at::full({2}, 2, at::kLong)},
                                           {"t", at::zeros({2}, at::kDouble)}};
  const auto with = [&](const std::string& key, const Tensor& value) {
    for (const char* file : {"S/manifest.json", "S/samples.npz"}) fs::remove(place / file);
    auto arrays = good;
    arrays[key] = value;
    fs::create_directories(place / "S/parts");
    write_npz(place / "S/parts/000000.npz", arrays, /*compress=*/true);
  };
  for (const auto& [key, value] :
       {std::pair{"nfe", at::full({1}, 2, at::kLong)},  // a number beyond its end
        {"t", at::zeros({2}, at::kFloat)},
        {"steps", at::zeros({2, 1}, at::kLong)},
        {"x", at::zeros({1, 2})},
        {"x", at::zeros({2, 2}, at::kLong)},
        {"status", at::full({2}, 99, at::kLong)}}) {
    with(key, value);
    place.refuses(sample, {"S/parts/000000.npz", "delete the file and go on", key});
  }
  with("bomb", at::zeros({int64_t{320} << 20}, at::kByte));  // is not unpacked
  place.runs(sample);
  CHECK(read_npz(place / "S/samples.npz").at("arr_0").equal(samples));
}

TEST_CASE("a shard is read for what a comparison writes, and refused for anything else",
          "[files][compare]") {
  const Place place;
  ShardResult shard;
  shard.nfe = at::full({2}, 3, at::kLong), shard.steps = at::full({2}, 3, at::kLong);
  shard.status = at::zeros({2}, at::kByte), shard.x = at::zeros({2, 3});
  shard.identity = "this";
  const std::string file = place / "shards/a.npz";
  write_shard(file, shard);
  CHECK(read_shard(file, "this", 2).nfe.equal(shard.nfe));
  const auto good = read_npz(file);
  for (const auto& [key, value] : {std::pair{"seconds", at::zeros({3}, at::kDouble)},
                                   {"seconds", at::zeros({1}, at::kLong)},
                                   {"status", at::full({2}, 77, at::kByte)},
                                   {"status", at::zeros({2}, at::kLong)},
                                   {"nfe", at::zeros({2}, at::kDouble)},
                                   {"features", at::zeros({2, 4}, at::kDouble)},
                                   {"x", at::zeros({2, 3}, at::kLong)},
                                   {"pictures", at::zeros({2, 3}, at::kByte)},
                                   {"identity", at::zeros({4}, at::kDouble)}}) {
    auto arrays = good;
    arrays[key] = value;
    write_npz(file, arrays);
    INFO(key);
    CHECK_THROWS_WITH(read_shard(file, "this", 2),
                      ODELIA_CONTAINS(file) && ODELIA_CONTAINS("delete it and go on"));
  }
  auto arrays = good;
  arrays["bomb"] = at::zeros({int64_t{320} << 20}, at::kByte);
  write_npz(file, arrays, /*compress=*/true);
  CHECK(read_shard(file, "this", 2).x.equal(shard.x));
}

TEST_CASE("a folder begun with another arithmetic is refused by that name", "[files][arithmetic]") {
  const Place place;
  const std::string order = "order --solver euler --process edm --grid log_snr --out O";
  for (const std::string& call : {kLikelihood, "encode" + kFlow + "--out E",
                                  std::string("decode --data E/latents.npz --out D"), order}) {
    place.runs(call);
    const std::string file = place / (call.substr(call.size() - 1) + "/run.json");
    const auto here = read_json(file).at("arithmetic").get<std::string>();
    CHECK_THAT(here, ODELIA_CONTAINS("LibTorch"));
    change(file, here, "LibTorch 0.4 abacus");
    place.refuses(call, {"arithmetic is", "LibTorch 0.4 abacus"});
  }
}

TEST_CASE("committed likelihoods stand side by side as ever", "[results][tolerances]") {
  const Place place;
  const std::string results = ODELIA_SOURCE_DIR "/results/likelihood/";
  for (const char* name :
       {"cifar10", "cifar10-variational", "fashion-mnist", "fashion-mnist-variational"})
    place.runs("tolerances " + results + name + " --out T-" + name);
}

TEST_CASE("statistics of other weights are refused by who asks for them, with the remedy",
          "[files][statistics]") {
  const Place place;
  const fs::path folder = place.path() / "net";
  ScoreCheckpoint c = small_checkpoint();
  save_checkpoint(folder, c, at::kFloat);
  const int64_t elements = 8 * 8;
  const MeasuredStatistics m{-5, 4, at::full({3, 4, elements}, 0.5, at::kDouble), 8};
  const fs::path file = folder / "statistics.npz";
  const auto asked = [&] { return load_model(folder.string())->statistics(); };
  const auto refused = [&](const std::string& words) {
    CHECK_THROWS_WITH(asked(), ODELIA_CONTAINS(file.string()) && ODELIA_CONTAINS(words) &&
                                   ODELIA_CONTAINS("odelia statistics --model"));
  };
  CHECK(asked() == nullptr);
  const std::string hash = hash_network(folder.string());
  write_statistics(file, m, {{"kind", "statistics"}, {"model_hash", hash}});
  CHECK(asked() != nullptr);
  write_statistics(file, m);
  refused("does not say which weights");

  // Of before they said it: the .json beside them does.
  const fs::path beside = folder / "statistics.json";
  write_text(
      beside.string(),
      nlohmann::json({{"kind", "statistics"}, {"model_hash", hash}, {"npz", hash_file(file)}})
          .dump());
  CHECK(asked() != nullptr);
  write_statistics(file, {-5, 3, m.coefficients, 8});
  CHECK_THROWS_WITH(asked(), ODELIA_CONTAINS("belongs to other statistics"));
  write_text(file.string(), "PK");
  CHECK_THROWS_WITH(asked(), ODELIA_CONTAINS(file.string() + ": not a usable npz file"));
  fs::remove(beside);

  write_statistics(file, m, {{"kind", "statistics"}, {"model_hash", hash}});
  c.parameters.begin()->second = c.parameters.begin()->second + 0.5;
  save_checkpoint(folder, c, at::kFloat);
  refused("was measured on other weights (hash " + hash + ")");
  const std::string sample = "sample --model ./net --steps 2 --seeds 0 --out ";
  place.refuses(sample + "A --solver dpm_solver_v3_2", {"statistics.npz", "odelia statistics"});
  place.runs(sample + "B --solver ddim");
  place.runs("statistics --model ./net --paths 2 --points 5");  // the remedy
  place.runs(sample + "A --solver dpm_solver_v3_2");
}

TEST_CASE("every shipped file of statistics says what it was measured on", "[pretrained]") {
  int statistics = 0, references = 0;
  for (const auto& entry : fs::directory_iterator(resource("models/pretrained"))) {
    if (fs::exists(entry.path() / "statistics.npz")) {
      CHECK(load_model(entry.path().string())->statistics() != nullptr);
      ++statistics;
    }
    for (const auto& file : fs::directory_iterator(entry.path()))
      if (const auto npz = file.path();
          npz.filename().string().starts_with("reference-") && npz.extension() == ".npz") {
        const auto json = read_json(fs::path(npz).replace_extension(".json").string());
        CHECK(json.at("npz") == hash_file(npz));
        CHECK(json.at("extractor_hash") == hash_network(entry.path().string()));
        ++references;
      }
  }
  CHECK(statistics == 5);
  CHECK(references == 2);
}

TEST_CASE("a path with a comma, a space and parentheses stays whole in every spec",
          "[files][spec]") {
  const Place place;
  const std::string grid = "a, b (1).txt", table = "t, b (1).txt";
  write_text(place / grid, "1\n0.5\n0.01\n");
  const auto vp = make_process("vp_linear");
  std::string lines;
  for (int i = 0; i <= 200; ++i) {
    const double t = 1e-3 + (1 - 1e-3) * i / 200;
    lines += fmt::format("{:.17g} {:.17g} {:.17g}\n", t, vp->alpha(t), vp->sigma(t));
  }
  write_text(place / table, lines);
  const std::string on_grid = "--grid 'file:" + grid + "' ",
                    process = "--process 'tabulated(file=\"" + table + "\")' ";
  place.refuses("likelihood" + kFlow + "--solver rk4 --out L " + on_grid,
                {"time grid 'file:a, b (1).txt' has ends of its own"});
  place.refuses("order --solver heun " + on_grid, {"'file:a, b (1).txt'"});
  CHECK_THROWS_WITH(certify("heun", "vp_linear", "file:" + (place / grid)),
                    ODELIA_CONTAINS("'file:" + (place / grid) + "' has ends of its own"));
  place.runs("sample --model mixture:m.json --seeds 0 --out S " + on_grid);
  CHECK(read_json(place / "S/manifest.json").at("steps") == 2);
  place.runs("likelihood" + kFlow + "--ode-images 0 --out P " + process);
  CHECK(read_json(place / "P/run.json").at("process_file_hash") == hash_file(place / table));
  place.runs("encode" + kFlow + "--out E " + process);
  place.runs("decode --data E/latents.npz --out D");  // the process of the latents
  // The table is part of the question, by its contents.
  write_text(place / table, lines + fmt::format("{} {} {}\n", 1.1, 1e-3, 1.0));
  place.refuses("likelihood" + kFlow + "--ode-images 0 --out P " + process, {"process_file_hash"});
  place.refuses("decode --data E/latents.npz --out F", {"process_file_hash"});
  place.refuses("sample --model mixture:m.json --noise E/latents.npz --out N " + process,
                {"latents of"});
}

TEST_CASE("a folder that cannot be made is refused by verb, option and path", "[files][errors]") {
  const Place place;
  write_text(place / "file", "x");
  place.refuses("data fetch mnist --data-folder file",
                {"data fetch --data-folder 'file': is a file"});
  place.refuses("order --solver euler --process edm --grid log_snr --out file",
                {"order --out 'file': is a file"});
  const std::string file = place / "file";
  CHECK_THROWS_WITH(write_order_report({}, file), ODELIA_CONTAINS("order --out"));
  const Tensor images = at::zeros({1, 1, 4, 4}, at::kByte);
  CHECK_THROWS_WITH(write_samples(file, images, {0}, "npz"), ODELIA_CONTAINS("sample --out"));
  write_text(place / "000000", "x");
  CHECK_THROWS_WITH(write_samples(place.path().string(), images, {0}, "png_tree"),
                    ODELIA_CONTAINS("sample --out") && ODELIA_CONTAINS("is a file"));
}

TEST_CASE("weights that are not finite are refused by tensor and file", "[files][checkpoint]") {
  const Place place;
  const auto poisoned = [&](const std::string& name, double value, at::ScalarType type) {
    const std::string weights = place / (name + "/model.safetensors");
    auto tensors = read_safetensors(weights);
    auto& [tensor, values] = *std::prev(tensors.end());
    values = values.to(type).clone();
    values.view({-1})[0] = value;
    write_safetensors(weights, tensors);
    auto config = read_json(place / (name + "/config.json"));
    config.erase("hash");  // as a checkpoint of before the hash was written
    write_text(place / (name + "/config.json"), config.dump(2) + "\n");
    return weights + ": '" + tensor + "' is not finite";
  };
  for (const auto& [value, type] : {std::pair{std::nan(""), at::kFloat},
                                    {HUGE_VAL, at::kHalf},
                                    {-HUGE_VAL, at::kBFloat16},
                                    {1e300, at::kDouble}}) {  // beyond float32
    save_checkpoint(place.path() / "score", small_checkpoint(), at::kFloat);
    const auto score = poisoned("score", value, type);
    CHECK_THROWS_WITH(load_model(place / "score"), ODELIA_CONTAINS(score));

    ClassifierCheckpoint classifier;
    classifier.network.channels = 1, classifier.network.size = 8;
    classifier.network.widths = {4, 6};
    classifier.parameters =
        make_classifier(classifier.network, at::arange(128, at::kByte).view({2, 1, 8, 8}), 1);
    save_checkpoint(place.path() / "eye", classifier, at::kFloat);
    const auto eye = poisoned("eye", value, type);
    CHECK_THROWS_WITH(load_classifier(place / "eye"), ODELIA_CONTAINS(eye));

    fs::remove_all(place / "bins");
    fs::copy(resource("models/pretrained/fashion-mnist-dequantizer"), place / "bins",
             fs::copy_options::recursive);
    const auto bins = poisoned("bins", value, type);
    CHECK_THROWS_WITH(load_dequantizer(place / "bins"), ODELIA_CONTAINS(bins));
  }
}
