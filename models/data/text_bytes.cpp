#include "models/data/text_bytes.h"

#include <algorithm>

#include <ATen/ops/empty.h>

namespace odelia {

Tensor text_bytes(const std::string& text) {
  Tensor out = at::empty({static_cast<int64_t>(text.size())}, at::kByte);
  std::copy(text.begin(), text.end(), out.data_ptr<uint8_t>());
  return out;
}

std::string text_of_bytes(const Tensor& bytes) {
  const Tensor whole = bytes.to(at::kByte).contiguous();
  const auto* data = whole.data_ptr<uint8_t>();
  return {data, data + whole.numel()};
}

}  // namespace odelia
