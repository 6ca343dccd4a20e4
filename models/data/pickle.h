#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace odelia {

struct PickleObject;

/// A value that a pickle builds.  Texts and bytes are views into the pickle's own bytes.
struct PickleValue {
  enum class Kind : uint8_t {
    none,
    truth,
    whole,  ///< a whole number that fits 64 bits
    big,    ///< one that does not: its bytes, little-endian, are `text`
    real,   ///< a float
    text,   ///< also a str of Python 2, which may be bytes
    bytes,  ///< also a bytearray
    list,   ///< these and what follows have an `object`
    tuple,
    set,
    dictionary,  ///< also a collections.OrderedDict
    name,        ///< a class or function: items are the texts of its module and its name
    record,      ///< what a call would have made, had anything been called
    persistent,  ///< what the writer of the pickle keeps elsewhere, by `arguments`
  };
  Kind kind = Kind::none;
  int64_t whole = 0;  ///< of a truth or whole number
  double real = 0;
  std::string_view text = {};
  const PickleObject* object = nullptr;

  bool is(Kind k) const { return kind == k; }
  bool is_whole(int64_t n) const { return (is(Kind::whole) || is(Kind::truth)) && whole == n; }
  bool is_text(std::string_view t) const { return is(Kind::text) && text == t; }
  /// The class or function `name` of `module`.
  bool is_name(std::string_view module, std::string_view name) const;
  /// A record that calls it.
  bool calls(std::string_view module, std::string_view name) const;
  /// The value under a key of a dictionary, or of a record that was filled like one; else null.
  const PickleValue* find(std::string_view key) const;
};

/// What a value holds that has parts, by its kind.
struct PickleObject {
  std::vector<PickleValue> items = {};  ///< of a list, tuple or set; what was appended to a record
  std::vector<std::pair<PickleValue, PickleValue>> entries = {};  ///< of a dictionary or record
  PickleValue called = {};     ///< of a record: a name, or a record in its turn
  PickleValue arguments = {};  ///< of a record: a tuple; of what is persistent: its id
  PickleValue keywords = {};   ///< of a record: a dictionary, or none
  PickleValue state = {};      ///< what the object would have been given to restore itself from
  bool has_state = false;
};

/// What a reader of pickles demands of them.
struct PickleRules {
  std::string refusal;             ///< how a message begins: file and what it is not
  std::string remedy;              ///< and ends
  size_t most_values = 1'000'000;  ///< a checkpoint of 4,000 tensors with its optimizer has 400,000
  /// The classes and functions that may be named; every one, where this is empty.
  std::function<bool(std::string_view module, std::string_view name)> admits = {};
};

/// The data in a pickle.  A pickle is a program; this runs as much of it as builds data, and nothing
/// is imported or called: a class, a function or a call of one becomes a record of its name and
/// arguments.  Opcodes of protocols 2 to 5 are known but for those that need a registry or buffers
/// elsewhere (EXT1, NEXT_BUFFER, ...); memory and work are bounded by the pickle's size and by
/// most_values.  Objects may hold themselves: who walks them counts steps and depth.
/// Source: Python's Lib/pickletools.py.
class Pickle {
 public:
  /// Reads the pickle at the beginning of `bytes`, which must outlive this.  Throws
  /// UnreadableFile that says where which rule was broken.
  Pickle(std::string_view bytes, PickleRules rules);
  Pickle(const Pickle&) = delete;
  Pickle& operator=(const Pickle&) = delete;

  const PickleValue& root() const { return root_; }
  /// How many bytes it took, up to and with STOP.
  size_t size() const { return at_; }
  const std::deque<PickleObject>& objects() const { return objects_; }
  /// Throws in the words of the rules, at the opcode that was read last.
  [[noreturn]] void refuse(const std::string& what) const;

 private:
  using Kind = PickleValue::Kind;

  uint8_t code();
  std::string_view take(uint64_t n);
  uint64_t little(size_t n);
  std::string_view line();
  [[noreturn]] void refuse_opcode(const std::string& what) const;

  void push(PickleValue value);
  PickleObject& push_object(Kind kind, std::vector<PickleValue> items = {});
  void push_text(uint64_t size, Kind kind = Kind::text);
  void push_long(uint64_t size);
  void push_name(std::string_view module, std::string_view name);
  void push_record(PickleValue called, PickleValue arguments, PickleValue keywords = {});
  bool push_pairs(const PickleValue& arguments);
  void push_latin1(const std::vector<PickleValue>& arguments);

  size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }
  PickleValue pop();
  std::vector<PickleValue> pop_to_mark();
  PickleObject& top(std::initializer_list<Kind> kinds, const char* what);
  void append(std::vector<PickleValue> items, bool to_set);
  void set(const std::vector<PickleValue>& items);
  void make_tuple(size_t size);
  void reduce();
  void make_new(bool with_keywords);
  void build();
  void remember(uint64_t at);
  void recall(uint64_t at);
  bool make_number(uint8_t opcode);
  bool make_text(uint8_t opcode);
  bool make_container(uint8_t opcode);
  bool fill(uint8_t opcode);
  bool make_record(uint8_t opcode);
  bool move_values(uint8_t opcode);
  bool step(uint8_t opcode);

  std::string_view bytes_;
  PickleRules rules_;
  size_t at_ = 0, op_ = 0, made_ = 0, decoded_bytes_ = 0;
  uint8_t opcode_ = 0;
  std::vector<PickleValue> stack_;
  std::vector<size_t> marks_;
  std::unordered_map<uint64_t, PickleValue> memo_;
  std::deque<PickleObject> objects_;
  std::deque<std::string> decoded_;
  PickleValue root_;
};

}  // namespace odelia
