#include "experiments/sample/one_step.h"

#include <nlohmann/json.hpp>

#include "experiments/command/hashes.h"
#include "experiments/command/seeds.h"
#include "experiments/command/verbs.h"
#include "experiments/sample/files.h"
#include "experiments/sample/share.h"
#include "experiments/sample/sheet.h"
#include "models/data/images/images.h"
#include "models/networks/autoencoder/generator.h"
#include "solvers/text.h"

namespace odelia {
namespace {

SampleRows generate_rows(const OneStepGenerator& generator, const std::vector<uint64_t>& seeds) {
  const Solution made = generate(generator, seeds);
  SampleRows out;
  out.seeds = seeds, out.x = to_uint8(made.x), out.outcome = made.outcome;
  return out;
}

std::vector<uint64_t> seeds_of(const std::vector<uint64_t>& seeds,
                               const std::vector<int64_t>& rows) {
  std::vector<uint64_t> out;
  for (int64_t row : rows) out.push_back(seeds[static_cast<size_t>(row)]);
  return out;
}

}  // namespace

void sample_in_one_step(const OneStepRequest& r) {
  if (!r.of_solving.empty())
    throw Misuse(fmt::format(
        "sample {}: network '{}' makes an image in one pass, float32 on the CPU, without solver, "
        "process or grid; leave {} out",
        fmt::join(r.of_solving, ", "), printable(r.model),
        r.of_solving.size() > 1 ? "them" : "it"));
  if (r.batch < 1) throw Misuse(fmt::format("sample --batch: must be 1 or more, got {}", r.batch));
  const auto seeds = parse_seed_list(r.seeds, "sample --seeds");
  check_sample_format(r.format, /*images=*/true, "sample --format");
  check_sample_seeds(seeds, "sample --seeds");
  const auto generator = open_one_step(r.model);
  check_sheet(r.sheet, static_cast<int64_t>(seeds.size()), generator->image_shape());
  const nlohmann::ordered_json question = {
      {"verb", "sample"},
      {"solver", "none, one pass"},
      {"model_hash", hash_network(r.model, generator->kind())},
      {"noise", "seeds"},
      {"seeds", to_string(seeds)},
      {"dtype", "float32"},
      {"device", "cpu"},
      {"arithmetic", arithmetic()},
      {"format", r.format},
      {"scaling", fmt::format("[-1, 1] to bytes, {}", kRoundingRule)}};
  refuse_other_samples(r.out);
  const auto count = static_cast<int64_t>(seeds.size());
  SharedFolder folder("sample", r.out, question, this_rank(), count, piece_size(count, r.batch));
  if (const auto warning = generator->warning(); !warning.empty() && folder.leads())
    fmt::print(stderr, "odelia: {}\n", warning);
  if (folder.shared()) {
    const auto solve = [&](const std::vector<int64_t>& rows) {
      return generate_rows(*generator, seeds_of(seeds, rows));
    };
    if (!share_samples(folder, seeds, r.batch, solve, r.format, question)) return;
  } else if (!holds_sample_set(r.out)) {
    SampleRows all;
    for (size_t from = 0; from < seeds.size(); from += static_cast<size_t>(r.batch)) {
      const size_t to = std::min(from + static_cast<size_t>(r.batch), seeds.size());
      all.append(generate_rows(*generator, {seeds.begin() + static_cast<int64_t>(from),
                                            seeds.begin() + static_cast<int64_t>(to)}));
    }
    write_sample_set(r.out, all, r.format, question);
  }
  const auto failed = read_sample_manifest(r.out).at("failed").size();
  if (r.sheet > 0 && failed == 0) write_sheet(r.out, "sheet.png", r.sheet);
  fmt::print("{} samples by {} '{}', 1 evaluation each, in {}\n", seeds.size() - failed,
             generator->kind(), printable(r.model), r.out);
  if (failed > 0)
    throw std::runtime_error(fmt::format(
        "sample: {} of {} samples failed: pixels that are not finite", failed, seeds.size()));
}

}  // namespace odelia
