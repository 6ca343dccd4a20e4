#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace odelia {

/// Throws Misuse where so many samples of this shape make no picture.
void check_sheet(int64_t columns, int64_t samples, const std::vector<int64_t>& shape);

/// The samples of a finished folder as one picture in it, row by row, small ones enlarged.
void write_sheet(const std::string& folder, const std::string& name, int64_t columns);

}  // namespace odelia
