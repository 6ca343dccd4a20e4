#pragma once
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <new>
#include <stdexcept>
#include <string>

/// What libFuzzer calls with every input: it must return, whatever the bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace odelia::fuzz {

inline std::string text_of(const uint8_t* data, size_t size) {
  return std::string(reinterpret_cast<const char*>(data), size);
}

/// Runs a parser that may refuse its input by the two kinds of exception that readers promise, and
/// by no other.
template <class F>
void may_refuse(F&& parse) {
  try {
    parse();
  } catch (const std::invalid_argument&) {
  } catch (const std::runtime_error&) {
  }
}

/// Ends the program, which is how a fuzzer learns of a fault.
inline void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

/// The bytes as a file, for readers that want one; its path.
inline std::string file_of(const uint8_t* data, size_t size) {
  static const std::string path = "/tmp/odelia-fuzz-" + std::to_string(::getpid());
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  static const int removed = std::atexit([] { ::unlink(path.c_str()); });
  static_cast<void>(removed);
  return path;
}

/// A folder that goes away with the program.
struct Folder {
  std::string path = "/tmp/odelia-fuzz-folder-" + std::to_string(::getpid());
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  /// Writes a file there; its path.
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(path + "/" + name, std::ios::binary) << text;
    return path + "/" + name;
  }
};

}  // namespace odelia::fuzz
