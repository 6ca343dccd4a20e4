#include "experiments/metrics/frechet.h"

#include "experiments/python/bind.h"
#include "models/data/images.h"
#include "models/features/extractor.h"

namespace odelia::python {
namespace {

py::dict frechet(const Tensor& a, const Tensor& b) {
  py::gil_scoped_release free;
  FrechetDistance d;
  double error = 0;
  for (const auto& [name, x] : {std::pair("a", a), std::pair("b", b)})
    if (x.dim() != 2 || !x.is_floating_point())
      throw std::invalid_argument(
          fmt::format("frechet: {} must be features [N, d], floating; got {} [{}]; images need "
                      "extractor=",
                      name, c10::toString(x.scalar_type()), fmt::join(x.sizes(), ", ")));
  const Tensor fa = a.detach().cpu().contiguous(), fb = b.detach().cpu().contiguous();
  const Gaussian reference = moments_of(fb).finish();
  d = frechet_distance(moments_of(fa).finish(), reference);
  error = frechet_standard_error(fa, reference);
  py::gil_scoped_acquire gil;
  return py::dict(py::arg("value") = d.value, py::arg("mean_part") = d.mean_part,
                  py::arg("cov_part") = d.cov_part, py::arg("standard_error") = error);
}

Tensor features(const std::string& extractor, const Tensor& images) {
  py::gil_scoped_release free;
  const Tensor in = images.detach().cpu().contiguous();
  return open_extractor(extractor)->features(in.scalar_type() == at::kByte ? in : to_uint8(in));
}

}  // namespace

void bind_frechet(py::module_& m) {
  m.def("frechet", &frechet);
  m.def("features", &features);
}

}  // namespace odelia::python
