#include "experiments/command/verbs.h"
#include "experiments/metrics/measure_verb.h"
#include "experiments/metrics/reference_verb.h"
#include "experiments/metrics/weights_verb.h"

namespace odelia {
namespace {

const RegisterVerb registered{
    {"metrics", "reference statistics of a data set; distances of two sets", [](CommandLine& app) {
       app.example("Sample and measure",
                   "odelia metrics fd samples reference.npz --classifier fashion-mnist-classifier");
       add_reference_verb(app);
       add_weights_verb(app);
       for (const auto& [name, entry] : metric_entries()) add_distance_verb(app, entry);
     }}};

}  // namespace
}  // namespace odelia
