#include "solvers/asked_options.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace odelia {
namespace {
thread_local AskedOptions* innermost_asked = nullptr;
}  // namespace

AskedOptions::AskedOptions() : outer_(innermost_asked) { innermost_asked = this; }

AskedOptions::~AskedOptions() { innermost_asked = outer_; }

void AskedOptions::note(const std::string& key) {
  if (innermost_asked) innermost_asked->keys_.insert(key);
}

void AskedOptions::check(const Spec& spec, const std::vector<std::string>& others,
                         const char* what) const {
  for (const auto& [key, value] : spec.options.values())
    if (!keys_.count(key) && std::find(others.begin(), others.end(), key) == others.end())
      throw std::logic_error(fmt::format(
          "{} '{}': documents an option '{}' and did not ask for it when it was made, so "
          "that {} would change nothing; read it there, under this name",
          what, spec.name, key, value));
}

}  // namespace odelia
