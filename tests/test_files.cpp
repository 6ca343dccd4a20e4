#include "tests/catch.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

#include "experiments/sample/files.h"
#include "models/data/files.h"
#include "models/data/npy.h"
#include "models/data/npz.h"
#include "models/data/png.h"
#include "models/data/provenance.h"
#include "tests/make_zip.h"
#include "tests/temporary_folder.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

std::string npy_of(const std::string& dictionary, const std::string& data, int version = 1) {
  const auto n = dictionary.size();
  std::string out = std::string("\x93NUMPY", 6) + static_cast<char>(version) + '\0';
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) out += static_cast<char>(n >> (8 * i) & 255);
  return out + dictionary + data;
}

std::map<std::string, Tensor> of_every_dtype() {
  std::map<std::string, Tensor> out;
  for (auto dtype : {torch::kFloat64, torch::kFloat32, torch::kFloat16, torch::kInt64,
                     torch::kInt32, torch::kInt16, torch::kInt8, torch::kUInt8, torch::kBool})
    out[torch::toString(dtype)] = at::arange(6, torch::kInt64).remainder(2).to(dtype).view({2, 3});
  return out;
}

}  // namespace

TEST_CASE("npz files give back every dtype and shape, stored and deflated", "[files]") {
  const TemporaryFolder temporary("files");
  auto arrays = of_every_dtype();
  arrays["nfe"] = at::full({}, 35, torch::kInt64);
  arrays["empty"] = at::empty({0, 4}, torch::kFloat64);
  arrays["vector"] = at::arange(3000, torch::kFloat64);  // beyond the first block of 4096 bytes
  arrays["below/transposed"] = at::arange(12, torch::kFloat32).view({3, 4}).t();
  for (bool compress : {false, true}) {
    write_npz(temporary / "x.npz", arrays, compress);
    const auto got = read_npz(temporary / "x.npz");
    REQUIRE(got.size() == arrays.size());
    for (auto& [name, x] : arrays) {
      CHECK(got.at(name).scalar_type() == x.scalar_type());
      CHECK(got.at(name).equal(x));
    }
    const auto bytes = read_text(temporary / "x.npz");
    write_npz(temporary / "x.npz", arrays, compress);
    CHECK(read_text(temporary / "x.npz") == bytes);
  }
  CHECK(std::distance(fs::directory_iterator(temporary.path()), fs::directory_iterator()) == 1);
  write_npz(temporary / "x.npz", {});
  CHECK(read_npz(temporary / "x.npz").empty());
  CHECK_THROWS_AS(write_npz(temporary / "x.npz", {{"../x", at::ones({1})}}), std::invalid_argument);
  CHECK_THROWS_WITH(write_npz(temporary / "x.npz", {{"x", at::ones({1}, torch::kBFloat16)}}),
                    ODELIA_CONTAINS("BFloat16"));
}

TEST_CASE("an npz says where its arrays come from, or nothing at all", "[files]") {
  const TemporaryFolder temporary("files");
  const nlohmann::ordered_json facts = {{"kind", "latents"}, {"T", 1.0}, {"model", "é\n\"x"}};
  write_npz(temporary / "x.npz",
            {{kProvenance, provenance_array(facts)}, {"arr_0", at::ones({2})}});
  CHECK(read_provenance(read_npz(temporary / "x.npz"), "x.npz") == nlohmann::json(facts));
  CHECK(read_provenance({{"arr_0", at::ones({2})}}, "x.npz") == nlohmann::json::object());
  std::string deep(100000, '[');
  for (const std::string& text : {std::string("no JSON"), std::string("[1]"), deep}) {
    const Tensor bytes = at::tensor(std::vector<uint8_t>(text.begin(), text.end()), at::kByte);
    CHECK_THROWS_WITH(read_provenance({{kProvenance, bytes}}, "x.npz"),
                      ODELIA_CONTAINS("x.npz: its array 'provenance'"));
  }
  CHECK_THROWS_WITH(read_provenance({{kProvenance, at::ones({2})}}, "x.npz"),
                    ODELIA_CONTAINS("uint8 [bytes]"));
}

TEST_CASE("npy headers in numpy's spellings are understood, Fortran order included", "[files]") {
  const TemporaryFolder temporary("files");
  const auto read = [&](const std::string& npy) {
    make_zip(temporary / "x.npz", {{"x.npy", npy}});
    return read_npz(temporary / "x.npz").at("x");
  };
  const std::string data("\1\2\3\4\5\6", 6);
  const auto c = at::arange(1, 7, torch::kInt).to(torch::kUInt8).view({2, 3});
  CHECK(
      read(npy_of("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }\n", data)).equal(c));
  CHECK(read(npy_of("{'shape':(2,3),'descr':\"|u1\",'fortran_order':False}", data, 2)).equal(c));
  const auto f =
      read(npy_of("{'descr': '|u1', 'fortran_order': True, 'shape': (3, 2), }  \n", data));
  CHECK(f.equal(c.t()));
  CHECK(f.is_contiguous());
  CHECK(read(npy_of("{'descr': '|u1', 'fortran_order': False, 'shape': (6,), }", data))
            .equal(c.view({6})));
  CHECK(read(npy_of("{'descr': '|i1', 'fortran_order': False, 'shape': (), }", "\7")).item<int>() ==
        7);
}

TEST_CASE("each rule of the npy header is enforced by name", "[files]") {
  const auto refused = [&](const std::string& dictionary, const std::string& rule) {
    INFO(dictionary);
    CHECK_THROWS_WITH(parse_npy_header(npy_of(dictionary, ""), "here"),
                      ODELIA_CONTAINS(rule) && ODELIA_CONTAINS("here"));
  };
  const auto shape = [](const std::string& s) {
    return "{'descr': '<f4', 'fortran_order': False, 'shape': " + s + ", }\n";
  };
  REQUIRE(parse_npy_header(npy_of(shape("(2, 3)"), ""), "here").data_bytes == 24);
  refused("", "dictionary");
  refused("{}", "lacks");
  refused("{'descr': '<f4', 'shape': (2,), }", "lacks");
  refused(shape("(2, 3)") + "x", "text after");
  refused(shape("(2, 3)") + "\n", "text after");
  for (const char* bad : {"(2)", "(2, 3", "(2 3)", "(,)", "(2,,3)", "[2, 3]", "(-2,)", "(2.0,)",
                          "2", "(1000000000000000000,)", "(__import__('os'),)"})
    refused(shape(bad), "shape is no tuple");
  refused(shape("(4294967296, 4294967296)"), "overflows");
  refused(shape("(0, 4294967296, 4294967296)"), "overflows");
  std::string ones = "1";
  for (int i = 0; i < 32; ++i) ones += ", 1";
  refused(shape("(" + ones + ")"), "at most 32");
  refused("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", "dtype '>f4'");
  refused("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "dtype '|O'");
  refused("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "records");
  refused("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }", "neither True nor False");
  refused("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "twice");
  refused("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}", "'x'");
  refused(std::string(5000, ' '), "at most");

  const auto good = npy_of(shape("(2, 3)"), "");
  for (size_t n = 0; n < good.size(); ++n)
    CHECK_THROWS_AS(parse_npy_header(good.substr(0, n), "here"), std::runtime_error);
  auto version = good;
  version[6] = 3;
  CHECK_THROWS_WITH(parse_npy_header(version, "here"), ODELIA_CONTAINS("version 3.0"));
}

TEST_CASE("npz entries that lie about themselves are refused", "[files]") {
  const TemporaryFolder temporary("files");
  const auto refused = [&](const std::vector<std::pair<std::string, std::string>>& entries,
                           const std::string& rule, int method = ZIP_CM_STORE) {
    make_zip(temporary / "x.npz", entries, method);
    CHECK_THROWS_WITH(read_npz(temporary / "x.npz"),
                      ODELIA_CONTAINS(rule) && ODELIA_CONTAINS(temporary / "x.npz"));
  };
  const auto bytes = [](const std::string& n, const char* descr = "|u1") {
    return std::string("{'descr': '") + descr + "', 'fortran_order': False, 'shape': (" + n +
           ",), }\n";
  };
  const auto good = npy_of(bytes("3"), "abc");
  refused({{"x.txt", "hello"}}, "does not end in .npy");
  refused({{".npy", good}}, "does not end in .npy");
  refused({{"../x.npy", good}}, "not allowed");
  refused({{"a/../../x.npy", good}}, "not allowed");
  refused({{"/x.npy", good}}, "not allowed");
  refused({{"a\\x.npy", good}}, "not allowed");
  refused({{"x.npy", "hello"}}, "no numpy header");
  refused({{"x.npy", npy_of(bytes("4"), "abc")}}, "need 4");
  refused({{"x.npy", npy_of(bytes("2"), "abc")}}, "need 2");
  refused({{"x.npy", npy_of(bytes("100000000000000"), "abc")}}, "need 100000000000000");
  refused({{"x.npy", npy_of(bytes("100000000000000"), std::string(100000, '\0'))}}, "need",
          ZIP_CM_DEFLATE);
  refused({{"x.npy", npy_of(bytes("2", "|b1"), "\x01\x02")}}, "a bool");

  // Two entries of one name: libzip does not write such a file, so rename one in its bytes.
  make_zip(temporary / "x.npz", {{"x.npy", good}, {"y.npy", good}});
  auto text = read_text(temporary / "x.npz");
  for (size_t at; (at = text.find("y.npy")) != std::string::npos;) text[at] = 'x';
  temporary.put("x.npz", text);
  CHECK_THROWS_WITH(read_npz(temporary / "x.npz"), ODELIA_CONTAINS("not a usable npz file"));

  // A real bomb: 8 MB of zeros in 8 kB, over a limit of 1 MB, costs no allocation.
  write_npz(temporary / "x.npz", {{"x", at::zeros({8 << 20}, torch::kUInt8)}}, true);
  CHECK(fs::file_size(temporary / "x.npz") < 20000);
  CHECK_THROWS_WITH(read_npz(temporary / "x.npz", 1 << 20),
                    ODELIA_CONTAINS("more than 1048576 bytes"));
  CHECK(read_npz(temporary / "x.npz").at("x").numel() == 8 << 20);

  // A declared size that no deflate stream of this length can reach: patched into both headers.
  make_zip(temporary / "x.npz", {{"x.npy", npy_of(bytes("50000"), std::string(50000, 'a'))}},
           ZIP_CM_DEFLATE);
  text = read_text(temporary / "x.npz");
  const uint32_t lie = 1u << 30;
  std::memcpy(text.data() + 22, &lie, 4);
  std::memcpy(text.data() + text.rfind("PK\x01\x02") + 24, &lie, 4);
  temporary.put("x.npz", text);
  CHECK_THROWS_WITH(read_npz(temporary / "x.npz"), ODELIA_CONTAINS("cannot hold"));
}

TEST_CASE("every truncation of an npz file is refused", "[files]") {
  const TemporaryFolder temporary("files");
  write_npz(temporary / "x.npz", {{"a", at::arange(5, torch::kFloat32)}, {"nfe", at::full({}, 9)}});
  const auto bytes = read_text(temporary / "x.npz");
  for (size_t n = 0; n < bytes.size(); ++n) {
    temporary.put("x.npz", bytes.substr(0, n));
    CHECK_THROWS_AS(read_npz(temporary / "x.npz"), std::runtime_error);
  }
  CHECK_THROWS_AS(read_npz(temporary / "x.npz.none"), std::invalid_argument);
}

TEST_CASE("damaged npz bytes never change a number silently", "[files]") {
  const TemporaryFolder temporary("files");
  const auto a = at::arange(50, torch::kFloat32), b = at::arange(6, torch::kInt64);
  for (bool compress : {false, true}) {
    write_npz(temporary / "x.npz", {{"a", a}, {"b", b}}, compress);
    const auto good = read_text(temporary / "x.npz");
    std::mt19937 random(11);
    for (int trial = 0; trial < 1500; ++trial) {
      auto bytes = good;
      for (int flips = 1 + trial % 3; flips > 0; --flips)
        bytes[random() % bytes.size()] ^= static_cast<char>(1 << random() % 8);
      temporary.put("x.npz", bytes);
      try {
        // A flip in a date or a name passes; the data and their shapes are under a CRC.
        for (auto& [name, x] : read_npz(temporary / "x.npz")) CHECK((x.equal(a) || x.equal(b)));
      } catch (const std::runtime_error&) {  // refused: as good
      }
    }
  }
}

TEST_CASE("PNG keeps every pixel, grey and colour, in each layout", "[files]") {
  const TemporaryFolder temporary("files");
  const auto path = temporary / "x.png";
  const auto colour = at::randint(0, 256, {5, 7, 3}, torch::kInt).to(torch::kUInt8);
  write_png(path, colour);
  CHECK(read_png(path).equal(colour));
  write_png(path, colour.permute({2, 0, 1}));
  CHECK(read_png(path).equal(colour));
  const auto grey = colour.select(2, 0);
  write_png(path, grey);
  CHECK(read_png(path).equal(grey.unsqueeze(2)));
  CHECK_THROWS_AS(write_png(path, at::zeros({5, 7, 3}, torch::kFloat32)), std::invalid_argument);
  CHECK_THROWS_AS(write_png(path, at::zeros({5, 7, 2}, torch::kUInt8)), std::invalid_argument);
  CHECK_THROWS_AS(write_png(path, at::zeros({0, 7, 3}, torch::kUInt8)), std::invalid_argument);
}

TEST_CASE("damaged PNG files are refused, and so is what would need a conversion", "[files]") {
  const auto image = at::arange(48, torch::kInt).to(torch::kUInt8).view({4, 4, 3});
  const auto good = encode_png(image);
  for (size_t n = 0; n < good.size(); ++n)
    CHECK_THROWS_AS(decode_png(good.substr(0, n), "here"), std::runtime_error);
  CHECK_THROWS_AS(decode_png(good + "x", "here"), std::runtime_error);
  for (size_t at = 0; at < good.size(); ++at)  // every byte is under a CRC, but for the signature
    for (int bit = 0; bit < 8; ++bit) {
      auto bytes = good;
      bytes[at] ^= static_cast<char>(1 << bit);
      CHECK_THROWS_AS(decode_png(bytes, "here"), std::runtime_error);
    }
  CHECK_THROWS_WITH(decode_png("hello", "here"), ODELIA_CONTAINS("here"));
}

TEST_CASE("an image grid places, scales and pads by the pixel", "[files]") {
  const auto images =
      at::arange(3, torch::kInt).to(torch::kUInt8).view({3, 1, 1, 1}).expand({3, 1, 2, 2});
  const auto grid = image_grid(images, 2, 2, 1);
  REQUIRE(grid.sizes() == at::IntArrayRef({1, 1 + 2 * 5, 1 + 2 * 5}));
  CHECK(grid[0][0][0].item<int>() == 255);
  CHECK(grid[0].narrow(0, 1, 4).narrow(1, 6, 4).eq(1).all().item<bool>());
  CHECK(grid[0].narrow(0, 6, 4).narrow(1, 1, 4).eq(2).all().item<bool>());
  CHECK(grid[0].narrow(0, 6, 4).narrow(1, 6, 4).eq(255).all().item<bool>());
  CHECK_THROWS_AS(image_grid(images, 0), std::invalid_argument);
}

TEST_CASE("base64 agrees with RFC 4648, and a PNG as base64 begins as browsers expect", "[files]") {
  const char* expected[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
  for (size_t n = 0; n <= 6; ++n) CHECK(base64(std::string("foobar").substr(0, n)) == expected[n]);
  CHECK(base64("\xff\xfe\xfd") == "//79");
  CHECK(png_base64(at::zeros({2, 2}, torch::kUInt8)).substr(0, 11) == "iVBORw0KGgo");
}

TEST_CASE("samples come back by seed from npz and from EDM's folders", "[files]") {
  const TemporaryFolder temporary("files");
  const auto images = at::randint(0, 256, {4, 3, 5, 6}, torch::kInt).to(torch::kUInt8);
  const std::vector<uint64_t> seeds = {2001, 7, 1999, 2000};
  const auto order = at::tensor({1, 2, 3, 0}, torch::kInt64);
  for (const char* format : {"npz", "png", "png_tree"}) {
    const auto folder = temporary / format;
    write_samples(folder, images, seeds, format);
    const auto got = read_samples(folder);
    CHECK(got.seeds.equal(at::tensor({7, 1999, 2000, 2001}, torch::kInt64)));
    CHECK(got.images.equal(images.index_select(0, order)));
  }
  CHECK(fs::exists(temporary / "png/000007.png"));
  CHECK(fs::exists(temporary / "png_tree/001000/001999.png"));
  const auto stored = read_npz(temporary / "npz/samples.npz");
  CHECK(stored.at("arr_0").sizes() == at::IntArrayRef({4, 5, 6, 3}));
  CHECK(stored.at("seeds").equal(at::tensor({2001, 7, 1999, 2000}, torch::kInt64)));

  const auto folder = temporary.path().string();
  CHECK_THROWS_WITH(write_samples(folder, images, seeds, "jpg"), ODELIA_CONTAINS("png_tree"));
  CHECK_THROWS_AS(write_samples(folder, images, {1, 2, 3, 1}), std::invalid_argument);
  CHECK_THROWS_AS(write_samples(folder, images, {1, 2, 3}), std::invalid_argument);
  CHECK_THROWS_AS(write_samples(folder, images, {1, 2, 3, ~uint64_t{0}}), std::invalid_argument);
  write_npz(temporary / "x.npz", {{"images", images}});
  CHECK_THROWS_WITH(read_samples(temporary / "x.npz"), ODELIA_CONTAINS("arr_0"));
  fs::create_directories(temporary / "none");
  CHECK_THROWS_AS(read_samples(temporary / "none"), std::invalid_argument);
  // Two sets in one folder: which would it be?
  const auto two = temporary / "two";
  write_samples(two, images, seeds, "npz");
  write_samples(two, images, seeds, "png");
  CHECK_THROWS_WITH(read_samples(two), ODELIA_CONTAINS("both samples.npz and PNGs"));
  const auto runs = temporary / "runs";
  write_samples(runs + "/ddim", images, seeds, "png");
  CHECK_THROWS_WITH(read_samples(runs), ODELIA_CONTAINS("another set"));
  // A manifest names its samples.
  const auto named = temporary / "named";
  write_samples(named, images, seeds, "png");
  std::ofstream(named + "/manifest.json") << R"({"verb": "sample", "seeds": "7,1999-2001",
      "written": "7,1999-2001", "failed": [], "nfe": 10})";
  CHECK(read_samples(named).images.size(0) == 4);
  write_png(named + "/000003.png", images[0]);
  CHECK_THROWS_WITH(read_samples(named), ODELIA_CONTAINS("not those of the 4 seeds"));
  // 000007.png beside 7.png would be one sample counted twice.
  write_png(temporary / "png/7.png", images[0]);
  CHECK_THROWS_WITH(read_samples(temporary / "png"), ODELIA_CONTAINS("twice"));
}
