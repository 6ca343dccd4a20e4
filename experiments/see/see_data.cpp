#include "experiments/see/see_data.h"

#include <filesystem>

#include <ATen/ops/tensor.h>
#include <unistd.h>

#include "experiments/command/data_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/no_class_note.h"
#include "experiments/command/verbs.h"
#include "experiments/likelihood/config.h"
#include "models/data/images/images.h"
#include "models/networks/foreign/folder_model.h"
#include "models/networks/open_model.h"
#include "solvers/combine.h"

namespace odelia {
namespace {

/// That of a likelihood of these data.
LikelihoodConfig config_of(const WantedData& choice) {
  LikelihoodConfig out;
  static_cast<WantedData&>(out) = choice;
  return out;
}

}  // namespace

void add_see_data(CommandLine& app, WantedData& choice, int64_t most) {
  app.option("--data", choice.data, data_help() + " with arr_0 [N, ...]");
  app.option("--split", choice.split, "of a data set: train or test; test unless given");
  app.option("--data-folder", choice.data_folder,
             "where data sets lie; else the environment's ODELIA_DATA");
  app.option("--images", choice.images,
             fmt::format("which: FIRST-LAST; the first {} unless given", most));
  add_image_rule(app, choice.rule);
}

void add_see_labels(CommandLine& app, WantedData& choice) {
  app.option("--labels", choice.labels, labels_help());
}

std::shared_ptr<ScoreModel> open_seen_model(const std::string& spec, NetworkOptions options,
                                            const WantedData& choice, const std::string& verb) {
  // A network from elsewhere has to know as it is opened that it will never be asked without a class.
  if (is_foreign(spec)) options.guidance.labels = first_labels(config_of(choice), verb);
  return open_model(spec, options);
}

SeenData load_seen_data(const WantedData& choice, int64_t most, const std::vector<int64_t>& shape,
                        bool network, const std::string& verb) {
  LikelihoodConfig c = config_of(choice);
  c.dequant = "none";
  SeenData out;
  out.data = load_likelihood_data(c, shape, verb);
  out.data.all = Tensor();  // not held on to
  if (choice.images.empty() && out.data.raw.size(0) > most) {
    out.data.raw = out.data.raw.narrow(0, 0, most).clone();
    out.data.index.resize(static_cast<size_t>(most));
    if (!out.data.labels.empty()) out.data.labels.resize(static_cast<size_t>(most));
  }
  if (out.data.provenance.value("kind", "") == "latents")
    throw Misuse(fmt::format(
        "{} --data '{}': these are latents of odelia encode, and no data; give images or samples",
        verb, c.data));
  out.map = data_map(c, out.data, network, verb);
  out.y = out.map.to_model(out.data.raw, {}).y;
  const std::vector<bool> finite = finite_rows(out.y);
  for (size_t i = 0; i < finite.size(); ++i)
    if (!finite[i])
      throw Misuse(
          fmt::format("{} --data '{}': sample {} has values that are not finite; leave it "
                      "out, or mend the file",
                      verb, c.data, out.data.index[i]));
  return out;
}

namespace {
/// A path's last part, also of one that ends with a slash.
std::string last_part(const std::filesystem::path& path) {
  return (path.has_filename() ? path : path.parent_path()).filename().string();
}
}  // namespace

std::string model_words(const std::string& spec) {
  return fmt::format("{} {}", is_exact_model(spec) ? "model" : "network", last_part(spec));
}

std::string data_words(const SeenData& seen) {
  const char* what = is_image(seen.data.raw.sizes().slice(1).vec()) ? "images" : "samples";
  for (const auto& [split, word] : {std::pair{" train", "training"}, {" test", "test"}})
    if (const std::string& name = seen.data.name; name.ends_with(split))
      return fmt::format("{} {} of {}", word, what,
                         name.substr(0, name.size() - std::string(split).size()));
  return fmt::format("{} of {}", what, last_part(seen.data.name));
}

nlohmann::ordered_json identity_of(const SeenData& seen) {
  nlohmann::ordered_json out = {
      {"images", fmt::format("{}-{}", seen.data.index.front(), seen.data.index.back())},
      {"hash", hash_tensor(seen.data.raw)},
      {"scale", seen.map.scale},
      {"offset", seen.map.offset}};
  if (!seen.data.rule.empty()) out["rule"] = seen.data.rule;
  if (!seen.data.labels.empty()) out["labels_hash"] = hash_tensor(at::tensor(seen.data.labels));
  return out;
}

void put(nlohmann::ordered_json& to, const std::string& name, const Estimate& e) {
  to[name] = e.value, to[name + "_se"] = e.se;
}

std::string class_note(const ScoreModel& model, const std::string& labels) {
  if (!labels.empty())
    return labels == "data" ? ", each of its class" : fmt::format(", of classes {}", labels);
  return no_class_note(model);
}

SeeProgress::SeeProgress(int64_t total) : total_(total), terminal_(::isatty(STDERR_FILENO)) {}
void SeeProgress::at(int64_t done) {
  if (!terminal_) return;
  fmt::print(stderr, "\r\033[K{} of {}", done, total_);
  std::fflush(stderr);
}
SeeProgress::~SeeProgress() {
  if (terminal_) fmt::print(stderr, "\r\033[K");
}

}  // namespace odelia
