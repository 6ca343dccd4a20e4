#pragma once
#include "models/data/datasets.h"
#include "models/data/images/image_rule.h"
#include "models/features/extractor.h"

namespace odelia {

/// What --classifier takes, for help.
inline constexpr const char* kClassifierHelp =
    "a shipped classifier, a fetched extractor such as inception, torchscript:FILE(trust=true), or "
    "a folder: of `odelia train`, of `odelia checkpoint`";

/// True for a file of images alone, by its ending: neither samples nor statistics.
bool is_own_file(const std::string& path);

/// Images as metrics take them.
struct SeenImages {
  Tensor images;  ///< uint8 [N, C, H, W]
  bool seeds;     ///< whether they have seeds, which they come in the order of
};

/// The images at a path: samples, or a user's files.  Throws Misuse, in the name of `who`, where some
/// would be left out, and UnreadableFile where they cannot be read.
SeenImages images_at(const std::string& path, const ImageRule& rule, const std::string& who);

/// Throws Misuse unless there are two or more, as mean and covariance need.
void require_two(const Tensor& images, const std::string& path, const std::string& who);

/// Features [N, d] of images, uint8 [N, C, H, W].
Tensor features_of(const FeatureExtractor& extractor, const Tensor& images);

}  // namespace odelia
