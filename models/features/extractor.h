#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "solvers/spec.h"
#include "solvers/tensor.h"

namespace odelia {

/// What sees images as feature vectors, in which sets of them are compared.
class FeatureExtractor {
 public:
  virtual ~FeatureExtractor() = default;
  virtual int64_t dimension() const = 0;
  /// images: uint8 [N, C, H, W]; returns float32 [N, dimension()] on the CPU, row i the same to the
  /// bit whatever the other images.  Throws std::invalid_argument on another type or image shape.
  virtual Tensor features(const Tensor& images) const = 0;
  /// float32 [N, classes] on the CPU: what a softmax makes class probabilities of, of features
  /// [N, dimension()]; undefined for an extractor that does not classify.
  virtual Tensor class_logits(const Tensor& /*features*/) const { return {}; }
  /// How images of other sizes and its own scale come to what its network sees; "" where it takes one
  /// size alone.
  virtual std::string input_rule() const { return ""; }
};

/// Its features of these images.  Throws std::logic_error where they are not float32
/// [N, dimension()] on the CPU.
Tensor extract(const FeatureExtractor& extractor, const Tensor& images);

/// Tries it on three images [C, H, W] and on one of them alone, before work is spent on its features.
/// Throws as `extract` and the extractor do, and std::logic_error where a row depends on the others.
void check_extractor(const FeatureExtractor& extractor, const std::vector<int64_t>& shape);

/// A kind of extractor as it is registered: it reads the network folders
/// whose config.json has this "kind".
struct ExtractorEntry {
  std::string kind;
  std::function<std::shared_ptr<const FeatureExtractor>(const std::filesystem::path& folder,
                                                        at::Device device)>
      open;
  /// The same with options, as in FOLDER(resize=clean-fid); without it there are none.
  std::function<std::shared_ptr<const FeatureExtractor>(const std::filesystem::path& folder,
                                                        const Options& options, at::Device device)>
      open_with = {};
  /// It is asked for as KIND:FILE, and the path above is that file: no folder, no config.json.
  bool of_file = false;
  /// Hash of all that its features depend on; without it that of weights and description.
  std::function<std::string(const std::filesystem::path& folder, const Options& options)> hash = {};
};
void register_extractor(ExtractorEntry entry);

/// Registers a kind of extractor at start-up: a namespace-scope constant in the extractor's own
/// file is all it takes.
struct RegisterExtractor {
  explicit RegisterExtractor(ExtractorEntry entry) { register_extractor(std::move(entry)); }
};

/// The extractor in a network's folder, or one shipped with Odelia, by what its config.json says, or
/// that of a file, as KIND:FILE; with options in parentheses where its kind has some:
/// "inception(resize=clean-fid)".
/// Throws std::invalid_argument, listing the known kinds, and as checkpoint_folder does.
std::shared_ptr<const FeatureExtractor> open_extractor(const std::string& spec,
                                                       at::Device device = at::kCPU);

/// The folder it is read from, or the file lies in.
std::filesystem::path extractor_folder(const std::string& spec);

/// The name of its feature space, which every metric's name holds: the last part of its path, and
/// the options of a folder's.
std::string extractor_name(const std::string& spec);

/// Hash of its weights, description and options, and of the program that its kind is of where that is
/// not Odelia's library.
std::string extractor_hash(const std::string& spec);

}  // namespace odelia
