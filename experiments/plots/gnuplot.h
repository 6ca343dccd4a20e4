#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace odelia {

/// One curve: points in order of x, in a colour and marker that stay with its solver.  Without a
/// label it is background, thin and grey.
struct Series {
  std::string label;
  int colour = 0, dash = 0;  ///< of solver_style, or counted from 0
  std::vector<std::pair<double, double>> points;
  std::vector<double> spread = {};  ///< half the height of each point's error bar; empty: none
  bool pale = false;                ///< a broad pale line under the others: a closed form, a claim
  std::string rgb = {};  ///< such as #0072B2, in the place of `colour`, and no markers: of a family
  std::vector<std::string> notes = {};  ///< beside each point; empty: none
  std::vector<bool> failed = {};        ///< points that lost samples have a dagger; empty: none
  std::vector<bool> faint = {};         ///< points that are not resolved are pale; empty: none
  std::string of = {};                  ///< the method whose colour it has; empty: its own
  /// How many samples each point averages, -1 where that is unknown; empty: all as many.  What is of
  /// other numbers is no one curve: the line breaks where they change, and markers of fewer than the
  /// most are hollow.
  std::vector<int64_t> samples = {};
};

/// The place of a text in the list, at whose end it goes unless it is there: as a dash's number.
int index_of(std::vector<std::string>& list, const std::string& item);

/// A plot of curves, each named at the right beside its marker, in the
/// order in which the curves end, no two in the same style.  Points that are not finite, or not
/// positive on a logarithmic axis, are left out.
struct Plot {
  std::string title, x_label, y_label;  ///< y_label: a line below the title
  bool log_y = true;
  std::vector<Series> series;
  std::vector<std::pair<double, std::string>> levels;  ///< horizontal lines with a name
  bool log_x = true;
  std::string subject = {};  ///< a line between title and y_label: which network, which data
  /// Curves a little beside one another, so that bars are seen; the line below the title says so.
  bool side_by_side = false;
};

/// So many colours, and styles of colour and marker, there are; a curve's dash is one of so many.
inline constexpr int kColours = 12, kStyles = 6 * kColours, kDashCount = 5;

/// A solver's colour and marker, the same in every picture where no other has that colour: by a
/// list of those shown most, else by its name's hash, from kStyles on.
int solver_style(const std::string& solver);

/// The number of its marker to gnuplot.
int style_marker(int style);

/// `text` as a gnuplot string that nothing in it can end: single quotes doubled, control characters
/// as spaces.  Every string of a script goes through here.
std::string gnuplot_quoted(const std::string& text);

/// The head of a script: what made it, then the title, the subject if there is one and a line
/// below, or two, at the left.
std::string script_head(const std::string& title, const std::string& below, int height,
                        const std::string& subject = "");

/// A line for below a title, broken behind the semicolon nearest to its middle where it is long.
std::string in_two_lines(std::string text);

/// The pixels that the head takes, at which the plot begins.
int head_height(const std::string& subject, const std::string& below = "");

/// The tail: draws `plot` to `name`.svg and `name`.png of this size, the latter twice as fine.
std::string script_tail(const std::string& plot, const std::string& name, int width, int height);

/// The plot as a gnuplot script that writes `name`.svg and `name`.png beside itself.
std::string plot_script(const Plot& plot, const std::string& name);

/// A row of sample images with words above it.
struct PictureRow {
  std::string png, words;
  int width = 0, height = 0;  ///< of the file, in pixels
};

/// Rows of pictures under one another, pixel by pixel, each in a grey frame, as a script that
/// writes `name`.png.  subject: a line below the title.
std::string picture_script(const std::string& title, const std::vector<PictureRow>& rows,
                           const std::string& name, const std::string& subject = "");

/// The colours of curves, safe for colour-blind readers.  Source: Okabe & Ito 2008; Paul Tol's
/// muted set.
std::string colour(int index);

}  // namespace odelia
