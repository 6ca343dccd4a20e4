#pragma once
#include <string>
#include <utility>
#include <vector>

namespace odelia {

/// A curve in the pixels of a picture, and the words that belong beside its points.
struct NotedCurve {
  std::vector<std::pair<double, double>> points;
  std::vector<std::string> notes;  ///< one for each point, "" where there is none, or none at all
};

/// Where a note is centred, and half its size.
struct NotePlace {
  std::pair<double, double> centre;
  double half_width = 0, half_height = 0;
  /// From a point to the nearest of the note: 0 within it.
  double distance(const std::pair<double, double>& point) const;
  /// The point of the note that is nearest to another.
  std::pair<double, double> nearest(const std::pair<double, double>& point) const;
};

/// The places of each curve's notes: near their points and nearer to none else, where they hit the
/// fewest lines, markers and notes.  The picture is width x height pixels; letter: the width of
/// one, by twice that height.
std::vector<std::vector<NotePlace>> note_places(const std::vector<NotedCurve>& curves, double width,
                                                double height, double letter);

}  // namespace odelia
