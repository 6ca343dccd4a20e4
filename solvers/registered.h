#pragma once
#include <map>
#include <stdexcept>
#include <string>

#include "solvers/names.h"
#include "solvers/text.h"

namespace odelia {

/// What is wrong with the names of the program's parts: the first that two of one kind have, and
/// the remedy; "": nothing.
std::string& registered_twice();

/// What registers itself at start-up under a name, one file each: solvers, processes, networks, ...
template <class Entry>
class Registered {
 public:
  /// kind: what an entry is, for messages, such as "process".
  explicit Registered(std::string kind) : kind_(std::move(kind)) {}

  /// A name that is taken makes every look-up throw: at start-up nobody could catch it.
  void add(const std::string& name, Entry entry) {
    if (all_.emplace(name, std::move(entry)).second) return;
    twice_ = kind_ + " '" + printable(name) + "' is registered twice; give yours another name";
    if (registered_twice().empty()) registered_twice() = twice_;
  }
  void remove(const std::string& name) { all_.erase(name); }
  /// Throws std::logic_error, as all below do, where a name was registered twice.
  const std::map<std::string, Entry>& all() const {
    if (!twice_.empty()) throw std::logic_error(twice_);
    return all_;
  }
  std::vector<std::string> names() const { return names_in(all()); }
  /// Null if there is none.
  const Entry* find(const std::string& name) const {
    const auto found = all().find(name);
    return found == all_.end() ? nullptr : &found->second;
  }
  /// Throws std::invalid_argument, beginning with `who` unless it is empty, and listing the known.
  const Entry& at(const std::string& name, const std::string& who = "",
                  const std::string& listed_by = "") const {
    if (const Entry* entry = find(name)) return *entry;
    throw std::invalid_argument((who.empty() ? "" : who + ": ") + "unknown " + kind_ + " '" +
                                printable(name) + "'; " + known_names(name, names(), listed_by));
  }

 private:
  std::string kind_, twice_;
  std::map<std::string, Entry> all_;
};

}  // namespace odelia
