// Everything that sees CLI11: the verbs' options, and the `odelia` command itself.
#include "experiments/command_line.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <thread>
#include <vector>

#include <ATen/Parallel.h>
#include <c10/util/Logging.h>
#include <fmt/ranges.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "build_info.h"
#include "experiments/verbs.h"
#include "solvers/text.h"

namespace odelia {
namespace {
std::vector<Verb>& mutable_verbs() {
  static std::vector<Verb> all;
  return all;
}

/// Debian's LibTorch logs through glog, which complains on stderr until it is told the program's
/// name.
void set_up_logging() {
#ifdef C10_USE_GLOG
  static const bool once = [] {
    FLAGS_logtostderr = true;  // and to no file in /tmp
    google::InitGoogleLogging("odelia");
    return true;
  }();
  static_cast<void>(once);
#endif
}

/// Numbers as they are written: decimal, finite, within the type.  CLI11 alone reads 010 as eight,
/// wraps -1 to 2^64 - 1, and cuts what does not fit.
template <class T>
CLI::Option* read_strictly(CLI::Option* option) {
  const auto read = [](std::string& text) -> std::string {
    T value{};
    const char *from = text.data() + (text.starts_with('+') ? 1 : 0),
               *to = text.data() + text.size();
    const auto [end, error] = std::from_chars(from, to, value);
    bool good = error == std::errc() && end == to;
    if constexpr (std::is_floating_point_v<T>) good = good && std::isfinite(value);
    if (!good)
      return fmt::format("expected {}, got '{}'",
                         std::is_floating_point_v<T> ? "a finite number"
                         : std::is_signed_v<T>       ? "a whole number"
                                                     : "a whole number, 0 or more",
                         text);
    if constexpr (std::is_integral_v<T>) text = fmt::format("{}", value);
    return {};
  };
  return option->transform(CLI::Validator(read, ""));
}

/// Makes a write to stderr always succeed: messages may be lost on a full disk there, but neither
/// the work nor the exit status, as fmt::print throws where it cannot write.
void forgive_stderr() {
  cookie_io_functions_t functions = {};
  functions.write = [](void*, const char* text, size_t bytes) -> ssize_t {
    for (size_t done = 0; done < bytes;) {
      const ssize_t put = ::write(STDERR_FILENO, text + done, bytes - done);
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) break;
      done += static_cast<size_t>(put);
    }
    return static_cast<ssize_t>(bytes);
  };
  if (FILE* file = fopencookie(nullptr, "w", functions)) {
    std::setvbuf(file, nullptr, _IONBF, 0);  // progress lines have no end
    stderr = file;
  }
}

/// The exit status of a program that did its work: 1 if its output did not get where it should.
int finish_stdout() {
  if (std::fflush(stdout) == 0 && !std::ferror(stdout) && std::cout.flush()) return 0;
  fmt::print(stderr, "odelia: failed: cannot write all of the output to stdout: {}\n",
             std::strerror(errno));
  return 1;
}
}  // namespace

CommandLineOption& CommandLineOption::required() { return option_->required(), *this; }
CommandLineOption& CommandLineOption::show_default() {
  return option_->capture_default_str(), *this;
}
CommandLineOption& CommandLineOption::positive() {
  return option_->check(CLI::PositiveNumber), *this;
}
CommandLineOption& CommandLineOption::between(int low, int high) {
  return option_->check(CLI::Range(low, high)), *this;
}
CommandLineOption& CommandLineOption::existing_file() {
  return option_->check(CLI::ExistingFile), *this;
}
CommandLineOption& CommandLineOption::separated_by(char separator) {
  return option_->delimiter(separator), *this;
}
CommandLineOption& CommandLineOption::repeatable() {
  return option_->take_all()->expected(1), *this;
}
CommandLineOption& CommandLineOption::hidden() { return option_->group(""), *this; }
bool CommandLineOption::given() const { return option_->count() > 0; }

template <class T>
CommandLineOption CommandLine::option(const std::string& name, T& value,
                                      const std::string& meaning) {
  CLI::Option* option = app_->add_option(name, value, meaning);
  if constexpr (std::is_arithmetic_v<T>)
    read_strictly<T>(option);
  else if constexpr (std::is_same_v<T, std::vector<int64_t>>)
    read_strictly<int64_t>(option);
  return CommandLineOption(option);
}
template CommandLineOption CommandLine::option(const std::string&, std::string&,
                                               const std::string&);
template CommandLineOption CommandLine::option(const std::string&, double&, const std::string&);
template CommandLineOption CommandLine::option(const std::string&, int&, const std::string&);
template CommandLineOption CommandLine::option(const std::string&, int64_t&, const std::string&);
template CommandLineOption CommandLine::option(const std::string&, uint64_t&, const std::string&);
template CommandLineOption CommandLine::option(const std::string&, std::vector<std::string>&,
                                               const std::string&);
template CommandLineOption CommandLine::option(const std::string&, std::vector<int64_t>&,
                                               const std::string&);

CommandLineOption CommandLine::flag(const std::string& name, bool& value,
                                    const std::string& meaning) {
  return CommandLineOption(app_->add_flag(name, value, meaning));
}

CommandLine CommandLine::verb(const std::string& name, const std::string& summary) {
  app_->require_subcommand(1);
  return CommandLine(*app_->add_subcommand(name, summary)->fallthrough());
}

void CommandLine::run(std::function<void()> action) { app_->callback(std::move(action)); }

const std::vector<Verb>& verbs() { return mutable_verbs(); }

RegisterVerb::RegisterVerb(Verb verb) { mutable_verbs().push_back(std::move(verb)); }

int run_command_line(int argc, char** argv) {
  forgive_stderr();
  set_up_logging();
  CLI::App app{"Odelia: solvers for the differential equations of diffusion models", "odelia"};
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "help of every verb");
  app.set_version_flag("--version", fmt::format("odelia {}, LibTorch {}", build_info::version,
                                                build_info::torch_version));
  int threads = static_cast<int>(std::thread::hardware_concurrency());
  read_strictly<int>(app.add_option("--threads", threads, "CPU threads of LibTorch"))
      ->capture_default_str()
      ->check(CLI::Range(1, 4096));
  auto sorted = verbs();
  std::sort(sorted.begin(), sorted.end(), [](auto& a, auto& b) { return a.name < b.name; });
  for (auto& verb : sorted) {
    auto* sub = app.add_subcommand(verb.name, verb.summary);
    sub->fallthrough();  // --threads may stand after the verb
    CommandLine line(*sub);
    verb.setup(line);
  }
  app.parse_complete_callback([&] { at::set_num_threads(threads); });
  try {
    app.parse(argc, argv);
    return finish_stdout();
  } catch (const CLI::RequiredError& e) {
    const auto left = app.remaining(/*recurse=*/true);
    if (left.empty()) return app.exit(e), 2;
    const CLI::App* at = &app;  // the verb whose own verb is wrong
    std::string command = "odelia";
    while (!at->get_subcommands().empty())
      at = at->get_subcommands().front(), command += " " + at->get_name();
    std::vector<std::string> names;
    for (const CLI::App* verb : at->get_subcommands([](const CLI::App*) { return true; }))
      names.push_back(verb->get_name());
    std::sort(names.begin(), names.end());
    fmt::print(stderr, "{}: unknown verb '{}'; known: {}\n", command, printable(left.front()),
               fmt::join(names, ", "));
    return 2;
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? finish_stdout() : 2;
  } catch (const std::invalid_argument& e) {
    fmt::print(stderr, "odelia: {}\n", printable_text(e.what()));
    return 2;
  } catch (const std::exception& e) {
    fmt::print(stderr, "odelia: failed: {}\n", printable_text(e.what()));
    return 1;
  }
}

}  // namespace odelia

extern "C" int odelia_run_command_line(int argc, char** argv) {
  return odelia::run_command_line(argc, argv);
}
