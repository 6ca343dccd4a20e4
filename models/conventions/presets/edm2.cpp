#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// D(y; sigma) = x0, the preconditioned network.
const RegisterConvention edm2{
    {.name = "edm2",
     .summary =
         "EDM2's networks with their preconditioning, called as net(x, sigma); with classes=N "
         "as net(x, sigma, rows), rows float32 [B, N], as its own code tells the class, and "
         "without it labels are int64 [B], which that code misreads",
     .input = "1",
     .time = "s",
     .output = "x0",
     .source = "Karras et al. 2024, arXiv:2312.02696; NVlabs/edm2, training/networks_edm2.py",
     .make = [](const Spec&) {
       Convention c;
       c.scale = on_top;
       c.time = [](const Level& at) { return at.s(); };
       c.output = Output::data;
       c.s_min = 0.002;  // where its sampler ends
       return c;
     }}};

}  // namespace
}  // namespace odelia
