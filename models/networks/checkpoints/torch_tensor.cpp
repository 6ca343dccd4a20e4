#include "models/networks/checkpoints/torch_tensor.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <ATen/ops/as_strided.h>
#include <ATen/ops/empty.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/data/unreadable_file.h"
#include "solvers/text.h"

namespace odelia {
namespace {

using Kind = PickleValue::Kind;

constexpr size_t kMostDimensions = 32;
// What the tensors may take: this, and so many times what the storages do.  Tied weights are read
// twice; views that repeat one number without end are made to fill the memory.
constexpr uint64_t kFreeBytes = uint64_t{64} << 20, kUsualRatio = 8;

/// A dtype by name, torch.float32; none if it is not read.
std::optional<at::ScalarType> dtype_of(const PickleValue& value) {
  static const std::pair<const char*, at::ScalarType> known[] = {
      {"float64", at::kDouble},    {"float32", at::kFloat}, {"float16", at::kHalf},
      {"bfloat16", at::kBFloat16}, {"int64", at::kLong},    {"int32", at::kInt},
      {"int16", at::kShort},       {"int8", at::kChar},     {"uint8", at::kByte},
      {"bool", at::kBool}};
  for (const auto& [name, dtype] : known)
    if (value.is_name("torch", name)) return dtype;
  return {};
}

std::optional<std::vector<int64_t>> sizes_of(const PickleValue& value) {
  if (!value.is(Kind::tuple) && !value.is(Kind::list)) return {};
  std::vector<int64_t> out;
  for (const PickleValue& n : value.object->items) {
    if (!n.is(Kind::whole) || n.whole < 0) return {};
    out.push_back(n.whole);
  }
  return out;
}

int64_t count(const std::vector<int64_t>& shape) {
  int64_t n = 1;
  for (const int64_t size : shape) n *= size;
  return n;
}

bool dense(const TorchTensor& tensor) {
  int64_t expected = 1;
  for (size_t i = tensor.shape.size(); i-- > 0;) {
    if (tensor.shape[i] == 1) continue;
    if (tensor.strides[i] != expected) return false;
    expected *= tensor.shape[i];
  }
  return true;
}

}  // namespace

TorchTensors::TorchTensors(TorchArchive archive, std::string path)
    : archive_(std::move(archive)), path_(std::move(path)) {}

void TorchTensors::refuse(const std::string& name, const std::string& what) const {
  throw UnreadableFile(fmt::format("{}: tensor '{}': {}; get or write the file again", path_,
                                   printable(name), what));
}

std::optional<TorchTensor> TorchTensors::find(const PickleValue& value,
                                              const std::string& name) const {
  if (!value.is(Kind::record) || !value.object->called.is(Kind::name)) return {};
  const auto& called = value.object->called.object->items;
  return rebuild(called[0].text, called[1].text, value.object->arguments, name, 0);
}

std::optional<TorchTensor> TorchTensors::rebuild(std::string_view module, std::string_view function,
                                                 const PickleValue& arguments,
                                                 const std::string& name, int depth) const {
  const auto& a = arguments.object->items;
  if (module == "torch._tensor" && function == "_rebuild_from_type_v2") {
    // (function, class, its arguments, state): a tensor with attributes of its own.
    if (depth > 2 || a.size() != 4 || !a[0].is(Kind::name) || !a[2].is(Kind::tuple)) return {};
    if (!a[1].is_name("torch", "Tensor") && !a[1].is_name("torch.nn.parameter", "Parameter"))
      return {};
    return rebuild(a[0].object->items[0].text, a[0].object->items[1].text, a[2], name, depth + 1);
  }
  if (module != "torch._utils") return {};
  if (function == "_rebuild_parameter" || function == "_rebuild_parameter_with_state") {
    if (depth > 2 || a.empty() || !a[0].is(Kind::record) || !a[0].object->called.is(Kind::name))
      return {};
    const auto& called = a[0].object->called.object->items;
    return rebuild(called[0].text, called[1].text, a[0].object->arguments, name, depth + 1);
  }
  const bool typed = function == "_rebuild_tensor_v2" || function == "_rebuild_tensor";
  if (!typed && function != "_rebuild_tensor_v3") return {};
  if (a.size() < (function == "_rebuild_tensor" ? 4 : typed ? 6 : 7))
    refuse(name, "it is described by too little");
  const auto storage = archive_.storages->find(a[0]);
  if (!storage) refuse(name, "its storage is described in another way than PyTorch's");
  const auto dtype = typed ? storage->dtype : dtype_of(a[6]);
  if (!dtype) return {};
  return view(*storage, *dtype, a[1], a[2], a[3], name);
}

/// The view itself, once it is known that it stays within its storage.
TorchTensor TorchTensors::view(const TorchStorage& storage, at::ScalarType dtype,
                               const PickleValue& offset, const PickleValue& sizes,
                               const PickleValue& steps, const std::string& name) const {
  TorchTensor out{storage, dtype};
  const auto width = static_cast<int64_t>(at::elementSize(dtype));
  // Untyped storages count bytes; the others numbers of their own type.
  if (!storage.untyped() && width != storage.width)
    refuse(name, fmt::format("it is {} in a {}", at::toString(dtype), storage.type));
  const int64_t numbers = storage.numbers * storage.width / width;
  const auto shape = sizes_of(sizes), strides = sizes_of(steps);
  if (!shape || !strides || shape->size() != strides->size() || shape->size() > kMostDimensions ||
      !offset.is(Kind::whole) || offset.whole < 0)
    refuse(name, "its offset, shape and strides are no whole numbers from 0, as many of both");
  out.shape = *shape, out.strides = *strides;
  int64_t last = offset.whole, bytes = width;
  bool empty = false, overflow = false;
  for (size_t i = 0; i < out.shape.size(); ++i) {
    const int64_t size = std::max<int64_t>(out.shape[i], 1);
    int64_t reach = 0;
    empty |= out.shape[i] == 0;
    overflow |= __builtin_mul_overflow(bytes, size, &bytes) ||
                __builtin_mul_overflow(out.strides[i], size - 1, &reach) ||
                __builtin_add_overflow(last, reach, &last);
  }
  const auto seen = [&] {
    return fmt::format("shape [{}], strides [{}], offset {}", fmt::join(out.shape, ", "),
                       fmt::join(out.strides, ", "), offset.whole);
  };
  if (overflow) refuse(name, seen() + " overflows");
  if (!empty && last >= numbers)
    refuse(name, fmt::format("{} leaves its storage of {} numbers", seen(), numbers));
  if (!empty) check_bytes(static_cast<uint64_t>(bytes), name);
  const int64_t first = storage.first * storage.width;  // in bytes
  if (first % width) refuse(name, "its storage begins within a number");
  out.offset = empty ? 0 : first / width + offset.whole;
  return out;
}

void TorchTensors::check_bytes(uint64_t bytes, const std::string& name) const {
  const uint64_t total = archive_.storages->total();
  if (bytes > kFreeBytes + kUsualRatio * total)
    refuse(name, fmt::format("with what was read before it, it takes {} bytes, and the file holds "
                             "{}: a view that repeats its numbers; save it as x.contiguous()",
                             bytes, total));
}

Tensor TorchTensors::read(const TorchTensor& tensor, const std::string& name) const {
  const int64_t numbers = count(tensor.shape);
  if (numbers == 0) return at::empty(tensor.shape, at::TensorOptions(tensor.dtype));
  read_bytes_ += static_cast<uint64_t>(numbers) * at::elementSize(tensor.dtype);
  check_bytes(read_bytes_, name);
  // Many views of one storage: read once.
  if (last_key_ != tensor.storage.key || !last_.defined()) {
    last_ = Tensor();
    last_ = archive_.storages->bytes(tensor.storage.key);
    last_key_ = tensor.storage.key;
  }
  if (tensor.dtype == at::kBool) {
    const auto* p = static_cast<const uint8_t*>(last_.data_ptr());
    if (std::any_of(p, p + last_.numel(), [](uint8_t byte) { return byte > 1; }))
      refuse(name, "a bool other than 0 and 1");
  }
  const auto width = static_cast<int64_t>(at::elementSize(tensor.dtype));
  const Tensor all = last_.narrow(0, 0, last_.numel() / width * width).view(tensor.dtype);
  const Tensor view = at::as_strided(all, tensor.shape, tensor.strides, tensor.offset);
  // A copy of its own, unless it is the whole storage: that one is given away.
  if (!dense(tensor) || numbers != all.numel()) return view.clone(at::MemoryFormat::Contiguous);
  last_ = Tensor();
  return view;
}

}  // namespace odelia
