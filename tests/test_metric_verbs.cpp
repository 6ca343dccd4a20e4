// `odelia metrics`, `train` and `data` as they are called from a shell.
#include "tests/catch.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "experiments/command/hashes.h"
#include "experiments/metrics/draws.h"
#include "experiments/metrics/reference.h"
#include "experiments/metrics/registered/kernel_distance.h"
#include "experiments/sample/files.h"
#include "experiments/sharing/claims.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/npz.h"
#include "models/networks/classifier/classifier.h"
#include "models/networks/score/checkpoint.h"
#include "models/networks/score/unet/unet.h"
#include "tests/program_folder.h"
#include "tests/seeds.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

struct Place : ProgramFolder {
  Place() : ProgramFolder("metric-verbs") {}
  std::string text(const std::string& name) const { return read_text(*this / name); }
};

Tensor pictures(int64_t count, int64_t seed) {
  at::manual_seed(seed);
  return at::randint(256, {count, 1, 8, 8}, at::kLong).to(at::kByte);
}

/// Four kinds of images, from dark to bright, kind by kind, as folders of classes are read.
Tensor sorted_pictures(int64_t count, int64_t seed) {
  at::manual_seed(seed);
  const Tensor level = at::arange(count).mul(4).div(count, "floor").mul(50).view({-1, 1, 1, 1});
  return (level + at::randint(50, {count, 1, 8, 8}, at::kLong)).to(at::kByte);
}

Tensor shuffled(const Tensor& rows, int64_t seed) {
  at::manual_seed(seed);
  return rows.index_select(0, at::randperm(rows.size(0)));
}

/// A classifier of eight features with random weights.
void write_classifier(const std::string& folder, uint64_t seed) {
  ClassifierCheckpoint c;
  c.network.channels = 1, c.network.size = 8, c.network.classes = 3, c.network.widths = {4, 8};
  c.network.mean = {0.5}, c.network.std = {0.25};
  c.dataset = "random";
  c.parameters = make_classifier(c.network, pictures(50, 1), seed);
  save_checkpoint(folder, c);
}

Gaussian classifier_moments(const std::string& classifier, const Tensor& images) {
  const auto network = load_classifier(classifier);
  Moments m(network->dimension());
  m.add(network->features(images));
  return m.finish();
}

/// The real data, where this machine has it; else empty.
std::string data() {
  if (const char* named = std::getenv("ODELIA_DATA")) return named;
  const auto beside = fs::path(ODELIA_SOURCE_DIR) / ".." / "shared" / "data";
  return fs::is_directory(beside) ? fs::canonical(beside).string() : "";
}

constexpr const char* kTiny = R"(task = "score"
dataset = "fashion-mnist"
precision = "float32"
[network]
base = 8
multipliers = [1]
blocks = [1]
middle_blocks = 0
group_size = 4
embedding = 8
[training]
batch = 4
warmup = 1
save_minutes = 0
[budget]
steps = 3
)";

}  // namespace

// OpenBLAS would wait for a second thread for ever.
TEST_CASE("fewer threads than cores, by OMP_THREAD_LIMIT, are enough", "[cli][metrics]") {
  const std::string reference =
      ODELIA_SOURCE_DIR "/models/pretrained/fashion-mnist-classifier/reference-train.npz";
  ::setenv("OMP_THREAD_LIMIT", "1", 1);
  const Call c = run_program("metrics fd " + reference + " " + reference + " --json");
  ::unsetenv("OMP_THREAD_LIMIT");
  INFO(c.err);
  REQUIRE(c.status == 0);
  CHECK(std::abs(nlohmann::json::parse(c.out).at("fd[fashion-mnist-classifier]").get<double>()) <
        1e-9);
}

TEST_CASE("features of two networks are not compared, whichever side knows its own", "[cli]") {
  const Place place;
  write_classifier(place / "one", 1);
  write_classifier(place / "other", 2);
  const Tensor here = pictures(60, 3), there = pictures(60, 4);
  write_samples(place / "samples", here, seeds(60, 0), "npz");
  write_reference(
      place / "one.npz",
      {classifier_moments(place / "one", there),
       {{"n", 60}, {"extractor", "one"}, {"extractor_hash", hash_network(place / "one")}}});
  write_reference(
      place / "other.npz",
      {classifier_moments(place / "other", there),
       {{"n", 60}, {"extractor", "other"}, {"extractor_hash", hash_network(place / "other")}}});
  fs::copy(place / "one.npz", place / "one/beside.npz");
  fs::copy(place / "one.json", place / "one/beside.json");
  const double expected = frechet_distance(classifier_moments(place / "one", here),
                                           classifier_moments(place / "one", there))
                              .value;
  // A bare name may be of the classifier's folder, as those of shipped references are.
  for (const char* pair : {"samples one.npz", "one.npz samples", "samples beside.npz"}) {
    const Call good = place(fmt::format("metrics fd {} --classifier one --json", pair));
    INFO(good.err);
    REQUIRE(good.status == 0);
    CHECK(good.err.empty());
    CHECK(nlohmann::json::parse(good.out).at("fd[one]").get<double>() == Approx(expected));
  }
  for (const char* wrong :
       {"samples one.npz --classifier other", "one.npz samples --classifier other",
        "one.npz one.npz --classifier other", "one.npz other.npz"}) {
    INFO(wrong);
    const Call bad = place(fmt::format("metrics fd {}", wrong));
    CHECK(bad.status == 2);
    CHECK_THAT(bad.err, ODELIA_CONTAINS("extractor"));
    CHECK(bad.out.empty());
  }
  const Call itself = place("metrics fd one.npz one.npz --json");
  REQUIRE(itself.status == 0);
  const double zero = nlohmann::json::parse(itself.out).at("fd[one]").get<double>();
  CHECK(zero >= 0);
  CHECK(zero < 1e-9);

  // Statistics of other programs do not say; that is said, and so is an unknown N.
  fs::remove(place / "one.json");
  const Call unknown = place("metrics fd one.npz samples --classifier one --json");
  REQUIRE(unknown.status == 0);
  CHECK_THAT(unknown.err, ODELIA_CONTAINS("does not say whose features"));
  CHECK(nlohmann::json::parse(unknown.out).at("n")[0].is_null());
  CHECK(nlohmann::json::parse(unknown.out).at("extractor_hash")[0].is_null());
  CHECK_THAT(place("metrics fd one.npz samples --classifier one").out, !ODELIA_CONTAINS("@"));
}

TEST_CASE("metrics kd measures from the features kept beside a reference", "[cli]") {
  const Place place;
  write_classifier(place / "one", 1);
  const Tensor here = pictures(60, 3), there = pictures(80, 4);
  write_samples(place / "samples", here, seeds(60, 0), "npz");
  const auto network = load_classifier(place / "one");
  const Tensor kept = network->features(there).to(at::kHalf).to(at::kFloat);
  nlohmann::ordered_json provenance{
      {"n", 80}, {"extractor", "one"}, {"extractor_hash", hash_network(place / "one")}};
  write_reference(place / "ref.npz", {classifier_moments(place / "one", there), provenance, kept});
  write_reference(place / "bare.npz", {classifier_moments(place / "one", there), provenance});
  const Measurement expected = KernelDistance({{}, kept})({{}, network->features(here)});
  const Call good = place("metrics kd samples ref.npz --classifier one --json");
  INFO(good.err);
  REQUIRE(good.status == 0);
  const auto said = nlohmann::json::parse(good.out);
  CHECK(said.at("kd[one]").get<double>() == Approx(expected.value));
  CHECK(said.at("kd[one]_se").get<double>() == Approx(expected.standard_error));
  CHECK(said.at("n") == nlohmann::json{60, 80});
  // The same statistics with fewer features kept are another reference.
  write_reference(place / "fewer.npz", {classifier_moments(place / "one", there), provenance,
                                        kept.slice(0, 0, 70).clone()});
  const Call other = place("metrics kd samples fewer.npz --classifier one --json");
  REQUIRE(other.status == 0);
  const auto fewer = nlohmann::json::parse(other.out);
  CHECK(fewer.at("hash") == said.at("hash"));
  CHECK(said.at("features_hash") == nlohmann::json{nullptr, hash_file(place / "ref.features.npz")});
  CHECK(fewer.at("features_hash")[1] == hash_file(place / "fewer.features.npz"));
  CHECK(fewer.at("features_hash") != said.at("features_hash"));
  CHECK_THAT(place("metrics kd samples ref.npz --classifier one").out,
             ODELIA_CONTAINS("kd[one]@60 = ") && ODELIA_CONTAINS(" ± ") &&
                 ODELIA_CONTAINS("of both sets"));
  const Call bare = place("metrics kd samples bare.npz --classifier one");
  CHECK(bare.status == 2);
  CHECK_THAT(bare.err, ODELIA_CONTAINS("came without features"));
  // Fewer than an error needs
  write_samples(place / "few", here.slice(0, 0, 12), seeds(12, 0), "npz");
  const Call few = place("metrics kd few ref.npz --classifier one");
  CHECK(few.status == 2);
  CHECK_THAT(few.err, ODELIA_CONTAINS("take N >= 20"));
  const Call all_the_same = place("metrics kd few ref.npz --classifier one --allow-few-samples");
  CHECK(all_the_same.status == 0);
  CHECK_THAT(all_the_same.out, !ODELIA_CONTAINS("±"));
  CHECK_THAT(place("metrics --help").out, ODELIA_CONTAINS("kernel distance"));
}

TEST_CASE("metrics say whose they are, of what, and how images were brought to size", "[cli]") {
  const Place place;
  write_classifier(place / "one", 1);
  const Tensor here = pictures(60, 3), there = pictures(80, 4);
  write_samples(place / "a", here, seeds(60, 0), "npz");
  write_samples(place / "b", there, seeds(80, 0), "npz");
  const std::string hash = hash_network(place / "one");
  for (const char* name :
       {"precision", "recall", "density", "coverage", "kd_blocks", "fd_infinity"}) {
    INFO(name);
    const Call call =
        place(fmt::format("metrics {} a b --classifier one --allow-few-samples --json", name));
    INFO(call.err);
    REQUIRE(call.status == 0);
    const auto said = nlohmann::json::parse(call.out);
    CHECK(said.at(fmt::format("{}[one]", name)).is_number());
    CHECK(said.at(fmt::format("{}[one]_se", name)).get<double>() > 0);
    CHECK(said.at("n") == nlohmann::json{60, 80});
    CHECK(said.at("extractor_hash") == nlohmann::json{hash, hash});
    CHECK(said.at("hash") == nlohmann::json{odelia::hash_tensor(here), odelia::hash_tensor(there)});
    CHECK(said.at("resize").size() == 2);
  }
  const Call swapped = place("metrics recall b a --classifier one --json");
  const Call straight = place("metrics precision a b --classifier one --json");
  REQUIRE(swapped.status == 0);
  CHECK(nlohmann::json::parse(swapped.out).at("recall[one]") ==
        nlohmann::json::parse(straight.out).at("precision[one]"));
  const Call score = place("metrics is a --classifier one --allow-few-samples");
  INFO(score.err);
  REQUIRE(score.status == 0);
  CHECK_THAT(score.out, ODELIA_CONTAINS("is[one]@60 = "));
  CHECK_THAT(place("metrics is a b --classifier one").err, ODELIA_CONTAINS("takes one set"));
  CHECK_THAT(place("metrics fd a --classifier one").err, ODELIA_CONTAINS("second is required"));
}

TEST_CASE("statistics of other programs are taken with what the user states", "[cli]") {
  const Place place;
  write_classifier(place / "one", 1);
  const auto network = load_classifier(place / "one");
  const Tensor features = network->features(pictures(80, 4));
  write_npz(place / "theirs.npz", {{"pool_3", features}});
  write_samples(place / "a", pictures(60, 3), seeds(60, 0), "npz");
  const Call silent = place("metrics ref --statistics theirs.npz --out r.npz");
  CHECK(silent.status == 2);
  CHECK_THAT(silent.err, ODELIA_CONTAINS("--features-of"));
  CHECK(place("metrics ref --statistics theirs.npz --data cifar10 --classifier one --out r.npz")
            .status == 2);
  CHECK(place("metrics ref --features-of one --data cifar10 --out r.npz").status == 2);
  for (const std::string flag : {"--resize 8", "--filter box", "--transform center-crop",
                                 "--skip-broken", "--data-folder ."})
    place.refuses("metrics ref --statistics theirs.npz --classifier one --out r.npz " + flag,
                  {"metrics ref " + flag.substr(0, flag.find(' ')), "leave it out"});
  const Call named =
      place("metrics ref --statistics theirs.npz --features-of inception --out named.npz");
  INFO(named.err);
  REQUIRE(named.status == 0);
  const Call here = place("metrics ref --statistics theirs.npz --classifier one --out here.npz");
  INFO(here.err);
  REQUIRE(here.status == 0);
  const Reference r = read_reference(place / "here.npz", true);
  CHECK(r.provenance.at("extractor_stated") == "by the user");
  CHECK(r.provenance.at("from").at("hash") == hash_file(place / "theirs.npz"));
  CHECK(r.provenance.at("extractor_hash") == hash_network(place / "one"));
  CHECK(r.features.equal(features));
  CHECK(place("metrics recall a here.npz --classifier one").status == 0);
  CHECK(place("metrics fd named.npz named.npz --json").out.find("fd[inception]") !=
        std::string::npos);
  const Call other = place("metrics fd a named.npz --classifier one");
  CHECK(other.status == 2);
  CHECK_THAT(other.err, ODELIA_CONTAINS("inception"));
}

TEST_CASE("names that are not UTF-8 are taken, and leave no reference half-written", "[cli]") {
  const Place place;
  write_classifier(place / "o\xff", 1);
  write_npz(place / "f\xff.npz",
            {{"feats", load_classifier(place / "o\xff")->features(pictures(80, 4))}});
  write_samples(place / "a", pictures(60, 3), seeds(60, 0), "npz");
  for (const char* of : {"--features-of 'i\xff'", "--classifier 'o\xff'"}) {
    INFO(of);
    place.runs(fmt::format("metrics ref --statistics 'f\xff.npz' {} --out q.npz", of));
    const Reference r = read_reference(place / "q.npz", true);
    CHECK(r.provenance.at("from").at("file") == "f?.npz");
    CHECK(r.provenance.at("extractor") == (of[2] == 'c' ? "o?" : "i?"));
  }
  const auto said =
      nlohmann::json::parse(place.runs("metrics fd a q.npz --classifier 'o\xff' --json"));
  CHECK(said.contains("fd[o?]"));
}

TEST_CASE("metrics ref keeps features that kd can take, where the data are here", "[cli]") {
  if (data().empty()) {
    WARN("no data here (ODELIA_DATA): metrics ref is not tested");
    return;
  }
  ::setenv("ODELIA_DATA", data().c_str(), 1);
  const Place place;
  const std::string with = " --classifier fashion-mnist-classifier";
  const Call made =
      place("metrics ref --data fashion-mnist --split test --keep-features 300 --out r.npz" + with);
  INFO(made.err);
  REQUIRE(made.status == 0);
  const Reference r = read_reference(place / "r.npz", true);
  CHECK(r.features.sizes() == at::IntArrayRef({300, 128}));
  // The kept ones are of the same law: their mean is the whole's within four standard errors.
  const Tensor off = (r.features.to(at::kDouble).mean(0) - r.gaussian.mu).abs();
  CHECK((off <= 4.5 * (r.gaussian.sigma.diagonal() / 300).sqrt()).all().item<bool>());
  const Call kd = place("metrics kd r.npz r.npz --json");
  REQUIRE(kd.status == 0);
  CHECK(nlohmann::json::parse(kd.out).at("n") == nlohmann::json{300, 300});
}

TEST_CASE("features are kept of images drawn at random, in their order", "[cli]") {
  const Place place;
  write_classifier(place / "one", 1);
  // Labels cycle as the digits do: rows at even distances are all of one kind.
  const Tensor all = pictures(10, 3).repeat({10, 1, 1, 1});
  write_npz(place / "cycle.npz", {{"arr_0", all}});
  REQUIRE(place("metrics ref --data cycle.npz --classifier one --keep-features 10 --out r.npz")
              .status == 0);
  std::mt19937 generator(0);
  auto rows = draw_without_repetition(generator, 100, 10);
  std::sort(rows.begin(), rows.end());
  const Tensor features = load_classifier(place / "one")->features(all),
               kept = read_reference(place / "r.npz", true).features;
  CHECK(kept.equal(features.index_select(0, at::tensor(rows, at::kLong))));
  CHECK(!kept.eq(kept[0]).all().item<bool>());
  // A yardstick of the metrics that as few do for: those of neighbours have no value against three.
  write_npz(place / "others.npz", {{"arr_0", pictures(250, 5)}});
  place.runs(
      "metrics ref --data cycle.npz --classifier one --keep-features 3 --held-out others.npz --out "
      "three.npz");
  const auto held = nlohmann::json::parse(place.text("three.json")).at("held_out");
  CHECK((held.contains("fd") && held.contains("kd") && !held.contains("coverage")));
  place.refuses("metrics ref --data cycle.npz --classifier one --keep-features 1 --out x.npz",
                "needs 2 or more");
  CHECK(!fs::exists(place / "x.npz"));
}

TEST_CASE("images without seeds are measured in no order of theirs", "[cli]") {
  const Place place;
  write_classifier(place / "one", 1);
  const Tensor sorted = sorted_pictures(1000, 3);
  write_npz(place / "sorted.npz", {{"arr_0", sorted}});
  write_npz(place / "shuffled.npz", {{"arr_0", shuffled(sorted, 1)}});
  write_npz(place / "other.npz", {{"arr_0", shuffled(sorted_pictures(1000, 4), 2)}});
  const auto network = load_classifier(place / "one");
  const auto in_runs = [&](const std::string& metric, const Tensor& images) {
    const Tensor features = network->features(images);
    return metric_entry(metric, "test")
        .against({classifier_moments(place / "one", sorted_pictures(1000, 4))})(
            {.gaussian = {}, .features = features, .logits = network->class_logits(features)});
  };
  const auto measured = [&](const std::string& what, const std::string& metric) {
    const auto said =
        nlohmann::json::parse(place.runs("metrics " + what + " --classifier one --json"));
    return std::pair(said.at(metric + "[one]").get<double>(),
                     said.at(metric + "[one]_se").get<double>());
  };
  {
    const auto [a, a_se] = measured("is sorted.npz", "is");
    const auto [b, b_se] = measured("is shuffled.npz", "is");
    INFO(a << " +- " << a_se << ", " << b << " +- " << b_se);
    // Ten splits of mixed kinds each; a split of one kind is told by nothing.
    CHECK(std::abs(a - b) < 4 * std::hypot(a_se, b_se));
    CHECK(in_runs("is", sorted).value - 1 < 0.7 * (b - 1));
    CHECK(in_runs("is", shuffled(sorted, 1)).value == Approx(b).margin(4 * b_se));
  }
  {
    const auto [a, a_se] = measured("fd sorted.npz other.npz", "fd");
    const auto [b, b_se] = measured("fd shuffled.npz other.npz", "fd");
    INFO(a_se << " and " << b_se << ", in runs " << in_runs("fd", sorted).standard_error);
    CHECK(a == Approx(b).epsilon(1e-6));  // of the same images
    // A jackknife of ten groups knows an error within a quarter.
    CHECK(a_se < 3 * b_se);
    CHECK(b_se < 3 * a_se);
    CHECK(in_runs("fd", sorted).standard_error > 6 * b_se);
  }
  // So is the yardstick of other images, whose first rows were of the first kinds.
  const auto yardstick = [&](const std::string& others) {
    place.runs("metrics ref --data other.npz --classifier one --keep-features 400 --held-out " +
               others + ".npz --out " + others + "-ref.npz");
    return nlohmann::json::parse(place.text(others + "-ref.json")).at("held_out");
  };
  const auto a = yardstick("sorted"), b = yardstick("shuffled");
  INFO(a.dump() << "\n" << b.dump());
  CHECK(a.at("images") == "drawn at random, seed 0");
  const auto fd = [](const nlohmann::json& of, const char* n) {
    return of.at("fd").at(n).get<double>();
  };
  CHECK(fd(a, "1000") == Approx(fd(b, "1000")).epsilon(1e-6));
  // The levels of the first 250 are off by 1.5 steps and those of a draw by sqrt(1.25 (1/250 - 1/1000)),
  // which is a 600th in square; of 500 they are 1 and an 800th.
  for (const char* n : {"250", "500"}) {
    const double first = in_runs("fd", sorted.slice(0, 0, std::atoi(n))).value;
    INFO(n << ": " << first);
    CHECK(fd(a, n) < first / 10);
    CHECK(fd(b, n) < first / 10);
  }
  // Features kept of one's own images are no longer in the order that these came in.
  place.runs("metrics ref --data sorted.npz --classifier one --out kept.npz");
  const Reference kept = read_reference(place / "kept.npz", true);
  CHECK(kept.features.equal(network->features(sorted)));
  CHECK(kept.set().features.equal(in_drawn_order(kept.features)));
  // Nor are those of another program, which are of such images.
  const auto kd_error = [&](const std::string& name, const Tensor& images) {
    write_npz(place / (name + "-feats.npz"), {{"feats", network->features(images)}});
    place.runs("metrics ref --statistics " + name + "-feats.npz --classifier one --out " + name +
               "-theirs.npz");
    return measured("kd other.npz " + name + "-theirs.npz", "kd").second;
  };
  const double in_order = kd_error("sorted", sorted),
               mixed = kd_error("mixed", shuffled(sorted, 1));
  INFO(in_order << " and " << mixed);
  CHECK(in_order < 3 * mixed);
  CHECK(mixed < 3 * in_order);
}

TEST_CASE("what sample draws beside its samples is none of them", "[cli]") {
  const Place place;
  write_classifier(place / "one", 1);
  write_samples(place / "b", pictures(40, 4), seeds(40, 0), "npz");
  ScoreCheckpoint network;
  network.network = unet({.size = 8, .base = 8, .group_size = 4, .embedding = 16, .classes = 0});
  network.parameters = network.network->make(1);
  save_checkpoint(place / "net", network, at::kFloat);
  const std::string metric = "metrics fd run b --classifier one --json";
  for (const std::string format : {"png", "png_tree"})
    for (const auto& [how, drawn] : {std::pair{"--seeds 0-11 --sheet 3", "sheet.png"},
                                     {"--seeds 0-11 --trajectory", "trajectory/animation.png"},
                                     {"--between 2,5 --frames 12", "strip.png"}}) {
      INFO(format << " " << how);
      place.runs(fmt::format("sample --model net --solver heun --steps 2 --format {} {} --out run",
                             format, how));
      REQUIRE(fs::exists(place / ("run/" + std::string(drawn))));
      const std::string said = place.runs(metric);
      for (const char* picture : {"sheet.png", "strip.png", "trajectory"})
        fs::remove_all(place / ("run/" + std::string(picture)));
      CHECK(place.runs(metric) == said);
      // Another image there is one that no one drew, and so is such a picture where no run was.
      place.put("run/trajectory/cat.png", "whatever");
      place.refuses(metric, "cat.png");
      fs::remove_all(place / "run/trajectory");
      place.put("run/sheet.png", "whatever");
      fs::remove(place / "run/run.json");
      place.refuses(metric, "sheet.png");
      fs::remove_all(place / "run");
    }
}

TEST_CASE("a metric of too few samples to have a value is refused", "[cli]") {
  const Place place;
  write_classifier(place / "one", 1);
  write_samples(place / "b", pictures(40, 4), seeds(40, 0), "npz");
  const Tensor x = pictures(29, 3);
  for (const int64_t n : {1, 3, 6, 9, 29})
    write_samples(place / std::to_string(n), x.slice(0, 0, n), seeds(n, 0), "npz");
  for (const auto& [what, why] :
       {std::pair{"recall 3 b", "'3' holds 3 samples, and a recall needs 4 or more"},
        {"coverage b 3", "'3' brings features of 3 images, and a coverage is held against 6 or"},
        {"density b 3", "held against 6 or more"},
        {"precision b 3", "held against 4 or more"},
        {"fd_infinity 6 b", "6 samples"},
        {"fd_infinity 29 b", "needs 30 or more"},
        {"is 6", "6 samples"},
        {"is 9", "needs 10 or more"},
        {"fd 1 b", "'1' holds 1 image; mean and covariance need two"},
        {"fd b 1", "'1' holds 1 image"}})
    place.refuses(fmt::format("metrics {} --classifier one --allow-few-samples", what), why);
  write_npz(place / "single.npz", {{"arr_0", x.slice(0, 0, 1)}});
  place.refuses("metrics ref --data single.npz --classifier one --out r.npz",
                "'single.npz' holds 1 image");
}

TEST_CASE("metrics leaves no image out without a word", "[cli]") {
  const Place place;
  write_classifier(place / "one", 1);
  write_samples(place / "a", pictures(40, 3), seeds(40, 0), "png");
  write_samples(place / "b", pictures(40, 4), seeds(40, 0), "png");
  REQUIRE(place("metrics fd a b --classifier one").status == 0);
  for (const char* more : {"a/000040.jpg", "a/more/x.JPEG", "a/cat.png", "a/000041.PNG",
                           "a/1000000000000000041.png"}) {  // of 19 digits: no seed has so many
    INFO(more);
    place.put(more, "whatever");
    const Call bad = place("metrics fd a b --classifier one");
    CHECK(bad.status == 2);
    CHECK_THAT(bad.err, ODELIA_CONTAINS(fs::path(more).filename().string()));
    fs::remove(place / more);
  }
  fs::create_directory_symlink(place / "b", place / "a/linked");
  place.refuses("metrics fd a b --classifier one",
                "links to folders of such (1 of them, such as 'linked')");
  fs::remove(place / "a/linked");
  fs::create_directory_symlink(place / "nowhere", place / "a/linked");  // holds no image
  place.runs("metrics fd a b --classifier one");
  write_npz(place / "both.npz", {{"arr_0", pictures(3, 1)}, {"mu", at::zeros({2})}});
  const Call both = place("metrics fd both.npz b --classifier one");
  CHECK(both.status == 2);
  CHECK_THAT(both.err, ODELIA_CONTAINS("keep one of them"));
}

TEST_CASE("metrics of what is not there are refused as such", "[cli]") {
  const Place place;
  write_classifier(place / "one", 1);
  write_samples(place / "b", pictures(40, 4), seeds(40, 0), "npz");
  for (const char* how : {"nosuch b", "nosuch b --classifier one", "b nosuch --classifier one"})
    place.refuses(fmt::format("metrics fd {}", how),
                  "metrics fd: 'nosuch': no such file or folder");
}

TEST_CASE("metrics ref is refused at the start where it cannot end well", "[cli]") {
  const Place place;
  write_classifier(place / "one", 1);
  place.put("file", "");
  const std::tuple<const char*, const char*> cases[] = {
      {"--data fashion-mnist --out x.json", "ends in .npz"},
      {"--data fashion-mnist --out one/config.npz", "config.json"},
      {"--data fashion-mnist --out file/x.npz", "file"},
      {"--out x.npz", "--data"},
      {"--data fashion-mnist --held-out train --out x.npz", "--held-out"},
      {"--data no-such-set --out x.npz", "no-such-set"}};
  for (const auto& [how, what] : cases) {
    INFO(how);
    const Call bad = place(fmt::format("metrics ref --classifier one {}", how));
    CHECK(bad.status == 2);
    CHECK_THAT(bad.err, ODELIA_CONTAINS(what));
    CHECK(!fs::exists(place / "x.npz"));
  }
}

TEST_CASE("training refuses at the start, goes on by its contents, and one at a time", "[cli]") {
  if (data().empty()) {
    WARN("no data here (ODELIA_DATA): training from the command line is not tested");
    return;
  }
  ::setenv("ODELIA_DATA", data().c_str(), 1);
  const Place place;
  place.put("tiny.toml", kTiny);
  place.put("network/model.safetensors", "weights");
  place.put("file", "");
  const std::tuple<const char*, const char*> cases[] = {
      {"--set optimizer.lr=-1 --out a", "optimizer.lr must be above 0"},
      {"--set budget.minutes=1 --out a", "one of both"},
      {"--set training.schedule=step --out a", "unknown schedule"},
      {"--set dataset=imagenet --out a", "unknown data set"},
      {"--set network.size=32 --out a", "network.size is 32"},
      {"--set network.attention=[5] --out a", "network.attention has 5"},
      {"--data-folder /no/such/folder --out a", "/no/such/folder"},
      {"--data /no/such/folder --out a", "--data-folder"},
      {"--out file", "is a file"},
      {"--out network", "holds a network"}};
  for (const auto& [how, what] : cases) {
    INFO(how);
    const Call bad = place(fmt::format("train tiny.toml {}", how));
    CHECK(bad.status == 2);
    CHECK_THAT(bad.err, ODELIA_CONTAINS(what));
    CHECK(!fs::exists(place / "a/state.safetensors"));
  }
  {  // the old spelling, and a folder of the state alone, as older programs left it
    const Call first = place(fmt::format("train tiny.toml --data {} --out a", data()));
    INFO(first.err);
    REQUIRE(first.status == 0);
    fs::remove(place / "a/run.json");
    CHECK(place("train tiny.toml --out a --set budget.steps=4").status == 0);
    CHECK(place("train tiny.toml --out a --set budget.steps=5 --set optimizer.lr=0.01").status ==
          0);
    const auto facts = nlohmann::json::parse(place.text("a/config.json")).at("training");
    CHECK(facts.at("steps") == 5);
    CHECK(facts.at("settings").size() == 3);
  }
  const Call other = place("train tiny.toml --out a --set training.batch=8");
  CHECK(other.status == 2);
  CHECK_THAT(other.err, ODELIA_CONTAINS("training.batch is 8, was 4"));
  auto run = nlohmann::ordered_json::parse(place.text("a/run.json"));
  const auto ours = run;
  run["data"] = "other images";
  place.put("a/run.json", run.dump());
  const Call images = place("train tiny.toml --out a");
  CHECK(images.status == 2);
  CHECK_THAT(images.err, ODELIA_CONTAINS("data is"));
  place.put("a/run.json", ours.dump());
  Claims claim(place / "a/run.lock");
  REQUIRE(claim.try_claim(0));
  const Call second = place("train tiny.toml --out a");
  CHECK(second.status == 1);
  CHECK_THAT(second.err, ODELIA_CONTAINS("another process"));
}

TEST_CASE("the folder of data sets has one name in all verbs", "[cli]") {
  const Place place;
  fs::create_directories(place / "data");
  for (const char* spelling : {"--data-folder", "--data"}) {
    const Call check = place(fmt::format("data check mnist {} data", spelling));
    CHECK(check.status == 1);
    CHECK_THAT(check.err, ODELIA_CONTAINS("4 missing in data"));
  }
  for (const char* verb : {"train --help", "metrics ref --help", "data check --help",
                           "data fetch --help", "bench likelihood --help"}) {
    INFO(verb);
    CHECK_THAT(place(verb).out, ODELIA_CONTAINS("--data-folder"));
  }
}
