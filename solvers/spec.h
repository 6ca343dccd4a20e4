#pragma once
#include <map>
#include <string>
#include <vector>

namespace odelia {

/// Options of one method as given by the user: `edm_stochastic(S_churn=40, S_noise=1.003)`.
class Options {
 public:
  Options() = default;
  explicit Options(std::map<std::string, std::string> values) : values_(std::move(values)) {}
  double number(const std::string& key, double fallback) const;
  std::string text(const std::string& key, const std::string& fallback) const;
  const std::map<std::string, std::string>& values() const { return values_; }

 private:
  std::map<std::string, std::string> values_;
};

/// `name` or `name(key=value, ...)`: how solvers, processes and time grids are written by users.
/// A wrapper of solvers names the solver first: `restart(heun, K=4)`, `richardson(ddim)`.
/// A value with commas, parentheses or quotes stands in quotes of the other kind: `file="a,b.txt"`.
struct Spec {
  std::string name;
  /// Canonical text of the first positional argument; empty if there is none.
  std::string inner = {};
  Options options = {};
};
/// Throws std::invalid_argument on bad syntax, control characters and text that is not UTF-8, more
/// than 16 parentheses in one another, and for a positional argument unless `may_wrap`; `what`
/// names the kind of thing in messages.
Spec parse_spec(const std::string& text, const char* what, bool may_wrap = false);
std::string to_string(const Spec& spec);  ///< canonical text, keys sorted; parses to the same
/// Whether it can be a name or a key: what no parser of lists or pairs could take apart.
bool is_word(const std::string& text);
/// Throws std::invalid_argument, listing the known options, if the spec has any other.
void check_options(const Spec& spec, const std::vector<std::string>& known, const char* what);

}  // namespace odelia
