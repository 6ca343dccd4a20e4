#include "models/networks/checkpoints/recognise.h"

#include <cctype>
#include <set>

#include "solvers/registered.h"

namespace odelia {
namespace {

constexpr size_t kShownNames = 16;

Registered<Architecture>& registry() {
  static Registered<Architecture> all("architecture");
  return all;
}

/// Whether all of the text is the pattern, in which `*` stands for any text.
bool matches(std::string_view pattern, std::string_view text) {
  size_t p = 0, t = 0, star = std::string_view::npos, from = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*')
      star = p++, from = t;
    else if (p < pattern.size() && pattern[p] == text[t])
      ++p, ++t;
    else if (star != std::string_view::npos)
      p = star + 1, t = ++from;
    else
      return false;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

/// What stands in front of the first name that ends in the pattern, from a dot on.
std::optional<std::string> prefix_before(const std::string& pattern, const CheckpointPart& part) {
  for (const auto& tensor : part.tensors) {
    const std::string_view name = tensor.name;
    for (size_t at = 0;;) {
      if (matches(pattern, name.substr(at))) return std::string(name.substr(0, at));
      const size_t dot = name.find('.', at);
      if (dot == std::string_view::npos) break;
      at = dot + 1;
    }
  }
  return {};
}

}  // namespace

NamedShapes::NamedShapes(const CheckpointPart& part, std::string prefix)
    : part_(&part), prefix_(std::move(prefix)) {
  for (const auto& tensor : part.tensors)
    if (tensor.name.starts_with(prefix_))
      by_name_.emplace(tensor.name.substr(prefix_.size()), &tensor);
}

const std::vector<int64_t>* NamedShapes::shape(const std::string& name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &found->second->shape;
}

int64_t NamedShapes::size(const std::string& name, size_t dimension) const {
  const auto* found = shape(name);
  return found && dimension < found->size() ? (*found)[dimension] : 0;
}

std::vector<std::string> NamedShapes::matching(const std::string& pattern) const {
  std::vector<std::string> out;
  for (const auto& tensor : part_->tensors)
    if (tensor.name.starts_with(prefix_))
      if (auto name = tensor.name.substr(prefix_.size()); matches(pattern, name))
        out.push_back(std::move(name));
  return out;
}

int64_t NamedShapes::count(const std::string& name, const std::string& rest) const {
  int64_t n = 0;
  while (has(name + std::to_string(n) + rest)) ++n;
  return n;
}

const std::map<std::string, Architecture>& architectures() { return registry().all(); }

RegisterArchitecture::RegisterArchitecture(Architecture architecture) {
  const std::string name = architecture.name;
  registry().add(name, std::move(architecture));
}

std::optional<Recognised> recognise(const CheckpointPart& part) {
  if (!part.named) return {};
  for (const auto& [name, architecture] : architectures()) {
    const auto prefix = prefix_before(architecture.keys.front(), part);
    if (!prefix) continue;
    const NamedShapes shapes(part, *prefix);
    bool all = true;
    for (const auto& key : architecture.keys)
      all = all && (shapes.has(key) || !shapes.matching(key).empty());
    if (!all) continue;
    if (auto sizes = architecture.sizes(shapes))
      return Recognised{&architecture, *prefix, std::move(*sizes)};
  }
  return {};
}

nlohmann::ordered_json describe_unknown(const CheckpointPart& part) {
  nlohmann::ordered_json out = {{"seen", nlohmann::ordered_json::array()},
                                {"expected", nlohmann::ordered_json::object()}};
  std::set<std::string> seen;
  for (const auto& tensor : part.tensors) {
    std::string pattern;
    for (const char c : tensor.name)
      if (std::isdigit(static_cast<unsigned char>(c)) == 0)
        pattern += c;
      else if (pattern.empty() || pattern.back() != 'N')
        pattern += 'N';
    if (seen.size() < kShownNames && seen.insert(pattern).second) out["seen"].push_back(pattern);
  }
  for (const auto& [name, architecture] : architectures()) {
    const NamedShapes shapes(part, prefix_before(architecture.keys.front(), part).value_or(""));
    auto& missing = out["expected"][name] = nlohmann::ordered_json::array();
    for (const auto& key : architecture.keys)
      if (shapes.matching(key).empty()) missing.push_back(key);
  }
  return out;
}

nlohmann::ordered_json ratio(int64_t a, int64_t b) {
  if (b == 0) return nullptr;
  if (a % b == 0) return a / b;
  return static_cast<double>(a) / static_cast<double>(b);
}

}  // namespace odelia
