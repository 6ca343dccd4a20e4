// A U-Net's parameters, by name: fresh ones, their shapes, their types.
#include "models/networks/checkpoints/fresh_parameters.h"
#include "models/networks/score/unet/names.h"
#include "models/networks/score/unet/unet.h"

namespace odelia {
namespace {

/// By the parts of this network.
struct Maker : FreshParameters {
  using FreshParameters::FreshParameters;
  void block(const std::string& name, int64_t in, int64_t width, int64_t embedding) {
    norm(name + ".norm1", in);
    affine(name + ".conv1", {width, in, 3, 3});
    affine(name + ".film", {2 * width, embedding}, 0);
    affine(name + ".conv2", {width, width, 3, 3}, 0);
    if (in != width) affine(name + ".shortcut", {width, in, 1, 1});
  }
  void attention(const std::string& name, int64_t width) {
    norm(name + ".norm", width);
    affine(name + ".qkv", {3 * width, width, 1, 1});
    affine(name + ".out", {width, width, 1, 1}, 0);
  }
};

ParameterSet make_parameters(const UNetConfig& c, const uint64_t* seed) {
  check(c);
  ParameterSet out;
  Maker make(out, seed);
  const int64_t e = c.embedding, image = c.channels * c.patch * c.patch;
  make.affine("time1", {e, 2 * kUNetFrequencies});
  make.affine("time2", {e, e});
  if (c.classes) {
    make.affine("class", {c.classes + 1, e});
    out.erase("class.bias");
  }
  make.affine("stem", {c.width(0), image * int64_t(1 + c.features.size()), 3, 3});
  for (size_t l = 0; l < c.levels(); ++l) {
    if (l) make.affine(fmt::format("down{}", l), {c.width(l), c.width(l - 1), 3, 3});
    for (int64_t i = 0; i < c.blocks[l]; ++i)
      make.block(at_level("encoder", l, i), c.width(l), c.width(l), e);
    if (c.attends(l)) make.attention(fmt::format("attention{}", l), c.width(l));
  }
  for (int64_t i = 0; i < c.middle_blocks; ++i)
    make.block(fmt::format("middle.{}", i), c.width(c.levels() - 1), c.width(c.levels() - 1), e);
  for (size_t l = c.levels() - 1; l-- > 0;) {
    make.affine(fmt::format("up{}", l), {c.width(l), c.width(l + 1), 1, 1});
    for (int64_t i = 0; i < c.blocks[l]; ++i)
      make.block(at_level("decoder", l, i), c.width(l) * (c.skip == "concat" ? 2 : 1), c.width(l),
                 e);
  }
  make.norm("head_norm", c.width(0));
  make.affine("head", {image, c.width(0), 3, 3}, 0);
  return out;
}
}  // namespace

ParameterSet make_unet(const UNetConfig& c, uint64_t seed) { return make_parameters(c, &seed); }

ParameterSet unet_shapes(const UNetConfig& c) { return make_parameters(c, nullptr); }

ParameterSet cast_unet(const ParameterSet& parameters, at::ScalarType precision) {
  // Stem and head see the image itself, whose noise may be finer than bfloat16 resolves.
  return cast_convolutions(parameters, precision, {"stem.", "head."});
}

}  // namespace odelia
