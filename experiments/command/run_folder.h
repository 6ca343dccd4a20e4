#pragma once
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include "experiments/sharing/claims.h"

namespace odelia {

/// Makes the folder of `option` and those above it, and tries that files can be made there, so that
/// an hour's work is not refused at its end.  Throws Misuse naming the verb, the option, the path
/// and what the system said.
void make_folder(const std::string& who, const std::string& folder,
                 const std::string& option = "--out");

/// The folder of one run: what its result depends on, and whose turn it is.
///
/// `run.json` holds the identity, files and data by hash.  A folder that was begun with the same
/// identity is gone on with; another question is refused, by the first key that differs.  The
/// folder is locked until this object ends, or its process dies in whatever way.
class RunFolder {
 public:
  /// who: the verb, for messages.  Throws Misuse where the folder cannot be made or holds another
  /// run, std::runtime_error while another process works in it.
  RunFolder(const std::string& who, const std::string& folder,
            const nlohmann::ordered_json& identity);

  /// The path of a file in the folder.
  std::string file(const std::string& name) const;

 private:
  std::string folder_;
  Claims lock_;
};

/// Writes the identity of a run into its folder, or finds the same there: then true.  Throws Misuse
/// on another one.  By whoever has the folder's claim.
bool begin_run(const std::string& who, const std::string& folder,
               const nlohmann::ordered_json& identity);

/// What is said where the folder's claim is taken.
std::runtime_error another_process(const std::string& who, const std::string& folder);

/// The first key in which two identities differ, as "data.hash is 1, was 2"; empty if none.
std::string difference(const nlohmann::ordered_json& was, const nlohmann::ordered_json& is);

}  // namespace odelia
