// `odelia config`: what the keys of a config stand for.
#include <algorithm>

#include "experiments/command/verbs.h"
#include "experiments/compare/config.h"
#include "experiments/likelihood/config.h"
#include "experiments/train/config.h"
#include "solvers/text.h"

namespace odelia {
namespace {

void print_keys(const std::vector<KeyDoc>& keys) {
  size_t key = 3, usual = 7;
  for (const KeyDoc& doc : keys)
    key = std::max(key, doc.key.size()), usual = std::max(usual, doc.fallback.size());
  fmt::print("{:{}}  {:{}}  {}\n", "key", key, "default", usual, "what it is");
  for (const KeyDoc& doc : keys)
    fmt::print("{:{}}  {:{}}  {}\n", doc.key, key, doc.fallback, usual, doc.meaning);
}

const RegisterVerb verb{
    {"config", "the keys of a config, with their defaults", [](CommandLine& app) {
       app.example("Sample and measure", "odelia config train");
       auto of = std::make_shared<std::string>("compare"),
            task = std::make_shared<std::string>("score");
       app.option("of", *of, "compare, likelihood or train").show_default();
       const auto option =
           app.option("--task", *task, "of train: score, classifier, ...").show_default();
       app.run([of, task, option] {
         if (option.given() && *of != "train")
           throw Misuse(fmt::format("config --task: of train alone, got '{}'; leave it out",
                                    printable(*of)));
         if (*of == "compare")
           print_keys(compare_keys());
         else if (*of == "likelihood")
           print_keys(likelihood_keys());
         else if (*of == "train")
           print_keys(train_keys(*task));
         else
           throw Misuse(
               fmt::format("config: '{}' has no config; known: compare, likelihood, train", *of));
       });
     }}};

}  // namespace
}  // namespace odelia
