#include "models/data/pickle.h"

#include <algorithm>
#include <bit>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "models/data/unreadable_file.h"
#include "solvers/text.h"

namespace odelia {
namespace {

constexpr size_t kMostMarks =
    1000;  // as deep as an honest pickler nests before Python itself gives up

/// Names of the opcodes there are, for messages.
std::string opcode_name(uint8_t code) {
  static const std::map<int, const char*> names = {{'(', "MARK"},
                                                   {'.', "STOP"},
                                                   {'0', "POP"},
                                                   {'1', "POP_MARK"},
                                                   {'2', "DUP"},
                                                   {'F', "FLOAT"},
                                                   {'G', "BINFLOAT"},
                                                   {'I', "INT"},
                                                   {'J', "BININT"},
                                                   {'K', "BININT1"},
                                                   {'L', "LONG"},
                                                   {'M', "BININT2"},
                                                   {'N', "NONE"},
                                                   {'P', "PERSID"},
                                                   {'Q', "BINPERSID"},
                                                   {'R', "REDUCE"},
                                                   {'S', "STRING"},
                                                   {'T', "BINSTRING"},
                                                   {'U', "SHORT_BINSTRING"},
                                                   {'V', "UNICODE"},
                                                   {'X', "BINUNICODE"},
                                                   {'B', "BINBYTES"},
                                                   {'C', "SHORT_BINBYTES"},
                                                   {')', "EMPTY_TUPLE"},
                                                   {']', "EMPTY_LIST"},
                                                   {'a', "APPEND"},
                                                   {'b', "BUILD"},
                                                   {'c', "GLOBAL"},
                                                   {'d', "DICT"},
                                                   {'e', "APPENDS"},
                                                   {'g', "GET"},
                                                   {'h', "BINGET"},
                                                   {'i', "INST"},
                                                   {'j', "LONG_BINGET"},
                                                   {'l', "LIST"},
                                                   {'o', "OBJ"},
                                                   {'p', "PUT"},
                                                   {'q', "BINPUT"},
                                                   {'r', "LONG_BINPUT"},
                                                   {'s', "SETITEM"},
                                                   {'t', "TUPLE"},
                                                   {'u', "SETITEMS"},
                                                   {'}', "EMPTY_DICT"},
                                                   {0x80, "PROTO"},
                                                   {0x81, "NEWOBJ"},
                                                   {0x82, "EXT1"},
                                                   {0x83, "EXT2"},
                                                   {0x84, "EXT4"},
                                                   {0x85, "TUPLE1"},
                                                   {0x86, "TUPLE2"},
                                                   {0x87, "TUPLE3"},
                                                   {0x88, "NEWTRUE"},
                                                   {0x89, "NEWFALSE"},
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

}  // namespace

bool PickleValue::is_name(std::string_view module, std::string_view name) const {
  return is(Kind::name) && object->items[0].text == module && object->items[1].text == name;
}

bool PickleValue::calls(std::string_view module, std::string_view name) const {
  return is(Kind::record) && object->called.is_name(module, name);
}

const PickleValue* PickleValue::find(std::string_view key) const {
  if (!is(Kind::dictionary) && !is(Kind::record)) return nullptr;
  const PickleValue* found = nullptr;
  for (const auto& [k, value] : object->entries)
    if (k.is_text(key)) found = &value;  // the last, as Python has it
  return found;
}

Pickle::Pickle(std::string_view bytes, PickleRules rules)
    : bytes_(bytes), rules_(std::move(rules)) {
  if (bytes_.size() < 2 || bytes_[0] != '\x80' || bytes_[1] < 2 || bytes_[1] > 5)
    refuse("it begins with no PROTO of 2 to 5, so it is no pickle of such a protocol");
  at_ = 2;
  while (step(code())) {
  }
  if (stack_.size() != 1 || !marks_.empty()) refuse("it leaves more or less than one value");
  root_ = stack_.back();
  stack_ = {};
  memo_ = {};
}

void Pickle::refuse(const std::string& what) const {
  throw UnreadableFile(
      fmt::format("{}, at byte {}: {}; {}", rules_.refusal, op_, what, rules_.remedy));
}

void Pickle::refuse_opcode(const std::string& what) const {
  refuse(fmt::format("opcode {} {}", opcode_name(opcode_), what));
}

uint8_t Pickle::code() {
  op_ = at_;
  return opcode_ = static_cast<uint8_t>(take(1)[0]);
}

std::string_view Pickle::take(uint64_t n) {
  if (n > bytes_.size() - at_) refuse("it ends too early");
  at_ += n;
  return bytes_.substr(at_ - n, n);
}

uint64_t Pickle::little(size_t n) {
  const auto b = take(n);
  uint64_t value = 0;
  for (size_t i = 0; i < n; ++i) value |= uint64_t{static_cast<uint8_t>(b[i])} << 8 * i;
  return value;
}

std::string_view Pickle::line() {
  const size_t end = bytes_.find('\n', at_);
  if (end == std::string_view::npos) refuse("it ends within a name");
  const auto text = take(end - at_ + 1);
  return text.substr(0, text.size() - 1);
}

void Pickle::push(PickleValue value) {
  if (++made_ > rules_.most_values) refuse(fmt::format("more than {} values", rules_.most_values));
  stack_.push_back(value);
}

PickleObject& Pickle::push_object(Kind kind, std::vector<PickleValue> items) {
  PickleObject& object = objects_.emplace_back();
  object.items = std::move(items);
  push({.kind = kind, .object = &object});
  return object;
}

void Pickle::push_text(uint64_t size, Kind kind) { push({.kind = kind, .text = take(size)}); }

void Pickle::push_long(uint64_t size) {
  const auto bytes = take(size);
  if (size > 8) return push({.kind = Kind::big, .text = bytes});
  uint64_t value = size > 0 && bytes.back() < 0 ? ~uint64_t{0} : 0;  // two's complement
  for (size_t i = size; i-- > 0;) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  push({.kind = Kind::whole, .whole = static_cast<int64_t>(value)});
}

void Pickle::push_name(std::string_view module, std::string_view name) {
  if (module.empty() || name.empty()) refuse("a name that is empty");
  if (rules_.admits && !rules_.admits(module, name))
    refuse(fmt::format("it names '{}'", printable(fmt::format("{}.{}", module, name))));
  push_object(Kind::name,
              {{.kind = Kind::text, .text = module}, {.kind = Kind::text, .text = name}});
}

/// An OrderedDict of a list of pairs, as Python 2 pickles it; false where it is something else.
bool Pickle::push_pairs(const PickleValue& arguments) {
  const auto& a = arguments.object->items;
  if (a.size() > 1 || (a.size() == 1 && !a[0].is(Kind::list))) return false;
  std::vector<std::pair<PickleValue, PickleValue>> entries;
  if (a.size() == 1)
    for (const PickleValue& pair : a[0].object->items) {
      if (!pair.is(Kind::list) && !pair.is(Kind::tuple)) return false;
      if (pair.object->items.size() != 2) return false;
      entries.emplace_back(pair.object->items[0], pair.object->items[1]);
    }
  made_ += entries.size();  // a list that is recalled again and again is copied every time
  push_object(Kind::dictionary).entries = std::move(entries);
  return true;
}

/// Bytes as protocol 2 pickles them: text whose characters are the bytes.
void Pickle::push_latin1(const std::vector<PickleValue>& arguments) {
  const auto text = arguments[0].text;
  if ((decoded_bytes_ += text.size()) > bytes_.size())
    refuse("bytes that are decoded more than once");
  std::string& out = decoded_.emplace_back();
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<uint8_t>(text[i]);
    if (c < 0x80) {
      out.push_back(text[i]);
      continue;
    }
    const auto next = i + 1 < text.size() ? static_cast<uint8_t>(text[++i]) : uint8_t{0};
    if ((c != 0xc2 && c != 0xc3) || next < 0x80 || next > 0xbf) refuse("bytes beyond Latin-1");
    out.push_back(static_cast<char>((c & 3) << 6 | (next & 0x3f)));
  }
  push({.kind = Kind::bytes, .text = out});
}

void Pickle::push_record(PickleValue called, PickleValue arguments, PickleValue keywords) {
  if (!called.is(Kind::name) && !called.is(Kind::record)) refuse_opcode("of what has no name");
  if (!arguments.is(Kind::tuple)) refuse_opcode("without a tuple of arguments");
  const auto& a = arguments.object->items;
  if (called.is_name("collections", "OrderedDict") && keywords.is(Kind::none) &&
      push_pairs(arguments))
    return;
  if (called.is_name("_codecs", "encode") && a.size() == 2 && a[0].is(Kind::text) &&
      a[1].is_text("latin1"))
    return push_latin1(a);
  const bool set = called.is(Kind::name) && (called.object->items[1].text == "set" ||
                                             called.object->items[1].text == "frozenset");
  if (set &&
      (called.object->items[0].text == "__builtin__" || called.object->items[0].text == "builtins"))
    if (keywords.is(Kind::none) && a.size() == 1 && a[0].is(Kind::list)) {  // before protocol 4
      made_ += a[0].object->items.size();
      return static_cast<void>(push_object(Kind::set, a[0].object->items));
    }
  PickleObject& object = push_object(Kind::record);
  object.called = called, object.arguments = arguments, object.keywords = keywords;
}

PickleValue Pickle::pop() {
  if (stack_.size() <= floor()) refuse_opcode("takes a value that is not there");
  const PickleValue value = stack_.back();
  stack_.pop_back();
  return value;
}

std::vector<PickleValue> Pickle::pop_to_mark() {
  if (marks_.empty()) refuse("there is no mark");
  const auto from = stack_.begin() + static_cast<int64_t>(marks_.back());
  std::vector<PickleValue> out(from, stack_.end());
  stack_.erase(from, stack_.end());
  marks_.pop_back();
  return out;
}

PickleObject& Pickle::top(std::initializer_list<Kind> kinds, const char* what) {
  if (stack_.size() <= floor() ||
      std::find(kinds.begin(), kinds.end(), stack_.back().kind) == kinds.end())
    refuse(what);
  return const_cast<PickleObject&>(*stack_.back().object);  // one of objects_
}

void Pickle::append(std::vector<PickleValue> items, bool to_set) {
  auto& to = (to_set ? top({Kind::set}, "there is no set to add to")
                     : top({Kind::list, Kind::record}, "there is no list to append to"))
                 .items;
  to.insert(to.end(), items.begin(), items.end());
}

void Pickle::set(const std::vector<PickleValue>& items) {
  auto& entries =
      top({Kind::dictionary, Kind::record}, "there is no dictionary to set an item of").entries;
  if (items.size() % 2) refuse("a key without a value");
  for (size_t i = 0; i < items.size(); i += 2) entries.emplace_back(items[i], items[i + 1]);
}

void Pickle::make_tuple(size_t size) {
  std::vector<PickleValue> items(size);
  for (size_t i = size; i-- > 0;) items[i] = pop();
  push_object(Kind::tuple, std::move(items));
}

void Pickle::reduce() {
  const PickleValue arguments = pop(), called = pop();
  push_record(called, arguments);
}

void Pickle::make_new(bool with_keywords) {
  const PickleValue keywords = with_keywords ? pop() : PickleValue{}, arguments = pop(),
                    called = pop();
  if (with_keywords && !keywords.is(Kind::dictionary))
    refuse_opcode("without a dictionary of keywords");
  push_record(called, arguments, keywords);
}

void Pickle::build() {
  const PickleValue state = pop();
  PickleObject& object =
      top({Kind::record, Kind::dictionary, Kind::list, Kind::set}, "a state of what has none");
  if (object.has_state) refuse("a state of what has one already");
  object.state = state, object.has_state = true;
}

void Pickle::remember(uint64_t at) {
  if (stack_.size() <= floor()) refuse("there is no value to remember");
  if (memo_.size() >= rules_.most_values)
    refuse(fmt::format("more than {} values", rules_.most_values));
  memo_[at] = stack_.back();
}

void Pickle::recall(uint64_t at) {
  const auto found = memo_.find(at);
  if (found == memo_.end()) refuse("it recalls what it did not remember");
  push(found->second);
}

/// Opcodes that make a number, a truth or nothing; false for any other.
bool Pickle::make_number(uint8_t opcode) {
  switch (opcode) {
    case 'K':  // BININT1
      return push({.kind = Kind::whole, .whole = static_cast<int64_t>(little(1))}), true;
    case 'M':  // BININT2
      return push({.kind = Kind::whole, .whole = static_cast<int64_t>(little(2))}), true;
    case 'J':  // BININT
      return push({.kind = Kind::whole, .whole = static_cast<int32_t>(little(4))}), true;
    case 0x8a:  // LONG1
      return push_long(little(1)), true;
    case 0x8b:  // LONG4
      return push_long(little(4)), true;
    case 'G': {  // BINFLOAT, big-endian
      uint64_t bits = 0;
      for (const char c : take(8)) bits = bits << 8 | static_cast<uint8_t>(c);
      return push({.kind = Kind::real, .real = std::bit_cast<double>(bits)}), true;
    }
    case 0x88:  // NEWTRUE
    case 0x89:  // NEWFALSE
      return push({.kind = Kind::truth, .whole = opcode == 0x88}), true;
    case 'N':  // NONE
      return push({}), true;
    default:
      return false;
  }
}

/// Opcodes that make a text or bytes.
bool Pickle::make_text(uint8_t opcode) {
  switch (opcode) {
    case 'U':   // SHORT_BINSTRING
    case 0x8c:  // SHORT_BINUNICODE
      return push_text(little(1)), true;
    case 'T':  // BINSTRING
    case 'X':  // BINUNICODE
      return push_text(little(4)), true;
    case 0x8d:  // BINUNICODE8
      return push_text(little(8)), true;
    case 'C':  // SHORT_BINBYTES
      return push_text(little(1), Kind::bytes), true;
    case 'B':  // BINBYTES
      return push_text(little(4), Kind::bytes), true;
    case 0x8e:  // BINBYTES8
    case 0x96:  // BYTEARRAY8
      return push_text(little(8), Kind::bytes), true;
    default:
      return false;
  }
}

/// Opcodes that make a list, tuple, set or dictionary.
bool Pickle::make_container(uint8_t opcode) {
  switch (opcode) {
    case '}':  // EMPTY_DICT
      return push_object(Kind::dictionary), true;
    case ']':  // EMPTY_LIST
      return push_object(Kind::list), true;
    case ')':  // EMPTY_TUPLE
      return push_object(Kind::tuple), true;
    case 0x8f:  // EMPTY_SET
      return push_object(Kind::set), true;
    case 'd': {  // DICT
      const auto items = pop_to_mark();
      push_object(Kind::dictionary);
      return set(items), true;
    }
    case 'l':  // LIST
      return push_object(Kind::list, pop_to_mark()), true;
    case 't':  // TUPLE
      return push_object(Kind::tuple, pop_to_mark()), true;
    case 0x91:  // FROZENSET
      return push_object(Kind::set, pop_to_mark()), true;
    case 0x85:  // TUPLE1
    case 0x86:  // TUPLE2
    case 0x87:  // TUPLE3
      return make_tuple(size_t{opcode} - 0x84), true;
    default:
      return false;
  }
}

/// Opcodes that fill a container or give an object its state.
bool Pickle::fill(uint8_t opcode) {
  switch (opcode) {
    case 'a':  // APPEND
      return append({pop()}, false), true;
    case 'e':  // APPENDS
      return append(pop_to_mark(), false), true;
    case 0x90:  // ADDITEMS
      return append(pop_to_mark(), true), true;
    case 's': {  // SETITEM
      const PickleValue value = pop(), key = pop();
      return set({key, value}), true;
    }
    case 'u':  // SETITEMS
      return set(pop_to_mark()), true;
    case 'b':  // BUILD
      return build(), true;
    default:
      return false;
  }
}

/// Opcodes that name, or would call, what is not data.
bool Pickle::make_record(uint8_t opcode) {
  switch (opcode) {
    case 'c': {  // GLOBAL
      const auto module = line();
      return push_name(module, line()), true;
    }
    case 0x93: {  // STACK_GLOBAL
      const PickleValue name = pop(), module = pop();
      if (!name.is(Kind::text) || !module.is(Kind::text)) refuse_opcode("of what are no texts");
      return push_name(module.text, name.text), true;
    }
    case 'R':  // REDUCE
      return reduce(), true;
    case 0x81:  // NEWOBJ
      return make_new(false), true;
    case 0x92:  // NEWOBJ_EX
      return make_new(true), true;
    case 'Q': {  // BINPERSID
      const PickleValue id = pop();
      return push_object(Kind::persistent).arguments = id, true;
    }
    default:
      return false;
  }
}

/// Opcodes that move values between the stack and the memo, and leave them as they are.
bool Pickle::move_values(uint8_t opcode) {
  switch (opcode) {
    case '(':  // MARK
      if (marks_.size() >= kMostMarks) refuse(fmt::format("more than {} marks", kMostMarks));
      marks_.push_back(stack_.size());
      return true;
    case '0':  // POP
      return pop(), true;
    case '1':  // POP_MARK
      return pop_to_mark(), true;
    case '2':  // DUP
      push(pop());
      return push(stack_.back()), true;
    case 'q':  // BINPUT
      return remember(little(1)), true;
    case 'r':  // LONG_BINPUT
      return remember(little(4)), true;
    case 0x94:  // MEMOIZE
      return remember(memo_.size()), true;
    case 'h':  // BINGET
      return recall(little(1)), true;
    case 'j':  // LONG_BINGET
      return recall(little(4)), true;
    case 0x95:  // FRAME: how many bytes to read at once, a hint
      if (const auto frame = little(8); frame > bytes_.size() - at_) refuse("it ends too early");
      return true;
    default:
      return false;
  }
}

/// One opcode; false where it stops.
bool Pickle::step(uint8_t opcode) {
  if (opcode == '.') return false;  // STOP
  if (!move_values(opcode) && !make_number(opcode) && !make_text(opcode) &&
      !make_container(opcode) && !fill(opcode) && !make_record(opcode))
    refuse_opcode("is not among those such a file needs");
  return true;
}

}  // namespace odelia
