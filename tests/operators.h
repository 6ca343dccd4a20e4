#pragma once
#include <functional>
#include <map>
#include <string>

#include <ATen/record_function.h>

namespace odelia {

/// How often each of LibTorch's operators ran on this thread, those inside of others too.
inline std::map<std::string, int64_t> operators_of(const std::function<void()>& work) {
  static thread_local std::map<std::string, int64_t> seen;
  seen.clear();
  const auto handle = at::addThreadLocalCallback(
      at::RecordFunctionCallback([](const at::RecordFunction& f)
                                     -> std::unique_ptr<at::ObserverContext> {
        ++seen[f.name()];
        return nullptr;
      }).scopes({at::RecordScope::FUNCTION}));
  work();
  at::removeCallback(handle);
  return seen;
}

}  // namespace odelia
