#include "experiments/command/settings.h"

#include "experiments/command/toml_text.h"
#include "models/data/fields.h"

namespace odelia {

void Settings::read_file(const std::string& path) {
  const auto table = read_toml(path, {}, verb_);
  read(table, fmt::format("{}: {}", verb_, path), nullptr);
  for (const auto& [key, value] : table.items()) in_file_.insert(key);
}

Given Settings::given() const {
  Given out{.keys = in_file_};
  for (const auto& [key, setting] : settings_)
    if (setting.option.given()) out.flags.insert(key);
  return out;
}

std::vector<KeyDoc> Settings::keys() const {
  std::vector<KeyDoc> keys;
  read(nlohmann::json::object(), "example", &keys);
  return keys;
}

void Settings::read(const nlohmann::json& table, const std::string& where,
                    std::vector<KeyDoc>* asked) const {
  Fields fields(table, where, asked);
  for (const auto& [key, setting] : settings_)
    std::visit(
        [&, &key = key, &setting = setting](auto* value) {
          auto given = *value;
          if (setting.option.shows_default())
            fields.optional(key, given, setting.meaning);
          else
            fields.without_default(key, given, setting.meaning);
          if (!setting.option.given()) *value = given;
        },
        setting.value);
  fields.finish();
}

}  // namespace odelia
