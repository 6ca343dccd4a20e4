#include "models/conventions/convention.h"

#include <algorithm>
#include <cmath>

#include "models/conventions/parts.h"
#include "models/data/outside.h"
#include "solvers/registered.h"

namespace odelia {
namespace {

constexpr const char* kOutputs[] = {"data", "noise",      "minus_noise", "velocity",
                                    "flow", "minus_flow", "score",       "edm"};
constexpr double kCleanTolerance = 0.05;  // in log s, as NetworkModel's
constexpr double kRounding = 1e-9;        // of a process that ends at s_max itself

Registered<ConventionEntry>& entries() {
  static Registered<ConventionEntry> all("convention");
  return all;
}

/// z0 = on_z z + on_output F, where z = alpha z0 + sigma n.
struct ToOwnData {
  double on_z, on_output;
};

ToOwnData to_own_data(const Convention& c, const Level& at) {
  const double a = at.alpha, s = at.sigma;
  switch (c.output) {
    case Output::data:
      return {0, 1};
    case Output::velocity:
      return {a / (a * a + s * s), -s / std::hypot(a, s)};
    case Output::flow:
      return {1 / (a + s), -s / (a + s)};
    case Output::minus_flow:
      return {1 / (a + s), s / (a + s)};
    case Output::edm: {
      const double d2 = c.sigma_data * c.sigma_data, v = s * s + a * a * d2;
      return {a * d2 / v, s * c.sigma_data / std::sqrt(v)};
    }
    default:
      throw std::logic_error("read as noise");
  }
}

/// n over the output F, where F says the noise.
double noise_in_output(const Convention& c, const Level& at) {
  return c.output == Output::noise         ? 1
         : c.output == Output::minus_noise ? -1
                                           : -c.scale(at) * at.sigma;
}

}  // namespace

const char* to_string(Output output) { return kOutputs[static_cast<int>(output)]; }

Prediction Convention::native() const {
  switch (output) {
    case Output::noise:
    case Output::minus_noise:
    case Output::score:
      return Prediction::noise;
    case Output::flow:
    case Output::minus_flow:
      return data_scale == 1 && data_offset == 0 ? Prediction::flow : Prediction::data;
    default:
      return Prediction::data;
  }
}

double Convention::lambda_max() const { return std::log(data_scale / s_min); }

std::vector<double> Convention::levels() const {
  std::vector<double> out = table;
  for (double& s : out) s /= data_scale;
  return out;
}

Convention::Question Convention::ask(double alpha, double sigma) const {
  const Level at{alpha, data_scale * sigma};
  if (!(alpha > 0) && !at_pure_noise)
    throw std::domain_error(
        fmt::format("convention '{}': cannot be asked at alpha = {}, where its input, its time or "
                    "what it says of "
                    "the data is infinite; start where alpha > 0, as with t_max=0.999",
                    name, alpha));
  const double s = at.s();
  if (!(s >= s_min * std::exp(-kCleanTolerance)))
    throw std::domain_error(fmt::format(
        "convention '{}': asked at sigma/alpha = {:.4g}, and the network knows {:.4g} and more; "
        "end "
        "earlier, at a larger t_min or sigma_min, or say s_min={:.2g} if it does know that level",
        name, s / data_scale, s_min / data_scale, s));
  const Level told = s < s_min ? Level{1, s_min} : s > s_max ? Level{1, s_max} : at;
  // Beyond s_max the data are lost in the noise: the input r z is brought down to the size that it
  // has there, and what the network then says of the data is taken.
  const bool beyond = s > s_max * (1 + kRounding);
  const Level asked = beyond ? told : at;
  const double r = beyond ? std::hypot(told.alpha, told.sigma) / std::hypot(at.alpha, at.sigma) : 1;
  Question q{};
  q.time = time(told);
  const double k = scale(asked) * r;
  q.on_x = k * data_scale, q.constant = k * data_offset * alpha;
  if (native() == Prediction::noise) {
    const double noise = noise_in_output(*this, asked);
    q.from_output = noise;
    if (!beyond) return q;
    // n = (z - alpha z0) / sigma, where z0 = r z - s_max n' and n' is what it says there.
    const double on_z = (1 - alpha * r) / at.sigma;
    q.from_x = on_z * data_scale, q.from_constant = on_z * data_offset * alpha;
    q.from_output = noise * s_max / s;
    return q;
  }
  const auto [on_z, on_output] = to_own_data(*this, asked);
  if (native() == Prediction::flow) {
    q.from_output = output == Output::flow ? 1 : -1;
    if (!beyond) return q;
    // u = n - z0 = (z - (alpha + sigma) z0) / sigma, where z0 is what it says at s_max.
    const double both = at.alpha + at.sigma;
    q.from_x = (1 - both * on_z * r) / at.sigma, q.from_output = -both * on_output / at.sigma;
    return q;
  }
  // z = r (data_scale x + data_offset alpha), and x0 = (z0 - data_offset) / data_scale
  q.from_x = on_z * r;
  q.from_output = on_output / data_scale;
  q.from_constant = data_offset * (on_z * r * alpha - 1) / data_scale;
  return q;
}

void register_convention(ConventionEntry entry) {
  const std::string name = entry.name;
  entries().add(name, std::move(entry));
}

const std::map<std::string, ConventionEntry>& convention_entries() { return entries().all(); }

const ConventionEntry& convention_entry(const std::string& name, const std::string& who) {
  return entries().at(name, who);
}

const std::vector<OptionDoc>& convention_options() {
  static const std::vector<OptionDoc> all{
      {"channels", "",
       "of the output, kept from the first on: a number, all, or half of twice as "
       "many"},
      {"data_scale", "", "of its data = data_scale x0 + data_offset, for x0 in [-1, 1]"},
      {"data_offset", "", "see data_scale"},
      {"null_label", "", "the label that stands for no class; none: it takes no labels"},
      {"classes", "",
       "how many it knows, where it is told them as float32 rows [B, classes], a 1 at the label "
       "and zeros for no class (EDM's and EDM2's own networks), and not as int64 [B]"},
      {"s_min", "", "the smallest sigma/alpha that it knows, in units of its own data"},
      {"s_max", "", "the largest; above, it is asked as at this one"}};
  return all;
}

namespace {

int64_t channels_from(const Spec& spec, int64_t fallback) {
  const std::string text = spec.options.text("channels", "");
  if (text.empty()) return fallback;
  if (text == "all") return 0;
  if (text == "half") return Convention::kHalf;
  return whole_option(spec, "channels", 0, 1, 1 << 20);
}

std::string channels_text(int64_t channels) {
  return channels == 0 ? "all" : channels == Convention::kHalf ? "half" : std::to_string(channels);
}

void apply_common(const Spec& spec, Convention& c) {
  c.channels = channels_from(spec, c.channels);
  c.data_scale = spec.options.number("data_scale", c.data_scale);
  c.data_offset = spec.options.number("data_offset", c.data_offset);
  if (!spec.options.text("classes", "").empty())
    c.null_label = c.classes = whole_option(spec, "classes", 0, 1, 1 << 20);
  if (spec.options.text("null_label", "") == "none")
    c.null_label = -1;
  else
    c.null_label =
        whole_option(spec, "null_label", c.null_label, c.null_label < 0 ? -1 : 0, 1 << 30);
  c.s_min = spec.options.number("s_min", c.s_min);
  c.s_max = spec.options.number("s_max", c.s_max);
  if (!(c.data_scale > 0)) refuse_option(spec, "data_scale", "must be positive", c.data_scale);
  if (!(c.s_min >= 0)) refuse_option(spec, "s_min", "must be 0 or more", c.s_min);
  if (!(c.s_max > c.s_min))
    refuse_option(spec, "s_max", fmt::format("must be more than s_min, {:.6g}", c.s_min), c.s_max);
}

/// Everything that an answer depends on: the options of the preset, given or by default, and the
/// common ones as they came out.
std::string identity_of(const ConventionEntry& entry, const Spec& spec, const Convention& c) {
  std::vector<std::string> words;
  for (const OptionDoc& option : entry.options)
    if (option.name != "file")
      words.push_back(option.name + "=" + spec.options.text(option.name, option.fallback));
  if (!c.identity.empty()) words.push_back(c.identity);
  words.push_back(fmt::format(
      "channels={}, data_scale={}, data_offset={}, null_label={}, s_min={}, "
      "s_max={}",
      channels_text(c.channels), c.data_scale, c.data_offset, c.null_label, c.s_min, c.s_max));
  if (c.classes > 0) words.push_back(fmt::format("classes={}", c.classes));
  if (std::isfinite(c.s_max)) words.push_back("above=as at s_max");  // it was told s_max alone once
  if (const auto hash = outside_hash(entry.make.target_type()); !hash.empty())
    words.push_back("program=" + hash);
  return fmt::format("{}({})", entry.name, fmt::join(words, ", "));
}

}  // namespace

Convention make_convention(const std::string& text) {
  const Spec spec = parse_spec(text, "convention");
  const ConventionEntry& entry = entries().at(spec.name, "", "odelia conventions");
  std::vector<std::string> known;
  for (const auto* options : {&entry.options, &convention_options()})
    for (const OptionDoc& option : *options) known.push_back(option.name);
  check_options(spec, known, "convention");
  Convention c = entry.make(spec);
  c.name = to_string(spec);
  apply_common(spec, c);
  c.identity = identity_of(entry, spec, c);
  return c;
}

}  // namespace odelia
