#include "experiments/command_line.h"

#include <cstdint>
#include <vector>

#include <CLI/CLI.hpp>

namespace odelia {

CommandLineOption& CommandLineOption::required() { return option_->required(), *this; }
CommandLineOption& CommandLineOption::show_default() { return option_->capture_default_str(), *this; }
CommandLineOption& CommandLineOption::positive() { return option_->check(CLI::PositiveNumber), *this; }
CommandLineOption& CommandLineOption::between(int low, int high) { return option_->check(CLI::Range(low, high)), *this; }
CommandLineOption& CommandLineOption::existing_file() { return option_->check(CLI::ExistingFile), *this; }
CommandLineOption& CommandLineOption::separated_by(char separator) { return option_->delimiter(separator), *this; }
CommandLineOption& CommandLineOption::repeatable() { return option_->take_all()->expected(1), *this; }
CommandLineOption& CommandLineOption::hidden() { return option_->group(""), *this; }
bool CommandLineOption::given() const { return option_->count() > 0; }

template <class T>
CommandLineOption CommandLine::option(const std::string& name, T& value, const std::string& meaning) {
  return CommandLineOption(app_->add_option(name, value, meaning));
}
template CommandLineOption CommandLine::option(const std::string&, std::string&, const std::string&);
template CommandLineOption CommandLine::option(const std::string&, double&, const std::string&);
template CommandLineOption CommandLine::option(const std::string&, int&, const std::string&);
template CommandLineOption CommandLine::option(const std::string&, int64_t&, const std::string&);
template CommandLineOption CommandLine::option(const std::string&, uint64_t&, const std::string&);
template CommandLineOption CommandLine::option(const std::string&, std::vector<std::string>&, const std::string&);
template CommandLineOption CommandLine::option(const std::string&, std::vector<int64_t>&, const std::string&);

CommandLineOption CommandLine::flag(const std::string& name, bool& value, const std::string& meaning) {
  return CommandLineOption(app_->add_flag(name, value, meaning));
}

CommandLine CommandLine::verb(const std::string& name, const std::string& summary) {
  app_->require_subcommand(1);
  return CommandLine(*app_->add_subcommand(name, summary)->fallthrough());
}

void CommandLine::run(std::function<void()> action) { app_->callback(std::move(action)); }

}  // namespace odelia
