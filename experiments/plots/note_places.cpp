#include "experiments/plots/note_places.h"

#include <algorithm>
#include <cmath>

#include "experiments/plots/letters.h"

namespace odelia {
namespace {

using Pixel = std::pair<double, double>;

bool holds(const NotePlace& box, const Pixel& p, double around) {
  return std::abs(p.first - box.centre.first) < box.half_width + around &&
         std::abs(p.second - box.centre.second) < box.half_height + around;
}

/// Whether two are nearer than so many pixels, side by side.
bool meet(const NotePlace& a, const NotePlace& b, double between) {
  return std::abs(b.centre.first - a.centre.first) < a.half_width + b.half_width + between &&
         std::abs(b.centre.second - a.centre.second) < a.half_height + b.half_height;
}

/// Whether the line from a to b passes through: what of it lies between both pairs of sides.
bool crossed(const NotePlace& box, const Pixel& a, const Pixel& b) {
  double from = 0, to = 1;
  const auto clip = [&](double start, double step, double low, double high) {
    if (std::abs(step) < 1e-9) {
      if (start < low || start > high) to = -1;
      return;
    }
    const double one = (low - start) / step, other = (high - start) / step;
    from = std::max(from, std::min(one, other)), to = std::min(to, std::max(one, other));
  };
  const auto& [x, y] = box.centre;
  clip(a.first, b.first - a.first, x - box.half_width, x + box.half_width);
  clip(a.second, b.second - a.second, y - box.half_height, y + box.half_height);
  return from <= to;
}

/// A note, and whose it is.
struct Placed {
  NotePlace box;
  size_t curve, point;
};

/// What is wrong with a note there: another note is worst, then to belong to another point by its
/// looks, the end of the picture, a marker, and a line.
double harm(const Placed& note, const std::vector<Placed>& all,
            const std::vector<NotedCurve>& curves, double width, double height, double letter) {
  const NotePlace& box = note.box;
  double out = 0;
  for (const Placed& other : all)
    if (other.curve != note.curve || other.point != note.point)
      out += meet(box, other.box, 0) ? 100 : meet(box, other.box, letter) ? 40 : 0;
  if (box.centre.first - box.half_width < 0 || box.centre.first + box.half_width > width ||
      box.centre.second - box.half_height < 0 || box.centre.second + box.half_height > height)
    out += 50;
  constexpr double marker = 4;
  const Pixel& own = curves[note.curve].points[note.point];
  const double away = box.distance(own);
  for (size_t i = 0; i < curves.size(); ++i)
    for (size_t k = 0; k < curves[i].points.size(); ++k) {
      const Pixel& p = curves[i].points[k];
      out += holds(box, p, marker) ? 20 : 0;
      out += k > 0 && crossed(box, curves[i].points[k - 1], p) ? 10 : 0;
      if (p != own && box.distance(p) < away + letter) out += i == note.curve ? 60 : 15;
    }
  return out;
}

}  // namespace

Pixel NotePlace::nearest(const Pixel& point) const {
  return {std::clamp(point.first, centre.first - half_width, centre.first + half_width),
          std::clamp(point.second, centre.second - half_height, centre.second + half_height)};
}

double NotePlace::distance(const Pixel& point) const {
  const Pixel at = nearest(point);
  return std::hypot(at.first - point.first, at.second - point.second);
}

std::vector<std::vector<NotePlace>> note_places(const std::vector<NotedCurve>& curves, double width,
                                                double height, double letter) {
  constexpr int directions = 16, rounds = 3;
  std::vector<std::vector<NotePlace>> out(curves.size());
  std::vector<Placed> all;
  for (size_t i = 0; i < curves.size(); ++i) {
    out[i].resize(std::min(curves[i].notes.size(), curves[i].points.size()));
    for (size_t k = 0; k < out[i].size(); ++k) out[i][k].centre = curves[i].points[k];
  }
  // Each where it does least harm to those that have a place, and again when all have one.
  for (int round = 0; round < rounds; ++round)
    for (size_t i = 0; i < curves.size(); ++i)
      for (size_t k = 0; k < out[i].size(); ++k) {
        if (curves[i].notes[k].empty()) continue;
        const Pixel at = curves[i].points[k];
        const double half_width = letter * static_cast<double>(letters(curves[i].notes[k])) / 2;
        Placed best{};
        double least = HUGE_VAL;
        for (const double away : {6.0, 11.0, 18.0, 27.0, 38.0})
          for (int d = 0; d < directions; ++d) {
            // From the upper right on, where nothing is in the way.
            const double angle = M_PI / 4 + 2 * M_PI * d / directions;
            const Placed there{{{at.first + std::cos(angle) * (away + half_width),
                                 at.second + std::sin(angle) * (away + letter)},
                                half_width,
                                letter},
                               i,
                               k};
            if (const double h = harm(there, all, curves, width, height, letter) + 0.3 * away;
                h < least)
              least = h, best = there;
          }
        const auto own = std::find_if(all.begin(), all.end(), [&](const Placed& note) {
          return note.curve == i && note.point == k;
        });
        if (own == all.end())
          all.push_back(best);
        else
          *own = best;
        out[i][k] = best.box;
      }
  return out;
}

}  // namespace odelia
