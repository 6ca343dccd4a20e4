#pragma once
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/program.h"
#include "tests/temporary_folder.h"

/// A folder in which the program is run.
class ProgramFolder : public TemporaryFolder {
 public:
  using TemporaryFolder::TemporaryFolder;

  Call operator()(const std::string& arguments) const {
    return run_program("--threads 1 " + arguments, path().string());
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
};
