#pragma once
#include <vector>

#include "experiments/plots/gnuplot.h"

namespace odelia {

/// Changes styles until no two named curves have the same: of methods of one colour the one that
/// comes first in the list of `solver_style` keeps it, the others take colours that are free, or
/// where there is none another marker; variants of one method, which share its colour, differ in
/// dash.  Pale lines follow the method whose colour they have.
void tell_apart(std::vector<Series>& series);

}  // namespace odelia
