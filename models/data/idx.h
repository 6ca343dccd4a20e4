#pragma once
#include "models/data/datasets.h"

namespace odelia {

/// The tensor in an idx file's bytes (uint8 [bytes]): big-endian header 0 0 8 rank, the sizes, then
/// uint8 data.  Throws UnreadableFile naming `path` on anything else.
Tensor parse_idx(const Tensor& bytes, const std::string& path);

/// The four files of MNIST, and of those sets that took over its format, with their MD5.
std::vector<PublishedFile> idx_files(const char* train_images, const char* train_labels,
                                     const char* test_images, const char* test_labels);

/// DataSet::read for a set of those files.
ImageSet read_idx_set(const DataSet& set, const std::string& split, const std::string& folder);

}  // namespace odelia
