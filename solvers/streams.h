#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>

namespace odelia {

/// What normals of a sample's seed are drawn for beside its solve: draws of different streams are
/// independent.  Results rest on the values, which stay as they are; a new stream takes one of its
/// own and joins the list below.
enum class Stream : uint8_t {
  probes = 0x70,            ///< of divergence estimators
  loss_levels = 0xa0,       ///< where a network's error is measured
  loss_noise = 0xa1,        ///< and with what
  loss_decoder = 0xa2,      ///< of its bound's last term
  projection = 0xa3,        ///< what is to be projected onto the data
  bound_levels = 0xb0,      ///< of the continuous bound
  bound_noise = 0xb1,       ///< of both bounds
  added_noise = 0xb2,       ///< to images that a sample begins with
  dequantisation = 0xd0,    ///< within the bins of 8-bit data
  training_points = 0xd1,   ///< of data sets that are formulas
  test_points = 0xd2,       ///< of the same
  likelihood_start = 0xe0,  ///< noise that takes data to t_min
};

inline constexpr Stream kStreams[] = {
    Stream::probes,         Stream::loss_levels,     Stream::loss_noise,  Stream::loss_decoder,
    Stream::projection,     Stream::bound_levels,    Stream::bound_noise, Stream::added_noise,
    Stream::dequantisation, Stream::training_points, Stream::test_points, Stream::likelihood_start,
};
static_assert(std::adjacent_find(std::begin(kStreams), std::end(kStreams),
                                 std::greater_equal<>()) == std::end(kStreams),
              "streams rise, so that no two are the same");

/// The counter of fill_normal for this draw of a stream, below 2^56.
constexpr uint64_t stream_counter(Stream stream, uint64_t draw = 0) {
  return (static_cast<uint64_t>(stream) << 56) + draw;
}

}  // namespace odelia
