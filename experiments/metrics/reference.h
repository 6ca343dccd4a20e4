#pragma once
#include <nlohmann/json.hpp>

#include "experiments/metrics/frechet.h"

namespace odelia {

/// Statistics that sample sets are compared with, and where they come from.
struct Reference {
  Gaussian gaussian;
  /// n, dataset, split, files, extractor hash, rounding; null if unknown.
  nlohmann::ordered_json provenance;
};

/// Throws std::invalid_argument unless write_reference may write there: `path` must end in .npz,
/// and neither it nor the .json beside it may be there as something else than reference statistics.
void check_reference_path(const std::string& path);

/// Writes `path` (npz with mu [d], sigma [d, d] float64, the layout of pytorch-fid and EDM) and,
/// beside it, the provenance as `path` with the ending .json.  Throws as check_reference_path.
void write_reference(const std::string& path, const Reference& reference);

/// Reads them back; npz files of other programs have no provenance.  Throws std::invalid_argument,
/// naming the file, on an array that is missing, on what check_gaussian refuses, and on a
/// provenance that is damaged or of other statistics.
Reference read_reference(const std::string& path);

/// The file `spec`: a path, else a file of that name in the classifier's folder.
std::string reference_file(const std::string& spec, const std::string& classifier_folder);

/// The name of a feature space: the last part of its extractor's path.
std::string feature_space(const std::string& classifier);

/// Throws std::invalid_argument when the provenance says that another extractor or rounding rule
/// made the statistics.
void check_reference(const Reference& reference, const std::string& path,
                     const std::string& extractor_hash, int64_t dimension);

}  // namespace odelia
