#pragma once
#include <functional>
#include <string>
#include <vector>

namespace odelia::cuda {

/// The bytes kept under that name or, where there are none or they are damaged,
/// those of `make`, which are then kept: a header with their number and
/// XXH3-128, the bytes, and nothing behind. Best effort, and never a wrong byte:
/// what cannot be read or written is made.  A file appears whole or not at all,
/// and is never written through a link or into a file that somebody laid there.
std::vector<char> cached(const std::string& path, const std::function<std::vector<char>()>& make);

}  // namespace odelia::cuda
