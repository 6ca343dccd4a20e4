#include <ATen/ops/empty.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include "solvers/combine.h"

namespace odelia {
namespace {

/// The recycled buffers of one thread.
class Scratch {
 public:
  Tensor like(const Tensor& x) {
    const int64_t stream = stream_of(x), bytes = static_cast<int64_t>(x.nbytes());
    ++clock_;
    Buffer* best = nullptr;  // the smallest that holds x, and is not wastefully large
    for (Buffer& buffer : buffers_)
      if (buffer.free() && buffer.stream == stream && buffer.x.scalar_type() == x.scalar_type() &&
          buffer.x.device() == x.device() && buffer.bytes() >= bytes &&
          buffer.bytes() <= 4 * bytes && (!best || buffer.bytes() < best->bytes()))
        best = &buffer;
    if (!best) best = &allocate(x, stream);
    best->used = clock_;
    if (!best->x.sizes().equals(x.sizes())) best->x.resize_(x.sizes());
    return best->x;
  }
  int64_t allocations() const { return allocations_; }

 private:
  struct Buffer {
    Tensor x;
    int64_t stream, used;
    bool free() const {
      return x.use_count() == 1 && x.storage().use_count() == 1 && !x.requires_grad();
    }
    int64_t bytes() const { return static_cast<int64_t>(x.storage().nbytes()); }
  };

  Buffer& allocate(const Tensor& x, int64_t stream) {
    // Batches shrink as samples finish, and runs change shape: let go of what has not been wanted
    // for long.
    std::erase_if(buffers_, [&](const Buffer& b) { return b.free() && clock_ - b.used > max_age; });
    if (buffers_.size() == max_buffers)
      buffers_.erase(buffers_.begin());       // its users keep it alive
    c10::InferenceMode normal_tensor(false);  // of use outside inference mode too
    buffers_.push_back({at::empty(x.sizes(), x.options().requires_grad(false).memory_format(
                                                 at::MemoryFormat::Contiguous)),
                        stream, clock_});
    ++allocations_;
    return buffers_.back();
  }

  /// Work queued on one CUDA stream may still read a buffer that the host has let go.
  static int64_t stream_of(const Tensor& x) {
    if (x.device().is_cpu()) return 0;
    return static_cast<int64_t>(
        c10::impl::VirtualGuardImpl(x.device().type()).getStream(x.device()).id());
  }

  static constexpr size_t max_buffers = 64;
  static constexpr int64_t max_age = 256;  // calls; a step makes a few
  std::vector<Buffer> buffers_;            // oldest first
  int64_t clock_ = 0, allocations_ = 0;
};

Scratch& scratch() {
  thread_local Scratch all;
  return all;
}

}  // namespace

Tensor scratch_like(const Tensor& x) { return scratch().like(x); }
int64_t scratch_allocations() { return scratch().allocations(); }

}  // namespace odelia
