#pragma once
#include <string>

#include "models/student.h"

namespace odelia {

/// What is to be said where the model of this spec is a progressive student that is asked otherwise
/// than it was made to be (beside_its_steps); "" where it is not, and for any other model.
std::string student_note(const std::string& model, const Process& process, const Method& method,
                         const TimeGrid& times);

}  // namespace odelia
