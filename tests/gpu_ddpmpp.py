"""Times DDPM++ (arXiv:2011.13456) as EDM has it, with random weights: PyTorch beside Odelia, in one run on one device.

    gpu_ddpmpp.py ODELIA OUT [--device cuda] [--width 128] [--blocks 4] [--batch 16 64 256]

ODELIA is the program.  First both draw the same samples, by one step of euler from the same seeds, and must agree.  Then rounds in
turn: PyTorch in float32 with TF32 (as EDM's generate.py runs), in bfloat16 channels_last, and that as a CUDA graph; Odelia in
TF32 and bfloat16, launched one by one and as a CUDA graph.  OUT/ddpmpp.json has the milliseconds.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    """GroupNorm, SiLU, 3x3; plus the embedding; again; plus the input, over sqrt 2; attention likewise."""

    def __init__(self, ins, outs, embedding, resample="", attends=False):
        super().__init__()
        norm = lambda c: nn.GroupNorm(min(32, c // 4), c, 1e-6)
        self.resample, self.attends = resample, attends
        self.norm0, self.conv0 = norm(ins), nn.Conv2d(ins, outs, 3, padding=1)
        self.affine = nn.Linear(embedding, outs)
        self.norm1, self.conv1 = norm(outs), nn.Conv2d(outs, outs, 3, padding=1)
        self.skip = nn.Conv2d(ins, outs, 1) if ins != outs or resample else None
        if resample:  # means of 2 x 2, as EDM keeps them in its weights
            for module in (self.conv0, self.skip):
                module.register_buffer("resample_filter", torch.full((1, 1, 2, 2), 0.25))
        if attends:
            self.norm2, self.qkv, self.proj = norm(outs), nn.Conv2d(outs, 3 * outs, 1), nn.Conv2d(outs, outs, 1)

    def sized(self, x):
        if self.resample == "up":
            return F.interpolate(x, scale_factor=2.0)
        return F.avg_pool2d(x, 2) if self.resample == "down" else x

    def forward(self, x, e):
        h = self.conv0(self.sized(F.silu(self.norm0(x)))) + self.affine(e)[:, :, None, None]
        h = self.conv1(F.silu(self.norm1(h)))
        x = self.sized(x)
        x = ((self.skip(x) if self.skip is not None else x) + h) * math.sqrt(0.5)
        if self.attends:
            b, c, high, wide = x.shape
            qkv = self.qkv(self.norm2(x)).reshape(b, c, 3, high * wide).permute(2, 0, 3, 1).unsqueeze(2)
            q, k, v = qkv[0], qkv[1], qkv[2]
            seen = F.scaled_dot_product_attention(q, k, v)[:, 0].transpose(1, 2).reshape(b, c, high, wide)
            x = (x + self.proj(seen)) * math.sqrt(0.5)
        return x


class DDPMpp(nn.Module):
    """D(x; sigma) of [B, 3, 32, 32], with EDM's names of weights and its preconditioning, sigma_data = 0.5."""

    def __init__(self, width, blocks):
        super().__init__()
        wide, e = 2 * width, 4 * width
        self.width = width
        self.map_layer0, self.map_layer1 = nn.Linear(width, e), nn.Linear(e, e)
        enc, channels, skips = {"32x32_conv": nn.Conv2d(3, width, 3, padding=1)}, width, [width]
        for size in (32, 16, 8):
            if size < 32:
                enc[f"{size}x{size}_down"] = Block(channels, channels, e, "down")
                skips.append(channels)
            for i in range(blocks):
                enc[f"{size}x{size}_block{i}"] = Block(channels, wide, e, attends=size == 16)
                channels = wide
                skips.append(channels)
        dec = {"8x8_in0": Block(wide, wide, e, attends=True), "8x8_in1": Block(wide, wide, e)}
        for size in (8, 16, 32):
            if size > 8:
                dec[f"{size}x{size}_up"] = Block(wide, wide, e, "up")
            for i in range(blocks + 1):
                attends = size == 16 and i == blocks
                dec[f"{size}x{size}_block{i}"] = Block(wide + skips.pop(), wide, e, attends=attends)
        dec["32x32_aux_norm"] = nn.GroupNorm(min(32, wide // 4), wide, 1e-6)
        dec["32x32_aux_conv"] = nn.Conv2d(wide, 3, 3, padding=1)
        self.enc, self.dec = nn.ModuleDict(enc), nn.ModuleDict(dec)

    def forward(self, x, sigma):
        kind = self.map_layer0.weight.dtype
        s = sigma.to(torch.float32)
        n = self.width // 2
        f = torch.pow(1e-4, torch.arange(n, device=x.device) / (n - 1))
        angle = (torch.log(s) / 4)[:, None] * f
        e = torch.cat([angle.sin(), angle.cos()], 1).to(kind)
        e = F.silu(self.map_layer1(F.silu(self.map_layer0(e))))
        s = s.reshape(-1, 1, 1, 1)
        h, skips = (x / (s * s + 0.25).sqrt()).to(kind), []
        for name, block in self.enc.items():
            h = block(h) if name.endswith("_conv") else block(h, e)
            skips.append(h)
        for name, block in self.dec.items():
            if name.endswith("_aux_norm"):
                h = F.silu(block(h))
            elif name.endswith("_aux_conv"):
                h = block(h).to(torch.float32)
            else:
                h = block(torch.cat([h, skips.pop()], 1) if "_block" in name else h, e)
        return 0.25 / (s * s + 0.25) * x + s * 0.5 / (s * s + 0.25).sqrt() * h


def program(*words, graphs=False):
    settings = {**os.environ, **({"ODELIA_CUDA_GRAPHS": "on"} if graphs else {})}
    run = subprocess.run([str(w) for w in words], capture_output=True, text=True, env=settings)
    if run.returncode:
        raise SystemExit(f"{' '.join(map(str, words))}: {run.stderr}")
    return run.stdout


def agree(a, net, weights):
    """One step of euler by the weights in Odelia and by the network in TorchScript: the largest difference, in levels of 255."""
    script = a.out / "ddpmpp.pt"
    x = torch.randn(2, 3, 32, 32, device=a.device)
    torch.jit.trace(net, (x, torch.ones(2, device=a.device))).save(str(script))
    step = ["--process", "edm", "--solver", "euler", "--steps", 1, "--seeds", "0-3", "--device", a.device]
    draws = []
    as_script = [f"torchscript:{script}", "--like", "edm", "--shape", "3x32x32", "--trust"]
    for name, words in {"weights": [weights], "script": as_script}.items():
        folder = a.out / f"ddpmpp-{name}"
        program(a.odelia, "sample", "--model", *words, *step, "--out", folder)
        found = np.load(folder / "samples.npz")
        draws.append(found["arr_0"].astype(int))
    assert draws[1].std() > 5, "a picture of one colour says nothing"
    return np.abs(draws[0] - draws[1]).max()


def timed(device, work):
    if device == "cpu":
        import time

        start = time.perf_counter()
        work()
        return 1e3 * (time.perf_counter() - start)
    begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    begin.record()
    work()
    end.record()
    torch.cuda.synchronize()
    return begin.elapsed_time(end)


def pytorch_ways(a, net, batch):
    """Name to what makes one pass."""
    x, sigma = torch.randn(batch, 3, 32, 32, device=a.device), torch.ones(batch, device=a.device)
    half = DDPMpp(a.width, a.blocks).to(a.device).eval().requires_grad_(False)
    half.load_state_dict(net.state_dict())
    half = half.to(torch.bfloat16).to(memory_format=torch.channels_last)
    last = x.contiguous(memory_format=torch.channels_last)
    ways = {"PyTorch float32, TF32 (EDM)": lambda: net(x, sigma), "PyTorch bfloat16, channels_last": lambda: half(last, sigma)}
    if a.device != "cpu":
        for _ in range(3):
            half(last, sigma)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            half(last, sigma)
        ways["PyTorch bfloat16, channels_last, graph"] = graph.replay
    return ways


def odelia_ways(a, weights, batch):
    kinds = [("float32", False)] if a.device == "cpu" else [(k, g) for k in ("tf32", "bfloat16") for g in (False, True)]
    bench = [a.odelia, "bench", "network", "--model", weights, "--batch", batch, "--rounds", 10, "--json", "--device", a.device]
    ask = lambda kind, graphs: json.loads(program(*bench, "--network-precision", kind, graphs=graphs))["milliseconds"]
    return {f"Odelia {kind}{', graph' if graphs else ''}": (lambda k=kind, g=graphs: ask(k, g)) for kind, graphs in kinds}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("odelia")
    options.add_argument("out", type=Path)
    options.add_argument("--device", default="cuda")
    options.add_argument("--width", type=int, default=128)
    options.add_argument("--blocks", type=int, default=4)
    options.add_argument("--batch", type=int, nargs="+", default=[16, 64, 256])
    options.add_argument("--rounds", type=int, default=3)
    a = options.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    torch.set_grad_enabled(False)
    net = DDPMpp(a.width, a.blocks).to(a.device).eval()
    print(f"DDPM++ of {sum(p.numel() for p in net.parameters()) / 1e6:.1f} M, PyTorch {torch.__version__}, {a.device}")
    torch.save({"model." + name: value.cpu() for name, value in net.state_dict().items()}, a.out / "ddpmpp-state.pt")
    weights = a.out / "ddpmpp"
    program(a.odelia, "checkpoint", a.out / "ddpmpp-state.pt", "--out", weights, "--like", "edm_raw")
    far = agree(a, net, weights)
    print(f"largest difference between their samples: {far} of 255 levels")
    assert far <= 1, "the two are not the same network"  # one, where rounding falls to the other side
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = True  # as EDM has it
    rows = []
    for batch in a.batch:
        theirs, ours = pytorch_ways(a, net, batch), odelia_ways(a, weights, batch)
        times = {name: [] for name in (*theirs, *ours)}
        for _ in range(a.rounds):
            for name, work in theirs.items():
                work()
                times[name].append(timed(a.device, work))
            for name, ask in ours.items():
                times[name].append(ask())
        for name, t in times.items():
            ms = statistics.median(t)
            rows.append({"batch": batch, "way": name, "milliseconds": ms, "all": t})
            print(f"{batch:5}  {name:42} {ms:9.2f} ms  {35 * 50 * ms / batch:8.1f} s for 50,000 images of 35 evaluations")
    (a.out / "ddpmpp.json").write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
