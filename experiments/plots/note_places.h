#pragma once
#include <string>
#include <utility>
#include <vector>

namespace odelia {

/// A curve in the pixels of a picture, and the words that belong beside its points.
struct NotedCurve {
  std::vector<std::pair<double, double>> points;
  std::vector<std::string> notes;  ///< one for each point, or none at all
};

/// Where the notes of each curve are centred: near their points, where they hit the fewest lines,
/// markers and notes.  The picture is width x height pixels; letter: the
/// width of one, by twice that height.
std::vector<std::vector<std::pair<double, double>>> note_places(
    const std::vector<NotedCurve>& curves, double width, double height, double letter);

}  // namespace odelia
