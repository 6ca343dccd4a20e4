#include "experiments/command/statistics_note.h"

#include "experiments/command/hashes.h"

namespace odelia {

std::string statistics_note(const std::string& model, const Method& method, bool guided) {
  if (!method.traits.uses_statistics ||
      method.spec.find("statistics=gaussian") != std::string::npos)
    return "";
  if (guided)
    return "the model's statistics are not those of a guided one; those of Gaussian data serve";
  if (!hash_statistics(model, method).empty()) return "";
  const std::string none = "the model brings no statistics; those of Gaussian data serve";
  return model.empty() ? none : none + "; `odelia statistics` measures its own";
}

std::string statistics_used(const std::string& model, const Method& method, bool guided) {
  const std::string note = statistics_note(model, method, guided);
  return note.empty() ? hash_statistics(model, method) : note;
}

}  // namespace odelia
