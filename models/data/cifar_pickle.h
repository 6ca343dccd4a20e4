#pragma once
#include <string>

#include "models/data/datasets.h"

namespace odelia {

/// Images and labels in a batch of CIFAR-10's Python version: a pickle of protocol 2, a dictionary
/// with 'data', uint8 [N, 3072], and 'labels', N numbers from 0 to 9.
/// A pickle is a program.  This runs none: it knows the few opcodes that such a file needs, which
/// make dictionaries, lists, texts, numbers and one array of bytes, and refuses every other by name
/// and place.  bytes: uint8 [bytes].  Throws std::runtime_error naming `path`.
ImageSet parse_cifar10_pickle(const Tensor& bytes, const std::string& path);

}  // namespace odelia
