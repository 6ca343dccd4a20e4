#pragma once
#include <memory>
#include <vector>

#include "models/data/fields.h"
#include "models/networks/checkpoints/taken_weights.h"
#include "models/networks/kernels/convolution.h"

namespace odelia {

/// A layer [K, C] of every token.
struct DitLayer {
  Tensor weight = {}, bias = {};
  std::shared_ptr<const Convolution> own = {};  ///< takes the place of the tensors
};

/// A diffusion transformer, DiT or SiT: tokens x are patches p x p of the image and their places; with
/// c = silu(second(silu(first(f))) + table[label]), f the cosines and sines of time, and m1 .. m6 a
/// layer of c, each block is
///     x = x + m3 out(softmax(q k^T / sqrt(d)) v), (q k v) = qkv(m2 n(x) + m1)
///     x = x + m6 down(gelu(up(m5 n(x) + m4))),
/// n the norm over a token's channels; then last(m2' n(x) + m1') are the patches of the output.
/// Source: arXiv:2212.09748, Figure 3 (adaLN-Zero); arXiv:2401.08740; facebookresearch/DiT, models.py;
/// willisma/SiT, models.py.
struct Dit {
  struct Block {
    DitLayer qkv, out, up, down;
  };
  int64_t channels = 0, out_channels = 0, patch = 1;
  int64_t side = 0;  ///< tokens along either axis
  int64_t heads = 1;
  Tensor places;       ///< [1, side^2, D]
  Tensor frequencies;  ///< [128]
  Tensor table;        ///< [labels, D]
  DitLayer patches, first, second, last;
  DitLayer
      modulation;  ///< of all blocks and of the last layer, [6 blocks + 2, D] by row; with their 1
  std::vector<Block> blocks;
};

/// From its tensors and, where its size is not one of the published, num_heads among the facts.
/// Throws std::invalid_argument on what is missing or does not fit.
Dit read_dit(TakenWeights& weights, Fields& facts);

/// With the blocks' layers in bfloat16, of one in float32; what passes from block to block, norms, and
/// the layers that see the image or make the output stay in float32.
void in_bfloat16(Dit& dit);

/// With our own products on the CPU in float32: a row's answer then depends neither on the others nor
/// on threads.  For passes that are not differentiated.
void prepare(Dit& dit);

/// [B, out_channels, H, W] for x [B, channels, H, W], time [B], labels [B] int64.
Tensor forward(const Dit& dit, const Tensor& x, const Tensor& time, const Tensor& labels);

}  // namespace odelia
