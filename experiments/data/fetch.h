#pragma once
#include <string>

#include "models/data/datasets.h"

namespace odelia {

/// Where a published file stands below the data folder.
struct FileState {
  std::string path;     ///< empty when it is not there
  std::string problem;  ///< empty when size and MD5 agree, or when it is not there
  bool good() const { return !path.empty() && problem.empty(); }
};
FileState check_file(const DataSet& set, const PublishedFile& file, const std::string& folder);

/// Downloads those files of the set that are not there, or damaged, into folder/NAME, with the
/// programs curl and, for archives, tar.  Everything lands in a temporary folder first, and a file
/// takes its name only when size and MD5 agree.  `from` replaces the set's own page (a mirror, or
/// file:///FOLDER).  Returns the number of files that came.
/// Throws std::runtime_error naming the address when a program is missing or fails, or when what
/// came is not the published file.
int fetch_data_set(const DataSet& set, const std::string& folder, const std::string& from = "");

}  // namespace odelia
