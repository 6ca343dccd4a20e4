#pragma once
#include "experiments/compare/plan.h"

namespace odelia {

/// All that a cell's samples depend on besides their seeds, as a text that differs where any of it
/// does: the config of this cell alone, with the hashes of what goes into it.  What it leaves out
/// (other cells, metrics, the reference statistics, the title, where the networks lie) may change
/// while samples stay.  by_path: as earlier versions asked, with the paths of the networks.
std::string question(const CompareConfig& config, const Cell& cell, bool by_path = false);

}  // namespace odelia
