// diffusers' AutoencoderKL beside what its own code answered: tests/reference/autoencoder_kl.py recorded
// it with weights made by the rule of tests/recorded.h.
#include <filesystem>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>

#include "models/data/images/images.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/checkpoints/safetensors.h"
#include "models/networks/foreign/folder_model.h"
#include "models/networks/unets/autoencoder_kl.h"
#include "tests/catch.h"
#include "tests/program_folder.h"
#include "tests/recorded.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

const Recorded& record() {
  static const Recorded all("autoencoder_kl");
  return all;
}

AutoencoderKl coder_of(const nlohmann::json& one, at::ScalarType type) {
  const auto weights = [&](const ParameterSet& all) { return UNetWeights(all, "", type); };
  return read_case(record(), one, weights, read_autoencoder_kl);
}

/// The recorded questions: of a factor by which pixels outnumber latents along a side.
Tensor latents(at::ScalarType type) { return (1.7 * by_rule("z", {16, 4, 4, 4})).to(type); }
Tensor pixels(int64_t factor, at::ScalarType type) {
  return by_rule("x", {16, 3, 4 * factor, 4 * factor}).to(type);
}

/// model.safetensors and config.json of a pipeline's `vae`.
void put_autoencoder(const ProgramFolder& place, const std::string& name,
                     const nlohmann::json& one) {
  std::map<std::string, Tensor> weights;
  for (const auto& [key, value] : record().tensors(one)) weights[key] = value.to(at::kFloat);
  fs::create_directories(place / name);
  write_safetensors(place / (name + "/weights.safetensors"), weights);
  place.put(name + "/config.json", one.at("facts").dump());
}

/// A DiT of samples [4, 4, 4] and ten classes, whose weights are small numbers.
void put_transformer(const ProgramFolder& place, const std::string& file) {
  std::map<std::string, Tensor> weights;
  const auto add = [&](const std::string& name, const std::vector<int64_t>& shape) {
    weights[name] = weight_by_rule(name, shape).to(at::kFloat);
  };
  const auto layer = [&](const std::string& name, int64_t out, int64_t in) {
    add(name + ".weight", {out, in}), add(name + ".bias", {out});
  };
  add("pos_embed", {1, 4, 32});
  add("x_embedder.proj.weight", {32, 4, 2, 2}), add("x_embedder.proj.bias", {32});
  layer("t_embedder.mlp.0", 32, 256), layer("t_embedder.mlp.2", 32, 32);
  add("y_embedder.embedding_table.weight", {11, 32});
  layer("blocks.0.attn.qkv", 96, 32), layer("blocks.0.attn.proj", 32, 32);
  layer("blocks.0.mlp.fc1", 128, 32), layer("blocks.0.mlp.fc2", 32, 128);
  layer("blocks.0.adaLN_modulation.1", 192, 32);
  layer("final_layer.linear", 32, 32), layer("final_layer.adaLN_modulation.1", 64, 32);
  write_safetensors(place / file, weights);
}

}  // namespace

TEST_CASE("AutoencoderKL decodes and encodes as its own code does", "[autoencoder_kl]") {
  const at::NoGradGuard no_grad;
  REQUIRE(record().cases().size() == 2);
  for (const auto& one : record().cases()) {
    const std::string name = one.at("case");
    INFO(name);
    const auto exact = coder_of(one, at::kDouble);
    CHECK(exact.channels == 3);
    CHECK(exact.latent_channels == 4);
    CHECK(exact.factor == (name == "shifted" ? 2 : 4));
    // float64: rounding alone.
    CHECK(record().off(name + "/image/f64", decode(exact, latents(at::kDouble))) < 1e-12);
    CHECK(record().off(name + "/latents/f64", encode(exact, pixels(exact.factor, at::kDouble))) <
          1e-12);
    // float32: its own is up to 1e-6 from float64.
    for (const bool prepared : {false, true}) {
      INFO(prepared);
      auto single = coder_of(one, at::kFloat);
      if (prepared) prepare(single);
      CHECK(record().off(name + "/image/f64", decode(single, latents(at::kFloat))) < 1e-5);
      CHECK(record().off(name + "/latents/f64", encode(single, pixels(single.factor, at::kFloat))) <
            1e-5);
    }
  }
}

TEST_CASE("AutoencoderKL with a mean and a deviation of every channel, as EDM2's networks have it",
          "[autoencoder_kl]") {
  const at::NoGradGuard no_grad;
  auto one = record().cases().at(0);
  const auto plain = coder_of(one, at::kDouble);
  one["facts"].update({{"scaling_factor", 0.5},
                       {"latents_mean", {5.81, 3.25, 0.12, -2.15}},
                       {"latents_std", {4.17, 4.62, 3.71, 3.28}},
                       {"centered", false}});
  const auto coder = coder_of(one, at::kDouble);
  // Its own code's, step by step: x scale + bias, scale = 0.5/std, bias = -mean scale.
  const auto numbers = [](std::vector<double> all) {
    return at::tensor(all, at::kDouble).view({1, 4, 1, 1});
  };
  const Tensor mean = numbers({5.81, 3.25, 0.12, -2.15}),
               scale = 0.5 / numbers({4.17, 4.62, 3.71, 3.28}), bias = -mean * scale;
  const Tensor z = latents(at::kDouble).narrow(0, 0, 2), x = pixels(4, at::kDouble).narrow(0, 0, 2);
  const auto off = [](const Tensor& a, const Tensor& b) {
    return (a - b).abs().max().item<double>() / b.abs().max().item<double>();
  };
  // Rounding alone.
  CHECK(off(decode(coder, at::zeros({1, 4, 4, 4}, at::kDouble)),
            2 * forward(coder.decoder, mean.expand({1, 4, 4, 4})) - 1) < 1e-12);
  CHECK(off(decode(coder, z), 2 * forward(coder.decoder, (z - bias) / scale) - 1) < 1e-12);
  const Tensor raw = encode(plain, (x + 1) / 2) / plain.scale;  // of an image in [0, 1]
  CHECK(off(encode(coder, x), raw * scale + bias) < 1e-12);
}

TEST_CASE("as a latent space it takes bytes and gives pixels, whatever the neighbours",
          "[autoencoder_kl]") {
  const at::NoGradGuard no_grad;
  const auto& one = record().cases().at(1);
  auto coder = coder_of(one, at::kFloat);
  prepare(coder);
  const auto space = latents_of(coder, {4, 4, 4}, "its hash", "test");
  CHECK(space->identity() == "its hash");
  CHECK(space->latent_shape() == std::vector<int64_t>{4, 4, 4});
  CHECK(space->image_shape() == std::vector<int64_t>{3, 8, 8});
  const Tensor z = latents(at::kFloat), image = space->decode(z);
  CHECK(record().off("shifted/image/f64", image) < 1e-5);
  CHECK(at::equal(space->decode(z.narrow(0, 5, 2)), image.narrow(0, 5, 2)));
  const Tensor bytes = to_uint8(pixels(2, at::kFloat));
  CHECK((space->encode(bytes) - encode(coder, to_unit(bytes))).abs().max().item<double>() < 1e-5);
  CHECK(space->encode(bytes).sizes() == at::IntArrayRef({16, 4, 4, 4}));
  CHECK_THROWS_WITH(latents_of(coder, {3, 4, 4}, "", "network 'net'"),
                    ODELIA_CONTAINS("network 'net': its samples are [3, 4, 4], and latents of its "
                                    "autoencoder [4, H, W]"));
}

TEST_CASE("facts and weights that are not an AutoencoderKL's are refused by name",
          "[autoencoder_kl][errors]") {
  const auto& one = record().cases().at(0);
  const auto refused = [&](const std::function<void(ParameterSet&, nlohmann::json&)>& change,
                           const std::string& what) {
    auto all = record().tensors(one);
    auto facts = one.at("facts");
    change(all, facts);
    UNetWeights weights(all, "", at::kFloat);
    Fields fields(facts, "network");
    const auto read = [&] {
      read_autoencoder_kl(weights, fields);
      weights.require_all_taken("network");
    };
    CHECK_THROWS_WITH(read(), ODELIA_CONTAINS(what));
  };
  refused([](auto& w, auto&) { w.erase("encoder.conv_out.weight"); }, "encoder.conv_out");
  refused([](auto& w, auto&) { w["decoder.more"] = by_rule("m", {3}); }, "decoder.more");
  refused([](auto&, auto& f) { f = {{"norm_num_groups", 8}}; }, "scaling_factor");
  refused([](auto&, auto& f) { f["scaling_factor"] = 0; }, "must be positive");
  refused([](auto&, auto& f) { f["act_fn"] = "gelu"; }, "only \"silu\" runs here");
  const std::vector<double> four{1, 2, 3, 4};
  refused([](auto&, auto& f) { f["latents_mean"] = {0.1}; }, "each of its latents' 4 channels");
  refused([&](auto&, auto& f) { f["latents_mean"] = four; }, "needs latents_std");
  refused([&](auto&, auto& f) { f["latents_std"] = four; }, "needs latents_mean");
  refused([](auto&, auto& f) { f["latents_std"] = 3; }, "latents_std");
  refused(
      [&](auto&, auto& f) {
        f["latents_mean"] = four;
        f["latents_std"] = {1, 2, 0, 4};
      },
      "must be positive");
  refused(
      [&](auto&, auto& f) {
        f["latents_mean"] = f["latents_std"] = four;
        f["shift_factor"] = 0.1;
      },
      "leave one out");
  // What diffusers takes where its files say nothing.
  auto facts = one.at("facts");
  facts.erase("scaling_factor");
  CHECK(coder_of({{"tensors", one.at("tensors")}, {"facts", facts}}, at::kFloat).scale == 0.18215);
}

TEST_CASE("a DiT is sampled as images once it has its autoencoder", "[autoencoder_kl]") {
  const ProgramFolder place("autoencoder_kl");
  put_autoencoder(place, "vae-files", record().cases().at(0));
  put_transformer(place, "dit.safetensors");
  const auto told = place.runs("checkpoint vae-files/weights.safetensors --out vae");
  CHECK_THAT(told, ODELIA_CONTAINS("AutoencoderKL: diffusers' autoencoder"));
  CHECK_THAT(told, ODELIA_CONTAINS("gives it to a network of such latents"));
  const std::string convert =
      "checkpoint dit.safetensors --like 'dit(null_label=10)' --set num_heads=2 --out ";
  place.runs(convert + "alone");
  place.runs(convert + "net --latents vae");
  const std::string sample =
      " --process vp_linear --solver dpmpp_2m --steps 4 --seeds 0-2 --labels 3 ";
  place.runs("sample --model alone" + sample + "--out latents");
  place.runs("sample --model net" + sample + "--format npz --out images");
  const auto space = foreign_folder_model(place / "net", {})->latent_space();
  REQUIRE(space);
  CHECK(space->identity() == hash_checkpoint(place / "vae"));
  const auto z = read_npz(place / "latents/samples.npz", {"arr_0"}).at("arr_0");
  CHECK(z.sizes() == at::IntArrayRef({3, 4, 4, 4}));
  CHECK(z.scalar_type() == at::kFloat);  // no bytes, which would cut them off at 1
  place.refuses("sample --model alone" + sample + "--format png --out refused",
                "these samples are no images");
  place.refuses(  // that of none is no eleventh class
      "sample --model alone --process vp_linear --solver ddim --steps 2 --labels 10 --out refused",
      "label 10 is not in 0..9");
  const auto images = read_npz(place / "images/samples.npz", {"arr_0"}).at("arr_0");
  CHECK(images.sizes() == at::IntArrayRef({3, 16, 16, 3}));
  CHECK(at::equal(images.permute({0, 3, 1, 2}), to_uint8(space->decode(z.to(at::kFloat)))));
  // Without its weights there is no image; and another autoencoder is another network.
  place.refuses("sample --model net" + sample + "--shape 3x4x4 --out refused", "channels");
  place.refuses(
      "likelihood --model net --process vp_linear --labels 3 --data images --dequant "
      "uniform --out refused",
      "latents");
  fs::remove_all(place / "net/autoencoder");
  place.refuses("sample --model net" + sample + "--out refused", "there is none in");
  place.runs(convert + "net --latents vae");
  place.refuses(convert + "net --latents alone", "is DiT, and an autoencoder is AutoencoderKL");
  place.runs(convert + "net --latents net/autoencoder");  // nothing is lost by either
  place.runs("sample --model net" + sample + "--format npz --out images");
  place.refuses("checkpoint dit.safetensors --latents vae", "--out");
  put_autoencoder(place, "other-files", record().cases().at(1));
  place.runs("checkpoint other-files/weights.safetensors --out other");
  place.runs(convert + "net --latents other");
  place.refuses("sample --model net" + sample + "--format npz --out images", "another");
  // Converted again without one, it is a network of plain arrays.
  place.runs(convert + "net");
  CHECK(!fs::exists(place / "net/autoencoder"));
}

TEST_CASE("EDM2's latents want an autoencoder that says how they are scaled", "[autoencoder_kl]") {
  const ProgramFolder place("autoencoder_kl");
  put_autoencoder(place, "vae-files", record().cases().at(0));
  const Recorded unets("unets");
  std::map<std::string, Tensor> weights;
  for (const auto& one : unets.cases())
    if (one.at("case") == "edm2_unconditional")
      for (const auto& [key, value] : unets.tensors(one)) weights[key] = value.to(at::kFloat);
  weights["enc.8x8_conv.weight"] = weight_by_rule("in", {32, 5, 3, 3}).to(at::kFloat);
  weights["out_conv.weight"] = weight_by_rule("out", {4, 32, 3, 3}).to(at::kFloat);
  write_safetensors(place / "edm2.safetensors", weights);
  const std::string convert =
      "checkpoint edm2.safetensors --like edm_raw --set channels_per_head=16 --out net --latents ";
  const std::string coder = "checkpoint vae-files/weights.safetensors --set scaling_factor=0.5 ",
                    whitened =
                        "--set 'latents_mean=[5.81, 3.25, 0.12, -2.15]' "
                        "--set 'latents_std=[4.17, 4.62, 3.71, 3.28]' ";
  for (const auto& facts : {std::string(), whitened}) {
    place.runs(coder + facts + "--out vae");
    CHECK_THAT(place.runs(convert + "vae"), ODELIA_CONTAINS("cannot be sampled from") &&
                                                ODELIA_CONTAINS("latents_mean=[5.81, 3.25"));
    place.refuses("sample --model net --process edm --solver heun --steps 1 --seeds 0-0 --out s",
                  "centered=false");
  }
  place.runs(coder + whitened + "--set centered=false --out vae");
  CHECK_THAT(place.runs(convert + "vae"), ODELIA_CONTAINS("draws from it"));
}
