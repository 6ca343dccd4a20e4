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

/// Steps from one look at the loss to the next: on a device some tenths of a second.
int64_t look_every(const LoopConfig& c) {
  constexpr int64_t on_device = 50;
  return c.look_every > 0 ? c.look_every : c.device.is_cpu() ? 1 : on_device;
}

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

namespace {

/// One run: what it is at, and what it leaves in its folder.
class TrainingRun {
 public:
  TrainingRun(TrainingTask& task, const LoopConfig& config, const std::filesystem::path& folder,
              const std::function<void(const std::string&)>& log, const ParameterSet& start)
      : task_(task),
        c_(config),
        folder_(folder),
        state_file_(folder / "state.safetensors"),
        next_file_(folder / "state.next.safetensors"),
        log_(log),
        state_(state_from(start)),
        optimizer_(c_.optimizer, state_.parameters),
        losses_(look_every(c_)) {
    if (std::filesystem::exists(state_file_)) {
      load_state(state_file_, c_.config_text, state_, optimizer_, c_.resolve);
      log_(fmt::format("resumed at step {} after {}", state_.step, duration(state_.seconds)));
    }
    note_settings(c_, state_);
    std::filesystem::remove(next_file_);
    remove_unfinished(folder_);
    log_(fmt::format("{} parameters, {}, batch {}", count(state_.parameters), c_.optimizer.name,
                     c_.batch));
  }

  /// Until the budget is spent.  Returns the average.
  ParameterSet train() {
    const double before = state_.seconds;
    began_ = std::chrono::steady_clock::now();
    for (;;) {
      const double now = seconds_since(began_);
      state_.seconds = before + now - not_training_;
      const double progress =
          c_.steps > 0 ? double(state_.step) / c_.steps : state_.seconds / (60 * c_.minutes);
      if (progress >= 1) break;
      step(progress);
      report(now, progress);
      if (now / 60 - saved_ >= c_.save_minutes) {
        save_next();
        saved_ = now / 60;
      }
      evaluate();
    }
    look_ahead();
    save_next();
    accept_next();
    save_averages(true,
                  fmt::format("finished: {} steps, {}", state_.step, duration(state_.seconds)));
    return state_.average;
  }

 private:
  TrainingState state_from(const ParameterSet& start) const {
    TrainingState out{.parameters = channels_last(on_device(
                          start.empty() ? task_.initial(c_.seed) : clone(start), c_.device))};
    for (auto& [name, value] : out.parameters)
      if (task_.trains(name)) value.set_requires_grad(true);
    out.average = clone(out.parameters);
    for (double decay : c_.further_ema)
      out.further[fmt::format("{}", decay)] = clone(out.parameters);
    return out;
  }

  void step(double progress) {
    auto loss = task_.loss(state_.parameters, c_.seed, state_.step);
    if (losses_.add(loss)) {
      require_finite_loss(losses_.latest());
      accept_next();
    }
    loss.backward();
    if (c_.clip > 0) clip_gradients(state_.parameters, c_.clip);
    optimizer_.step(state_.parameters, task_.turn(state_.step) + 1,
                    learning_rate_factor(c_, state_.step, progress) * task_.rate(state_.step));
    update_average(state_.average, state_.parameters, decay_now(c_.ema));
    for (double decay : c_.further_ema)
      update_average(state_.further.at(fmt::format("{}", decay)), state_.parameters,
                     decay_now(decay));
    ++state_.step;
  }

  /// now: seconds since the run began here.
  void report(double now, double progress) {
    if (now - reported_ < c_.report_seconds || !losses_.seen()) return;
    log_(fmt::format("step {}  loss {:.5f}  {:.0f} images/s  done {:.1f} %  ETA {}", state_.step,
                     losses_.mean(), losses_.steps() * c_.batch / (now - reported_), 100 * progress,
                     duration(progress > 0 ? state_.seconds * (1 - progress) / progress : 0)));
    reported_ = now, losses_.begin();
  }

  /// Keeps and measures averages where it is time for that, which does not count as training.
  void evaluate() {
    const double begun = seconds_since(began_);
    const int64_t seen = images_seen(state_.step), seen_before = images_seen(state_.step - 1);
    const bool keeps = c_.keep_images > 0 && seen / c_.keep_images > seen_before / c_.keep_images,
               evaluates = begun / 60 - evaluated_ >= c_.evaluate_minutes;
    if (!keeps && !evaluates) return;
    look_ahead();
    if (keeps)
      save_average(
          state_.average, folder_ / fmt::format("images-{:09}", seen), c_.ema,
          measure(state_.average, c_.ema, false, fmt::format("step {}, kept", state_.step)));
    if (evaluates) save_averages(false, fmt::format("step {}", state_.step));
    const double after = seconds_since(began_);
    if (evaluates) evaluated_ = after / 60;
    reported_ = after, losses_.begin();
    not_training_ += after - begun;
  }

  // Weights may be finite and of no use: a state takes the place of the one before only once its
  // own loss was finite.  The next step shows that; where there is none, a look at that step's.
  void save_next() {
    require_finite();
    save_state(next_file_, c_.config_text, state_, optimizer_);
  }
  void accept_next() {
    if (std::filesystem::exists(next_file_)) std::filesystem::rename(next_file_, state_file_);
  }
  void look_ahead() {
    require_finite();
    at::NoGradGuard no_grad;
    ParameterSet copy = clone(state_.parameters);  // a loss may move running statistics
    require_finite_loss(task_.loss(copy, c_.seed, state_.step).item<double>());
  }
  void require_finite() {
    if (const auto name = not_finite(state_, optimizer_); !name.empty())
      diverged("'" + name + "' is no longer finite", state_.step, state_file_);
  }
  void require_finite_loss(double value) const {
    if (!std::isfinite(value))
      diverged(fmt::format("the loss became {}", value), state_.step, state_file_);
  }

  /// Players that take turns see the same images.
  int64_t images_seen(int64_t steps) const {
    return steps > 0 ? (task_.turn(steps - 1) + 1) * c_.batch : 0;
  }
  /// No average is longer than a ninth of the run, which its first weights would still weigh in.
  double decay_now(double decay) const {
    return std::min(decay, (1.0 + double(state_.step)) / (10.0 + double(state_.step)));
  }

  nlohmann::json measure(const ParameterSet& average, double decay, bool thorough,
                         const std::string& when) {
    const auto measures = task_.evaluate(average, thorough);
    const double now = decay_now(decay);
    log_(fmt::format("{}  EMA {}{}  test {}", when, decay,
                     now < decay ? fmt::format(" ({:.5f} so far)", now) : "", measures.dump()));
    return measures;
  }
  void save_average(const ParameterSet& average, const std::filesystem::path& to, double decay,
                    nlohmann::json facts) {
    facts.update({{"steps", state_.step}, {"images_seen", images_seen(state_.step)}});
    if (state_.history.size() > 1) facts["settings"] = state_.history;
    if (!c_.from.is_null()) facts["from"] = c_.from;
    if (!c_.test_data.empty()) facts["test_data"] = c_.test_data;
    facts["ema"] = decay_now(decay);
    task_.save(average, to, facts);
  }
  /// Averages that are the same so far, for the run is shorter than any of them, are measured once.
  void save_averages(bool thorough, const std::string& when) {
    auto measures = measure(state_.average, c_.ema, thorough, when);
    save_average(state_.average, folder_, c_.ema, measures);
    const ParameterSet* measured = &state_.average;
    for (double decay : c_.further_ema) {
      const auto text = fmt::format("{}", decay);
      const ParameterSet& average = state_.further.at(text);
      if (!same(average, *measured)) {
        measures = measure(average, decay, thorough, when);
        measured = &average;
      }
      save_average(average, folder_ / ("ema-" + text), decay, measures);
    }
  }

  TrainingTask& task_;
  const LoopConfig& c_;
  const std::filesystem::path folder_, state_file_, next_file_;
  const std::function<void(const std::string&)>& log_;
  TrainingState state_;
  Optimizer optimizer_;
  LossSum losses_;
  std::chrono::steady_clock::time_point began_;
  double reported_ = 0, not_training_ = 0;  ///< seconds since then
  double saved_ = 0, evaluated_ = 0;        ///< minutes since then
};

}  // namespace

ParameterSet run_training(TrainingTask& task, const LoopConfig& c,
                          const std::filesystem::path& folder,
                          const std::function<void(const std::string&)>& log,
                          const ParameterSet& start) {
  check(c);
  keep_freed_memory();
  return TrainingRun(task, c, folder, log, start).train();
}

}  // namespace odelia
