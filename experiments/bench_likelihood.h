#pragma once

namespace CLI {
class App;
}

namespace odelia {

/// `odelia bench likelihood`: the likelihood flow against the public recipe, on the same images,
/// network, probes and tolerance.
void add_likelihood_bench(CLI::App& bench);

}  // namespace odelia
