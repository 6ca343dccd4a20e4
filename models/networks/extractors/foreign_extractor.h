#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "models/features/extractor.h"
#include "models/networks/checkpoints/parameters.h"
#include "solvers/spec.h"

namespace odelia {

/// An extractor of weights from elsewhere, as `odelia checkpoint FILE --out FOLDER` writes them.
struct ForeignExtractorEntry {
  std::string architecture;  ///< as the recognised architecture is called
  /// Names and shapes that the weights must have, as placeholders, where some follow from theirs.
  std::function<ParameterSet(const ParameterSet& given)> shapes;
  /// What may be chosen in parentheses behind the folder, and its values, the default first.
  std::vector<std::pair<std::string, std::vector<std::string>>> options = {};
  /// parameters: float32, of those names and shapes.  options: a value for every one of the above.
  std::function<std::shared_ptr<const FeatureExtractor>(const ParameterSet& parameters,
                                                        const Options& options, at::Device device)>
      open;
};

/// All of them by architecture.
const std::map<std::string, ForeignExtractorEntry>& foreign_extractors();

/// Registers one at start-up: a namespace-scope constant in the extractor's own file.
struct RegisterForeignExtractor {
  explicit RegisterForeignExtractor(ForeignExtractorEntry entry);
};

}  // namespace odelia
