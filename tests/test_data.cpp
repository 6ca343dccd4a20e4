#include "tests/catch.h"

#include <unistd.h>
#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <limits>

#include "experiments/data/fetch.h"
#include "models/data/datasets.h"
#include "models/data/files.h"
#include "models/data/images.h"
#include "models/data/md5.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

/// A folder that goes away with the test.
struct TemporaryFolder {
  fs::path path = fs::temp_directory_path() / ("odelia-test-data-" + std::to_string(::getpid()));
  TemporaryFolder() { fs::create_directories(path); }
  ~TemporaryFolder() { fs::remove_all(path); }
};

Tensor bytes_of(const std::string& text) {
  auto out = at::empty({static_cast<int64_t>(text.size())}, torch::kUInt8);
  std::copy(text.begin(), text.end(), static_cast<char*>(out.data_ptr()));
  return out;
}

/// The real data, where this machine has it; else empty.
std::string real_data() {
  if (const char* named = std::getenv("ODELIA_DATA")) return named;
  const auto beside = fs::path(ODELIA_SOURCE_DIR) / ".." / "shared" / "data";
  return fs::is_directory(beside) ? beside.string() : "";
}

}  // namespace

TEST_CASE("MD5 agrees with the test suite of RFC 1321", "[data]") {
  const auto md5 = [](const std::string& s) { return md5_hex(s.data(), s.size()); };
  CHECK(md5("") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(md5("abc") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(md5("abcdefghijklmnopqrstuvwxyz") == "c3fcd3d76192e4007dfb496cca67e13b");
  CHECK(
      md5("1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678"
          "9012345678901234567890")
          .size() == 32);
  CHECK(md5("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") ==
        "d174ab98d277d9f5a5611c2c9f419d9f");
  CHECK(md5("12345678901234567890123456789012345678901234567890123456789012345678901234567890") ==
        "57edf4a22be3c955ac49da2e2107b67a");
}

TEST_CASE("MD5 does not depend on how the bytes are cut into pieces", "[data]") {
  const std::string text(1000, 'x');
  for (size_t piece : {1, 3, 55, 56, 63, 64, 65, 119, 128}) {
    Md5 md5;
    for (size_t i = 0; i < text.size(); i += piece)
      md5.update(text.data() + i, std::min(piece, text.size() - i));
    CHECK(md5.hex() == md5_hex(text.data(), text.size()));
  }
}

TEST_CASE("pixels round to bytes half up, clamped, exactly at the boundaries", "[data]") {
  // 127.5 x + 128 is exactly k at x = (k - 128) / 127.5; one step below it belongs to k - 1.
  const double inf = std::numeric_limits<double>::infinity();
  for (int k = 1; k <= 255; ++k) {
    const double half = 2.0 * k - 256;  // (k - 128) / 127.5 = half / 255
    const auto x = at::tensor({half / 255 + 1e-12, half / 255 - 1e-12}, torch::kFloat64);
    CHECK(to_uint8(x)[0].item<int>() == k);
    CHECK(to_uint8(x)[1].item<int>() == k - 1);
  }
  const auto ends = at::tensor({-inf, -5.0, -1.0, 0.0, 1.0, 5.0, inf}, torch::kFloat64);
  CHECK(to_uint8(ends).equal(
      at::tensor({0, 0, 0, 128, 255, 255, 255}, torch::kInt).to(torch::kUInt8)));
}

TEST_CASE("bytes survive the way to [-1, 1] and back in float32 and float64", "[data]") {
  const auto bytes = at::arange(256, torch::kInt).to(torch::kUInt8);
  for (auto dtype : {torch::kFloat32, torch::kFloat64}) {
    const auto x = to_unit(bytes, dtype);
    CHECK(x[0].item<double>() == -1);
    CHECK(x[255].item<double>() == 1);
    CHECK(to_uint8(x).equal(bytes));
  }
}

TEST_CASE("the rounding rule refuses what has no byte", "[data]") {
  const auto nan = at::full({2}, std::numeric_limits<double>::quiet_NaN(), torch::kFloat64);
  CHECK_THROWS_WITH(to_uint8(nan), ODELIA_CONTAINS("NaN"));
  CHECK_THROWS_AS(to_uint8(at::zeros({2}, torch::kInt)), std::invalid_argument);
  CHECK_THROWS_AS(to_unit(at::zeros({2}, torch::kFloat32)), std::invalid_argument);
}

TEST_CASE("an idx file's header must account for every byte", "[data]") {
  const std::string good = std::string("\0\0\x08\x02\0\0\0\x02\0\0\0\x03", 12) + "abcdef";
  const auto x = parse_idx(bytes_of(good), "tiny");
  CHECK(x.sizes() == at::IntArrayRef({2, 3}));
  CHECK(x[1][2].item<int>() == 'f');
  for (size_t n = 0; n < good.size(); ++n)
    CHECK_THROWS_AS(parse_idx(bytes_of(good.substr(0, n)), "tiny"), std::runtime_error);
  CHECK_THROWS_WITH(parse_idx(bytes_of(good + "g"), "tiny"), ODELIA_CONTAINS("tiny"));
  auto floats = good;
  floats[2] = 0x0d;
  CHECK_THROWS_AS(parse_idx(bytes_of(floats), "tiny"), std::runtime_error);
  std::string huge(20, '\xff');
  huge.replace(0, 4, "\0\0\x08\x04", 4);
  CHECK_THROWS_WITH(parse_idx(bytes_of(huge), "tiny"), ODELIA_CONTAINS("overflow"));
}

TEST_CASE("CIFAR-10 records are a label and three planes, whole", "[data]") {
  std::string record(3073, '\0');
  record[0] = 7, record[1] = 10, record[1 + 1024] = 20, record[1 + 2 * 1024 + 33] = 30;
  const auto set = parse_cifar10(bytes_of(record + record), "tiny");
  CHECK(set.images.sizes() == at::IntArrayRef({2, 3, 32, 32}));
  CHECK(set.labels[1].item<int64_t>() == 7);
  CHECK(set.images[1][0][0][0].item<int>() == 10);
  CHECK(set.images[1][1][0][0].item<int>() == 20);
  CHECK(set.images[1][2][1][1].item<int>() == 30);
  CHECK_THROWS_AS(parse_cifar10(bytes_of(record + "x"), "tiny"), std::runtime_error);
  CHECK_THROWS_AS(parse_cifar10(bytes_of(""), "tiny"), std::runtime_error);
  record[0] = 10;
  CHECK_THROWS_WITH(parse_cifar10(bytes_of(record), "tiny"), ODELIA_CONTAINS("label 10"));
}

TEST_CASE("a data set's name, split, folder and files are each checked with a remedy", "[data]") {
  TemporaryFolder folder;
  const auto root = folder.path.string();
  CHECK_THROWS_WITH(load_images("imagenet", "train", root), ODELIA_CONTAINS("fashion-mnist"));
  CHECK_THROWS_WITH(load_images("mnist", "test_first1000", root), ODELIA_CONTAINS("train, test"));
  CHECK_THROWS_WITH(load_images("mnist", "train", root + "/none"), ODELIA_CONTAINS("--data"));
  CHECK_THROWS_WITH(load_images("mnist", "train", root),
                    ODELIA_CONTAINS("odelia data fetch mnist"));
  fs::create_directories(folder.path / "MNIST" / "raw");
  const auto path = (folder.path / "MNIST" / "raw" / "t10k-images-idx3-ubyte").string();
  write_text(path, "short");
  CHECK_THROWS_WITH(load_images("mnist", "test", root),
                    ODELIA_CONTAINS("5 bytes, expected 7840016"));
  write_text(path, std::string(7'840'016, '\0'));
  CHECK_THROWS_WITH(load_images("mnist", "test", root), ODELIA_CONTAINS("MD5"));
}

TEST_CASE("a published file is read as it was downloaded, packed by gzip", "[data]") {
  TemporaryFolder temporary;
  const auto root = temporary.path.string(), path = root + "/a.gz";
  const auto pack = [&](const std::string& text) {
    const auto gz = gzopen(path.c_str(), "wb");
    REQUIRE(gzwrite(gz, text.data(), static_cast<unsigned>(text.size())) > 0);
    gzclose(gz);
  };
  const PublishedFile file{"a", 5, md5_hex("hello", 5)};
  const DataSet set{"tiny", "", {}, {"tiny", "."}, {file}, {}};
  pack("hello");
  CHECK(locate(set, file, root) == path);
  CHECK(read_published(path, file).equal(bytes_of("hello")));
  CHECK(check_file(set, file, root).good());
  pack("jello");
  CHECK(check_file(set, file, root).problem.find("MD5") == 0);
  // A bomb is unpacked to the published size and one byte more, not further.
  pack(std::string(8 << 20, '\0'));
  CHECK_THROWS_WITH(read_published(path, file), ODELIA_CONTAINS("over 5 bytes, expected 5"));
  pack("hello");
  fs::resize_file(path, fs::file_size(path) - 9);
  CHECK_THROWS_AS(read_published(path, file), std::runtime_error);
  write_text(root + "/a", "hello");  // unpacked beside it: that one is taken
  CHECK(locate(set, file, root) == root + "/a");
}

TEST_CASE("CIFAR-10 in a form that is not read is refused with the remedy", "[data]") {
  TemporaryFolder temporary;
  const auto root = temporary.path.string();
  fs::create_directories(root + "/cifar-10-batches-py");
  CHECK_THROWS_WITH(load_images("cifar10", "train", root),
                    ODELIA_CONTAINS("cifar-10-batches-py is there") &&
                        ODELIA_CONTAINS("odelia data fetch cifar10"));
  fs::remove_all(root + "/cifar-10-batches-py");
  write_text(root + "/cifar-10-binary.tar.gz", "x");
  CHECK_THROWS_WITH(load_images("cifar10", "train", root), ODELIA_CONTAINS("tar -xzf"));
}

TEST_CASE("fetching takes a file over only when it is the published one", "[data]") {
  if (std::system("curl --version > /dev/null 2>&1 && tar --version > /dev/null 2>&1") != 0) {
    WARN("no curl or no tar here: fetching is not tested");
    return;
  }
  TemporaryFolder temporary;
  const auto root = (temporary.path / "data").string();
  const auto mirror = temporary.path / "mirror";
  fs::create_directories(root);
  fs::create_directories(mirror / "tiny-bin");
  const auto gz = gzopen((mirror / "a.gz").c_str(), "wb");
  REQUIRE(gzputs(gz, "hello") == 5);
  gzclose(gz);
  const PublishedFile good{"a", 5, md5_hex("hello", 5)};
  DataSet set{"tiny", "file://" + mirror.string(), {}, {"tiny", "tiny-bin"}, {good}, {}};
  CHECK(fetch_data_set(set, root) == 1);
  CHECK(read_text(root + "/tiny/a") == "hello");
  CHECK(fetch_data_set(set, root) == 0);
  write_text(root + "/tiny/a", "jello");
  CHECK(check_file(set, good, root).problem.find("MD5") == 0);
  CHECK(fetch_data_set(set, root) == 1);
  CHECK(check_file(set, good, root).good());
  // What the mirror has is another file, longer or different: the name is not taken.
  for (const auto& other :
       {PublishedFile{"a", 4, md5_hex("hell", 4)}, PublishedFile{"a", 5, "0"}}) {
    fs::remove_all(root + "/tiny");
    set.files = {other};
    CHECK_THROWS_WITH(fetch_data_set(set, root), ODELIA_CONTAINS("not the published file"));
    CHECK(!fs::exists(root + "/tiny"));
  }
  // The same as an archive with a folder in it.
  set.files = {good};
  write_text((mirror / "tiny-bin" / "a").string(), "hello");
  const auto archive = (mirror / "tiny.tar.gz").string();
  REQUIRE(std::system(("tar -czf " + archive + " -C " + mirror.string() + " tiny-bin").c_str()) ==
          0);
  set.archive = {"tiny.tar.gz", fs::file_size(archive), md5_of_file(archive)};
  CHECK(fetch_data_set(set, root) == 1);
  CHECK(read_text(root + "/tiny/a") == "hello");
  set.archive.bytes -= 1;  // more than was announced: stopped, or refused when it is there
  fs::remove_all(root + "/tiny");
  CHECK_THROWS_WITH(fetch_data_set(set, root), ODELIA_CONTAINS("more than"));
  set.archive.bytes += 1;
  set.archive.md5 = "0";
  fs::remove_all(root + "/tiny");
  CHECK_THROWS_WITH(fetch_data_set(set, root), ODELIA_CONTAINS("not the published file"));
  CHECK(std::distance(fs::directory_iterator(root), fs::directory_iterator()) == 0);
}

TEST_CASE("the published data sets load with their known sizes", "[data]") {
  const auto root = real_data();
  if (root.empty()) {
    WARN("no data here (ODELIA_DATA): the real files are not tested");
    return;
  }
  struct Known {
    const char *name, *split;
    int64_t channels, size, n;
  };
  for (const Known& known :
       {Known{"mnist", "test", 1, 28, 10000}, Known{"fashion-mnist", "test", 1, 28, 10000},
        Known{"cifar10", "test_first1000", 3, 32, 1000}}) {
    try {
      const auto set = load_images(known.name, known.split, root);
      CHECK(set.split == known.split);
      CHECK(set.images.sizes() ==
            at::IntArrayRef({known.n, known.channels, known.size, known.size}));
      CHECK(set.labels.sizes() == at::IntArrayRef({known.n}));
      CHECK(at::bincount(set.labels).numel() == 10);
    } catch (const std::invalid_argument& missing) {
      WARN(missing.what());
    }
  }
}
