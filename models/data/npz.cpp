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
#include "models/data/unreadable_file.h"
#include "models/data/zip_file.h"

namespace odelia {
namespace {

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

Archive new_archive(const std::string& path) {
  int code = 0;
  Archive archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
  if (archive) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  throw std::runtime_error(fmt::format("{}: cannot write: {}", path, text));
}

/// Array names may have folders, as numpy allows, but never lead out of one.
bool good_name(const std::string& name) {
  return !name.empty() && name.size() < 1000 && name.front() != '/' &&
         ("/" + name + "/").find("/../") == std::string::npos &&
         std::none_of(name.begin(), name.end(),
                      [](unsigned char c) { return c < 32 || c == 127 || c == '\\'; });
}

/// One array out of its entry.
Tensor read_entry(const ZipReader& archive, const ZipEntry& entry, const std::string& what) {
  const auto refuse = [&](const std::string& rule) {
    throw UnreadableFile(what + ": " + rule + "; get or write the file again");
  };
  ZipStream stream = archive.open(entry, what);
  std::string start(std::min(entry.bytes, kMaxNpyHeader), '\0');
  stream.read(start.data(), start.size());
  const auto header = parse_npy_header(start, what);
  if (entry.bytes - header.header_bytes != header.data_bytes)
    refuse(fmt::format("{} data bytes, its shape and dtype need {}",
                       entry.bytes - header.header_bytes, header.data_bytes));
  const Tensor flat = empty_npy_data(header);
  const uint64_t have = start.size() - header.header_bytes;
  if (have > 0) std::memcpy(flat.data_ptr(), start.data() + header.header_bytes, have);
  stream.read(static_cast<char*>(flat.data_ptr()) + have, header.data_bytes - have);
  stream.finish();
  return npy_array(header, flat, what);
}

/// The arrays that `wanted` says yes to; where it takes all, an entry that is no array is refused.
template <class Wanted>
std::map<std::string, Tensor> read_arrays(const std::string& path, uint64_t max_bytes,
                                          bool takes_all, Wanted&& wanted) {
  ZipReader archive(path, "npz file", "numpy.savez", max_bytes);
  std::map<std::string, ZipEntry> entries;
  for (int64_t i = 0; i < archive.size(); ++i) {
    const std::string file_name = archive.name(i);
    const bool array = file_name.size() > 4 && file_name.ends_with(".npy");
    const auto name = array ? file_name.substr(0, file_name.size() - 4) : "";
    if (!takes_all && !(array && wanted(name))) continue;
    if (!array) archive.refuse(i, "the name '" + printable(file_name) + "' does not end in .npy");
    if (!good_name(name)) archive.refuse(i, "the name '" + printable(name) + "' is not allowed");
    if (!entries.emplace(name, archive.admit(i)).second)
      archive.refuse(i, "the name '" + printable(name) + "' comes twice");
  }
  std::map<std::string, Tensor> arrays;
  for (auto& [name, entry] : entries)
    arrays.emplace(
        name, read_entry(archive, entry, fmt::format("{}: array '{}'", path, printable(name))));
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
  auto archive = new_archive(file.temporary());
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
