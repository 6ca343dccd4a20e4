#pragma once
#include <cstdint>
#include <string>

namespace odelia {

/// Claims on numbered pieces of work among processes that share a
/// folder.  A claim ends when it is released or its process dies in
/// whatever way: it is a lock on byte i of one file, kept by the kernel.
class Claims {
 public:
  explicit Claims(const std::string& path);
  ~Claims();
  Claims(const Claims&) = delete;
  Claims& operator=(const Claims&) = delete;
  bool try_claim(int64_t i);  ///< false: another process has it
  void wait_claim(int64_t i);
  void release(int64_t i);

 private:
  std::string path_;
  int fd_ = -1;
};

}  // namespace odelia
