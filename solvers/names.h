#pragma once
#include <string>
#include <vector>

namespace odelia {

/// The known names nearest to the given one, best first: those a few typing errors away (a letter
/// wrong, missing, too many, or two swapped; case and punctuation do not count), else those that
/// hold it.  Empty if none is near.
std::vector<std::string> nearest_names(const std::string& given,
                                       const std::vector<std::string>& known, size_t most = 3);

/// "; did you mean 'heun'?", or nothing if none is near.
std::string did_you_mean(const std::string& given, const std::vector<std::string>& known);

/// How a message about an unknown name goes on: "known: ddim, heun; did you mean 'heun'?".  More
/// than 40 names are counted only, and `listed_by` is the command that lists them.
std::string known_names(const std::string& given, const std::vector<std::string>& known,
                        const std::string& listed_by = "");

/// The keys of a map, or the elements of a set, as names for the above.
template <class Container>
std::vector<std::string> names_in(const Container& all) {
  std::vector<std::string> names;
  for (const auto& one : all)
    if constexpr (requires { one.first; })
      names.push_back(one.first);
    else
      names.push_back(one);
  return names;
}

}  // namespace odelia
