#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "models/networks/kernels/cuda/graph.h"

namespace odelia {

/// A network's pass, recorded once for each of the few shapes that it is asked in: on a GPU one launch in
/// the place of some hundreds.  Time, as the network is told it: lambda or another.
class RecordedPass {
 public:
  using Pass = std::function<Tensor(const Tensor& x, const Tensor& time, const Tensor& labels)>;
  RecordedPass(Pass pass, std::function<std::unique_ptr<Recording>()> recording);
  /// The pass's answer to the bit, good until the next call.  labels: undefined where there are none.
  /// A pass that cannot be recorded is made as it is, and said to be on stderr once.
  Tensor operator()(const Tensor& x, const Tensor& time, const Tensor& labels);
  /// How many shapes are recorded.
  size_t recorded() const { return kept_.size(); }

 private:
  struct Kept {
    Tensor x, time, labels, y;
    std::unique_ptr<Recording> recording;
  };
  Kept* find(const Tensor& x, const Tensor& labels);
  Kept* record(const Tensor& x, const Tensor& time, const Tensor& labels);

  Pass pass_;
  std::function<std::unique_ptr<Recording>()> recording_;
  std::vector<std::unique_ptr<Kept>> kept_;
  bool possible_ = true;
};

/// Of a network on this device, as CUDA graphs where they are wanted; null elsewhere.
std::unique_ptr<RecordedPass> recorded_where_wanted(at::Device device, RecordedPass::Pass pass);

}  // namespace odelia
