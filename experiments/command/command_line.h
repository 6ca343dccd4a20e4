#pragma once
#include <functional>
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace odelia {

/// What is particular about one option.
class CommandLineOption {
 public:
  explicit CommandLineOption(CLI::Option* option) : option_(option) {}
  CommandLineOption& required();
  CommandLineOption& show_default();
  CommandLineOption& hide_default();  // of a value that stands for something else, such as NaN
  CommandLineOption& positive();
  CommandLineOption& between(int low, int high);
  CommandLineOption& separated_by(char separator);
  CommandLineOption& repeatable();  // one value each time it is given
  CommandLineOption& hidden();
  bool given() const;
  bool shows_default() const;

 private:
  CLI::Option* option_;
};

/// The command line of one verb, read by CLI11.  In front of it, because its header costs every
/// file that includes it four seconds of compilation.
class CommandLine {
 public:
  explicit CommandLine(CLI::App& app) : app_(&app) {}
  /// One that nobody reads, to ask what options a verb would add.
  static CommandLine unread();

  /// "--name", or an argument if the name has no dashes.  T: a text, a number, or a std::vector of
  /// them.  Numbers are decimal, within the range of T, and finite.  Where a flag of that name
  /// takes the same names in every verb (--process, --solver, ...), its help lists them.
  template <class T>
  CommandLineOption option(const std::string& name, T& value, const std::string& meaning);
  CommandLineOption flag(const std::string& name, bool& value, const std::string& meaning = "");
  /// A verb of the verb, one of which must then be given.
  CommandLine verb(const std::string& name, const std::string& summary);
  /// One call as an example for the help, and the part of `odelia --help` that the verb belongs to.
  void example(const std::string& part, const std::string& call);
  void run(std::function<void()> action);

 private:
  CLI::App* app_;
};

/// Processor cores that this process may use, at least 1: no more threads or processes than that
/// are started.
int cores();
/// `wanted` or, with a sentence on stderr, the number of cores, whichever is less.
int at_most_cores(const std::string& flag, int wanted);

}  // namespace odelia
