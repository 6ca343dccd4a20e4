#include "models/data/cifar_pickle.h"

#include <map>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <ATen/ops/empty.h>
#include <fmt/format.h>

#include "solvers/text.h"

namespace odelia {
namespace {

constexpr int64_t kPixels = 3 * 32 * 32;
constexpr size_t kMostValues = 200'000;  // a published batch makes some 20,000

struct Object;

/// What the stack of a pickle holds.
struct Value {
  enum class Kind { none, truth, number, text, list, tuple, dictionary, name, array, dtype };
  Kind kind = Kind::none;
  int64_t number = 0;
  std::string_view text = {};  ///< of a name: "module\nname"
  std::shared_ptr<Object> object = {};

  bool is(Kind k) const { return kind == k; }
  bool is_number(int64_t n) const { return (is(Kind::number) || is(Kind::truth)) && number == n; }
  bool is_text(std::string_view t) const { return is(Kind::text) && text == t; }
  bool is_name(std::string_view t) const { return is(Kind::name) && text == t; }
};
using Kind = Value::Kind;

struct Object {
  std::vector<Value> items = {};                   ///< of a list or tuple
  std::map<std::string_view, Value> entries = {};  ///< of a dictionary
  int64_t rows = 0;                                ///< of an array [rows, kPixels]
  std::string_view bytes = {};
};

/// Names of the opcodes there are, for messages.
std::string opcode_name(uint8_t code) {
  static const std::map<int, const char*> names = {{'0', "POP"},
                                                   {'1', "POP_MARK"},
                                                   {'2', "DUP"},
                                                   {'F', "FLOAT"},
                                                   {'G', "BINFLOAT"},
                                                   {'I', "INT"},
                                                   {'L', "LONG"},
                                                   {'P', "PERSID"},
                                                   {'Q', "BINPERSID"},
                                                   {'S', "STRING"},
                                                   {'V', "UNICODE"},
                                                   {'B', "BINBYTES"},
                                                   {'C', "SHORT_BINBYTES"},
                                                   {')', "EMPTY_TUPLE"},
                                                   {'d', "DICT"},
                                                   {'g', "GET"},
                                                   {'i', "INST"},
                                                   {'l', "LIST"},
                                                   {'o', "OBJ"},
                                                   {'p', "PUT"},
                                                   {0x80, "PROTO"},
                                                   {0x81, "NEWOBJ"},
                                                   {0x82, "EXT1"},
                                                   {0x83, "EXT2"},
                                                   {0x84, "EXT4"},
                                                   {0x8a, "LONG1"},
                                                   {0x8b, "LONG4"},
                                                   {0x8c, "SHORT_BINUNICODE"},
                                                   {0x8d, "BINUNICODE8"},
                                                   {0x8e, "BINBYTES8"},
                                                   {0x8f, "EMPTY_SET"},
                                                   {0x90, "ADDITEMS"},
                                                   {0x91, "FROZENSET"},
                                                   {0x92, "NEWOBJ_EX"},
                                                   {0x93, "STACK_GLOBAL"},
                                                   {0x94, "MEMOIZE"},
                                                   {0x95, "FRAME"},
                                                   {0x96, "BYTEARRAY8"},
                                                   {0x97, "NEXT_BUFFER"},
                                                   {0x98, "READONLY_BUFFER"}};
  const auto found = names.find(code);
  return fmt::format("{} (0x{:02x})", found == names.end() ? "unknown" : found->second, code);
}

/// The stack machine of pickles, or as much of it as builds data and nothing else.
class Machine {
 public:
  Machine(std::string_view bytes, const std::string& path) : bytes_(bytes), path_(path) {}

  /// What the program leaves when it stops, at the end of the bytes.
  Value run() {
    if (bytes_.size() < 2 || bytes_.substr(0, 2) != "\x80\x02")
      refuse("it begins with no PROTO 2, so it is no pickle of protocol 2");
    at_ = 2;
    while (step(code())) {
    }
    if (at_ != bytes_.size()) refuse("bytes follow its end");
    if (stack_.size() != 1 || !marks_.empty()) refuse("it leaves more or less than one value");
    return stack_.back();
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw std::runtime_error(fmt::format(
        "{}: not a batch of CIFAR-10's Python version, at byte {}: {}; get the published file, or "
        "the binary version (`odelia data fetch cifar10`)",
        path_, op_, what));
  }

 private:
  uint8_t code() {
    op_ = at_;
    return static_cast<uint8_t>(take(1)[0]);
  }
  std::string_view take(uint64_t n) {
    if (n > bytes_.size() - at_) refuse("it ends too early");
    at_ += n;
    return bytes_.substr(at_ - n, n);
  }
  uint64_t little(size_t n) {
    const auto b = take(n);
    uint64_t value = 0;
    for (size_t i = 0; i < n; ++i) value |= uint64_t{static_cast<uint8_t>(b[i])} << 8 * i;
    return value;
  }
  /// Two lines: a module and a name in it.
  std::string_view name() {
    const size_t first = bytes_.find('\n', at_),
                 second = first == std::string_view::npos ? first : bytes_.find('\n', first + 1);
    if (second == std::string_view::npos) refuse("it ends within a name");
    const size_t size = second - at_;
    return take(size + 1).substr(0, size);
  }

  void push(Value value) {
    if (++made_ > kMostValues) refuse(fmt::format("more than {} values", kMostValues));
    stack_.push_back(std::move(value));
  }
  void push_object(Kind kind, std::vector<Value> items = {}) {
    auto object = std::make_shared<Object>();
    object->items = std::move(items);
    push({kind, 0, {}, std::move(object)});
  }
  void push_number(int64_t n, Kind kind = Kind::number) { push({kind, n}); }
  void push_text(uint64_t size) { push({Kind::text, 0, take(size)}); }

  size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }
  Value pop() {
    if (stack_.size() <= floor()) refuse("it takes a value that is not there");
    Value value = std::move(stack_.back());
    stack_.pop_back();
    return value;
  }
  std::vector<Value> pop_to_mark() {
    if (marks_.empty()) refuse("there is no mark");
    std::vector<Value> out(stack_.begin() + static_cast<int64_t>(marks_.back()), stack_.end());
    stack_.resize(marks_.back());
    marks_.pop_back();
    return out;
  }
  Object& top(Kind kind, const char* what) {
    if (stack_.size() <= floor() || !stack_.back().is(kind)) refuse(what);
    return *stack_.back().object;
  }

  void append(std::vector<Value> items) {
    auto& list = top(Kind::list, "there is no list to append to").items;
    for (Value& item : items) {  // nothing that could hold the list itself
      if (!item.is(Kind::number) && !item.is(Kind::text))
        refuse("a list of something else than numbers or texts");
      list.push_back(std::move(item));
    }
  }
  void set(std::vector<Value> items) {
    auto& entries = top(Kind::dictionary, "there is no dictionary to set an item of").entries;
    if (items.size() % 2) refuse("a key without a value");
    for (size_t i = 0; i < items.size(); i += 2) {
      const Value& value = items[i + 1];
      if (!items[i].is(Kind::text)) refuse("a key that is no text");
      if (!value.is(Kind::text) && !value.is(Kind::number) && !value.is(Kind::list) &&
          !value.is(Kind::array))
        refuse("a dictionary of something else than texts, numbers, lists or arrays");
      if (!entries.emplace(items[i].text, value).second)
        refuse(fmt::format("key '{}' twice", printable(std::string(items[i].text))));
    }
  }
  void make_tuple(std::vector<Value> items) {
    for (const Value& item : items) {
      bool plain = !item.is(Kind::list) && !item.is(Kind::dictionary) && !item.is(Kind::array);
      if (item.is(Kind::tuple))  // a shape
        for (const Value& inner : item.object->items) plain = plain && inner.is(Kind::number);
      if (!plain) refuse("a tuple of something else than an array is made of");
    }
    push_object(Kind::tuple, std::move(items));
  }
  void make_tuple(size_t size) {
    std::vector<Value> items(size);
    for (size_t i = size; i-- > 0;) items[i] = pop();
    make_tuple(std::move(items));
  }

  /// numpy's two ways to begin an array; nothing else is called.
  void reduce() {
    const Value arguments = pop(), what = pop();
    if (!arguments.is(Kind::tuple) || !what.is(Kind::name)) refuse("a call of what is no name");
    const auto& a = arguments.object->items;
    if (what.is_name("numpy.core.multiarray\n_reconstruct")) {
      if (a.size() != 3 || !a[0].is_name("numpy\nndarray") || !a[1].is(Kind::tuple) ||
          a[1].object->items.size() != 1 || !a[1].object->items[0].is_number(0) ||
          !a[2].is_text("b"))
        refuse("an array that is begun in another way than numpy's");
      return push_object(Kind::array);
    }
    if (!what.is_name("numpy\ndtype")) refuse("a call of what is no part of an array");
    if (a.size() != 3 || !a[0].is_text("u1") || !a[1].is_number(0) || !a[2].is_number(1))
      refuse("an array of something else than bytes (u1)");
    push_object(Kind::dtype);
  }
  void build() {
    const Value state = pop();
    if (!state.is(Kind::tuple)) refuse("a state that is no tuple");
    const auto& s = state.object->items;
    if (stack_.size() > floor() && stack_.back().is(Kind::dtype)) {
      if (s.size() != 8 || !s[0].is_number(3) || !s[1].is_text("|") || !s[2].is(Kind::none) ||
          !s[3].is(Kind::none) || !s[4].is(Kind::none) || !s[5].is_number(-1) ||
          !s[6].is_number(-1) || !s[7].is_number(0))
        refuse("another dtype than that of bytes");
      return;
    }
    Object& array = top(Kind::array, "a state of what is no array");
    if (s.size() != 5 || !s[0].is_number(1) || !s[1].is(Kind::tuple) ||
        s[1].object->items.size() != 2 || !s[2].is(Kind::dtype) || !s[3].is_number(0) ||
        !s[4].is(Kind::text))
      refuse("another state of an array than numpy's, in C order");
    const int64_t rows = s[1].object->items[0].number, columns = s[1].object->items[1].number;
    const auto size = static_cast<int64_t>(s[4].text.size());
    if (columns != kPixels || rows < 1 || rows != size / kPixels || size % kPixels != 0)
      refuse(fmt::format("an array [{}, {}] of {} bytes, expected [N, {}] and as many", rows,
                         columns, size, kPixels));
    array.rows = rows, array.bytes = s[4].text;
  }

  void remember(uint64_t at) {
    if (stack_.size() <= floor()) refuse("there is no value to remember");
    if (memo_.size() >= kMostValues) refuse(fmt::format("more than {} values", kMostValues));
    memo_[at] = stack_.back();
  }
  void recall(uint64_t at) {
    const auto found = memo_.find(at);
    if (found == memo_.end()) refuse("it recalls what it did not remember");
    push(found->second);
  }

  /// One opcode; false where it stops.
  bool step(uint8_t opcode) {
    switch (opcode) {
      case '.':  // STOP
        return false;
      case '(':  // MARK
        if (marks_.size() >= 16) refuse("more than 16 marks");
        marks_.push_back(stack_.size());
        return true;
      case '}':  // EMPTY_DICT
        return push_object(Kind::dictionary), true;
      case ']':  // EMPTY_LIST
        return push_object(Kind::list), true;
      case 'a': {  // APPEND
        std::vector<Value> one(1);
        one[0] = pop();
        return append(std::move(one)), true;
      }
      case 'e':  // APPENDS
        return append(pop_to_mark()), true;
      case 's': {  // SETITEM
        std::vector<Value> pair(2);
        pair[1] = pop(), pair[0] = pop();
        return set(std::move(pair)), true;
      }
      case 'u':  // SETITEMS
        return set(pop_to_mark()), true;
      case 't':  // TUPLE
        return make_tuple(pop_to_mark()), true;
      case 0x85:  // TUPLE1
      case 0x86:  // TUPLE2
      case 0x87:  // TUPLE3
        return make_tuple(size_t{opcode} - 0x84), true;
      case 'K':  // BININT1
        return push_number(static_cast<int64_t>(little(1))), true;
      case 'M':  // BININT2
        return push_number(static_cast<int64_t>(little(2))), true;
      case 'J':  // BININT
        return push_number(static_cast<int32_t>(little(4))), true;
      case 0x88:  // NEWTRUE
      case 0x89:  // NEWFALSE
        return push_number(opcode == 0x88, Kind::truth), true;
      case 'N':  // NONE
        return push({}), true;
      case 'U':  // SHORT_BINSTRING
        return push_text(little(1)), true;
      case 'T':  // BINSTRING
      case 'X':  // BINUNICODE
        return push_text(little(4)), true;
      case 'c': {  // GLOBAL
        const auto which = name();
        if (which != "numpy.core.multiarray\n_reconstruct" && which != "numpy\nndarray" &&
            which != "numpy\ndtype") {
          std::string shown(which);
          shown[shown.find('\n')] = '.';
          refuse(fmt::format("it names '{}', which is no part of an array", printable(shown)));
        }
        return push({Kind::name, 0, which}), true;
      }
      case 'R':  // REDUCE
        return reduce(), true;
      case 'b':  // BUILD
        return build(), true;
      case 'q':  // BINPUT
      case 'r':  // LONG_BINPUT
        return remember(little(opcode == 'q' ? 1 : 4)), true;
      case 'h':  // BINGET
      case 'j':  // LONG_BINGET
        return recall(little(opcode == 'h' ? 1 : 4)), true;
      default:
        refuse(fmt::format("opcode {} is not among those such a file needs", opcode_name(opcode)));
    }
  }

  std::string_view bytes_;
  const std::string& path_;
  size_t at_ = 0, op_ = 0, made_ = 0;
  std::vector<Value> stack_;
  std::vector<size_t> marks_;
  std::map<uint64_t, Value> memo_;
};

}  // namespace

ImageSet parse_cifar10_pickle(const Tensor& bytes, const std::string& path) {
  const Tensor plain = bytes.contiguous();
  Machine machine({static_cast<const char*>(plain.data_ptr()), plain.nbytes()}, path);
  const Value all = machine.run();
  if (!all.is(Kind::dictionary)) machine.refuse("it holds no dictionary");
  const auto entry = [&](const char* key, Kind kind) -> const Object& {
    const auto found = all.object->entries.find(key);
    if (found == all.object->entries.end() || !found->second.is(kind))
      machine.refuse(
          fmt::format("its dictionary has no {} '{}'", kind == Kind::list ? "list" : "array", key));
    return *found->second.object;
  };
  const Object &data = entry("data", Kind::array), &labels = entry("labels", Kind::list);
  if (data.rows < 1 || static_cast<int64_t>(labels.items.size()) != data.rows)
    machine.refuse(fmt::format("{} images but {} labels", data.rows, labels.items.size()));
  ImageSet out{at::empty({data.rows, 3, 32, 32}, at::kByte), at::empty({data.rows}, at::kLong),
               "cifar10", ""};
  std::copy(data.bytes.begin(), data.bytes.end(), static_cast<char*>(out.images.data_ptr()));
  auto* label = out.labels.data_ptr<int64_t>();
  for (const Value& item : labels.items) {
    if (!item.is(Kind::number) || item.number < 0 || item.number > 9)
      machine.refuse(item.is(Kind::number) ? fmt::format("label {}, expected 0 to 9", item.number)
                                           : "a label that is no number");
    *label++ = item.number;
  }
  return out;
}

}  // namespace odelia
