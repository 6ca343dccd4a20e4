#include "experiments/train/loop.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <stdexcept>
#include <utility>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>

#include "experiments/command/duration.h"
#include "experiments/command/run_folder.h"
#include "experiments/train/state.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/kernels/memory.h"
#include "solvers/names.h"
#include "solvers/text.h"

namespace odelia {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// What may change between a run and its continuation, as it holds from here on.
nlohmann::json settings(const LoopConfig& c) {
  return {{"lr", c.optimizer.lr},
          {"muon_lr", c.optimizer.muon_lr},
          {"clip", c.clip},
          {"warmup", c.warmup},
          {"schedule", c.schedule},
          {"decay_from", c.decay_from},
          {"further_ema", c.further_ema},
          {"steps", c.steps},
          {"minutes", c.minutes}};
}

/// Notes the settings with the step from which they hold, unless they held before.
void note_settings(const LoopConfig& c, TrainingState& state) {
  auto now = settings(c);
  now["step"] = state.step;
  if (!state.history.empty()) {
    auto before = state.history.back();
    before["step"] = state.step;
    if (before == now) return;
  }
  state.history.push_back(now);
}

/// Stops a run that has diverged.
[[noreturn]] void diverged(const std::string& what, int64_t step,
                           const std::filesystem::path& state_file) {
  const bool kept = std::filesystem::exists(state_file);
  throw std::runtime_error(
      fmt::format("train: {} at step {}; lower the learning rate (--set optimizer.lr=..., "
                  "optimizer.muon_lr=...)"
                  " or clip gradients (--set training.clip=1), and the run {}",
                  what, step,
                  kept ? "goes on from " + state_file.string() + ", which was finite"
                       : "begins anew: nothing had been saved yet"));
}

/// Whether two sets of the same names hold the same numbers.
bool same(const ParameterSet& a, const ParameterSet& b) {
  return std::all_of(a.begin(), a.end(),
                     [&](const auto& named) { return at::equal(named.second, b.at(named.first)); });
}

/// What weights mean by a network's description: without a classifier's measures of its images, and
/// without dropout, which training alone knows.
nlohmann::ordered_json meant(const nlohmann::json& network) {
  nlohmann::ordered_json out = network;
  if (out.is_object())
    for (const char* key : {"mean", "std", "dropout"}) out.erase(key);
  return out;
}

constexpr int64_t kLookEvery = 50;  // steps, on a device: some tenths of a second

/// The losses of a run, summed where they are; the host looks at the sum every so many steps, and
/// waits there for all that it has launched.
class LossSum {
 public:
  explicit LossSum(int64_t every) : every_(every) {}
  /// True where the host has looked: at this loss and all before it.
  bool add(const Tensor& loss) {
    sum_ = sum_.defined() ? sum_ + loss.detach() : loss.detach();
    ++steps_;
    if (++unseen_ < every_) return false;
    latest_ = std::exchange(sum_, Tensor()).item<double>() / double(std::exchange(unseen_, 0));
    total_ += latest_, ++looks_;
    return true;
  }
  double latest() const { return latest_; }  ///< the mean at the last look
  bool seen() const { return looks_ > 0; }
  double mean() const { return total_ / double(looks_); }  ///< since `begin`, as far as seen
  int64_t steps() const { return steps_; }                 ///< since `begin`
  void begin() { total_ = 0, looks_ = 0, steps_ = 0; }

 private:
  int64_t every_, unseen_ = 0, looks_ = 0, steps_ = 0;
  double latest_ = 0, total_ = 0;
  Tensor sum_;
};

}  // namespace

void check(const LoopConfig& c) {
  if ((c.steps > 0) == (c.minutes > 0))
    throw std::invalid_argument(
        "train: the budget must name steps or minutes, one of both and more than zero");
  check(c.optimizer);
  if (c.schedule != "constant" && c.schedule != "linear" && c.schedule != "cosine")
    throw std::invalid_argument("train: unknown schedule '" + c.schedule + "'; " +
                                known_names(c.schedule, {"constant", "cosine", "linear"}));
  std::set<double> decays{c.ema};
  for (const double decay : c.further_ema)
    if (!decays.insert(decay).second)
      throw std::invalid_argument(fmt::format(
          "train: training.further_ema names {}{}; leave it out, for an average is kept once",
          decay, decay == c.ema ? ", as training.ema does" : " twice"));
}

ParameterSet TrainingTask::initial_from(const std::filesystem::path& folder,
                                        const nlohmann::json& description, uint64_t seed) {
  // Shapes alone would not tell: groups of a norm, for one, have none.
  const auto differs = difference(meant(description.at("network")), meant(network()));
  if (!differs.empty())
    throw std::invalid_argument(fmt::format(
        "train: from '{}': its weights would mean something else, for network.{}; take the same "
        "there, or another network",
        printable(folder.string()), differs));
  return read_parameters(folder, description, initial(seed));
}

double learning_rate_factor(const LoopConfig& c, int64_t step, double progress) {
  const double warm = c.warmup > 0 ? std::min(1.0, double(step + 1) / c.warmup) : 1;
  if (c.schedule == "constant" || progress <= c.decay_from) return warm;
  const double left = std::max(0.0, (1 - progress) / (1 - c.decay_from));
  return warm * (c.schedule == "cosine" ? 0.5 * (1 - std::cos(M_PI * left)) : left);
}

ParameterSet run_training(TrainingTask& task, const LoopConfig& c,
                          const std::filesystem::path& folder,
                          const std::function<void(const std::string&)>& log,
                          const ParameterSet& start) {
  check(c);
  keep_freed_memory();

  TrainingState state{.parameters = channels_last(on_device(
                          start.empty() ? task.initial(c.seed) : clone(start), c.device))};
  for (auto& [name, value] : state.parameters)
    if (task.trains(name)) value.set_requires_grad(true);
  state.average = clone(state.parameters);
  for (double decay : c.further_ema)
    state.further[fmt::format("{}", decay)] = clone(state.parameters);
  Optimizer optimizer(c.optimizer, state.parameters);
  const auto state_file = folder / "state.safetensors";
  if (std::filesystem::exists(state_file)) {
    load_state(state_file, c.config_text, state, optimizer, c.resolve);
    log(fmt::format("resumed at step {} after {}", state.step, duration(state.seconds)));
  }
  note_settings(c, state);
  const auto require_finite = [&] {
    if (const auto name = not_finite(state, optimizer); !name.empty())
      diverged("'" + name + "' is no longer finite", state.step, state_file);
  };
  // Weights may be finite and of no use: a state takes the place of the one before only once its
  // own loss was finite.  The next step shows that; where there is none, a look at that step's.
  const auto next_file = folder / "state.next.safetensors";
  std::filesystem::remove(next_file);
  remove_unfinished(folder);
  const auto save_next = [&] {
    require_finite();
    save_state(next_file, c.config_text, state, optimizer);
  };
  const auto accept_next = [&] {
    if (std::filesystem::exists(next_file)) std::filesystem::rename(next_file, state_file);
  };
  const auto require_finite_loss = [&](double value) {
    if (!std::isfinite(value))
      diverged(fmt::format("the loss became {}", value), state.step, state_file);
  };
  const auto look_ahead = [&] {
    require_finite();
    at::NoGradGuard no_grad;
    ParameterSet copy = clone(state.parameters);  // a loss may move running statistics
    require_finite_loss(task.loss(copy, c.seed, state.step).item<double>());
  };
  log(fmt::format("{} parameters, {}, batch {}", count(state.parameters), c.optimizer.name,
                  c.batch));

  // Players that take turns see the same images.
  const auto images_seen = [&](int64_t steps) {
    return steps > 0 ? (task.turn(steps - 1) + 1) * c.batch : 0;
  };
  const auto facts = [&] {
    nlohmann::json out = {{"steps", state.step}, {"images_seen", images_seen(state.step)}};
    if (state.history.size() > 1) out["settings"] = state.history;
    if (!c.from.is_null()) out["from"] = c.from;
    return out;
  };
  // No average is longer than a ninth of the run, which its first weights would still weigh in.
  const auto decay_now = [&](double decay) {
    return std::min(decay, (1.0 + double(state.step)) / (10.0 + double(state.step)));
  };
  const auto measure = [&](const ParameterSet& average, double decay, bool thorough,
                           const std::string& when) {
    const auto measures = task.evaluate(average, thorough);
    const double now = decay_now(decay);
    log(fmt::format("{}  EMA {}{}  test {}", when, decay,
                    now < decay ? fmt::format(" ({:.5f} so far)", now) : "", measures.dump()));
    return measures;
  };
  const auto save_average = [&](const ParameterSet& average, const std::filesystem::path& to,
                                double decay, nlohmann::json measures) {
    measures.update(facts());
    measures["ema"] = decay_now(decay);
    task.save(average, to, measures);
  };
  // Averages that are the same so far, for the run is shorter than any of them, are measured once.
  const auto save_averages = [&](bool thorough, const std::string& when) {
    auto measures = measure(state.average, c.ema, thorough, when);
    save_average(state.average, folder, c.ema, measures);
    const ParameterSet* measured = &state.average;
    for (double decay : c.further_ema) {
      const auto text = fmt::format("{}", decay);
      const ParameterSet& average = state.further.at(text);
      if (!same(average, *measured)) {
        measures = measure(average, decay, thorough, when);
        measured = &average;
      }
      save_average(average, folder / ("ema-" + text), decay, measures);
    }
  };
  double reported = 0, saved = 0, evaluated = 0;
  LossSum losses(c.look_every > 0 ? c.look_every : c.device.is_cpu() ? 1 : kLookEvery);
  const double before = state.seconds;
  const auto began = std::chrono::steady_clock::now();
  double not_training = 0;  // evaluation does not count against the minutes
  for (;;) {
    const double now = seconds_since(began);
    state.seconds = before + now - not_training;
    const double progress =
        c.steps > 0 ? double(state.step) / c.steps : state.seconds / (60 * c.minutes);
    if (progress >= 1) break;

    auto loss = task.loss(state.parameters, c.seed, state.step);
    if (losses.add(loss)) {
      require_finite_loss(losses.latest());
      accept_next();
    }
    loss.backward();
    if (c.clip > 0) clip_gradients(state.parameters, c.clip);
    optimizer.step(state.parameters, task.turn(state.step) + 1,
                   learning_rate_factor(c, state.step, progress) * task.rate(state.step));
    update_average(state.average, state.parameters, decay_now(c.ema));
    for (double decay : c.further_ema)
      update_average(state.further.at(fmt::format("{}", decay)), state.parameters,
                     decay_now(decay));
    ++state.step;

    if (now - reported >= c.report_seconds && losses.seen()) {
      log(fmt::format("step {}  loss {:.5f}  {:.0f} images/s  done {:.1f} %  ETA {}", state.step,
                      losses.mean(), losses.steps() * c.batch / (now - reported), 100 * progress,
                      duration(progress > 0 ? state.seconds * (1 - progress) / progress : 0)));
      reported = now, losses.begin();
    }
    const double minute = now / 60;
    if (minute - saved >= c.save_minutes) {
      save_next();
      saved = minute;
    }
    const int64_t seen = images_seen(state.step), seen_before = images_seen(state.step - 1);
    const bool keeps = c.keep_images > 0 && seen / c.keep_images > seen_before / c.keep_images,
               evaluates = minute - evaluated >= c.evaluate_minutes;
    if (!keeps && !evaluates) continue;
    look_ahead();
    if (keeps)
      save_average(state.average, folder / fmt::format("images-{:09}", seen), c.ema,
                   measure(state.average, c.ema, false, fmt::format("step {}, kept", state.step)));
    if (evaluates) save_averages(false, fmt::format("step {}", state.step));
    const double after = seconds_since(began);
    if (evaluates) evaluated = after / 60;
    reported = after, losses.begin();
    not_training += after - now;
  }
  look_ahead();
  save_next();
  accept_next();
  save_averages(true, fmt::format("finished: {} steps, {}", state.step, duration(state.seconds)));
  return state.average;
}

}  // namespace odelia
