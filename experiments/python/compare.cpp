#include "experiments/compare/compare.h"

#include "experiments/command/config_file.h"
#include "experiments/compare/config.h"
#include "experiments/python/model.h"
#include "models/data/files.h"
#include "solvers/names.h"

namespace odelia::python {
namespace {

py::dict compare(const std::string& config,
                 const std::map<std::string, std::shared_ptr<Model>>& models,
                 const std::string& out, const std::vector<std::string>& set, bool so_far,
                 const py::object& progress) {
  int64_t evaluations = 0;
  CompareResult result;
  std::string table;
  {
    py::gil_scoped_release free;
    const CompareConfig c = load_compare_config(config_file(config), set);
    if (!models.empty() && models.count(c.model) == 0)
      throw std::invalid_argument(fmt::format(
          "compare: the config's model is '{}', and models has {}; name it so there, or give "
          "set={{\"model\": NAME}}",
          c.model, fmt::join(names_in(models), ", ")));
    std::vector<std::unique_ptr<NamedModel>> named;
    for (const auto& [name, model] : models) {
      ModelAtHand at_hand{name == c.model ? model->identity() : "", model->exact, {}};
      at_hand.open = [&, model = model](const NetworkOptions& options) {
        if (options.device != model->device)
          throw std::invalid_argument(
              fmt::format("compare: model '{}' is on {}, and the config's device is {}",
                          model->name, model->device.str(), options.device.str()));
        return watched(model->open(options, /*others_go_on=*/true), [&] {
          ++evaluations;
          if (!progress.is_none()) progress(evaluations);
        });
      };
      named.push_back(std::make_unique<NamedModel>(name, at_hand));
    }
    CompareRequest request;
    request.config = config, request.out = out, request.set = set;
    request.so_far = so_far, request.inside = true;
    result = run_compare(request);
    table = read_text(result.folder + "/table.txt");
  }
  return py::dict(py::arg("folder") = result.folder, py::arg("table") = table,
                  py::arg("without_samples") = result.without_samples);
}

}  // namespace

void bind_compare(py::module_& m) { m.def("compare", &compare); }

}  // namespace odelia::python
