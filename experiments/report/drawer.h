#pragma once
#include <map>
#include <string>
#include <vector>

#include "experiments/report/figures.h"
#include "experiments/report/run_data.h"

namespace odelia {
struct Plot;

/// Draws pictures of a run into its folder, one at a call, and keeps a list of them.
class Drawer {
 public:
  /// problem: says why a picture could not be drawn.
  Drawer(const RunData& run, std::string& problem) : run_(run), problem_(problem) {}
  /// One plot of these processes.
  void plot(const std::vector<std::string>& processes, const std::string& field,
            const std::string& stem);
  /// A metric against the scale of guidance, at one budget.
  void guidance(const std::string& process, int64_t budget, const std::string& field);
  /// Precision against recall: what guidance buys, and what it costs.
  void trade(const std::string& process, int64_t budget, const std::string& precision,
             const std::string& recall);
  /// Sample grids: rows of the same seeds.
  void grid(const std::string& heading, const std::string& name,
            const std::vector<const Json*>& records, bool name_solver);
  /// The process as a part of a file's name, where there are several.
  std::string tail(const std::string& process);
  /// A text as a part of a file's name; where that is too long, or another text had it first, with
  /// a hash.
  std::string file_name(const std::string& text);

  std::vector<Figure> figures;

 private:
  /// The methods in the order of a metric, where all were asked for as many evaluations.
  void ranking(const std::string& process, const std::string& field, const std::string& stem);
  /// Which network and data, in the words of the run.
  std::string subject() const;
  /// The tolerance, and the comma after it, where a solver has several of the records.
  std::string tolerance(const Json& record, const std::vector<const Json*>& records) const;
  /// Whether more than two methods were measured, all at one budget.
  bool at_one_cost(const std::string& field) const;
  void describe_quality(Plot& p, Figure& f, const std::string& field,
                        const std::vector<std::string>& processes, const std::string& where,
                        bool crowded) const;
  void describe_trajectory(Plot& p, Figure& f, const std::vector<std::string>& processes,
                           const std::string& where) const;
  /// Whether it could be drawn; it is then one of the figures.
  bool draw(const Figure& f, const std::string& script);

  const RunData& run_;
  std::string& problem_;
  std::map<std::string, std::string> named_;  ///< part of a file's name -> what has it
};

}  // namespace odelia
