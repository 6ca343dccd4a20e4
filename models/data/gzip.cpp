#include "models/data/gzip.h"

#include <zlib.h>

#include <memory>
#include <stdexcept>

#include <fmt/format.h>

#include "models/data/files.h"
#include "models/data/unreadable_file.h"

namespace odelia {

std::string gunzipped(const std::string& path, uint64_t bytes) {
  InputFile regular(path);  // or zlib would wait for ever at a pipe
  std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) throw std::runtime_error(fmt::format("{}: cannot open", path));
  std::string out(bytes + 1, '\0');
  const int got = gzread(file.get(), out.data(), static_cast<unsigned>(out.size()));
  int code = Z_OK;
  gzerror(file.get(), &code);
  if (code == Z_ERRNO || code == Z_MEM_ERROR)  // the machine's fault
    throw std::runtime_error(
        fmt::format("{}: cannot be read: {}", path, gzerror(file.get(), &code)));
  if (got < 0 || code == Z_BUF_ERROR)  // the latter: it ends within its stream
    throw UnreadableFile(fmt::format("{}: damaged gzip data", path));
  out.resize(static_cast<size_t>(got));
  return out;
}

}  // namespace odelia
