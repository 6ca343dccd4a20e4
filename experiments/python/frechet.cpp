#include "experiments/metrics/frechet.h"

#include <cmath>
#include <optional>

#include "experiments/metrics/metric.h"
#include "experiments/python/bind.h"
#include "models/data/images/images.h"
#include "models/features/extractor.h"

namespace odelia::python {
namespace {

void check_features(const std::string& who, const char* name, const Tensor& x) {
  if (x.dim() != 2 || !x.is_floating_point())
    throw std::invalid_argument(fmt::format(
        "{}: {} must be features [N, d], floating; got {} [{}]; images need extractor=", who, name,
        c10::toString(x.scalar_type()), fmt::join(x.sizes(), ", ")));
}

py::dict frechet(const Tensor& a, const Tensor& b) {
  const NoGil free;
  FrechetDistance d;
  double error = 0;
  check_features("frechet", "a", a), check_features("frechet", "b", b);
  const Tensor fa = a.detach().cpu().contiguous(), fb = b.detach().cpu().contiguous();
  const Gaussian reference = moments_of(fb).finish();
  d = frechet_distance(moments_of(fa).finish(), reference);
  error = frechet_standard_error(fa, reference);
  const Gil gil;
  return py::dict(py::arg("value") = d.value, py::arg("mean_part") = d.mean_part,
                  py::arg("cov_part") = d.cov_part, py::arg("standard_error") = error);
}

py::dict frechet_statistics(const Tensor& mu_a, const Tensor& sigma_a, const Tensor& mu_b,
                            const Tensor& sigma_b) {
  const NoGil free;
  const FrechetDistance d = frechet_distance({0, mu_a, sigma_a}, {0, mu_b, sigma_b});
  const Gil gil;
  return py::dict(py::arg("value") = d.value, py::arg("mean_part") = d.mean_part,
                  py::arg("cov_part") = d.cov_part, py::arg("standard_error") = std::nan(""));
}

/// A registered metric of features a held against b; `extractor`: what gives a's class logits.
py::dict metric(const std::string& name, const Tensor& a, const std::optional<Tensor>& b,
                const std::string& extractor) {
  const NoGil free;
  const std::string who = fmt::format("metric '{}'", name);
  const MetricEntry& entry = metric_entry(name, "odelia.metric");
  check_features(who, "a", a);
  if (b.has_value() != entry.of_reference)
    throw std::invalid_argument(fmt::format(
        "{}: {}", who, entry.of_reference ? "needs b, what a is held against" : "takes no b"));
  FeatureSet samples{{}, a.detach().cpu().contiguous()}, reference;
  if (b) {
    check_features(who, "b", *b);
    reference.features = b->detach().cpu().contiguous();
    reference.gaussian = moments_of(reference.features).finish();
  }
  if (entry.of_classes) {
    if (extractor.empty())
      throw std::invalid_argument(who + ": needs extractor=, whose classes they are");
    const auto network = open_extractor(extractor);
    check_classes(entry, *network, who);
    samples.logits = network->class_logits(samples.features);
  }
  const Measurement m = entry.against(reference)(samples);
  const Gil gil;
  py::dict parts;
  for (const auto& part : m.parts) parts[part.key.c_str()] = part.value;
  return py::dict(py::arg("value") = m.value, py::arg("standard_error") = m.standard_error,
                  py::arg("jackknife") = m.jackknife, py::arg("parts") = parts,
                  py::arg("lower_is_better") = entry.lower_is_better);
}

std::vector<std::string> metric_names() {
  std::vector<std::string> out;
  for (const auto& [name, entry] : metric_entries()) out.push_back(name);
  return out;
}

Tensor features(const std::string& extractor, const Tensor& images) {
  const NoGil free;
  const Tensor in = images.detach().cpu().contiguous();
  return extract(*open_extractor(extractor), in.scalar_type() == at::kByte ? in : to_uint8(in));
}

}  // namespace

void bind_frechet(py::module_& m) {
  m.def("frechet", &frechet);
  m.def("frechet_statistics", &frechet_statistics);
  m.def("metric", &metric);
  m.def("metric_names", &metric_names);
  m.def("features", &features);
}

}  // namespace odelia::python
