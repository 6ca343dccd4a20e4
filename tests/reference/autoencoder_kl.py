"""Records what diffusers' AutoencoderKL answers with weights made by a rule, for tests/test_autoencoder_kl.cpp.

    autoencoder_kl.py [FOLDER]

Run by hand, in an environment with PyTorch and diffusers. Writes autoencoder_kl.json (names and shapes of the tensors, its
config) and autoencoder_kl.npz (images of latents and latents of images, in float32 and float64) into FOLDER, by default this
file's. The rule, and what is kept of an answer, are those of unets.py.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from unets import ROWS, fill, keep, rule

SHAPES = dict(in_channels=3, out_channels=3, latent_channels=4, sample_size=16)


def cases():
    three = dict(down_block_types=("DownEncoderBlock2D",) * 3, up_block_types=("UpDecoderBlock2D",) * 3)
    yield "of_three_levels", dict(SHAPES, **three, block_out_channels=(16, 32, 32), layers_per_block=2, norm_num_groups=8)
    two = dict(down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2)
    yield "shifted", dict(SHAPES, **two, block_out_channels=(32, 64), layers_per_block=1, scaling_factor=1.5305, shift_factor=0.0609,
                          use_quant_conv=False, use_post_quant_conv=False)


def answers(net):
    """As the pipelines of diffusers scale."""
    c = net.config
    shift, factor = c.shift_factor or 0.0, 2 ** (len(c.block_out_channels) - 1)
    dtype = next(net.parameters()).dtype
    z, x = 1.7 * rule("z", [ROWS, 4, 4, 4]), rule("x", [ROWS, 3, 4 * factor, 4 * factor])
    image = net.decode(z.to(dtype) / c.scaling_factor + shift).sample
    latents = (net.encode(x.to(dtype)).latent_dist.mode() - shift) * c.scaling_factor
    return image, latents


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    described, arrays = [], {}
    for name, config in cases():
        net = AutoencoderKL(**config).eval()
        with torch.no_grad():
            shapes = fill(net)
            single = answers(net)
            net.double()
            fill(net)
            double = answers(net)
        for what, one, two in zip(("image", "latents"), single, double):
            off = keep(arrays, f"{name}/{what}", one, two)
            print(f"{name}: {what} {list(two.shape)} {float(two.std()):.3g}, float32 off by {off:.1e}")
        facts = {k: v for k, v in dict(net.config).items() if v is not None}
        facts["_class_name"] = "AutoencoderKL"
        described.append({"case": name, "facts": facts, "tensors": shapes})
    np.savez_compressed(folder / "autoencoder_kl.npz", **arrays)
    (folder / "autoencoder_kl.json").write_text("[\n" + ",\n".join(json.dumps(c) for c in described) + "\n]\n")


if __name__ == "__main__":
    main()
