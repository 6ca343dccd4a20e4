#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
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
/// The last two are what EDM's generate.py writes, without and with --subdirs.  `more`: further
/// arrays of samples.npz.
/// Throws std::invalid_argument on an unknown format, wrong shapes or dtypes, and seeds that come
/// twice or have more than 18 digits.
void write_samples(const std::string& folder, const Tensor& images,
                   const std::vector<uint64_t>& seeds, const std::string& format = "npz",
                   const std::map<std::string, Tensor>& more = {});

/// What write_samples would refuse, in the name of `who`, for a start.  Samples that are no images
/// have npz alone.
void check_sample_format(const std::string& format, bool images, const std::string& who);
void check_sample_seeds(const std::vector<uint64_t>& seeds, const std::string& who);

/// The seed that a PNG's name stands for: 18 decimal digits at most, then ".png"; -1 for any other
/// file, which is no sample.
int64_t seed_of(const std::filesystem::path& file);

/// Reads samples back, ordered by seed: from an .npz file, a folder with samples.npz,
/// or a folder with a PNG per seed (also in sub-folders, as above).  An .npz without
/// seeds counts from 0. Throws std::invalid_argument when nothing is there, when npz
/// and PNGs both are, when the PNGs lie in folders of other names, or when a run of
/// `odelia sample` is unfinished there or another set than its manifest names;
/// std::runtime_error on damage, mixed sizes or a seed that comes twice.
SampleSet read_samples(const std::string& path);

/// The seeds of the samples of any kind, images or not, that a folder holds.
std::set<int64_t> sample_seeds(const std::string& folder);

}  // namespace odelia
