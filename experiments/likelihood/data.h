#pragma once
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "models/data/images/image_rule.h"
#include "models/guidance_rule.h"
#include "models/networks/dequantizer/dequantizer.h"
#include "solvers/tensor.h"

namespace odelia {
struct LikelihoodConfig;

/// Which data are wanted, as given.
struct WantedData {
  std::string data, split, data_folder, images;  ///< split: of a data set; "": test
  std::string labels;  ///< classes asked for: "data", the images' own; "3", "0-9"; empty: none
  ImageRule rule;
};

/// The data as they come, 8-bit or floating [N, ...], in the model's shape; and the images' numbers.
struct LikelihoodData {
  Tensor raw;
  Tensor all;  ///< what raw was taken of
  std::vector<int64_t> index;
  std::vector<int64_t> labels;  ///< what the network is asked for with each; empty: none
  std::string name;             ///< data set and split, or the path
  std::string rule;             ///< what was done to images of one's own, see to_string; else ""
  /// How many files of one's own were of a kind that is converted, such as 16 bits.
  nlohmann::ordered_json files = nlohmann::ordered_json::object();
  nlohmann::json provenance;  ///< what an npz says of itself: an object, perhaps empty
  bool eight_bit() const { return raw.scalar_type() == at::kByte; }
};

/// The labels that a model is opened with before the data's are known.
Labels first_labels(const LikelihoodConfig& config, const std::string& verb);

/// Images as read_data takes them, or an array of any samples, restricted to the wanted range.
/// Throws Misuse in the name of the verb where data and model do not fit.
LikelihoodData load_likelihood_data(const LikelihoodConfig& config,
                                    const std::vector<int64_t>& shape,
                                    const std::string& verb = "likelihood");

/// The same of samples [N, ...] at hand; labels: their own, int64 [N], or undefined.
LikelihoodData likelihood_data(const LikelihoodConfig& config, const Tensor& samples,
                               const std::string& name, const std::vector<int64_t>& shape,
                               const Tensor& labels = {}, const std::string& verb = "likelihood");

/// From data to model space: y = scale (data + u - 1/2) + offset with u in [0, 1), or without u.
struct DataMap {
  double scale = 1, offset = 0;
  bool dequantises = false;
  std::shared_ptr<const Dequantizer> flow;  ///< of u; null: uniform
  struct Mapped {
    Tensor y;      // [n, ...] float64
    Tensor log_q;  // [n] float64, nats: log-density of u, 0 if uniform
  };
  /// Of these rows; `seeds`: one per row.
  Mapped to_model(const Tensor& raw, const std::vector<uint64_t>& seeds) const;
  /// log |dy/d data| per dimension.
  double log_jacobian() const { return std::log(std::abs(scale)); }
  const char* dequantisation() const {
    return !dequantises ? "none" : flow ? "variational" : "uniform";
  }
};
/// The map that the config asks for.  Throws Misuse: 8-bit data without dequantisation are refused
/// unless it is declined in so many words, and so are data out of [-1, 1] for a network.
DataMap data_map(const LikelihoodConfig& config, const LikelihoodData& data, bool network,
                 const std::string& verb = "likelihood");

/// A seed for draw `draw` of an image: well mixed, so that neighbours share nothing.
uint64_t sample_seed(uint64_t seed, int64_t image, int64_t draw);

}  // namespace odelia
