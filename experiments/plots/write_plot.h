#pragma once
#include <string>

namespace odelia {

/// Writes the gnuplot script as `name`.gp into the folder and runs it there, without the user's gnuplot
/// settings; `name`.svg and `name`.png, where it sets such an output, appear whole or not at all.
/// Returns what went wrong, or "": a report without plots is still one.
std::string write_plot(const std::string& folder, const std::string& name,
                       const std::string& script);

/// The same; what went wrong goes to stderr.
void draw_plot(const std::string& folder, const std::string& name, const std::string& script);

}  // namespace odelia
