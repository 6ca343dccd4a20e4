#pragma once
#include <string>

namespace odelia {
class ScoreModel;

/// ", without a class (the network knows classes)" of a network that could be told classes and is not,
/// else "".
std::string no_class_note(const ScoreModel& model);

}  // namespace odelia
