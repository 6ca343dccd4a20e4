#include "experiments/see/lambda_range.h"

#include <charconv>
#include <cmath>

#include "experiments/command/verbs.h"
#include "models/networks/score/network_model.h"
#include "solvers/text.h"

namespace odelia {
namespace {

std::pair<double, double> parse_lambda(const std::string& text, const std::string& verb) {
  double low = 0, high = 0;
  const auto number = [](std::string_view part, double& value) {
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return error == std::errc() && end == part.data() + part.size() && std::abs(value) <= 20;
  };
  const std::string_view all = text;
  const size_t colon = all.find(':');
  if (colon == all.npos || !number(all.substr(0, colon), low) ||
      !number(all.substr(colon + 1), high) || !(low < high))
    throw Misuse(
        fmt::format("{} --lambda: expected two half log-SNRs LOW:HIGH, such as -6:5, within -20 "
                    "to 20, got '{}'",
                    verb, printable(text)));
  return {low, high};
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
