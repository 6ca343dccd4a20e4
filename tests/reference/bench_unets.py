"""Times a U-Net of EDM's code, random weights, in PyTorch and in Odelia, in turn.

    EDM_CODE=... bench_unets.py ODELIA [ddpmpp|ncsnpp|adm] [BATCH] [ROUNDS]

Run by hand, in an environment with PyTorch; ODELIA is the program. PyTorch runs as it is fastest of: plain, channels_last.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch


def network(name):
    sys.path.insert(0, os.environ["EDM_CODE"])
    from training.networks import EDMPrecond

    song = dict(model_type="SongUNet", channel_mult=[2, 2, 2])
    fir = dict(embedding_type="fourier", encoder_type="residual", decoder_type="standard", channel_mult_noise=2,
               resample_filter=[1, 3, 3, 1])  # fmt: skip
    size, options = {
        "ddpmpp": (32, song),
        "ncsnpp": (32, {**song, **fir}),
        "adm": (64, dict(model_type="DhariwalUNet", label_dim=1000)),
    }[name]
    torch.manual_seed(0)
    net = EDMPrecond(size, 3, use_fp16=False, **options).eval()
    for p in net.parameters():  # those that begin as zero would hide what costs nothing
        if p.abs().max() < 1e-3:
            torch.nn.init.normal_(p, std=0.02)
    return net


def main():
    program, name = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "ddpmpp"
    batch, rounds = (int(sys.argv[i]) if len(sys.argv) > i else n for i, n in ((3, 16), (4, 5)))
    net = network(name)
    size = net.img_resolution
    print(f"{name}: {sum(p.numel() for p in net.parameters()) / 1e6:.1f} M, batch {batch}, {torch.get_num_threads()} threads, "
          f"PyTorch {torch.__version__}")  # fmt: skip
    folder = Path(tempfile.mkdtemp())
    torch.save(net.state_dict(), folder / "net.pt")
    subprocess.run([program, "checkpoint", folder / "net.pt", "--out", folder / "net", "--like", "edm_raw"], check=True)
    x = torch.randn(batch, 3, size, size)
    sigma = torch.ones(batch)

    def theirs(form):
        net.to(memory_format=form)
        with torch.inference_mode():
            start = time.perf_counter()
            net(x.contiguous(memory_format=form), sigma)
            return 1e3 * (time.perf_counter() - start)

    def ours():
        words = [program, "bench", "network", "--model", folder / "net", "--batch", str(batch), "--rounds", "1", "--json"]
        return json.loads(subprocess.run(words, check=True, capture_output=True).stdout)["milliseconds"]

    forms = {"plain": torch.contiguous_format, "channels_last": torch.channels_last}
    times = {key: [] for key in (*forms, "odelia")}
    for form in forms.values():
        theirs(form)
    for _ in range(rounds):
        for key, form in forms.items():
            theirs(form)
            times[key].append(theirs(form))
        times["odelia"].append(ours())
    for key, t in times.items():
        print(f"{key:14} {statistics.median(t):8.1f} ms ({min(t):.1f}-{max(t):.1f})")
    best = min(statistics.median(times[key]) for key in forms)
    print(f"ratio {best / statistics.median(times['odelia']):.2f}")


if __name__ == "__main__":
    main()
