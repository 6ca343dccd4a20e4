#pragma once
#include "experiments/report/figures.h"

namespace odelia {

/// The report as one HTML file that needs nothing else: plots inline as SVG, grids as data URIs,
/// sortable tables, limits and provenance in words.
std::string html_page(const RunData& run, const std::vector<Figure>& figures,
                      const std::string& problem);

}  // namespace odelia
