#pragma once
#include <nlohmann/json.hpp>

#include "experiments/metrics/metric.h"

namespace odelia {

/// Statistics that sample sets are compared with, and where they come from.
struct Reference {
  Gaussian gaussian;
  /// n, dataset, split, files, extractor hash, rounding; null if unknown.
  nlohmann::ordered_json provenance;
  /// [m, d] of some of the images, drawn at random, for metrics that need more than mu and sigma;
  /// undefined where none are known, or none were asked for.
  Tensor features = {};
  /// With the features of one's own images, and those of another program's file, in a random order.
  FeatureSet set() const;
};

/// Where the features lie beside statistics at `path`: ending in .features.npz, as array features.
std::string features_path(const std::string& path);

/// Throws std::invalid_argument unless write_reference may write there: `path` must end in .npz,
/// and neither it nor the .json and the .features.npz beside it may be there as something else than
/// reference statistics.
void check_reference_path(const std::string& path);

/// Writes `path` (npz with mu [d], sigma [d, d] float64, the layout of pytorch-fid and EDM) and,
/// beside it, the provenance as `path` with the ending .json and, where there are any, the features
/// in float32 at features_path.  Throws as check_reference_path, and on what is not finite.
void write_reference(const std::string& path, const Reference& reference);

/// Reads them back, features also in float16, as they were kept before; npz files of other programs
/// have no provenance.  Throws std::invalid_argument, naming the file, on an array that is missing,
/// on what check_gaussian refuses, and on a provenance that is damaged or of other statistics.
/// with_features: those beside it too; throws where there are none, or others.
Reference read_reference(const std::string& path, bool with_features = false);

/// The path, or where it is a bare name that is not here, and the folder has a file of that name, the
/// one there.
std::string here_or_beside(const std::string& path, const std::string& folder);

/// The file `spec`: a path, else a file of that name in the classifier's folder.
std::string reference_file(const std::string& spec, const std::string& classifier_folder);

/// Throws std::invalid_argument when the provenance says that another extractor or rounding rule
/// made the statistics; by its name where it states no hash.
void check_reference(const Reference& reference, const std::string& path,
                     const std::string& extractor_hash, int64_t dimension,
                     const std::string& extractor_name = "");

}  // namespace odelia
