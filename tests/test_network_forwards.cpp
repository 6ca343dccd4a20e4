// What Odelia's own networks compute, held to their definitions written in LibTorch's operations in
// float64, and to what the shipped weights are known to do.
#include "tests/catch.h"

#include <cmath>

#include <ATen/ATen.h>

#include "experiments/train/tasks/score.h"
#include "models/networks/autoencoder/autoencoder.h"
#include "models/networks/classifier/classifier.h"
#include "models/networks/score/unet/unet.h"
#include "tests/derivatives.h"
#include "tests/real_data.h"
#include "tests/shaken.h"

using namespace odelia;

namespace {

ParameterSet in_double(ParameterSet parameters) {
  for (auto& [name, value] : parameters) value = value.to(at::kDouble);
  return parameters;
}

/// Roundings of float64, some hundred operations deep.
constexpr double kDouble = 1e-12;
/// Roundings of float32, 6e-8, some dozen in a row.
constexpr double kFloat = 1e-5;

/// Layers by their names, as LibTorch has them.
struct Layers {
  ParameterSet p;
  int64_t group_size;

  Tensor conv(const std::string& name, const Tensor& x, int64_t stride = 1) const {
    const Tensor& weight = p.at(name + ".weight");
    return at::conv2d(x, weight, p.at(name + ".bias"), stride, weight.size(2) / 2);
  }
  Tensor linear(const std::string& name, const Tensor& x) const {
    return at::matmul(x, p.at(name + ".weight").t()) + p.at(name + ".bias");
  }
  Tensor normal(const Tensor& x) const {
    return at::group_norm(x, std::max<int64_t>(1, x.size(1) / group_size), {}, {}, 1e-5, false);
  }
  Tensor norm(const std::string& name, const Tensor& x) const {
    const auto by_channel = [&](const char* part) { return p.at(name + part).view({1, -1, 1, 1}); };
    return normal(x) * by_channel(".weight") + by_channel(".bias");
  }
  /// Pixel i of n is pixel floor(i m / n) of m.
  static Tensor enlarged(const Tensor& x, int64_t n) {
    const Tensor from = at::arange(n).mul(x.size(2)).div(n, "floor");
    return x.index_select(2, from).index_select(3, from);
  }
};

Tensor softmax_attention(const Tensor& qkv, int64_t heads) {
  const int64_t rows = qkv.size(0), d = qkv.size(1) / 3 / heads, high = qkv.size(2),
                wide = qkv.size(3);
  const Tensor parts = qkv.reshape({rows, 3, heads, d, high * wide});
  const Tensor q = parts.select(1, 0), k = parts.select(1, 1), v = parts.select(1, 2);
  const Tensor p = at::softmax(at::matmul(q.transpose(2, 3), k) / std::sqrt(double(d)), -1);
  return at::matmul(v, p.transpose(2, 3)).reshape({rows, heads * d, high, wide});
}

/// A U-Net's answer in float64.
class PlainUNet {
 public:
  PlainUNet(const UNetConfig& config, const ParameterSet& parameters)
      : c_(config), net_{in_double(parameters), config.group_size} {}

  Tensor operator()(const Tensor& x, const Tensor& lambda, const Tensor& labels) const {
    const Tensor e = embedding(lambda, labels);
    Tensor h = net_.conv("stem", at::pixel_unshuffle(seen(x, lambda), c_.patch));
    std::vector<Tensor> left;
    const int64_t bottom = static_cast<int64_t>(c_.levels()) - 1;
    for (int64_t l = 0; l <= bottom; ++l) {
      if (l > 0) h = net_.conv("down" + std::to_string(l), h, 2);
      for (int64_t i = 0; i < c_.blocks[l]; ++i)
        left.push_back(h = block("encoder" + std::to_string(l) + "." + std::to_string(i), h, e));
      // Behind the level's last block; what the decoder is left is what that gave.
      for (int64_t height : c_.attention)
        if (height == h.size(2)) h = attention("attention" + std::to_string(l), h);
    }
    for (int64_t i = 0; i < c_.middle_blocks; ++i) h = block("middle." + std::to_string(i), h, e);
    left.resize(left.size() - c_.blocks[bottom]);  // the lowest level has no decoder
    for (int64_t l = bottom - 1; l >= 0; --l)
      for (int64_t i = 0; i < c_.blocks[l]; ++i) {
        const Tensor skip = left.back();
        left.pop_back();
        if (i == 0) h = Layers::enlarged(net_.conv("up" + std::to_string(l), h), skip.size(2));
        h = c_.skip == "add" ? h + skip : at::cat({h, skip}, 1);
        h = block("decoder" + std::to_string(l) + "." + std::to_string(i), h, e);
      }
    return at::pixel_shuffle(net_.conv("head", at::silu(net_.norm("head_norm", h))), c_.patch);
  }

 private:
  Tensor seen(const Tensor& x, const Tensor& lambda) const {
    const Tensor s = at::exp(-lambda).view({-1, 1, 1, 1}),
                 k = 1 / at::sqrt(s * s + c_.sigma_data * c_.sigma_data);
    std::vector<Tensor> all = {x};
    for (const auto& feature : c_.features) {
      const Tensor around = at::avg_pool2d(at::replication_pad2d(x, {1, 1, 1, 1}), {3, 3}, {1, 1});
      const Tensor residual = feature == "high_pass" ? x - around : x + k;
      all.push_back(4 * at::tanh(residual / (4 * k * s)));
    }
    return at::cat(all, 1);
  }
  /// Of sines and cosines of lambda times 0.2 .. 16, 32 of them.
  Tensor embedding(const Tensor& lambda, const Tensor& labels) const {
    std::vector<Tensor> sines, cosines;
    for (int i = 0; i < 32; ++i) {
      const Tensor angle = lambda * (0.2 * std::pow(80.0, i / 31.0));
      sines.push_back(at::sin(angle)), cosines.push_back(at::cos(angle));
    }
    sines.insert(sines.end(), cosines.begin(), cosines.end());
    Tensor e = net_.linear("time2", at::silu(net_.linear("time1", at::stack(sines, 1))));
    if (c_.classes > 0) e = e + net_.p.at("class.weight").index_select(0, labels);
    return at::silu(e);
  }
  Tensor block(const std::string& name, const Tensor& x, const Tensor& e) const {
    Tensor h = net_.conv(name + ".conv1", at::silu(net_.norm(name + ".norm1", x)));
    const Tensor film = net_.linear(name + ".film", e).view({x.size(0), -1, 1, 1});
    const int64_t width = h.size(1);
    h = net_.normal(h) * (1 + film.narrow(1, 0, width)) + film.narrow(1, width, width);
    return net_.conv(name + ".conv2", at::silu(h)) +
           (x.size(1) == width ? x : net_.conv(name + ".shortcut", x));
  }
  Tensor attention(const std::string& name, const Tensor& x) const {
    const Tensor qkv = net_.conv(name + ".qkv", net_.norm(name + ".norm", x));
    return x + net_.conv(name + ".out", softmax_attention(qkv, c_.heads));
  }

  UNetConfig c_;
  Layers net_;
};

UNetConfig small() {
  UNetConfig c;
  c.size = 8, c.base = 8, c.multipliers = {1, 2}, c.blocks = {1, 1}, c.group_size = 4,
  c.embedding = 16;
  return c;
}

/// Every option at least once, each where its place among the others can be told.
std::map<std::string, UNetConfig> unets() {
  std::map<std::string, UNetConfig> all;
  const auto add = [&](const char* name) -> UNetConfig& { return all[name] = small(); };
  auto* c = &add("joined skips of several blocks, attention on every level");
  c->multipliers = {1, 2, 2}, c->blocks = {2, 2, 1}, c->attention = {8, 4, 2}, c->heads = 2;
  c = &add("skips added, odd sizes, attention in between");
  c->skip = "add", c->size = 11, c->multipliers = {1, 1, 1}, c->blocks = {2, 1, 1},
  c->attention = {6}, c->middle_blocks = 2;
  c = &add("features of the input, colours");
  c->features = {"high_pass", "background"}, c->channels = 3, c->sigma_data = 0.5;
  c = &add("classes, patches, no middle");
  c->classes = 3, c->patch = 2, c->size = 12, c->middle_blocks = 0;
  return all;
}

}  // namespace

TEST_CASE("a U-Net is its definition in convolutions, norms and softmax", "[unet][forward]") {
  const at::NoGradGuard no_grad;
  for (const auto& [name, c] : unets()) {
    INFO(name);
    const auto p = shaken(make_unet(c, 1));
    at::manual_seed(7);
    const Tensor x = at::randn({3, c.channels, c.size, c.size}, at::kDouble),
                 lambda = at::linspace(-2, 3, 3, at::kDouble);
    const Tensor labels = c.classes ? at::tensor({0, 3, 2}, at::kLong) : Tensor();
    const Tensor exact = PlainUNet(c, p)(x, lambda, labels);
    CHECK(off(unet_forward(c, in_double(p), x, lambda, labels), exact) < kDouble);
    const Tensor x1 = x.to(at::kFloat), lambda1 = lambda.to(at::kFloat);
    const auto run = [&](const PreparedUNet& prepared) {
      return off(unet_forward(c, prepared, x1, lambda1, labels), exact);
    };
    CHECK(run(prepare_unet(p, at::kFloat, at::kCPU)) < kFloat);
    CHECK(run(prepare_unet_at_once(p, at::kFloat, at::kCPU)) < kFloat);
  }
}

TEST_CASE("a network of points is its definition", "[mlp][forward]") {
  const at::NoGradGuard no_grad;
  const auto network = read_network({{{"type", "mlp"},
                                      {"dimension", 2},
                                      {"width", 16},
                                      {"depth", 3},
                                      {"frequencies", 5},
                                      {"classes", 3}},
                                     "here"});
  const auto p = in_double(shaken(network->make(1)));
  at::manual_seed(7);
  const Tensor x = at::randn({4, 2}, at::kDouble), lambda = at::linspace(-4, 4, 4, at::kDouble),
               labels = at::tensor({3, 0, 1, 2}, at::kLong);
  const Layers net{p, 1};
  std::vector<Tensor> seen = {x};
  for (int k = 0; k < 5; ++k) {
    const Tensor angle = (lambda * std::pow(2.0, k / 2.0) / 8).unsqueeze(1);
    seen.push_back(at::sin(angle)), seen.push_back(at::cos(angle));
  }
  Tensor h = at::silu(net.linear("in", at::cat(seen, 1)) + p.at("class.weight").index({labels}));
  for (const char* layer : {"hidden1", "hidden2"}) h = at::silu(net.linear(layer, h));
  CHECK(off(network->forward(p, x, lambda, labels, nullptr), net.linear("out", h)) < kDouble);
}

namespace {

/// A coder's two passes in float64.
struct PlainCoder {
  CoderConfig c;
  Layers net;

  Tensor block(const std::string& name, const Tensor& x) const {
    const Tensor h = net.conv(name + ".conv1", at::silu(net.norm(name + ".norm1", x)));
    return x + net.conv(name + ".conv2", at::silu(net.norm(name + ".norm2", h)));
  }
  Tensor blocks(const char* part, size_t level, Tensor h) const {
    for (int64_t i = 0; i < c.blocks; ++i)
      h = block(part + std::to_string(level) + "." + std::to_string(i), h);
    return h;
  }
  Tensor encode(const Tensor& pixels) const {
    Tensor h = net.conv("stem", at::pixel_unshuffle(pixels, c.patch));
    for (size_t l = 0; l < c.widths.size(); ++l)
      h = blocks("encoder", l, l ? net.conv("down" + std::to_string(l), h, 2) : h);
    h = at::silu(net.norm("encoder_norm", h));
    return c.vector ? net.linear("encoder_out", h.flatten(1)) : net.conv("encoder_out", h);
  }
  /// sizes: of the levels, from the image's down.
  Tensor decode(const Tensor& latent, const std::vector<int64_t>& sizes) const {
    Tensor h = c.vector ? net.linear("decoder_in", latent)
                              .view({-1, c.widths.back(), sizes.back(), sizes.back()})
                        : net.conv("decoder_in", latent);
    for (size_t l = sizes.size(); l-- > 0;) {
      h = blocks("decoder", l, h);
      if (l) h = Layers::enlarged(net.conv("up" + std::to_string(l), h), sizes[l - 1]);
    }
    return at::pixel_shuffle(net.conv("head", at::silu(net.norm("head_norm", h))), c.patch);
  }
};

}  // namespace

TEST_CASE("a coder is its definition, there and back", "[autoencoder][forward]") {
  const at::NoGradGuard no_grad;
  for (const bool vector : {false, true})
    for (const int64_t patch : {1, 2}) {
      INFO((vector ? "vectors" : "images") << ", patches of " << patch);
      CoderConfig c;
      c.channels = 2, c.size = 10 / (patch == 1 ? 2 : 1), c.patch = patch, c.widths = {4, 8, 8};
      c.group_size = 4, c.blocks = 2, c.latent = 3, c.vector = vector;
      const std::vector<int64_t> sizes = {5, 3, 2};
      const auto p = shaken(make_autoencoder(c, 3));
      const PlainCoder plain{c, {in_double(p), c.group_size}};
      at::manual_seed(7);
      const Tensor x = at::randn({2, 2, c.size, c.size}, at::kDouble);
      const Tensor z =
          at::randn(vector ? at::IntArrayRef{2, 3} : at::IntArrayRef{2, 3, 2, 2}, at::kDouble);
      const Tensor encoded = plain.encode(x), decoded = plain.decode(z, sizes);
      CHECK(off(encode(c, in_double(p), {}, x), encoded) < kDouble);
      CHECK(off(decode(c, in_double(p), {}, z), decoded) < kDouble);
      const auto prepared = prepare_coder(p);
      CHECK(off(encode_rows(c, prepared, x.to(at::kFloat)), encoded) < kFloat);
      CHECK(off(decode_rows(c, prepared, z.to(at::kFloat)), decoded) < kFloat);
    }
}

TEST_CASE("the classifier is its definition, in training and folded", "[classifier][forward]") {
  const at::NoGradGuard no_grad;
  ClassifierCheckpoint c;
  c.network.channels = 2, c.network.size = 9, c.network.classes = 3, c.network.widths = {8, 12};
  c.network.mean = {0.4, 0.6}, c.network.std = {0.2, 0.3};
  at::manual_seed(6);
  const Tensor images = at::randint(256, {6, 2, 9, 9}, at::kLong).to(at::kByte);
  c.parameters = shaken(make_classifier(c.network, images, 1));
  const Layers net{in_double(c.parameters), 1};
  const Tensor mean = at::tensor({0.4, 0.6}, at::kDouble).view({1, 2, 1, 1}),
               std = at::tensor({0.2, 0.3}, at::kDouble).view({1, 2, 1, 1}),
               x = (images.to(at::kDouble) / 255 - mean) / std;

  // Statistics of the batch, and what becomes of the running ones; or those as they were.
  ParameterSet moved;
  const auto features = [&](bool training) {
    const auto norm = [&](const std::string& name, const Tensor& h) {
      const auto part = [&](const char* of) { return net.p.at(name + of).view({1, -1, 1, 1}); };
      if (!training)
        return (h - part(".running_mean")) / at::sqrt(part(".running_var") + 1e-5) + part(".bias");
      const Tensor rows = h.transpose(0, 1).flatten(1), middle = rows.mean(1),
                   spread = rows.var(1, /*unbiased=*/false);
      moved[name + ".running_mean"] = 0.9 * net.p.at(name + ".running_mean") + 0.1 * middle;
      moved[name + ".running_var"] = 0.9 * net.p.at(name + ".running_var") + 0.1 * rows.var(1);
      return (h - middle.view({1, -1, 1, 1})) / at::sqrt(spread.view({1, -1, 1, 1}) + 1e-5) +
             part(".bias");
    };
    const auto conv = [&](const std::string& name, const Tensor& h) {
      return at::conv2d(h, net.p.at(name + ".weight"), {}, 1, 1);
    };
    Tensor h = at::silu(at::conv2d(x, net.p.at("whiten.weight"), net.p.at("whiten.bias")));
    for (const std::string group : {"group0.", "group1."}) {
      h = at::silu(norm(group + "norm1", at::max_pool2d(conv(group + "conv1", h), {2, 2})));
      h = at::silu(norm(group + "norm2", conv(group + "conv2", h)));
    }
    return h.amax({2, 3});
  };
  const Tensor exact = features(false);
  CHECK(off(classifier_features(c.network, net.p, x, false), exact) < kDouble);
  const Classifier run(c);
  CHECK(off(run.features(images), exact) < kFloat);
  CHECK(off(run.logits(images), net.linear("head", exact)) < kFloat);

  ParameterSet trained = in_double(c.parameters);
  for (auto& [name, value] : trained) value = value.clone();
  CHECK(off(classifier_features(c.network, trained, x, true), features(true)) < kDouble);
  CHECK(moved.size() == 8);
  for (const auto& [name, value] : moved) CHECK(off(trained.at(name), value) < kDouble);
}

TEST_CASE("shipped networks predict noise as well as they are said to", "[unet][forward][data]") {
  const at::NoGradGuard no_grad;
  const auto test = real_split("fashion-mnist", "test");
  if (!test) return;
  for (const char* name : {"fashion-mnist", "fashion-mnist-conditional"}) {
    INFO(name);
    const auto c = load_score_checkpoint(checkpoint_folder(name, "score"));
    const double said = c.training.at("noise_mse").get<double>();
    // Each of 1,000 levels once, for one of the 10,000 images it was measured on: lots of so many
    // differ by 3 % in the standard deviation, and these may by four of them.
    const double mse = noise_prediction_mse(c, c.network->cast(c.parameters, at::kFloat),
                                            test->images.narrow(0, 0, 1000), /*rounds=*/1);
    CHECK(mse == Approx(said).epsilon(0.12));
  }
}

TEST_CASE("shipped classifiers are right as often as they are said to be",
          "[classifier][forward][data]") {
  for (const auto& [name, data, split] :
       {std::tuple{"fashion-mnist-classifier", "fashion-mnist", "test"},
        {"cifar10-classifier", "cifar10", "test_first1000"}}) {
    INFO(name);
    const auto test = real_split(data, split);
    if (!test) continue;
    const auto classifier = load_classifier(name);
    const auto& said = classifier->checkpoint().training;
    const int64_t n = 1000;
    const double p = said.at("accuracy").get<double>(),
                 right = (classifier->logits(test->images.narrow(0, 0, n)).argmax(1) ==
                          test->labels.narrow(0, 0, n))
                             .to(at::kDouble)
                             .mean()
                             .item<double>();
    // The same images, but for an answer or two that rounding decides; or a tenth of them, by four
    // standard errors of a share.
    const bool same = said.at("accuracy_images").get<int64_t>() == n;
    CHECK(right == Approx(p).margin(same ? 0.003 : 4 * std::sqrt(p * (1 - p) / n)));
  }
}
