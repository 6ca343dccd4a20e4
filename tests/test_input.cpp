// What comes in from outside - specs, JSON, TOML, archives, images, checkpoints - and may be cut,
// damaged or made to do harm.
#include "tests/catch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include <toml++/toml.h>

#include "experiments/command/hashes.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/toml_text.h"
#include "experiments/compare/config.h"
#include "experiments/sample/store.h"
#include "experiments/train/config.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/json.h"
#include "models/data/npz.h"
#include "models/data/png.h"
#include "models/measured_statistics.h"
#include "models/mixture.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/classifier/classifier.h"
#include "models/networks/dequantizer/dequantizer.h"
#include "models/networks/score/checkpoint.h"
#include "models/networks/score/unet/unet.h"
#include "models/paths.h"
#include "models/processes/processes.h"
#include "solvers/registry.h"
#include "tests/bytes.h"
#include "tests/make_zip.h"
#include "tests/temporary_folder.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

ScoreCheckpoint small_checkpoint() {
  ScoreCheckpoint c;
  c.network = unet({.size = 8, .base = 8, .group_size = 4, .embedding = 16});
  c.dataset = "test";
  c.parameters = c.network->make(1);
  return c;
}

}  // namespace

TEST_CASE("a spec comes back from its own text, whatever its values hold", "[spec]") {
  const auto same = [](const std::string& text, const std::string& canonical) {
    const Spec spec = parse_spec(text, "spec", true), again = parse_spec(canonical, "spec", true);
    CHECK(to_string(spec) == canonical);
    CHECK(again.name == spec.name);
    CHECK(again.inner == spec.inner);
    CHECK(again.options.values() == spec.options.values());
  };
  same(" heun ", "heun");
  same("ddim( eta = 1 )", "ddim(eta=1)");
  same("restart( heun, K=4, b = x(1,2) )", "restart(heun,K=4,b=x(1,2))");
  same("tabulated(file=\"a,b.txt\")", "tabulated(file=\"a,b.txt\")");
  same("tabulated(file='a)b(c.txt', t_min=0.1)", "tabulated(file=\"a)b(c.txt\",t_min=0.1)");
  same("tabulated(file='plain.txt')", "tabulated(file=plain.txt)");
  same("tabulated(file=' a ')", "tabulated(file=\" a \")");
  same("tabulated(file='say \"hi\".txt')", "tabulated(file='say \"hi\".txt')");
  same("restart(tabulated(file='a,b'), K=1)", "restart(tabulated(file=\"a,b\"),K=1)");
  CHECK(parse_spec("tabulated(file=\"a,b (1).txt\")", "spec").options.text("file", "") ==
        "a,b (1).txt");
}

TEST_CASE("a spec that could not be written back, or nests without end, is refused", "[spec]") {
  const auto refused = [](const std::string& text, const std::string& rule) {
    CHECK_THROWS_WITH(parse_spec(text, "solver", true), ODELIA_CONTAINS(rule));
    CHECK_THROWS_AS(parse_spec(text, "solver", true), std::invalid_argument);
  };
  refused("(\fv#l=fsn)", "control character");
  refused("heun(a=\x1b[2J)", "control character");
  refused("heun(a=\xc2\x9b)", "control character");
  refused("heun(a=\xff)", "UTF-8");
  refused(std::string("heun\0", 5), "control character");
  refused("heun(a=1)b", "after its closing parenthesis");
  refused("heun)(", "opening parenthesis");
  refused("heun(a='x)", "closing quote");
  refused("heun(a='x'y)", "quotes stand around");
  refused("heun(a=x,y)", "stands in quotes");
  refused("a,b", "expected a name");
  refused("a=b", "expected a name");
  // 80 kB of it took minutes; now it ends at the seventeenth parenthesis.
  refused(repeated("restart(", 10000) + "heun" + repeated(")", 10000), "nested more than 16 deep");
  CHECK_THROWS_WITH(make_process(repeated("edm(", 10000)), ODELIA_CONTAINS("nested more than"));
  CHECK_NOTHROW(parse_spec(repeated("restart(", 16) + "heun" + repeated(")", 16), "solver", true));
}

TEST_CASE("a table may lie at a path with a comma; a pipe in its place is refused", "[spec]") {
  const TemporaryFolder folder("input");
  folder.put("a,b.txt", "0.1 0.9 0.1\n0.5 0.5 0.5\n0.9 0.1 0.9\n");
  const auto process = make_process("tabulated(file=\"" + (folder / "a,b.txt") + "\")");
  CHECK(process->alpha(0.5) == Approx(0.5));
  CHECK(make_process(process->name())->name() == process->name());
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  for (const std::string& name :
       {folder / "pipe", std::string("/dev/null"), folder.path().string()}) {
    CHECK_THROWS_WITH(make_process("tabulated(file=" + name + ")"),
                      ODELIA_CONTAINS("not a regular file"));
    CHECK_THROWS_WITH(read_mixture(name), ODELIA_CONTAINS("not a regular file"));
    CHECK_THROWS_WITH(read_npz(name), ODELIA_CONTAINS("not a regular file"));
  }
}

TEST_CASE("text is valid UTF-8 or not, and shows no control characters", "[text]") {
  for (const char* good :
       {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf"})
    CHECK(is_utf8(good));
  for (const char* bad : {"\x80", "\xc0\x80", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80", "\xe2\x82",
                          "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80"})
    CHECK_FALSE(is_utf8(bad));
  CHECK(printable("a\x1b[31m\n\tb\x7f\xc2\x9b\xff\xc3\xa9") == "a?[31m??b???\xc3\xa9");
  CHECK(printable_text("a\n\tb\x1b") == "a\n\tb?");
  CHECK(printable(std::string(79, 'a') + "\xc3\xa9") == std::string(79, 'a') + "...");
}

TEST_CASE("JSON with a key twice, nested without end, or with NUL is refused by name", "[json]") {
  const auto refused = [](const std::string& text, const std::string& rule) {
    CHECK_THROWS_WITH(parse_json(text, "x.json"),
                      ODELIA_CONTAINS(rule) && ODELIA_CONTAINS("x.json"));
    CHECK_THROWS_AS(parse_json<nlohmann::ordered_json>(text, "x.json"), std::invalid_argument);
  };
  CHECK(parse_json(R"({"a": {"b": [1, 2]}, "b": 2})", "x.json")["a"]["b"][1] == 2);
  CHECK_NOTHROW(parse_json(repeated("[", 60) + repeated("]", 60), "x.json"));
  refused(R"({"a": 1, "a": 2})", "'a' comes twice");
  refused(R"({"x": [{"a": 1, "b": {}, "a": 2}]})", "'a' comes twice");
  refused(repeated("[", 80000), "nested more than 64 deep");
  refused(repeated("{\"a\":", 80000), "nested more than 64 deep");
  refused(std::string("{}\0{", 4), "NUL");
  refused("{\"a\": 1e999}", "not valid JSON");
  refused("{\"a\": 1", "not valid JSON");
  refused("", "not valid JSON");
}

TEST_CASE("TOML whose keys nest without end is refused by its line, whatever its strings hold",
          "[toml]") {
  const TemporaryFolder folder("input");
  const std::string deep = repeated("a.", 100'000) + "a", dots(1000, '.');
  const std::string file = folder / "c.toml";
  const auto refused = [&](const std::string& text, const std::string& line) {
    CHECK_THROWS_WITH(parse_toml(text, "x.toml"),
                      ODELIA_CONTAINS("x.toml: " + line + ": a key of more than 64 parts"));
    CHECK_THROWS_AS(parse_toml(text, "x.toml"), std::invalid_argument);
    folder.put("c.toml", text);
    CHECK_THROWS_WITH(load_compare_config(file), ODELIA_CONTAINS("a key of more than 64 parts"));
    CHECK_THROWS_WITH(read_train_config(file, {}), ODELIA_CONTAINS("a key of more than 64 parts"));
  };
  refused(deep + " = 1", "line 1");
  refused("x = 1\n[" + deep + "]", "line 2");
  refused("[[" + deep + "]]", "line 1");
  refused("x = {" + deep + " = 1}", "line 1");
  refused(repeated("\"a\" . 'b' .", 50'000) + "a = 1", "line 1");
  for (const std::string before :  // the string ends where TOML says, and the key is seen
       {R"(x = "\"")", R"(x = '\')", R"(x = '')", R"(x = "")", R"(x = """\""""""")",
        R"(x = """a"b""""")", R"(x = '''a'b''''')", R"(# ")", R"(x = "" # ''')"})
    refused(before + "\n" + deep + " = 1", "line 2");
  refused("x = \"\"\"\n\n\"\"\"\n" + deep + " = 1", "line 4");

  for (const std::string& good :
       {"x = \"" + dots + "\"", "x = '" + dots + "'", "x = \"a\\\"" + dots + "\"",
        "x = \"\"\"" + dots + "\n\"" + dots + "\"\"\"", "x = '''" + dots + "\n'" + dots + "'''",
        "x = 1 # " + dots, "# " + dots + "\nx = 1", "x = [" + repeated("0.5, ", 1000) + "]",
        repeated("a.", 60) + "a = 1\nx = 1"})
    CHECK(parse_toml(good, "x.toml").contains("x"));
  CHECK_THROWS_WITH(parse_toml("x = ", "x.toml"), ODELIA_CONTAINS("x.toml, line 1: "));
  CHECK_THROWS_WITH(parse_toml("x = \"\"\"a\\", "x.toml"), ODELIA_CONTAINS("x.toml, line 1: "));
  for (const char* number : {"nan", "inf", "-inf", "1e999"})
    CHECK_THROWS_WITH(parse_toml(fmt::format("y = 1\nx = [{}]", number), "x.toml"),
                      ODELIA_CONTAINS("x.toml, line 2: "));
  CHECK_THROWS_WITH(parse_toml("x = 2026-01-02", "x.toml"), ODELIA_CONTAINS("a date or time"));

  folder.put("c.toml", "task = \"score\"\ndataset = \"mnist\"\n");
  for (const std::string& setting : {deep + "=1", "seed={" + deep + "=1}"}) {
    CHECK_THROWS_WITH(read_train_config(file, {setting}), ODELIA_CONTAINS("parts"));
    CHECK_THROWS_WITH(load_compare_config(file, {setting}), ODELIA_CONTAINS("parts"));
  }
}

TEST_CASE("JSON that nests without end is refused wherever a folder is read again", "[json]") {
  const TemporaryFolder folder("input");
  const std::string deep =
      R"({"verb": "sample", "a": )" + repeated("[", 300'000) + repeated("]", 300'000) + "}";
  for (const char* name : {"run.json", "manifest.json"}) folder.put(name, deep);
  const nlohmann::ordered_json identity = {{"verb", "sample"}};
  CHECK_THROWS_WITH(RunFolder("sample", folder.path().string(), identity),
                    ODELIA_CONTAINS("run.json") && ODELIA_CONTAINS("nested more than 64 deep"));
  CHECK_THROWS_WITH(is_sample_run(folder.path().string()), ODELIA_CONTAINS("nested more than"));
  CHECK_THROWS_WITH(
      read_sample_manifest(folder.path().string()),
      ODELIA_CONTAINS("manifest.json") && ODELIA_CONTAINS("nested more than 64 deep"));
}

TEST_CASE("measured statistics from minus to plus infinity are refused", "[npz]") {
  const TemporaryFolder folder("input");
  const std::string file = folder / "statistics.npz";
  const auto save = [&](double first, double last) {
    write_npz(file, {{"coefficients", at::zeros({3, 2, 4}, at::kDouble)},
                     {"range", at::tensor({first, last}, at::kDouble)},
                     {"paths", at::ones({1}, at::kLong)}});
  };
  save(-5, 5);
  CHECK(read_statistics(file, 4).last == 5);
  for (const auto& [first, last] : {std::pair<double, double>{-INFINITY, INFINITY},
                                    {-5, INFINITY},
                                    {-1e308, 1e308},
                                    {NAN, 5}}) {
    save(first, last);
    CHECK_THROWS_WITH(read_statistics(file, 4), ODELIA_CONTAINS("infinity"));
  }
}

TEST_CASE("an integer that its type cannot hold is refused by name, never cut", "[json]") {
  const auto json = parse_json(
      R"({"a": 4294967297, "b": 18446744073709551615, "c": 9223372036854775808, "d": -1,
          "e": 36893488147419103232, "f": [1, 4294967297]})",
      "x.json");
  int32_t narrow = 0;
  int64_t wide = 0;
  uint64_t natural = 0;
  std::vector<int32_t> list;
  Fields fields(json, "x.json");
  CHECK_THROWS_WITH(fields.optional("a", narrow), ODELIA_CONTAINS("'a' must be an integer from"));
  CHECK_THROWS_WITH(fields.optional("c", wide), ODELIA_CONTAINS("9223372036854775807"));
  CHECK_THROWS_AS(fields.optional("e", wide), std::invalid_argument);
  CHECK_THROWS_AS(fields.optional("e", natural), std::invalid_argument);
  CHECK_THROWS_WITH(fields.optional("d", natural), ODELIA_CONTAINS("an integer from 0"));
  CHECK_THROWS_AS(fields.optional("f", list), std::invalid_argument);
  fields.optional("a", wide).optional("b", natural).optional("d", narrow);
  CHECK(wide == 4294967297);
  CHECK(natural == ~uint64_t{0});
  CHECK(narrow == -1);

  const auto given = parse_toml("a = 4294967297\nb = -1\nc = 7", "x.toml");
  Fields table(given, "x.toml");
  CHECK_THROWS_WITH(table.optional("a", narrow), ODELIA_CONTAINS("x.toml: 'a' must be an integer"));
  CHECK_THROWS_AS(table.optional("b", natural), std::invalid_argument);
  table.optional("c", narrow).optional("a", wide);
  CHECK(narrow == 7);
  CHECK(wide == 4294967297);
}

TEST_CASE("one flipped bit in a checkpoint's weights is seen", "[checkpoint]") {
  const TemporaryFolder folder("input");
  save_checkpoint(folder.path(), small_checkpoint(), at::kFloat);
  const auto file = folder / "model.safetensors";
  const auto good = read_text(file);
  CHECK_NOTHROW(load_score_checkpoint(folder.path()));
  auto bad = good;
  bad[bad.size() - 1000] ^= 1;
  folder.put("model.safetensors", bad);
  CHECK_THROWS_WITH(load_score_checkpoint(folder.path()),
                    ODELIA_CONTAINS("not the weights that config.json") && ODELIA_CONTAINS(file));
  folder.put("model.safetensors", good);
  CHECK_NOTHROW(load_score_checkpoint(folder.path()));
  // A checkpoint of before hashes were written is read as ever.
  auto config = read_json(folder / "config.json");
  config.erase("hash");
  folder.put("config.json", config.dump(2) + "\n");
  folder.put("model.safetensors", bad);
  CHECK_NOTHROW(load_score_checkpoint(folder.path()));
}

TEST_CASE("a folder that is no network names those in it that are", "[checkpoint]") {
  const TemporaryFolder run("input");
  run.put("run.json", "{}");
  CHECK_THROWS_WITH(checkpoint_folder(run.path(), "score"),
                    ODELIA_CONTAINS(run.path().string()) && ODELIA_CONTAINS("no config.json") &&
                        ODELIA_CONTAINS("`odelia train` writes it when it ends"));
  for (const char* at : {"images-2", "images-1"})
    save_checkpoint(run / at, small_checkpoint(), at::kFloat);
  CHECK_THROWS_WITH(
      checkpoint_folder(run.path(), "score"),
      ODELIA_CONTAINS("these have: " + (run / "images-1") + ", " + (run / "images-2")));
}

TEST_CASE("a network's identity is what it was before its config held the hash", "[checkpoint]") {
  const TemporaryFolder folder("input");
  save_checkpoint(folder.path(), small_checkpoint(), at::kFloat);
  const auto with = hash_network(folder.path().string());
  auto config = read_json(folder / "config.json");
  config.erase("hash");
  folder.put("config.json", config.dump(2) + "\n");
  CHECK(hash_network(folder.path().string()) == with);
  CHECK(hash_text(hash_file(folder / "model.safetensors") + hash_file(folder / "config.json")) ==
        with);
  // The shipped networks, as committed results name them.
  const auto results = toml::parse_file(ODELIA_SOURCE_DIR "/results/fashion-mnist/config.toml");
  for (const char* key : {"model", "classifier"})
    CHECK(hash_network(*results[key].value<std::string>()) ==
          *results["inputs"][key].value<std::string>());
  // XXH3-128 of no bytes, as its specification has it.
  CHECK(hash_text("") == "99aa06d3014798d86001c324468d497f");
}

TEST_CASE("every shipped checkpoint has the hash of its weights", "[checkpoint]") {
  int seen = 0;
  for (const auto& entry : fs::directory_iterator(resource("models/pretrained"))) {
    const auto config = read_json((entry.path() / "config.json").string());
    CHECK(config.at("hash") == hash_file(entry.path() / "model.safetensors"));
    ++seen;
  }
  CHECK(seen >= 6);
}

TEST_CASE("a description too large for its weights is refused before memory is taken",
          "[checkpoint]") {
  const TemporaryFolder folder("input");
  save_checkpoint(folder.path(), small_checkpoint(), at::kFloat);
  const auto good = read_json(folder / "config.json");
  const auto refused = [&](const char* key, const nlohmann::json& value, const std::string& rule) {
    auto config = good;
    config["network"][key] = value;
    folder.put("config.json", config.dump(2) + "\n");
    CHECK_THROWS_WITH(load_score_checkpoint(folder.path()), ODELIA_CONTAINS(rule));
  };
  refused("base", 1 << 18, "do not fit the architecture");  // a petabyte
  refused("embedding", 1 << 20, "do not fit the architecture");
  refused("base", int64_t{1} << 40, "more than any network has");
  refused("blocks", {1, 1000000000}, "are allowed");
  refused("middle_blocks", 1000000000, "at most");
  refused("multipliers", {1, int64_t{1} << 60}, "are allowed");
  folder.put("config.json", repeated("{\"a\":", 80000));
  CHECK_THROWS_WITH(load_score_checkpoint(folder.path()), ODELIA_CONTAINS("nested more than"));
}

TEST_CASE("placeholders have the names and shapes of fresh parameters", "[checkpoint]") {
  UNetConfig unet;
  unet.attention = {14}, unet.classes = 10, unet.features = {"high_pass"};
  check_same_shapes(unet_shapes(unet), make_unet(unet, 0), "U-Net");
  unet.skip = "add";
  check_same_shapes(unet_shapes(unet), make_unet(unet, 0), "U-Net");
  ClassifierConfig classifier;
  classifier.mean = {0, 0, 0}, classifier.std = {1, 1, 1};
  check_same_shapes(classifier_shapes(classifier), make_classifier(classifier, {}, 0),
                    "classifier");
  const DequantizerConfig dequantizer;
  check_same_shapes(dequantizer_shapes(dequantizer), make_dequantizer(dequantizer, 0),
                    "dequantizer");
}

TEST_CASE("an npz is read array by array, and does not unpack without bound", "[npz]") {
  const TemporaryFolder folder("input");
  const auto path = folder / "x.npz";
  const auto npy = [](const std::string& descr, const std::string& data) {
    const std::string header =
        "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (1,), }\n";
    return std::string("\x93NUMPY\x01\x00", 8) + static_cast<char>(header.size()) + '\0' + header +
           data;
  };
  // Text, unsigned numbers and no array at all, beside what is asked for.
  make_zip(path, {{"x.npy", npy("|u1", "\7")},
                  {"names.npy", npy("<U1", "abcd")},
                  {"seeds.npy", npy("<u8", "12345678")},
                  {"notes.txt", "hello"}});
  const auto got = read_npz(path, {"x", "y"});
  REQUIRE(got.size() == 1);
  CHECK(got.at("x").item<int>() == 7);
  CHECK_THROWS_WITH(read_npz(path, {"seeds"}), ODELIA_CONTAINS("x.astype('<i8')"));
  CHECK_THROWS_WITH(read_npz(path, {"names"}), ODELIA_CONTAINS("leave it out"));
  CHECK_THROWS_WITH(read_npz(path), ODELIA_CONTAINS("does not end in .npy"));
  make_zip(path, {{"x.npy", npy(">f4", "abcd")}});
  CHECK_THROWS_WITH(read_npz(path), ODELIA_CONTAINS("big-endian; save x.astype('<f4')"));

  // 512 MiB of zeros in half a megabyte: refused by what the directory says, nothing unpacked.
  write_npz(path, {{"zeros", at::zeros({int64_t{512} << 20}, at::kByte)}, {"x", at::ones({1})}},
            true);
  CHECK(fs::file_size(path) < 1 << 20);
  CHECK_THROWS_WITH(read_npz(path), ODELIA_CONTAINS("made to fill the memory"));
  CHECK(read_npz(path, {"x"}).at("x").item<float>() == 1);
}

TEST_CASE("a PNG's pixels are the numbers in it, whatever colours it declares", "[png]") {
  const auto image = at::arange(0, 252, at::kInt).to(at::kByte).view({6, 14, 3});
  const auto good = encode_png(image);
  const size_t after_header = 8 + 25;
  const auto with = [&](const std::string& more) {
    return good.substr(0, after_header) + more + good.substr(after_header);
  };
  const std::string linear("\0\1\x86\xa0", 4);  // 100000: gamma 1.0
  CHECK(decode_png(with(png_chunk("gAMA", linear)), "x").equal(image));
  CHECK(decode_png(with(png_chunk("gAMA", std::string("\0\0\xb1\x8f", 4))), "x").equal(image));
  CHECK(decode_png(with(png_chunk("sRGB", std::string(1, '\0'))), "x").equal(image));
  CHECK(decode_png(with(png_chunk("iCCP", std::string("p\0\0abc", 6))), "x").equal(image));
  const std::string wide(
      "\0\0\x7a\x26\0\0\x80\x84\0\1\x86\xa0\0\0\0\0\0\0\0\0\0\1\x86\xa0\0\0\0\0\0\0\0\0", 32);
  CHECK(decode_png(with(png_chunk("cHRM", wide) + png_chunk("gAMA", linear)), "x").equal(image));
  const auto grey = image.select(2, 0);
  const auto bytes = encode_png(grey);
  CHECK(decode_png(
            bytes.substr(0, after_header) + png_chunk("gAMA", linear) + bytes.substr(after_header),
            "x")
            .equal(grey.unsqueeze(2)));
  CHECK_THROWS_AS(decode_png(with("x"), "x"), std::runtime_error);
  CHECK_THROWS_WITH(decode_png(with(png_chunk("tRNS", std::string(6, '\0'))), "x"),
                    ODELIA_CONTAINS("transparency"));
}

TEST_CASE("a file replaces files alone, by a temporary name that nobody else has", "[files]") {
  const TemporaryFolder folder("input");
  for (const std::string& name : {std::string("/dev/null"), folder.path().string()})
    CHECK_THROWS_WITH(write_text(name, "x"), ODELIA_CONTAINS("no regular file"));
  struct stat status {};
  REQUIRE(::stat("/dev/null", &status) == 0);
  CHECK(S_ISCHR(status.st_mode));
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK_THROWS_WITH(write_text(folder / "pipe", "x"), ODELIA_CONTAINS("no regular file"));

  // Links laid under the names that come next: they are neither followed nor overwritten.
  std::string next;
  {
    AtomicFile file(folder / "x");
    next = file.temporary();
  }
  const auto dash = next.rfind('-'), dot = next.rfind('.');
  const int number = std::stoi(next.substr(dash + 1, dot - dash - 1));
  folder.put("victim", "precious");
  for (int i = 1; i <= 3; ++i)
    fs::create_symlink(folder / "victim",
                       next.substr(0, dash + 1) + std::to_string(number + i) + ".tmp");
  write_text(folder / "x", "new");
  CHECK(read_text(folder / "x") == "new");
  CHECK(read_text(folder / "victim") == "precious");
}
