#include "experiments/plots/note_places.h"

#include <algorithm>
#include <cmath>

namespace odelia {
namespace {

using Pixel = std::pair<double, double>;

struct Box {
  Pixel centre;
  double half_width, half_height;
  bool holds(const Pixel& p, double around) const {
    return std::abs(p.first - centre.first) < half_width + around &&
           std::abs(p.second - centre.second) < half_height + around;
  }
  bool meets(const Box& b) const {
    return std::abs(b.centre.first - centre.first) < half_width + b.half_width &&
           std::abs(b.centre.second - centre.second) < half_height + b.half_height;
  }
  /// Whether the line from a to b passes through: what of it lies between both pairs of sides.
  bool crossed(const Pixel& a, const Pixel& b) const {
    double from = 0, to = 1;
    const auto clip = [&](double start, double step, double low, double high) {
      if (std::abs(step) < 1e-9) {
        if (start < low || start > high) to = -1;
        return;
      }
      const double one = (low - start) / step, other = (high - start) / step;
      from = std::max(from, std::min(one, other)), to = std::min(to, std::max(one, other));
    };
    clip(a.first, b.first - a.first, centre.first - half_width, centre.first + half_width);
    clip(a.second, b.second - a.second, centre.second - half_height, centre.second + half_height);
    return from <= to;
  }
};

/// How much is wrong with a note there: another note is worst, then the end of the picture, a
/// marker, a line, and least being far.
double harm(const Box& box, const std::vector<Box>& placed, const std::vector<NotedCurve>& curves,
            double width, double height) {
  double out = 0;
  for (const Box& other : placed) out += box.meets(other) ? 100 : 0;
  if (box.centre.first - box.half_width < 0 || box.centre.first + box.half_width > width ||
      box.centre.second - box.half_height < 0 || box.centre.second + box.half_height > height)
    out += 50;
  constexpr double marker = 4;
  for (const NotedCurve& c : curves)
    for (size_t k = 0; k < c.points.size(); ++k) {
      out += box.holds(c.points[k], marker) ? 20 : 0;
      out += k > 0 && box.crossed(c.points[k - 1], c.points[k]) ? 10 : 0;
    }
  return out;
}

}  // namespace

std::vector<std::vector<Pixel>> note_places(const std::vector<NotedCurve>& curves, double width,
                                            double height, double letter) {
  constexpr int directions = 16;
  std::vector<std::vector<Pixel>> out(curves.size());
  std::vector<Box> placed;
  for (size_t i = 0; i < curves.size(); ++i)
    for (size_t k = 0; k < curves[i].notes.size() && k < curves[i].points.size(); ++k) {
      const Pixel at = curves[i].points[k];
      const double half_width = letter * static_cast<double>(curves[i].notes[k].size()) / 2;
      Box best{at, half_width, letter};
      double least = HUGE_VAL;
      for (const double away : {6.0, 11.0, 18.0, 27.0})
        for (int d = 0; d < directions; ++d) {
          // From the upper right on, where nothing is in the way.
          const double angle = M_PI / 4 + 2 * M_PI * d / directions;
          const Box box{{at.first + std::cos(angle) * (away + half_width),
                         at.second + std::sin(angle) * (away + letter)},
                        half_width,
                        letter};
          if (const double h = harm(box, placed, curves, width, height) + 0.3 * away; h < least)
            least = h, best = box;
        }
      placed.push_back(best);
      out[i].push_back(best.centre);
    }
  return out;
}

}  // namespace odelia
