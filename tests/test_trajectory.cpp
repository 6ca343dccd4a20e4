// What a solver does can be seen: the way of samples, and where schedules and grids lead.
#include "tests/catch.h"

#include <cstring>
#include <filesystem>

#include <ATen/ops/arange.h>
#include <ATen/ops/randint.h>
#include <nlohmann/json.hpp>

#include "experiments/sample/beginnings.h"
#include "experiments/sample/files.h"
#include "experiments/sample/letters.h"
#include "experiments/sample/store.h"
#include "experiments/sample/trajectory.h"
#include "models/data/apng.h"
#include "models/data/files.h"
#include "models/data/images/images.h"
#include "models/data/png.h"
#include "models/networks/open_model.h"
#include "models/networks/score/checkpoint.h"
#include "models/networks/score/unet/unet.h"
#include "models/processes/processes.h"
#include "models/slerp.h"
#include "models/solve_path.h"
#include "solvers/noise.h"
#include "tests/bytes.h"
#include "tests/launched.h"
#include "tests/mixtures.h"
#include "tests/program_folder.h"
#include "tests/seeds.h"
#include "tests/threads.h"

using namespace odelia;

namespace {

uint32_t word(const std::string& bytes, size_t at) {
  uint32_t out = 0;
  for (size_t k = 0; k < 4; ++k) out = out << 8 | static_cast<uint8_t>(bytes.at(at + k));
  return out;
}

/// What a reader of animations makes of the bytes: every frame as a PNG of its own.
struct Animation {
  explicit Animation(const std::string& bytes) {
    REQUIRE_FALSE(png_pixel_chunks(bytes).empty());  // every CRC, and nothing after the end
    const std::string signature = bytes.substr(0, 8);
    uint32_t sequence = 0;
    std::string header, data;
    const auto end_frame = [&] {
      if (!data.empty())
        frames.push_back(decode_png(
            signature + png_chunk("IHDR", header) + png_chunk("IDAT", data) + png_chunk("IEND", ""),
            "frame"));
      data.clear();
    };
    for (size_t at = 8; at < bytes.size();) {
      const uint32_t length = word(bytes, at);
      const std::string type = bytes.substr(at + 4, 4), body = bytes.substr(at + 8, length);
      if (type == "IHDR") header = body;
      if (type == "acTL") announced = word(body, 0), plays = word(body, 4);
      if (type == "fcTL") {
        end_frame();
        CHECK(body.size() == 26);
        CHECK(word(body, 0) == sequence++);
        CHECK(body.substr(4, 8) == header.substr(0, 8));
        durations.push_back(static_cast<uint8_t>(body[20]) * 256 + static_cast<uint8_t>(body[21]));
        CHECK(static_cast<uint8_t>(body[22]) * 256 + static_cast<uint8_t>(body[23]) == 1000);
      }
      if (type == "IDAT") data += body;
      if (type == "fdAT") {
        CHECK(word(body, 0) == sequence++);
        data += body.substr(4);
      }
      at += 12 + size_t{length};
    }
    end_frame();
  }
  uint32_t announced = 0, plays = 1;
  std::vector<int> durations;
  std::vector<Tensor> frames;  // [H, W, C]
};

}  // namespace

TEST_CASE("the way of samples is kept without an evaluation or a bit of difference", "[solve]") {
  for (const char* solver : {"ddim", "heun", "dopri5", "dpmpp_2m", "unipc2_bh2", "euler_maruyama",
                             "edm_stochastic", "denoise_to_zero(heun)"}) {
    const auto process = make_process("edm");
    const SolvePlan plan = plan_on_grid(make_method(solver), make_time_grid("karras", *process, 6));
    const Tensor x = 80 * starting_noise(seeds(5), {2}, at::TensorOptions(at::kDouble));
    auto plain_model = even_model(), watched_model = even_model();
    SolvePath path;
    const Solution plain = solve(plan, process, plain_model, seeds(5), x),
                   watched = solve_with_path(plan, process, watched_model, seeds(5), x, 3, path);
    INFO(solver);
    CHECK(at::equal(watched.x, plain.x));
    for (size_t i = 0; i < 5; ++i) CHECK(watched.outcome[i].nfe == plain.outcome[i].nfe);
    CHECK(watched_model->ledger().forward == plain_model->ledger().forward);
    CHECK(static_cast<int64_t>(path.estimates.size()) == plain_model->ledger().forward);
    REQUIRE(path.states.size() == plan.times.size());
    CHECK(at::equal(path.states.front(), x.slice(0, 0, 3)));
    CHECK(at::equal(path.states.back(), plain.x.slice(0, 0, 3)));
  }
}

TEST_CASE("a denoised estimate is the model's at the state beside it", "[solve]") {
  const auto process = make_process("vp_linear");
  for (const char* solver : {"ddim", "heun", "dpmpp_2m", "euler_maruyama"}) {
    const SolvePlan plan =
        plan_on_grid(make_method(solver), make_time_grid("log_snr", *process, 5));
    auto asked = even_model();
    SolvePath path;
    const Tensor x = starting_noise(seeds(2), {2}, at::TensorOptions(at::kDouble));
    solve_with_path(plan, process, asked, seeds(2), x, 2, path);
    for (size_t k = 0; k + 1 < plan.times.size(); ++k) {
      const double t = plan.times[k];
      const auto& estimate = path.nearest(*process, k);
      INFO(solver << " at point " << k);
      CHECK(estimate.t == t);
      const Tensor here =
          asked->predict(path.states[k], process->alpha(t), process->sigma(t), Prediction::data);
      // Noise became data by a division by alpha(T) = 0.007: some 1e-14 of rounding.
      CHECK((estimate.data - here).abs().max().item<double>() < 1e-12);
    }
    // A sample that fails is gone from then on, and moves no other.
    Tensor broken = x.clone();
    broken[0][1] = std::nan("");
    SolvePath rest;
    CHECK(solve_with_path(plan, process, asked, seeds(2), broken, 2, rest).outcome[0].status ==
          Status::non_finite);
    for (size_t k = 2; k < plan.times.size(); ++k) {
      CHECK(rest.states[k][0].isnan().all().item<bool>());
      CHECK(at::equal(rest.states[k][1], path.states[k][1]));
    }
    CHECK(at::equal(rest.estimates.back().data[1], path.estimates.back().data[1]));
    // Where all fail, there is grey to the end.
    solve_with_path(plan, process, asked, {1}, broken.slice(0, 0, 1), 1, rest);
    CHECK(rest.states.size() == plan.times.size());
  }
  auto asked = even_model();
  SolvePath path;
  const SolvePlan own = plan_to_tolerance("test", make_method("dopri5"), 1, 0.1, {.rtol = 1e-3});
  CHECK_THROWS_WITH(solve_with_path(own, process, asked, {1}, at::zeros({1, 2}), 1, path),
                    ODELIA_CONTAINS("chooses its own steps"));
  CHECK_THROWS_WITH(check_trajectory(own, {1, 8, 8}, 6), ODELIA_CONTAINS("give --steps or --nfe"));
  const SolvePlan ddim =
      plan_on_grid(make_method("ddim"), make_time_grid("log_snr", *process, 1000));
  check_trajectory(ddim, {3, 64, 64}, 6);
  CHECK_THROWS_WITH(check_trajectory(ddim, {3, 256, 256}, 6), ODELIA_CONTAINS("18.9 GB"));
  CHECK_THROWS_WITH(check_trajectory(ddim, {4, 8, 8}, 6), ODELIA_CONTAINS("of one channel"));
}

TEST_CASE("letters reach below the line where they should, and none is missing", "[sample]") {
  const auto rows = [](const std::string& text) {  // the first and the last with ink
    Tensor image = at::full({1, kLetterHeight, kLetterWidth}, 255, at::kByte);
    write_letters(image, text, 0, 0, 1);
    const Tensor inked = (image[0] < 255).any(1).nonzero().flatten();
    return inked.numel() == 0 ? std::pair<int64_t, int64_t>{-1, -1}
                              : std::pair{inked[0].item<int64_t>(), inked[-1].item<int64_t>()};
  };
  for (const char* below : {"g", "p"}) CHECK(rows(below) == std::pair<int64_t, int64_t>{2, 8});
  CHECK(rows("9") == std::pair<int64_t, int64_t>{0, 6});
  for (const char c : std::string("seed0123456789x_tD(x_t)sigma/alphaznearestinfe-."))
    CHECK(rows(std::string(1, c)).first >= 0);
  CHECK(level_letters(INFINITY) == "inf");
  CHECK(level_letters(0.000123) == "1e-04");
  CHECK(level_letters(0.0123) == "0.012");
  CHECK(level_letters(152.2) == "152");
}

TEST_CASE("a contact sheet is made of the images of states and estimates", "[sample]") {
  const auto process = make_process("edm");
  SolvePath path;
  path.times = {80, 5, 1, 0.002};
  for (const double t : path.times) {
    path.states.push_back(at::randn({2, 3, 5, 4}, at::kFloat) * t);
    if (t > 0.01) path.estimates.push_back({t, at::randn({2, 3, 5, 4}, at::kFloat)});
  }
  path.states[1][0][0][0][0] = std::nan("");
  CHECK(state_picture(path.states[1], 1, 5)[0][0][0][0].item<int>() == 128);
  for (const int64_t scale : {1, 3}) {
    const Tensor sheet = contact_sheet(path, *process, {0, 7}, {0, 1, 3}, scale);
    REQUIRE(sheet.size(0) == 3);
    const auto image = [&](int64_t sample, int64_t row, int64_t column) {
      const int64_t block = 2 * (5 * scale + 1) + 1 + 10;
      return sheet.slice(1, kSheetTop + sample * block + row * (5 * scale + 1) + 1)
          .slice(2, kSheetLeft + column * (4 * scale + 1) + 1)
          .slice(1, 0, 5 * scale, scale)
          .slice(2, 0, 4 * scale, scale);
    };
    for (int64_t sample = 0; sample < 2; ++sample)
      for (int64_t column = 0; column < 3; ++column) {
        const size_t point = column == 2 ? 3 : static_cast<size_t>(column);
        const double s = path.times[point];
        INFO("sample " << sample << ", column " << column);
        CHECK(at::equal(image(sample, 0, column), state_picture(path.states[point][sample], 1, s)));
        // Nobody was asked at the end: there the last estimate stands.
        const Tensor& estimate = path.estimates[std::min<size_t>(point, 2)].data;
        CHECK(at::equal(image(sample, 1, column), to_uint8(estimate[sample])));
      }
  }
  CHECK(shown_points(1) == std::vector<size_t>{0});
  CHECK(shown_points(4) == std::vector<size_t>{0, 1, 2, 3});
  CHECK(shown_points(101) == std::vector<size_t>{0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100});
  CHECK(shown_points(12, 3) == std::vector<size_t>{0, 6, 11});
}

TEST_CASE("an animation holds its frames, pixel by pixel", "[data]") {
  for (const int64_t channels : {1, 3}) {
    std::vector<Tensor> frames;
    for (int k = 0; k < 3; ++k) frames.push_back(at::randint(256, {channels, 100, 120}, at::kByte));
    const Animation read(encode_apng(frames, {40, 50, 2000}));
    CHECK(read.announced == 3);
    CHECK(read.plays == 0);  // over and over
    CHECK(read.durations == std::vector<int>{40, 50, 2000});
    REQUIRE(read.frames.size() == 3);
    for (size_t k = 0; k < 3; ++k) CHECK(at::equal(read.frames[k].permute({2, 0, 1}), frames[k]));
    CHECK(at::equal(decode_png(encode_apng(frames, {1, 1, 1}), "x").permute({2, 0, 1}), frames[0]));
  }
  const Tensor a = at::zeros({3, 4, 4}, at::kByte), b = at::zeros({3, 4, 5}, at::kByte);
  CHECK_THROWS_WITH(encode_apng({a, b}, {9, 9}), ODELIA_CONTAINS("another shape"));
  CHECK_THROWS_WITH(encode_apng({a}, {}), ODELIA_CONTAINS("a duration for each"));
  CHECK_THROWS_WITH(encode_apng({a}, {0}), ODELIA_CONTAINS("1 to 65535"));
}

TEST_CASE("noises lie on the great circle between two", "[sample]") {
  const Tensor a = at::tensor({3.0, 0.0, 0.0}), b = at::tensor({0.0, 0.0, 3.0});
  const Tensor x = slerp(a, b, 4);
  CHECK(at::equal(x[0], a));
  CHECK(at::equal(x[3], b));
  for (int64_t k = 0; k < 4; ++k) {  // at 0, 30, 60 and 90 degrees
    CHECK(x[k].norm().item<double>() == Approx(3).margin(1e-14));
    CHECK(x[k][2].item<double>() == Approx(3 * std::sin(k * std::acos(-1.0) / 6)).margin(1e-14));
  }
  CHECK_THROWS_WITH(slerp(a, -2 * a, 3), ODELIA_CONTAINS("one line"));
  const Tensor c = at::randn({40'000}, at::kDouble), d = at::randn({40'000}, at::kDouble);
  CHECK(same_in_any_threads([&] { return slerp(c, d, 3); }));
}

TEST_CASE("what says twice where samples start, or nothing, is refused", "[sample]") {
  const auto refused = [](Beginnings b, bool noise, bool seeds, const char* why) {
    CHECK_THROWS_WITH(check(b, noise, seeds), ODELIA_CONTAINS(why));
  };
  refused({.between = "1,2", .start = "x.npz"}, false, false, "give one of them");
  refused({.between = "1,2"}, true, false, "give one of them");
  refused({.between = "1,2"}, false, true, "leave out --seeds");
  refused({.between = "1,2", .frames = 1, .frames_given = true}, false, false, "from 2");
  refused({.frames_given = true}, false, false, "--between SEED,SEED");
  refused({.start = "x.npz"}, false, false, "go together");
  refused({.start_time = 0.5, .start_time_given = true}, false, false, "go together");
  const Beginnings start{.start = "x.npz", .start_time = 0.1 + 0.2, .start_time_given = true};
  CHECK(make_time_grid(grid_from(start, "karras(rho=5)"), *make_process("vp_linear"), 4).front() ==
        0.1 + 0.2);
  CHECK_THROWS_WITH(grid_from(start, "log_snr(t_max=0.5)"), ODELIA_CONTAINS("its own t_max"));
  CHECK_THROWS_WITH(grid_from(start, "file:t.txt"), ODELIA_CONTAINS("its own start"));
  const auto between = [](const char* solver, const char* pair, const Labels& labels) {
    std::vector<uint64_t> list;
    const auto process = make_process("vp_linear");
    noise_between({.between = pair},
                  plan_on_grid(make_method(solver), make_time_grid("log_snr", *process, 3)),
                  *even_model(), labels, at::kFloat, list);
  };
  CHECK_THROWS_WITH(between("euler_maruyama", "1,2", {}), ODELIA_CONTAINS("noise of its own"));
  CHECK_THROWS_WITH(between("ddim", "1-3", {}), ODELIA_CONTAINS("expected two seeds"));
  CHECK_THROWS_WITH(between("ddim", "1,2", {.of = {0, 1}}), ODELIA_CONTAINS("the same class"));
}

TEST_CASE("sample draws the way of its samples, and begins where it is told to", "[sample]") {
  const ProgramFolder folder("trajectory");
  folder.put("m.json", R"({"weights": [1], "means": [[0, 0]], "stds": [1]})");
  ScoreCheckpoint network;
  network.network = unet({.size = 8, .base = 8, .group_size = 4, .embedding = 16, .classes = 0});
  network.parameters = network.network->make(1);
  save_checkpoint(folder / "net", network, at::kFloat);
  const auto bytes = [&](const char* name) { return read_text(folder / name); };
  const auto document = [&](const char* name) { return nlohmann::json::parse(bytes(name)); };
  const std::string sample = "sample --model net --solver heun --steps 3 ";

  folder.runs(sample + "--seeds 0-7 --out plain");
  CHECK_THAT(folder.runs(sample + "--seeds 0-7 --trajectory --out shown"),
             ODELIA_CONTAINS(" in shown: trajectory/sheet.png, trajectory/animation.png\n"));
  const Tensor plain = read_samples(folder / "plain").images;
  CHECK(bytes("shown/samples.npz") == bytes("plain/samples.npz"));
  CHECK(document("shown/manifest.json") == document("plain/manifest.json"));
  const auto facts = document("shown/trajectory/trajectory.json");
  CHECK(facts["evaluated_at"].size() == document("plain/manifest.json")["nfe"].get<size_t>());
  CHECK(facts["seeds"].size() == 6);
  const Animation animation(bytes("shown/trajectory/animation.png"));
  CHECK(animation.frames.size() == 4);
  // At the end the state is the sample, after a border of one white pixel and 14 times as large.
  const Tensor last = animation.frames.back().permute({2, 0, 1});
  CHECK(at::equal(last.slice(1, 1, 1 + 8 * 14, 14).slice(2, 1, 1 + 8 * 14, 14), plain[0]));
  // A finished folder gets its pictures later, and the same.
  const std::string drawn = bytes("shown/trajectory/sheet.png");
  folder.runs(sample + "--seeds 0-7 --trajectory --out plain");
  CHECK(bytes("plain/trajectory/sheet.png") == drawn);
  {  // A run that was interrupted gets them without losing what it kept, or computing it again.
    const int64_t nfe = document("plain/manifest.json")["nfe"];
    const SampleRows four{seeds(4, 0), plain.slice(0, 0, 4), std::vector<Outcome>(4, {.nfe = nfe})};
    std::filesystem::create_directory(folder / "half");
    std::filesystem::copy(folder / "shown/run.json", folder / "half/run.json");
    keep_samples(folder / "half", four);
    CHECK_THROWS_AS(keep_samples(folder / "half", four), std::logic_error);
    folder.runs(sample + "--seeds 0-7 --trajectory --out half");
    CHECK(bytes("half/samples.npz") == bytes("plain/samples.npz"));
    CHECK(document("half/manifest.json") == document("plain/manifest.json"));
    CHECK(bytes("half/trajectory/sheet.png") == drawn);
  }
  {  // A rank draws them with its piece, or when the samples are there.
    const Launched first(0, 2);
    folder.runs(sample + "--seeds 0-7 --trajectory --out ranks");
    folder.runs(sample + "--seeds 0-7 --out later");
    CHECK(!std::filesystem::exists(folder / "later/trajectory"));
    folder.runs(sample + "--seeds 0-7 --trajectory --out later");
  }
  for (const std::string out : {"ranks", "later"}) {
    CHECK(std::filesystem::exists(folder / (out + "/pieces.json")));
    CHECK(bytes((out + "/samples.npz").c_str()) == bytes("plain/samples.npz"));
    CHECK(bytes((out + "/trajectory/sheet.png").c_str()) == drawn);
  }
  CHECK(bytes("shown/samples.npz") == bytes("plain/samples.npz"));

  CHECK_THAT(folder.runs(sample + "--between 2,5 --frames 3 --out between"),
             ODELIA_CONTAINS(" in between: strip.png\n"));
  const Tensor between = read_samples(folder / "between").images;
  CHECK(at::equal(between[0], plain[2]));
  CHECK(at::equal(between[2], plain[5]));
  CHECK(read_png(folder / "between/strip.png").size(1) == 3 * (8 * 12 + 1) + 1);
  CHECK(document("between/run.json")["beginnings"]["frames"] == 3);

  // A finished folder is drawn as it is: eight samples, three to a row.
  CHECK_THAT(folder.runs(sample + "--seeds 0-7 --out plain --sheet 3"),
             ODELIA_CONTAINS(" in plain: sheet.png\n"));
  const Tensor sheet = read_png(folder / "plain/sheet.png");
  CHECK(sheet.size(0) == 3 * (8 * 12 + 1) + 1);
  CHECK(sheet.size(1) == 3 * (8 * 12 + 1) + 1);
  CHECK(at::equal(read_samples(folder / "plain").images, plain));
  folder.refuses(sample + "--out none --sheet 0", "--sheet");

  // At the very end of the process hardly any noise is added, and none is taken away.
  folder.runs(sample +
              "--start plain --start-time 0.0012 --process 'vp_linear(t_min=1e-3)' --out start");
  const Tensor start = read_samples(folder / "start").images;
  CHECK(start.size(0) == 8);
  CHECK((start.to(at::kInt) - plain.to(at::kInt)).abs().max().item<int>() < 20);
  CHECK(document("start/run.json")["from"].get<double>() == Approx(0.0012).epsilon(1e-9));
  // What is added is noise of its own, of which samples of the same seeds know nothing.
  std::vector<uint64_t> list;
  const auto net = open_model(folder / "net", {});
  const Tensor noised = noised_images({.start = folder / "plain"}, *make_process("edm"), 1, *net,
                                      at::kFloat, false, list),
               added = noised - to_unit(plain),
               starting = starting_noise(list, {1, 8, 8}, at::TensorOptions(at::kFloat));
  CHECK(list == seeds(8, 0));
  // 512 numbers: each is within five standard errors.
  CHECK(std::abs((added * starting).mean().item<double>()) < 0.22);
  CHECK(added.square().mean().item<double>() == Approx(1).margin(0.32));
  folder.refuses(sample + "--start plain --start-time 0.5 --seeds 1-3 --out none",
                 "3 for the 8 images");
  // A grid of a table begins where the table does, whatever is asked for.
  folder.refuses(sample +
                     "--start plain --start-time 30 --process edm --grid align_your_steps "
                     "--out none",
                 {"--start-time 30", "'align_your_steps' begins at t = 14.6"});
  folder.refuses("sample --model mixture:m.json --trajectory --out none", "images of one channel");
  CHECK_FALSE(std::filesystem::exists(folder / "none"));
}

TEST_CASE("schedules are those of the processes, and points those of the grids", "[cli]") {
  const ProgramFolder folder("schedules");
  const auto out = nlohmann::json::parse(
      folder.runs("schedules --process vp_linear --process edm --process 'rectified_flow(t_max=1)' "
                  "--grid uniform --grid 'uniform(t_min=0.01)' --steps 4 --json --out s"));
  CHECK(out == nlohmann::json::parse(read_text(folder / "s/schedules.json")));
  REQUIRE(out["processes"].size() == 3);
  for (const auto& l : out["processes"][0]["levels"]) {
    const double alpha = l["alpha"], sigma = l["sigma"];
    CHECK(alpha * alpha + sigma * sigma == Approx(1).margin(1e-12));
    CHECK(l["beta"].get<double>() == Approx(l["g2"].get<double>()));  // 0.1 + 19.9 t
    CHECK(l["beta"].get<double>() == Approx(0.1 + 19.9 * l["t"].get<double>()));
    CHECK(l["lambda"].get<double>() == Approx(std::log(alpha / sigma)));
  }
  for (const auto& l : out["processes"][1]["levels"]) {
    CHECK(l["sigma"] == l["t"]);
    CHECK(l["beta"] == 0);
    CHECK(l["g2"].get<double>() == Approx(2 * l["t"].get<double>()));
  }
  CHECK(out["processes"][2]["levels"].back()["lambda"].is_null());  // alpha = 0
  REQUIRE(out["grids"].size() == 6);
  const TimeGrid grid = make_time_grid("uniform", *make_process("edm"), 4);
  const auto& points = out["grids"][2]["points"];
  REQUIRE(points.size() == grid.size());
  for (size_t k = 0; k < grid.size(); ++k) CHECK(points[k]["t"] == grid[k]);
  CHECK(out["grids"][3]["points"].back()["t"] == 0.01);
  for (const char* name : {"schedules", "grids"})
    CHECK_FALSE(read_text(folder / ("s/" + std::string(name) + ".gp")).empty());
  folder.refuses("schedules --process nosuch", "unknown process 'nosuch'");
}
