"""Records what DiT's and SiT's code answers with weights made by a rule, for tests/test_transformers.cpp.

    DIT_CODE=... SIT_CODE=... dit.py [FOLDER]

Run by hand, in an environment with PyTorch and timm; the variables name folders with the models.py of facebookresearch/DiT and of
willisma/SiT. Writes dit.json (names and shapes of the tensors, facts, times, labels) and dit.npz (outputs in
float32 and float64) into FOLDER, by default this file's. The rule, and what is kept of an output, are those of unets.py.
"""

import importlib.util
import json
import os
import sys
from pathlib import Path

import numpy as np
import torch
from unets import ROWS, exponentials, fill, in_double, keep, rule

SMALL = dict(input_size=8, in_channels=3, hidden_size=64, num_classes=10)


def code(variable):
    spec = importlib.util.spec_from_file_location(variable.lower(), Path(os.environ[variable]) / "models.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases():
    dit, sit = code("DIT_CODE"), code("SIT_CODE")
    indices, fractions = [62.4375 * i for i in range(ROWS)], [(i + 0.5) / ROWS for i in range(ROWS)]
    yield "dit", dit.DiT(**SMALL, patch_size=2, depth=2, num_heads=4), 4, indices
    yield "dit_plain", dit.DiT(**SMALL, patch_size=4, depth=1, num_heads=2, mlp_ratio=2.5, learn_sigma=False), 2, indices
    yield "sit", sit.SiT(**SMALL, patch_size=2, depth=3, num_heads=8), 8, fractions


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    described, arrays = [], {}
    for name, net, heads, times in cases():
        x, t = 1.7 * rule("x", [ROWS, 3, 8, 8]), torch.tensor(times, dtype=torch.float64)
        labels = torch.tensor([i % 11 for i in range(ROWS)])  # the last is that of no class
        with torch.no_grad():
            shapes = fill(net.eval())
            single = net(x.float(), t.float(), labels)
            net.double()
            fill(net)
            with in_double([(net.t_embedder, "timestep_embedding", exponentials)]):
                double = net(x, t, labels)
        off = keep(arrays, name, single, double)
        print(f"{name}: output {list(double.shape)} {float(double.std()):.3g}, float32 off by {off:.1e}")
        described.append({"case": name, "facts": {"num_heads": heads}, "times": times, "labels": labels.tolist(), "tensors": shapes})
    np.savez_compressed(folder / "dit.npz", **arrays)
    (folder / "dit.json").write_text("[\n" + ",\n".join(json.dumps(c) for c in described) + "\n]\n")


if __name__ == "__main__":
    main()
