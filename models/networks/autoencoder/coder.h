#pragma once
#include "models/data/fields.h"
#include "models/networks/checkpoints/parameters.h"
#include "models/networks/kernels/convolution.h"

namespace odelia {

/// Shape of an encoder and of a decoder that mirrors it.  Level l has width widths[l] and 1/2^l of
/// the patch resolution.
struct CoderConfig {
  int64_t channels = 1;  ///< of the image
  int64_t size = 28;     ///< height and width of the image
  int64_t patch = 2;     ///< space-to-depth factor at the image; 1: none
  std::vector<int64_t> widths = {32, 64};
  int64_t blocks = 1;       ///< residual blocks per level, each way
  int64_t latent = 4;       ///< numbers of a latent at a place of the last level, or in all
  bool vector = false;      ///< a latent is a vector, and no image of the last level's size
  int64_t group_size = 16;  ///< channels per GroupNorm group

  int64_t resolution(size_t level) const;  ///< height of the level; odd sizes are rounded up
  /// [C, H, W], or [C] of a vector.
  std::vector<int64_t> latent_shape() const;
};

/// Throws std::invalid_argument, naming the field, unless the numbers make a network.
void check(const CoderConfig& config);
nlohmann::json to_json(const CoderConfig& config);
/// channels and size have no default: they are taken from the data.
CoderConfig read_coder(Fields description);

/// Adds fresh weights, drawn from the seed, of an encoder with `outputs` numbers for each one of a
/// latent, or of a decoder; placeholders of the same names and shapes without a seed.
void add_encoder(ParameterSet& parameters, const CoderConfig& config, int64_t outputs,
                 const uint64_t* seed);
void add_decoder(ParameterSet& parameters, const CoderConfig& config, const uint64_t* seed);

/// Constant weights with the house's convolutions: a row's answer then depends neither on the batch
/// nor on the threads.
struct PreparedCoder {
  ParameterSet parameters;
  Convolutions convolutions;  ///< none on a processor that they do not run on: go row by row
  bool sees_batch() const { return convolutions.empty(); }
};
PreparedCoder prepare_coder(const ParameterSet& parameters);

/// The encoder's answer for pixels in [-1, 1], [B, C, H, W] float32: [B, outputs latent, h, w], or
/// [B, outputs latent].  Differentiable once where `own` is empty.
Tensor encode(const CoderConfig& config, const ParameterSet& parameters, const Convolutions& own,
              const Tensor& pixels);
/// The decoder's answer for a latent [B, ...]: pixels [B, C, H, W], about [-1, 1].
Tensor decode(const CoderConfig& config, const ParameterSet& parameters, const Convolutions& own,
              const Tensor& latent);

/// decode of prepared weights for any number of rows, each of which depends on its own latent alone.
Tensor decode_rows(const CoderConfig& config, const PreparedCoder& prepared, const Tensor& latent);
Tensor encode_rows(const CoderConfig& config, const PreparedCoder& prepared, const Tensor& pixels);

}  // namespace odelia
