#pragma once
#include <memory>

#include "experiments/command/command_line.h"
#include "experiments/likelihood/data.h"
#include "experiments/see/estimate.h"
#include "models/networks/score/network_options.h"
#include "models/score_model.h"

namespace odelia {

/// The options --data, --split, --data-folder, --images and those of an image rule.  most: how many
/// are taken where --images does not say.
void add_see_data(CommandLine& app, WantedData& choice, int64_t most);

/// Samples as a model sees them, without dequantisation.
struct SeenData {
  LikelihoodData data;
  DataMap map;
  Tensor y;  ///< [N, ...] float64
};

/// Those that were chosen, or the first `most`.  Throws Misuse, in the name of the verb, where data
/// and model do not fit.
SeenData load_seen_data(const WantedData& choice, int64_t most, const std::vector<int64_t>& shape,
                        bool network, const std::string& verb);

/// "network NAME": what a plot is of.
std::string model_words(const std::string& spec);

/// "test images of fashion-mnist", "samples of FILE".
std::string data_words(const SeenData& seen);

/// What of the data a result depends on.
nlohmann::ordered_json identity_of(const SeenData& seen);

/// A mean and its standard error, as NAME and NAME_se.
void put(nlohmann::ordered_json& to, const std::string& name, const Estimate& e);

/// --labels of data: each sample's own class, or one by its number.
void add_see_labels(CommandLine& app, WantedData& choice);

/// The model, which is yet to be told the label of each sample.
std::shared_ptr<ScoreModel> open_seen_model(const std::string& spec, NetworkOptions options,
                                            const WantedData& choice, const std::string& verb);

/// ", of classes 0-9" where they were asked for, ", without a class (the network knows classes)" where
/// they could have been, else "".
std::string class_note(const ScoreModel& model, const std::string& labels);

/// Says on a terminal how far a run is.
class SeeProgress {
 public:
  explicit SeeProgress(int64_t total);
  ~SeeProgress();
  SeeProgress(const SeeProgress&) = delete;
  SeeProgress& operator=(const SeeProgress&) = delete;
  void at(int64_t done);

 private:
  int64_t total_;
  bool terminal_;
};

}  // namespace odelia
