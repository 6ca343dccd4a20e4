#pragma once
#include <string>

namespace odelia {

/// Writes table.txt, table.md, table.csv, plots/, grids/ and report.html from a run's records,
/// configuration, manifest and pictures; `together` puts all processes into one plot.  The same
/// records give the same bytes.  Returns what could not be drawn, or "".
std::string write_report(const std::string& folder, bool together = false);

}  // namespace odelia
