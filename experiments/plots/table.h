#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace odelia {

/// How a cell stands out: as one of the best, or as what could not be resolved.
enum class Mark { best, grey };

/// A table of text cells: the first `text_columns` are words and stand left, the others numbers and
/// stand right.
struct Table {
  std::string title;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  size_t text_columns = 1;
  std::map<std::pair<size_t, size_t>, Mark> marks = {};  ///< by row and column
  std::string note = "";                                 ///< a sentence below it
};
std::string to_text(const Table& table);  ///< aligned, for a terminal; a star behind the best
std::string to_markdown(const Table& table);
std::string to_csv(const Table& table);
std::string to_html(const Table& table);  ///< sortable by the page's script

/// & < > " ' as entities.
std::string escape_html(const std::string& text);

/// The same of a sentence, and what stands between backticks as code.
std::string text_html(const std::string& text);

}  // namespace odelia
