// A network's input with further channels that show the noise, compiled at run time by NVRTC: a thread
// a pixel.

namespace odelia::features {

struct Layout {
  long long rows;  // of images, behind which come their tangents if it `pairs`
  int channels, high, wide, count, pairs;
  int high_pass[2];  // what the features are: 1: x without its mean over 3 x 3, 0: x + k
  float variance;    // of the data
};

/// The mean of the 3 x 3 around a pixel, the image's border around it once more.
__device__ __forceinline__ float mean(const float* x, int line, int column, const Layout& n) {
  float sum = 0;
  for (int i = -1; i <= 1; ++i)
    for (int j = -1; j <= 1; ++j) {
      const int l = line + i < 0        ? 0
                    : line + i < n.high ? line + i
                                        : n.high - 1,
                c = column + j < 0        ? 0
                    : column + j < n.wide ? column + j
                                          : n.wide - 1;
      sum += x[l * n.wide + c];
    }
  return sum / 9.0f;
}

/// y: [rows, high, wide, (1 + count) channels]: x [rows, channels, high, wide], and then of each
/// feature's r the squashed 4 tanh(r / (4 k s)), with s = exp(-lambda), k = 1 / sqrt(s^2 + variance).
__device__ __forceinline__ void fill(float* y, const float* x, const float* lambda,
                                     const Layout& n) {
  const long long i = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x,
                  pixels = static_cast<long long>(n.high) * n.wide;
  if (i >= n.rows * pixels) return;
  const long long row = i / pixels, pixel = i % pixels;
  const int line = static_cast<int>(pixel / n.wide), column = static_cast<int>(pixel % n.wide),
            width = (1 + n.count) * n.channels;
  const float s = expf(-lambda[row]), k = 1.0f / sqrtf(s * s + n.variance);
  const long long tangents = n.rows * pixels;  // pixels before the first of them
  for (int c = 0; c < n.channels; ++c) {
    const float* image = x + (row * n.channels + c) * pixels;
    const float* tangent = image + tangents * n.channels;
    float* out = y + i * width + c;
    out[0] = image[pixel];
    if (n.pairs) out[tangents * width] = tangent[pixel];
    for (int f = 0; f < n.count; ++f) {
      out += n.channels;
      const float r = n.high_pass[f] ? image[pixel] - mean(image, line, column, n)
                                     : image[pixel] + k,
                  squashed = tanhf(r / (k * s) * 0.25f);
      out[0] = 4.0f * squashed;
      if (!n.pairs) continue;
      const float dr =
          n.high_pass[f] ? tangent[pixel] - mean(tangent, line, column, n) : tangent[pixel];
      out[tangents * width] = dr / (k * s) * (1.0f - squashed * squashed);
    }
  }
}

}  // namespace odelia::features

extern "C" __global__ void noise_features(float* y, const float* x, const float* lambda,
                                          const __grid_constant__ odelia::features::Layout n) {
  odelia::features::fill(y, x, lambda, n);
}
