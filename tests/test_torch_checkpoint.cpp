// Checkpoints from elsewhere: read as data with nothing run, recognised, written as safetensors.
#include "tests/catch.h"

#include <zip.h>

#include <cmath>
#include <cstring>
#include <filesystem>

#include <ATen/ATen.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/sha256.h"
#include "models/networks/checkpoints/contents.h"
#include "models/networks/checkpoints/recognise.h"
#include "models/networks/checkpoints/safetensors.h"
#include "tests/program_folder.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

const std::string kRecorded = ODELIA_SOURCE_DIR "/tests/reference/checkpoints/";

/// The verb in a folder of the test's own.
struct Place : ProgramFolder {
  Place() : ProgramFolder("checkpoint") {}
  Call operator()(const std::string& arguments) const {
    return ProgramFolder::operator()("checkpoint " + arguments);
  }
};

/// The tensor at place p of a recorded file: its number i is p + i/8 (tests/reference/checkpoints.py).
Tensor numbers(int64_t place, std::vector<int64_t> shape, at::ScalarType dtype = at::kFloat) {
  int64_t n = 1;
  for (const int64_t size : shape) n *= size;
  return (at::arange(n, at::kDouble) / 8 + static_cast<double>(place)).to(dtype).reshape(shape);
}

const StoredTensor& find(const CheckpointPart& part, const std::string& name) {
  for (const auto& tensor : part.tensors)
    if (tensor.name == name) return tensor;
  throw std::runtime_error("no tensor " + name);
}

/// Reads it and compares every number, the type and the shape.
void check(const CheckpointPart& part, const std::string& name, const Tensor& expected) {
  INFO(name);
  const StoredTensor& stored = find(part, name);
  const Tensor x = stored.read();
  CHECK(stored.dtype == expected.scalar_type());
  CHECK(stored.shape == expected.sizes().vec());
  CHECK(x.is_contiguous());
  CHECK(x.scalar_type() == expected.scalar_type());
  CHECK(x.equal(expected));
}

std::vector<std::string> names(const CheckpointPart& part) {
  std::vector<std::string> out;
  for (const auto& tensor : part.tensors) out.push_back(tensor.name);
  return out;
}

nlohmann::ordered_json extra(const CheckpointContents& contents, const std::string& key) {
  for (const auto& [name, value] : contents.extras)
    if (name == key) return value;
  return "no extra " + key;
}

/// A zip of stored files.
std::string zipped(const Place& place,
                   const std::vector<std::pair<std::string, std::string>>& files) {
  const std::string path = place / "made.pt";
  fs::remove(path);
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  REQUIRE(archive);
  for (const auto& [name, bytes] : files) {
    auto* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const auto index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    REQUIRE(index >= 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  }
  REQUIRE(zip_close(archive) == 0);
  return path;
}

// Pieces of a pickle of protocol 2.
std::string little(uint64_t value, size_t bytes) {
  std::string out;
  for (size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 0xff);
  return out;
}
std::string text(const std::string& t) { return "X" + little(t.size(), 4) + t; }
std::string whole(int64_t n) { return "\x8a\x08" + little(static_cast<uint64_t>(n), 8); }
std::string tuple(const std::vector<std::string>& items) {
  return fmt::format("({}t", fmt::join(items, ""));
}
std::string wholes(const std::vector<int64_t>& all) {
  std::string out = "(";
  for (const int64_t n : all) out += whole(n);
  return out + "t";
}
std::string name(const std::string& module, const std::string& what) {
  return "c" + module + "\n" + what + "\n";
}
std::string storage(const std::string& type, const std::string& key, int64_t n) {
  return tuple({text("storage"), name("torch", type), text(key), text("cpu"), whole(n)}) + "Q";
}
std::string tensor(const std::string& storage, int64_t offset, const std::vector<int64_t>& shape,
                   const std::vector<int64_t>& strides) {
  return name("torch._utils", "_rebuild_tensor_v2") +
         tuple({storage, whole(offset), wholes(shape), wholes(strides), "\x89", "N"}) + "R";
}
std::string dictionary(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string out = "}(";
  for (const auto& [key, value] : entries) out += text(key) + value;
  return out + "u";
}
std::string pickled(const std::string& value) { return "\x80\x02" + value + "."; }

/// A checkpoint with one storage of eight float32, 0 to 7.
std::string zip_of(const Place& place, const std::string& value, size_t bytes = 32) {
  std::string data(32, '\0');
  for (int i = 0; i < 8; ++i) {
    const auto x = static_cast<float>(i);
    std::memcpy(data.data() + 4 * i, &x, 4);
  }
  data.resize(bytes);
  return zipped(place, {{"archive/data.pkl", pickled(value)}, {"archive/data/0", data}});
}

void refuses(const std::string& path, const std::vector<std::string>& parts) {
  std::string message = "nothing was thrown";
  try {
    const auto contents = open_checkpoint(path);
    for (const auto& part : contents.parts)
      for (const auto& stored : part.tensors) stored.read();
  } catch (const std::invalid_argument& e) {
    message = e.what();
  } catch (const std::runtime_error& e) {
    message = e.what();
  }
  INFO(message);
  CHECK(message.find(fs::path(path).filename().string()) != std::string::npos);
  for (const auto& part : parts) CHECK(message.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("what torch.save wrote is read to the bit: every type, views, shared storages",
          "[checkpoint]") {
  for (const std::string version : {"1.13", "2.11"})
    for (const std::string form : {"plain-", "plain-legacy-"}) {
      INFO(form << version);
      const auto contents = open_checkpoint(kRecorded + form + version + ".pt");
      CHECK(contents.format == (form == "plain-" ? "PyTorch (zip)" : "PyTorch (before 1.6)"));
      REQUIRE(contents.parts.size() == 1);
      const auto& part = contents.parts[0];
      CHECK(part.tensors.size() == 19);
      CHECK(part.role == "model");
      int64_t place = 0;
      for (const auto& [type, dtype] :
           std::vector<std::pair<std::string, at::ScalarType>>{{"float64", at::kDouble},
                                                               {"float32", at::kFloat},
                                                               {"float16", at::kHalf},
                                                               {"bfloat16", at::kBFloat16},
                                                               {"int64", at::kLong},
                                                               {"int32", at::kInt},
                                                               {"int16", at::kShort},
                                                               {"int8", at::kChar},
                                                               {"uint8", at::kByte}})
        check(part, type, numbers(place++, {2, 3}, dtype));
      check(part, "bool", at::eye(2, at::kBool));
      check(part, "scalar", numbers(10, {}));
      check(part, "empty", at::zeros({0, 3}));
      const Tensor all = numbers(11, {4, 6});
      check(part, "whole", all);
      check(part, "transposed", all.t());
      check(part, "rows", all.slice(0, 1, 3).slice(1, 0, 6, 2));
      check(part, "tied", all);
      check(part, "expanded", numbers(12, {3, 1}).expand({3, 4}));
      check(part, "parameter", numbers(13, {2, 2}));
      check(part, "channels_last", numbers(14, {1, 2, 2, 3}));
      check(part, "whole", all);  // again, after others of the same storage
    }
}

TEST_CASE("averages that are a bare list get the names of the model's parameters", "[checkpoint]") {
  for (const std::string file : {"score_sde-1.13.pt", "score_sde-2.11.pt",
                                 "score_sde-legacy-1.13.pt", "score_sde-legacy-2.11.pt"}) {
    INFO(file);
    const auto contents = open_checkpoint(kRecorded + file);
    CHECK(extra(contents, "step") == 1234);
    CHECK(extra(contents, "ema.decay") == 0.9999);
    CHECK(extra(contents, "ema.num_updates") == 7);
    CHECK(contents.other_tensors >= 8);  // the optimizer's
    REQUIRE(contents.parts.size() == 2);
    const auto &ema = contents.part("ema"), &model = contents.part("model");
    CHECK(&contents.part("") == &ema);
    CHECK(&contents.part("ema.shadow_params") == &ema);
    CHECK_THROWS_WITH(contents.part("best"), ODELIA_CONTAINS("no part 'best'") &&
                                                 ODELIA_CONTAINS("'model'") &&
                                                 ODELIA_CONTAINS("'ema.shadow_params' (ema)"));
    const std::string m = "module.all_modules.";
    CHECK(ema.named);
    CHECK(names(ema) == names(model));
    CHECK(ema.remark.find("averages of 4 tensors") != std::string::npos);
    CHECK(ema.remark.find("model's own: module.frequencies, module.sigmas, module.all_modules.1."
                          "running_mean") != std::string::npos);
    check(ema, "module.sigmas", numbers(1, {5}));
    check(ema, m + "1.running_var", numbers(7, {6}));
    check(ema, m + "0.bias", numbers(21, {6}));
    check(ema, m + "1.weight", numbers(22, {6}));
    check(ema, m + "0.weight", numbers(20, {6, 8}));
    check(ema, m + "1.bias", numbers(23, {6}));
    CHECK(model.tensors.size() == 9);
    check(model, m + "1.num_batches_tracked", at::full({}, 8, at::kLong));
    check(model, m + "1.running_var", numbers(7, {6}));
  }
}

TEST_CASE("a list whose shapes allow two readings gets no names, and is not written",
          "[checkpoint]") {
  const Place place;
  const auto at = [](int64_t n) { return tensor(storage("FloatStorage", "0", 8), 0, {n}, {1}); };
  const auto file = [&](const std::string& list, const std::string& model) {
    return zip_of(place,
                  dictionary({{"ema", dictionary({{"shadow_params", list}})}, {"model", model}}));
  };
  const auto model = dictionary({{"a", at(2)}, {"b", at(2)}, {"c", at(3)}});
  const auto two = open_checkpoint(file("](" + at(2) + at(3) + "e", model));
  CHECK_FALSE(two.part("ema").named);
  CHECK(two.part("ema").remark.find("more than one reading") != std::string::npos);
  const Call call = place("made.pt --out net");
  CHECK(call.status == 2);
  CHECK(call.err.find("more than one reading") != std::string::npos);
  CHECK_FALSE(fs::exists(place / "net"));
  const auto one = open_checkpoint(file("](" + at(2) + at(2) + "e", model));
  CHECK(names(one.part("ema")) == std::vector<std::string>{"a", "b", "c"});
  const auto other = open_checkpoint(file("](" + at(3) + at(2) + "e", model));
  CHECK(other.part("ema").remark.find("shapes are others") != std::string::npos);
  const auto more = open_checkpoint(file("](" + at(2) + at(2) + at(3) + at(3) + "e", model));
  CHECK(more.part("ema").remark.find("no averages of it") != std::string::npos);
}

TEST_CASE("an object of EDM's is read as class, arguments and tensors", "[checkpoint]") {
  for (const std::string file :
       {"edm-1.13.pkl", "edm-2.11.pkl", "edm-protocol-2-1.13.pkl", "edm-protocol-2-2.11.pkl"}) {
    INFO(file);
    const auto contents = open_checkpoint(kRecorded + file);
    CHECK(contents.format == "pickle");
    REQUIRE(contents.parts.size() == 1);
    const auto& part = contents.part("ema");
    CHECK(part.class_name == "Net");
    CHECK(part.classes.at("Layer") == 1);
    CHECK(part.arguments["sigma_max"] == "inf");
    CHECK(part.arguments["mult"] == std::vector<int>{1, 2, 2});
    CHECK(part.arguments["args"] == std::vector<int>{8, 3});
    // What state_dict() gives, without the buffer that is not persistent.
    CHECK(names(part) ==
          std::vector<std::string>{"gain", "model.8x8_conv.weight", "model.8x8_conv.taps"});
    check(part, "gain", numbers(0, {}));
    check(part, "model.8x8_conv.weight", numbers(1, {4, 3}));
    check(part, "model.8x8_conv.taps", numbers(2, {1, 1, 2, 2}));
    CHECK(contents.opaque == std::map<std::string, int64_t>{{"Loss", 1}});
    CHECK(extra(contents, "loss_fn.P_mean") == -0.8);
    CHECK(extra(contents, "dataset_kwargs.path") == "images.zip");
  }
}

TEST_CASE("parts of training files are found by their keys", "[checkpoint]") {
  for (const std::string version : {"1.13", "2.11"}) {
    const auto cfm = open_checkpoint(kRecorded + "torchcfm-" + version + ".pt");
    check(cfm.part("ema"), "weight", numbers(5, {2, 3}));
    check(cfm.part("model"), "bias", numbers(1, {2}));
    CHECK(cfm.part("model").key == "net_model");
    CHECK(extra(cfm, "step") == 9);
    const auto dit = open_checkpoint(kRecorded + "dit-" + version + ".pt");
    check(dit.part("ema"), "weight", numbers(1, {2, 2}));
    check(dit.part("model"), "weight", numbers(0, {2, 2}));
    CHECK(extra(dit, "args.model") == "DiT-XL/2");
    CHECK(extra(dit, "args.image_size") == 256);
    CHECK(dit.opaque.at("argparse.Namespace") == 1);
  }
}

TEST_CASE("a tensor beside a model is no model, and a nested model is found", "[checkpoint]") {
  const Place place;
  const auto w = tensor(storage("FloatStorage", "0", 8), 0, {2, 4}, {4, 1});
  const auto contents = open_checkpoint(zip_of(
      place,
      dictionary({{"step", w}, {"nested", dictionary({{"state_dict", dictionary({{"w", w}})}})}})));
  REQUIRE(contents.parts.size() == 1);
  CHECK(contents.parts[0].key == "nested.state_dict");
  CHECK(contents.parts[0].role == "model");
  CHECK(contents.other_tensors == 1);
  check(contents.part(""), "w", at::arange(8, at::kFloat).reshape({2, 4}));
}

TEST_CASE("a hostile pickle is a record of what it would have called", "[checkpoint]") {
  const Place place;
  for (const std::string file : {"hostile-1.13.pkl", "hostile-2.11.pkl", "hostile-legacy-1.13.pt",
                                 "hostile-legacy-2.11.pt"}) {
    INFO(file);
    const auto contents = open_checkpoint(kRecorded + file);
    CHECK(contents.opaque == std::map<std::string, int64_t>{{"posix.system", 1}});
    const Call call = place(kRecorded + file);
    CHECK(call.status == 0);
    CHECK(call.out.find("records, nothing of which was run: 1 posix.system\n") !=
          std::string::npos);
    if (file.ends_with(".pt")) check(contents.part(""), "weight", numbers(0, {2}));
  }
  const Call none = place(kRecorded + "hostile-2.11.pkl --out net");
  CHECK(none.status == 2);
  CHECK(none.err.find("it holds no weights") != std::string::npos);
  CHECK_FALSE(fs::exists(place / "odelia-ran-this"));
  CHECK_FALSE(fs::exists("odelia-ran-this"));
}

TEST_CASE("networks of the public codes are recognised, with what they were made with",
          "[checkpoint]") {
  const auto all = read_json<nlohmann::ordered_json>(kRecorded + "shapes.json");
  CHECK(all.size() == 13);
  for (const auto& [name, network] : all.items()) {
    INFO(name);
    for (const std::string prefix : {"", "module."}) {
      CheckpointPart part;
      for (const auto& [key, shape] : network["shapes"].items())
        part.tensors.push_back({prefix + key, at::kFloat, shape.get<std::vector<int64_t>>(), {}});
      const auto known = recognise(part);
      REQUIRE(known);
      const std::string expected = name == "DDPM++" || name == "NCSN++" ? "SongUNet" : name;
      CHECK(known->architecture->name == expected.substr(0, expected.find(',')));
      const std::string inner = name == "DDPM++" || name == "NCSN++" || name == "DhariwalUNet"
                                    ? "model."
                                : name == "EDM2 UNet" ? "unet."
                                                      : "";
      CHECK(known->prefix == prefix + inner);
      const auto& sizes = known->sizes;
      // Every argument whose name is that of a size.
      int compared = 0;
      for (const auto& [key, value] : network["arguments"].items())
        if (sizes.contains(key) && !value.is_null()) {
          INFO(key << ": " << sizes[key] << ", " << value);
          CHECK(sizes[key] == value);
          ++compared;
        }
      CHECK(compared >= (name == "Inception v3" ? 0 : 2));
      if (name == "DDPM++" || name == "NCSN++") CHECK(sizes["variant"] == name);
      if (name == "NCSN++") CHECK(sizes["resample_filter_taps"] == 4);
      if (name == "DDPM++") CHECK(sizes["resample_filter_taps"] == 2);
      if (name == "Inception v3") CHECK(sizes["classes"] == 1008);
      if (name == "UNetModel") CHECK_FALSE(sizes.contains("num_classes"));
      if (name.starts_with("UNetModel")) {
        CHECK(sizes["attention_downsample_rates"] == std::vector<int>{2});
        CHECK(sizes["learn_sigma"] == true);
      }
      if (name == "DiT") CHECK(sizes["labels"] == 11);
      if (name == "EDM2 UNet") CHECK(sizes["channels"] == std::vector<int>{64, 128});
      if (name == "UNet2DModel")
        CHECK(sizes["attention_in_down_blocks"] == std::vector<bool>{false, true});
    }
  }
}

TEST_CASE("an unknown layout says which names it has and what the known ones have besides",
          "[checkpoint]") {
  CheckpointPart part;
  for (const char* name : {"time_embed.0.weight", "blocks.0.attn.qkv.weight",
                           "blocks.1.attn.qkv.weight", "blocks.12.attn.qkv.weight"})
    part.tensors.push_back({name, at::kFloat, {2, 2}, {}});
  CHECK_FALSE(recognise(part));
  const auto unknown = describe_unknown(part);
  CHECK(unknown["seen"] ==
        std::vector<std::string>{"time_embed.N.weight", "blocks.N.attn.qkv.weight"});
  CHECK(unknown["expected"].size() == architectures().size());
  CHECK(unknown["expected"]["UNetModel"][0] == "input_blocks.0.0.weight");
  CHECK(unknown["expected"]["UNetModel"].size() == 4);
  CHECK(unknown["expected"]["DiT"].size() == 5);
}

TEST_CASE("the program writes safetensors and a description of where they are from",
          "[checkpoint]") {
  const Place place;
  const std::string file = kRecorded + "plain-2.11.pt";
  const Call call = place(file + " --out net");
  INFO(call.err);
  REQUIRE(call.status == 0);
  const auto written = read_safetensors(place / "net/model.safetensors");
  const auto contents = open_checkpoint(file);
  CHECK(written.size() == contents.parts[0].tensors.size());
  for (const auto& stored : contents.parts[0].tensors) {
    INFO(stored.name);
    CHECK(written.at(stored.name).scalar_type() == stored.dtype);
    CHECK(written.at(stored.name).equal(stored.read()));
  }
  const auto config = read_json(place / "net/config.json");
  CHECK(config["kind"] == "foreign");
  CHECK(config["source"]["file"] == "plain-2.11.pt");
  CHECK(config["source"]["sha256"] == sha256_of_file(file));
  CHECK(config["part"]["architecture"].is_null());
  CHECK(config["part"]["numbers"] == 165);
  CHECK(call.out.find(sha256_of_file(file)) != std::string::npos);
  // The same again is well; another network is not written over it.
  CHECK(place(file + " --out net").status == 0);
  const Call other = place(kRecorded + "edm-2.11.pkl --out net");
  CHECK(other.status == 2);
  CHECK(other.err.find("holds another network") != std::string::npos);

  const Call edm = place(kRecorded + "edm-2.11.pkl --part ema --out edm --json");
  REQUIRE(edm.status == 0);
  const auto json = parse_json(edm.out, "stdout");
  CHECK(json["format"] == "pickle");
  CHECK(json["parts"].size() == 1);
  CHECK(json["parts"][0]["listed"][1]["name"] == "model.8x8_conv.weight");
  CHECK(json["parts"][0]["listed"][1]["shape"] == std::vector<int>{4, 3});
  CHECK(json["parts"][0]["listed"][1]["dtype"] == "float32");
  CHECK(json["written"]["sha256"] == sha256_of_file(kRecorded + "edm-2.11.pkl"));
  const auto object = read_json(place / "edm/config.json")["part"]["object"];
  CHECK(object["class"] == "Net");
  CHECK(object["arguments"]["sigma_max"] == "inf");

  // What was written is read again.
  const Call again = place("edm/model.safetensors");
  CHECK(again.status == 0);
  CHECK(again.out.find("safetensors") != std::string::npos);
  CHECK(again.out.find("gain  [] float32") != std::string::npos);
  CHECK(place("none.pt").status == 2);
  CHECK(place("").status == 2);
  CHECK(place(file + " --part best").status == 2);
  CHECK(run_program("--help").out.find("checkpoint") != std::string::npos);
}

TEST_CASE("numbers that are not finite are written as they are, and counted", "[checkpoint]") {
  const Place place;
  std::map<std::string, Tensor> tensors = {{"a", at::full({3}, 1.5)}, {"b", at::full({2}, NAN)}};
  write_safetensors(place / "in.safetensors", tensors);
  const Call call = place("in.safetensors --out net");
  CHECK(call.status == 0);
  CHECK(call.out.find("'b' has 2 numbers that are not finite") != std::string::npos);
  CHECK(read_json(place / "net/config.json")["not_finite"]["b"] == 2);
}

TEST_CASE("whatever was cut or changed is refused by the file's name", "[checkpoint]") {
  const Place place;
  for (const auto& entry : fs::directory_iterator(kRecorded)) {
    if (entry.path().extension() == ".json") continue;
    const std::string name = entry.path().filename().string(), good = read_text(entry.path());
    INFO(name);
    for (size_t n = 0; n < good.size(); n += good.size() / 60 + 1) {
      INFO("its first " << n << " bytes");
      refuses(place.put(name, good.substr(0, n)), {});
    }
    if (!name.ends_with(".pt") || name.find("legacy") != std::string::npos)
      refuses(place.put(name, good + "x"), {"bytes follow its end"});
  }
  const Call call = place("plain-2.11.pt");  // the last cut of it
  CHECK(call.status == 2);
  CHECK(call.err.find("plain-2.11.pt") != std::string::npos);
}

TEST_CASE("a view that leaves its storage, and a storage that is not there, are refused",
          "[checkpoint]") {
  const Place place;
  const std::string eight = storage("FloatStorage", "0", 8);
  const auto one = [&](const std::string& t) { return zip_of(place, dictionary({{"w", t}})); };
  {
    const auto good = open_checkpoint(one(tensor(eight, 1, {2, 3}, {4, 1})));
    check(good.part(""), "w", at::arange(8, at::kFloat).slice(0, 1).as_strided({2, 3}, {4, 1}, 1));
  }
  refuses(one(tensor(eight, 2, {2, 3}, {4, 1})), {"'w'", "leaves its storage of 8 numbers"});
  refuses(one(tensor(eight, -1, {2}, {1})), {"'w'", "no whole numbers from 0"});
  refuses(one(tensor(eight, 0, {2, 2}, {1})), {"'w'", "as many of both"});
  refuses(one(tensor(eight, 7, {2}, {-1})), {"'w'", "no whole numbers from 0"});
  refuses(one(tensor(eight, 0, {int64_t{1} << 62, 4}, {0, 0})), {"'w'", "overflows"});
  refuses(one(tensor(eight, 0, {2}, {int64_t{1} << 62})), {"'w'", "leaves its storage"});
  refuses(one(tensor(eight, 0, std::vector<int64_t>(40, 1), std::vector<int64_t>(40, 0))), {"'w'"});
  // A number repeated until the memory is full.
  refuses(one(tensor(eight, 0, {int64_t{1} << 40}, {0})),
          {"'w'", "a view that repeats its numbers"});
  refuses(one(tensor(storage("FloatStorage", "0", 9), 0, {2}, {1})),
          {"entry 'data/0' has 32 bytes, 9 numbers of FloatStorage need 36"});
  refuses(one(tensor(storage("FloatStorage", "1", 8), 0, {2}, {1})), {"no entry 'data/1'"});
  refuses(one(tensor(storage("FloatStorage", "../0", 8), 0, {2}, {1})), {"no entry 'data/../0'"});
  refuses(one(tensor(storage("FloatStorage", "0", -1), 0, {2}, {1})), {"in another way"});
  refuses(one(tensor(storage("HugeStorage", "0", 8), 0, {2}, {1})), {"'HugeStorage'"});
  refuses(one(tensor(storage("DoubleStorage", "0", int64_t{1} << 61), 0, {2}, {1})),
          {"a storage of 2305843009213693952 numbers"});
  refuses(one(tensor(storage("BoolStorage", "0", 32), 0, {32}, {1})), {"other than 0 and 1"});
  refuses(one(tensor("N", 0, {2}, {1})), {"'w'", "its storage is described in another way"});
  {
    const auto complex = open_checkpoint(zip_of(
        place, dictionary({{"w", tensor(eight, 0, {2}, {1})},
                           {"z", tensor(storage("ComplexFloatStorage", "0", 4), 0, {4}, {1})}})));
    CHECK(names(complex.part("")) == std::vector<std::string>{"w"});
    CHECK(complex.opaque.at("torch._utils._rebuild_tensor_v2") ==
          1);  // said, not left out in silence
  }
}

TEST_CASE("byte order, archives of other kinds and names that come twice are refused",
          "[checkpoint]") {
  const Place place;
  const std::string w = tensor(storage("FloatStorage", "0", 2), 0, {2}, {1});
  const std::string program = pickled(dictionary({{"w", w}})), data(8, '\0');
  using Files = std::vector<std::pair<std::string, std::string>>;
  const Files good = {{"a/data.pkl", program}, {"a/data/0", data}};
  const auto with = [&](const Files& more) {
    Files all = good;
    all.insert(all.end(), more.begin(), more.end());
    return zipped(place, all);
  };
  CHECK(open_checkpoint(with({{"a/byteorder", "little"}})).parts.size() == 1);
  refuses(with({{"a/byteorder", "big"}}), {"byte order 'big'"});
  refuses(with({{"a/constants.pkl", "x"}}), {"a TorchScript file"});
  refuses(with({{"b/data.pkl", program}}), {"2 entries NAME/data.pkl"});
  refuses(zipped(place, {{"arr_0.npy", "x"}}), {"0 entries NAME/data.pkl", "arr_0.npy"});
  refuses(zip_of(place, dictionary({{"w", w}, {"w", w}})), {"has 32 bytes, 2 numbers"});
  const std::string eight = tensor(storage("FloatStorage", "0", 8), 0, {2}, {1});
  refuses(zip_of(place, dictionary({{"w", eight}, {"w", eight}})), {"the name 'w' comes twice"});
  refuses(zip_of(place, dictionary({{"", eight}})), {"a tensor's name of 0 bytes"});
  refuses(zip_of(place, dictionary({{std::string(2000, 'n'), eight}})), {"a name of 2000 bytes"});
  refuses(zip_of(place, dictionary({{"\xff", eight}})), {"not UTF-8"});
  refuses(place.put("page.pt", "<!DOCTYPE html><html>"), {"a web page"});
  refuses(place.put("lfs.pt", "version https://git-lfs.github.com/spec/v1\noid sha256:0"),
          {"git-lfs pointer"});
  refuses(place.put("empty.pt", ""), {"no checkpoint that is known"});
  refuses(place.put("old.pkl", "(dp0\n."), {"protocol 2 to 5"});
  // The older format, big-endian by its own word.
  std::string legacy = read_text(kRecorded + "plain-legacy-2.11.pt");
  const size_t at = legacy.find("little_endian");
  legacy[legacy.find('\x88', at)] = '\x89';
  refuses(place.put("big.pt", legacy), {"big-endian"});
}

TEST_CASE("pickles that grow, nest, or hold themselves end soon", "[checkpoint]") {
  const Place place;
  const auto pickle = [&](const std::string& value) {
    return place.put("made.pkl", pickled(value));
  };
  // A dictionary that holds itself; a list of two of the list before, sixty times over.
  CHECK(open_checkpoint(pickle("}q\x01" + text("a") + "h\x01s")).parts.empty());
  std::string twice = "]q" + little(0, 1);
  for (int i = 1; i < 62; ++i)
    twice += "](h" + little(i - 1, 1) + "h" + little(i - 1, 1) + "eq" + little(i, 1) + "0";
  CHECK(open_checkpoint(pickle("(" + twice.substr(0, twice.size() - 1) + "l")).parts.empty());
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "}" + text("a");
  deep += "N" + std::string(100, 's');
  refuses(pickle(deep), {"nested more than 64 deep"});
  refuses(pickle(std::string(3'000'000, ']')), {"more than 1000000 values"});
  refuses(pickle(std::string(2'000, '(')), {"more than 1000 marks"});
  refuses(pickle("X\xff\xff\xff\x7fx"), {"it ends too early"});
  refuses(pickle("\x8e" + std::string(8, '\xff')), {"it ends too early"});
  refuses(pickle("h\x07"), {"recalls what it did not remember"});
  refuses(pickle("\x82\x01"), {"opcode EXT1 (0x82)"});
  refuses(pickle("(ios\nsystem\n"), {"opcode INST (0x69)"});
  refuses(pickle("Nb"), {"a state of what has none"});
  refuses(pickle("R"), {"opcode REDUCE (0x52) takes a value that is not there"});
  refuses(pickle("NN"), {"more or less than one value"});
  // Bytes that stand for a storage in a plain pickle, and are none.
  const auto bytes = [&](const std::string& b) {
    return pickle(dictionary({{"w", tensor(name("torch.storage", "_load_from_bytes") +
                                               tuple({"B" + little(b.size(), 4) + b}) + "R",
                                           0, {2}, {1})}}));
  };
  refuses(bytes("junk"), {"a storage", "does not begin as torch.save's files do"});
  refuses(bytes(read_text(kRecorded + "plain-legacy-2.11.pt")), {"hold something else"});
}

TEST_CASE("what Python pickles in protocols 2 to 5 is the data it was", "[checkpoint]") {
  if (std::system("python3 --version > /dev/null 2>&1") != 0) {
    WARN("no python3 here: its pickles are not tested");
    return;
  }
  const Place place;
  place.put("write.py", R"py(
import collections, pickle, sys
class Record:
    def __init__(self): self.size, self.name = 3, "r\u00e4tsel"
data = dict(zero=0, small=255, wide=65535, low=-1, low32=-2**31, high=2**40, least=-2**63, most=2**63-1, huge=2**70,
            half=0.5, inf=float("inf"), nan=float("nan"), yes=True, no=False, text="\u00e9\u6f22", raw=b"\x00\xff\x80a",
            array=bytearray(b"xy"), pair=(1, 2.5), triple=(1, 2, 3), four=(1, 2, 3, 4), words=["a", "b"],
            some={7}, frozen=frozenset([8]), ordered=collections.OrderedDict(x=1, y=2), record=Record(),
            inner=dict(deep=dict(er=[1, [2]])))
for protocol in range(2, 6):
    with open(f"protocol-{protocol}.pkl", "wb") as f: pickle.dump(data, f, protocol)
)py");
  REQUIRE(std::system(("cd " + (place / "") + " && python3 write.py").c_str()) == 0);
  for (int protocol = 2; protocol <= 5; ++protocol) {
    INFO("protocol " << protocol);
    const auto contents = open_checkpoint(place / fmt::format("protocol-{}.pkl", protocol));
    const auto is = [&](const std::string& key, const nlohmann::ordered_json& value) {
      INFO(key << ": " << extra(contents, key).dump());
      CHECK(extra(contents, key) == value);
    };
    is("zero", 0), is("small", 255), is("wide", 65535), is("low", -1), is("low32", -(1LL << 31));
    is("high", 1LL << 40), is("least", std::numeric_limits<int64_t>::min());
    is("most", std::numeric_limits<int64_t>::max()), is("huge", "<a number of 9 bytes>");
    is("half", 0.5), is("inf", "inf"), is("nan", "nan"), is("yes", true), is("no", false);
    is("text", "\u00e9\u6f22"), is("raw", "<4 bytes>");
    is("pair", {1, 2.5}), is("triple", {1, 2, 3}), is("four", {1, 2, 3, 4}),
        is("words", {"a", "b"});
    is("some", nlohmann::ordered_json::array({7})),
        is("frozen", nlohmann::ordered_json::array({8}));
    is("ordered.x", 1), is("ordered.y", 2), is("record.size", 3), is("record.name", "r\u00e4tsel");
    CHECK(contents.opaque.at("__main__.Record") == 1);
  }
}
