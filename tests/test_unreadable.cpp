#include "tests/catch.h"

#include <filesystem>

#include <ATen/ops/zeros.h>

#include "models/data/files.h"
#include "models/data/npz.h"
#include "models/data/unreadable_file.h"
#include "models/networks/checkpoints/folder.h"
#include "tests/program_folder.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {
/// A shipped network whose weights are these bytes.
void write_network(const ProgramFolder& place, const std::string& name,
                   const std::string& weights) {
  const fs::path shipped = checkpoint_folder("fashion-mnist", "score");
  place.put(name + "/config.json", read_text((shipped / "config.json").string()));
  place.put(name + "/model.safetensors", weights);
}
}  // namespace

TEST_CASE("a file that cannot be read ends a verb with status 2, by its name", "[unreadable]") {
  const ProgramFolder place("unreadable");
  const std::string good =
      read_text((checkpoint_folder("fashion-mnist", "score") / "model.safetensors").string());
  std::string other = good;
  other.back() ^= 0x40;
  write_network(place, "cut", good.substr(0, 1000));
  write_network(place, "other", other);
  write_network(place, "noise", std::string(5000, '\xa7'));
  place.put("m.json", R"({"weights": [1], "means": [[0, 0]], "stds": [1]})");
  place.put("broken.json", R"({"weights": [1)");
  fs::resize_file(place.put("huge.json", "{"), (64 << 20) + 1);
  place.put("script.pt", "no script");
  place.put("x.npz", "no archive"), place.put("x.npy", "no array"),
      place.put("i/000001.png", "no image");
  write_npz(place / "good.npz", {{"arr_0", at::zeros({2, 2}, at::kFloat)}});
  place.put("half.npz", read_text(place / "good.npz").substr(0, 200));

  const std::string sample = "sample --steps 2 --seeds 0-1 --out s --model ",
                    exact = "--model mixture:m.json --out s ";
  for (const auto& [call, file] : std::vector<std::pair<std::string, std::string>>{
           {sample + "cut", "cut/model.safetensors"},
           {sample + "other", "other/model.safetensors"},
           {sample + "noise", "noise/model.safetensors"},
           {sample + "fashion-mnist --guidance 2 --guide cut", "cut/model.safetensors"},
           {sample + "fashion-mnist --start-time 0.5 --start x.npz", "x.npz"},
           {sample + "fashion-mnist --start-time 0.5 --start i", "000001.png"},
           {sample + "mixture:broken.json", "broken.json"},
           {sample + "mixture:huge.json", "huge.json"},
           {sample + "torchscript:script.pt --trust --like edm --shape 1x4x4", "script.pt"},
           {sample + "mixture:m.json --noise x.npz", "x.npz"},
           {sample + "mixture:m.json --noise half.npz", "half.npz"},
           {"likelihood --data half.npz " + exact, "half.npz"},
           {"encode --data x.npy " + exact, "x.npy"},
           {"decode --data x.npz " + exact, "x.npz"},
           {"loss --data i " + exact, "000001.png"}})
    place.refuses(call, file.c_str());
  CHECK(!fs::exists(place / "s"));  // before any folder is begun
}

TEST_CASE("who reads a damaged file may tell it from a failure of the machine", "[unreadable]") {
  const TemporaryFolder folder("unreadable");
  CHECK_THROWS_AS(read_npz(folder.put("x.npz", "no archive")), UnreadableFile);
  CHECK_THROWS_AS(read_text(folder.put("long", "abc"), 2), UnreadableFile);
  CHECK_THROWS_AS(read_text(folder / std::string(300, 'x')), UnreadableFile);
  CHECK_THROWS_AS(read_text(folder / "none"), std::invalid_argument);
}
