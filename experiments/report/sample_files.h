#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// Image samples as others read them.  images: uint8 [N, C, H, W]; seeds: int64 [N].
struct SampleSet {
  Tensor images, seeds;
};

/// Writes samples (images: uint8 [N, C, H, W], and their N seeds) below `folder`, which is made if
/// need be.  format:
///   npz        folder/samples.npz: arr_0 uint8 [N, H, W, C], seeds int64 [N]
///   png        folder/000017.png, one per seed
///   png_tree   folder/001000/001017.png, a sub-folder per 1000 seeds
/// The last two are what EDM's generate.py writes, without and with --subdirs.
/// Throws std::invalid_argument on an unknown format, wrong shapes or dtypes, and seeds that come
/// twice or have more than 18 digits.
void write_samples(const std::string& folder, const Tensor& images,
                   const std::vector<uint64_t>& seeds, const std::string& format = "npz");

/// Reads samples back, ordered by seed: from an .npz file, a folder with samples.npz, or a folder
/// with a PNG per seed (also in sub-folders, as above).  An .npz without seeds counts from 0.
/// Throws std::invalid_argument when nothing is there, std::runtime_error on damage, mixed sizes or
/// a seed that comes twice.
SampleSet read_samples(const std::string& path);

}  // namespace odelia
