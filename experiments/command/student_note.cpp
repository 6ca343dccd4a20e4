#include "experiments/command/student_note.h"

#include <optional>

#include "experiments/command/verbs.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/foreign/folder_model.h"
#include "models/networks/open_model.h"
#include "solvers/text.h"

namespace odelia {
namespace {

/// How the model of this spec was distilled, if it was.
std::optional<Student> distilled(const std::string& model) {
  if (model.empty() || is_exact_model(model) || model_at_hand(model) || is_foreign(model))
    return {};
  const auto folder = checkpoint_folder(model, "score");
  const auto config = read_config(folder, "score");
  if (!config.contains("distilled")) return {};
  return read_student(config.at("distilled"), (folder / "config.json").string());
}

}  // namespace

std::string student_note(const std::string& model, const Process& process, const Method& method,
                         const TimeGrid& times) {
  const auto student = distilled(model);
  return student ? beside_its_steps(*student, process, method, times) : "";
}

bool is_progressive(const std::string& model) {
  const auto student = distilled(model);
  return student && student->method == "progressive";
}

void refuse_progressive(const std::string& model, const std::string& who) {
  const auto student = distilled(model);
  if (!student || student->method != "progressive") return;
  throw Misuse(fmt::format(
      "{}: model '{}' is a progressive student, which was taught its {} step{} of ddim and nothing "
      "else; take its teacher, '{}', or that one's",
      who, printable(model), student->steps(), student->steps() == 1 ? "" : "s",
      printable(student->teacher)));
}

}  // namespace odelia
