#pragma once
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <ATen/record_function.h>

namespace odelia {

/// Tells a callback of every operator that LibTorch runs on this thread, while it lives.
class OperatorWatch {
 public:
  explicit OperatorWatch(at::RecordFunctionCallback callback)
      : handle_(at::addThreadLocalCallback(callback.scopes({at::RecordScope::FUNCTION}))) {}
  ~OperatorWatch() { at::removeCallback(handle_); }
  OperatorWatch(const OperatorWatch&) = delete;
  OperatorWatch& operator=(const OperatorWatch&) = delete;

 private:
  at::CallbackHandle handle_;
};

/// How often each of LibTorch's operators ran on this thread, those inside of others too.
inline std::map<std::string, int64_t> operators_of(const std::function<void()>& work) {
  static thread_local std::map<std::string, int64_t> seen;
  seen.clear();
  const OperatorWatch watch(at::RecordFunctionCallback(
      [](const at::RecordFunction& f) -> std::unique_ptr<at::ObserverContext> {
        ++seen[f.name()];
        return nullptr;
      }));
  work();
  return seen;
}

/// How often each operator ran that runs no other and has something to do on a device: on CUDA each is
/// one launch, or a few; a convolution's bias is one of its own there.
inline std::map<std::string, int64_t> launches_of(const std::function<void()>& work) {
  static const std::set<std::string> free = [] {
    std::set<std::string> out = {"detach"};
    std::istringstream views(
        "view _unsafe_view _reshape_alias reshape to contiguous flatten narrow slice select chunk "
        "split permute transpose t unsqueeze squeeze expand expand_as view_as as_strided alias "
        "detach empty empty_strided empty_like resize_ result_type resolve_conj resolve_neg "
        "lift_fresh");
    for (std::string name; views >> name;) out.insert("aten::" + name);
    return out;
  }();
  struct Running {
    std::string name;
    bool leaf = true;
    bool whole = false;  // an operation on lists, one launch on CUDA, which takes a loop elsewhere
  };
  static thread_local std::vector<Running> stack;
  static thread_local std::map<std::string, int64_t> seen;
  stack.clear(), seen.clear();
  const OperatorWatch watch(
      at::RecordFunctionCallback(
          [](const at::RecordFunction& f) -> std::unique_ptr<at::ObserverContext> {
            const std::string name = f.name();
            if (name == "aten::convolution_overrideable" && f.inputs()[2].isTensor() &&
                f.inputs()[2].toTensor().defined())
              ++seen["bias of a convolution"];
            const bool inside = !stack.empty() && stack.back().whole,
                       idle = inside || free.contains(name) || name.starts_with("autograd::");
            if (!stack.empty() && !idle) stack.back().leaf = false;
            stack.push_back({name, !idle, inside || name.starts_with("aten::_foreach_")});
            return nullptr;
          },
          [](const at::RecordFunction&, at::ObserverContext*) {
            if (stack.back().leaf) ++seen[stack.back().name];
            stack.pop_back();
          })
          .needsInputs(true));
  work();
  return seen;
}

inline int64_t total(const std::map<std::string, int64_t>& counts) {
  int64_t sum = 0;
  for (const auto& [name, times] : counts) sum += times;
  return sum;
}

}  // namespace odelia
