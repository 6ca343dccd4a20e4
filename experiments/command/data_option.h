#pragma once
#include <string>

#include "experiments/command/settings.h"
#include "models/data/images/read_data.h"

namespace odelia {

/// `--data` names images (a data set, or files of one's own) and `--data-folder` where data sets
/// lie, in every verb.  Some verbs once took the folder as `--data`: where `data` is the path of a
/// folder that holds files of data sets, and no other folder is given, it moves to `folder`.
void take_old_data_folder(std::string& data, std::string& folder);

/// What `--data` may be, for helps.
std::string data_help(bool points = true);

/// The split that is meant: `given`, else `unless_given`; "" of data of one's own, which have none:
/// throws Misuse, in the name of the verb, where one is given.
std::string split_of(const std::string& data, const std::string& given,
                     const std::string& unless_given, const std::string& who);

/// What --labels of data means, for help.
std::string labels_help();

/// What a part of an ImageRule means, by its flag's name.
std::string image_rule_help(const std::string& part);

/// The flags `--resize`, `--filter`, `--transform` and `--skip-broken`.
void add_image_rule(CommandLine& app, ImageRule& rule);
/// The same as flags or keys of a file.
void add_image_rule(Settings& settings, ImageRule& rule);

/// Hash of samples and of their labels, if they have any.
std::string hash_data(const ImageSet& set);

/// Says on stderr which files were left out, if any were.
void note_skipped(const ImageSet& set);

}  // namespace odelia
