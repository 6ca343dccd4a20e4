// Data sets of points: their moments and shapes, and a small network that learns one.
#include "tests/catch.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "experiments/train/point_picture.h"
#include "experiments/train/tasks/score.h"
#include "models/data/datasets.h"
#include "models/networks/score/network_model.h"
#include "tests/program.h"
#include "tests/temporary_folder.h"
#include "tests/threads.h"

using namespace odelia;

namespace {

std::vector<std::string> point_sets() {
  std::vector<std::string> names;
  for (const auto& [name, set] : data_sets())
    if (set.points()) names.push_back(name);
  return names;
}

/// 2 E|X - Y| - E|X - X'| - E|Y - Y'|, each mean over all distinct pairs: 0 in the mean for equal
/// distributions.  Source: Szekely & Rizzo 2013, doi:10.1016/j.jspi.2013.03.018.
double energy_distance(const Tensor& x, const Tensor& y) {
  const auto within = [](const Tensor& a) {
    const double n = a.size(0);
    return at::cdist(a, a).sum().item<double>() / (n * (n - 1));
  };
  return 2 * at::cdist(x, y).mean().item<double>() - within(x) - within(y);
}

/// The network of points with a mistake: it answers with one column, or forgets a field.
class Mistaken final : public ScoreNetwork {
 public:
  Mistaken(std::shared_ptr<const ScoreNetwork> right, std::string mistake)
      : right_(std::move(right)), mistake_(std::move(mistake)) {}
  std::vector<int64_t> sample_shape() const override { return right_->sample_shape(); }
  nlohmann::json to_json() const override {
    auto out = right_->to_json();
    out["type"] = "mistaken", out["mistake"] = mistake_;
    if (mistake_ == "forgets") out.erase("frequencies");
    if (mistake_ == "alters") out["frequencies"] = 3;
    return out;
  }
  ParameterSet make(uint64_t seed) const override { return right_->make(seed); }
  ParameterSet shapes() const override { return right_->shapes(); }
  ParameterSet cast(const ParameterSet& parameters, at::ScalarType precision) const override {
    return right_->cast(parameters, precision);
  }
  Tensor forward(const ParameterSet& cast, const Tensor& x, const Tensor& lambda,
                 const Tensor& labels, at::Generator* dropout) const override {
    return right_->forward(cast, x, lambda, labels, dropout).narrow(1, 0, 1);
  }
  std::unique_ptr<PreparedNetwork> prepare(const ParameterSet& parameters, at::ScalarType precision,
                                           at::Device device, bool differentiable) const override {
    return std::make_unique<Prepared>(
        right_->prepare(parameters, precision, device, differentiable));
  }

 private:
  struct Prepared final : PreparedNetwork {
    explicit Prepared(std::unique_ptr<PreparedNetwork> of) : right(std::move(of)) {}
    Tensor forward(const Tensor& x, const Tensor& lambda, const Tensor& labels) const override {
      return right->forward(x, lambda, labels).narrow(1, 0, 1);
    }
    std::unique_ptr<PreparedNetwork> right;
  };
  std::shared_ptr<const ScoreNetwork> right_;
  std::string mistake_;
};

const RegisterNetwork mistaken{
    {.type = "mistaken",
     .read = [](Fields& fields) -> std::shared_ptr<const ScoreNetwork> {
       std::string mistake = "none";
       int64_t frequencies = 2;
       fields.optional("mistake", mistake).optional("frequencies", frequencies).finish();
       const nlohmann::json right = {{"type", "mlp"}, {"width", 8}, {"frequencies", frequencies}};
       return std::make_shared<const Mistaken>(read_network({right, "here"}), mistake);
     },
     .of_data = [](const nlohmann::json&, const std::vector<int64_t>&) -> nlohmann::json {
       return nlohmann::json::object();
     }}};

}  // namespace

TEST_CASE("a network whose description or answer is another one's is refused by its type",
          "[data][points][errors]") {
  const auto of = [](const std::string& mistake) {
    const nlohmann::json asked = {{"type", "mistaken"}, {"mistake", mistake}, {"frequencies", 4}};
    return read_network({asked, "here"});
  };
  CHECK_THROWS_WITH(of("forgets"),
                    ODELIA_CONTAINS("network type 'mistaken': its to_json gives nothing for "
                                    "'frequencies', and the description has 4"));
  CHECK_THROWS_WITH(of("alters"), ODELIA_CONTAINS("gives 3 for 'frequencies'"));
  ScoreCheckpoint c;
  c.network = of("narrow"), c.dataset = "two", c.parameters = c.network->make(1);
  const std::string what = "network type 'mistaken': returned [16, 1] for [16, 2]";
  CHECK_THROWS_WITH(NetworkModel(c, {}).predict(at::zeros({3, 2}), 0.8, 0.6, Prediction::noise),
                    ODELIA_CONTAINS(what));
  const ImageSet set{at::zeros({16, 2}), at::zeros({16}, at::kLong), "two", "train"};
  const auto task = score_task(c, {}, 16, at::kFloat, set, set);
  CHECK_THROWS_WITH(task->loss(c.parameters, 1, 0), ODELIA_CONTAINS(what));
  CHECK_THROWS_WITH(task->evaluate(c.parameters, false),
                    ODELIA_CONTAINS("network type 'mistaken': returned ["));
}

TEST_CASE("points have zero mean, unit variance and a label of their set, whatever the folder",
          "[data][points]") {
  const std::vector<std::string> sets = point_sets();
  for (const char* name : {"checkerboard", "swiss-roll", "two-moons"})
    CHECK(std::count(sets.begin(), sets.end(), name) == 1);
  for (const std::string& name : sets) {
    const DataSet& set = find_data_set(name);
    for (const char* split : {"train", "test"}) {
      INFO(name << " " << split);
      const ImageSet points = load_images(name, split, "/no/such/folder");
      CHECK(points.images.scalar_type() == at::kFloat);
      REQUIRE(points.images.dim() == 2);
      const int64_t count = points.images.size(0), dimension = points.images.size(1);
      REQUIRE(count >= 1000);  // or nothing below says anything
      CHECK(points.labels.sizes() == at::IntArrayRef({count}));
      CHECK(points.images.sizes().slice(1) ==
            at::IntArrayRef(outline(set).images.sizes()).slice(1));
      CHECK(points.images.scalar_type() == outline(set).images.scalar_type());
      const Tensor x = points.images.to(at::kDouble);
      // The kurtosis is below 3, so that both standard errors are below sqrt(2/N); 4.5 of them.
      const double tolerance = 4.5 * std::sqrt(2.0 / static_cast<double>(count));
      for (int64_t i = 0; i < dimension; ++i) {
        CHECK(x.select(1, i).mean().item<double>() == Approx(0).margin(tolerance));
        CHECK(x.select(1, i).var().item<double>() == Approx(1).margin(tolerance));
      }
      const Tensor each = at::bincount(points.labels);
      REQUIRE(each.numel() == set.classes);
      // Every class has the same share: 4.5 standard errors of the rarest.
      const double share = static_cast<double>(count) / static_cast<double>(set.classes);
      for (int64_t c = 0; c < set.classes; ++c)
        CHECK(each[c].item<double>() == Approx(share).margin(4.5 * std::sqrt(share) + 1e-9));
    }
    CHECK(load_images(name, "test").images.equal(load_images(name, "test").images));
    const Tensor test = load_images(name, "test").images;
    CHECK(!test.equal(load_images(name, "train").images.slice(0, 0, test.size(0))));
    CHECK_THROWS_WITH(load_images(name, "test_first1000"), ODELIA_CONTAINS("train, test"));
  }
}

TEST_CASE("points lie where their formulas say", "[data][points]") {
  const auto column = [](const Tensor& x, int64_t i, double mean, double variance) {
    return x.select(1, i).to(at::kDouble) * std::sqrt(variance) + mean;
  };
  const ImageSet board = load_images("checkerboard", "test");
  const Tensor x = column(board.images, 0, 0, 4.0 / 3), y = column(board.images, 1, 0, 4.0 / 3);
  // Dark squares alone; float32 may move a point over an edge by 1e-6 of its place.
  const Tensor dark = (x.floor() + y.floor()).remainder(2) == 0;
  CHECK(dark.to(at::kDouble).mean().item<double>() >= 1 - 2e-4);
  CHECK(x.abs().max().item<double>() <= 2.00001);
  CHECK(y.abs().max().item<double>() <= 2.00001);

  // Distance from its own circle, of radius 1 around (0, 0) or (1, 1/2): noise of 0.1, as good as
  // alone.  The standard error of a root mean square of 10,000 is 0.7 %.
  const ImageSet moons = load_images("two-moons", "test");
  const Tensor lower = moons.labels.to(at::kDouble);
  const Tensor u = column(moons.images, 0, 0.5, 0.76) - lower,
               v = column(moons.images, 1, 0.25, 9.0 / 16 - 1 / M_PI + 0.01) - 0.5 * lower;
  const Tensor off = (u.square() + v.square()).sqrt() - 1;
  CHECK(off.square().mean().sqrt().item<double>() == Approx(0.1).epsilon(0.03));
  CHECK((v * (1 - 2 * lower)).min().item<double>() > -0.5);  // upper arc up, lower arc down

  // The radius is the angle, up to noise of 0.5 along the radius, and across it of 0.5/radius.
  const ImageSet roll = load_images("swiss-roll", "test");
  const double half = 39.0 / 8 * M_PI * M_PI + 0.25, mean = 2 / (3 * M_PI);
  const Tensor a = column(roll.images, 0, 2, half - 4.25),
               b = column(roll.images, 1, mean, half + 0.25 - mean * mean);
  const Tensor radius = (a.square() + b.square()).sqrt();
  const Tensor turns = (radius - at::atan2(b, a) + M_PI).remainder(2 * M_PI) - M_PI;
  CHECK(turns.square().mean().sqrt().item<double>() == Approx(0.504).epsilon(0.03));
  CHECK(radius.min().item<double>() > 1.5 * M_PI - 2.5);  // five times the noise
  CHECK(radius.max().item<double>() < 4.5 * M_PI + 2.5);
}

TEST_CASE("a small network learns two moons, and its samples lie near them", "[training][points]") {
  const Threads one(1);
  const TemporaryFolder folder("points");
  ScoreCheckpoint description;
  description.network = network_for_data({{"type", "mlp"}}, {2}, "test");
  description.dataset = "two-moons";
  const ImageSet test = load_images("two-moons", "test");
  LoopConfig config;
  config.steps = 2000, config.batch = 256, config.optimizer.lr = 3e-3, config.ema = 0.99;
  auto task = score_task(description, {}, config.batch, at::kFloat,
                         load_images("two-moons", "train"), test);
  const double before = task->evaluate(task->initial(0), false).at("noise_mse").get<double>();
  const auto trained = run_training(*task, config, folder.path(), [](const std::string&) {});
  const double after = task->evaluate(trained, false).at("noise_mse").get<double>();
  const Tensor samples = preview(load_score_checkpoint(folder.path()), 1000);
  const Tensor some = test.images.slice(0, 0, 4000);
  at::manual_seed(3);
  const double of_samples = energy_distance(samples, some),
               of_normals = energy_distance(at::randn({1000, 2}), some);
  INFO("noise MSE " << before << " to " << after << "; energy distance of samples " << of_samples
                    << ", of normals " << of_normals);
  // Nothing is known at first: the variance of the noise, of 2000 points, is 1 to 1/sqrt(2000).
  CHECK(before == Approx(1).margin(0.1));
  CHECK(after < 0.4);  // the shipped config ends at 0.24
  // Normals have the data's moments, and nothing else of them.
  CHECK(of_samples < of_normals / 3);
  CHECK(std::filesystem::exists(folder / "samples.png"));
}

TEST_CASE("verbs know points, or refuse them in a sentence", "[cli][points]") {
  const TemporaryFolder folder("points");
  const std::string place = folder.path().string();
  const auto call = [&](const std::string& arguments) { return run_program(arguments); };
  CHECK_THAT(call("data check two-moons").out, ODELIA_CONTAINS("made"));
  CHECK(call("data check swiss-roll --json").status == 0);
  CHECK_THAT(call("data fetch checkerboard").out, ODELIA_CONTAINS("nothing to fetch"));
  CHECK_THAT(call("data list").out, ODELIA_CONTAINS("noise 0.1 (made by formula)"));
  const auto refuses = [&](const std::string& arguments, const std::string& words) {
    const auto refused = call(arguments);
    INFO(arguments << ": " << refused.err);
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, ODELIA_CONTAINS(words));
  };
  refuses("metrics ref --classifier cifar10-classifier --data two-moons --out " + place + "/r.npz",
          "holds points");
  const std::string file = place + "/config.toml",
                    train = "train " + file + " --out " + place + "/n";
  const auto write = [&](const std::string& task, const std::string& rest) {
    std::ofstream(file) << "task = '" << task << "'\ndataset = 'two-moons'\nprecision = 'float32'\n"
                        << "[budget]\nsteps = 3\n"
                        << rest;
  };
  write("classifier", "");
  refuses(train, "takes images, and data set 'two-moons' holds points");
  write("dequantizer", "[objective]\nmodel = 'fashion-mnist'\n");
  refuses(train, "takes images, and data set 'two-moons' holds points");
  write("score", "");
  refuses(train, "take 'mlp' for points");
  write("score", "[network]\ntype = 'mlp'\n");
  refuses(train + " --set objective.flip=true", "objective.flip mirrors images");
  refuses(train + " --set network.classes=3", "or the 2 of data set 'two-moons', got 3");
  refuses(train + " --set network.dimension=3", "network.dimension is 3, but the data have 2");
  refuses(train + " --set precision=bfloat16", "network type 'mlp' computes in float32");

  const auto trained = call(train);
  INFO(trained.err);
  REQUIRE(trained.status == 0);
  CHECK_THAT(trained.out, ODELIA_CONTAINS("50000 training and 10000 test points"));
  // A config that comes along, by its name, away from the tree.
  const auto by_name = run_program("train train-two-moons --set budget.steps=1 --out named", place);
  INFO(by_name.err);
  CHECK(by_name.status == 0);
  CHECK(std::filesystem::exists(place + "/named/config.json"));
  // Points go beyond [-1, 1], to which images are held.
  const auto likely = call("likelihood --model " + place +
                           "/n --data two-moons --images 0-3 --out " + place + "/l");
  INFO(likely.err);
  CHECK(likely.status == 0);
  refuses("likelihood --model " + place +
              "/n --data two-moons --dequant uniform --images 0-3 --out " + place + "/m",
          "nothing is quantised");
  refuses("likelihood --model cifar10 --data two-moons --images 0-3 --out " + place + "/m",
          "the model takes [3, 32, 32]");
  CHECK(call("sample --model " + place + "/n --steps 2 --seeds 0-3 --out " + place + "/s").status ==
        0);
  for (const std::string& verb :
       {std::string("bench network"), "sample --steps 2 --seeds 0-3 --out " + place + "/h",
        "likelihood --data two-moons --images 0-3 --out " + place + "/h"})
    refuses(verb + " --network-precision bfloat16 --model " + place + "/n",
            "type 'mlp' computes in float32 alone, got bfloat16");
  CHECK(!std::filesystem::exists(folder / "h"));
  refuses("sample --model " + place + "/n --format png --steps 2 --seeds 0-3 --out " + place + "/t",
          "no images and come as npz");
}

TEST_CASE("a picture of points is darkest where most are", "[points]") {
  const Tensor points = at::tensor({0.0f, 0.0f, 0.0f, 0.0f, 2.9f, 2.9f, 9.0f, 0.0f}).view({4, 2});
  const Tensor both = point_picture({points, points.slice(0, 0, 1)});
  CHECK(both.sizes() == at::IntArrayRef({256, 256 + 8 + 256}));
  CHECK(both[128][128].item<int>() == 0);
  CHECK(both[4][251].item<int>() == 0);  // up and to the right
  CHECK(both[128][264 + 128].item<int>() == 0);
  CHECK((both == 255).sum().item<int64_t>() == both.numel() - 3);
}
