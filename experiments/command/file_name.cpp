#include "experiments/command/file_name.h"

#include <cctype>

#include "models/data/hash.h"

namespace odelia {

std::string file_safe(std::string text, std::string_view also) {
  for (char& c : text)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '-' &&
        also.find(c) == std::string_view::npos)
      c = '_';
  return text;
}

std::string hashed_name(const std::string& safe, const std::string& text, size_t longest) {
  const std::string tail = "-" + hash_text(text);
  return safe.substr(0, longest - tail.size()) + tail;
}

}  // namespace odelia
