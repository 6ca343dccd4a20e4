#include "experiments/command/student_note.h"

#include "models/networks/checkpoints/folder.h"
#include "models/networks/foreign/folder_model.h"
#include "models/networks/open_model.h"

namespace odelia {

std::string student_note(const std::string& model, const Process& process, const Method& method,
                         const TimeGrid& times) {
  if (is_exact_model(model) || model_at_hand(model) || is_foreign(model)) return "";
  const auto folder = checkpoint_folder(model, "score");
  const auto config = read_config(folder, "score");
  if (!config.contains("distilled")) return "";
  return beside_its_steps(read_student(config.at("distilled"), (folder / "config.json").string()),
                          process, method, times);
}

}  // namespace odelia
