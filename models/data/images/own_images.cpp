#include "models/data/images/own_images.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <exception>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include <ATen/Parallel.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/remainder.h>
#include <ATen/ops/tensor.h>

#include "models/data/files.h"
#include "models/data/images/dataset_json.h"
#include "models/data/images/image_file.h"
#include "models/data/images/image_header.h"
#include "models/data/picture_tensor.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

/// work(i) for i in 0..n-1, by several threads.  Of what is thrown, that of the least i ends it,
/// whatever the threads; but where `skip` is set, an UnreadableFile only goes into the list that
/// is returned, by its i.
std::map<size_t, std::string> each(size_t n, bool skip, const std::function<void(size_t)>& work) {
  std::map<size_t, std::string> broken;
  std::exception_ptr failure;
  std::atomic<size_t> next{0}, end{n};
  std::mutex mutex;
  const auto some = [&] {
    for (size_t i; (i = next++) < end;) {
      try {
        work(i);
      } catch (const UnreadableFile& e) {
        const std::lock_guard<std::mutex> lock(mutex);
        if (skip)
          broken.emplace(i, e.what());
        else if (i < end)
          end = i, failure = std::current_exception();
      } catch (...) {
        const std::lock_guard<std::mutex> lock(mutex);
        if (i < end) end = i, failure = std::current_exception();
      }
    }
  };
  std::vector<std::thread> others;
  const auto threads = std::min<size_t>(n, std::clamp(at::get_num_threads(), 1, 16));
  for (size_t k = 1; k < threads; ++k) others.emplace_back(some);
  some();
  for (std::thread& other : others) other.join();
  if (failure) std::rethrow_exception(failure);
  return broken;
}

std::string top_folder(const std::string& name) {
  const size_t slash = name.find('/');
  return slash == std::string::npos ? "" : name.substr(0, slash);
}

}  // namespace

OwnImages::OwnImages(std::unique_ptr<ImageFiles> files, const ImageRule& rule,
                     const std::string& name)
    : files_(std::move(files)), rule_(rule), name_(name) {
  check(rule_, name_ + ":");
  read_headers();
  read_labels();
}

void OwnImages::read_headers() {
  constexpr uint64_t kStart = 4096;  // holds most headers; what a camera puts before others
  const size_t n = files_->names().size();
  std::vector<ImageHeader> headers(n);
  const auto broken = each(n, rule_.skip_broken, [&](size_t i) {
    for (uint64_t bytes = kStart;; bytes *= 16) {
      uint64_t of = 0;
      const std::string start = files_->start(i, bytes, of);
      if (const auto header = parse_image_header(start, bytes >= of, files_->shown(i))) {
        headers[i] = *header;
        return;
      }
    }
  });
  for (const auto& [i, why] : broken) broken_.push_back(why);
  for (size_t i = 0; i < n; ++i) {
    if (broken.count(i)) continue;
    const ImageHeader& header = headers[i];
    const int64_t side = side_after(rule_, header.height, header.width, files_->shown(i));
    if (good_.empty()) side_ = side;
    if (side != side_) {
      const ImageHeader& first = headers[good_.front()];
      throw std::invalid_argument(fmt::format(
          "{}: {} x {} pixels, but {} has {} x {} (width, height); bring all to one size with "
          "--resize, such as --resize 64 --filter lanczos",
          files_->shown(i), header.width, header.height, files_->shown(good_.front()), first.width,
          first.height));
    }
    if (header.colour) channels_ = 3;
    good_.push_back(i), heights_.push_back(header.height), widths_.push_back(header.width);
  }
  if (good_.empty())
    throw UnreadableFile(
        fmt::format("{}: none of the {} images can be read; the first: {}", name_, n, broken_[0]));
}

/// The outermost that there is beside all images; archives often hold everything in one folder.
bool OwnImages::read_dataset_json() {
  for (const std::string& folder : files_->folders_of_all()) {
    const auto json = files_->dataset_json(folder);
    if (!json) continue;
    std::vector<std::string> names;
    for (const std::string& name : files_->names()) names.push_back(name.substr(folder.size()));
    const auto labels =
        parse_dataset_json(*json, names, name_ + "/" + printable(folder) + "dataset.json");
    if (labels) labels_ = *labels, labelled_by_ = "dataset.json";
    return true;
  }
  return false;
}

void OwnImages::read_labels() {
  if (read_dataset_json()) return;
  const auto& names = files_->names();
  std::set<std::string> folders;
  for (const std::string& name : names) folders.insert(top_folder(name));
  if (folders.count("")) {
    const auto stray = std::find_if(names.begin(), names.end(), [](const std::string& name) {
      return top_folder(name).empty();
    });
    if (folders.size() > 2) stray_ = printable(*stray);
    return;
  }
  if (folders.size() < 2) return;
  for (const std::string& folder : folders) class_names_.push_back(printable(folder));
  labelled_by_ = "sub-folders";
  for (const std::string& name : names)
    labels_.push_back(std::distance(folders.begin(), folders.find(top_folder(name))));
}

ImageSet OwnImages::outline() const {
  ImageSet out;
  out.images = at::arange(channels_ * side_ * side_)
                   .remainder(256)
                   .view({1, channels_, side_, side_})
                   .to(at::kByte);
  if (!labels_.empty())
    out.labels = at::full({1}, *std::max_element(labels_.begin(), labels_.end()), at::kLong);
  out.name = name_, out.split = "all";
  if (!stray_.empty()) out.provenance[kStray] = stray_;
  return out;
}

ImageSet OwnImages::read() const {
  const auto n = static_cast<int64_t>(good_.size());
  const Tensor images = at::empty({n, channels_, side_, side_}, at::kByte);
  std::atomic<int64_t> palettes{0}, sixteen{0}, opacity{0}, grey{0}, jpegs{0};
  auto broken = each(good_.size(), rule_.skip_broken, [&](size_t i) {
    const std::string what = files_->shown(good_[i]), bytes = files_->read(good_[i]);
    Conversions done;
    const Picture picture = decode_image(bytes, what, done);
    if (picture.height != heights_[i] || picture.width != widths_[i] ||
        picture.channels > channels_)
      throw UnreadableFile(what + ": has changed while it was read");
    to_planes(applied(rule_, picture), images[static_cast<int64_t>(i)]);
    palettes += done.palette, sixteen += done.sixteen, opacity += done.opacity;
    grey += picture.channels < channels_, jpegs += bytes.front() == '\xff';
  });
  // Those behind a broken one move up.
  const auto row = static_cast<size_t>(channels_ * side_ * side_);
  auto* rows = images.data_ptr<uint8_t>();
  std::vector<int64_t> labels;
  size_t kept = 0;
  for (size_t i = 0; i < good_.size(); ++i) {
    if (broken.count(i)) continue;
    if (kept != i) std::memcpy(rows + kept * row, rows + i * row, row);
    if (!labels_.empty()) labels.push_back(labels_[good_[i]]);
    ++kept;
  }
  std::vector<std::string> reasons = broken_;
  for (const auto& [i, why] : broken) reasons.push_back(why);
  if (kept == 0)
    throw UnreadableFile(fmt::format("{}: none of the {} images can be read; the first: {}", name_,
                                     files_->names().size(), reasons[0]));

  ImageSet out;
  out.images = images.narrow(0, 0, static_cast<int64_t>(kept));
  if (!labels_.empty()) out.labels = at::tensor(labels, at::kLong);
  out.name = name_, out.split = "all";
  auto& p = out.provenance;
  p["kind"] = files_->kind();
  p["n"] = kept;
  p["labels"] = labelled_by_;
  if (!class_names_.empty()) p["classes"] = class_names_;
  if (!stray_.empty()) p[kStray] = stray_;
  p["rule"] = to_string(rule_);
  p["pixels"] = kPixelRule;
  for (const auto& [what, count] : {std::pair<const char*, int64_t>{"palette", palettes},
                                    {"16 bits", sixteen},
                                    {"opacity", opacity},
                                    {"grey among colours", grey},
                                    {"JPEG", jpegs}})
    if (count > 0) p["files"][what] = count;
  if (rule_.skip_broken) {
    p["skipped_broken"] = reasons.size();
    reasons.resize(std::min<size_t>(reasons.size(), 5));
    p["skipped"] = reasons;
  }
  return out;
}

}  // namespace odelia
