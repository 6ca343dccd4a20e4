#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/zygote/zygote.h"

/// What one call of the `odelia` program gave; -1 as status if a signal ended it.
struct Call {
  int status;
  std::string out, err;
};

/// Runs a command that begins with `start` and goes on with these words of the shell, in `folder`
/// unless that is empty.  What the words redirect themselves goes there.
inline Call run_words(const std::string& start, const std::string& words,
                      const std::string& folder = "") {
  const std::string kept =
                        std::string(ODELIA_BINARY_DIR) + "/program-" + std::to_string(::getpid()),
                    out = kept + ".out.tmp", err = kept + ".err.tmp";
  const std::string command = (folder.empty() ? "" : "cd " + folder + " && ") + "{ " + start + " " +
                              words + "\n} >" + out + " 2>" + err + " </dev/null";
  const int ended = std::system(command.c_str());
  const auto text_of = [](const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    std::filesystem::remove(path);
    return text.str();
  };
  return {WIFEXITED(ended) ? WEXITSTATUS(ended) : -1, text_of(out), text_of(err)};
}

/// Runs the program with these words, by the zygote where that is the same.
inline Call run_program(const std::string& arguments, const std::string& folder = "") {
  return run_words(Zygote::start_of(ODELIA_BINARY_DIR "/odelia"), arguments, folder);
}
