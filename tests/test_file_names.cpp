#include "tests/catch.h"

#include <filesystem>

#include <ATen/ops/full.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/data/files.h"
#include "models/data/npz.h"
#include "tests/program_folder.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {
/// Two clusters of 4x4 pixels, in a file whose name is not UTF-8, and four samples beside it.
void write_model(const ProgramFolder& place) {
  nlohmann::json mixture = {{"weights", {0.5, 0.5}}, {"stds", {0.3, 0.4}}};
  for (const double at : {-0.5, 0.5}) mixture["means"].push_back(std::vector<double>(16, at));
  place.put("m\377.json", mixture.dump());
  write_npz(place / "d\377.npz", {{"arr_0", at::full({4, 16}, 0.4, at::kFloat)}});
}
}  // namespace

TEST_CASE("every verb that takes a model takes one whose name is not UTF-8", "[file_names]") {
  const ProgramFolder place("file-names");
  write_model(place);
  const std::string model = "--model 'mixture:m\377.json' ", data = "--data 'd\377.npz' ",
                    few = "--steps 2 --solver heun ", rough = "--rtol 1e-2 ";
  struct Case {
    std::string call, summary;  ///< what it writes; none: what it prints
  };
  for (const Case& c : {
           Case{"sample --seeds 0-1 --out s " + few + model, "s/manifest.json"},
           Case{"likelihood --out l --json " + rough + model + data, "l/summary.json"},
           Case{"likelihood --out l " + rough + model + data, "l/summary.json"},
           Case{"encode --out e --json " + rough + model + data, "e/summary.json"},
           Case{"decode --out d --json --data e/latents.npz " + rough + model, "d/summary.json"},
           Case{"loss --out o --json --bins 2 --draws 1 " + model + data, "o/summary.json"},
           Case{"projection --out p --json " + model + data, "p/summary.json"},
           Case{"spectrum --shape 1x4x4 --out q --json " + few + model + data, "q/summary.json"},
           Case{"bench likelihood --json --images 0-1 --rounds 1 --rtol 1e-1 " + model + data, ""},
           Case{"bench network --json --rounds 1 " + model, ""},
       }) {
    INFO(c.call);
    const std::string out = place.runs(c.call);
    CHECK(nlohmann::json::accept(c.summary.empty() ? out : read_text(place / c.summary)));
    if (c.call.find("--json") != std::string::npos) CHECK(nlohmann::json::accept(out));
  }
  place.runs("statistics --out t.npz --paths 2 --points 5 " + model);
  CHECK(fs::exists(place / "t.npz"));
}

TEST_CASE("a time grid may come from a file whose name is not UTF-8", "[file_names]") {
  const ProgramFolder place("file-names");
  std::string times;
  for (int i = 400; i >= 1; --i) times += fmt::format("{}\n", i / 400.0);
  place.put("g\377", times);
  for (const char* call : {"forward --paths 100 --out o --grid 'file:g\377'",
                           "schedules --process vp_linear --out o --json --grid 'file:g\377'"})
    place.runs(call);
  for (const char* name : {"forward.json", "schedules.json"})
    CHECK(nlohmann::json::accept(read_text(place / ("o/" + std::string(name)))));
}
