#include "experiments/see/lambda_range.h"

#include <algorithm>
#include <cmath>

#include "experiments/command/verbs.h"
#include "models/networks/score/network_model.h"
#include "solvers/number_in.h"
#include "solvers/text.h"

namespace odelia {
namespace {

std::pair<double, double> parse_lambda(const std::string& text, const std::string& verb) {
  const std::string_view all = text;
  const size_t colon = std::min(all.find(':'), all.size());
  const auto low = number_in<double>(all.substr(0, colon)),
             high = number_in<double>(all.substr(std::min(colon + 1, all.size())));
  if (!low || !high || !(*low >= -20 && *low < *high && *high <= 20))
    throw Misuse(
        fmt::format("{} --lambda: expected two half log-SNRs LOW:HIGH, such as -6:5, within -20 "
                    "to 20, got '{}'",
                    verb, printable(text)));
  return {*low, *high};
}

}  // namespace

std::pair<double, double> lambda_range(const std::string& text, const ScoreModel& model,
                                       const std::string& verb) {
  double low = -6, high = std::min(6.0, model.lambda_max());
  if (const auto* network = dynamic_cast<const NetworkModel*>(&model))
    low = network->checkpoint().lambda_range[0], high = network->checkpoint().lambda_range[1];
  else if (const auto levels = model.levels(); levels.size() > 1)
    low = -std::log(levels.back()), high = -std::log(levels.front());
  if (!text.empty()) std::tie(low, high) = parse_lambda(text, verb);
  if (high > model.lambda_max() + 1e-9)
    throw Misuse(fmt::format(
        "{} --lambda '{}': the model knows noise levels up to log(alpha/sigma) = {:.4g}; end "
        "there",
        verb, text, model.lambda_max()));
  return {low, high};
}

}  // namespace odelia
