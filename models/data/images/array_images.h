#pragma once
#include <string>

#include "models/data/datasets.h"
#include "models/data/images/image_rule.h"

namespace odelia {

/// The greatest label that a class can have: what lies above is taken for a mistake.
constexpr int64_t kMostLabel = 1 << 20;

/// True for a file that read_array takes: .npz or .npy.
bool is_array_file(const std::string& path);

/// The array of samples in a file: arr_0 of an npz, or a .npy.  Throws std::invalid_argument where
/// there is no arr_0, and as read_npz and read_npy do.
Tensor read_array(const std::string& path);

/// Images as planes: uint8 [N, C, H, W] from that or [N, H, W, C], C = 1 or 3; where both could be
/// meant, the latter, as numpy's users write them; N may be 0.  Throws std::invalid_argument, naming
/// `what`, on anything else.
Tensor image_planes(const Tensor& array, const std::string& what);

/// The labels in arr_1 of an npz, int64 [n]; undefined where it has none, and of a .npy.  Throws
/// std::invalid_argument on an arr_1 of another kind or length.
Tensor read_array_labels(const std::string& path, int64_t n);

/// The images of a file, with the labels in arr_1 of an npz, int [N], if they are there.  Throws
/// std::invalid_argument on arrays of other kinds.
ImageSet read_array_images(const std::string& path, const ImageRule& rule, const std::string& name);

}  // namespace odelia
