#pragma once
#include "experiments/command/settings.h"

namespace odelia {

/// --micro-batch, rows of one pass through the network.  more: what else the help says of them, with a
/// semicolon and a space behind it.
template <class App>
CommandLineOption add_micro_batch_option(App& app, int64_t& rows, const std::string& more = "") {
  const std::string meaning = "rows of one pass through the network; " + more +
                              "0: 16 on a CPU, by the size of a sample on a GPU";
  if constexpr (std::is_same_v<App, Settings>)
    return app.add("micro-batch", rows, meaning);
  else
    return app.option("--micro-batch", rows, meaning).show_default();
}

/// Throws Misuse, in the name of the verb, on fewer than none.
void check_micro_batch(int64_t rows, const std::string& verb);

}  // namespace odelia
