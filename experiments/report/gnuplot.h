#pragma once
#include <string>
#include <vector>

namespace odelia {

/// One curve: points in order of x, in a colour and dash that stay with its solver.  Without a
/// label it is background, thin and grey.
struct Series {
  std::string label;
  int colour = 0, dash = 0;
  std::vector<std::pair<double, double>> points;
  std::vector<double> spread = {};  ///< half the height of each point's error bar; empty: none
};

/// A plot of curves over a logarithmic x axis, each named at its right end in its own colour.
struct Plot {
  std::string title, x_label, y_label;
  bool log_y = true;
  std::vector<Series> series;
  std::vector<std::pair<double, std::string>> levels;  ///< horizontal lines with a name
};

/// The plot as a gnuplot script that writes `name`.svg and `name`.png beside itself.
std::string plot_script(const Plot& plot, const std::string& name);

/// A row of sample images with words to the left and right of it.
struct PictureRow {
  std::string png, left, right;
  int width = 0, height = 0;  ///< of the file, in pixels
};

/// Rows of pictures under one another, pixel by pixel, as a script that writes `name`.png.
std::string picture_script(const std::string& title, const std::vector<PictureRow>& rows,
                           const std::string& name);

/// Runs the script `name`.gp in its folder.  Returns what went wrong, or "": a report without plots
/// is still one.
std::string run_gnuplot(const std::string& folder, const std::string& name);

/// The colours of curves, safe for colour-blind readers.  Source: Okabe & Ito 2008; Paul Tol's
/// muted set.
std::string colour(int index);

}  // namespace odelia
