#include <cmath>
#include <limits>
#include <numeric>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>

#include "experiments/command/device_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/model_options.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/student_note.h"
#include "experiments/command/verbs.h"
#include "experiments/plots/gnuplot.h"
#include "experiments/plots/table.h"
#include "experiments/plots/write_plot.h"
#include "experiments/sample/letters.h"
#include "experiments/sample/trajectory.h"
#include "experiments/see/lambda_range.h"
#include "experiments/see/projection_errors.h"
#include "experiments/see/see_data.h"
#include "models/data/files.h"
#include "models/data/images/images.h"
#include "models/data/images/read_data.h"
#include "models/data/json_text.h"
#include "models/data/png.h"
#include "models/latent_space.h"
#include "models/networks/open_model.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

constexpr int64_t kMostImages = 64;  // unless more are asked for
constexpr int64_t kShown = 4;        // of them as pictures
constexpr size_t kMostColumns = 16;  // noise levels of these

struct Request {
  std::string model, lambda, onto, out, device = "cpu";
  ForeignChoice foreign;
  WantedData data;
  int64_t levels = 16, seed = 0;
  bool json = false;
};

void check(const Request& r) {
  const auto require = [](bool good, const char* option, const char* what, int64_t got) {
    if (!good) throw Misuse(fmt::format("projection --{}: must be {}, got {}", option, what, got));
  };
  require(r.levels >= 2 && r.levels <= 1000, "levels", "from 2 to 1000", r.levels);
  require(r.seed >= 0, "seed", "0 or more", r.seed);
}

/// The data that a projection would be onto: those given, else the training split of the same.
SeenData load_onto(const Request& r, const ScoreModel& model) {
  WantedData choice = r.data;
  choice.images.clear();
  choice.labels.clear();  // nothing is asked for with these
  if (!r.onto.empty()) choice.data = r.onto;
  choice.split = is_own_data(choice.data) ? "" : "train";
  return load_seen_data(choice, std::numeric_limits<int64_t>::max(), model.sample_shape(),
                        !is_exact_model(r.model), "projection");
}

/// Unless levels are given, those between which there is something to see.
std::pair<double, double> lambdas(const Request& r, const ScoreModel& model) {
  const auto [low, high] = lambda_range(r.lambda, model, "projection");
  const double most = std::log(100);
  return r.lambda.empty() ? std::pair{std::max(low, -most), std::min(high, most)}
                          : std::pair{low, high};
}

/// sigma/alpha, falling by one factor.
std::vector<double> levels_of(const Request& r, double low, double high) {
  std::vector<double> out;
  for (int64_t k = 0; k < r.levels; ++k)
    out.push_back(std::exp(
        -(low + (high - low) * static_cast<double>(k) / static_cast<double>(r.levels - 1))));
  return out;
}

std::string records(const std::vector<ProjectionLevel>& levels,
                    const std::vector<DescentLevel>& path) {
  std::string out;
  for (size_t k = 0; k < levels.size(); ++k) {
    json line = {{"sigma_over_alpha", levels[k].s}};
    put(line, "distance", levels[k].distance);
    put(line, "told", levels[k].told);
    put(line, "denoised_distance", levels[k].denoised_distance);
    put(line, "clean", levels[k].clean);
    put(line, "error", levels[k].error);
    put(line, "path_distance", path[k].distance);
    put(line, "path_told", path[k].told);
    out += json_text(line) + "\n";
  }
  return out;
}

Table table_of(const std::vector<ProjectionLevel>& levels, const std::vector<DescentLevel>& path) {
  Table out;
  out.header = {"sigma/alpha",
                "to the data",
                "as D says",
                "from D(z) to the data",
                "to the clean one",
                "error of D as projection",
                "DDIM's path: to the data"};
  out.text_columns = 0;
  for (size_t k = 0; k < levels.size(); ++k) {
    std::vector<std::string> cells = {fmt::format("{:.3g}", levels[k].s)};
    for (const Estimate& e : {levels[k].distance, levels[k].told, levels[k].denoised_distance,
                              levels[k].clean, levels[k].error, path[k].distance})
      cells.push_back(with_error(e));
    out.rows.push_back(std::move(cells));
  }
  return out;
}

template <class Level>
Series curve(const std::string& label, int colour, const std::vector<Level>& levels,
             const Estimate Level::*value) {
  Series out{label, colour, 0, {}};
  for (auto level = levels.rbegin(); level != levels.rend(); ++level)
    out.points.emplace_back(level->s, (*level.*value).value);
  return out;
}

std::string subject_of(const Request& r, const SeenData& seen) {
  return fmt::format("{}; z: {} with noise", model_words(r.model), data_words(seen));
}

/// The noise itself: what the distance is where noise is orthogonal to the data.
Series noise_curve(const std::vector<double>& levels) {
  Series out{"sigma/alpha", 6, 0, {}, {}, true};
  for (auto s = levels.rbegin(); s != levels.rend(); ++s) out.points.emplace_back(*s, *s);
  return out;
}

void draw(const Request& r, const std::vector<double>& s, const SeenData& seen,
          const SeenData& onto, const std::vector<ProjectionLevel>& levels,
          const std::vector<DescentLevel>& path) {
  const char* x_label = "noise level sigma/alpha";
  Plot distances{"The denoiser as a projection",
                 x_label,
                 "distance, root of the mean square per dimension",
                 true,
                 {},
                 {}};
  distances.subject = subject_of(r, seen);
  distances.series = {
      noise_curve(s), curve("from z to the data", 0, levels, &ProjectionLevel::distance),
      curve("from z to D(z)", 1, levels, &ProjectionLevel::told),
      curve("from D(z) to the data", 2, levels, &ProjectionLevel::denoised_distance),
      curve("from D(z) to the clean image", 3, levels, &ProjectionLevel::clean)};
  draw_plot(r.out, "distances", plot_script(distances, "distances"));
  Plot way{"DDIM as gradient descent on the distance to the data",
           x_label,
           "distance, root of the mean square per dimension",
           true,
           {},
           {}};
  way.subject = fmt::format("{}, towards {}", model_words(r.model), data_words(onto));
  way.series = {noise_curve(s), curve("to the data", 0, path, &DescentLevel::distance),
                curve("as the denoiser says", 1, path, &DescentLevel::told)};
  draw_plot(r.out, "descent", plot_script(way, "descent"));
}

/// A row for each sample's z, D(z) and nearest data point, with its name beside it; columns from
/// noise to data, their level above.  The sheet is pictures.png, and with a title projection.png.
void draw_pictures(const Request& r, const RunFolder& folder, const SeenData& seen,
                   const std::vector<ProjectionLevel>& levels) {
  constexpr const char* names[] = {"z", "D(z)", "nearest"};
  constexpr int64_t dot = 2, gap = 10, least = 80;  // pixels: of a letter's dot, beside words
  const auto words = [](const std::string& text) {
    return static_cast<int64_t>(text.size()) * kLetterWidth * dot;
  };
  const auto columns = shown_points(levels.size(), kMostColumns);
  const Tensor& first = levels.front().shown;
  const int64_t shown = first.size(0), width = first.size(4), scale = (least + width - 1) / width,
                high = scale * first.size(3) + 1, wide = scale * width + 1,
                left = words("sigma/alpha") + 2 * gap, top = kLetterHeight * dot + gap;
  std::vector<Tensor> cells;
  for (int64_t i = 0; i < shown; ++i)
    for (int64_t which = 0; which < 3; ++which)
      for (const size_t k : columns) {
        const Tensor image = levels[k].shown[i][which];
        cells.push_back((which == 0 ? image / std::hypot(1, levels[k].s) : image).unsqueeze(0));
      }
  const Tensor grid =
      image_grid(to_uint8(at::cat(cells)), static_cast<int64_t>(columns.size()), scale);
  Tensor sheet =
      at::full({grid.size(0), top + grid.size(1), left + grid.size(2) + gap}, 255, at::kByte);
  sheet.narrow(1, top, grid.size(1)).narrow(2, left, grid.size(2)).copy_(grid);
  const auto beside = [&](const std::string& text, int64_t row) {
    write_letters(sheet, text, row, left - gap - words(text), dot);
  };
  beside("sigma/alpha", gap / 2);
  for (size_t k = 0; k < columns.size(); ++k) {
    const std::string level = level_letters(levels[columns[k]].s);
    write_letters(sheet, level, gap / 2,
                  left + static_cast<int64_t>(k) * wide + (wide - words(level)) / 2, dot);
  }
  for (int64_t row = 0; row < 3 * shown; ++row)
    beside(names[row % 3], top + row * high + (high - kLetterHeight * dot) / 2);
  write_png(folder.file("pictures.png"), sheet);
  draw_plot(r.out, "projection",
            picture_script("The denoiser as a projection, in pictures",
                           {{"pictures.png",
                             "z over sqrt(1 + (sigma/alpha)^2), D(z), the data point nearest to z",
                             static_cast<int>(sheet.size(2)), static_cast<int>(sheet.size(1))}},
                           "projection", subject_of(r, seen)));
}

void run(const Request& r) {
  const at::NoGradGuard no_grad;
  check(r);
  const at::Device device = read_device(r.device, "projection");
  NetworkOptions options;
  options.foreign = r.foreign;
  options.device = device;
  const auto model = open_seen_model(r.model, options, r.data, "projection");
  refuse_latents(*model, "projection", "take a network of the images");
  refuse_progressive(r.model, "projection");
  const auto [low, high] = lambdas(r, *model);
  const SeenData seen = load_seen_data(r.data, kMostImages, model->sample_shape(),
                                       !is_exact_model(r.model), "projection"),
                 onto = load_onto(r, *model);
  if (!seen.data.labels.empty()) model->label(seen.data.labels);  // of every image and its seed
  json identity = {{"verb", "projection"},
                   {"model_hash", hash_model(r.model, r.foreign)},
                   {"data", identity_of(seen)},
                   {"onto", identity_of(onto)},
                   {"lambda", {low, high}},
                   {"levels", r.levels},
                   {"seed", r.seed},
                   {"arithmetic", arithmetic(device)}};
  put_device(identity, device);
  const RunFolder folder("projection", r.out, identity);
  std::vector<uint64_t> seeds;
  for (const int64_t image : seen.data.index)
    seeds.push_back(sample_seed(static_cast<uint64_t>(r.seed), image, 0));
  const auto s = levels_of(r, low, high);
  std::vector<ProjectionLevel> levels;
  std::vector<DescentLevel> path;
  {
    SeeProgress progress(2 * r.levels);
    levels = projection_errors(*model, seen.y, seeds, onto.y, s, std::min(kShown, seen.y.size(0)),
                               [&](int64_t done) { progress.at(done); });
    path = descent(*model, seeds, onto.y, s, [&](int64_t done) { progress.at(r.levels + done); });
  }
  json summary = {{"model", r.model},
                  {"data_name", seen.data.name},
                  {"onto_name", onto.data.name},
                  {"n", seen.y.size(0)},
                  {"onto_n", onto.y.size(0)}};
  summary.update(identity);
  write_text(folder.file("records.jsonl"), records(levels, path));
  write_text(folder.file("summary.json"), json_text(summary, 2) + "\n");
  const Table table = table_of(levels, path);
  write_text(folder.file("projection.md"), to_markdown(table));
  draw(r, s, seen, onto, levels, path);
  const bool pictures = is_image(model->sample_shape());
  if (pictures) draw_pictures(r, folder, seen, levels);
  if (r.json) {
    fmt::print("{}\n", json_text(summary));
    return;
  }
  fmt::print("{}", to_text(table));
  fmt::print(
      "{} samples of {}{}, z = y + s n; distances to {} points of {}, per dimension; records{} in "
      "{}\n",
      seen.y.size(0), seen.data.name, class_note(*model, r.data.labels), onto.y.size(0),
      onto.data.name,
      pictures ? ", plots and projection.png (rows: z, D(z), the data point nearest to z)"
               : " and plots",
      r.out);
}

const RegisterVerb verb{
    {"projection", "the denoiser as a projection onto the data, and DDIM as gradient descent",
     [](CommandLine& app) {
       app.example("Sample and measure",
                   "odelia projection --model fashion-mnist --data fashion-mnist --out projection");
       auto r = std::make_shared<Request>();
       app.option("--model", r->model, kModels).required();
       add_foreign_options(app, r->foreign);
       add_device_option(app, r->device);
       add_see_data(app, r->data, kMostImages);
       add_see_labels(app, r->data);
       app.option("--onto", r->onto,
                  "data that distances are taken to; the training split of --data unless given");
       app.option(
           "--lambda", r->lambda,
           "half log-SNRs LOW:HIGH; unless given those that the network was trained at, with "
           "sigma/alpha from 0.01 to 100");
       app.option("--levels", r->levels, "noise levels, evenly in log between them").show_default();
       app.option("--seed", r->seed, "of the noise").show_default();
       app.flag("--json", r->json, "print the summary as JSON");
       app.option("--out", r->out, "folder for records.jsonl, the table, plots and pictures")
           .required();
       app.run([r] { run(*r); });
     }}};

}  // namespace
}  // namespace odelia
