#include "tests/catch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>
#include <tuple>

#include <fmt/format.h>

#include "experiments/metrics/metric.h"
#include "experiments/order/report.h"
#include "experiments/plots/gnuplot.h"
#include "experiments/plots/note_places.h"
#include "experiments/plots/table.h"
#include "experiments/plots/tell_apart.h"
#include "experiments/plots/write_plot.h"
#include "experiments/report/best_grid.h"
#include "experiments/report/curves.h"
#include "experiments/report/drawer.h"
#include "experiments/report/guidance_curves.h"
#include "experiments/report/leaders.h"
#include "experiments/report/ranking.h"
#include "experiments/report/write_report.h"
#include "models/data/files.h"
#include "models/data/png.h"
#include "tests/temporary_folder.h"

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
              {"n", 512 - failures},
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

/// A metric that nothing but this registration knows: more is better.
const RegisterMetric likeness{{.name = "likeness",
                               .title = "likeness",
                               .label = "LIKE",
                               .summary = "a test's",
                               .comparable = "comparable with nothing",
                               .reading = "is the share of samples that a test takes for real.",
                               .error_says = "of the samples",
                               .lower_is_better = false,
                               .least = [](int64_t) { return int64_t{1}; },
                               .with_fewer = "is nothing",
                               .against = {}}};

/// fake_run with values of further metrics in its records.
std::string fake_run_with_metrics(const std::string& name) {
  const std::string folder = fake_run(name), file = folder + "/records.jsonl";
  const std::vector<std::pair<double, double>> values = {{0.2, 0.5},  {0.6, 0.1},   {0.7, -0.01},
                                                         {0.25, 0.4}, {0.55, 0.05}, {0.9, 0.02}};
  std::istringstream lines(read_text(file));
  std::string out;
  size_t i = 0;
  for (std::string line; std::getline(lines, line); ++i) {
    Json r = Json::parse(line);
    r["likeness[tiny]"] = values.at(i).first, r["likeness[tiny]_se"] = 0.01;
    r["kd[tiny]"] = values.at(i).second, r["kd[tiny]_se"] = 0.001;
    out += r.dump() + "\n";
  }
  write_text(file, out);
  return folder;
}

std::string without_plots(const std::string& html) {
  return html.substr(html.find("At each budget"));
}
}  // namespace

TEST_CASE(
    "counts beyond a double's whole numbers are refused, and costs that are unknown have no "
    "place",
    "[report]") {
  const fs::path folder = fake_run("report_counts");
  const std::string file = (folder / "records.jsonl").string(), good = read_text(file);
  const auto with = [&](const std::string& fields) {
    write_text(
        file, good + R"({"solver":"ddim","process":"vp_linear","grid":"karras",)" + fields + "}\n");
    return read_run(folder.string());
  };
  for (const char* field :
       {R"("n":9007199254740993)", R"("failures":9223372036854775807)", R"("nfe":1e300)",
        R"("nfe":-1)", R"("nfe":"9")", R"("trajectory_n":18446744073709551615)"})
    CHECK_THROWS_WITH(with(field), ODELIA_CONTAINS("line 7") && ODELIA_CONTAINS("expected a"));
  CHECK_THROWS_WITH(
      with("\"failure_kinds\":" + std::string(100'000, '[') + std::string(100'000, ']')),
      ODELIA_CONTAINS("line 7") && ODELIA_CONTAINS("nested more than 64 deep"));

  // Seeds without a sane number of them are none, so that what is lost stays unknown.
  for (const char* seeds : {"0-9223372036854775806,0-9223372036854775806", "0-18446744073709551615",
                            "0-9007199254740992,0-9007199254740992", "5-2"}) {
    const RunData run = with(fmt::format(
        R"("n":3,"trajectory_n":3,"trajectory_rms":0.1,"trajectory_seeds":"{}")", seeds));
    CHECK(lost(run.records.back(), "trajectory_rms") == 0);
  }
  CHECK(lost(with(R"("trajectory_n":3,"trajectory_seeds":"0-3,7")").records.back(),
             "trajectory_rms") == 2);

  const auto cells = [](const RunData& run) {
    size_t count = 0;
    for (const auto& row : best_grids(run, "vp_linear", "fd[tiny]")) count += row.at.size();
    return count;
  };
  const size_t known = cells(read_run(fake_run("report_counts")));
  CHECK(cells(with(R"("nfe_budget":null,"nfe":7,"fd[tiny]":1)")) == known);
  CHECK(cells(with(R"("rtol":0.1,"nfe":null,"fd[tiny]":1)")) == known);
  CHECK(cells(with(R"("nfe_budget":7,"nfe":7,"fd[tiny]":1)")) == known + 1);
}

TEST_CASE("values that differ in their last digits alone have an axis too", "[report]") {
  for (const double low : {0.1, -0.1, 300.0, 1e17}) {
    const double high = std::nextafter(low, HUGE_VAL);
    const auto script =
        plot_script({"t", "x", "y", false, {{"a", 0, 0, {{1, low}, {10, high}}}}, {}}, "p");
    CHECK(script.size() < 10'000);  // tics without end before
    CHECK_THAT(script, ODELIA_CONTAINS("set ytics"));
  }
}

TEST_CASE("a budget table has solvers as rows and adaptive runs in the column they fit",
          "[report]") {
  const RunData run = read_run(fake_run("report_table"));
  CHECK(run.metrics() == std::vector<std::string>{"fd[tiny]"});
  const Table t = budget_table(run, "vp_linear", "fd[tiny]");
  CHECK(t.header == std::vector<std::string>{"NFE at most", "5", "10", "20"});
  REQUIRE(t.rows.size() == 3);
  CHECK(t.rows[0] == std::vector<std::string>{"ddim", "120", "60.2", "33.0"});
  CHECK(t.rows[1] ==
        std::vector<std::string>{"a<b>_solver(eta=0.5)", "300", "100† (510 of 512)", ""});
  CHECK(t.rows[2] == std::vector<std::string>{"dopri5, adaptive", "", "", "31.0 (18)"});
  CHECK(budget_table(run, "vp_linear", "trajectory_rms").rows.size() ==
        2);  // not the solver without one

  // Where the trajectory's seeds cost a tolerance less, its error stands at that.
  RunData own = run;
  own.records.back()["trajectory_nfe"] = 9.4;
  CHECK(budget_table(own, "vp_linear", "trajectory_rms").rows[1] ==
        std::vector<std::string>{"dopri5, adaptive", "", "0.00100 (9)", ""});
  CHECK(budget_table(own, "vp_linear", "fd[tiny]").rows == t.rows);
  const auto curves = solver_curves(own, {"vp_linear"}, "trajectory_rms");
  REQUIRE(curves.size() == 2);
  CHECK(curves[1].points == std::vector<std::pair<double, double>>{{9.4, 0.001}});
  CHECK(record_table(own).header.back() == "trajectory_nfe");
}

TEST_CASE("a metric is in tables, leaders, plots and page by its registration alone", "[report]") {
  const std::string folder = fake_run_with_metrics("report_metrics");
  const RunData run = read_run(folder);
  CHECK(run.metrics() == std::vector<std::string>{"fd[tiny]", "likeness[tiny]", "kd[tiny]"});
  const auto tables = budget_tables(run, "vp_linear");
  REQUIRE(tables.size() == 4);  // and the trajectory error
  CHECK(tables[0].title == "Fréchet distance fd[tiny]");
  CHECK(tables[1].title == "likeness[tiny]");  // the title says no more
  CHECK(tables[2].title == "kernel distance kd[tiny]");
  using At = std::pair<size_t, size_t>;
  const auto best = [](const Table& t) {
    std::vector<At> out;
    for (const auto& [at, mark] : t.marks)
      if (mark == Mark::best) out.push_back(at);
    return out;
  };
  // More is better: at 5 the second solver, at 10 the first (the second lost samples), at 20 dopri5
  CHECK(best(tables[1]) == std::vector<At>{{0, 2}, {1, 1}, {2, 3}});
  // Less is better, below zero too.
  CHECK(best(tables[2]) == std::vector<At>{{0, 2}, {0, 3}, {1, 1}});
  CHECK(tables[2].rows[0] == std::vector<std::string>{"ddim", "0.500", "0.100", "-0.0100"});

  const auto ranked = [&](const char* field) {
    std::vector<std::string> out;
    for (const auto& row : best_grids(run, "vp_linear", field)) out.push_back(row.solver);
    return out;
  };
  // Behind the best of as many evaluations: ddim by log(0.25 / 0.2) / 3 at 5 and by log(0.9 / 0.7)
  // / 3 at 20; the others nowhere.
  const auto like = best_grids(run, "vp_linear", "likeness[tiny]");
  CHECK(ranked("likeness[tiny]").back() == "ddim");
  CHECK(like.back().behind == Approx((std::log(0.25 / 0.2) + std::log(0.9 / 0.7)) / 3));
  const auto kernel = best_grids(run, "vp_linear", "kd[tiny]");
  size_t cells = 0;
  for (const auto& row : kernel) {
    cells += row.at.size();
    if (row.solver == "ddim") CHECK(row.behind == Approx((0.5 - 0.4) / 3));
  }
  CHECK(cells == 5);  // the value below zero has its place; only lost samples have none

  CHECK(write_report(folder).empty());
  const std::string page = read_text(folder + "/report.html");
  for (const char* text :
       {"is the share of samples that a test takes for real.", "comparable with nothing",
        "Quality by LIKE against evaluations", "Quality by KD against evaluations"})
    CHECK_THAT(page, ODELIA_CONTAINS(text));
  CHECK_THAT(read_text(folder + "/table.csv"), ODELIA_CONTAINS("likeness[tiny],likeness[tiny]_se"));
  CHECK_THAT(read_text(folder + "/plots/quality-likeness.gp"), ODELIA_CONTAINS("higher is better"));
  const std::string linear = read_text(folder + "/plots/quality-kd.gp");
  CHECK_THAT(linear, ODELIA_CONTAINS("lower is better") && !ODELIA_CONTAINS("logscale y"));
  // From 0.2 to 0.9: what is better higher is linear all the same, as where it spans less.
  CHECK_THAT(read_text(folder + "/plots/quality-likeness.gp"), !ODELIA_CONTAINS("logscale y"));
  CHECK(fs::exists(folder + "/plots/quality.gp"));
}

TEST_CASE("values of a metric that this program does not know are refused by name", "[report]") {
  const std::string folder = fake_run("report_unknown_metric"), file = folder + "/records.jsonl";
  write_text(
      file,
      read_text(file) +
          R"({"solver":"ddim","process":"vp_linear","grid":"log_snr","nfe":9,"nfe_budget":9,"df[tiny]":3})"
          "\n");
  CHECK_THROWS_WITH(write_report(folder),
                    ODELIA_CONTAINS("df[tiny]") && ODELIA_CONTAINS("unknown metric 'df'") &&
                        ODELIA_CONTAINS("known: ") && ODELIA_CONTAINS(", likeness,"));
}

TEST_CASE("tables are written as aligned text, markdown and CSV", "[report]") {
  const Table t{"", {"name", "value"}, {{"a, \"b\"", "1"}, {"†", "22"}}, 1};
  CHECK(to_text(t) == "name    value\n-------------\na, \"b\"      1\n†          22\n");
  CHECK(to_markdown(t) ==
        "| name   | value |\n|--------|------:|\n| a, \"b\" |     1 |\n| †      |    22 |\n");
  CHECK(to_csv(t) == "name,value\n\"a, \"\"b\"\"\",1\n†,22\n");

  // The best have a star, and what stands in their column stays in line.
  Table marked{"", {"name", "5", "10"}, {{"a", "1.5", "2"}, {"b", "22.5", ""}}, 1};
  marked.marks[{0, 1}] = Mark::best, marked.marks[{0, 2}] = Mark::grey;
  marked.note = "Further.";
  const std::string says =
      ": not worse than the best of the column by more than two standard errors of the "
      "difference. Further.\n";
  CHECK(to_text(marked) ==
        "name     5   10\n---------------\na      1.5*   2\nb     22.5\n*" + says);
  CHECK_THAT(to_markdown(marked),
             ODELIA_CONTAINS("| **1.5** |") && ODELIA_CONTAINS("\nBold" + says));
  CHECK_THAT(to_html(marked), ODELIA_CONTAINS("\"n best\">1.5<") && ODELIA_CONTAINS(">Bold: not"));
}

TEST_CASE("numbers are shortened to three digits", "[report]") {
  CHECK(short_number(0) == "0");
  CHECK(short_number(1234.5) == "1234");
  CHECK(short_number(12.345) == "12.3");
  CHECK(short_number(0.012345) == "0.0123");
  CHECK(short_number(1.5e-7) == "1.50e-07");
  CHECK(short_number(99.97) == "100");
  CHECK(short_number(9.996) == "10.0");
  CHECK(short_number(-0.9996) == "-1.00");
  CHECK(short_number(99970) == "1.00e+05");
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
    return Json{
        {"solver", solver},     {"process", "vp_linear"},        {"grid", grid},
        {"nfe", budget},        {"nfe_budget", budget},          {"trajectory_rms", error},
        {"failures", failures}, {"trajectory_n", 64 - failures}, {"trajectory_seeds", "0-63"}};
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
        "slow         0.400 a\n"
        "N = 64. No best is marked: these records hold no standard errors. Left out, since samples "
        "failed (n of N ended well): fast on uniform at 20 (62 of 64).\n");

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
        "fast, adaptive           0.0300 (14)  0.00200 (31)\n"
        "N = 64. more: no cost in common, no best. No best is marked: these records hold no "
        "standard errors. Left out, since samples failed (n of N ended well): fast on uniform at "
        "20 (62 of 64).\n");

  // Behind the alphabet come pairs of letters.
  run.records.clear();
  for (int k = 0; k < 28; ++k)
    run.records.push_back(record("one", fmt::format("g{:02}", k).c_str(), 10 + k, 0.1, 0));
  const std::string text = to_text(best_grid_table(run, "vp_linear", "trajectory_rms"));
  CHECK_THAT(text, ODELIA_CONTAINS("(a g00, b g01, ") &&
                       ODELIA_CONTAINS(", z g25, aa g26, ab g27)") && ODELIA_CONTAINS("0.100 z") &&
                       ODELIA_CONTAINS("0.100 ab"));
}

namespace {
/// The run of fake_run with the first record changed.
std::string changed_run(const std::string& name, const char* key, const Json& value) {
  const std::string folder = fake_run(name), file = folder + "/records.jsonl";
  const std::string text = read_text(file);
  Json first = Json::parse(text.substr(0, text.find('\n')));
  first[key] = value;
  write_text(file, first.dump() + text.substr(text.find('\n')));
  return folder;
}

Json point(const char* solver, double value, Json se, Json jackknife = nullptr,
           const char* seeds = "0-99") {
  Json out{{"solver", solver}, {"process", "vp_linear"}, {"grid", "log_snr"},
           {"nfe", 10},        {"nfe_budget", 10},       {"n", 100},
           {"seeds", seeds},   {"fd[x]", value},         {"fd[x]_se", se},
           {"failures", 0}};
  if (!jackknife.is_null()) out["fd[x]_jackknife"] = jackknife;
  return out;
}
}  // namespace

TEST_CASE("no string can leave its place in a gnuplot script", "[report]") {
  CHECK(gnuplot_quoted("it's") == "'it''s'");
  CHECK(gnuplot_quoted("a\n!touch x #\r\t\x1b[0m\\") == "'a !touch x #   [0m\\'");
  const std::string bad = "x'\n!touch pwned #\n`touch pwned`\\";
  const fs::path folder = fs::path(ODELIA_BINARY_DIR) / "tests" / "report_hostile";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const Plot plot{bad, bad, bad, true, {{bad, 0, 0, {{1, 2}, {10, 1}}}}, {{1.5, bad}}};
  const auto problem = write_plot(folder.string(), "p", plot_script(plot, "p"));
  CHECK_FALSE(fs::exists(folder / "pwned"));
  if (problem.empty()) CHECK(fs::exists(folder / "p.png"));  // drawn all the same
  const std::string script = picture_script(bad, {{"../a.png", bad, 8, 8}}, "q");
  CHECK(script.find("\n!") == std::string::npos);
  CHECK_THROWS_WITH(picture_script("t", {{"<touch pwned", "", 8, 8}}, "q"),
                    ODELIA_CONTAINS("no file's name"));
}

TEST_CASE("a picture that gnuplot leaves half drawn does not take the place of the one before",
          "[report]") {
  const fs::path folder = fs::path(ODELIA_BINARY_DIR) / "tests" / "report_half";
  fs::remove_all(folder);
  fs::create_directories(folder);
  write_text((folder / "p.png").string(), "the one before");
  // Nothing but an empty file, and exit status 0, as on a full disk.
  const auto problem =
      write_plot(folder.string(), "p", "set terminal pngcairo\nset output 'p.png'\nunset output\n");
  CHECK_FALSE(problem.empty());
  CHECK(read_text((folder / "p.png").string()) == "the one before");
  for (const auto& entry : fs::directory_iterator(folder))
    CHECK(entry.path().extension() != ".tmp");
}

TEST_CASE("the user's gnuplot settings do not reach a report's plots", "[report]") {
  const fs::path folder = fs::path(ODELIA_BINARY_DIR) / "tests" / "report_settings";
  fs::remove_all(folder);
  fs::create_directories(folder);
  write_text((folder / ".gnuplot").string(), "!touch pwned\n");
  const char* home = std::getenv("HOME");
  const std::string before = home ? home : "";
  ::setenv("HOME", folder.c_str(), 1);
  ::setenv("GNUTERM", "nonsense", 1);
  write_plot(folder.string(), "p", plot_script({"t", "x", "y", true, {}, {}}, "p"));
  ::setenv("HOME", before.c_str(), 1);
  ::unsetenv("GNUTERM");
  CHECK_FALSE(fs::exists(folder / "pwned"));
}

TEST_CASE("a damaged record is named by file and line, and a hostile one refused", "[report]") {
  const auto message = [](const char* key, const Json& value) {
    try {
      write_report(changed_run("report_damaged", key, value));
    } catch (const std::invalid_argument& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  for (const auto& [key, value] :
       std::vector<std::pair<const char*, Json>>{{"n", "many"},
                                                 {"n", -1},
                                                 {"n", 1.5},
                                                 {"nfe_budget", "5"},
                                                 {"fd[tiny]", "low"},
                                                 {"fd[tiny]_jackknife", {1, "2"}},
                                                 {"solver", 5},
                                                 {"failures", Json::array()},
                                                 {"grid", nullptr},
                                                 {"solver", "ddim\n!id #"},
                                                 {"process", "a\x1b[31m"},
                                                 {"pictures", "../../secret.png"},
                                                 {"pictures", "/etc/passwd"},
                                                 {"pictures", "a/../../b.png"}}) {
    INFO(key << " = " << value.dump());
    CHECK_THAT(message(key, value), ODELIA_CONTAINS("records.jsonl: line 1: '" + std::string(key)));
  }
  const std::string folder = fake_run("report_cut"), file = folder + "/records.jsonl";
  const std::string whole = read_text(file);
  write_text(file, whole.substr(0, whole.size() - 20));
  CHECK_THROWS_WITH(write_report(folder), ODELIA_CONTAINS("records.jsonl: line 6"));
  write_text(file, whole + std::string(80000, '[') + "\n");
  CHECK_THROWS_WITH(write_report(folder), ODELIA_CONTAINS("line 7"));
}

TEST_CASE("the page escapes every text of the manifest", "[report]") {
  const std::string folder = fake_run("report_escape"), bad = "<script>alert('x')</script>";
  Json manifest{{"title", bad}, {"cpu", bad}, {"threads", bad}};
  manifest["reference"] = {{"dataset", bad}, {"n", bad}, {"split", bad}, {"extractor_hash", bad}};
  manifest["reference"]["held_out"] = {{"split", bad}, {"fd", {{bad, 1.5}, {"512", 0.5}}}};
  write_text(folder + "/manifest.json", manifest.dump());
  write_report(folder);
  const std::string html = read_text(folder + "/report.html");
  CHECK(html.find("<script>alert") == std::string::npos);
  CHECK_THAT(html, ODELIA_CONTAINS("&lt;script&gt;alert(&#39;x&#39;)"));
}

TEST_CASE("what is not a finite number is never drawn", "[report]") {
  const double nan = std::nan("");
  const auto script =
      plot_script({"t",
                   "x",
                   "y",
                   true,
                   {{"a", 0, 0, {{1, nan}, {2, 3}, {3, INFINITY}, {4, -1}}, {nan, nan}}},
                   {}},
                  "p");
  CHECK_THAT(script, ODELIA_CONTAINS("EOD\n2 3 3 3\nEOD\n"));
  CHECK_THAT(plot_script({"t", "x", "y", true, {{"a", 0, 0, {{1, nan}}}}, {}}, "p"),
             ODELIA_CONTAINS("plot NaN"));
}

TEST_CASE("a solver has the same style in every report, and those shown most differ", "[report]") {
  CHECK(solver_style("ddim") == solver_style("ddim"));
  CHECK(solver_style("ddim") != solver_style("heun"));
  CHECK(solver_style("unheard_of") == solver_style("unheard_of"));
}

TEST_CASE("the difference of two cells on the same seeds is paired", "[report]") {
  // d = -1, 0, 1, mean 0:  var = 2/3 (1 + 0 + 1)
  const Json a = point("a", 10, 3, {9, 10, 11}), b = point("b", 11, 4, {11, 11, 11});
  CHECK(difference_error(a, b, "fd[x]") == Approx(std::sqrt(4.0 / 3)));
  // The same shift of all groups is no chance at all.
  CHECK(difference_error(a, point("c", 12, 3, {10, 11, 12}), "fd[x]") == Approx(0).margin(1e-12));
  CHECK(difference_error(a, point("d", 11, 4, {11, 11, 11}, "5-104"), "fd[x]") == Approx(5));
  CHECK(difference_error(a, point("e", 11, 4, {11, 11}), "fd[x]") == Approx(5));
  CHECK(difference_error(a, point("f", 11, 4), "fd[x]") == Approx(5));
  CHECK(std::isnan(difference_error(a, point("g", 11, nullptr), "fd[x]")));

  // An error that holds the reference's part too is paired in both parts:  d = 2, 0, -2.
  const auto both = [](double value, const Json& reference) {
    Json out = point("a", 0, 1);
    out.update({{"kd[x]", value}, {"kd[x]_se", 2}, {"kd[x]_jackknife", {1, 2, 3}}});
    if (!reference.is_null()) out["kd[x]_reference_jackknife"] = reference;
    return out;
  };
  const Json up = both(1, {1, 0, -1}), down = both(4, {-1, 0, 1}), unknown = both(4, nullptr);
  CHECK(difference_error(up, down, "kd[x]") == Approx(std::sqrt(16.0 / 3)));
  CHECK(difference_error(up, unknown, "kd[x]") == Approx(std::sqrt(8)));
  CHECK(leaders({&up, &down}, "kd[x]") == std::vector<bool>{true, true});
  Json elsewhere = down;
  elsewhere["reference_features_hash"] = "other";
  CHECK(difference_error(up, elsewhere, "kd[x]") == Approx(std::sqrt(8)));
}

TEST_CASE("all that tie with the best are bold together, what failed or is unresolved never",
          "[report]") {
  const auto marks = [](const std::vector<Json>& records, const std::string& field) {
    std::vector<const Json*> list;
    for (const Json& r : records) list.push_back(&r);
    return leaders(list, field);
  };
  // 35.7 ± 1.6 does not beat 38.0 ± 3.3; 50 ± 1 loses.
  CHECK(marks({point("a", 35.7, 1.6), point("b", 38, 3.3), point("c", 50, 1)}, "fd[x]") ==
        std::vector<bool>{true, true, false});
  // On the same seeds a small difference can be sure: each group says so.
  CHECK(
      marks({point("a", 31.4, 0.7, {31.3, 31.4, 31.5}), point("b", 31.7, 0.7, {31.6, 31.7, 31.8})},
            "fd[x]") == std::vector<bool>{true, false});
  Json failed = point("a", 20, 1);
  failed["failures"] = 3;
  CHECK(marks({failed, point("b", 38, 3.3)}, "fd[x]") == std::vector<bool>{false, true});
  CHECK(marks({point("a", 30, nullptr), point("b", 31, 1)}, "fd[x]") ==
        std::vector<bool>{false, false});
  Json near = point("a", 1, 1), far = point("b", 1, 1);
  near.update({{"trajectory_rms", 2e-4},
               {"trajectory_rms_se", 1e-5},
               {"trajectory_reference_error", 1e-4}});
  far.update({{"trajectory_rms", 9e-4},
              {"trajectory_rms_se", 1e-5},
              {"trajectory_reference_error", 1e-4}});
  CHECK(marks({near, far}, "trajectory_rms") == std::vector<bool>{false, false});
  CHECK(marks({far}, "trajectory_rms") == std::vector<bool>{true});
  const auto note = [&](const char* stopped) {
    RunData limited;
    Json first = near, second = near;
    second["solver"] = "b";
    if (stopped) first["reference_stopped"] = second["reference_stopped"] = stopped;
    limited.records = {first, second, far};
    return budget_table(limited, "vp_linear", "trajectory_rms").note;
  };
  CHECK_THAT(note(nullptr), ODELIA_CONTAINS("own uncertainty, not resolved."));
  CHECK_THAT(note("rounding"), ODELIA_CONTAINS("where rounding is its floor: not resolved."));
  CHECK_THAT(note("steps"), ODELIA_CONTAINS("not resolved with as many steps as it was allowed."));

  RunData run;
  run.records = {point("a", 35.7, 1.6), point("b", 38, 3.3), point("c", 50, 1)};
  const Table t = budget_table(run, "vp_linear", "fd[x]");
  CHECK_THAT(to_markdown(t), ODELIA_CONTAINS("| **35.7** |"));
  CHECK_THAT(to_markdown(t), ODELIA_CONTAINS("| **38.0** |"));
  CHECK_THAT(to_html(t), ODELIA_CONTAINS("<td class=\"n best\">38.0</td>"));
  CHECK_THAT(to_html(t), ODELIA_CONTAINS("<td class=\"n\">50.0</td>"));

  // A tie is two standard errors of the difference, here hypot(3, 4); resolved is three times the
  // reference's own error, here 1e-4.
  CHECK(marks({point("a", 30, 3), point("b", 39.9, 4)}, "fd[x]") == std::vector<bool>{true, true});
  CHECK(marks({point("a", 30, 3), point("b", 40.1, 4)}, "fd[x]") == std::vector<bool>{true, false});
  far["trajectory_rms"] = 3.1e-4, near["trajectory_rms"] = 2.9e-4;
  CHECK(marks({far}, "trajectory_rms") == std::vector<bool>{true});
  CHECK(marks({near}, "trajectory_rms") == std::vector<bool>{false});
}

TEST_CASE("a cell of several tolerances is judged by those of its runs that lost no sample",
          "[report]") {
  const auto adaptive = [](double fd, double rtol, int failures) {
    Json out = point("dopri5", fd, 0.2);
    out.update({{"grid", "adaptive"}, {"nfe_budget", nullptr}, {"nfe", 9}, {"rtol", rtol}});
    out.update({{"n", 100 - failures}, {"failures", failures}});
    return out;
  };
  const auto best = [](const std::vector<Json>& records) {
    RunData run;
    run.records = records;
    const Table t = budget_table(run, "vp_linear", "fd[x]");
    REQUIRE(t.rows.size() == 2);
    return std::pair(t.marks.count({0, 1}) > 0, t.marks.count({1, 1}) > 0);
  };
  const Json ddim = point("ddim", 15, 0.2);
  CHECK(best({ddim, adaptive(12, 0.05, 0), adaptive(11, 0.01, 5)}) == std::pair(false, true));
  CHECK(best({ddim, adaptive(11, 0.01, 5), adaptive(12, 0.05, 0)}) == std::pair(false, true));
  CHECK(best({ddim, adaptive(12, 0.05, 1), adaptive(11, 0.01, 5)}) == std::pair(true, false));
  CHECK(best({ddim, adaptive(16, 0.05, 0), adaptive(11, 0.01, 5)}) == std::pair(true, false));
}

TEST_CASE("networks of one pass alone have a table and a report too", "[report]") {
  const std::string folder = fake_run("report_one_pass");
  std::string lines;
  for (const auto& [name, fd] : {std::pair{"vae", 147.0}, {"gan", 59.8}, {"other", 80.0}}) {
    Json r = point(name, fd, 0.5);
    r.update({{"process", ""}, {"grid", ""}, {"nfe", 1}, {"nfe_budget", 1}});
    lines += r.dump() + "\n";
  }
  write_text(folder + "/records.jsonl", lines);
  write_report(folder);
  const std::string page = read_text(folder + "/report.html");
  CHECK_THAT(page, ODELIA_CONTAINS("3 networks of one pass, 3 measurements."));
  CHECK_THAT(page, ODELIA_CONTAINS("<td>gan</td><td class=\"n best\">59.8</td>"));
  CHECK_THAT(read_text(folder + "/table.txt"), ODELIA_CONTAINS("147"));
  CHECK(fs::exists(folder + "/plots/quality.gp"));
  // A click sorts ~0.1 as a number, and what has no value last.
  CHECK_THAT(page, ODELIA_CONTAINS("parseFloat(text.replace(/^~/, ''))") &&
                       ODELIA_CONTAINS("/^–/.test(text) ? null"));

  // Beside solvers on several time grids they have none, and no letter of one.
  RunData mixed;
  mixed.records = {point("gan", 61, 0.5), point("ddim", 70, 0.5), point("ddim", 72, 0.5)};
  mixed.records[0].update({{"process", ""}, {"grid", ""}, {"nfe", 1}, {"nfe_budget", 1}});
  mixed.records[2]["grid"] = "uniform";
  const Table t = best_grid_table(mixed, "vp_linear", "fd[x]");
  CHECK_THAT(t.title, ODELIA_CONTAINS("its best time grid (a log_snr)"));
  REQUIRE(t.rows.size() == 2);
  for (const auto& row : t.rows)
    CHECK(row == (row[0] == "gan" ? std::vector<std::string>{"gan", "61.0", ""}
                                  : std::vector<std::string>{"ddim", "", "70.0 a"}));
}

TEST_CASE("no best is marked of what cannot be compared: other N, no common cost", "[report]") {
  RunData run;
  const auto add = [&](const char* solver, Json budget, double nfe, int n, double value) {
    Json r = point(solver, value, 0.1);
    r.update({{"nfe", nfe}, {"nfe_budget", budget}, {"n", n}, {"kd[x]", value}, {"kd[x]_se", 0.1}});
    if (budget.is_null()) r["rtol"] = 0.1, r["grid"] = "adaptive";
    run.records.push_back(r);
  };
  add("a", 10, 10, 100, 15), add("a", 20, 20, 50, 12), add("b", 20, 20, 50, 14);
  add("a", nullptr, 9, 200, 11), add("a", nullptr, 30, 200, 9);
  using Marks = std::map<std::pair<size_t, size_t>, Mark>;
  const Table biased = budget_table(run, "vp_linear", "fd[x]"),
              unbiased = budget_table(run, "vp_linear", "kd[x]");
  REQUIRE(biased.header.back() == "more");
  CHECK((biased.marks == Marks{{{0, 2}, Mark::best}}));
  CHECK(biased.note ==
        "N = 200; at 10: N = 100 and 200, no best; at 20: N = 50. more: no cost in common, no "
        "best.");
  CHECK((unbiased.marks == Marks{{{0, 2}, Mark::best}, {{2, 1}, Mark::best}}));
  CHECK_THAT(unbiased.note, ODELIA_CONTAINS("at 10: N = 100 and 200; at 20"));
  run.records.resize(3);
  CHECK(budget_table(run, "vp_linear", "fd[x]").note == "N = 100; at 20: N = 50.");
  run.records.resize(1);
  CHECK(budget_table(run, "vp_linear", "fd[x]").note == "N = 100.");
}

TEST_CASE("a cell without a sample left stands in the table, and an empty table says why",
          "[report]") {
  RunData run;
  run.records = {point("a", 35.7, 1.6), point("b", 0, nullptr)};
  run.records[1].update({{"fd[x]", nullptr}, {"n", 0}, {"failures", 100}});
  const Table t = budget_table(run, "vp_linear", "fd[x]");
  REQUIRE(t.rows.size() == 2);
  CHECK(t.rows[1][1] == "–† (0 of 100)");
  CHECK_THAT(t.note, ODELIA_CONTAINS("samples failed"));
  run.records.clear();
  CHECK_THAT(to_text(budget_table(run, "vp_linear", "fd[x]")),
             ODELIA_CONTAINS("Nothing was measured"));
}

TEST_CASE("a logarithmic axis has four numbers or more, with an exponent where it needs one",
          "[report]") {
  const auto tics = [](double low, double high) {
    const auto script =
        plot_script({"t", "x", "y", true, {{"a", 0, 0, {{1, low}, {10, high}}}}, {}}, "p");
    const auto at = script.find("set ytics (");
    return script.substr(at, script.find('\n', at) - at);
  };
  for (const auto& [low, high] : std::vector<std::pair<double, double>>{
           {30, 110}, {101, 240}, {1e-4, 1}, {3, 3.2}, {0.02, 0.9}, {1e-12, 1}, {99, 100}}) {
    const auto text = tics(low, high);
    INFO(text);
    CHECK(std::count(text.begin(), text.end(), ',') >= 3);
    CHECK(std::count(text.begin(), text.end(), ',') <= 12);
    for (const char* plain : {"e0'", "e-1'", "e-2'", "e-3'", "e1'", "e2'"})
      CHECK(text.find(plain) == std::string::npos);
    CHECK((text.find("e-") != std::string::npos) == (low < 1e-3));
  }
  // Long numbers have the room that they take.
  for (const auto& [low, left] : {std::pair{0.001, "0.110"}, {1.0, "0.100"}})
    CHECK_THAT(
        plot_script({"t", "x", "y", true, {{"a", 0, 0, {{1, low}, {10, 20 * low}}}}, {}}, "p"),
        ODELIA_CONTAINS(fmt::format("set lmargin at screen {}\n", left)));
}

TEST_CASE("scales of guidance are curves that begin at w = 1", "[report]") {
  RunData run;
  const auto add = [&](const char* solver, double w, const char* variant, double fd,
                       double recall) {
    run.records.push_back({{"solver", solver},
                           {"process", "edm"},
                           {"grid", "log_snr"},
                           {"guidance", fmt::format("w = {} {}", w, variant)},
                           {"guidance_w", w},
                           {"guidance_variant", variant},
                           {"nfe_budget", 20},
                           {"fd[tiny]", fd},
                           {"recall[tiny]", recall},
                           {"recall[tiny]_se", 0.02},
                           {"precision[tiny]", 1 - recall},
                           {"precision[tiny]_se", 0.01}});
  };
  add("heun", 2, "", 8, 0.6), add("heun", 1, "", 10, 0.7), add("heun", 4, "", 12, 0.3);
  add("heun", 4, "from 0.3 to 3, by net", 7, 0.65), add("ddim", 4, "", 14, 0.2),
      add("ddim", 1, "", 11, 0.7);
  const auto curves = guidance_curves(run, "edm", 20, "fd[tiny]");
  using Points = std::vector<std::pair<double, double>>;
  REQUIRE(curves.size() == 3);
  CHECK(curves[0].label == "heun");
  CHECK(curves[0].points == Points{{1, 10}, {2, 8}, {4, 12}});
  CHECK(curves[1].label == "heun, noise levels 0.3 to 3, guided by net");
  CHECK(curves[1].points == Points{{1, 10}, {4, 7}});
  CHECK(curves[2].points == Points{{1, 11}, {4, 14}});
  CHECK(guidance_curves(run, "edm", 20, "fd[tiny]", "recall[tiny]")[0].points ==
        Points{{0.7, 10}, {0.6, 8}, {0.3, 12}});
  CHECK(guidance_curves(run, "edm", 10, "fd[tiny]").empty());
  // Where both axes are measured, how long their bars would be is said: 2.262 standard errors.
  const TemporaryFolder folder("guidance-trade");
  run.folder = folder.path().string();
  std::string problem;
  Drawer(run, problem).trade("edm", 20, "precision[tiny]", "recall[tiny]");
  CHECK_THAT(
      read_text(folder / "plots/guidance-trade-nfe20.gp"),
      ODELIA_CONTAINS("; 95 %: precision ±0.023, recall ±0.045'") && !ODELIA_CONTAINS("errorbars"));
}

TEST_CASE("two processes come into one plot when asked", "[report]") {
  const std::string folder = fake_run("report_together"), file = folder + "/records.jsonl";
  std::string text = read_text(file), other = text;
  for (size_t at = other.find("vp_linear"); at != std::string::npos; at = other.find("vp_linear"))
    other.replace(at, 9, "edm");
  write_text(file, text + other);
  write_report(folder);
  CHECK(fs::exists(folder + "/plots/quality-edm.gp"));
  write_report(folder, true);
  const auto script = read_text(folder + "/plots/quality.gp");
  CHECK_THAT(script, ODELIA_CONTAINS("'ddim, edm'"));
  CHECK_THAT(script, ODELIA_CONTAINS("'ddim, vp_linear'"));
}

namespace {
/// The lines of fake_run, each changed.
template <class F>
std::string with_records(const std::string& folder, F&& change) {
  const std::string file = folder + "/records.jsonl";
  std::istringstream lines(read_text(file));
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    Json r = Json::parse(line);
    change(r);
    out += r.dump() + "\n";
  }
  write_text(file, out);
  return out;
}

size_t count_plots(const std::string& folder, const std::string& start) {
  size_t count = 0;
  for (const auto& e : fs::directory_iterator(folder + "/plots")) {
    const std::string name = e.path().filename().string();
    CHECK(name.size() < 200);
    if (name.starts_with(start) && name.ends_with(".gp")) ++count;
  }
  return count;
}
}  // namespace

TEST_CASE("what records say beside their numbers stands below tables and plots", "[report]") {
  const std::string folder = fake_run("report_remarks");
  with_records(folder, [](Json& r) {
    if (r["solver"] == "ddim") r["statistics"] = "those of `Gaussian` data serve";
    if (r["solver"] != "ddim") r["beside_its_steps"] = "it was made for 2 steps";
  });
  write_report(folder);
  const std::string page = read_text(folder + "/report.html");
  const std::string html = "ddim: those of <code>Gaussian</code> data serve.";
  for (const auto& [text, words] :
       {std::pair<std::string, std::string>{page, html},
        {read_text(folder + "/table.md"), "ddim: those of `Gaussian` data serve."},
        {read_text(folder + "/table.txt"), "ddim: those of `Gaussian` data serve."}})
    CHECK_THAT(text, ODELIA_CONTAINS(words) &&
                         ODELIA_CONTAINS("dopri5, adaptive: it was made for 2 steps."));
  CHECK_THAT(read_text(folder + "/table.csv"),
             ODELIA_CONTAINS("beside_its_steps,statistics\n") &&
                 ODELIA_CONTAINS(",those of `Gaussian` data serve"));
  CHECK_THAT(page, ODELIA_CONTAINS(">it was made for 2 steps</td>"));  // among all records
  if (fs::exists(folder + "/plots/quality.png"))
    CHECK_THAT(page.substr(0, page.find("At each budget")), ODELIA_CONTAINS(html));
}

TEST_CASE("the number of samples in a caption is that of the records with the metric", "[report]") {
  const std::string folder = fake_run("report_samples"), file = folder + "/records.jsonl";
  Json alone = Json::parse(read_text(file).substr(0, read_text(file).find('\n')));
  alone.erase("fd[tiny]");  // of a trajectory alone
  alone.update({{"nfe_budget", 40}, {"nfe", 40}, {"n", 4}, {"trajectory_n", 4}});
  write_text(file, read_text(file) + alone.dump() + "\n");
  if (!write_report(folder).empty()) return;  // no gnuplot, no captions
  const std::string page = read_text(folder + "/report.html");
  CHECK_THAT(page, ODELIA_CONTAINS("in brackets, N = 510 to 512: "));
  CHECK_THAT(page, ODELIA_CONTAINS("deterministic solvers only, N = 4 to 32."));
}

TEST_CASE("rows of pictures claim the same noise only where they have it", "[report]") {
  const auto caption = [](auto&& change) {
    const std::string folder = fake_run("report_noise");
    fs::create_directories(folder + "/pictures");
    write_png(folder + "/pictures/a.png", torch::zeros({8, 8, 1}, torch::kByte));
    int row = 0;
    with_records(folder, [&](Json& r) {
      if (r["nfe_budget"] == 5) r["pictures"] = "pictures/a.png", change(r, row++);
    });
    if (!write_report(folder).empty()) return std::string();
    const std::string page = read_text(folder + "/report.html");
    const size_t at = page.find("<figcaption>", page.find("<img alt"));
    return page.substr(at + 12, page.find("</figcaption>", at) - at - 12);
  };
  const auto same = caption([](Json&, int) {});
  if (same.empty()) return;  // no gnuplot, no captions
  CHECK(same == "Every column starts from the same noise: seeds 0 and following.");
  CHECK(caption([](Json& r, int row) {
          if (row == 1) r["seeds"] = "100-611";
        }) == "The rows are of different seeds: a column shows no common noise.");
  CHECK_THAT(caption([](Json& r, int row) {
               if (row == 1) r["process"] = r["grid"] = "";
             }),
             ODELIA_CONTAINS("one seed: seeds 0 and following. Rows of solvers start from"));
  CHECK_THAT(caption([](Json& r, int row) { r["failures"] = 2 * row; }),
             ODELIA_CONTAINS("†: samples failed"));
  const fs::path drawn = fs::path(ODELIA_BINARY_DIR) / "tests/report_noise/grids/nfe5.gp";
  CHECK_THAT(read_text(drawn.string()), ODELIA_CONTAINS("FD 300†") && ODELIA_CONTAINS("FD 120'"));
}

TEST_CASE("guidances of one solver differ in dash, and each has a reference of its own",
          "[report]") {
  const std::string folder = fake_run("report_guidances"), file = folder + "/records.jsonl";
  std::string all;
  for (const char* w : {"1", "6"})
    all += with_records(fake_run("report_guidances"), [&](Json& r) {
      r["guidance"] = fmt::format("w = {}", w), r["guidance_w"] = std::stod(w);
      r["trajectory_reference"] = fmt::format("rk4, {} steps", w);
    });
  write_text(file, all);
  write_report(folder);
  const std::string script = read_text(folder + "/plots/trajectory.gp");
  const auto dash = [&](const std::string& label) {
    const size_t name = script.find("set label '" + label + "'"),
                 at = script.rfind("dashtype ", name) + 9;
    REQUIRE(name != std::string::npos);
    return script.substr(at, script.find('\n', at) - at);
  };
  CHECK(dash("ddim, w = 1") == "1");
  CHECK(dash("ddim, w = 6") != "1");
  CHECK_THAT(read_text(folder + "/report.html"),
             ODELIA_CONTAINS("All cells of a process and guidance are measured against the same "
                             "one (vp_linear, w = 1: rk4, 1 steps; vp_linear, w = 6: rk4, 6"));
}

TEST_CASE("plots have names that file systems take, and none is another's", "[report]") {
  const std::string deep(300, 'x');
  for (const auto& [one, other] : {std::pair{deep + "1", deep + "2"}, {"a b", "a,b"}}) {
    const std::string folder = fake_run("report_names"), file = folder + "/records.jsonl";
    std::string all;
    for (const std::string& table : {one, other})
      all += with_records(fake_run("report_names"),
                          [&](Json& r) { r["process"] = "tabulated(file=" + table + ")"; });
    write_text(file, all);
    write_report(folder);
    CHECK(count_plots(folder, "quality-tabulated") == 2);
    CHECK(count_plots(folder, "trajectory-tabulated") == 2);
  }
}

TEST_CASE("cells of a tolerance are left out by it, and named by the ends of theirs", "[report]") {
  const std::string folder = fake_run("report_tolerance"), skipped = folder + "/skipped.jsonl";
  write_text(
      skipped,
      R"({"solver":"dopri5","process":"vp_linear","grid":"adaptive","nfe_budget":null,"rtol":0.01,"skipped":"too much"})"
      "\n");
  with_records(folder, [](Json& r) {
    if (r.contains("rtol")) r["grid"] = "adaptive(t_max=1, t_min=0.01)";
  });
  write_report(folder);
  const std::string page = read_text(folder + "/report.html");
  CHECK_THAT(page, ODELIA_CONTAINS("on vp_linear, adaptive, rtol 0.01: too much"));
  CHECK_THAT(page, !ODELIA_CONTAINS("NFE null"));
  CHECK_THAT(page, ODELIA_CONTAINS("dopri5, adaptive(t_max=1, t_min=0.01)"));
}

namespace {
/// The numbers behind these words, up to the end of the line.
std::vector<double> numbers_behind(const std::string& text, const std::string& words) {
  const size_t at = text.find(words);
  REQUIRE(at != std::string::npos);
  std::string line = text.substr(at + words.size(), text.find('\n', at) - at - words.size());
  for (char& c : line)
    if (c == '[' || c == ']' || c == ':' || c == ',') c = ' ';
  std::vector<double> out;
  std::istringstream in(line);
  for (double v; in >> v;) out.push_back(v);
  return out;
}

/// The lines of a block of data of a script; those of curve k are $ck.
std::vector<std::string> block(const std::string& script, const std::string& name) {
  const size_t begin = script.find("$" + name + " << EOD");
  REQUIRE(begin != std::string::npos);
  const size_t at = script.find('\n', begin) + 1;
  std::istringstream in(script.substr(at, script.find("EOD", at) - at));
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}
std::vector<std::string> block(const std::string& script, int k) {
  return block(script, fmt::format("c{}", k));
}
}  // namespace

TEST_CASE("methods that were compared at one cost are ranked, the best at the top", "[report]") {
  const std::string folder = fake_run("report_ranking"), file = folder + "/records.jsonl";
  const std::vector<std::pair<std::string, double>> values = {
      {"heun", 40}, {"ddim", 9.5}, {"it's", 11}, {"lost", std::nan("")}};
  const auto lines = [&](bool adaptive) {
    std::string out;
    for (const auto& [solver, fd] : values) {
      Json r = {{"solver", solver}, {"process", "vp_linear"}, {"grid", "log_snr"},
                {"nfe", 10},        {"nfe_budget", 10},       {"n", 512},
                {"seeds", "0-511"}, {"failures", 0},          {"precision", "float32"}};
      if (std::isfinite(fd)) r["fd[tiny]"] = fd, r["fd[tiny]_se"] = 0.5;
      if (adaptive && solver == "heun") r["nfe_budget"] = nullptr, r["rtol"] = 0.1;
      out += r.dump() + "\n";
    }
    return out;
  };
  write_text(file, lines(false));
  write_report(folder);
  const auto script = read_text(folder + "/plots/quality.gp");
  CHECK_THAT(script, ODELIA_CONTAINS("Sample quality at 10 evaluations"));
  const auto row = [&](const std::string& label) { return script.find("set label " + label); };
  CHECK(row("'ddim'") < row("'it''s'"));
  CHECK(row("'it''s'") < row("'heun'"));
  CHECK(row("'heun'") < std::string::npos);
  CHECK(row("'lost'") == std::string::npos);
  CHECK_THAT(script,
             ODELIA_CONTAINS("$c0 << EOD\n9.5 0 8.369 10.631\n"));  // Student's t of ten groups
  CHECK_THAT(script, ODELIA_CONTAINS("set logscale x"));  // 40 is more than three times 9.5
  CHECK_THAT(script, !ODELIA_CONTAINS("†"));

  // Whose samples failed is last, however good those are that are left.
  Json few = {{"solver", "few"}, {"process", "vp_linear"}, {"grid", "log_snr"},
              {"nfe", 10},       {"nfe_budget", 10},       {"n", 5},
              {"seeds", "0-99"}, {"failures", 95},         {"precision", "float32"}};
  few["fd[tiny]"] = 1, few["fd[tiny]_se"] = 0.5;
  write_text(file, few.dump() + "\n" + lines(false));
  write_report(folder);
  const auto marked = read_text(folder + "/plots/quality.gp");
  CHECK(marked.find("set label 'heun'") < marked.find("set label 'few †'"));
  CHECK(marked.find("set label 'few †'") < std::string::npos);
  CHECK_THAT(marked, ODELIA_CONTAINS("(lower is better); bars: 95 %; †: some failed'") &&
                         ODELIA_CONTAINS("$c3 << EOD\n1 3 "));
  for (const double v : {1.0, 40.0}) {  // both within
    const auto x = numbers_behind(marked, "set xrange ");
    CHECK((x.at(0) < v && v < x.at(1)));
  }

  // One that chose its own steps has a cost of its own: curves.
  write_text(file, lines(true));
  write_report(folder);
  CHECK_THAT(read_text(folder + "/plots/quality.gp"),
             ODELIA_CONTAINS("against network evaluations"));
}

namespace {
/// Curves of these solvers over the same two costs.
std::vector<Series> curves_of(const std::vector<std::string>& solvers) {
  std::vector<Series> out;
  for (size_t k = 0; k < solvers.size(); ++k) {
    const double y = 10 + 3 * static_cast<double>(k);
    out.push_back({solvers[k], solver_style(solvers[k]), 0, {{5, y}, {10, y / 2}}, {2, 1}});
  }
  return out;
}
}  // namespace

TEST_CASE("no bar leaves the frame, and on a logarithmic axis one that reaches 0 ends at the axis",
          "[report]") {
  for (const bool log : {true, false})
    for (const bool side_by_side : {true, false}) {
      Plot p{"t", "x", "y", log, {}, {}};
      p.series = {{"a", 0, 0, {{5, 9.5}, {10, 10}}, {3, 0.1}},
                  {"b", 1, 0, {{5, 1}, {10, 9}}, {2, 40}}};
      p.side_by_side = side_by_side;
      const auto script = plot_script(p, "p");
      const auto y = numbers_behind(script, "set yrange "),
                 x = numbers_behind(script, "set xrange ");
      for (int k = 0; k < 2; ++k)
        for (const auto& line : block(script, k)) {
          const auto v = numbers_behind(" " + line, " ");
          INFO(line);
          CHECK((v[0] > x[0] && v[0] < x[1]));
          CHECK((v[2] >= y[0] && v[2] < v[1] && v[3] > v[1] && v[3] <= y[1]));
        }
      CHECK((block(script, 0)[0].substr(0, 2) == "5 ") != side_by_side);
    }
  for (const bool log : {true, false}) {
    Ranking ranking{"t", "fd", {}, log, {{"a", 0, 2, 3}, {"b", 1, 20, 4}}, {}};
    const auto script = ranking_script(ranking, "r");
    const auto x = numbers_behind(script, "set xrange ");
    for (int k = 0; k < 2; ++k) {
      const auto v = numbers_behind(" " + block(script, k)[0], " ");
      CHECK((v[2] >= x[0] && v[2] < v[0] && v[3] > v[0] && v[3] <= x[1]));
    }
  }
}

TEST_CASE("a line breaks where the number of samples changes, and markers of fewer are hollow",
          "[report]") {
  Plot p{"t", "x", "fd", true, {{"a", 0, 0, {{5, 9}, {10, 8}, {100, 8.5}}}}, {}};
  p.series[0].samples = {5000, 5000, 1000};
  const auto script = plot_script(p, "p");
  CHECK(block(script, 0) == std::vector<std::string>{"5 9 9 9", "10 8 8 8", "", "100 8.5 8.5 8.5"});
  CHECK_THAT(script, ODELIA_CONTAINS("'fd; hollow: N = 1000, else 5000'") &&
                         ODELIA_CONTAINS("pointtype variable"));
  // The filled marker, in white, and the hollow one on it, above all lines.
  CHECK(block(script, "marks") == std::vector<std::string>{"100 8.5 7 6 0x0072B2"});
  CHECK(script.find("$marks using") > script.find("$c0 using"));
  p.series[0].samples = {5000, 5000, 5000};
  const auto same = plot_script(p, "p");
  CHECK(block(same, 0) == std::vector<std::string>{"5 9 9 9", "10 8 8 8", "100 8.5 8.5 8.5"});
  CHECK_THAT(same, !ODELIA_CONTAINS("hollow") && !ODELIA_CONTAINS("variable"));

  // Records say so: 512 samples, of which two failed, are no other number.
  const std::string folder = fake_run("report_hollow");
  with_records(folder, [](Json& r) {
    if (r["nfe_budget"] == 20) r["n"] = 64;
  });
  write_report(folder);
  CHECK_THAT(read_text(folder + "/plots/quality.gp"),
             ODELIA_CONTAINS("; hollow: N = 64, else 512'"));
}

TEST_CASE("no two named curves of a plot look alike", "[report]") {
  const auto looks = [](const std::vector<Series>& all) {
    std::set<std::tuple<int, int, int>> out;
    for (const Series& s : all)
      out.insert({s.colour % kColours, style_marker(s.colour), s.dash % kDashCount});
    return out.size();
  };
  const auto colours = [](const std::vector<Series>& all) {
    std::set<std::string> out;
    for (const Series& s : all) out.insert(colour(s.colour));
    return out.size();
  };
  // Both pairs have one colour each in the list.
  auto ten = curves_of({"exp_ab2_noise", "ddim", "dpmpp_2m", "dpmpp_2m_sde", "heun", "euler",
                        "lms2", "tsit5", "a network", "another"});
  tell_apart(ten);
  CHECK(colours(ten) == 10);
  CHECK(ten[1].colour == solver_style("ddim"));
  CHECK(ten[2].colour == solver_style("dpmpp_2m"));
  CHECK(style_marker(ten[0].colour) == style_marker(solver_style("exp_ab2_noise")));

  std::vector<std::string> names;
  for (int k = 0; k < 30; ++k) names.push_back(fmt::format("solver {}", k));
  auto many = curves_of(names);
  tell_apart(many);
  CHECK(colours(many) == kColours);
  CHECK(looks(many) == 30);

  // What is of one method keeps one colour and differs in dash; a claim has that of its method.
  auto variants = curves_of({"ddim", "exp_ab2_noise", "exp_ab2_noise"});
  variants[1].label += ", karras", variants[1].of = variants[2].of = "exp_ab2_noise";
  variants.push_back(variants[1]);
  variants[3].label = "order 2", variants[3].pale = true;
  tell_apart(variants);
  CHECK(variants[1].colour == variants[2].colour);
  CHECK(variants[1].dash != variants[2].dash);
  CHECK(colour(variants[1].colour) != colour(variants[0].colour));
  CHECK(variants[3].colour == variants[1].colour);

  // Every plot does so, and the background has no say in it.
  auto few = curves_of({"exp_ab2_noise", "ddim"});
  few.push_back({"", solver_style("dpmpp_2m"), 0, {{5, 1}, {10, 2}}});
  const auto script = plot_script({"t", "x", "y", true, few, {}}, "p");
  CHECK_THAT(script, ODELIA_CONTAINS("textcolor rgb '" + colour(0) + "'"));
}

TEST_CASE("the names beside a plot are within its height, wherever its curves end", "[report]") {
  Plot p{"t", "x", "y", true, {}, {}};
  for (int k = 0; k < 12; ++k)
    p.series.push_back({fmt::format("s{}", k), k, 0, {{5, 9}, {10, k == 0 ? 300 : 1 + 0.001 * k}}});
  const auto heights = [&] {
    const auto script = plot_script(p, "p");
    std::vector<double> out;
    for (const Series& s : p.series)
      out.push_back(
          numbers_behind(script, "set label '" + s.label + "' at graph 1.1, graph ").front());
    return out;
  };
  auto all = heights();
  CHECK(all[0] > 0.8);  // the others, at the bottom, do not push it out
  std::sort(all.begin(), all.end());
  CHECK((all.front() >= 0 && all.back() <= 1));
  for (size_t k = 1; k < all.size(); ++k) CHECK(all[k] - all[k - 1] > 0.055);
  for (int k = 12; k < 30; ++k)
    p.series.push_back({fmt::format("s{}", k), k, 0, {{5, 9}, {10, 1}}});
  for (const double h : heights()) CHECK((h >= -1e-9 && h <= 1 + 1e-9));
}

TEST_CASE("a line below a title is smaller than it, and says what a plot is of", "[report]") {
  const auto size = [](const std::string& script, const std::string& text) {
    const size_t at = script.find("'" + text + "'");
    REQUIRE(at != std::string::npos);
    return std::stoi(script.substr(script.find("font ',", at) + 7));
  };
  for (const size_t length : {5, 56, 73, 90, 200}) {
    const std::string title(length, 't');
    const auto script = script_head(title, "below", 480, "subject");
    CHECK(size(script, "below") < size(script, title));
    CHECK(size(script, "subject") < size(script, title));
  }

  // A long one is two, and the picture is higher by the second.
  const std::string part(44, 'p');
  CHECK(in_two_lines(part + "; " + part) == part + "; " + part);
  const std::string two = in_two_lines(part + "; " + part + "; q");
  CHECK(two == part + ";\n" + part + "; q");
  CHECK(in_two_lines(std::string(200, 'p')) == std::string(200, 'p'));
  CHECK(head_height("", two) == head_height("") + 18);
  const auto broken = script_head("title", two, 480);
  CHECK(size(broken, part + ";") == 14);
  CHECK(size(broken, part + "; q") == 14);

  const std::string folder = fake_run_with_metrics("report_subject");
  write_report(folder);
  const auto script = [&](const char* name) {
    return read_text(folder + "/plots/" + name + ".gp");
  };
  for (const char* name : {"quality", "quality-likeness", "trajectory"})
    CHECK_THAT(script(name), ODELIA_CONTAINS("'A <small> run'"));
  CHECK_THAT(script("quality-likeness"), ODELIA_CONTAINS("(higher is better); bars: 95 %"));
  CHECK_THAT(script("quality"), !ODELIA_CONTAINS("bars"));
  CHECK_THAT(script("trajectory"), ODELIA_CONTAINS("distance to the converged trajectory"));

  // More curves than can be told apart have no bars, and the rest is grey.
  std::string lines;
  for (int k = 0; k < 20; ++k)
    for (const int budget : {5, 10}) {
      Json r = point(fmt::format("solver{}", k).c_str(), 20 + k, 0.5);
      r["nfe"] = r["nfe_budget"] = budget;
      lines += r.dump() + "\n";
    }
  write_text(folder + "/records.jsonl", lines);
  write_report(folder);
  CHECK_THAT(script("quality"),
             ODELIA_CONTAINS("; 95 % intervals: ±1.1; grey: the other 10 methods'") &&
                 !ODELIA_CONTAINS("yerrorbars"));
}

TEST_CASE("words beside points hit neither one another nor lines", "[report]") {
  const double letter = 7;
  std::vector<NotedCurve> curves(2);
  for (int k = 0; k < 4; ++k) {
    curves[0].points.emplace_back(50 + 60 * k, 150), curves[0].notes.push_back("1.5");
    curves[1].points.emplace_back(50 + 60 * k, 160), curves[1].notes.push_back("1");
  }
  const auto places = note_places(curves, 300, 300, letter);
  std::vector<std::array<double, 3>> boxes;  // centre, half the width
  for (size_t i = 0; i < 2; ++i)
    for (size_t k = 0; k < 4; ++k) {
      const auto& [centre, half_width, half_height] = places[i][k];
      CHECK(half_width == Approx(letter / 2 * static_cast<double>(curves[i].notes[k].size())));
      boxes.push_back({centre.first, centre.second, half_width});
    }
  for (size_t a = 0; a < boxes.size(); ++a) {
    for (size_t b = 0; b < a; ++b)
      CHECK((std::abs(boxes[a][0] - boxes[b][0]) >= boxes[a][2] + boxes[b][2] ||
             std::abs(boxes[a][1] - boxes[b][1]) >= 2 * letter));
    if (boxes[a][0] + boxes[a][2] > 50 && boxes[a][0] - boxes[a][2] < 230)
      for (const double line : {150, 160}) CHECK(std::abs(boxes[a][1] - line) >= letter);
  }
}

TEST_CASE("a word beside a point is nearer to it than to another of its curve", "[report]") {
  // Of guidance on Fashion-MNIST: all begin at one point, the first turns within a word's width.
  std::vector<NotedCurve> curves(3);
  curves[0] = {{{246, 119}, {262, 116}, {270, 127}, {264, 74}, {260, 79}, {76, 320}},
               {"1", "1.5", "2", "3", "5", "8†"}};
  curves[1] = {{{246, 119}, {235, 138}, {230, 147}, {219, 142}, {209, 125}, {192, 70}},
               {"", "1.5", "2", "3", "5", "8"}};
  curves[2] = {{{246, 119}, {207, 168}, {177, 165}, {113, 146}, {53, 87}, {15, 18}},
               {"", "1.5", "2", "3", "5", "8"}};
  const auto places = note_places(curves, 285, 338, 7);
  for (size_t i = 0; i < 3; ++i) {
    REQUIRE(places[i].size() == 6);
    for (size_t k = 0; k < 6; ++k)
      for (size_t other = 0; other < 6; ++other) {
        INFO(curves[i].notes[k] << " and the point of " << curves[i].notes[other]);
        if (other != k && !curves[i].notes[k].empty())
          CHECK(places[i][k].distance(curves[i].points[k]) <
                places[i][k].distance(curves[i].points[other]));
      }
  }
  CHECK(places[0][5].half_width == 7);  // two characters, in four bytes
  const NotePlace place{{10, 20}, 5, 7};
  CHECK(place.distance({12, 16}) == 0);
  CHECK(place.distance({18, 31}) == Approx(5));  // 3 beside it and 4 above
  CHECK(place.nearest({18, 31}) == std::pair{15.0, 27.0});

  // What several curves say of one point is said once, in no curve's colour, and a note that found
  // no place beside its point has a line to it.
  Plot p{"t", "x", "y", false, {}, {}, false};
  for (const char* name : {"a", "b"})
    p.series.push_back({name, solver_style(name), 0, {{1, 1}, {2, *name == 'a' ? 3.0 : 2.0}}});
  for (Series& s : p.series) s.notes = {"1.5", "2"};
  const auto script = plot_script(p, "p");
  const size_t at = script.find("set label '1.5'");
  CHECK(at != std::string::npos);
  CHECK(script.find("set label '1.5'", at + 1) == std::string::npos);
  CHECK_THAT(script.substr(at, script.find('\n', at) - at), ODELIA_CONTAINS("'#555555'"));
  CHECK_THAT(script, !ODELIA_CONTAINS("linewidth 0.7"));
  p.series.resize(1);
  p.series[0].points = {{1, 1},     {1.001, 1},     {1, 1.001}, {1.001, 1.001},
                        {1.002, 1}, {1.002, 1.001}, {2, 2}};
  p.series[0].notes = {"1.25", "1.5", "2", "3", "5", "8", "13"};
  CHECK_THAT(plot_script(p, "p"), ODELIA_CONTAINS("linewidth 0.7"));
}

TEST_CASE("curves side by side say so, and none is far from its place", "[report]") {
  for (const bool log : {true, false})
    for (const int count : {1, 2, 6, 15}) {
      Plot p{"t", "x", "y", true, {}, {}, log};
      for (int k = 0; k < count; ++k)
        p.series.push_back({fmt::format("s{}", k), k, 0, {{5, 9.0 + k}, {50, 2.0 + k}}, {1, 1}});
      p.side_by_side = true;
      const auto script = plot_script(p, "p");
      const auto x = numbers_behind(script, "set xrange ");
      for (int k = 0; k < count; ++k) {
        const double at = numbers_behind(" " + block(script, k)[0], " ").front();
        CHECK(std::abs(at - 5) <= (log ? 0.13 : 0.02 * (x[1] - x[0])));
        CHECK((at == 5) == (2 * k == count - 1));
      }
      CHECK((script.find("'y; points side by side'") < std::string::npos) == (count > 1));
    }
  const std::string folder = fake_run("report_beside");
  with_records(folder, [](Json& r) { r["fd[tiny]_se"] = 1; });
  write_report(folder);
  CHECK_THAT(read_text(folder + "/plots/quality.gp"),
             ODELIA_CONTAINS("bars: 95 %; points side by side; †: some failed'"));
}

TEST_CASE("curves mark points that lost samples, and those that are not resolved", "[report]") {
  const std::string folder = fake_run("report_marked_points");
  with_records(folder, [](Json& r) {
    if (r["solver"] == "ddim" && r["nfe_budget"] == 20) r["trajectory_rms"] = 2e-5;
  });
  write_report(folder);
  const auto quality = read_text(folder + "/plots/quality.gp"),
             trajectory = read_text(folder + "/plots/trajectory.gp");
  CHECK_THAT(quality, ODELIA_CONTAINS("; †: some failed'") && ODELIA_CONTAINS("set label '†'") &&
                          !ODELIA_CONTAINS("pale") && !ODELIA_CONTAINS("$marks"));
  CHECK(quality.find("set label '†'") == quality.rfind("set label '†'"));
  CHECK_THAT(trajectory, ODELIA_CONTAINS("; pale: not resolved'") && !ODELIA_CONTAINS("†"));
  // ddim's triangle in a third of its green; 2e-5 is less than three times 1e-5.
  CHECK(block(trajectory, "marks") == std::vector<std::string>{"20 2e-05 9 9 0xAADED0"});
  if (!fs::exists(folder + "/plots/quality.png")) return;  // no gnuplot, no captions
  const std::string page = read_text(folder + "/report.html");
  CHECK_THAT(page, ODELIA_CONTAINS("†: samples failed, and those that ended are averaged.") &&
                       ODELIA_CONTAINS("Pale: within three times") && !ODELIA_CONTAINS("coincide"));

  // Of two curves that lie on one another the caption says so.
  with_records(folder, [](Json& r) {
    if (r["nfe_budget"] == 20) r["solver"] = "third";
    if (r["nfe_budget"] == 5) r["nfe"] = 5, r["fd[tiny]"] = 120.5;
    if (r["nfe_budget"] == 10) r["fd[tiny]"] = r["solver"] == "ddim" ? 60.25 : 60.26;
  });
  write_report(folder);
  CHECK_THAT(read_text(folder + "/report.html"),
             ODELIA_CONTAINS("ddim and a&lt;b&gt;_solver(eta=0.5) coincide."));
}

TEST_CASE("real images are a level where curves come near them, and else a sentence", "[report]") {
  const auto drawn = [](double held_out, auto&& change) {
    const std::string folder = fake_run("report_real");
    Json manifest{{"title", "t"}};
    manifest["reference"]["held_out"] = {{"split", "test"}, {"fd", {{"512", held_out}}}};
    write_text(folder + "/manifest.json", manifest.dump());
    with_records(folder, change);
    write_report(folder);
    return std::pair(read_text(folder + "/plots/quality.gp"), read_text(folder + "/report.html"));
  };
  const auto as_it_is = [](Json&) {};
  const std::string words = "512 real images of the test split";
  const auto [near, near_page] = drawn(30, as_it_is);
  CHECK_THAT(near,
             ODELIA_CONTAINS("set arrow from graph 0, first 30 to graph 1, first 30 nohead") &&
                 ODELIA_CONTAINS("set label '" + words + "' at graph 0.01, first 30 left"));
  CHECK_THAT(near_page, !ODELIA_CONTAINS(words + " score"));
  const auto [far, far_page] = drawn(0.5, as_it_is);
  CHECK_THAT(far, !ODELIA_CONTAINS("real images"));
  if (far_page.find("<figcaption>") != std::string::npos)  // gnuplot is there
    CHECK_THAT(far_page, ODELIA_CONTAINS(words + " score 0.500."));
  // Where every cell lost a sample, as many were asked for.
  const auto [lossy, lossy_page] = drawn(30, [](Json& r) { r["n"] = 511, r["failures"] = 1; });
  CHECK_THAT(lossy, ODELIA_CONTAINS("'" + words + "'"));
}

TEST_CASE("bars of a trajectory are 1.96 standard errors, those of ten groups 2.262", "[report]") {
  const std::string folder = fake_run("report_half");
  with_records(folder, [](Json& r) {
    r["fd[tiny]_se"] = 1;
    if (!r["trajectory_rms"].is_null()) r["trajectory_rms_se"] = 0.0005;
  });
  write_report(folder);
  const auto ends = [&](const char* plot) {
    const auto script = read_text(folder + "/plots/" + plot + ".gp");
    auto v = numbers_behind(" " + block(script, 0)[0], " ");
    v.erase(v.begin());
    return v;
  };
  CHECK(ends("trajectory") == std::vector<double>{0.21, 0.20902, 0.21098});
  CHECK(ends("quality") == std::vector<double>{120.5, 118.238, 122.762});
}

TEST_CASE("a plot of many methods' orders has its axis above them, too", "[report]") {
  const auto script = [](int methods) {
    std::vector<Certificate> all;
    for (int k = 0; k < methods; ++k)
      all.push_back({fmt::format("method {}", k),
                     "edm",
                     "log_snr",
                     "exact",
                     "ode",
                     2,
                     2.1,
                     {8, 16},
                     {4e-3, 1e-3}});
    const TemporaryFolder folder("order-plot");
    write_order_report(all, folder.path().string());
    return read_text(folder / "ode.gp");
  };
  CHECK_THAT(script(40), ODELIA_CONTAINS("set x2tics 1") && ODELIA_CONTAINS("set border 5"));
  CHECK_THAT(script(10), !ODELIA_CONTAINS("x2tics") && ODELIA_CONTAINS("set border 1"));
}

TEST_CASE("a method without a value at a budget ranks as the last one there", "[report]") {
  RunData run;
  const auto add = [&](const char* solver, int budget, double fd) {
    Json r = point(solver, fd, 0.1);
    r["nfe"] = r["nfe_budget"] = budget;
    run.records.push_back(r);
  };
  add("dear", 10, 40), add("dear", 20, 10);  // it has no cheap cell, and is bad in the next
  add("good", 5, 50), add("good", 10, 20), add("good", 20, 10);
  add("fair", 5, 200), add("fair", 10, 30), add("fair", 20, 12);
  const auto rows = best_grids(run, "vp_linear", "fd[x]");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].solver == "good");
  CHECK(rows[1].solver == "fair");
  CHECK(rows[2].solver == "dear");
  CHECK(rows[0].behind == 0);
  CHECK(rows[1].behind == Approx((std::log(4.0) + std::log(1.5) + std::log(1.2)) / 3));
  CHECK(rows[2].behind == Approx((std::log(4.0) + std::log(2.0)) / 3));
  // Nor does it gain where all others are better than it is elsewhere.
  run.records.clear();
  add("bad", 10, 40), add("bad", 20, 40);
  add("good", 5, 10), add("good", 10, 10), add("good", 20, 10);
  CHECK(best_grids(run, "vp_linear", "fd[x]")[1].behind == Approx(std::log(4.0)));
}

TEST_CASE("what is not resolved leads nobody", "[report]") {
  const auto record = [](const std::string& solver, int budget, double rms) {
    return Json{{"solver", solver},
                {"process", "vp_linear"},
                {"grid", "log_snr"},
                {"nfe", budget},
                {"nfe_budget", budget},
                {"trajectory_rms", rms},
                {"trajectory_reference_error", 1e-4}};
  };
  RunData run;
  run.records = {record("lucky", 10, 1e-4), record("lucky", 20, 0.5), record("steady", 10, 1e-3),
                 record("steady", 20, 1e-3), record("first", 5, 2e-4)};
  const auto rows = best_grids(run, "vp_linear", "trajectory_rms");
  REQUIRE(rows.size() == 3);
  for (const auto& row : rows) {
    if (row.solver == "steady") CHECK(row.behind == 0);
    if (row.solver == "lucky") CHECK(row.behind == Approx(std::log(500.0) / 2));
  }
  // Of twenty curves ten are named: neither one that leads a budget by such a value alone.
  for (int k = 0; k < 20; ++k)
    for (const int budget : {10, 20})
      run.records.push_back(record(fmt::format("s{}", k), budget, 2e-3 + 1e-4 * k));
  std::string named;
  for (const Series& s : best_curves(run, {"vp_linear"}, "trajectory_rms")) named += s.label + " ";
  CHECK_THAT(named, ODELIA_CONTAINS("steady ") && !ODELIA_CONTAINS("lucky "));
}

TEST_CASE("without gnuplot the page has the pictures all the same, and no log is left",
          "[report]") {
  const std::string folder = fake_run("report_bare");
  fs::create_directories(folder + "/pictures");
  write_png(folder + "/pictures/a.png", torch::zeros({8, 8, 1}, torch::kByte));
  int row = 0;
  with_records(folder, [&](Json& r) {
    if (row++ == 4)  // before that of rtol 0.01
      r.update(
          {{"solver", "dopri5"}, {"grid", "adaptive"}, {"nfe_budget", nullptr}, {"rtol", 0.05}});
    if (r.contains("rtol") || r["nfe_budget"] == 5) r["pictures"] = "pictures/a.png";
  });
  write_text(folder + "/manifest.json", R"({"title": "t", "cpu": "some", "threads": 1})");
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  const std::string problem = write_report(folder);
  ::setenv("PATH", path.c_str(), 1);
  CHECK_THAT(problem, ODELIA_CONTAINS("gnuplot cannot be started"));
  const std::string page = read_text(folder + "/report.html");
  CHECK_THAT(page, ODELIA_CONTAINS("<h2>Samples</h2>") && ODELIA_CONTAINS("<img alt=\"ddim, ") &&
                       ODELIA_CONTAINS("Some figures are missing"));
  // Two tolerances of one solver are told apart, here and in what gnuplot would have drawn.
  CHECK_THAT(
      page, ODELIA_CONTAINS("\"rtol 0.05,  NFE 10, ") && ODELIA_CONTAINS("\"rtol 0.01,  NFE 18, "));
  CHECK_THAT(page, ODELIA_CONTAINS("with 1 thread;"));
  CHECK_THAT(page, !ODELIA_CONTAINS("`") && ODELIA_CONTAINS("<code>odelia metrics"));
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    CHECK(entry.path().extension() != ".log");
}
