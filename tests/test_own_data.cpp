// Images of one's own: folders, archives and arrays of them, by one reader, into every verb.
#include "tests/catch.h"

#include <zlib.h>

#include <filesystem>

#include <ATen/ATen.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/data/files.h"
#include "models/data/images/image_file.h"
#include "models/data/images/jpeg.h"
#include "models/data/images/own_images.h"
#include "models/data/images/read_data.h"
#include "models/data/images/resample.h"
#include "models/data/json.h"
#include "models/data/md5.h"
#include "models/data/npy.h"
#include "models/data/npz.h"
#include "models/data/picture_tensor.h"
#include "models/data/png.h"
#include "tests/bytes.h"
#include "tests/make_zip.h"
#include "tests/program_folder.h"
#include "tests/threads.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

/// Pixels of random grey levels, uint8 [C, side, side].
Tensor pixels(int64_t seed, int64_t channels = 3, int64_t side = 8) {
  at::manual_seed(seed);
  return at::randint(256, {channels, side, side}, at::kLong).to(at::kByte);
}

std::string png(const Tensor& planes) { return encode_png(planes.permute({1, 2, 0})); }

/// The same function as in tests/reference/images.py.
Picture pattern(int64_t height, int64_t width) {
  Picture out(height, width, 1);
  for (int64_t y = 0; y < height; ++y)
    for (int64_t x = 0; x < width; ++x)
      out.pixels[y * width + x] = static_cast<uint8_t>(37 * x * x + 91 * y + 53 * x * y);
  return out;
}

/// A PNG of any kind: `rows` as they are stored, without the byte in front that names a filter.
std::string raw_png(int width, int depth, int type, const std::vector<std::string>& rows,
                    const std::string& before = "") {
  std::string data;
  for (const auto& row : rows) data += '\0' + row;
  std::string packed(compressBound(data.size()), '\0');
  uLongf size = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()), &size,
           reinterpret_cast<const Bytef*>(data.data()), data.size());
  packed.resize(size);
  return "\x89PNG\r\n\x1a\n" +
         png_chunk("IHDR",
                   big_endian(width) + big_endian(static_cast<uint32_t>(rows.size())) +
                       std::string{static_cast<char>(depth), static_cast<char>(type), 0, 0, 0}) +
         before + png_chunk("IDAT", packed) + png_chunk("IEND", "");
}

ImageSet read(const std::string& path, const ImageRule& rule = {}) {
  return read_data({.data = path, .rule = rule}, "test");
}

std::vector<int64_t> numbers(const Tensor& labels) {
  return {labels.data_ptr<int64_t>(), labels.data_ptr<int64_t>() + labels.numel()};
}

std::string corpus(const std::string& name) {
  return read_text(ODELIA_SOURCE_DIR "/tests/fuzz/corpus/" + name);
}

}  // namespace

TEST_CASE("a folder's images come in the order of their names, labelled by sub-folders", "[data]") {
  const ProgramFolder place("own-data");
  const std::vector<std::string> names = {"a/z.PNG", "a/ä b/1.jpeg.png", "katze 猫/10.png",
                                          "katze 猫/9.png", "é/deep/er/x.png"};
  for (size_t i = 0; i < names.size(); ++i)
    place.put("set/" + names[i], png(pixels(static_cast<int64_t>(i))));
  for (const char* other : {"set/notes.txt", "set/.hidden.png", "set/.cache/x.png",
                            "set/__MACOSX/a.png", "set/a/Thumbs.db"})
    place.put(other, "no image");
  fs::create_directory_symlink(place / "set/a", place / "other");
  const ImageSet set = read(place / "set/");
  REQUIRE(set.images.sizes() == at::IntArrayRef({5, 3, 8, 8}));
  // By bytes: a/z before a/ä, 10 before 9; ASCII before é.
  for (int64_t i = 0; i < 5; ++i) CHECK(set.images[i].equal(pixels(i)));
  CHECK(numbers(set.labels) == std::vector<int64_t>{0, 0, 1, 1, 2});
  CHECK(class_count(set) == 3);
  CHECK(set.name == "set");
  CHECK(set.provenance.at("labels") == "sub-folders");
  CHECK(set.provenance.at("classes") == nlohmann::json{"a", "katze 猫", "é"});
  CHECK(set.provenance.at("n") == 5);
  CHECK(set.provenance.at("rule") == "as stored");
  // One sub-folder alone is no class, and neither are images beside sub-folders.
  CHECK(!read(place / "set/katze 猫").labels.defined());
  CHECK(read(place / "other").images.equal(set.images.narrow(0, 0, 2)));  // a link
  place.put("set/top.png", png(pixels(9)));
  CHECK(!read(place / "set").labels.defined());
  CHECK(read(place / "set").provenance.at(kStray) == "top.png");
  CHECK(!set.provenance.contains(kStray));

  fs::create_directory_symlink(place / "set", place / "set/a/back");
  CHECK_THROWS_WITH(read(place / "set"), ODELIA_CONTAINS("circle"));
  fs::remove(place / "set/a/back");
  place.put("set/b.webp", "x");
  CHECK_THROWS_WITH(read(place / "set"), ODELIA_CONTAINS("b.webp"));
  fs::create_directories(place / "empty/deeper");
  CHECK_THROWS_WITH(read(place / "empty"), ODELIA_CONTAINS("no image lies there"));
  CHECK_THROWS_WITH(read(place / "nowhere"),
                    ODELIA_CONTAINS("unknown data set") && ODELIA_CONTAINS("--data-folder"));
}

TEST_CASE("labels by dataset.json, in a folder and in a zip as EDM's tool writes them", "[data]") {
  const ProgramFolder place("own-data");
  std::map<std::string, std::string> files;
  nlohmann::json labels = nlohmann::json::array();
  for (int64_t i = 0; i < 4; ++i) {
    const auto name = fmt::format("{:05d}/img{:08d}.png", i / 2, i);
    files[name] = png(pixels(i));
    labels.push_back(nlohmann::json::array({name, 3 * i % 4}));
  }
  const auto with = [&](const nlohmann::json& json) {
    files["dataset.json"] = json.dump();
    make_zip(place / "edm.zip", files);
    for (const auto& [name, bytes] : files) place.put("edm/" + name, bytes);
  };
  with({{"labels", labels}});
  const ImageSet folder = read(place / "edm");
  CHECK(numbers(folder.labels) == std::vector<int64_t>{0, 3, 2, 1});
  CHECK(folder.provenance.at("labels") == "dataset.json");
  for (const int method : {ZIP_CM_STORE, ZIP_CM_DEFLATE}) {
    make_zip(place / "edm.zip", files, method);
    const ImageSet zip = read(place / "edm.zip");
    CHECK(zip.images.equal(folder.images));
    CHECK(zip.labels.equal(folder.labels));
    CHECK(zip.provenance.at("kind") == "zip");
  }
  // `zip -r` of a folder, and that folder: everything lies one below.
  std::map<std::string, std::string> below;
  for (const auto& [name, bytes] : files) {
    below["my data/" + name] = bytes;
    place.put("above/my data/" + name, bytes);
  }
  make_zip(place / "below.zip", below);
  for (const char* path : {"below.zip", "above"}) {
    INFO(path);
    CHECK(read(place / path).images.equal(folder.images));
    CHECK(read(place / path).labels.equal(folder.labels));
    CHECK(read(place / path).provenance.at("labels") == "dataset.json");
  }
  below["other.png"] = png(pixels(9));  // that it says nothing of
  make_zip(place / "below.zip", below);
  CHECK(read(place / "below.zip").provenance.at("labels") == "nothing");
  with({{"labels", nullptr}});  // sub-folders by thousands are no classes then
  CHECK(!read(place / "edm").labels.defined());
  CHECK(!read(place / "edm.zip").labels.defined());

  const auto refused = [&](const nlohmann::json& json, const std::string& why) {
    with(json);
    for (const char* path : {"edm", "edm.zip"})
      CHECK_THROWS_WITH(read(place / path),
                        ODELIA_CONTAINS(why) && ODELIA_CONTAINS("dataset.json"));
  };
  auto more = labels, fewer = labels, twice = labels, text = labels, vectors = labels;
  more.push_back(nlohmann::json::array({"00009/img.png", 1}));
  fewer.erase(2);
  twice.push_back(labels[1]);
  text[0][1] = "cat";
  vectors[1][1] = {0.5, 0.5};
  refused({{"labels", more}}, "names '00009/img.png', which is not there");
  refused({{"labels", fewer}}, "no label for '00001/img00000002.png'");
  refused({{"labels", twice}}, "'00000/img00000001.png' twice");
  refused({{"labels", text}}, "whole number");
  refused({{"labels", vectors}}, "whole number");
  refused({{"labels", 3}}, "a list of");
  refused({{"label", labels}}, "has no 'labels'");
  text[0][1] = -1;
  refused({{"labels", text}}, "whole number");
}

TEST_CASE("an archive that lies about itself is refused", "[data]") {
  const ProgramFolder place("own-data");
  const std::string path = place / "x.zip";
  place.put("x.zip", "no zip");
  CHECK_THROWS_WITH(read(path), ODELIA_CONTAINS("not a usable zip of images"));
  make_zip(path, {{"a.txt", "x"}});
  CHECK_THROWS_WITH(read(path), ODELIA_CONTAINS("no image lies there"));
  make_zip(path, {{"a.gif", "x"}, {"b.png", png(pixels(1))}});
  CHECK_THROWS_WITH(read(path), ODELIA_CONTAINS("a.gif"));
  make_zip(path, {{"x.png", png(pixels(1))}, {"y.png", png(pixels(2))}});
  std::string text = read_text(path);
  for (size_t at; (at = text.find("y.png")) != std::string::npos;) text[at] = 'x';
  place.put("x.zip", text);
  CHECK_THROWS_AS(read(path), std::runtime_error);
  // A bomb: 400 MB of zeros, which no picture of this size needs, are not unpacked.
  make_zip(path, {{"x.png", std::string(400'000'000, '\0')}}, ZIP_CM_DEFLATE);
  CHECK(fs::file_size(path) < 1'000'000);
  CHECK_THROWS_WITH(read(path), ODELIA_CONTAINS("made to fill the memory"));
  // Every cut of a small one.
  make_zip(path, {{"x.png", png(pixels(1, 1, 2))}});
  const std::string good = read_text(path);
  for (size_t n = 0; n < good.size(); n += 3) {
    place.put("x.zip", good.substr(0, n));
    CHECK_THROWS_AS(read(path), std::runtime_error);
  }
}

TEST_CASE("arrays of images are read in either layout, with their labels", "[data]") {
  const ProgramFolder place("own-data");
  const Tensor images = at::stack({pixels(1), pixels(2), pixels(3)}),
               labels = at::tensor({2, 0, 1}, at::kLong);
  write_npz(place / "nchw.npz", {{"arr_0", images}, {"arr_1", labels}});
  write_npz(place / "nhwc.npz",
            {{"arr_0", images.permute({0, 2, 3, 1})}, {"arr_1", labels.to(at::kInt)}});
  for (const char* file : {"nchw.npz", "nhwc.npz"}) {
    const ImageSet set = read(place / file);
    CHECK(set.images.equal(images));
    CHECK(set.labels.equal(labels));
    CHECK(set.provenance.at("labels") == "arr_1");
  }
  const Tensor last = images.permute({0, 2, 3, 1}).contiguous();
  const std::string npy = npy_header(at::kByte, last.sizes(), "x") +
                          std::string(static_cast<char*>(last.data_ptr()), last.numel());
  place.put("x.npy", npy);
  CHECK(read(place / "x.npy").images.equal(images));
  CHECK(!read(place / "x.npy").labels.defined());
  for (const size_t cut : {size_t{5}, size_t{40}, npy.size() - 1}) {
    place.put("cut.npy", npy.substr(0, cut));
    CHECK_THROWS_AS(read(place / "cut.npy"), std::runtime_error);
  }
  const auto refused = [&](const std::map<std::string, Tensor>& arrays, const std::string& why) {
    write_npz(place / "bad.npz", arrays);
    CHECK_THROWS_WITH(read(place / "bad.npz"), ODELIA_CONTAINS(why));
  };
  refused({{"x", images}}, "holds no arr_0");
  refused({{"arr_0", images.to(at::kFloat)}}, "uint8 [N, H, W, C]");
  refused({{"arr_0", images.narrow(1, 0, 2)}}, "uint8 [N, H, W, C]");
  refused({{"arr_0", images.narrow(0, 0, 0)}}, "holds no images");
  refused({{"arr_0", images.narrow(2, 0, 5)}}, "square");
  refused({{"arr_0", images}, {"arr_1", labels.narrow(0, 0, 2)}}, "arr_1 must be labels");
  refused({{"arr_0", images}, {"arr_1", labels.to(at::kFloat)}}, "arr_1 must be labels");
  refused({{"arr_0", images}, {"arr_1", labels - 1}}, "got -1");
}

TEST_CASE("one rule makes bytes of every kind of file, or refuses it by its name", "[data]") {
  const auto decoded = [](const std::string& bytes, Conversions* done = nullptr) {
    Conversions own;
    return decode_image(bytes, "here/x.png", done ? *done : own);
  };
  Conversions done;
  // v / 257, rounded half up: 128 is the last that becomes 0, 129 the first that becomes 1.
  const std::string deep("\x00\x00\x00\x80\x00\x81\xff\xff\x80\x80\x81\x01", 12);
  CHECK(decoded(raw_png(6, 16, 0, {deep}), &done).pixels ==
        std::vector<uint8_t>{0, 0, 1, 255, 128, 129});
  CHECK(done.sixteen);
  CHECK(decoded(raw_png(2, 16, 2, {deep})).channels == 3);
  // A palette's colours, at 2 bits a pixel.
  const std::string colours("\x01\x02\x03\xff\x00\x80\x09\x08\x07", 9);
  const Picture palette =
      decoded(raw_png(4, 2, 3, {std::string(1, '\x18')}, png_chunk("PLTE", colours)), &done);
  CHECK(palette.pixels == std::vector<uint8_t>{1, 2, 3, 255, 0, 128, 9, 8, 7, 1, 2, 3});
  CHECK(done.palette);
  // Fewer bits of grey are spread over the bytes.
  CHECK(decoded(raw_png(4, 2, 0, {std::string(1, '\x1b')})).pixels ==
        std::vector<uint8_t>{0, 85, 170, 255});
  // Opacity that is whole is no information; any other is refused.
  CHECK(decoded(raw_png(2, 8, 6, {std::string("\1\2\3\xff\4\5\6\xff", 8)}), &done).pixels ==
        std::vector<uint8_t>{1, 2, 3, 4, 5, 6});
  CHECK(done.opacity);
  CHECK(decoded(raw_png(2, 8, 4, {std::string("\1\xff\4\xff", 4)})).channels == 1);
  for (const std::string& transparent :
       {raw_png(2, 8, 6, {std::string("\1\2\3\xff\4\5\6\xfe", 8)}),
        raw_png(1, 16, 4, {std::string("\1\1\xff\xfe", 4)}),
        raw_png(2, 8, 0, {"ab"}, png_chunk("tRNS", std::string("\0a", 2))),
        raw_png(4, 2, 3, {std::string(1, '\x18')},
                png_chunk("PLTE", colours) + png_chunk("tRNS", std::string(1, '\7')))})
    CHECK_THROWS_WITH(decoded(transparent),
                      ODELIA_CONTAINS("transparent") && ODELIA_CONTAINS("here/x.png"));
  CHECK_THROWS_WITH(decoded(corpus("jpeg/cmyk")),
                    ODELIA_CONTAINS("CMYK") && ODELIA_CONTAINS("here/x.png"));
  CHECK_THROWS_WITH(decoded("GIF89a and so on"), ODELIA_CONTAINS("neither PNG nor JPEG"));
  // What a header declares is not believed.
  const std::string vast =
      "\x89PNG\r\n\x1a\n" +
      png_chunk("IHDR", big_endian(60000) + big_endian(60000) + std::string("\x08\0\0\0\0", 5)) +
      png_chunk("IDAT", "") + png_chunk("IEND", "");
  CHECK_THROWS_WITH(decoded(vast), ODELIA_CONTAINS("at most"));

  // Grey among colours is written three times; a folder of grey alone stays grey.
  const ProgramFolder place("own-data");
  place.put("set/a.png", png(pixels(1)));
  place.put("set/b.png", png(pixels(2, 1)));
  const ImageSet both = read(place / "set");
  CHECK(both.images[1].equal(pixels(2, 1).expand({3, 8, 8})));
  CHECK(both.provenance.at("files").at("grey among colours") == 1);
  fs::remove(place / "set/a.png");
  CHECK(read(place / "set").images.equal(pixels(2, 1).unsqueeze(0)));
}

TEST_CASE("JPEG files have the pixels that Pillow sees in them", "[data]") {
  // tests/reference/images.py, Pillow 13.0.0.
  for (const auto& [name, channels, md5] : {std::tuple<const char*, int64_t, const char*>{
                                                "colour", 3, "de915d0e718ec184bcd0717319b74df0"},
                                            {"progressive", 3, "661375102d4151db6c37b09fe89b847b"},
                                            {"grey", 1, "06480c81fd4c9f45e14cacc8b8214ada"}}) {
    INFO(name);
    const std::string bytes = corpus(std::string("jpeg/") + name);
    const Picture picture = decode_jpeg(bytes, name);
    CHECK(picture.height == 16);
    CHECK(picture.width == 24);
    CHECK(picture.channels == channels);
    CHECK(md5_hex(picture.pixels.data(), picture.pixels.size()) == md5);
    // Cut short it is damaged, of which libjpeg would only warn.
    for (size_t n = 0; n + 2 < bytes.size(); n += 7)
      CHECK_THROWS_AS(decode_jpeg(bytes.substr(0, n), name), std::runtime_error);
  }
}

TEST_CASE("images are resampled as Pillow does", "[data]") {
  // tests/reference/images.py: of a 9 x 9 pattern, the first 16 values.
  const std::tuple<const char*, int64_t, std::vector<uint8_t>> cases[] = {
      {"box", 4, {78, 99, 104, 95, 115, 112, 143, 100, 153, 69, 161, 106, 132, 142, 158, 123}},
      {"box", 13, {0, 37, 37, 148, 77, 77, 80, 157, 157, 52, 21, 21, 64, 91, 181, 181}},
      {"bilinear",
       4,
       {93, 92, 105, 110, 127, 112, 145, 121, 142, 82, 118, 100, 131, 110, 161, 142}},
      {"bilinear", 13, {0, 20, 63, 139, 104, 78, 80, 133, 117, 50, 28, 41, 64, 49, 84, 115}},
      {"bicubic", 4, {90, 92, 107, 109, 129, 112, 149, 119, 143, 75, 117, 99, 131, 112, 169, 142}},
      {"bicubic", 13, {0, 4, 54, 148, 109, 69, 77, 152, 131, 37, 9, 33, 68, 37, 81, 125}},
      {"lanczos", 4, {87, 91, 111, 110, 135, 111, 148, 120, 142, 75, 114, 99, 131, 110, 175, 145}},
      {"lanczos", 13, {0, 0, 55, 148, 118, 56, 77, 162, 140, 26, 0, 33, 71, 24, 75, 140}}};
  for (const auto& [filter, side, expected] : cases) {
    INFO(filter << " " << side);
    const Picture got = resized(pattern(9, 9), side, side, filter);
    REQUIRE(got.pixels.size() == static_cast<size_t>(side * side));
    CHECK(std::vector<uint8_t>(got.pixels.begin(), got.pixels.begin() + 16) == expected);
  }
  const Picture dhariwal =
      applied(ImageRule{.resize = 4, .transform = "center-crop-dhariwal"}, pattern(21, 30));
  CHECK(dhariwal.pixels == std::vector<uint8_t>{130, 120, 134, 153, 119, 107, 128, 126, 141, 127,
                                                133, 139, 133, 128, 122, 133});
  // A constant stays what it is, whatever the weights; a size that is there already is not touched.
  for (const auto& filter : filter_names()) {
    Picture flat(7, 7, 1);
    std::fill(flat.pixels.begin(), flat.pixels.end(), 201);
    for (const uint8_t value : resized(flat, 3, 17, filter).pixels) CHECK(value == 201);
    CHECK(resized(pattern(5, 6), 5, 6, filter).pixels == pattern(5, 6).pixels);
  }
  // EDM's crop: rows (h - c) / 2 and on.
  const Picture middle = applied(ImageRule{.transform = "center-crop"}, pattern(4, 7));
  CHECK(middle.width == 4);
  for (int64_t y = 0; y < 4; ++y)
    for (int64_t x = 0; x < 4; ++x)
      CHECK(middle.pixels[y * 4 + x] == pattern(4, 7).pixels[y * 7 + x + 1]);
}

TEST_CASE("images of other sizes are refused by name, or brought to one", "[data]") {
  const ProgramFolder place("own-data");
  place.put("set/a.png", png(pixels(1)));
  place.put("set/b.png", png(pixels(2, 3, 6)));
  place.put("set/c.png", png(pixels(3, 3, 9)));
  CHECK_THROWS_WITH(read(place / "set"), ODELIA_CONTAINS("b.png: 6 x 6") &&
                                             ODELIA_CONTAINS("a.png has 8 x 8") &&
                                             ODELIA_CONTAINS("--resize"));
  const ImageSet four = read(place / "set", {.resize = 4, .filter = "box"});
  CHECK(four.images.sizes() == at::IntArrayRef({3, 3, 4, 4}));
  CHECK(four.provenance.at("rule") == "4 x 4 by box");
  CHECK(picture_of(four.images[1]).pixels ==
        resized(picture_of(pixels(2, 3, 6)), 4, 4, "box").pixels);
  CHECK(read(place / "set", {.resize = 4}).provenance.at("rule") == "4 x 4 by lanczos");
  place.put("set/b.png", png(pixels(2, 3, 8).narrow(1, 0, 5)));
  CHECK_THROWS_WITH(read(place / "set", {.resize = 4}),
                    ODELIA_CONTAINS("b.png: 8 x 5 pixels (width, height)") &&
                        ODELIA_CONTAINS("--transform center-crop"));
  const ImageSet cropped = read(place / "set", {.resize = 5, .transform = "center-crop"});
  CHECK(cropped.images[1].equal(pixels(2, 3, 8).narrow(1, 0, 5).narrow(2, 1, 5)));
  CHECK(cropped.provenance.at("rule") == "center-crop, 5 x 5 by lanczos");

  const auto refused = [&](const ImageRule& rule, const std::string& why) {
    CHECK_THROWS_WITH(read(place / "set", rule), ODELIA_CONTAINS(why));
  };
  refused({.resize = -1}, "1 to 4096");
  refused({.resize = 64, .filter = "lanczso"}, "did you mean 'lanczos'");
  refused({.filter = "box"}, "which was not asked for");
  refused({.resize = 4, .transform = "crop"}, "center-crop");
  refused({.transform = "center-crop-dhariwal"}, "needs resize");
  refused({.resize = 4, .filter = "box", .transform = "center-crop-dhariwal"}, "of its own");
  CHECK_THROWS_WITH(read("two-moons", {.resize = 4}),
                    ODELIA_CONTAINS("unknown data set") || ODELIA_CONTAINS("points"));
}

TEST_CASE("a broken file is named, or left out and counted", "[data]") {
  const ProgramFolder place("own-data");
  for (int64_t i = 0; i < 12; ++i)
    place.put(fmt::format("set/{}/{:02d}.png", i % 3, i), png(pixels(i)));
  // In its pixels, in its header, and empty: the first by name is the one that is named, whatever
  // the threads.
  std::string bytes = png(pixels(4));
  bytes[bytes.size() - 20] ^= 1;
  place.put("set/1/04.png", bytes);
  place.put("set/2/05.png", "no image at all");
  place.put("set/2/08.jpg", "");
  for (const int n : {1, 4}) {
    const Threads some(n);
    CHECK_THROWS_WITH(read(place / "set"), ODELIA_CONTAINS("2/05.png"));  // headers come first
    const ImageSet set = read(place / "set", {.skip_broken = true});
    CHECK(set.images.size(0) == 10);
    CHECK(numbers(set.labels) == std::vector<int64_t>{0, 0, 0, 0, 1, 1, 1, 2, 2, 2});
    for (const auto& [row, seed] :
         {std::pair{0, 0}, {4, 1}, {5, 7}, {6, 10}, {7, 2}, {8, 8}, {9, 11}})
      CHECK(set.images[row].equal(pixels(seed)));
    CHECK(set.provenance.at("skipped_broken") == 3);
    CHECK(set.provenance.at("n") == 10);
    CHECK(set.provenance.at("skipped").size() == 3);
  }
  fs::remove(place / "set/2/05.png"), fs::remove(place / "set/2/08.jpg");
  CHECK_THROWS_WITH(read(place / "set"), ODELIA_CONTAINS("1/04.png"));
  // Transparency is no damage: it is refused all the same.
  place.put("set/0/x.png", raw_png(8, 8, 4, std::vector<std::string>(8, std::string(16, '\1'))));
  CHECK_THROWS_WITH(read(place / "set", {.skip_broken = true}), ODELIA_CONTAINS("transparent"));
  fs::remove(place / "set/0/x.png");
  place.put("set/1/04.png", png(pixels(4)));
  const int64_t whole = read(place / "set").images.size(0);
  fs::create_symlink("nowhere", place / "set/0/link.png");
  fs::create_symlink("circle.png", place / "set/1/circle.png");
  CHECK_THROWS_WITH(read(place / "set"), ODELIA_CONTAINS("0/link.png: no regular file"));
  const ImageSet linked = read(place / "set", {.skip_broken = true});
  CHECK(linked.images.size(0) == whole);
  CHECK(linked.provenance.at("skipped_broken") == 2);
  place.put("all/a.png", "x"), place.put("all/b.png", "y");
  CHECK_THROWS_WITH(read(place / "all", {.skip_broken = true}), ODELIA_CONTAINS("none of the 2"));
}

namespace {

/// Two classes that differ in brightness, which a small network learns in seconds.
void put_set(const ProgramFolder& place, const std::string& name, int64_t count, int64_t side = 8) {
  for (int64_t i = 0; i < count; ++i)
    place.put(fmt::format("{}/{}/é{:03d}.png", name, i % 2 ? "bright" : "dark", i),
              png(pixels(i, 1, side).div(2, "floor").add(i % 2 ? 100 : 0).to(at::kByte)));
}

constexpr const char* kScore = R"(task = "score"
data = "set"
precision = "float32"
[network]
base = 8
multipliers = [1]
blocks = [1]
middle_blocks = 0
group_size = 4
embedding = 8
classes = 2
[training]
batch = 4
warmup = 1
save_minutes = 0
[budget]
steps = 3
)";

constexpr const char* kClassifier = R"(task = "classifier"
data = "set"
precision = "float32"
[network]
widths = [4, 8]
[objective]
shift = 1
[training]
batch = 16
warmup = 1
save_minutes = 0
[budget]
steps = 4
)";

}  // namespace

TEST_CASE("a folder of images is trained on, sampled, measured and has a likelihood", "[cli]") {
  const ProgramFolder place("own-data");
  put_set(place, "set", 60);
  place.put("score.toml", kScore), place.put("classifier.toml", kClassifier);
  const std::string said = place.runs("train score.toml --out net");
  CHECK_THAT(said, ODELIA_CONTAINS("score on set: 54 training and 6 held-out images") &&
                       ODELIA_CONTAINS("bright"));
  const auto run = read_json(place / "net/run.json");
  CHECK(run.at("dataset") == "own images");
  CHECK(run.at("data_rule") == "as stored");
  const auto described = read_json(place / "net/data.json");
  CHECK(described.at("classes") == nlohmann::json{"bright", "dark"});
  CHECK(described.at("held_out") == 6);
  CHECK(described.at("held_out_rule") == run.at("held_out_rule"));

  // The same contents elsewhere go on; another pixel, or another rule, does not.
  fs::copy(place / "set", place / "copy", fs::copy_options::recursive);
  CHECK(place("train score.toml --out net --data copy").status == 0);
  Tensor changed = read_png(place / "copy/dark/é030.png").clone();
  changed[3][3][0] = 255 - changed[3][3][0].item<int64_t>();
  place.put("copy/dark/é030.png", encode_png(changed));
  place.refuses("train score.toml --out net --data copy", {"data is"});
  place.refuses("train score.toml --out net --resize 4", {"data_rule is \"4 x 4 by lanczos\""});
  // A run that held out, or drew its noise, by another rule is another.
  fs::copy(place / "net", place / "older", fs::copy_options::recursive);
  for (const std::string rule : {"held_out_rule", "draws"}) {
    auto older = nlohmann::ordered_json::parse(read_text(place / "net/run.json"));
    older.erase(rule);
    place.put("older/run.json", older.dump());
    place.refuses("train score.toml --out older", {rule + " is", "was none"});
  }

  place.runs("sample --model net --solver ddim --steps 4 --seeds 0-59 --out samples");
  place.runs("train classifier.toml --out eye");
  place.runs("metrics ref --data set --classifier eye --out ref.npz");
  const auto ref = read_json(place / "ref.json");
  CHECK(ref.at("n") == 60);
  CHECK(ref.at("rule") == "as stored");
  CHECK(ref.at("extractor") == "eye");
  CHECK(ref.at("data_hash").get<std::string>().size() == 32);
  CHECK(ref.at("data").at("labels") == "sub-folders");
  place.runs("metrics ref --data copy --classifier eye --out other.npz");
  CHECK(read_json(place / "other.json").at("data_hash") != ref.at("data_hash"));
  place.runs("metrics ref --data set/ --classifier eye --out again.npz");
  CHECK(read_json(place / "again.json").at("data_hash") == ref.at("data_hash"));
  // Statistics, and the images that they are of, are the same to the metrics.
  place.runs("metrics fd samples ref.npz --classifier eye");
  const auto zero =
      nlohmann::json::parse(place.runs("metrics fd set ref.npz --classifier eye --json"));
  CHECK(zero.at("fd[eye]").get<double>() < 1e-6);
  CHECK(place("metrics ref --data set --classifier eye --out ref.npz").err.empty());
  put_set(place, "handful", 4);
  CHECK_THAT(place("metrics ref --data handful --classifier eye --out few.npz").err,
             ODELIA_CONTAINS("N = 4 samples") && ODELIA_CONTAINS("is refused"));
  CHECK(zero.at("n") == nlohmann::json{60, 60});

  place.runs(
      "likelihood --model net --data set --images 45-46 --rtol 1e-1 --ode-images 0 --dequant "
      "uniform "
      "--out bits");
  const auto bits = read_json(place / "bits/run.json");
  CHECK(bits.at("data_rule") == "as stored");
  place.refuses(
      "likelihood --model net --data copy --images 45-46 --rtol 1e-1 --ode-images 0 --dequant "
      "uniform --out bits",
      {"data_hash is"});
  place.runs("encode --model net --data set --images 0-1 --rtol 1e-1 --out latents");
}

TEST_CASE("a run goes on with the test data that it was measured on", "[cli]") {
  const ProgramFolder place("own-data");
  put_set(place, "set", 30), put_set(place, "tests", 8);
  put_set(place, "others", 10);
  place.put("score.toml", kScore);
  place.runs("train score.toml --set test_data=tests --out net");
  const auto stated = [&] {
    return read_json(place / "net/config.json").at("training").at("test_data");
  };
  const auto first = stated();
  CHECK(first == read_json(place / "net/run.json").at("test_data"));
  const std::string on = "train score.toml --set budget.steps=5 --out net";
  place.refuses(on + " --set test_data=others", {"test_data is", "was"});
  place.refuses(on, {"net holds another run"});  // and a part of the data would be held out
  fs::copy(place / "tests", place / "moved", fs::copy_options::recursive);
  CHECK_THAT(place.runs(on + " --set test_data=moved"), ODELIA_CONTAINS("resumed at step 3"));
  CHECK(stated() == first);
  place.runs("train score.toml --set test_data=others --out other");
  CHECK(read_json(place / "other/config.json").at("training").at("test_data") != first);
  place.runs("train score.toml --out held");
  CHECK(!read_json(place / "held/run.json").contains("test_data"));
}

TEST_CASE("what does not fit own data is refused with the remedy", "[cli]") {
  const ProgramFolder place("own-data");
  put_set(place, "set", 30);
  put_set(place, "large", 4, 16);
  for (int64_t i = 0; i < 30; ++i) place.put(fmt::format("flat/{}.png", i), png(pixels(i, 1)));
  place.put("score.toml", kScore), place.put("classifier.toml", kClassifier);
  place.refuses("train score.toml --data flat --out a", {"needs labels", "sub-folder"});
  place.refuses("train classifier.toml --data flat --out a", {"needs labels"});
  fs::copy(place / "set", place / "strayed", fs::copy_options::recursive);
  place.put("strayed/top.png", png(pixels(1, 1)));
  place.refuses("train classifier.toml --data strayed --out a",
                {"needs labels", "'top.png' lies beside the sub-folders"});
  place.refuses("train score.toml --data nowhere --out a", {"nowhere", "--data-folder"});
  place.refuses("train score.toml --set dataset=nowhere --out a", {"nowhere"});
  place.refuses("train score.toml --set network.size=16 --out a", {"network.size is 16"});
  place.refuses("train score.toml --set network.classes=3 --out a", {"the 2 of data set 'set'"});
  place.refuses("train score.toml --set held_out=30 --out a", {"held_out is 30"});
  place.refuses("train score.toml --set held_out=3 --set test_data=set --out a", {"one of them"});
  place.refuses("train score.toml --set data=mnist --set held_out=3 --out a", {"test split"});
  place.refuses("train score.toml --set test_data=large --out a", {"test_data holds images"});
  for (int64_t i = 0; i < 4; ++i)
    place.put(fmt::format("others/{}/{}.png", i % 2 ? "bright" : "dim", i), png(pixels(i, 1)));
  place.refuses("train score.toml --set test_data=others --out a", {"dim", "another class"});
  place.put("both.toml", std::string("dataset = \"mnist\"\n") + kScore);
  place.refuses("train both.toml --out a", {"mean the same"});
  CHECK(!fs::exists(place / "a/state.safetensors"));
  // Nothing kept back: it is said that the figures are of the same images.
  CHECK_THAT(place.runs("train score.toml --set held_out=0 --out whole"),
             ODELIA_CONTAINS("30 training and 30 training (the same) images"));
  CHECK_THAT(place.runs("train score.toml --set test_data=set --set held_out=-1 --out other"),
             ODELIA_CONTAINS("30 training and 30 all images"));

  place.runs("train classifier.toml --out eye");
  place.refuses("metrics ref --data large --classifier eye --out r.npz",
                {"expected uint8 images [N, 1, 8, 8]", "--resize", "task = \"classifier\""});
  CHECK(!fs::exists(place / "r.npz"));
  place.runs("metrics ref --data large --resize 8 --filter box --classifier eye --out r.npz");
  CHECK(read_json(place / "r.json").at("rule") == "8 x 8 by box");
  place.refuses("likelihood --model whole --data large --dequant uniform --out l",
                {"--resize 8 makes them so"});
  // A split is of a data set.
  write_npz(place / "set.npz", {{"arr_0", pixels(1, 1).view({1, 1, 8, 8}).repeat({4, 1, 1, 1})}});
  for (const std::string call :
       {"metrics ref --data set --split nonsense --classifier eye --out r.npz",
        "metrics ref --data set --split train --classifier eye --out r.npz",
        "metrics ref --statistics set.npz --split train --classifier eye --out r.npz",
        "likelihood --model whole --data set.npz --split train --dequant uniform --out l",
        "likelihood --model whole --data set --split test --dequant uniform --out l",
        "loss --model whole --data set.npz --split train --out l",
        "projection --model whole --data set --split train --out l",
        "spectrum --model whole --data set --split train --out l"})
    place.refuses(call, {call.find("--statistics") == std::string::npos ? "--split: data sets have"
                                                                        : "no splits"});
  place.put("compare.toml", R"(solvers = ["ddim"]
nfe = [2]
seeds = "0-1"
model = "whole"
classifier = "eye"
reference = "set"
)");
  place.refuses("compare compare.toml --out c", {"metrics ref --data set"});
  // With --skip-broken the rest goes on, and what was left out is said and written down.
  place.put("set/dark/broken.png", "no image");
  const Call broken = place("metrics ref --data set --classifier eye --out b.npz");
  CHECK(broken.status == 2);
  CHECK_THAT(broken.err, ODELIA_CONTAINS("broken.png"));
  const Call skipped = place("metrics ref --data set --skip-broken --classifier eye --out b.npz");
  CHECK(skipped.status == 0);
  CHECK_THAT(skipped.err, ODELIA_CONTAINS("1 image files cannot be read"));
  CHECK(read_json(place / "b.json").at("data").at("skipped_broken") == 1);
  CHECK(read_json(place / "b.json").at("n") == 30);
}

TEST_CASE("a classifier knows every class of data whose labels cycle", "[cli]") {
  const ProgramFolder place("own-data");
  place.put("classifier.toml", kClassifier);
  const auto put = [&](const std::string& name, const Tensor& labels) {
    const int64_t n = labels.size(0);
    at::manual_seed(1);
    write_npz(place / name, {{"arr_0", at::randint(256, {n, 1, 8, 8}, at::kLong).to(at::kByte)},
                             {"arr_1", labels}});
  };
  put("cycle.npz", at::arange(100).remainder(10));
  CHECK_THAT(place.runs("train classifier.toml --data cycle.npz --out a"),
             ODELIA_CONTAINS("90 training and 10 held-out"));
  CHECK(read_json(place / "a/config.json").at("network").at("classes") == 10);
  // Labels that no image has are named; so are those of test data that are no classes.
  put("gap.npz", at::arange(40).remainder(2) * 2);
  const Call gap = place("train classifier.toml --data gap.npz --out b");
  CHECK(gap.status == 0);
  CHECK_THAT(gap.err, ODELIA_CONTAINS("gap.npz: no training image has label 1;"));
  place.refuses("train classifier.toml --data gap.npz --set test_data=cycle.npz --out c",
                {"knows 3 classes, labels 0 to 2", "have label 9"});
  CHECK(!fs::exists(place / "c/state.safetensors"));
}

TEST_CASE("images of one's own that are named as samples are told how they are measured", "[cli]") {
  const ProgramFolder place("own-data");
  put_set(place, "set", 40);
  place.put("classifier.toml", kClassifier);
  place.runs("train classifier.toml --out eye");
  const std::vector<std::string> sixteen(8, std::string(16, '\1'));
  for (int64_t i = 0; i < 30; ++i)
    place.put(fmt::format("mine/{:06d}.png", i), raw_png(8, 16, 0, sixteen));
  place.refuses("metrics fd mine set --classifier eye",
                {"16 bits", "PNGs named by digits", "metrics ref --data mine"});
  place.runs("metrics ref --data mine --classifier eye --out mine.npz");
  place.runs("metrics fd mine.npz set --classifier eye");
}
