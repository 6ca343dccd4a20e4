#pragma once
#include <string>
#include <utility>
#include <vector>

namespace odelia {

/// Methods one below the other, the best at the top, each with a point at its value: what is to be
/// seen of a comparison at one cost, where curves would be points upon one another.
struct Ranking {
  struct Row {
    std::string label;
    int style = 0;               ///< of solver_style
    double value = 0, half = 0;  ///< half: of the bar's length; 0: none
    bool failed = false;  ///< samples did: it has a dagger, and its place is below all others
  };
  std::string title, label;  ///< label: of the values
  std::string subject = {};  ///< between them: which network, which data
  bool log = false;
  std::vector<Row> rows;
  std::vector<std::pair<double, std::string>> levels;  ///< vertical lines with a name
};

/// As a gnuplot script that writes `name`.svg and `name`.png beside itself.
std::string ranking_script(const Ranking& ranking, const std::string& name);

}  // namespace odelia
