#include "models/data/images/image_files.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include <fmt/format.h>

#include "models/data/files.h"

namespace odelia {

std::string ImageFiles::shown(size_t i) const {
  return fmt::format("{}/{}", printable_text(path_), printable(names_[i]));
}

std::vector<std::string> ImageFiles::folders_of_all() const {
  std::vector<std::string> out{""};
  if (names_.empty()) return out;
  // By the order of names: what the first and the last begin with, all do.
  const std::string &first = names_.front(), &last = names_.back();
  for (size_t i = 0; i < std::min(first.size(), last.size()) && first[i] == last[i]; ++i)
    if (first[i] == '/') out.push_back(first.substr(0, i + 1));
  return out;
}

bool ImageFiles::is_image(const std::string& name) const {
  const std::string rooted = "/" + name;
  if (rooted.find("/.") != std::string::npos || rooted.find("/__MACOSX/") != std::string::npos)
    return false;
  const size_t dot = name.rfind('.');
  std::string ending = dot == std::string::npos ? "" : name.substr(dot);
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (ending == ".png" || ending == ".jpg" || ending == ".jpeg") return true;
  for (const char* other : {".webp", ".bmp", ".gif", ".tif", ".tiff", ".ppm", ".pgm", ".jxl",
                            ".avif", ".heic", ".jp2", ".tga"})
    if (ending == other)
      throw std::invalid_argument(fmt::format(
          "{}: holds '{}', and PNG and JPEG are read alone; convert it, or take it away", path_,
          printable(name)));
  return false;
}

void ImageFiles::require_some() const {
  if (names_.empty())
    throw std::invalid_argument(
        fmt::format("{}: no image lies there (.png, .jpg, .jpeg, at any depth)", path_));
}

}  // namespace odelia
