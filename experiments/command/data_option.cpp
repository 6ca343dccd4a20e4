#include "experiments/command/data_option.h"

#include <filesystem>

#include <fmt/format.h>

#include "experiments/command/verbs.h"
#include "models/data/datasets.h"
#include "models/data/files.h"

namespace odelia {

void take_old_data_folder(const std::string& who, bool takes_images, std::string& data,
                          std::string& folder) {
  const bool known = data_sets().count(data) > 0;
  if (folder.empty() && !(takes_images && known) && std::filesystem::is_directory(data)) {
    folder = data;
    data.clear();
  }
  if (!takes_images && !data.empty())
    throw Misuse(
        fmt::format("{} --data '{}': is no folder; give the folder of data sets as "
                    "--data-folder",
                    who, printable(data)));
}

}  // namespace odelia
