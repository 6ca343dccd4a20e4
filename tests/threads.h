#pragma once

#include <ATen/Parallel.h>
#include <ATen/ops/equal.h>

namespace odelia {

/// LibTorch takes so many threads in this scope, and as many as before behind it.
class Threads {
 public:
  explicit Threads(int n) : before_(at::get_num_threads()) { at::set_num_threads(n); }
  ~Threads() { at::set_num_threads(before_); }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

 private:
  int before_;
};

/// Whether `work()` gives one tensor, to the bit, in one thread, in two and in five.
template <class Work>
bool same_in_any_threads(Work&& work) {
  const auto in = [&](int n) {
    const Threads threads(n);
    return work();
  };
  const at::Tensor one = in(1);
  return at::equal(in(2), one) && at::equal(in(5), one);
}

}  // namespace odelia
