"""What public programs say of the same features: recorded in tests/test_metrics.cpp, and the speed of the Fréchet distance.

    metrics.py values [DGM_EVAL]   torch-fidelity 0.4, prdc 0.2, scipy and, where a clone of layer6ai-labs/dgm-eval is named, dgm-eval
    metrics.py large [DGM_EVAL]    the same beside odelia's own, on thousands of vectors in 64 dimensions
    metrics.py speed [D]           odelia.frechet_statistics beside scipy.linalg.sqrtm on the same matrices, D = 2048

Run by hand, in an environment that has these (torch-fidelity without its dependencies does) beside odelia, which `values` does not
need. SciPy 1.18 removed sqrtm(disp=), which dgm-eval passes: take 1.17. Under dgm-eval's FD-infinity numpy's random numbers are
those of RandomState(0), for its own are unseeded.
"""

import importlib.util
import statistics
import sys
import time
import types
from pathlib import Path
from unittest import mock

import numpy as np


def numbers(seed, n, d):
    """[n, d] of a linear congruence, which the test repeats to the bit."""
    state, out = seed, np.empty(n * d)
    for i in range(n * d):
        state = (1103515245 * state + 12345) % 2**31
        out[i] = state / 2**31
    return out.reshape(n, d)


def dgm_eval(folder, name):
    sys.modules.setdefault("tqdm", types.SimpleNamespace(tqdm=lambda x=None, **_: mock.MagicMock() if x is None else x))
    spec = importlib.util.spec_from_file_location(f"dgm_{name}", Path(folder) / "dgm_eval/metrics" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def public(samples, reference, logits, folder=None, block=1000):
    """The values of public programs, by their name and ours."""
    import torch
    from prdc import compute_prdc
    from scipy import linalg
    from torch_fidelity.metric_fid import fid_features_to_statistics, fid_statistics_to_metric
    from torch_fidelity.metric_isc import isc_features_to_metric
    from torch_fidelity.metric_kid import kid_features_to_metric
    from torch_fidelity.metric_prc import prc_features_to_metric

    a, b = torch.from_numpy(samples), torch.from_numpy(reference)
    out = {}
    kid = kid_features_to_metric(a, b, kid_subsets=100, kid_subset_size=block, rng_seed=2020, verbose=False)
    out["torch-fidelity", "kd_blocks"], out["torch-fidelity", "block_std"] = kid.values()
    prc = prc_features_to_metric(a, b, prc_neighborhood=3, prc_batch_size=10000, save_cpu_ram=False, verbose=False)
    out["torch-fidelity", "precision"], out["torch-fidelity", "recall"] = prc["precision"], prc["recall"]
    out["torch-fidelity", "is"] = isc_features_to_metric(torch.from_numpy(logits), 10, shuffle=False)["inception_score_mean"]
    out["torch-fidelity", "fd"] = fid_statistics_to_metric(
        fid_features_to_statistics(a), fid_features_to_statistics(b), verbose=False
    )["frechet_inception_distance"]
    (mu1, c1), (mu2, c2) = ((x.mean(0), np.cov(x, rowvar=False)) for x in (samples, reference))
    root = np.trace(linalg.sqrtm(c1 @ c2)).real
    out["scipy", "fd"] = float(((mu1 - mu2) ** 2).sum() + np.trace(c1) + np.trace(c2) - 2 * root)
    for k in (3, 5):
        for name, value in compute_prdc(reference, samples, nearest_k=k).items():
            if (k == 5) == (name in ("density", "coverage")):
                out["prdc", name] = float(value)
    if folder:
        for k in (3, 5):
            for name, value in dgm_eval(folder, "prdc").compute_prdc(reference, samples, nearest_k=k).items():
                if (k == 5) == (name in ("density", "coverage")):
                    out["dgm-eval", name] = float(value)
        fd = dgm_eval(folder, "fd")
        out["dgm-eval", "fd"] = float(fd.compute_FD_with_reps(reference, samples))

        class Drawn(np.random.RandomState):
            def choice(self, rows, size, replace):
                return rows[super().choice(len(rows), size, replace=replace)]

        with mock.patch("numpy.random.default_rng", lambda: Drawn(0)):
            out["dgm-eval", "fd_infinity"] = float(fd.compute_FD_infinity(reference, samples))
    return out


def values(folder=None):
    samples, reference, logits = 0.6 * numbers(1, 60, 4) + 0.3, 0.9 * numbers(2, 50, 4), 5 * numbers(3, 60, 6)
    for (program, name), value in public(samples, reference, logits, folder, block=50).items():
        print(f"{program:15s} {name:12s} {value!r}")
    print("numpy           draws       ", np.random.RandomState(0).choice(12, 12, replace=False).tolist())


def large(folder=None):
    import odelia

    rng = np.random.RandomState(1)
    mix = rng.randn(64, 64) / 8
    samples, reference = rng.randn(3000, 64) @ mix, 1.1 * rng.randn(4000, 64) @ mix + 0.05
    theirs = public(samples, reference, rng.randn(3000, 10), folder)
    ours = {name: odelia.metric(name, samples, reference).value for name in
            ("fd", "fd_infinity", "kd_blocks", "precision", "recall", "density", "coverage")}  # fmt: skip
    for (program, name), value in theirs.items():
        if name in ours:
            print(f"{program:15s} {name:12s} {value:.9g}  apart {abs(ours[name] - value) / max(abs(value), 1e-300):.1e}")


def speed(d=2048):
    from scipy import linalg

    import odelia

    d = int(d)
    rng = np.random.RandomState(0)
    spread = np.arange(1, d + 1) ** -0.5  # variances fall by the inverse of their number
    sets = [(rng.randn(2 * d, d) * spread) @ (np.eye(d) + rng.randn(d, d) * 0.3 / np.sqrt(d)) for _ in range(2)]
    (mu1, c1), (mu2, c2) = ((x.mean(0), np.cov(x, rowvar=False)) for x in sets)

    def scipy_frechet():
        root = linalg.sqrtm(c1 @ c2)
        return ((mu1 - mu2) ** 2).sum() + np.trace(c1) + np.trace(c2) - 2 * np.trace(root).real

    def timed(f):
        begin = time.perf_counter()
        return f(), time.perf_counter() - begin

    runs = [timed(lambda: odelia.frechet_statistics(mu1, c1, mu2, c2).value) for _ in range(5)]
    theirs, seconds = timed(scipy_frechet)
    runs += [timed(lambda: odelia.frechet_statistics(mu1, c1, mu2, c2).value) for _ in range(4)]
    ours, best, middle = runs[0][0], min(r[1] for r in runs), statistics.median(r[1] for r in runs)
    print(f"d = {d}: odelia {best:.2f} s at best, {middle:.2f} s in the middle of {len(runs)}; scipy's sqrtm {seconds:.1f} s, "
          f"{seconds / best:.0f} and {seconds / middle:.0f} times; apart {abs(ours - theirs) / theirs:.1e}")  # fmt: skip


if __name__ == "__main__":
    {"values": values, "large": large, "speed": speed}[sys.argv[1]](*sys.argv[2:])
