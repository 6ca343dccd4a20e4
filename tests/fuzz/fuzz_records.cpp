// The records of a finished run and all that a report asks of them: the first line is its
// manifest.json, the others are its records.jsonl.
#include <algorithm>

#include "experiments/report/run_data.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const fuzz::Folder folder;
  const std::string text = fuzz::text_of(data, size);
  const auto end = std::min(text.size(), text.find('\n'));
  folder.put("manifest.json", text.substr(0, end));
  folder.put("records.jsonl", text.substr(std::min(text.size(), end + 1)));
  folder.put("config.toml", "");
  fuzz::may_refuse([&] {
    const RunData run = read_run(folder.path);
    run.title(), run.metrics(), run.processes(), run.solvers(), run.grids();
    for (const Json& record : run.records) {
      run.label(record), picture_file(run, record);
      for (const auto& [key, value] : record.items()) {
        for (const int64_t n : run.budgets(key)) fuzz::must(n >= 0, "budgets are counts");
        fuzz::must(averaged(record, key) >= -1, "a number of samples, or unknown");
        fuzz::must(lost(record, key) >= 0, "a number of samples");
        short_number(number(record, key));
        measured(record, key);
      }
    }
  });
  return 0;
}
