#include "models/data/npz.h"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <memory>
#include <stdexcept>

#include <ATen/ops/empty.h>
#include <fmt/format.h>

#include "models/data/files.h"
#include "models/data/npy.h"

namespace odelia {
namespace {

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Entry = std::unique_ptr<zip_file_t, Discard>;

// Bytes one byte of a deflate stream can stand for, at most.
constexpr uint64_t kDeflateLimit = 1032;
// What a compressed file may unpack to: this, and so many times its size.  Arrays of measurements
// and pictures shrink to a tenth; what goes beyond fills the memory by design.
constexpr uint64_t kFreeBytes = uint64_t{256} << 20, kUsualRatio = 100;

Archive open_archive(const std::string& path, int flags) {
  int code = 0;
  Archive archive(zip_open(path.c_str(), flags, &code));
  if (archive) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  throw std::runtime_error(
      fmt::format("{}: not a usable npz file: {}; is it cut or damaged?", path, text));
}

/// Array names may have folders, as numpy allows, but never lead out of one.
bool good_name(const std::string& name) {
  return !name.empty() && name.size() < 1000 && name.front() != '/' &&
         ("/" + name + "/").find("/../") == std::string::npos &&
         std::none_of(name.begin(), name.end(),
                      [](unsigned char c) { return c < 32 || c == 127 || c == '\\'; });
}

/// One array out of its entry, which the central directory describes by `stat`.
Tensor read_entry(zip_t* archive, const zip_stat_t& stat, const std::string& what) {
  const auto refuse = [&](const std::string& rule) {
    throw std::runtime_error(what + ": " + rule + "; get or write the file again");
  };
  Entry entry(zip_fopen_index(archive, stat.index, 0));
  if (!entry) refuse(zip_strerror(archive));
  const auto read = [&](void* to, uint64_t bytes) {
    for (auto* at = static_cast<char*>(to); bytes > 0;) {
      const zip_int64_t got = zip_fread(entry.get(), at, bytes);
      if (got < 0) refuse(zip_file_strerror(entry.get()));
      if (got == 0) refuse(fmt::format("its data end {} bytes early", bytes));
      at += got;
      bytes -= static_cast<uint64_t>(got);
    }
  };
  std::string start(std::min(stat.size, kMaxNpyHeader), '\0');
  read(start.data(), start.size());
  const auto header = parse_npy_header(start, what);
  if (stat.size - header.header_bytes != header.data_bytes)
    refuse(fmt::format("{} data bytes, its shape and dtype need {}",
                       stat.size - header.header_bytes, header.data_bytes));

  auto shape = header.shape;
  if (header.fortran_order) std::reverse(shape.begin(), shape.end());
  auto x = at::empty(shape, header.dtype);
  const uint64_t have = start.size() - header.header_bytes;
  if (have > 0) std::memcpy(x.data_ptr(), start.data() + header.header_bytes, have);
  read(static_cast<char*>(x.data_ptr()) + have, header.data_bytes - have);
  // Only at the end of the stream does libzip compare the CRC.
  char beyond = 0;
  if (const auto more = zip_fread(entry.get(), &beyond, 1); more != 0)
    refuse(more > 0 ? "more data than declared" : zip_file_strerror(entry.get()));

  const auto* p = static_cast<const uint8_t*>(x.data_ptr());
  if (header.dtype == at::kBool && std::any_of(p, p + x.numel(), [](auto b) { return b > 1; }))
    refuse("a bool other than 0 and 1");
  if (!header.fortran_order) return x;
  std::vector<int64_t> axes;
  for (int64_t d = x.dim() - 1; d >= 0; --d) axes.push_back(d);
  return x.permute(axes).contiguous();
}

/// The arrays that `wanted` says yes to; where it takes all, an entry that is no array is refused.
template <class Wanted>
std::map<std::string, Tensor> read_arrays(const std::string& path, uint64_t max_bytes,
                                          bool takes_all, Wanted&& wanted) {
  const uint64_t file_bytes = InputFile(path).size();
  auto archive = open_archive(path, ZIP_RDONLY | ZIP_CHECKCONS);
  std::map<std::string, zip_stat_t> entries;
  uint64_t packed = 0, unpacked = 0;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive.get(), 0); ++i) {
    zip_stat_t stat;
    const auto refuse = [&](const std::string& rule) {
      throw std::runtime_error(fmt::format(
          "{}: not a usable npz file: entry {}: {}; get or write the file again", path, i, rule));
    };
    constexpr uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_INDEX | ZIP_STAT_SIZE |
                                 ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD |
                                 ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat_index(archive.get(), static_cast<zip_uint64_t>(i), 0, &stat) != 0 ||
        (stat.valid & kNeeded) != kNeeded)
      refuse("its description is incomplete");
    const std::string file_name = stat.name;
    const bool array = file_name.size() > 4 && file_name.ends_with(".npy");
    if (!takes_all && !(array && wanted(file_name.substr(0, file_name.size() - 4)))) continue;
    if (!array) refuse("the name '" + printable(file_name) + "' does not end in .npy");
    const auto name = file_name.substr(0, file_name.size() - 4);
    if (!good_name(name)) refuse("the name '" + printable(name) + "' is not allowed");
    if (stat.encryption_method != ZIP_EM_NONE) refuse("it is encrypted");
    const bool stored = stat.comp_method == ZIP_CM_STORE;
    if (!stored && stat.comp_method != ZIP_CM_DEFLATE)
      refuse(fmt::format("compression method {}, expected stored or deflated", stat.comp_method));
    if (stat.comp_size > file_bytes - packed) refuse("its bytes overlap another entry's");
    packed += stat.comp_size;
    if (stored ? stat.size != stat.comp_size : stat.size / kDeflateLimit > stat.comp_size)
      refuse(fmt::format("{} compressed bytes cannot hold {}", stat.comp_size, stat.size));
    if (stat.size > max_bytes - unpacked)
      refuse(fmt::format("the arrays take more than {} bytes unpacked", max_bytes));
    if (!stored && stat.size + unpacked > kFreeBytes + kUsualRatio * file_bytes)
      throw std::runtime_error(fmt::format(
          "{}: {} bytes that unpack to {} or more, over {} times as many: like a file "
          "made to fill the memory; if it is none, save it uncompressed, by numpy.savez",
          path, file_bytes, stat.size + unpacked, kUsualRatio));
    unpacked += stat.size;
    if (!entries.emplace(name, stat).second)
      refuse("the name '" + printable(name) + "' comes twice");
  }
  std::map<std::string, Tensor> arrays;
  for (auto& [name, stat] : entries)
    arrays.emplace(name, read_entry(archive.get(), stat,
                                    fmt::format("{}: array '{}'", path, printable(name))));
  return arrays;
}

}  // namespace

std::map<std::string, Tensor> read_npz(const std::string& path, uint64_t max_bytes) {
  return read_arrays(path, max_bytes, true, [](const std::string&) { return true; });
}

std::map<std::string, Tensor> read_npz(const std::string& path,
                                       const std::vector<std::string>& names, uint64_t max_bytes) {
  return read_arrays(path, max_bytes, false, [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  });
}

void write_npz(const std::string& path, const std::map<std::string, Tensor>& arrays,
               bool compress) {
  struct Array {  // must outlive the closing of the archive, which is when libzip reads it
    std::string header;
    Tensor data;
    zip_buffer_fragment_t fragments[2];
  };
  std::deque<Array> kept;
  for (auto& [name, x] : arrays) {
    const auto what = fmt::format("write_npz {}: array '{}'", path, printable(name));
    if (!good_name(name)) throw std::invalid_argument(what + ": not allowed as a name; rename it");
    if (!x.defined()) throw std::invalid_argument(what + ": is undefined");
    kept.push_back(
        {npy_header(x.scalar_type(), x.sizes(), what), x.detach().cpu().contiguous(), {}});
  }
  AtomicFile file(path);
  auto archive = open_archive(file.temporary(), ZIP_CREATE | ZIP_TRUNCATE);
  const auto must = [&](bool good) {
    if (!good)
      throw std::runtime_error(
          fmt::format("{}: cannot write: {}", path, zip_strerror(archive.get())));
  };
  auto array = kept.begin();
  for (auto& [name, x] : arrays) {
    auto bytes = [](const Tensor& t) {
      return static_cast<uint64_t>(t.numel() * t.element_size());
    };
    array->fragments[0] = {reinterpret_cast<zip_uint8_t*>(array->header.data()),
                           array->header.size()};
    array->fragments[1] = {static_cast<zip_uint8_t*>(array->data.data_ptr()), bytes(array->data)};
    const zip_uint64_t count = array->fragments[1].length > 0 ? 2 : 1;
    auto* source = zip_source_buffer_fragment(archive.get(), array->fragments, count, 0);
    must(source != nullptr);
    const auto index =
        zip_file_add(archive.get(), (name + ".npy").c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) zip_source_free(source);
    must(index >= 0);
    const auto at = static_cast<zip_uint64_t>(index);
    must(zip_set_file_compression(archive.get(), at, compress ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) ==
         0);
    must(zip_file_set_dostime(archive.get(), at, 0, 1 << 5 | 1, 0) == 0);  // 1980-01-01: same bytes
    ++array;
  }
  // An empty archive would be deleted on closing; numpy writes one too, of 22 bytes.
  if (arrays.empty()) {
    archive.reset();
    std::string end(22, '\0');
    end.replace(0, 4, "PK\x05\x06");
    file.write(end);
  } else {
    must(zip_close(archive.get()) == 0);
    archive.release();
  }
  file.commit();
}

}  // namespace odelia
