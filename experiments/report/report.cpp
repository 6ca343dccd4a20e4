#include "experiments/report/write_report.h"

#include "experiments/command/verbs.h"

namespace odelia {
namespace {
const RegisterVerb registered{
    {"report", "tables, plots and report.html of a finished run, made anew", [](CommandLine& app) {
       app.example("Sample and measure", "odelia report run");
       auto folder = std::make_shared<std::string>();
       app.option("run", *folder, "run folder of `odelia compare`").required();
       auto together = std::make_shared<bool>(false);
       app.flag("--together", *together, "all processes in one plot");
       app.run([folder, together] {
         const auto problem = write_report(*folder, *together);
         if (!problem.empty()) fmt::print(stderr, "odelia: {}\n", problem);
         fmt::print("report: {}/report.html\n", *folder);
       });
     }}};
}  // namespace
}  // namespace odelia
