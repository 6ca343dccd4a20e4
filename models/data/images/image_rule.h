#pragma once
#include <string>
#include <vector>

#include "models/data/picture.h"
#include "solvers/tensor.h"

namespace odelia {

/// How the images of a user's files become samples, besides kPixelRule.
struct ImageRule {
  int64_t resize = 0;       ///< to so many pixels a side; 0: as they are
  std::string filter = {};  ///< of resize, see filter_names; "": lanczos
  /// center-crop: the middle square, as EDM's dataset_tool.py cuts it; center-crop-dhariwal:
  /// halved by box while twice as large as resize or more, then bicubic, then the middle, as
  /// guided-diffusion prepares ImageNet; "": none, and what is not square is refused.
  std::string transform = {};
  bool skip_broken = false;  ///< files that cannot be read are left out and counted
  bool operator==(const ImageRule&) const = default;
  /// True where nothing is asked for.
  bool plain() const { return *this == ImageRule{}; }
};

/// The one rule from what image files hold to bytes, as provenances name it; see read_picture.
inline constexpr const char* kPixelRule =
    "8 bits a channel: v / 257 of 16 bits, rounded half up; a palette's colours; opacity dropped "
    "where it is whole, else refused; grey three times among colours; JPEG by libjpeg-turbo, islow "
    "DCT, smooth upsampling; orientation and profiles ignored";

/// Throws std::invalid_argument, in the name of `who`, on what is unknown or contradicts itself.
void check(const ImageRule& rule, const std::string& who);

/// What is done to pixels, for provenances and identities: "as stored", or such as "center-crop,
/// 64 x 64 by lanczos".
std::string to_string(const ImageRule& rule);

/// The side of the square that an image of these sides becomes.  Throws std::invalid_argument,
/// naming `what` and the remedy, where it is not square and no crop was asked for, or smaller than
/// a rule can take.
int64_t side_after(const ImageRule& rule, int64_t height, int64_t width, const std::string& what);

/// An image after crop and resize, square.
Picture applied(const ImageRule& rule, const Picture& picture);

/// The same of whole sets.  images: uint8 [N, C, H, W] with C = 1 or 3.
Tensor applied(const ImageRule& rule, const Tensor& images, const std::string& what);

}  // namespace odelia
