#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace odelia {

/// A folder of a name of its own in another one, which goes away again.  Throws std::runtime_error
/// where nothing can be written.
struct TemporaryFolder {
  std::string path;
  explicit TemporaryFolder(const std::string& below);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
};

/// Runs a program with exactly these arguments, no shell between.  While it runs `watch` may say why
/// it must end.  Throws std::runtime_error, ending with the remedy, unless it exits with 0.
void run_program(const std::vector<std::string>& words, const std::string& remedy,
                 const std::function<std::string()>& watch = {});

/// Downloads an address (https, http, file) with the program curl, of at most so many bytes.  Throws
/// as run_program.
void download(const std::string& address, const std::string& to, uint64_t max_bytes,
              const std::string& remedy);

}  // namespace odelia
