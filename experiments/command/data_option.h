#pragma once
#include <string>

namespace odelia {

/// `--data` names images (a data set, or a file of them) and `--data-folder` where data sets lie,
/// in every verb.  Some verbs once took the folder as `--data`: where `data` names a folder and no
/// known data set, and no other folder is given, it moves to `folder`.  Throws Misuse where
/// `data` still names anything and `who` takes no images by name.
void take_old_data_folder(const std::string& who, bool takes_images, std::string& data,
                          std::string& folder);

}  // namespace odelia
