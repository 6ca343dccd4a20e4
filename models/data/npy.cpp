#include "models/data/npy.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <ATen/ops/empty.h>
#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt::join, since fmt 11

#include "models/data/files.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

constexpr std::pair<std::string_view, at::ScalarType> kDtypes[] = {
    {"<f8", at::kDouble}, {"<f4", at::kFloat}, {"<f2", at::kHalf},
    {"<i8", at::kLong},   {"<i4", at::kInt},   {"<i2", at::kShort},
    {"|i1", at::kChar},   {"|u1", at::kByte},  {"|b1", at::kBool}};
constexpr size_t kMaxRank = 32;  // numpy's own limit until version 2

/// A cursor over the text of the header: the subset of Python's literals that numpy writes.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  /// Skips spaces; true, and moves on, if `token` comes next.
  bool take(std::string_view token) {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  /// A quoted string without escapes.
  bool take_string(std::string_view* out) {
    const char quote = take("'") ? '\'' : take("\"") ? '"' : '\0';
    const auto end = quote ? text_.find(quote, at_) : std::string_view::npos;
    if (end == std::string_view::npos) return false;
    *out = text_.substr(at_, end - at_);
    at_ = end + 1;
    return true;
  }
  /// A decimal number below 10^18, so that it fits an int64.
  bool take_number(int64_t* out) {
    take("");
    size_t digits = 0;
    for (*out = 0; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_, ++digits) {
      if (digits == 18) return false;
      *out = *out * 10 + (text_[at_] - '0');
    }
    return digits > 0;
  }
  /// A tuple of numbers: (), (3,), (3, 4).
  bool take_shape(std::vector<int64_t>* out) {
    if (!take("(")) return false;
    bool comma = true;
    for (int64_t size = 0; take_number(&size); comma = take(",")) {
      if (!comma || out->size() == kMaxRank) return false;
      out->push_back(size);
    }
    return take(")") && (out->size() != 1 || comma);
  }
  bool at_end() {
    take("");
    take("\n");
    return at_ == text_.size();
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

/// The advice: saving the same array again would only keep its type.
[[noreturn]] void refuse_dtype(std::string_view descr, const std::string& what) {
  const std::string kind(descr.substr(0, descr.empty() ? 0 : 1) == ">" ? descr.substr(1) : "");
  std::string advice = "convert it or leave it out";
  if (descr.size() == 3 && descr[1] == 'u')
    advice = fmt::format("save x.astype('<f4') instead, or labels as x.astype('<i{}')", descr[2]);
  for (auto& [known, dtype] : kDtypes)
    if (!kind.empty() && known.substr(1) == kind)
      advice = fmt::format("big-endian; save x.astype('{}') instead", known);
  throw UnreadableFile(
      fmt::format("{}: not a numpy array this reads: dtype '{}' (known: <f8 <f4 <f2 <i8 <i4 <i2 "
                  "|i1 |u1 |b1); {}",
                  what, printable(descr), advice));
}

class HeaderParser {
 public:
  HeaderParser(std::string_view bytes, const std::string& what) : bytes_(bytes), what_(what) {}

  NpyHeader parse() {
    const auto [start, length] = place();
    NpyHeader out;
    out.header_bytes = start + length;
    dictionary(bytes_.substr(start, length), out);
    out.data_bytes = data_bytes(out);
    return out;
  }

 private:
  [[noreturn]] void refuse(const std::string& rule) const {
    throw UnreadableFile(fmt::format(
        "{}: not a numpy array this reads: {}; save it again with numpy.save or numpy.savez", what_,
        rule));
  }
  uint64_t byte(size_t i) const { return static_cast<uint8_t>(bytes_[i]); }

  /// Where the header's dictionary starts, and its length.
  std::pair<size_t, uint64_t> place() const {
    if (bytes_.size() < 10 || bytes_.substr(0, 6) != "\x93NUMPY") refuse("no numpy header");
    const uint64_t version = byte(6);
    if ((version != 1 && version != 2) || byte(7) != 0)
      refuse(fmt::format("format version {}.{}, expected 1.0 or 2.0", version, byte(7)));
    const size_t start = version == 1 ? 10 : 12;
    if (bytes_.size() < start) refuse("it ends within its header");
    uint64_t length = byte(8) | byte(9) << 8;
    if (version == 2) length |= byte(10) << 16 | byte(11) << 24;
    if (length > kMaxNpyHeader - start)
      refuse(fmt::format("a header of {} bytes, at most {} are allowed", length,
                         kMaxNpyHeader - start));
    if (length > bytes_.size() - start) refuse("it ends within its header");
    return {start, length};
  }

  void dictionary(std::string_view text, NpyHeader& out) {
    Scanner scan(text);
    if (!scan.take("{")) refuse("its header is no dictionary");
    while (!scan.take("}")) {
      std::string_view key;
      if (!scan.take_string(&key) || !scan.take(":")) refuse("its header is no dictionary");
      entry(key, scan, out);
      if (!scan.take(",")) {
        if (!scan.take("}")) refuse("its header is no dictionary");
        break;
      }
    }
    if (!scan.at_end()) refuse("text after its header's dictionary");
    if (!have_descr_ || !have_order_ || !have_shape_)
      refuse("its header lacks descr, fortran_order or shape");
  }

  void entry(std::string_view key, Scanner& scan, NpyHeader& out) {
    if (key == "descr" && !std::exchange(have_descr_, true)) {
      std::string_view descr;
      if (!scan.take_string(&descr)) refuse("its descr is no string (records are not supported)");
      const auto* known = std::find_if(std::begin(kDtypes), std::end(kDtypes),
                                       [&](auto& d) { return d.first == descr; });
      if (known == std::end(kDtypes)) refuse_dtype(descr, what_);
      out.dtype = known->second;
    } else if (key == "fortran_order" && !std::exchange(have_order_, true)) {
      out.fortran_order = scan.take("True");
      if (!out.fortran_order && !scan.take("False"))
        refuse("fortran_order is neither True nor False");
    } else if (key == "shape" && !std::exchange(have_shape_, true)) {
      if (!scan.take_shape(&out.shape)) refuse("its shape is no tuple of at most 32 sizes");
    } else {
      refuse(fmt::format("the header key '{}' is unknown or comes twice", printable(key)));
    }
  }

  /// Empty dimensions count as one for the overflow check: strides need it.
  uint64_t data_bytes(const NpyHeader& header) const {
    int64_t bound = static_cast<int64_t>(at::elementSize(header.dtype));
    bool empty = false;
    for (int64_t size : header.shape) {
      empty |= size == 0;
      if (__builtin_mul_overflow(bound, std::max<int64_t>(size, 1), &bound))
        refuse("its shape overflows");
    }
    return empty ? 0 : static_cast<uint64_t>(bound);
  }

  std::string_view bytes_;
  const std::string& what_;
  bool have_descr_ = false, have_order_ = false, have_shape_ = false;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view bytes, const std::string& what) {
  return HeaderParser(bytes, what).parse();
}

Tensor empty_npy_data(const NpyHeader& header) {
  return at::empty({static_cast<int64_t>(header.data_bytes / at::elementSize(header.dtype))},
                   header.dtype);
}

Tensor npy_array(const NpyHeader& header, const Tensor& data, const std::string& what) {
  const auto* p = static_cast<const uint8_t*>(data.data_ptr());
  if (header.dtype == at::kBool && std::any_of(p, p + data.numel(), [](auto b) { return b > 1; }))
    throw UnreadableFile(what + ": a bool other than 0 and 1; get or write the file again");
  if (!header.fortran_order) return data.view(header.shape);
  std::vector<int64_t> axes;
  for (size_t d = header.shape.size(); d-- > 0;) axes.push_back(static_cast<int64_t>(d));
  return data.view(std::vector<int64_t>(header.shape.rbegin(), header.shape.rend()))
      .permute(axes)
      .contiguous();
}

Tensor read_npy(const std::string& path) {
  InputFile file(path);
  std::string start(std::min(file.size(), kMaxNpyHeader), '\0');
  file.read(start.data(), start.size());
  const NpyHeader header = parse_npy_header(start, path);
  if (file.size() - header.header_bytes != header.data_bytes)
    throw UnreadableFile(
        fmt::format("{}: {} data bytes, its shape and dtype need {}; get or write the file again",
                    path, file.size() - header.header_bytes, header.data_bytes));
  const Tensor flat = empty_npy_data(header);
  const uint64_t have = start.size() - header.header_bytes;
  if (have > 0) std::memcpy(flat.data_ptr(), start.data() + header.header_bytes, have);
  file.read(static_cast<char*>(flat.data_ptr()) + have, header.data_bytes - have);
  return npy_array(header, flat, path);
}

std::string npy_header(at::ScalarType dtype, at::IntArrayRef shape, const std::string& what) {
  const auto* known = std::find_if(std::begin(kDtypes), std::end(kDtypes),
                                   [&](auto& d) { return d.second == dtype; });
  if (known == std::end(kDtypes))
    throw std::invalid_argument(
        fmt::format("{}: numpy has no dtype {}; convert it first", what, at::toString(dtype)));
  auto text = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}{}), }}",
                          known->first, fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
  text.resize((10 + text.size() + 1 + 63) / 64 * 64 - 11, ' ');
  text += '\n';
  const auto length = static_cast<uint16_t>(text.size());
  const char prefix[10] = {'\x93',
                           'N',
                           'U',
                           'M',
                           'P',
                           'Y',
                           1,
                           0,
                           static_cast<char>(length & 255),
                           static_cast<char>(length >> 8)};
  return std::string(prefix, 10) + text;
}

}  // namespace odelia
