#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "solvers/text.h"

namespace odelia {

/// A file open for reading, whose size is known: the base of every strict reader.
/// Throws std::invalid_argument when there is no such regular file, UnreadableFile when the user may
/// not open it or fewer bytes come than asked for, std::runtime_error where the machine fails.
class InputFile {
 public:
  explicit InputFile(std::string path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  const std::string& path() const { return path_; }
  uint64_t size() const { return size_; }
  /// The next `bytes` bytes into `to`.
  void read(void* to, uint64_t bytes);

 private:
  std::string path_;
  int fd_ = -1;
  uint64_t size_ = 0;
};

/// A file that appears under its name whole or not at all: written beside it as `*.tmp`, then
/// fsync and rename in `commit`.  Without commit the temporary file is removed.
/// Throws std::invalid_argument when something else than a regular file has the name (a folder, a
/// device, a pipe), std::runtime_error naming the file and what the system said.
class AtomicFile {
 public:
  explicit AtomicFile(std::string path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Where the bytes go until commit, for libraries that want a path.
  const std::string& temporary() const { return temporary_; }
  void write(const void* from, uint64_t bytes);
  void write(std::string_view text) { write(text.data(), text.size()); }
  void commit();

 private:
  std::string path_, temporary_;
  int fd_ = -1;
};

/// Hands the whole file to `visit`, in order, a mebibyte at a time.  Throws as InputFile.
void read_pieces(const std::string& path, const std::function<void(const void*, size_t)>& visit);

/// The whole file as text.  Throws as InputFile, and UnreadableFile beyond max_bytes.
std::string read_text(const std::string& path, uint64_t max_bytes = 64 << 20);

/// Appends lines, made the file if need be, and brings them to disk: a kill costs the last of them
/// at most.  Throws std::runtime_error naming the file.
void append_lines(const std::string& path, std::string_view lines);

/// The lines that append_lines wrote; one that a kill cut off is cut from the file.  None if there
/// is no such file.  Throws as read_text.
std::vector<std::string> appended_lines(const std::string& path,
                                        uint64_t max_bytes = uint64_t{1} << 32);

/// Removes what an AtomicFile of a killed process left of files in this folder whose names begin
/// with one of these.  For whoever alone writes them now: another's is a file being written.
void remove_half_written(const std::string& folder, const std::vector<std::string>& beginnings);

/// Writes the whole text atomically.
void write_text(const std::string& path, std::string_view text);

/// Makes a rename in this folder survive a power cut.
void sync_folder(const std::string& folder);

}  // namespace odelia
