#pragma once
#include <memory>
#include <string>

#include "models/data/datasets.h"
#include "models/data/images/image_rule.h"

namespace odelia {

/// Which data are meant, in every verb and config: a data set by its name, or else a path: a folder
/// of PNG and JPEG files, a .zip of them, an .npz or .npy.
struct DataChoice {
  std::string data;
  std::string split = {};   ///< of a data set; a path has none
  std::string folder = {};  ///< where data sets lie, see data_folder
  ImageRule rule = {};
};

/// Data that are known to be there and in order, before they are read.
class DataReader {
 public:
  virtual ~DataReader() = default;
  /// One sample of their shape and type, of the last class.
  virtual ImageSet outline() const = 0;
  virtual ImageSet read() const = 0;
};

/// Throws std::invalid_argument, in the name of `who`, for what is neither a data set nor there, a
/// rule that does not fit, and as the readers do.
std::unique_ptr<DataReader> open_data(const DataChoice& choice, const std::string& who);

/// Opened and read.
ImageSet read_data(const DataChoice& choice, const std::string& who);

/// True for a path, false for a data set by its name.
bool is_own_data(const std::string& data);

}  // namespace odelia
