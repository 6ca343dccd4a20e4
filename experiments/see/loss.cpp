#include <algorithm>
#include <cmath>
#include <optional>

#include <ATen/core/grad_mode.h>

#include "experiments/command/device_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/model_options.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/student_note.h"
#include "experiments/command/verbs.h"
#include "experiments/plots/gnuplot.h"
#include "experiments/plots/table.h"
#include "experiments/plots/write_plot.h"
#include "experiments/see/denoising.h"
#include "experiments/see/lambda_range.h"
#include "experiments/see/see_data.h"
#include "models/data/files.h"
#include "models/data/json_text.h"
#include "models/latent_space.h"
#include "models/networks/open_model.h"
#include "models/networks/score/network_model.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

struct Request {
  std::string model, lambda, out, device = "cpu";
  ForeignChoice foreign;
  WantedData data;
  NoiseLevels levels;
  double sigma_data = 0, gamma = 5;  ///< 0: the network's own
  int64_t seed = 0, batch = 64;
  bool json = false;
};

constexpr int64_t kMostImages = 128;  // unless more are asked for

constexpr std::pair<Target, const char*> kTargets[] = {{Target::noise, "noise"},
                                                       {Target::data, "data"},
                                                       {Target::velocity, "velocity"},
                                                       {Target::edm, "EDM's F"}};
constexpr Weighting kWeightings[] = {Weighting::snr, Weighting::min_snr, Weighting::edm,
                                     Weighting::uniform};

/// One bin: errors by parametrisation, losses by weighting, and the bound's integrand.
struct Row {
  double lambda = 0, s = 0;                      ///< at the middle
  std::vector<Estimate> errors, losses, shares;  ///< shares of the losses, per unit of lambda
  std::vector<double> weights;
  Estimate bound;  ///< bits/dim per unit of lambda
};

void check(const Request& r) {
  const auto require = [](bool good, const char* option, const char* what, const auto& got) {
    if (!good) throw Misuse(fmt::format("loss --{}: must be {}, got {}", option, what, got));
  };
  require(r.levels.bins >= 1 && r.levels.bins <= 1000, "bins", "from 1 to 1000", r.levels.bins);
  require(r.levels.draws >= 1 && r.levels.draws <= 10000, "draws", "from 1 to 10000",
          r.levels.draws);
  require(r.batch >= 1, "batch", "1 or more", r.batch);
  require(r.seed >= 0, "seed", "0 or more", r.seed);
  require(r.sigma_data >= 0 && std::isfinite(r.sigma_data), "sigma-data", "above 0", r.sigma_data);
  require(r.gamma > 0 && std::isfinite(r.gamma), "gamma", "above 0", r.gamma);
}

/// What the network's own output is; the data for a model that does not say.
Target own_target(const ScoreModel& model) {
  const auto* network = dynamic_cast<const NetworkModel*>(&model);
  return network                               ? network->checkpoint().target
         : model.native() == Prediction::noise ? Target::noise
                                               : Target::data;
}

/// The network's own where it says F, else that of EDM's images.
double sigma_data_of(const Request& r, const ScoreModel& model) {
  if (r.sigma_data > 0) return r.sigma_data;
  const auto* network = dynamic_cast<const NetworkModel*>(&model);
  return network && network->checkpoint().target == Target::edm
             ? network->checkpoint().network->sigma_data()
             : 0.5;
}

/// w(s) of |x0 - x0_hat|^2.
double data_weight(const Request& r, Weighting weighting, Target own, double s) {
  return loss_weight(weighting, own, s, r.sigma_data, r.gamma) * error_factor(own, s, r.sigma_data);
}

std::vector<Row> rows_of(const Request& r, const DenoisingErrors& errors, Target own) {
  std::vector<Row> out;
  std::vector<std::vector<Estimate>> shares;
  for (const Weighting w : kWeightings)
    shares.push_back(weighted_shares(errors, [&](double s) { return data_weight(r, w, own, s); }));
  for (int64_t bin = 0; bin < r.levels.bins; ++bin) {
    Row row;
    for (const auto& share : shares) row.shares.push_back(share[static_cast<size_t>(bin)]);
    row.lambda = r.levels.low + r.levels.width() * (static_cast<double>(bin) + 0.5);
    row.s = std::exp(-row.lambda);
    for (const auto& [target, name] : kTargets)
      row.errors.push_back(error_of(errors, bin, target, r.sigma_data));
    for (const Weighting w : kWeightings) {
      row.losses.push_back(
          weighted_error(errors, bin, [&](double s) { return data_weight(r, w, own, s); }));
      row.weights.push_back(data_weight(r, w, own, row.s));
    }
    row.bound = {row.errors[0].value / M_LN2, row.errors[0].se / M_LN2};
    out.push_back(std::move(row));
  }
  return out;
}

std::string records(const Request& r, const std::vector<Row>& rows) {
  std::string out;
  for (size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    json line = {{"lambda_low", r.levels.edge(static_cast<int64_t>(i))},
                 {"lambda_high", r.levels.edge(static_cast<int64_t>(i) + 1)},
                 {"sigma_over_alpha", row.s}};
    for (size_t k = 0; k < row.errors.size(); ++k)
      put(line, fmt::format("mse_{}", to_string(kTargets[k].first)), row.errors[k]);
    for (size_t k = 0; k < row.losses.size(); ++k) {
      line[fmt::format("weight_{}", to_string(kWeightings[k]))] = row.weights[k];
      put(line, fmt::format("loss_{}", to_string(kWeightings[k])), row.losses[k]);
    }
    put(line, "bound", row.bound);
    out += json_text(line) + "\n";
  }
  return out;
}

Table table_of(const std::vector<Row>& rows) {
  Table out;
  out.header = {"sigma/alpha", "noise", "data", "velocity", "EDM's F", "bits/dim per lambda"};
  out.text_columns = 0;
  for (const Row& row : rows) {
    std::vector<std::string> cells = {fmt::format("{:.3g}", row.s)};
    for (const Estimate& e : row.errors) cells.push_back(with_error(e));
    cells.push_back(with_error(row.bound));
    out.rows.push_back(std::move(cells));
  }
  return out;
}

/// A curve with bars of 1.96 standard errors.
Series curve(const std::string& label, int colour, const std::vector<Row>& rows,
             const std::function<Estimate(const Row&)>& value) {
  Series out{label, colour, 0, {}};
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const Estimate e = value(*row);
    out.points.emplace_back(row->s, e.value);
    out.spread.push_back(std::isfinite(e.se) ? 1.96 * e.se : 0);
  }
  return out;
}

/// A curve that another may hide is drawn after it, and dashed.
Series dashed(Series s) {
  s.dash = 1;
  return s;
}

/// The weighting that is uniform in what this network predicts, as SNR is for noise, if any is.
std::optional<size_t> like_uniform(const std::vector<Row>& rows) {
  const auto is = [](Weighting w) {
    return std::find(std::begin(kWeightings), std::end(kWeightings), w) - std::begin(kWeightings);
  };
  const auto uniform = static_cast<size_t>(is(Weighting::uniform));
  for (size_t k = 0; k < std::size(kWeightings); ++k)
    if (k != uniform && std::all_of(rows.begin(), rows.end(), [&](const Row& row) {
          return std::abs(row.weights[k] / rows[0].weights[k] /
                              (row.weights[uniform] / rows[0].weights[uniform]) -
                          1) < 1e-9;
        }))
      return k;
  return {};
}

void draw(const Request& r, const std::vector<Row>& rows, Target own, const std::string& subject) {
  const char* x_label = "noise level sigma/alpha";
  Plot error{"Denoising error by noise level",
             x_label,
             "mean squared error per dimension, by what is predicted; bars: 95 %",
             true,
             {},
             {}};
  for (size_t k = 0; k < std::size(kTargets); ++k) {
    Series s = curve(kTargets[k].second, static_cast<int>(k), rows,
                     [&](const Row& row) { return row.errors[k]; });
    error.series.push_back(kTargets[k].first == Target::velocity ? dashed(std::move(s))
                                                                 : std::move(s));
  }
  error.subject = subject;
  draw_plot(r.out, "error", plot_script(error, "error"));

  Plot shares{"What a loss is made of",
              x_label,
              "share of the loss per unit of log(sigma/alpha), by weighting; bars: 95 %",
              false,
              {},
              {}};
  const auto same = like_uniform(rows);
  for (size_t k = 0; k < std::size(kWeightings); ++k) {
    const bool uniform = kWeightings[k] == Weighting::uniform;
    if (uniform && same) continue;
    const std::string in_own = fmt::format("uniform in {}", to_string(own)),
                      name(to_string(kWeightings[k]));
    Series s = curve(uniform     ? in_own
                     : same == k ? fmt::format("{} = {}", name, in_own)
                                 : name,
                     static_cast<int>(k), rows, [&](const Row& row) { return row.shares[k]; });
    shares.series.push_back(uniform ? dashed(std::move(s)) : std::move(s));
  }
  shares.subject = subject;
  draw_plot(r.out, "weightings", plot_script(shares, "weightings"));

  Plot bound{"The bound on bits/dim by noise level",
             x_label,
             "bits/dim per unit of log(sigma/alpha); the area is the integral; bars: 95 %",
             false,
             {},
             {}};
  bound.series.push_back(
      curve("bound's integrand", 0, rows, [](const Row& row) { return row.bound; }));
  bound.subject = subject;
  draw_plot(r.out, "bound", plot_script(bound, "bound"));
}

/// Everything that the records depend on.
json identity_of(const Request& r, const SeenData& seen, Target own, at::Device device) {
  json out = {{"verb", "loss"},
              {"model_hash", hash_model(r.model, r.foreign)},
              {"data", identity_of(seen)},
              {"lambda", {r.levels.low, r.levels.high}},
              {"bins", r.levels.bins},
              {"draws", r.levels.draws},
              {"sigma_data", r.sigma_data},
              {"gamma", r.gamma},
              {"uniform_of", to_string(own)},
              {"seed", r.seed},
              {"arithmetic", arithmetic(device)}};
  put_device(out, device);
  return out;
}

void run(Request r) {
  const at::NoGradGuard no_grad;
  check(r);
  const at::Device device = read_device(r.device, "loss");
  NetworkOptions options;
  options.foreign = r.foreign;
  options.device = device;
  const auto model = open_seen_model(r.model, options, r.data, "loss");
  refuse_latents(*model, "loss", "take a network of the images");
  refuse_progressive(r.model, "loss");
  std::tie(r.levels.low, r.levels.high) = lambda_range(r.lambda, *model, "loss");
  r.sigma_data = sigma_data_of(r, *model);
  const SeenData seen =
      load_seen_data(r.data, kMostImages, model->sample_shape(), !is_exact_model(r.model), "loss");
  const Target own = own_target(*model);
  if (!seen.data.labels.empty()) model->label(seen.data.labels);  // refused now, if at all
  const json identity = identity_of(r, seen, own, device);
  const RunFolder folder("loss", r.out, identity);
  std::vector<uint64_t> seeds;
  for (const int64_t image : seen.data.index)
    seeds.push_back(sample_seed(static_cast<uint64_t>(r.seed), image, 0));
  SeeProgress progress(seen.y.size(0));
  const DenoisingErrors errors = denoising_errors(
      *model, seen.y, seeds, r.levels, r.batch, [&](int64_t done) { progress.at(done); },
      seen.data.labels);
  const std::vector<Row> rows = rows_of(r, errors, own);
  const BoundTerms terms =
      bound_terms(errors, seen.y, seen.data.eight_bit() ? seen.data.raw : Tensor(), seen.map.scale,
                  seen.map.offset, seeds);
  json summary = {{"model", r.model}, {"data", seen.data.name}, {"n", seen.y.size(0)}};
  summary.update(identity);
  put(summary, "prior", mean_of(terms.prior));
  put(summary, "integral", mean_of(terms.integral));
  put(summary, "decoder", mean_of(terms.decoder));
  put(summary, "bound", mean_of(terms.total()));
  summary["bound_of"] = seen.data.eight_bit() ? "the probability of 8-bit samples"
                                              : "the density of the samples as given";
  write_text(folder.file("records.jsonl"), records(r, rows));
  write_text(folder.file("summary.json"), json_text(summary, 2) + "\n");
  const Table table = table_of(rows);
  write_text(folder.file("loss.md"), to_markdown(table));
  draw(r, rows, own, fmt::format("{}, {}", model_words(r.model), data_words(seen)));
  if (r.json) {
    fmt::print("{}\n", json_text(summary));
    return;
  }
  fmt::print("{}", to_text(table));
  fmt::print(
      "{} samples of {}{}; integral {} bits/dim, prior {}, decoder {}: bound {} bits/dim on {}; "
      "records and plots in {}\n",
      seen.y.size(0), seen.data.name, class_note(*model, r.data.labels),
      with_error(mean_of(terms.integral), 5), with_error(mean_of(terms.prior)),
      with_error(mean_of(terms.decoder), 5), with_error(mean_of(terms.total()), 5),
      summary["bound_of"].get<std::string>(), r.out);
}

const RegisterVerb verb{
    {"loss", "a network's denoising error and bound, noise level by noise level",
     [](CommandLine& app) {
       app.example("Check the numbers",
                   "odelia loss --model fashion-mnist --data fashion-mnist --out loss");
       auto r = std::make_shared<Request>();
       app.option("--model", r->model, kModels).required();
       add_foreign_options(app, r->foreign);
       add_device_option(app, r->device);
       add_see_data(app, r->data, kMostImages);
       add_see_labels(app, r->data);
       app.option("--lambda", r->lambda,
                  "half log-SNRs LOW:HIGH; those that the network was trained at unless given");
       app.option("--bins", r->levels.bins, "of equal width between them").show_default();
       app.option("--draws", r->levels.draws, "levels per image and bin").show_default();
       app.option("--sigma-data", r->sigma_data,
                  "of EDM's F and weighting; unless given the network's own where it says F, else "
                  "0.5");
       app.option("--gamma", r->gamma, "of the weighting min_snr").show_default();
       app.option("--seed", r->seed, "of levels and noise").show_default();
       app.option("--batch", r->batch, "images in flight; changes no result").show_default();
       app.flag("--json", r->json, "print the summary as JSON");
       app.option("--out", r->out, "folder for records.jsonl, the table and the plots").required();
       app.run([r] { run(*r); });
     }}};

}  // namespace
}  // namespace odelia
