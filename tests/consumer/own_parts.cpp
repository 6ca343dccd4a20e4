// A time grid, a convention, a metric and a verb outside of Odelia's tree, from the parts that those
// inside are made of:
//   own_parts schedules --grid square_root_of_mine;  own_parts conventions;  own_parts metrics furthest_of_mine ...;
//   own_parts hello
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

#include <odelia/command_line.h>
#include <odelia/convention_parts.h>
#include <odelia/grid_parts.h>
#include <odelia/metric_parts.h>

namespace {
using namespace odelia;

const RegisterTimeGrid square_root_of_mine{{.name = "square_root_of_mine",
                                            .summary = "equal steps in sqrt(t)",
                                            .make = [](const GridRequest& r) {
                                              return equal_steps(
                                                  r.steps, r.from, r.to,
                                                  [](double t) { return std::sqrt(t); },
                                                  [](double u) { return u * u; });
                                            }}};

const RegisterConvention halved_of_mine{{.name = "halved_of_mine",
                                         .summary = "noise prediction told s/2",
                                         .input = "1/sqrt(1 + s^2)",
                                         .time = "s/2",
                                         .output = "n",
                                         .source = "mine",
                                         .make = [](const Spec&) {
                                           Convention c;
                                           c.scale = unit_variance;
                                           c.time = [](const Level& at) { return at.s() / 2; };
                                           c.output = Output::noise;
                                           c.s_min = 0.01, c.s_max = 100;
                                           return c;
                                         }}};

/// The share of samples further from every real image than that is from its own nearest one.
Measurement measure(const GroupedFeatures& reference, const Radii& radii,
                    const FeatureSet& samples) {
  const GroupedFeatures x = grouped_samples(samples, reference, "furthest_of_mine");
  std::vector<char> near(x.size());
  each_within(reference, x, radii.squared, [&](int64_t, int64_t j, double) { near[j] = 1; });
  double far = 0;
  for (const char n : near) far += n == 0;
  return {.value = far / static_cast<double>(x.size())};
}

const RegisterMetric furthest_of_mine{{.name = "furthest_of_mine",
                                       .title = "share far from all images",
                                       .label = "FAR",
                                       .summary = "mine",
                                       .comparable = "at one N",
                                       .reading = "is a share",
                                       .error_says = "has none",
                                       .ratios = false,
                                       .of_features = true,
                                       .least = [](int64_t) { return int64_t{2}; },
                                       .with_fewer = "has no value",
                                       .reference_needs = 2,
                                       .against = [](const FeatureSet& reference) -> Measure {
                                         return against_balls(reference, 1, "furthest_of_mine",
                                                              measure);
                                       }}};

const RegisterVerb hello_of_mine{{"hello", "greets", [](CommandLine& app) {
                                    app.example("Look around", "own_parts hello --name you");
                                    auto name = std::make_shared<std::string>("world");
                                    app.option("--name", *name, "who is greeted").show_default();
                                    app.run([name] { std::printf("hello, %s\n", name->c_str()); });
                                  }}};
}  // namespace

int main(int argc, char** argv) { return odelia::run_command_line(argc, argv); }
