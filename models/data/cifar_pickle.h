#pragma once
#include <string>

#include "models/data/datasets.h"

namespace odelia {

/// Images and labels in a batch of CIFAR-10's Python version: a pickle of protocol 2, a dictionary
/// with 'data', uint8 [N, 3072], and 'labels', N numbers from 0 to 9.
/// Nothing in it is run (models/data/pickle.h), and what names anything but the parts of an array of
/// numpy's is refused by name and place.
/// bytes: uint8 [bytes].  Throws UnreadableFile naming `path`.
ImageSet parse_cifar10_pickle(const Tensor& bytes, const std::string& path);

}  // namespace odelia
