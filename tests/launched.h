#pragma once
#include <cstdlib>
#include <string>

/// While it lives, this process and what it starts are one of torchrun's ranks.
class Launched {
 public:
  Launched(int index, int world) {
    ::setenv("RANK", std::to_string(index).c_str(), 1);
    ::setenv("WORLD_SIZE", std::to_string(world).c_str(), 1);
  }
  ~Launched() { ::unsetenv("RANK"), ::unsetenv("WORLD_SIZE"); }
  Launched(const Launched&) = delete;
  Launched& operator=(const Launched&) = delete;
};
