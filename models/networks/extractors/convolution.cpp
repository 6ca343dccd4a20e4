#include "models/networks/extractors/convolution.h"

#include <ATen/ops/rsqrt.h>

namespace odelia {

FoldedConvolution fold(const ParameterSet& p, const std::string& conv, const std::string& norm,
                       double epsilon, at::Device device) {
  const auto of = [&](const char* part) { return get(p, norm + part).to(at::kDouble); };
  const Tensor gain = of(".weight") * at::rsqrt(of(".running_var") + epsilon);
  return {(get(p, conv + ".weight").to(at::kDouble) * gain.view({-1, 1, 1, 1}))
              .to(device, at::kFloat)
              .contiguous(at::MemoryFormat::ChannelsLast),
          (of(".bias") - of(".running_mean") * gain).to(device, at::kFloat)};
}

}  // namespace odelia
