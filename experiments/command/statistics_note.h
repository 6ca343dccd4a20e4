#pragma once
#include <string>

#include "solvers/registry.h"

namespace odelia {

/// What is to be said where the method asks for the model's statistics (ModelStatistics) and gets
/// none, so that it takes those of Gaussian data and comes to the flow's end in its own order, but
/// less near; "" where it gets them, was told to do without, or asks for none.  model: as open_model
/// reads it; "" for one made in Python.  guided: guidance acts.
std::string statistics_note(const std::string& model, const Method& method, bool guided);

/// What a result depends on: that note, else the hash of the model's statistics, "" where neither is.
std::string statistics_used(const std::string& model, const Method& method, bool guided);

}  // namespace odelia
