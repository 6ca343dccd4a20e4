#include "models/student.h"

#include <cmath>

#include "models/data/fields.h"

namespace odelia {

nlohmann::json to_json(const Student& s) {
  nlohmann::json out = {
      {"method", s.method}, {"teacher", s.teacher}, {"teacher_hash", s.teacher_hash}};
  if (s.method == "progressive")
    out.update({{"process", s.process},
                {"grid", s.grid},
                {"steps", s.steps()},
                {"lambdas", s.lambdas},
                {"to_zero", s.to_zero}});
  if (s.guidance) out["guidance"] = *s.guidance;
  if (!s.pairs.empty()) out["pairs"] = s.pairs;
  return out;
}

Student read_student(const nlohmann::json& json, const std::string& where) {
  Student s;
  Fields fields(json, where, "distilled.", nullptr);
  fields.required("method", s.method)
      .required("teacher", s.teacher)
      .required("teacher_hash", s.teacher_hash);
  if (double guidance = 1; fields.optional("guidance", guidance).has("guidance"))
    s.guidance = guidance;
  if (s.method != "progressive" && s.method != "consistency")
    fields.fail("method", "must be progressive or consistency, got '" + s.method + "'");
  if (s.method == "progressive") {
    int64_t steps = 0;
    fields.required("process", s.process)
        .required("grid", s.grid)
        .required("steps", steps)
        .required("lambdas", s.lambdas)
        .required("to_zero", s.to_zero);
    if (steps < 1 || s.steps() != steps)
      fields.fail("steps", fmt::format("is {}, and lambdas are those of {}", steps, s.steps()));
  } else {
    fields.optional("pairs", s.pairs);
  }
  fields.finish();
  return s;
}

std::string beside_its_steps(const Student& student, const Process& process, const Method& method,
                             const TimeGrid& times) {
  if (student.method != "progressive") return "";
  const std::string made = fmt::format(
      "the network is a progressive student, made for {} step{} of ddim (--process '{}' --grid "
      "'{}' --steps {})",
      student.steps(), student.steps() == 1 ? "" : "s", student.process, student.grid,
      student.steps());
  if (method.traits.name != "ddim" || method.eta != 0)
    return made + "; what it answers to " + method.spec + " was never trained";
  constexpr double tolerance = 1e-3;  // of half a log-SNR: a file's times may be rounded
  bool same = static_cast<int64_t>(times.size()) == student.steps() + 1 &&
              (process.sigma(times.back()) == 0) == student.to_zero;
  for (size_t i = 0; same && i < student.lambdas.size(); ++i)
    same = std::abs(process.lambda(times[i]) - student.lambdas[i]) < tolerance;
  return same ? "" : made + "; at other noise levels what it answers was never trained";
}

}  // namespace odelia
