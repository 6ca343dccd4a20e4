#pragma once
#include <string>

#include "models/student.h"

namespace odelia {

/// What is to be said where the model of this spec is a progressive student that is asked otherwise
/// than it was made to be (beside_its_steps); "" where it is not, and for any other model, "" among
/// them, which is one made in Python.
std::string student_note(const std::string& model, const Process& process, const Method& method,
                         const TimeGrid& times);

/// Whether the model of this spec is a progressive student: what it answers is a step of ddim, at its
/// own levels alone, and neither a denoised estimate nor a flow.
bool is_progressive(const std::string& model);

/// Throws Misuse, in the name of what asks a model at any level, where it is one.
void refuse_progressive(const std::string& model, const std::string& who);

}  // namespace odelia
