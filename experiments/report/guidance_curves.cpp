#include "experiments/report/guidance_curves.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/report/field.h"

namespace odelia {
namespace {

std::string text(const Json& record, const char* key) { return record.value(key, std::string()); }

/// A variant of guidance as a picture names it, away from the other words of the records.
std::string variant_words(const std::string& variant) {
  std::string out = variant;
  if (out.starts_with("from ")) out.replace(0, 4, "noise levels");
  const size_t by = out.starts_with("by ") ? 0 : out.find(", by ");
  if (by != std::string::npos) out.insert(by == 0 ? 0 : by + 2, "guided ");
  return out;
}

/// The records of one curve by their w.
struct Way {
  std::string solver, variant, grid;
  std::map<double, const Json*> at = {};
};

std::vector<Way> ways(const RunData& run, const std::string& process, int64_t budget) {
  std::vector<Way> out, unguided;
  for (const auto& r : run.records) {
    const double w = number(r, "guidance_w");
    if (text(r, "process") != process || number(r, "nfe_budget") != static_cast<double>(budget) ||
        std::isnan(w))
      continue;
    auto& list = w == 1 ? unguided : out;
    const Way wanted{text(r, "solver"), text(r, "guidance_variant"), text(r, "grid")};
    auto at = std::find_if(list.begin(), list.end(), [&](const Way& known) {
      return known.solver == wanted.solver && known.variant == wanted.variant &&
             known.grid == wanted.grid;
    });
    if (at == list.end()) at = list.insert(list.end(), wanted);
    at->at[w] = &r;
  }
  for (Way& way : out)
    for (const Way& from : unguided)
      if (from.solver == way.solver && from.grid == way.grid) way.at[1] = from.at.at(1);
  return out;
}

}  // namespace

std::vector<Series> guidance_curves(const RunData& run, const std::string& process, int64_t budget,
                                    const std::string& field, const std::string& along) {
  std::vector<Series> out;
  std::vector<std::string> solvers, dashes;
  const auto all = ways(run, process, budget);
  for (const Way& way : all) index_of(solvers, way.solver);
  for (const Way& way : all) {
    // Whatever is the same for all goes without saying.
    std::vector<std::string> words;
    if (solvers.size() > 1) words.push_back(way.solver);
    if (run.grids().size() > 1) words.push_back(way.grid);
    words.push_back(way.variant.empty() ? solvers.size() > 1 ? "" : "everywhere"
                                        : variant_words(way.variant));
    std::erase(words, "");
    const int dash = index_of(dashes, way.variant + "|" + way.grid);
    Series s{fmt::format("{}", fmt::join(words, ", ")),
             solvers.size() > 1 ? solver_style(way.solver) : dash,
             solvers.size() > 1 ? dash : 0,
             {}};
    if (solvers.size() > 1) s.of = way.solver;
    for (const auto& [w, record] : way.at) {
      const double x = along.empty() ? w : number(*record, along), y = number(*record, field);
      if (!std::isfinite(x) || !drawable(field, y)) continue;
      s.points.emplace_back(x, y);
      s.failed.push_back(lost(*record, field) > 0);
      if (along.empty())
        s.spread.push_back(half_interval(*record, field));
      else
        s.notes.push_back(fmt::format("{:g}", w));
    }
    if (s.points.size() > 1) out.push_back(std::move(s));
  }
  return out;
}

}  // namespace odelia
