// Everything that sees CLI11: the verbs' options, and the `odelia` command itself.
#include "experiments/command/command_line.h"

#include <omp.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <deque>
#include <filesystem>
#include <iostream>
#include <limits>
#include <system_error>
#include <vector>

#include <ATen/Parallel.h>
#include <c10/util/Logging.h>
#include <fmt/ranges.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "build_info.h"
#include "experiments/command/verbs.h"
#include "models/data/unreadable_file.h"
#include "models/device.h"
#include "models/networks/checkpoints/folder.h"
#include "models/processes/processes.h"
#include "solvers/names.h"
#include "solvers/registered.h"
#include "solvers/text.h"
#include "solvers/time_grid.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

std::vector<Verb>& mutable_verbs() {
  static std::vector<Verb> all;
  return all;
}

/// Debian's LibTorch logs through glog, which complains
/// on stderr until it is told the program's name.
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

/// The parts of `odelia --help`, in the order in which a newcomer meets them.
constexpr const char* kParts[] = {"Look around", "Sample and measure", "Likelihood",
                                  "Check the numbers", "Train"};

/// Text in lines of at most 70 characters, so that the help's second column fits 100.
std::string wrapped(const std::string& text) {
  constexpr size_t kWidth = 70;
  std::string out, line;
  for (size_t from = 0; from < text.size();) {
    const size_t to = std::min(text.find(' ', from), text.size());
    if (!line.empty() && line.size() + 1 + to - from > kWidth) out += line + "\n", line.clear();
    line += (line.empty() ? "" : " ") + text.substr(from, to - from);
    from = to + 1;
  }
  return out + line;
}

/// What the flag takes, where that is the same in every verb; else "".
std::string choices(const std::string& flags) {
  const std::string flag = flags.substr(0, flags.find(','));
  if (flag == "--solver") return "`odelia solvers` lists them";
  if (flag == "--process") return fmt::format("known: {}", fmt::join(process_names(), ", "));
  if (flag == "--grid") return fmt::format("known: {}", fmt::join(time_grid_names(), ", "));
  if (flag != "--model" && flag != "--classifier" && flag != "--dequantizer") return "";
  const auto names = shipped_networks(flag == "--model" ? "score" : flag.substr(2));
  return names.empty() ? "" : fmt::format("shipped: {}", fmt::join(names, ", "));
}

/// Reads a number strictly and writes it back as CLI11 cannot misread it: CLI11 takes 010 for 8,
/// and -1 for 2^64 - 1 where it wants an unsigned one.  Returns what is wrong, or "".
template <class T>
std::string strict_number(std::string& text) {
  const bool plus = text.size() > 1 && text[0] == '+' && text[1] != '-';
  const char *from = text.data() + plus, *end = text.data() + text.size();
  T value{};
  const auto [stop, error] = std::from_chars(from, end, value);
  if constexpr (std::is_integral_v<T>)
    if (error == std::errc::result_out_of_range)
      return fmt::format("expected a whole number from {} to {}, got '{}'",
                         std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), text);
  bool good = error == std::errc() && stop == end;
  if constexpr (std::is_floating_point_v<T>) good = good && std::isfinite(value);
  if (!good)
    return fmt::format("expected {}, got '{}'",
                       std::is_floating_point_v<T> ? "a finite number"
                       : std::is_signed_v<T>       ? "a whole number"
                                                   : "a whole number, 0 or more",
                       text);
  text = fmt::format("{}", value);
  return "";
}

/// The help of a verb, and of the program: its verbs part by part, each with its example.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode mode) const override {
    if (app->get_parent() || mode == CLI::AppFormatMode::All)
      return Formatter::make_subcommands(app, mode);
    std::string out;
    std::vector<std::string> parts(std::begin(kParts), std::end(kParts));
    const auto all = app->get_subcommands([](const CLI::App*) { return true; });
    for (const CLI::App* verb : all)  // of a verb that named none, or a new one
      if (std::find(parts.begin(), parts.end(), verb->get_group()) == parts.end())
        parts.push_back(verb->get_group());
    for (const std::string& part : parts) {
      std::string verbs;
      for (const CLI::App* verb : all)
        if (verb->get_group() == part) {
          verbs += fmt::format("  {:11} {}\n", verb->get_name(), verb->get_description());
          if (!verb->get_footer().empty())
            verbs += fmt::format("  {:12}  {}\n", "", example_of(*verb));
        }
      if (!verbs.empty()) out += fmt::format("\n{}:\n{}", part, verbs);
    }
    return out;
  }

 private:
  static std::string example_of(const CLI::App& verb) {
    const std::string footer = verb.get_footer();  // as CommandLine::example made it
    const size_t at = footer.find("\n  ");
    return at == std::string::npos ? footer : footer.substr(at + 3);
  }
};

void print_error(const std::string& who, const std::string& what) {
  fmt::print(stderr, "{}: {}\n", who, printable_text(what));
}

/// Names of the flags of this verb and of those above it.
std::vector<std::string> flags_of(const CLI::App* verb) {
  std::vector<std::string> names;
  for (; verb; verb = verb->get_parent())
    for (const CLI::Option* option : verb->get_options())
      if (!option->get_lnames().empty() && !option->get_group().empty())
        names.push_back("--" + option->get_lnames().front());
  return names;
}

/// One message about a command line that cannot be understood.
void explain(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App* at = &app;  // the verb, or the verb's verb, that was reached
  std::string command = "odelia";
  while (!at->get_subcommands().empty())
    at = at->get_subcommands().front(), command += " " + at->get_name();
  const auto left = app.remaining(/*recurse=*/true);
  const auto verbs = at->get_subcommands([](const CLI::App*) { return true; });
  const auto flag =
      std::find_if(left.begin(), left.end(), [](auto& word) { return word.starts_with("-"); });
  std::string what = error.what();
  if (flag != left.end()) {
    what = fmt::format("unknown flag '{}'{}", *flag,
                       did_you_mean(flag->substr(0, flag->find('=')), flags_of(at)));
  } else if (!left.empty() && !verbs.empty()) {
    std::vector<std::string> names;
    for (const CLI::App* verb : verbs) names.push_back(verb->get_name());
    std::sort(names.begin(), names.end());
    what = fmt::format("unknown verb '{}'; {}", left.front(), known_names(left.front(), names));
  } else if (!left.empty()) {
    what = fmt::format("no use for '{}'", left.front());
  }
  print_error(command, fmt::format("{}{}`{} --help` shows what it takes", what,
                                   what.ends_with("?") ? "  " : "; ", command));
}

/// Whether the system objects to a path as such, which another path mends.
bool of_the_path(const std::error_code& error) {
  return error == std::errc::permission_denied || error == std::errc::filename_too_long ||
         error == std::errc::not_a_directory || error == std::errc::too_many_symbolic_link_levels;
}

std::string remedy(const std::error_code& error) {
  return error == std::errc::permission_denied ? "check the path and who may read it"
                                               : "check the path";
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

int cores() {
  // Threads that share a core wait for one another's time slices, 20 times slower; a BLAS that
  // believes in more than OMP_THREAD_LIMIT allows waits for them for ever.
  return std::clamp(omp_get_num_procs(), 1, omp_get_thread_limit());
}

int at_most_cores(const std::string& flag, int wanted) {
  if (wanted > cores())
    fmt::print(stderr,
               "odelia: {} {}: there are {} cores for this process (by its affinity and "
               "OMP_THREAD_LIMIT), so {} are used\n",
               flag, wanted, cores(), cores());
  return std::min(wanted, cores());
}

CommandLineOption& CommandLineOption::required() { return option_->required(), *this; }
CommandLineOption& CommandLineOption::show_default() {
  return option_->capture_default_str(), *this;
}
CommandLineOption& CommandLineOption::hide_default() { return option_->default_str(""), *this; }
bool CommandLineOption::shows_default() const { return !option_->get_default_str().empty(); }
CommandLineOption& CommandLineOption::positive() {
  const auto refuse = [](const std::string& number) {  // CLI11's own words are 300 digits long
    return std::stod(number) > 0 ? "" : fmt::format("must be more than 0, got {}", number);
  };
  return option_->check(refuse, "POSITIVE"), *this;
}
CommandLineOption& CommandLineOption::between(int low, int high) {
  return option_->check(CLI::Range(low, high)), *this;
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
  const std::string more = choices(name);
  auto* option =
      app_->add_option(name, value, wrapped(meaning + (more.empty() ? "" : " (" + more + ")")));
  if constexpr (std::is_arithmetic_v<T>)
    option->transform(CLI::Validator(strict_number<T>, ""));
  else if constexpr (std::is_same_v<T, std::vector<int64_t>>)
    option->transform(CLI::Validator(strict_number<int64_t>, ""));
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
  return CommandLineOption(app_->add_flag(name, value, wrapped(meaning)));
}

CommandLine CommandLine::verb(const std::string& name, const std::string& summary) {
  app_->require_subcommand(1);
  return CommandLine(*app_->add_subcommand(name, summary)->fallthrough()->group("Verbs"));
}

void CommandLine::example(const std::string& part, const std::string& call) {
  app_->group(part);
  app_->footer("Example:\n  " + call);
}

CommandLine CommandLine::unread() {
  static std::deque<CLI::App> apps;
  return CommandLine(apps.emplace_back());
}

void CommandLine::run(std::function<void()> action) { app_->callback(std::move(action)); }

const std::vector<Verb>& verbs() { return mutable_verbs(); }

RegisterVerb::RegisterVerb(Verb verb) { mutable_verbs().push_back(std::move(verb)); }

int run_command_line(int argc, char** argv) {
  forgive_stderr();
  set_up_logging();
  if (!registered_twice().empty()) return print_error("odelia", registered_twice()), 2;
  settle_arithmetic();
  CLI::App app{"Odelia: solvers for the differential equations of diffusion models", "odelia"};
  app.formatter(std::make_shared<HelpFormatter>());
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "help of every verb");
  app.set_version_flag("--version", fmt::format("odelia {}, LibTorch {}", build_info::version,
                                                build_info::torch_version));
  int threads = std::min(cores(), omp_get_max_threads());  // OMP_NUM_THREADS
  CommandLine(app)
      .option("--threads", threads, "CPU threads of LibTorch, at most one a core")
      .show_default()
      .positive();
  auto sorted = verbs();
  std::sort(sorted.begin(), sorted.end(), [](auto& a, auto& b) { return a.name < b.name; });
  try {
    for (auto& verb : sorted) {
      auto* sub = app.add_subcommand(verb.name, verb.summary);
      sub->fallthrough();  // --threads may stand after the verb
      CommandLine line(*sub);
      verb.setup(line);
    }
    // After the verbs, which would inherit it.
    app.footer(
        "`odelia VERB --help` explains a verb.  Exit status: 0 done; 1 failed; 2 not understood, "
        "or cannot work.");
    app.parse_complete_callback([&] {
      threads = at_most_cores("--threads", threads);
      at::set_num_threads(threads);
    });
    app.parse(argc, argv);
    return finish_stdout();
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e), finish_stdout();  // --help, --version
    return explain(app, e), 2;
  } catch (const std::invalid_argument& e) {
    print_error("odelia", e.what());
    return 2;
  } catch (const UnreadableFile& e) {
    print_error("odelia", e.what());
    return 2;
  } catch (const fs::filesystem_error& e) {
    if (!of_the_path(e.code()) || e.path1().empty())
      return print_error("odelia: failed", e.what()), 1;
    print_error("odelia", fmt::format("'{}': {}; {}", printable(e.path1().string()),
                                      e.code().message(), remedy(e.code())));
    return 2;
  } catch (const std::exception& e) {
    print_error("odelia: failed", e.what());
    return 1;
  } catch (...) {
    print_error("odelia: failed", "something was thrown that is no exception");
    return 1;
  }
}

}  // namespace odelia

extern "C" int odelia_run_command_line(int argc, char** argv) {
  return odelia::run_command_line(argc, argv);
}
