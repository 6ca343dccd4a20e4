#pragma once
#include <map>

#include <nlohmann/json_fwd.hpp>

#include "solvers/integrate.h"

namespace odelia {

/// Samples as they stand in a folder: x uint8 [N, C, H, W] for images, else floating [N, ...]. Rows
/// that did not end ok are 0, and their outcome says so.
struct SampleRows {
  std::vector<uint64_t> seeds;
  Tensor x;
  std::vector<Outcome> outcome;
  /// By seed, what LibTorch said where it refused to go on; there is no value then (non_finite).
  std::map<uint64_t, std::string> reasons = {};
  void append(const SampleRows& more);
  /// The rows of these seeds, in their order.  Throws std::runtime_error where one is missing.
  SampleRows in_order(const std::vector<uint64_t>& wanted) const;
};

/// Keeps finished samples below the folder until write_sample_set, so that a killed run loses no
/// more than those on their way; and reads them all back.  name: of the part; else its first seed,
/// and std::logic_error where there is a part of that name.
void keep_samples(const std::string& folder, const SampleRows& rows, const std::string& name = "");
bool holds_part(const std::string& folder, const std::string& name);
SampleRows kept_samples(const std::string& folder);

/// Writes the samples that ended ok, then manifest.json: `question` (what was asked), which seeds
/// were written, which failed and how, and the evaluations; then removes what was kept.  format: of
/// write_samples for images; others become samples.npz with arr_0, seeds and nfe.
void write_sample_set(const std::string& folder, const SampleRows& rows, const std::string& format,
                      const nlohmann::ordered_json& question);

/// The manifest of a finished folder, null if there is none.  Throws std::invalid_argument, naming
/// the file, if it is damaged.
nlohmann::ordered_json read_sample_manifest(const std::string& folder);

/// True if `odelia sample` began a run in the folder.  Throws as read_sample_manifest.
bool is_sample_run(const std::string& folder);

/// True if the folder's manifest stands, and the samples that it names.
bool holds_sample_set(const std::string& folder);

/// Throws std::invalid_argument for a folder with
/// samples, or a manifest, that no run.json explains.
void refuse_other_samples(const std::string& folder);

}  // namespace odelia
