#include "tests/catch.h"

#include <cmath>
#include <filesystem>

#include "experiments/report/best_grid.h"
#include "experiments/report/gnuplot.h"
#include "experiments/report/report.h"
#include "experiments/report/table.h"
#include "models/data/files.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {
/// A small finished run: two solvers, one of them adaptive too, three budgets.
std::string fake_run(const std::string& name) {
  const fs::path folder = fs::path(ODELIA_BINARY_DIR) / "tests" / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  std::string lines;
  const auto add = [&](const char* solver, Json budget, double nfe, double fd, Json rms,
                       int failures) {
    Json r{{"solver", solver},
           {"process", "vp_linear"},
           {"grid", budget.is_null() ? "adaptive" : "log_snr"},
           {"nfe", nfe},
           {"nfe_budget", budget}};
    if (budget.is_null()) r["rtol"] = 0.01;
    r.update({{"steps", nfe},
              {"n", 512},
              {"seeds", "0-511"},
              {"fd[tiny]", fd},
              {"trajectory_rms", rms},
              {"trajectory_n", 32},
              {"trajectory_reference_error", 1e-5},
              {"failures", failures},
              {"wall_seconds", 1.25},
              {"precision", "float32"},
              {"rounding", "round_half_up"},
              {"config_hash", "00"}});
    lines += r.dump() + "\n";
  };
  add("ddim", 5, 5, 120.5, 0.21, 0);
  add("ddim", 10, 10, 60.25, 0.1, 0);
  add("ddim", 20, 20, 33.0, 0.05, 0);
  add("a<b>_solver(eta=0.5)", 5, 4, 300, nullptr, 0);
  add("a<b>_solver(eta=0.5)", 10, 10, 100, nullptr, 2);
  add("dopri5", nullptr, 17.6, 31, 0.001, 0);
  write_text((folder / "records.jsonl").string(), lines);
  write_text(
      (folder / "skipped.jsonl").string(),
      R"({"solver":"dopri5","process":"vp_linear","grid":"log_snr","nfe_budget":5,"part":"quality","skipped":"one step of dopri5 takes 7 evaluations"})"
      "\n");
  write_text((folder / "manifest.json").string(),
             R"({"title": "A <small> run", "cpu": "some", "threads": 2})");
  write_text((folder / "config.toml").string(), "model = \"x\"\n");
  return folder.string();
}

std::string without_plots(const std::string& html) {
  return html.substr(html.find("At each budget"));
}
}  // namespace

TEST_CASE("a budget table has solvers as rows and adaptive runs in the column they fit",
          "[report]") {
  const RunData run = read_run(fake_run("report_table"));
  CHECK(run.metric() == "fd[tiny]");
  const Table t = budget_table(run, "vp_linear", "fd[tiny]");
  CHECK(t.header == std::vector<std::string>{"NFE at most", "5", "10", "20"});
  REQUIRE(t.rows.size() == 3);
  CHECK(t.rows[0] == std::vector<std::string>{"ddim", "120", "60.2", "33.0"});
  CHECK(t.rows[1] == std::vector<std::string>{"a<b>_solver(eta=0.5)", "300", "100†", ""});
  CHECK(t.rows[2] == std::vector<std::string>{"dopri5, adaptive", "", "", "31.0 (18)"});
  CHECK(budget_table(run, "vp_linear", "trajectory_rms").rows.size() ==
        2);  // not the solver without one
}

TEST_CASE("tables are written as aligned text, markdown and CSV", "[report]") {
  const Table t{"", {"name", "value"}, {{"a, \"b\"", "1"}, {"†", "22"}}, 1};
  CHECK(to_text(t) == "name    value\n-------------\na, \"b\"      1\n†          22\n");
  CHECK(to_markdown(t) ==
        "| name   | value |\n|--------|------:|\n| a, \"b\" |     1 |\n| †      |    22 |\n");
  CHECK(to_csv(t) == "name,value\n\"a, \"\"b\"\"\",1\n†,22\n");
}

TEST_CASE("numbers are shortened to three digits", "[report]") {
  CHECK(short_number(0) == "0");
  CHECK(short_number(1234.5) == "1234");
  CHECK(short_number(12.345) == "12.3");
  CHECK(short_number(0.012345) == "0.0123");
  CHECK(short_number(1.5e-7) == "1.50e-07");
  CHECK(short_number(std::nan("")).empty());
}

TEST_CASE("a report is self-contained, escapes what it shows and repeats to the byte", "[report]") {
  const std::string folder = fake_run("report_page");
  const std::string problem = write_report(folder);
  const std::string html = read_text(folder + "/report.html");
  CHECK_THAT(html, ODELIA_CONTAINS("A &lt;small&gt; run"));
  CHECK_THAT(html, ODELIA_CONTAINS("a&lt;b&gt;_solver"));
  CHECK_THAT(html, ODELIA_CONTAINS("one step of dopri5 takes 7 evaluations"));
  CHECK_THAT(html, ODELIA_CONTAINS("failed samples: 2"));
  CHECK(html.find("src=\"http") == std::string::npos);
  CHECK(without_plots(html).find("http") == std::string::npos);
  if (problem.empty()) {  // gnuplot is there
    CHECK_THAT(html, ODELIA_CONTAINS("<svg"));
    CHECK(fs::file_size(folder + "/plots/quality.png") > 10000);
    CHECK(fs::exists(folder + "/plots/trajectory.svg"));
  }
  write_report(folder);
  CHECK(read_text(folder + "/report.html") == html);
}

TEST_CASE("a folder without a finished run is refused", "[report]") {
  CHECK_THROWS_WITH(write_report(ODELIA_BINARY_DIR), ODELIA_CONTAINS("records.jsonl"));
}

TEST_CASE("a plot names each curve in its colour, quoted", "[report]") {
  Plot p{"it's",
         "x",
         "y",
         true,
         {{"one", 0, 0, {{1, 2}, {10, 1}}}, {"two", 1, 1, {{1, 3}, {10, 1.01}}}},
         {}};
  const auto script = plot_script(p, "p");
  CHECK_THAT(script, ODELIA_CONTAINS("'it''s'"));
  CHECK_THAT(script, ODELIA_CONTAINS(colour(0)));
  CHECK_THAT(script, ODELIA_CONTAINS("set output 'p.svg'"));
}

TEST_CASE("with several time grids each solver is shown with its best, the leaders first",
          "[report]") {
  RunData run;
  const auto record = [](const char* solver, const char* grid, int budget, double error,
                         int failures) {
    return Json{{"solver", solver},    {"process", "vp_linear"}, {"grid", grid},
                {"nfe", budget},       {"nfe_budget", budget},   {"trajectory_rms", error},
                {"failures", failures}};
  };
  run.records = {record("slow", "uniform", 10, 0.8, 0), record("slow", "karras", 10, 0.4, 0),
                 record("fast", "uniform", 10, 0.1, 0), record("fast", "karras", 10, 0.2, 0),
                 record("fast", "karras", 20, 0.01, 0), record("fast", "uniform", 20, 0.005, 2)};
  const auto best = best_grids(run, "vp_linear", "trajectory_rms");
  REQUIRE(best.size() == 2);
  CHECK(best[0].solver == "fast");
  CHECK(best[0].behind == 0);
  CHECK(best[0].at.at(20).grid == "karras");  // the smaller error has failed samples
  CHECK(best[1].behind == Approx(std::log(4.0)));
  CHECK(to_text(best_grid_table(run, "vp_linear", "trajectory_rms")) ==
        "trajectory RMS error, each solver with its best time grid (a karras, b uniform)\n"
        "NFE at most       10        20\n"
        "------------------------------\n"
        "fast         0.100 b  0.0100 a\n"
        "slow         0.400 a\n");

  Json adaptive = record("fast", "adaptive", 0, 0.03, 0);
  adaptive["nfe_budget"] = nullptr, adaptive["nfe"] = 14.5, adaptive["rtol"] = 0.1;
  run.records.push_back(adaptive);
  adaptive["nfe"] = 31, adaptive["rtol"] = 0.01, adaptive["trajectory_rms"] = 0.002;
  run.records.push_back(adaptive);
  const auto all = best_grids(run, "vp_linear", "trajectory_rms");
  REQUIRE(all.size() == 3);
  CHECK((all[1].solver == "fast, adaptive" && all[1].adaptive && all[1].at.size() == 2));
  CHECK(all[1].behind == 0);  // nothing else is as near for as little
  CHECK(to_text(best_grid_table(run, "vp_linear", "trajectory_rms")) ==
        "trajectory RMS error, each solver with its best time grid (a karras, b uniform)\n"
        "NFE at most          10           20          more\n"
        "--------------------------------------------------\n"
        "fast            0.100 b     0.0100 a\n"
        "slow            0.400 a\n"
        "fast, adaptive           0.0300 (14)  0.00200 (31)\n");
}
