#pragma once
#include <string>

#include "models/data/datasets.h"

namespace odelia {

/// Images and labels in CIFAR-10's binary version: records of a label byte and 3072 pixels.
/// Throws UnreadableFile naming `path` on a partial record or a label above 9.
ImageSet parse_cifar10(const Tensor& bytes, const std::string& path);

}  // namespace odelia
