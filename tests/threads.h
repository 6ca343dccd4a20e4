#pragma once

#include <ATen/Parallel.h>

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

}  // namespace odelia
