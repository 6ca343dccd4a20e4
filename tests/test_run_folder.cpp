#include "tests/catch.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/zeros.h>

#include <filesystem>

#include "experiments/command/hashes.h"
#include "experiments/command/run_folder.h"
#include "models/data/files.h"
#include "tests/launched.h"
#include "tests/temporary_folder.h"

using namespace odelia;
using Json = nlohmann::ordered_json;

TEST_CASE("a run's folder answers the question it was made for, and no other", "[run_folder]") {
  const TemporaryFolder folder("run-folder");
  const Json asked = {{"model", "a"}, {"data", {{"hash", "1"}, {"images", "0-3"}}}};
  make_folder("sample", folder / "run");
  CHECK(!begin_run("sample", folder / "run", asked));
  CHECK(begin_run("sample", folder / "run", asked));
  CHECK_NOTHROW(RunFolder("sample", folder / "run", asked));
  Json other = asked;
  other["data"]["images"] = "2-7";
  CHECK_THROWS_WITH(RunFolder("sample", folder / "run", other),
                    ODELIA_CONTAINS("data.images is \"2-7\", was \"0-3\""));
  Json more = asked;
  more["rtol"] = 1e-3;
  CHECK_THROWS_WITH(RunFolder("sample", folder / "run", more),
                    ODELIA_CONTAINS("rtol is 0.001, was none"));
  CHECK_THROWS_AS(RunFolder("sample", folder / "run", more), std::invalid_argument);
  CHECK(difference(more, asked) == "rtol is none, was 0.001");
  CHECK(begin_run("sample", folder / "run", asked));  // refusals changed nothing
}

TEST_CASE("a run of a file whose name is not UTF-8 is begun and gone on with", "[run_folder]") {
  const TemporaryFolder folder("run-folder");
  const Json asked = {{"model", "m\xff.json"}, {"hash", "1"}};
  CHECK_NOTHROW(RunFolder("spectrum", folder / "run", asked));
  CHECK(begin_run("spectrum", folder / "run", asked));
  CHECK_THROWS_WITH(
      RunFolder("spectrum", folder / "run", Json{{"model", "m\xff.json"}, {"hash", "2"}}),
      ODELIA_CONTAINS("hash is \"2\", was \"1\""));
}

TEST_CASE("one process at a time works in a run's folder", "[run_folder]") {
  const TemporaryFolder folder("run-folder");
  const Json asked = {{"model", "a"}};
  {
    const RunFolder first("sample", folder / "run", asked);
    CHECK_THROWS_WITH(RunFolder("sample", folder / "run", asked),
                      ODELIA_CONTAINS("another process is at work in"));
  }
  CHECK_NOTHROW(RunFolder("sample", folder / "run", asked));
}

TEST_CASE("what works as one process is refused where a launcher started several", "[run_folder]") {
  const TemporaryFolder folder("run-folder");
  const Launched second(1, 2);
  CHECK_THROWS_WITH(RunFolder("train", folder / "run", Json{{"model", "a"}}),
                    ODELIA_CONTAINS("train: works as one process, and torchrun started 2"));
  CHECK(!std::filesystem::exists(folder / "run"));
}

TEST_CASE("a folder that cannot be written to is refused at the start", "[run_folder][errors]") {
  const TemporaryFolder folder("run-folder");
  const std::string file = folder.put("file", "x");
  CHECK_THROWS_WITH(make_folder("sample", ""), ODELIA_CONTAINS("give --out"));
  CHECK_THROWS_WITH(make_folder("sample", file), ODELIA_CONTAINS("is a file"));
  CHECK_THROWS_WITH(make_folder("sample", file + "/below"), ODELIA_CONTAINS("cannot be made"));
  CHECK_THROWS_AS(make_folder("sample", "/proc/odelia"), std::invalid_argument);
  CHECK_THROWS_WITH(make_folder("sample", std::string(300, 'x')),
                    ODELIA_CONTAINS("File name too long"));
  CHECK_NOTHROW(make_folder("sample", folder / "a/b"));
  CHECK(std::filesystem::is_empty(folder / "a/b"));
}

TEST_CASE("a tensor's hash is of its values, type and shape", "[run_folder]") {
  const Tensor a = at::arange(6, at::kFloat);
  CHECK(odelia::hash_tensor(a) == odelia::hash_tensor(a.clone()));
  CHECK(odelia::hash_tensor(a.view({2, 3}).t()) ==
        odelia::hash_tensor(a.view({2, 3}).t().contiguous()));
  CHECK(odelia::hash_tensor(a) != odelia::hash_tensor(a + 1));
  CHECK(odelia::hash_tensor(a) != odelia::hash_tensor(a.view({2, 3})));
  CHECK(odelia::hash_tensor(at::zeros({4}, at::kFloat)) !=
        odelia::hash_tensor(at::zeros({4}, at::kInt)));
}
