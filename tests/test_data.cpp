#include "tests/catch.h"

#include <unistd.h>
#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <limits>

#include "experiments/data/fetch.h"
#include "models/data/cifar_binary.h"
#include "models/data/cifar_pickle.h"
#include "models/data/datasets.h"
#include "models/data/files.h"
#include "models/data/idx.h"
#include "models/data/images/images.h"
#include "models/data/md5.h"
#include "tests/real_data.h"
#include "tests/temporary_folder.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

Tensor bytes_of(const std::string& text) {
  auto out = at::empty({static_cast<int64_t>(text.size())}, torch::kUInt8);
  std::copy(text.begin(), text.end(), static_cast<char*>(out.data_ptr()));
  return out;
}

/// A number as so many bytes, the lowest first.
std::string little(uint64_t value, size_t bytes) {
  std::string out;
  for (size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i);
  return out;
}

/// A text as Python 2 pickles it.
std::string pickled(const std::string& text) {
  return text.size() < 256 ? "U" + little(text.size(), 1) + text
                           : "T" + little(text.size(), 4) + text;
}

std::string pickled_array(int64_t rows, const std::string& pixels) {
  return "cnumpy.core.multiarray\n_reconstruct\nq\x07"
         "cnumpy\nndarray\nK" +
         little(0, 1) + "\x85" + pickled("b") +
         "\x87R(K\x01"
         "M" +
         little(rows, 2) + "M" + little(3072, 2) +
         "\x86"
         "cnumpy\ndtype\n" +
         pickled("u1") + "K" + little(0, 1) + "K\x01\x87R(K\x03" + pickled("|") +
         "NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK" + little(0, 1) + "tb\x89" + pickled(pixels) +
         "tb";
}

std::string pickled_labels(const std::vector<int>& labels) {
  std::string out = "]q\x05(";
  for (int label : labels) out += "K" + little(label, 1);
  return out + "e";
}

/// A batch of CIFAR-10's Python version, as the published ones are built.
std::string pickled_batch(const std::string& data, const std::string& labels) {
  return "\x80\x02}q\x01(" + pickled("batch_label") + "q\x02" + pickled("batch 1 of 5") + "q\x03" +
         pickled("labels") + "q\x04" + labels + pickled("data") + data + pickled("filenames") +
         "](" + pickled("a.png") + pickled("b.png") + "eu.";
}

/// A set whose reader gives for each split something else than is registered.
const RegisterDataSet misread{
    {.name = "misread",
     .splits = {"good", "floats", "grey", "narrow", "unlabelled", "beyond"},
     .shape = {3, 2, 2},
     .classes = 4,
     .read = [](const DataSet& set, const std::string& split, const std::string&) -> ImageSet {
       const int64_t channels = split == "grey" ? 1 : 3;
       Tensor images = at::zeros({4, channels, 2, 2}, at::kByte);
       Tensor labels = at::arange(4);
       if (split == "floats") images = images.to(at::kFloat);
       if (split == "narrow") labels = labels.to(at::kInt);
       if (split == "unlabelled") labels = Tensor();
       if (split == "beyond") labels = labels + 1;
       return {images, labels, set.name, split};
     }}};

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

TEST_CASE("a pickle of CIFAR-10's Python version is read as the data it holds", "[data]") {
  std::string pixels(2 * 3072, '\0');
  pixels[3072] = 10, pixels[3072 + 1024] = 20, pixels[3072 + 2 * 1024 + 33] = 30;
  const auto read = [](const std::string& bytes) {
    return parse_cifar10_pickle(bytes_of(bytes), "tiny");
  };
  const std::string good = pickled_batch(pickled_array(2, pixels), pickled_labels({3, 7}));
  const auto set = read(good);
  CHECK(set.images.sizes() == at::IntArrayRef({2, 3, 32, 32}));
  CHECK(set.labels.equal(at::tensor({3, 7}, torch::kLong)));
  CHECK(set.images[0].sum().item<int64_t>() == 0);
  CHECK(set.images[1][0][0][0].item<int>() == 10);
  CHECK(set.images[1][1][0][0].item<int>() == 20);
  CHECK(set.images[1][2][1][1].item<int>() == 30);

  for (size_t n = 0; n < good.size(); n += n < good.size() - 200 && n > 400 ? 97 : 1)
    CHECK_THROWS_AS(read(good.substr(0, n)), std::runtime_error);
  CHECK_THROWS_WITH(read(good + "x"), ODELIA_CONTAINS("bytes follow its end"));
  const auto with = [&](const std::string& data, const std::string& labels) {
    return read(pickled_batch(data, labels));
  };
  const auto array = pickled_array(2, pixels);
  CHECK_THROWS_WITH(with(array, pickled_labels({3})), ODELIA_CONTAINS("2 images but 1 labels"));
  CHECK_THROWS_WITH(with(array, pickled_labels({3, 10})), ODELIA_CONTAINS("label 10"));
  CHECK_THROWS_WITH(with(pickled_array(3, pixels), pickled_labels({3, 7})),
                    ODELIA_CONTAINS("an array [3, 3072] of 6144 bytes"));
  CHECK_THROWS_WITH(with("K\x01", pickled_labels({3, 7})), ODELIA_CONTAINS("no array 'data'"));
  CHECK_THROWS_WITH(read("\x80\x02]."), ODELIA_CONTAINS("no dictionary"));
  CHECK_THROWS_WITH(read("\x80\x04}."), ODELIA_CONTAINS("no pickle of protocol 2"));
  CHECK_THROWS_WITH(read("\x80\x02}q\x01h\x01u."), ODELIA_CONTAINS("at byte 7: there is no mark"));
  const std::string itself = "]q\x01h\x01" + std::string("a");  // a list that holds itself
  CHECK_THROWS_WITH(read("\x80\x02" + itself + "."), ODELIA_CONTAINS("no dictionary"));
  CHECK_THROWS_WITH(read(pickled_batch(pickled_array(1, pixels.substr(3072)), itself)),
                    ODELIA_CONTAINS("a label that is no number"));
  std::string doubles = array;
  doubles.replace(doubles.find("u1"), 2, "f8");
  CHECK_THROWS_WITH(with(doubles, pickled_labels({3, 7})),
                    ODELIA_CONTAINS("something else than bytes"));
  CHECK_THROWS_WITH(read("\x80\x02" + std::string(300'000, ']')),
                    ODELIA_CONTAINS("more than 200000"));
}

TEST_CASE("a pickle that would run something is refused by name and place", "[data]") {
  const fs::path made = fs::temp_directory_path() / ("odelia-ran-" + std::to_string(::getpid()));
  const auto read = [](const std::string& bytes) {
    return parse_cifar10_pickle(bytes_of(bytes), "evil");
  };
  // What pickle.load would run as a command.
  CHECK_THROWS_WITH(
      read("\x80\x02"
           "cposix\nsystem\n" +
           pickled("touch " + made.string()) + "\x85R."),
      ODELIA_CONTAINS("evil") && ODELIA_CONTAINS("at byte 2: it names 'posix.system'"));
  CHECK_THROWS_WITH(read("\x80\x02(S'x'\nios\nsystem\n."), ODELIA_CONTAINS("opcode STRING (0x53)"));
  CHECK_THROWS_WITH(read("\x80\x02(ios\nsystem\n."),
                    ODELIA_CONTAINS("at byte 3: opcode INST (0x69)"));
  CHECK_THROWS_WITH(read("\x80\x02"
                         "cnumpy\nfromfile\nU\x01x\x85R."),
                    ODELIA_CONTAINS("it names 'numpy.fromfile'"));
  CHECK_THROWS_WITH(read("\x80\x02"
                         "cnumpy\nndarray\nU\x01x\x85R."),
                    ODELIA_CONTAINS("it holds no dictionary"));
  for (const auto& [code, name] : {std::pair{'\x93', "STACK_GLOBAL"},
                                   {'\x81', "NEWOBJ"},
                                   {'\x82', "EXT1"},
                                   {'P', "PERSID"},
                                   {'o', "OBJ"}})
    CHECK_THROWS_WITH(read(std::string("\x80\x02") + code), ODELIA_CONTAINS(name));
  CHECK_FALSE(fs::exists(made));
}

TEST_CASE("what Python itself pickles as the published files were is read", "[data]") {
  if (std::system("python3 --version > /dev/null 2>&1") != 0) {
    WARN("no python3 here: its pickles are not tested");
    return;
  }
  const TemporaryFolder temporary("data");
  const auto root = temporary.path().string();
  // Python's own pickler, its texts written as Python 2 wrote them, its numpy a stand-in.
  write_text(root + "/write.py", R"py(
import pickle, struct, sys, types
core, numpy = types.ModuleType('numpy.core.multiarray'), types.ModuleType('numpy')
def _reconstruct(kind, shape, code): return ndarray()
class dtype:
    def __init__(self, code, a, b): pass
    def __reduce__(self): return dtype, (b'u1', 0, 1), (3, b'|', None, None, None, -1, -1, 0)
    def __setstate__(self, state): pass
class ndarray:
    def __reduce__(self):
        return _reconstruct, (ndarray, (0,), b'b'), (1, self.shape, dtype(b'u1', 0, 1), False, self.data)
    def __setstate__(self, state): pass
_reconstruct.__module__, ndarray.__module__, dtype.__module__ = core.__name__, 'numpy', 'numpy'
core._reconstruct, numpy.ndarray, numpy.dtype = _reconstruct, ndarray, dtype
sys.modules.update({'numpy': numpy, 'numpy.core': types.ModuleType('numpy.core'), core.__name__: core})
class Pickler(pickle._Pickler):
    dispatch = dict(pickle._Pickler.dispatch)
    def save_bytes(self, text):
        n = len(text)
        self.write((b'U' + bytes([n]) if n < 256 else b'T' + struct.pack('<i', n)) + text)
        self.memoize(text)
    dispatch[bytes] = save_bytes
rows = 1500
data = ndarray()
data.shape, data.data = (rows, 3072), bytes((i // 3072 * 7 + i) % 256 for i in range(rows * 3072))
batch = {b'batch_label': b'testing batch 1 of 1', b'labels': [i % 10 for i in range(rows)],
         b'data': data, b'filenames': [b'%d.png' % i for i in range(rows)]}
Pickler(open(sys.argv[1], 'wb'), 2).dump(batch)
)py");
  REQUIRE(std::system(("python3 " + root + "/write.py " + root + "/batch").c_str()) == 0);
  const auto set = parse_cifar10_pickle(bytes_of(read_text(root + "/batch")), "batch");
  const auto i = at::arange(1500 * 3072);
  CHECK(
      set.images.flatten().equal((i.div(3072, "floor") * 7 + i).remainder(256).to(torch::kUInt8)));
  CHECK(set.labels.equal(at::arange(1500).remainder(10)));
}

TEST_CASE("a data set's name, split, folder and files are each checked with a remedy", "[data]") {
  const TemporaryFolder folder("data");
  const auto root = folder.path().string();
  CHECK_THROWS_WITH(load_images("imagenet", "train", root), ODELIA_CONTAINS("fashion-mnist"));
  CHECK_THROWS_WITH(load_images("mnist", "test_first1000", root), ODELIA_CONTAINS("train, test"));
  CHECK_THROWS_WITH(load_images("mnist", "train", root + "/none"), ODELIA_CONTAINS("--data"));
  CHECK_THROWS_WITH(load_images("mnist", "train", root),
                    ODELIA_CONTAINS("odelia data fetch mnist"));
  fs::create_directories(folder / "MNIST/raw");
  const auto path = folder / "MNIST/raw/t10k-images-idx3-ubyte";
  write_text(path, "short");
  CHECK_THROWS_WITH(load_images("mnist", "test", root),
                    ODELIA_CONTAINS("5 bytes, expected 7840016"));
  write_text(path, std::string(7'840'016, '\0'));
  CHECK_THROWS_WITH(load_images("mnist", "test", root), ODELIA_CONTAINS("MD5"));
}

TEST_CASE("what a data set's reader gives is held to what the set is registered as",
          "[data][errors]") {
  CHECK(load_images("misread", "good").labels.equal(at::arange(4)));
  for (const auto& [split, what] :
       {std::pair{"floats", "images Float [4, 3, 2, 2]; expected Byte [N, 3, 2, 2]"},
        {"grey", "images Byte [4, 1, 2, 2]; expected Byte [N, 3, 2, 2]"},
        {"narrow", "labels Int [4]; expected Long [4], each in 0..3"},
        {"unlabelled", "labels that are undefined; expected Long"},
        {"beyond", "each in 0..3"}}) {
    INFO(split);
    CHECK_THROWS_AS(load_images("misread", split), std::logic_error);
    CHECK_THROWS_WITH(load_images("misread", split),
                      ODELIA_CONTAINS("data set 'misread'") && ODELIA_CONTAINS(what));
  }
}

TEST_CASE("a published file is read as it was downloaded, packed by gzip", "[data]") {
  const TemporaryFolder temporary("data");
  const auto root = temporary.path().string(), path = root + "/a.gz";
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
  const TemporaryFolder temporary("data");
  const auto root = temporary.path().string();
  for (const std::string name : {"cifar-10-binary.tar.gz", "cifar-10-python.tar.gz"}) {
    write_text(root + "/" + name, "x");
    CHECK_THROWS_WITH(
        load_images("cifar10", "train", root),
        ODELIA_CONTAINS("tar -xzf " + name) && ODELIA_CONTAINS("odelia data fetch cifar10"));
    fs::remove(root + "/" + name);
  }
  // The Python version's files are looked for, and held against their published sizes.
  fs::create_directories(root + "/cifar-10-batches-py");
  write_text(root + "/cifar-10-batches-py/data_batch_1", "short");
  write_text(root + "/cifar-10-batches-py/test_batch", "short");
  for (const char* split : {"train", "test"})
    CHECK_THROWS_WITH(load_images("cifar10", split, root),
                      ODELIA_CONTAINS("5 bytes, expected 31035"));
}

TEST_CASE("fetching takes a file over only when it is the published one", "[data]") {
  if (std::system("curl --version > /dev/null 2>&1 && tar --version > /dev/null 2>&1") != 0) {
    WARN("no curl or no tar here: fetching is not tested");
    return;
  }
  const TemporaryFolder temporary("data");
  const auto root = temporary / "data";
  const auto mirror = temporary.path() / "mirror";
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
  const auto refuses_a_file = [&] {  // that has the folder's name
    fs::remove_all(root + "/tiny");
    write_text(root + "/tiny", "x");
    CHECK_THROWS_WITH(fetch_data_set(set, root),
                      ODELIA_CONTAINS("data fetch --data-folder") && ODELIA_CONTAINS("is a file"));
    fs::remove(root + "/tiny");
  };
  refuses_a_file();
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
  refuses_a_file();
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

TEST_CASE("training splits have their known sizes and classes", "[data]") {
  struct Known {
    const char* name;
    std::vector<int64_t> shape;
    std::vector<int64_t> counts;  ///< of each class
  };
  // MNIST's classes are not of one size; the others' are, as their authors say.
  for (const Known& known :
       {Known{"cifar10", {50000, 3, 32, 32}, std::vector<int64_t>(10, 5000)},
        Known{"fashion-mnist", {60000, 1, 28, 28}, std::vector<int64_t>(10, 6000)},
        Known{"mnist",
              {60000, 1, 28, 28},
              {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}}}) {
    INFO(known.name);
    const auto set = real_split(known.name, "train");
    if (!set) continue;
    CHECK(set->split == "train");
    CHECK(set->images.sizes() == at::IntArrayRef(known.shape));
    CHECK(at::bincount(set->labels).equal(at::tensor(known.counts)));
  }
}
