#include "models/data/cifar_pickle.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <ATen/ops/empty.h>
#include <fmt/format.h>

#include "models/data/pickle.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

constexpr int64_t kPixels = 3 * 32 * 32;
constexpr size_t kMostValues = 200'000;  // a published batch makes some 20,000

using Kind = PickleValue::Kind;

struct Array {
  int64_t rows = 0;  ///< of kPixels columns
  std::string_view bytes = {};
};

bool part_of_an_array(std::string_view module, std::string_view name) {
  return (module == "numpy.core.multiarray" && name == "_reconstruct") ||
         (module == "numpy" && (name == "ndarray" || name == "dtype"));
}

/// numpy's dtype of bytes.
void check_bytes_dtype(const PickleValue& dtype, const Pickle& pickle) {
  if (!dtype.calls("numpy", "dtype")) pickle.refuse("another state of an array than numpy's");
  const auto& a = dtype.object->arguments.object->items;
  if (a.size() != 3 || !a[0].is_text("u1") || !a[1].is_whole(0) || !a[2].is_whole(1))
    pickle.refuse("an array of something else than bytes (u1)");
  if (!dtype.object->has_state) return;
  const PickleValue& state = dtype.object->state;
  const bool tuple = state.is(Kind::tuple) && state.object->items.size() == 8;
  const auto at = [&](size_t i) { return state.object->items[i]; };
  if (!tuple || !at(0).is_whole(3) || !at(1).is_text("|") || !at(2).is(Kind::none) ||
      !at(3).is(Kind::none) || !at(4).is(Kind::none) || !at(5).is_whole(-1) ||
      !at(6).is_whole(-1) || !at(7).is_whole(0))
    pickle.refuse("another dtype than that of bytes");
}

/// The array [rows, kPixels] of bytes that a record of numpy's stands for.
Array array_of(const PickleValue& value, const Pickle& pickle) {
  const auto& a = value.object->arguments.object->items;
  if (a.size() != 3 || !a[0].is_name("numpy", "ndarray") || !a[1].is(Kind::tuple) ||
      a[1].object->items.size() != 1 || !a[1].object->items[0].is_whole(0) || !a[2].is_text("b"))
    pickle.refuse("an array that is begun in another way than numpy's");
  const PickleValue& state = value.object->state;
  const auto at = [&](size_t i) { return state.object->items[i]; };
  if (!state.is(Kind::tuple) || state.object->items.size() != 5 || !at(0).is_whole(1) ||
      !at(1).is(Kind::tuple) || at(1).object->items.size() != 2 || !at(3).is_whole(0) ||
      !at(4).is(Kind::text))
    pickle.refuse("another state of an array than numpy's, in C order");
  check_bytes_dtype(at(2), pickle);
  const auto& shape = at(1).object->items;
  const auto size = static_cast<int64_t>(at(4).text.size());
  if (!shape[0].is(Kind::whole) || !shape[1].is_whole(kPixels) || shape[0].whole < 1 ||
      shape[0].whole != size / kPixels || size % kPixels != 0)
    pickle.refuse(fmt::format("an array [{}, {}] of {} bytes, expected [N, {}] and as many",
                              shape[0].whole, shape[1].whole, size, kPixels));
  return {shape[0].whole, at(4).text};
}

}  // namespace

ImageSet parse_cifar10_pickle(const Tensor& bytes, const std::string& path) {
  const Tensor plain = bytes.contiguous();
  const std::string_view text(static_cast<const char*>(plain.data_ptr()), plain.nbytes());
  const PickleRules rules{
      .refusal = path + ": not a batch of CIFAR-10's Python version",
      .remedy = "get the published file, or the binary version (`odelia data fetch cifar10`)",
      .most_values = kMostValues,
      .admits = part_of_an_array};
  if (text.size() >= 2 && text[0] == '\x80' && text[1] != 2)
    throw UnreadableFile(fmt::format("{}, at byte 0: it is no pickle of protocol 2; {}",
                                     rules.refusal, rules.remedy));
  const Pickle pickle(text, rules);
  if (pickle.size() != text.size()) pickle.refuse("bytes follow its end");
  if (!pickle.root().is(Kind::dictionary)) pickle.refuse("it holds no dictionary");
  const PickleValue *data = nullptr, *labels = nullptr;
  for (const auto& [key, value] : pickle.root().object->entries)
    for (auto [name, found] : {std::pair{"data", &data}, std::pair{"labels", &labels}})
      if (key.is_text(name)) {
        if (*found) pickle.refuse(fmt::format("key '{}' twice", name));
        *found = &value;
      }
  if (!data || !data->calls("numpy.core.multiarray", "_reconstruct"))
    pickle.refuse("its dictionary has no array 'data'");
  if (!labels || !labels->is(Kind::list)) pickle.refuse("its dictionary has no list 'labels'");
  const Array array = array_of(*data, pickle);
  const auto& numbers = labels->object->items;
  if (static_cast<int64_t>(numbers.size()) != array.rows)
    pickle.refuse(fmt::format("{} images but {} labels", array.rows, numbers.size()));
  ImageSet out{at::empty({array.rows, 3, 32, 32}, at::kByte), at::empty({array.rows}, at::kLong),
               "cifar10", ""};
  std::copy(array.bytes.begin(), array.bytes.end(), static_cast<char*>(out.images.data_ptr()));
  auto* label = out.labels.data_ptr<int64_t>();
  for (const PickleValue& item : numbers) {
    if (!item.is(Kind::whole) || item.whole < 0 || item.whole > 9)
      pickle.refuse(item.is(Kind::whole) ? fmt::format("label {}, expected 0 to 9", item.whole)
                                         : "a label that is no number");
    *label++ = item.whole;
  }
  return out;
}

}  // namespace odelia
