#include "experiments/compare/compare.h"

#include <algorithm>

#include "experiments/command/config_file.h"
#include "experiments/compare/config.h"
#include "experiments/python/callback.h"
#include "experiments/python/model.h"
#include "models/data/files.h"
#include "solvers/names.h"

namespace odelia::python {
namespace {

using Models = std::map<std::string, std::shared_ptr<Model>>;

/// The models among them that the config asks for: its own first, then guides.
std::vector<std::string> asked_for(const CompareConfig& c, const Models& models) {
  std::vector<std::string> out;
  if (models.count(c.model)) out.push_back(c.model);
  for (const GuidanceChoice& way : c.guidances)
    if (models.count(way.guide) && std::find(out.begin(), out.end(), way.guide) == out.end())
      out.push_back(way.guide);
  return out;
}

/// The rows of a pass that the config or one of its models states; 0: the usual.  A comparison has
/// one number for all.
int64_t micro_batch_of(const CompareConfig& c, const Models& models) {
  int64_t stated = c.own_micro_batch ? c.micro_batch : 0;
  std::string whose = "the config";
  for (const std::string& name : asked_for(c, models)) {
    const Model& model = *models.at(name);
    if (!model.own_micro_batch) continue;
    if (stated != 0 && stated != model.micro_batch)
      throw std::invalid_argument(
          fmt::format("compare: micro_batch is {} in {} and {} in model '{}', and a comparison has "
                      "one for all; state it in one place",
                      stated, whose, model.micro_batch, name));
    stated = model.micro_batch, whose = fmt::format("model '{}'", name);
  }
  return stated;
}

py::dict compare(const std::string& config, const Models& models, const std::string& out,
                 const std::vector<std::string>& set, bool so_far, const py::object& progress) {
  int64_t evaluations = 0;
  CompareResult result;
  std::string table;
  {
    const NoGil free;
    OthersGoOn others;
    const CompareConfig c = load_compare_config(config_file(config), set);
    if (!models.empty() && models.count(c.model) == 0)
      throw std::invalid_argument(fmt::format(
          "compare: the config's model is '{}', and models has {}; name it so there, or give "
          "set={{\"model\": NAME}}",
          c.model, fmt::join(names_in(models), ", ")));
    std::vector<std::unique_ptr<NamedModel>> named;
    for (const std::string& name : asked_for(c, models)) {
      const auto& model = models.at(name);
      ModelAtHand at_hand{model->identity(), model->exact, {}};
      at_hand.open = [model](const NetworkOptions& options) {
        if (options.device != model->device)
          throw std::invalid_argument(
              fmt::format("compare: model '{}' is on {}, and the config's device is {}",
                          model->name, model->device.str(), options.device.str()));
        return model->open(options);
      };
      named.push_back(std::make_unique<NamedModel>(name, at_hand));
    }
    CompareRequest request;
    request.config = config, request.out = out, request.set = set;
    if (const int64_t rows = micro_batch_of(c, models); rows != 0)
      request.set.push_back(fmt::format("micro_batch={}", rows));
    request.so_far = so_far, request.inside = true;
    request.evaluated = [&] {
      const Gil gil;
      answer_signals();
      ++evaluations;
      try {
        if (!progress.is_none()) called(progress, py::make_tuple(evaluations));
      } catch (const py::error_already_set&) {
        others.end();
        throw;
      }
    };
    result = run_compare(request);
    table = read_text(result.folder + "/table.txt");
  }
  return py::dict(py::arg("folder") = result.folder, py::arg("table") = table,
                  py::arg("without_samples") = result.without_samples);
}

}  // namespace

void bind_compare(py::module_& m) { m.def("compare", &compare); }

}  // namespace odelia::python
