#include "models/networks/checkpoints/torch_storages.h"

#include <limits>

#include <fmt/format.h>

#include "solvers/text.h"

namespace odelia {
namespace {

using Kind = PickleValue::Kind;

struct StorageType {
  const char* name;
  int64_t width;
  std::optional<at::ScalarType> dtype;
};

const StorageType kTypes[] = {
    {"DoubleStorage", 8, at::kDouble}, {"FloatStorage", 4, at::kFloat},
    {"HalfStorage", 2, at::kHalf},     {"BFloat16Storage", 2, at::kBFloat16},
    {"LongStorage", 8, at::kLong},     {"IntStorage", 4, at::kInt},
    {"ShortStorage", 2, at::kShort},   {"CharStorage", 1, at::kChar},
    {"ByteStorage", 1, at::kByte},     {"BoolStorage", 1, at::kBool},
    {"UntypedStorage", 1, {}},         {"ComplexFloatStorage", 8, {}},
    {"ComplexDoubleStorage", 16, {}},  {"QInt8Storage", 1, {}},
    {"QUInt8Storage", 1, {}},          {"QInt32Storage", 4, {}},
    {"QUInt4x2Storage", 1, {}},        {"QUInt2x4Storage", 1, {}}};

}  // namespace

std::optional<TorchStorage> parse_storage_id(const PickleValue& value, const Pickle& pickle) {
  if (!value.is(Kind::persistent) || !value.object->arguments.is(Kind::tuple)) return {};
  const auto& id = value.object->arguments.object->items;
  if (id.empty() || !id[0].is_text("storage")) return {};
  if (id.size() < 5 || id.size() > 6 || !id[1].is(Kind::name) || !id[2].is(Kind::text) ||
      !id[3].is(Kind::text) || !id[4].is(Kind::whole) || id[4].whole < 0)
    pickle.refuse("a storage that is described in another way than torch.save's");
  const auto type = id[1].object->items[1].text;
  for (const StorageType& known : kTypes) {
    if (type != known.name) continue;
    if (id[4].whole > std::numeric_limits<int64_t>::max() / known.width)
      pickle.refuse(fmt::format("a storage of {} numbers", id[4].whole));
    TorchStorage out{std::string(id[2].text), known.name, known.dtype, known.width, id[4].whole};
    if (id.size() == 5 || id[5].is(Kind::none)) return out;
    // A view of the storage: (its own key, offset, size).
    const PickleValue& view = id[5];
    if (!view.is(Kind::tuple) || view.object->items.size() != 3)
      pickle.refuse("a view of a storage that is no triple");
    const PickleValue &offset = view.object->items[1], &size = view.object->items[2];
    if (!offset.is(Kind::whole) || !size.is(Kind::whole) || offset.whole < 0 || size.whole < 0 ||
        offset.whole > out.numbers || size.whole > out.numbers - offset.whole)
      pickle.refuse("a view beyond its storage");
    out.first = offset.whole;
    out.numbers = size.whole;
    return out;
  }
  pickle.refuse(fmt::format("a storage of type '{}', which is none of PyTorch's",
                            printable(std::string(type))));
}

PickleRules checkpoint_pickle_rules(const std::string& where) {
  return {.refusal = where + ": not a checkpoint that can be read",
          .remedy = "get or write the file again"};
}

}  // namespace odelia
