#include "experiments/likelihood/records.h"

#include <cmath>
#include <filesystem>

#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/json_text.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string lines_of(const std::vector<LikelihoodRecord>& records, const Json& conventions) {
  std::string text;
  for (const auto& record : records) {
    Json line = to_json(record);
    line["conventions"] = conventions;
    text += json_text(line) + "\n";
  }
  return text;
}

/// Throws std::runtime_error unless bits/dim are the log-probability's.
void require_agreeing(const LikelihoodRecord& r, double dimension) {
  if (r.status != "ok") return;
  const double bits = -r.log_prob / (dimension * M_LN2);
  if (std::abs(r.bits_per_dim - bits) > 1e-9 * std::abs(bits))
    throw std::runtime_error(
        fmt::format("bits_per_dim is {}, and log_prob makes it {}", r.bits_per_dim, bits));
}
}  // namespace

Json unnamed(Json conventions) {
  for (const char* name : {"model", "data", "dequantizer", "labels"}) conventions.erase(name);
  return conventions;
}

RecordFile::RecordFile(std::string path, const std::vector<int64_t>& images, Json conventions)
    : path_(std::move(path)), conventions_(std::move(conventions)) {
  for (const auto& line : appended_lines(path_)) {
    records_.push_back(record(line));
    const size_t place = records_.size() - 1;
    if (place >= images.size() || records_[place].index != images[place])
      damaged(fmt::format("image {} where {} is due", records_[place].index,
                          place < images.size() ? std::to_string(images[place]) : "none"));
  }
}

void RecordFile::append(const std::vector<LikelihoodRecord>& records) {
  append_lines(path_, lines_of(records, conventions_));
  records_.insert(records_.end(), records.begin(), records.end());
}

LikelihoodRecord RecordFile::record(const std::string& line) {
  try {
    const auto json = parse_json(line, "record");
    const auto differs = difference(unnamed(json.at("conventions")), unnamed(conventions_));
    if (!differs.empty())
      throw std::runtime_error(fmt::format("a record of another run ({})", differs));
    LikelihoodRecord out = record_from(json);
    require_agreeing(out, conventions_.at("dimension"));
    return out;
  } catch (const std::exception& e) {
    records_.emplace_back();  // the line of the message
    damaged(printable(e.what()));
  }
}

void RecordFile::damaged(const std::string& what) const {
  throw Misuse(
      fmt::format("likelihood: {}, line {}: {}; delete that line and those after it, and start "
                  "again",
                  path_, records_.size(), what));
}

namespace {

/// The pieces of a shared folder: `pieces/000012.jsonl` has the records of piece 12, all of them.
class RecordPieces {
 public:
  RecordPieces(SharedFolder& folder, const SharedRecords& shared)
      : folder_(folder), shared_(shared), file_(folder.file("records.jsonl")) {
    const HeldClaim none_merges = folder.quiet();
    there_ = RecordFile(file_, shared.images, shared.conventions).all();
    size_ = size();
    if (there() < folder.pieces().rows) fs::remove(summary());  // of records that were taken out
  }

  bool finished(int64_t i) {
    // In this order: the pieces' files go when all records are there.
    return pieces().end(i) <= there() || fs::exists(file_of(i)) || merged();
  }
  void work(int64_t i) {
    const int64_t first = pieces().begin(i), end = pieces().end(i), from = std::max(first, there());
    std::vector<LikelihoodRecord> records;
    if (first < from) records.assign(there_.begin() + first, there_.end());
    for (auto& record : shared_.run(from, end - from)) records.push_back(std::move(record));
    make_folder("likelihood", folder_.file("pieces"));
    write_text(file_of(i), lines_of(records, shared_.conventions));
    sync_folder(folder_.file("pieces"));
    tell();
  }
  void tell() {
    if (shared_.progress) shared_.progress(images_there());
  }
  bool ended() const { return merged() && fs::exists(summary()); }
  void end() const {
    if (!merged()) merge();
    shared_.write_results();
  }

 private:
  /// Nobody but the one who merges writes that file while the folder is shared.
  bool merged() const { return there() == pieces().rows || size() != size_; }
  void merge() const {
    std::string text = fs::exists(file_) ? read_text(file_, uint64_t{1} << 32) : "";
    for (int64_t i = 0; i < pieces().count(); ++i) {
      if (pieces().end(i) <= there()) continue;
      const auto lines = lines_of_piece(i);
      for (int64_t at = std::max(pieces().begin(i), there()); at < pieces().end(i); ++at)
        text += lines[static_cast<size_t>(at - pieces().begin(i))] + "\n";
    }
    write_text(file_, text);
    sync_folder(folder_.path());
    fs::remove_all(folder_.file("pieces"));
  }
  const Pieces& pieces() const { return folder_.pieces(); }
  int64_t there() const { return static_cast<int64_t>(there_.size()); }
  std::string file_of(int64_t i) const {
    return folder_.file(fmt::format("pieces/{:06d}.jsonl", i));
  }
  std::string summary() const { return folder_.file("summary.json"); }
  uint64_t size() const { return fs::exists(file_) ? fs::file_size(file_) : 0; }
  int64_t images_there() {
    int64_t out = 0;
    for (int64_t i = 0; i < pieces().count(); ++i)
      if (finished(i)) out += pieces().end(i) - pieces().begin(i);
    return out;
  }
  std::vector<std::string> lines_of_piece(int64_t i) const {
    const auto first = shared_.images.begin();
    const std::vector<int64_t> images(first + pieces().begin(i), first + pieces().end(i));
    const size_t found = RecordFile(file_of(i), images, shared_.conventions).all().size();
    if (found != images.size())
      throw Misuse(fmt::format("likelihood: {}: holds {} records of {}; delete it and start again",
                               file_of(i), found, images.size()));
    return appended_lines(file_of(i));
  }

  SharedFolder& folder_;
  const SharedRecords& shared_;
  std::string file_;
  std::vector<LikelihoodRecord> there_;  // of a process that had the folder alone, or all
  uint64_t size_ = 0;                    // of their file
};

}  // namespace

bool share_records(SharedFolder& folder, const SharedRecords& shared) {
  RecordPieces pieces(folder, shared);
  pieces.tell();
  return folder.share([&](int64_t i) { return pieces.finished(i); },
                      [&](int64_t i) { pieces.work(i); }, [&] { return pieces.ended(); },
                      [&] { pieces.end(); });
}

}  // namespace odelia
