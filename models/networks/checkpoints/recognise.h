#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "models/networks/checkpoints/contents.h"

namespace odelia {

/// The tensors' names and shapes of one part, behind a prefix that all of a network's names have.
class NamedShapes {
 public:
  NamedShapes(const CheckpointPart& part, std::string prefix);

  const CheckpointPart& part() const { return *part_; }
  bool has(const std::string& name) const { return shape(name) != nullptr; }
  /// Null if there is none of that name.
  const std::vector<int64_t>* shape(const std::string& name) const;
  /// Its size along a dimension; 0 where there is none.
  int64_t size(const std::string& name, size_t dimension) const;
  /// The names, without the prefix, in the file's order; `*` in the pattern stands for any text.
  std::vector<std::string> matching(const std::string& pattern) const;
  /// How many there are of NAME0, NAME1, ... with something behind: has(NAME + i + rest).
  int64_t count(const std::string& name, const std::string& rest) const;

 private:
  const CheckpointPart* part_;
  std::string prefix_;
  std::map<std::string, const StoredTensor*> by_name_;
};

/// A network of the public codes, known by the names of its tensors.
struct Architecture {
  std::string name, summary;
  std::string source;             ///< where its code is
  std::vector<std::string> keys;  ///< names that it has, with `*` for any text
  /// What the shapes say of its sizes, named as the constructor's arguments are; none if it is not
  /// this network after all.
  std::function<std::optional<nlohmann::ordered_json>(const NamedShapes&)> sizes;
};
const std::map<std::string, Architecture>& architectures();

/// Registers an architecture at start-up: a namespace-scope constant in a file of its own.
struct RegisterArchitecture {
  explicit RegisterArchitecture(Architecture architecture);
};

/// Which network weights are of, and how large.
struct Recognised {
  const Architecture* architecture;
  std::string prefix;  ///< in front of all its names, such as "model."
  nlohmann::ordered_json sizes;
};
/// The network that the weights are of; none if it is none of the known.
std::optional<Recognised> recognise(const CheckpointPart& part);

/// What an unknown layout is told apart by: the names it has, numbers as N, and what every known
/// architecture would have had besides.
nlohmann::ordered_json describe_unknown(const CheckpointPart& part);

/// a/b as a whole number if it is one; null if b is 0.
nlohmann::ordered_json ratio(int64_t a, int64_t b);

}  // namespace odelia
