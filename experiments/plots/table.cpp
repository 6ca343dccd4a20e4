#include "experiments/plots/table.h"

#include <algorithm>

#include <fmt/format.h>

#include "experiments/plots/letters.h"

namespace odelia {
namespace {

std::vector<size_t> widths(const Table& t) {
  std::vector<size_t> out;
  for (size_t j = 0; j < t.header.size(); ++j) {
    out.push_back(letters(t.header[j]));
    for (const auto& row : t.rows) out[j] = std::max(out[j], letters(row[j]));
  }
  return out;
}

std::string padded(const std::string& text, size_t to, bool left) {
  const std::string space(to - std::min(to, letters(text)), ' ');
  return left ? text + space : space + text;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string out = "\"";
  for (char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

bool marked_best(const Table& t, size_t row, size_t column) {
  const auto mark = t.marks.find({row, column});
  return mark != t.marks.end() && mark->second == Mark::best;
}

/// The note, and before it what the sign of the best says, where there are such.
std::string note_of(const Table& t, const std::string& sign) {
  const bool any = std::any_of(t.marks.begin(), t.marks.end(),
                               [](const auto& mark) { return mark.second == Mark::best; });
  if (!any) return t.note;
  return sign +
         ": not worse than the best of the column by more than two standard errors of the "
         "difference." +
         (t.note.empty() ? "" : " ") + t.note;
}

/// Cells for a terminal: a star behind the best, and a space behind what stands below or above one.
Table with_stars(Table t) {
  for (size_t j = 0; j < t.header.size(); ++j) {
    bool any = false;
    for (size_t i = 0; i < t.rows.size(); ++i) any = any || marked_best(t, i, j);
    if (!any) continue;
    t.header[j] += ' ';
    for (size_t i = 0; i < t.rows.size(); ++i)
      if (!t.rows[i][j].empty()) t.rows[i][j] += marked_best(t, i, j) ? '*' : ' ';
  }
  return t;
}

/// Cells as markdown: bars escaped, the best in bold.
Table in_markdown(Table t) {
  const auto escape = [](std::string& text) {
    for (size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
      text.insert(at, 1, '\\');
  };
  for (auto& cell : t.header) escape(cell);
  for (auto& row : t.rows)
    for (auto& cell : row) escape(cell);
  for (const auto& [at, mark] : t.marks)
    if (mark == Mark::best) t.rows[at.first][at.second] = "**" + t.rows[at.first][at.second] + "**";
  return t;
}

/// The class attribute of a cell's element.
std::string html_class(const Table& t, size_t row, size_t column) {
  std::string names = column < t.text_columns ? "" : "n";
  if (const auto mark = t.marks.find({row, column}); mark != t.marks.end())
    names += mark->second == Mark::best ? " best" : " grey";
  return names.empty() ? "" : " class=\"" + names + "\"";
}

/// A heading that may break where its words end: after _, - and before [.
std::string breakable(const std::string& heading) {
  std::string out;
  for (const char c : heading) {
    if (c == '[') out += "<wbr>";
    out += escape_html(std::string(1, c));
    if (c == '_' || c == '-') out += "<wbr>";
  }
  return out;
}

}  // namespace

std::string escape_html(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else
      out += c;
  }
  return out;
}

std::string to_text(const Table& plain) {
  const Table t = with_stars(plain);
  const auto w = widths(t);
  std::string out = t.title.empty() ? "" : t.title + "\n";
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (size_t j = 0; j < cells.size(); ++j)
      text += (j ? "  " : "") + padded(cells[j], w[j], j < t.text_columns);
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  };
  line(t.header);
  size_t total = w.empty() ? 0 : 2 * (w.size() - 1);
  for (size_t x : w) total += x;
  out += std::string(total, '-') + "\n";
  for (const auto& row : t.rows) line(row);
  if (const auto note = note_of(t, "*"); !note.empty()) out += note + "\n";
  return out;
}

std::string to_markdown(const Table& plain) {
  const Table t = in_markdown(plain);
  const auto w = widths(t);
  std::string out = t.title.empty() ? "" : "**" + t.title + "**\n\n";
  const auto line = [&](const std::vector<std::string>& cells) {
    out += "|";
    for (size_t j = 0; j < cells.size(); ++j)
      out += " " + padded(cells[j], w[j], j < t.text_columns) + " |";
    out += "\n";
  };
  line(t.header);
  out += "|";
  for (size_t j = 0; j < w.size(); ++j)
    out += std::string(w[j] + 1, '-') + (j < t.text_columns ? "-|" : ":|");
  out += "\n";
  for (const auto& row : t.rows) line(row);
  if (const auto note = note_of(t, "Bold"); !note.empty()) out += "\n" + note + "\n";
  return out;
}

std::string to_csv(const Table& t) {
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells) {
    for (size_t j = 0; j < cells.size(); ++j) out += (j ? "," : "") + csv_cell(cells[j]);
    out += "\n";
  };
  line(t.header);
  for (const auto& row : t.rows) line(row);
  return out;
}

std::string text_html(const std::string& text) {
  std::string out;
  bool code = false;
  for (const char c : escape_html(text))
    if (c == '`')
      out += (code = !code) ? "<code>" : "</code>";
    else
      out += c;
  return code ? out + "</code>" : out;
}

std::string to_html(const Table& t) {
  std::string out = "<table class=\"sortable\">\n<thead><tr>";
  for (size_t j = 0; j < t.header.size(); ++j)
    out += fmt::format("<th{}>{}</th>", j < t.text_columns ? "" : " class=\"n\"",
                       breakable(t.header[j]));
  out += "</tr></thead>\n<tbody>\n";
  for (size_t i = 0; i < t.rows.size(); ++i) {
    out += "<tr>";
    for (size_t j = 0; j < t.rows[i].size(); ++j)
      out += fmt::format("<td{}>{}</td>", html_class(t, i, j), escape_html(t.rows[i][j]));
    out += "</tr>\n";
  }
  out += "</tbody></table>\n";
  if (const auto note = note_of(t, "Bold"); !note.empty())
    out += fmt::format("<p class=\"note\">{}</p>\n", text_html(note));
  return out;
}

}  // namespace odelia
