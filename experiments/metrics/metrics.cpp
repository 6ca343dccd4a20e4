#include "experiments/command/verbs.h"
#include "experiments/metrics/bring_weights.h"
#include "experiments/metrics/distance.h"
#include "experiments/metrics/make_reference.h"

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
