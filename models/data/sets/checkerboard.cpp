#include "models/data/sets/points.h"

namespace odelia {
namespace {

/// Uniform on the squares [i, i + 1) x [j, j + 1) of [-2, 2)^2 with i + j even.
ImageSet checkerboard(const DataSet& set, const std::string& split, const std::string&) {
  const Tensor u = uniform(split_normals(split, 2));
  const Tensor x = 4 * u.select(1, 0) - 2, column = x.floor();
  // Two squares in each column: y goes up to 2, and skips the square between.
  const Tensor up = 2 * u.select(1, 1), second = up.floor();
  const Tensor odd = column.remainder(2), y = up + second + odd - 2;
  return standardised(set, split, x, y, 2 * (column + 2) + second, {0, 0}, {4.0 / 3, 4.0 / 3});
}

const RegisterDataSet registered{{.name = "checkerboard",
                                  .summary = "points on the dark squares of a board, 4 x 4",
                                  .shape = {2},
                                  .classes = 8,
                                  .read = checkerboard}};

}  // namespace
}  // namespace odelia
