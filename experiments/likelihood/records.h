#pragma once
#include <functional>

#include "experiments/command/shared_folder.h"
#include "experiments/likelihood/summary.h"

namespace odelia {

/// Conventions without the names of what they state the hash of: the contents are what counts.
nlohmann::ordered_json unnamed(nlohmann::ordered_json conventions);

/// The records of a run folder: one line of JSON per
/// image, appended and brought to disk batch by batch.
class RecordFile {
 public:
  /// Reads what is there: the first so many of these images, in their order, by these conventions.
  /// Throws Misuse naming the file and the line of anything else.
  RecordFile(std::string path, const std::vector<int64_t>& images,
             nlohmann::ordered_json conventions);
  const std::vector<LikelihoodRecord>& all() const { return records_; }
  void append(const std::vector<LikelihoodRecord>& records);

 private:
  LikelihoodRecord record(const std::string& line);
  [[noreturn]] void damaged(const std::string& what) const;

  std::string path_;
  nlohmann::ordered_json conventions_;
  std::vector<LikelihoodRecord> records_;
};

/// What processes that share a folder do together.
struct SharedRecords {
  std::vector<int64_t> images;
  nlohmann::ordered_json conventions;
  /// Records of `count` images from this place on.
  std::function<std::vector<LikelihoodRecord>(int64_t first, int64_t count)> run;
  /// Writes what the records come to, summary.json last, once they are all in records.jsonl.
  std::function<void()> write_results;
  /// Unless empty, called with the number of images whose records are there, at the start and
  /// whenever this process has finished a piece.
  std::function<void(int64_t)> progress;
};

/// Does pieces of the images, each with a file of records of its own, until all are there, and has
/// one process put them together in records.jsonl as one process alone writes it, behind those that
/// such a one may have left, and write the results.  True in a process that shall say what came.
bool share_records(SharedFolder& folder, const SharedRecords& shared);

}  // namespace odelia
