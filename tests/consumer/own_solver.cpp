// A solver outside of Odelia's tree, and Odelia's own command line for it:
//   own_solver order --solver midpoint_of_mine;  own_solver sample --solver midpoint_of_mine ...
#include <odelia/command_line.h>
#include <odelia/new_solver.h>

namespace {
using namespace odelia;

/// x1 = x + h f(x + h/2 f(x, t), t + h/2).
struct MidpointOfMine final : Solver {
  Proposal step(Dynamics& ode, NoiseSource&, const State& now, const Step& to) const override {
    const PerSample h = to.t1 - now.t, middle = now.t + 0.5 * h;
    const Tensor k = ode.drift(now.x, now.t);
    const Tensor half = combine({{1, now.x}, {0.5 * h, k}});
    return {{combine({{1, now.x}, {h, ode.drift(half, middle)}}), to.t1}};
  }
};

const Register<MidpointOfMine> midpoint_of_mine{{.name = "midpoint_of_mine",
                                                 .family = "mine",
                                                 .order = 2,
                                                 .nfe_per_step = 2,
                                                 .reference = "the midpoint rule"}};
}  // namespace

int main(int argc, char** argv) { return odelia::run_command_line(argc, argv); }
