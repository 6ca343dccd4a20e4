"""Likelihoods by the widely used recipe beside Odelia's: same network, images, tolerance and kind of probe, one after the other.

    python tests/reference/likelihood.py --data FOLDER [--odelia build/odelia] [--images 16] [--rtol 1e-5] [--threads 2]

needs: pip install torch numpy scipy.   FOLDER holds fashion-mnist's t10k-images-idx3-ubyte, packed or not.

The recipe (score_sde_pytorch's likelihood.py, from its description): SciPy's RK45 on the host in float64, one state and so
one step size for the whole batch, the network once for the drift and once more, differentiated, for the divergence by one
Rademacher probe.  The network is the shipped checkpoint in plain PyTorch; that both sides find the same bits/dim shows that
it is the same.  Odelia's seconds include starting the program.
"""
import argparse
import gzip
import json
import math
import os
import pathlib
import subprocess
import tempfile
import time

import numpy as np
import torch
import torch.nn.functional as F
from scipy.integrate import solve_ivp


def read_safetensors(path):
    raw = path.read_bytes()
    n = int.from_bytes(raw[:8], "little")
    out = {}
    for name, entry in json.loads(raw[8:8 + n]).items():
        if name == "__metadata__":
            continue
        kind = {"F32": np.float32, "F16": np.float16}[entry["dtype"]]
        begin, end = entry["data_offsets"]
        values = np.frombuffer(raw[8 + n + begin:8 + n + end], kind).reshape(entry["shape"])
        out[name] = torch.from_numpy(values.astype(np.float32))
    return out


class Network:
    """The predicted noise at x = alpha x0 + sigma n, from a checkpoint folder of Odelia's; channels_last throughout."""

    def __init__(self, folder):
        config = json.loads((folder / "config.json").read_text())
        assert config["target"] == "noise" and config["network"]["skip"] == "add" and config["network"]["classes"] == 0
        self.c, self.p = config["network"], read_safetensors(folder / "model.safetensors")
        for name, value in self.p.items():
            if value.dim() == 4:
                self.p[name] = value.contiguous(memory_format=torch.channels_last)
        self.calls = 0

    def __call__(self, x, alpha, sigma):
        self.calls += 1
        d = self.c["sigma_data"]
        norm = math.sqrt(sigma**2 + (d * alpha) ** 2)
        assert d == 1  # then the network's output is the noise itself, at unit scale
        return self.unet(x / norm, math.log(alpha / sigma))

    def conv(self, name, x, stride=1):
        w = self.p[name + ".weight"]
        return F.conv2d(x, w, self.p[name + ".bias"], stride, w.shape[2] // 2)

    def linear(self, name, x):
        return F.linear(x, self.p[name + ".weight"], self.p[name + ".bias"])

    def norm(self, x, gain, bias):
        y = F.group_norm(x, max(1, x.shape[1] // self.c["group_size"]))
        return y * gain.view(-1, x.shape[1], 1, 1) + bias.view(-1, x.shape[1], 1, 1)

    def normed(self, name, x):
        return self.norm(x, self.p[name + ".weight"], self.p[name + ".bias"])

    def block(self, name, x, e):
        h = self.conv(name + ".conv1", F.silu(self.normed(name + ".norm1", x)))
        gain, bias = self.linear(name + ".film", e).chunk(2, 1)
        h = F.silu(self.norm(h, 1 + gain, bias))
        skip = self.conv(name + ".shortcut", x) if name + ".shortcut.weight" in self.p else x
        return self.conv(name + ".conv2", h) + skip

    def attention(self, name, x):
        b, c, h, w = x.shape
        qkv = self.conv(name + ".qkv", self.normed(name + ".norm", x))
        q, k, v = qkv.permute(0, 2, 3, 1).reshape(b, h * w, 3, self.c["heads"], -1).permute(2, 0, 3, 1, 4)
        y = torch.softmax(q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1]), -1) @ v
        return x + self.conv(name + ".out", y.transpose(1, 2).reshape(b, h, w, c).permute(0, 3, 1, 2))

    def unet(self, x, level):
        c = self.c
        angle = level * torch.exp(torch.linspace(math.log(0.2), math.log(16.0), 32))
        e = torch.cat([angle.sin(), angle.cos()]).expand(x.shape[0], -1)
        e = F.silu(self.linear("time2", F.silu(self.linear("time1", e))))
        s = math.exp(-level)
        k = 1 / math.sqrt(s * s + c["sigma_data"] ** 2)
        residual = {
            "high_pass": lambda: x - F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1),
            "background": lambda: x + k,
        }
        h = torch.cat([x] + [4 * torch.tanh(residual[f]() / (4 * k * s)) for f in c["features"]], 1)
        if c["patch"] > 1:
            h = F.pixel_unshuffle(h, c["patch"])
        h = self.conv("stem", h.contiguous(memory_format=torch.channels_last))
        skips, levels = [], len(c["multipliers"])
        for l in range(levels):
            if l:
                h = self.conv(f"down{l}", h, 2)
            for i in range(c["blocks"][l]):
                h = self.block(f"encoder{l}.{i}", h, e)
                if l + 1 < levels:
                    skips.append(h)
            if f"attention{l}.qkv.weight" in self.p:
                h = self.attention(f"attention{l}", h)
        for i in range(c["middle_blocks"]):
            h = self.block(f"middle.{i}", h, e)
        for l in reversed(range(levels - 1)):
            h = F.interpolate(self.conv(f"up{l}", h), skips[-1].shape[2:], mode="nearest")
            for i in range(c["blocks"][l]):
                h = self.block(f"decoder{l}.{i}", h + skips.pop(), e)
        h = self.conv("head", F.silu(self.normed("head_norm", h)))
        return F.pixel_shuffle(h, c["patch"]) if c["patch"] > 1 else h


def recipe(network, x, t_min, rtol, seed):
    """log p(x) in nats per image by the public recipe on the VP SDE with linear beta, and the calls of the flow."""
    shape, n = x.shape, x.shape[0]
    probe = torch.randint(0, 2, shape, generator=torch.Generator().manual_seed(seed)) * 2.0 - 1

    def beta(t):
        return 0.1 + 19.9 * t

    def kernel(t):
        log_alpha = -0.25 * t * t * 19.9 - 0.5 * t * 0.1
        return math.exp(log_alpha), math.sqrt(-math.expm1(2 * log_alpha))

    def drift(x, t):
        alpha, sigma = kernel(t)
        return -0.5 * beta(t) * x + 0.5 * beta(t) / sigma * network(x, alpha, sigma)

    def flow(t, state):
        x = torch.from_numpy(state[:-n].reshape(shape)).float().contiguous(memory_format=torch.channels_last)
        with torch.no_grad():
            dx = drift(x, t)
        with torch.enable_grad():
            x.requires_grad_(True)
            product = torch.autograd.grad((drift(x, t) * probe).sum(), x)[0]
        divergence = (product * probe).flatten(1).sum(1)
        return np.concatenate([dx.numpy().astype(np.float64).reshape(-1), divergence.numpy().astype(np.float64)])

    start = np.concatenate([x.numpy().astype(np.float64).reshape(-1), np.zeros(n)])
    end = solve_ivp(flow, (t_min, 1.0), start, rtol=rtol, atol=rtol, method="RK45")
    z = end.y[:-n, -1].reshape(n, -1)
    prior = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return prior + end.y[-n:, -1], end.nfev


def test_images(folder, count):
    for name in ("t10k-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz"):
        for path in (pathlib.Path(folder) / "fashion-mnist" / name, pathlib.Path(folder) / name):
            if path.exists():
                raw = (gzip.open if name.endswith("gz") else open)(path, "rb").read(16 + 784 * count)
                return np.frombuffer(raw, np.uint8, offset=16).reshape(-1, 1, 28, 28)
    raise SystemExit(f"likelihood.py: no t10k-images-idx3-ubyte below {folder}")


def main():
    here = pathlib.Path(__file__).resolve().parents[2]
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    a.add_argument("--data", default=os.environ.get("ODELIA_DATA"), required="ODELIA_DATA" not in os.environ)
    a.add_argument("--odelia", default=here / "build" / "odelia")
    a.add_argument("--images", type=int, default=16)
    a.add_argument("--rtol", type=float, default=1e-5)
    a.add_argument("--t-min", type=float, default=1e-4)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--seed", type=int, default=0)
    a = a.parse_args()
    torch.set_num_threads(a.threads)

    raw = test_images(a.data, a.images).astype(np.float64)
    x = (raw + np.random.default_rng(a.seed).random(raw.shape)) / 128 - 1
    unit = x[0].size * math.log(2)
    network = Network(here / "models" / "pretrained" / "fashion-mnist")

    with tempfile.TemporaryDirectory() as folder:
        np.savez(f"{folder}/x.npz", x)
        command = [str(a.odelia), "--threads", str(a.threads), "likelihood", "--model", "fashion-mnist", "--process",
                   f"vp_linear(t_min={a.t_min})", "--data", f"{folder}/x.npz", "--solver", "dopri5", "--rtol", str(a.rtol),
                   "--atol", str(a.rtol), "--t-min", str(a.t_min), "--divergence", "hutchinson", "--probes", "1",
                   "--dequant", "none", "--batch", str(a.images), "--ode-images", "0", "--seed", str(a.seed), "--out",
                   f"{folder}/run", "--json"]
        start = time.perf_counter()
        report = subprocess.run(command, capture_output=True, text=True)
        ours_seconds = time.perf_counter() - start
        if report.returncode:
            raise SystemExit(report.stderr)
        ours = json.loads(report.stdout)

    start = time.perf_counter()
    log_prob, nfev = recipe(network, torch.from_numpy(x).float(), a.t_min, a.rtol, a.seed)
    recipe_seconds = time.perf_counter() - start
    theirs = -log_prob / unit
    print(json.dumps({
        "images": a.images, "rtol": a.rtol, "threads": a.threads, "torch": torch.__version__,
        "odelia": {"bits_per_dim": ours["bits_per_dim"], "seconds": ours_seconds, "nfe": ours.get("nfe"), "vjp": ours.get("vjp")},
        "recipe": {"bits_per_dim": float(theirs.mean()), "se": float(theirs.std(ddof=1) / math.sqrt(a.images)),
                   "seconds": recipe_seconds, "flow_evaluations": nfev, "network_calls": network.calls},
        "wall_time_ratio": recipe_seconds / ours_seconds,
    }, indent=2))


if __name__ == "__main__":
    main()
