#pragma once
#include <memory>
#include <string>
#include <vector>

#include "models/networks/score/network_options.h"
#include "models/score_model.h"

namespace odelia {

/// The network in a TorchScript file, as `torch.jit.save` writes it, asked and read in the convention
/// options.foreign.like.  Its forward takes x and time, in the convention's order, and the labels
/// where there are any; it runs as it is written, without the optimizer, which would change the last
/// digits between calls.  It computes in the type of its parameters (float32 if it has none), or in
/// bfloat16 if options.precision says so.
/// Throws std::invalid_argument on what does not fit, which it finds by asking once, and without
/// options.foreign.trust before it opens the file: loading one can run code.
std::shared_ptr<ScoreModel> torchscript_model(const std::string& file,
                                              const NetworkOptions& options);

/// What results depend on: the SHA-256 of the file, the convention, the shape of a sample.
std::string torchscript_identity(const std::string& file, const ForeignChoice& choice);

/// "3x32x32" as numbers.  Throws std::invalid_argument, in the name of `who`.
std::vector<int64_t> parse_shape(const std::string& text, const std::string& who);

}  // namespace odelia
