#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/program.h"

/// An empty folder of the test's own, in which the program is run; it goes away with the test.
class ProgramFolder {
 public:
  explicit ProgramFolder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() /
              ("odelia-" + name + "-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~ProgramFolder() { std::filesystem::remove_all(path_); }
  ProgramFolder(const ProgramFolder&) = delete;
  ProgramFolder& operator=(const ProgramFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  /// Writes a file, with the folders that it lies in.
  void put(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }
  Call operator()(const std::string& arguments) const {
    return run_program("--threads 1 " + arguments, path_.string());
  }
  /// Runs a call that must go well; what it printed.
  std::string runs(const std::string& arguments) const {
    const Call call = (*this)(arguments);
    INFO(arguments << "\n" << call.err);
    REQUIRE(call.status == 0);
    return call.out;
  }
  /// Runs a call that must fail, with all of these words.
  void refuses(const std::string& arguments, const std::vector<std::string>& words,
               int status = 2) const {
    const Call call = (*this)(arguments);
    INFO(arguments << "\n" << call.out << call.err);
    CHECK(call.status == status);
    for (const auto& word : words) CHECK_THAT(call.err, ODELIA_CONTAINS(word));
  }
  void refuses(const std::string& arguments, const char* words, int status = 2) const {
    refuses(arguments, std::vector<std::string>{words}, status);
  }

 private:
  std::filesystem::path path_;
};
