#include "tests/catch.h"

#include <cstring>
#include <filesystem>
#include <random>

#include "models/data/files.h"
#include "models/networks/checkpoints/safetensors.h"
#include "tests/temporary_folder.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

std::string file_of(const std::string& header, const std::string& data = "", int64_t length = -1) {
  const uint64_t n = length < 0 ? header.size() : static_cast<uint64_t>(length);
  std::string out(8, '\0');
  std::memcpy(out.data(), &n, 8);
  return out + header + data;
}

std::map<std::string, Tensor> read(const TemporaryFolder& folder, const std::string& bytes) {
  return read_safetensors(folder.put("x.safetensors", bytes));
}

/// One float tensor of two numbers, with the given text in place of its entry.
std::string two_floats(const std::string& entry) {
  return file_of("{\"w\":" + entry + "}", std::string(8, '\0'));
}
const std::string kGoodEntry = R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})";

std::map<std::string, Tensor> of_every_dtype() {
  std::map<std::string, Tensor> out;
  for (auto dtype :
       {torch::kFloat64, torch::kFloat32, torch::kFloat16, torch::kBFloat16, torch::kInt64,
        torch::kInt32, torch::kInt16, torch::kInt8, torch::kUInt8, torch::kBool})
    out[torch::toString(dtype)] = at::arange(6, torch::kInt64).remainder(2).to(dtype).view({2, 3});
  return out;
}

}  // namespace

TEST_CASE("safetensors give back every dtype, shape and the metadata", "[files]") {
  const TemporaryFolder folder("safetensors");
  const std::string file = folder / "x.safetensors";
  auto tensors = of_every_dtype();
  tensors["scalar"] = at::full({}, 3.5, torch::kFloat32);
  tensors["empty"] = at::empty({0, 4}, torch::kFloat32);
  tensors["transposed"] = at::arange(12, torch::kFloat32).view({3, 4}).t();
  tensors["ünïcode \"name\"\n"] = at::ones({1}, torch::kUInt8);
  const std::map<std::string, std::string> metadata = {{"steps", "1000"}, {"note", "a\"b"}};
  write_safetensors(file, tensors, metadata);
  std::map<std::string, std::string> got_metadata;
  const auto got = read_safetensors(file, &got_metadata);
  CHECK(got_metadata == metadata);
  REQUIRE(got.size() == tensors.size());
  for (auto& [name, x] : tensors) {
    CHECK(got.at(name).scalar_type() == x.scalar_type());
    CHECK(got.at(name).equal(x));
  }
}

TEST_CASE("the same tensors give the same bytes, and no temporary file stays", "[files]") {
  const TemporaryFolder folder("safetensors");
  const std::string file = folder / "x.safetensors";
  write_safetensors(file, of_every_dtype());
  const auto first = read_text(file);
  write_safetensors(file, of_every_dtype());
  CHECK(read_text(file) == first);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
  uint64_t header = 0;
  std::memcpy(&header, first.data(), 8);
  CHECK(header % 8 == 0);
}

TEST_CASE("a failed write leaves the old file as it was", "[files]") {
  const TemporaryFolder folder("safetensors");
  const std::string file = folder / "x.safetensors";
  write_safetensors(file, {{"a", at::ones({2}, torch::kFloat32)}});
  const auto before = read_text(file);
  const auto complex = at::zeros({2}, torch::kComplexFloat);
  CHECK_THROWS_WITH(write_safetensors(file, {{"a", complex}}), ODELIA_CONTAINS("dtype"));
  CHECK_THROWS_AS(write_safetensors(file, {{"", at::ones({2})}}), std::invalid_argument);
  CHECK_THROWS_AS(write_safetensors(file, {{"__metadata__", at::ones({2})}}),
                  std::invalid_argument);
  CHECK_THROWS_WITH(write_safetensors(file, {{"\xff", at::ones({2})}}), ODELIA_CONTAINS("UTF-8"));
  {
    AtomicFile abandoned(file);
    abandoned.write("half of it");
  }
  CHECK(read_text(file) == before);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("each rule of the safetensors header is enforced by name", "[files]") {
  const TemporaryFolder folder("safetensors");
  const std::string file = folder / "x.safetensors";
  const auto refused = [&](const std::string& bytes, const std::string& rule) {
    INFO(bytes.substr(std::min<size_t>(8, bytes.size()), 200));
    CHECK_THROWS_WITH(read(folder, bytes), ODELIA_CONTAINS(rule) && ODELIA_CONTAINS(file));
  };
  REQUIRE(read(folder, two_floats(kGoodEntry)).at("w").numel() == 2);

  refused("", "too short");
  refused("1234567", "too short");
  refused(std::string(8, '\xff') + "{}", "18446744073709551615");
  refused(file_of("{}", "", 100'000'001), "at most 100000000");
  refused(file_of("{}", "", 3), "in a file of");
  refused(file_of(""), "begin with '{'");
  refused(file_of(" {}"), "begin with '{'");
  refused(file_of("[]"), "begin with '{'");
  refused(file_of("{}{}"), "broken JSON");
  refused(file_of(std::string("{}\0junk", 7)), "NUL");
  refused(file_of("{\"a\":" + std::string(100000, '[')), "a list");
  refused(file_of("{\"a\":" + std::string(100000, '{')), "broken JSON");
  refused(file_of("{\"\xff\":{}}"), "broken JSON");
  refused(file_of("{\"a\":1}"), "the number 1");
  refused(file_of("{\"__metadata__\":{\"a\":1}}"), "__metadata__");
  refused(file_of("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}"), "'a' twice");
  refused(file_of("{}", "x"), "belong to no tensor");

  refused(two_floats("{}"), "without dtype");
  refused(two_floats(R"({"dtype":"F32","shape":[2]})"), "without dtype");
  refused(two_floats(R"({"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,8]})"), "F8_E4M3");
  refused(two_floats(R"({"dtype":3,"shape":[2],"data_offsets":[0,8]})"), "the number 3");
  refused(two_floats(R"({"dtype":"F32","shape":2,"data_offsets":[0,8]})"), "the number 2");
  refused(two_floats(R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})"), "negative");
  refused(two_floats(R"({"dtype":"F32","shape":[2.0],"data_offsets":[0,8]})"), "fraction");
  refused(two_floats(R"({"dtype":"F32","shape":[[2]],"data_offsets":[0,8]})"), "a list");
  refused(two_floats(R"({"dtype":"F32","shape":[2],"data_offsets":[0]})"), "begin and end");
  refused(two_floats(R"({"dtype":"F32","shape":[2],"data_offsets":[0,4,8]})"), "the number 8");
  refused(two_floats(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})"), "outside");
  refused(two_floats(R"({"dtype":"F32","shape":[2],"data_offsets":[0,16]})"), "outside");
  refused(two_floats(R"({"dtype":"F32","shape":[1],"data_offsets":[0,8]})"), "need 4");
  refused(two_floats(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1})"), "field 'x'");
  refused(two_floats(R"({"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]})"), "twice");
  refused(two_floats(R"({"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,8]})"),
          "the size");
  refused(two_floats(R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]})"),
          "overflows");
  // An empty dimension must not hide an overflow of the strides.
  refused(two_floats(R"({"dtype":"F32","shape":[0,4294967296,4294967296],"data_offsets":[0,0]})"),
          "overflows");
  std::string many = "1";
  for (int i = 0; i < 32; ++i) many += ",1";
  refused(two_floats("{\"dtype\":\"F32\",\"shape\":[" + many + "],\"data_offsets\":[0,4]}"),
          "more than 32");
  refused(file_of("{\"w\":" + kGoodEntry + ",\"w\":" + kGoodEntry + "}", std::string(8, '\0')),
          "'w' twice");
  refused(file_of("{\"\":" + kGoodEntry + "}", std::string(8, '\0')), "empty tensor name");
  refused(file_of(R"({"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},)"
                  R"("b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
                  std::string(8, '\0')),
          "overlap");
  refused(file_of(R"({"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},)"
                  R"("b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
                  std::string(8, '\0')),
          "gap");
  refused(file_of(R"({"w":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}})", "\x01\x02"),
          "BOOL");
  CHECK_THROWS_AS(read_safetensors(file + ".none"), std::invalid_argument);
  CHECK_THROWS_AS(read_safetensors(folder.path().string()), std::invalid_argument);
}

TEST_CASE("every truncation of a safetensors file is refused", "[files]") {
  const TemporaryFolder folder("safetensors");
  const std::string file = folder / "x.safetensors";
  write_safetensors(file, of_every_dtype(), {{"k", "v"}});
  const auto bytes = read_text(file);
  for (size_t n = 0; n < bytes.size(); ++n)
    CHECK_THROWS_AS(read(folder, bytes.substr(0, n)), std::runtime_error);
  CHECK_THROWS_AS(read(folder, bytes + '\0'), std::runtime_error);
}

TEST_CASE("damaged safetensors bytes are refused or keep every size within the file", "[files]") {
  const TemporaryFolder folder("safetensors");
  const std::string file = folder / "x.safetensors";
  write_safetensors(file, of_every_dtype(), {{"k", "v"}});
  const auto good = read_text(file);
  std::mt19937 random(7);
  int accepted = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    auto bytes = good;
    for (int flips = 1 + trial % 3; flips > 0; --flips)
      bytes[random() % bytes.size()] ^= static_cast<char>(1 << random() % 8);
    try {
      uint64_t total = 0;
      for (auto& [name, x] : read(folder, bytes)) total += static_cast<uint64_t>(x.nbytes());
      CHECK(total <= bytes.size());
      ++accepted;
    } catch (const std::runtime_error&) {  // refused: as good
    }
  }
  // Names, metadata and data carry no check sum, so some flips must pass; most hit the header.
  CHECK(accepted > 0);
  CHECK(accepted < 3000);
}
