"""Records what the public codes' U-Nets answer with weights made by a rule, for tests/test_unets.cpp.

    EDM_CODE=... EDM2_CODE=... GUIDED_DIFFUSION_CODE=... SCORE_SDE_CODE=... unets.py [FOLDER]

Run by hand, in an environment with PyTorch and diffusers; the variables name checkouts of NVlabs/edm and edm2,
openai/guided-diffusion and yang-song/score_sde_pytorch. Writes unets.json (names and shapes of the tensors, facts, times, labels) and unets.npz (outputs in
float32 and float64) into FOLDER, by default this file's. A tensor's numbers follow from its name, so that no weights are kept.
"""

import contextlib
import importlib.util
import json
import math
import os
import sys
import types
from pathlib import Path

import numpy as np
import torch

ROWS, WHOLE = 16, 3  # samples of a batch, and how many outputs are kept whole; of the others a weighted sum


def rule(name, shape):
    """Uniform in [-1, 1), from a hash of the name and the index (FNV-1a, SplitMix64)."""
    h = 0xCBF29CE484222325
    for byte in name.encode():
        h = ((h ^ byte) * 0x100000001B3) & (2**64 - 1)
    with np.errstate(over="ignore"):
        z = np.uint64(h) + np.arange(1, math.prod(shape) + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return torch.from_numpy((z >> np.uint64(11)).astype(np.float64) * 2.0**-52 - 1).reshape(shape)


def weight(name, shape):
    values = rule(name, shape)
    if len(shape) > 1:
        return values * math.sqrt(3 / math.prod(shape[1:]))
    gain = name.endswith("weight") and "norm" in name.lower() or "_layers.0.weight" in name
    return values * 0.2 + (1 if gain else 0)


def fill(net):
    shapes = {}
    for name, value in net.state_dict().items():
        shapes[name] = list(value.shape)
        if "resample_filter" not in name:
            value.copy_(weight(name, list(value.shape)))
    return shapes


@contextlib.contextmanager
def in_double(patches):
    """The codes' steps that are always float32 in float64."""
    kept = [(owner, key, getattr(owner, key)) for owner, key, _ in patches]
    keep_float = torch.Tensor.float
    for owner, key, value in patches:
        setattr(owner, key, value)
    torch.Tensor.float = lambda self: self
    try:
        yield
    finally:
        torch.Tensor.float = keep_float
        for owner, key, value in kept:
            setattr(owner, key, value)


def exponentials(t, dim, shift=0.0, sines_first=False):
    half = dim // 2
    f = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float64) / (half - shift))
    a = t.double()[:, None] * f
    return torch.cat([a.sin(), a.cos()] if sines_first else [a.cos(), a.sin()], dim=1)


def edm_cases():
    sys.path.insert(0, os.environ["EDM_CODE"])
    from training import networks as N

    def powers(self, t):
        half = self.num_channels // 2
        f = (1 / self.max_positions) ** (torch.arange(half, dtype=t.dtype) / (half - (1 if self.endpoint else 0)))
        a = t.ger(f)
        return torch.cat([a.cos(), a.sin()], dim=1)

    class Attention:
        @staticmethod
        def apply(q, k):
            return torch.einsum("ncq,nck->nqk", q, k / math.sqrt(k.shape[1])).softmax(dim=2)

    patches = [(N.PositionalEmbedding, "forward", powers), (N, "AttentionOp", Attention)]
    small = dict(img_resolution=8, in_channels=3, out_channels=3, model_channels=32, channel_mult=[1, 2], num_blocks=1)
    fir = dict(embedding_type="fourier", channel_mult_noise=2, resample_filter=[1, 3, 3, 1])
    for case, cls, options in (
        ("ddpmpp", N.SongUNet, dict(attn_resolutions=[4])),
        ("ddpmpp_classes", N.SongUNet, dict(attn_resolutions=[8], label_dim=10, augment_dim=9, num_blocks=2)),
        ("ncsnpp", N.SongUNet, dict(attn_resolutions=[4], encoder_type="residual", **fir)),
        ("ncsnpp_skip", N.SongUNet, dict(attn_resolutions=[], encoder_type="skip", decoder_type="skip", **fir)),
        ("residual_box", N.SongUNet, dict(attn_resolutions=[], encoder_type="residual")),
        ("dhariwal", N.DhariwalUNet, dict(attn_resolutions=[8], model_channels=64, label_dim=10)),
    ):
        net = cls(**{**small, **options}).eval()
        classes = options.get("label_dim", 0)

        def call(x, t, labels, net=net, classes=classes):
            one_hot = torch.eye(classes + 1, dtype=x.dtype)[labels][:, :classes] if classes else None
            return net(x, t, one_hot)

        yield dict(
            case=case, architecture=cls.__name__, facts={}, net=net, call=call, patches=patches, classes=classes, null=True,
            times=[-1.55 + 0.17 * i for i in range(ROWS)] if "positional" not in str(net.map_noise).lower()
            else [62.4375 * i for i in range(ROWS)],
        )  # fmt: skip


def edm2_cases():
    """EDM2's package is named as EDM's: its one file is loaded by itself."""
    root = Path(os.environ["EDM2_CODE"])
    for name in [name for name in sys.modules if name.split(".")[0] in ("training", "torch_utils", "dnnlib")]:
        del sys.modules[name]
    for name in ("torch_utils", "torch_utils.persistence", "torch_utils.misc"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["torch_utils"].persistence = sys.modules["torch_utils.persistence"]
    sys.modules["torch_utils"].misc = sys.modules["torch_utils.misc"]
    sys.modules["torch_utils"].persistence.persistent_class = lambda cls: cls
    sys.modules["torch_utils"].misc.const_like = lambda like, value: torch.as_tensor(value, dtype=like.dtype)
    spec = importlib.util.spec_from_file_location("networks_edm2", root / "training/networks_edm2.py")
    N = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(N)

    def normalize(x, dim=None, eps=1e-4):
        dim = list(range(1, x.ndim)) if dim is None else dim
        norm = torch.linalg.vector_norm(x, dim=dim, keepdim=True)
        return x / (eps + norm * math.sqrt(norm.numel() / x.numel()))

    def fourier(self, x):
        return (x.ger(self.freqs) + self.phases).cos() * math.sqrt(2)

    def conv(self, x, gain=1):
        w = normalize(self.weight)
        w = w * (gain / math.sqrt(w[0].numel()))
        return x @ w.t() if w.ndim == 2 else torch.nn.functional.conv2d(x, w, padding=w.shape[-1] // 2)

    patches = [(N, "normalize", normalize), (N.MPFourier, "forward", fourier), (N.MPConv, "forward", conv)]
    small = dict(img_resolution=8, img_channels=3, model_channels=32, channel_mult=[1, 2], num_blocks=1)
    for case, options in (
        ("edm2", dict(label_dim=10, attn_resolutions=[4], channels_per_head=32)),
        ("edm2_unconditional", dict(label_dim=0, attn_resolutions=[], channel_mult_emb=2, channel_mult_noise=2, num_blocks=2,
                                    channels_per_head=16, res_balance=0.4, attn_balance=0.2, concat_balance=0.3, clip_act=2)),
    ):  # fmt: skip
        net = N.UNet(**{**small, **options}).eval()
        classes = options["label_dim"]
        facts = {k: v for k, v in options.items() if k.endswith("balance") or k in ("clip_act", "channels_per_head")}

        def call(x, t, labels, net=net, classes=classes):
            return net(x, t, torch.eye(classes + 1, dtype=x.dtype)[labels][:, :classes] if classes else None)

        yield dict(
            case=case, architecture="EDM2 UNet", facts=facts, net=net, call=call, patches=patches, classes=classes, null=True,
            times=[-1.55 + 0.17 * i for i in range(ROWS)],
        )  # fmt: skip


def adm_cases():
    sys.path.insert(0, os.environ["GUIDED_DIFFUSION_CODE"])
    from guided_diffusion import nn as adm_nn
    from guided_diffusion import unet as U

    patches = [(U, "timestep_embedding", exponentials), (adm_nn, "timestep_embedding", exponentials)]
    small = dict(image_size=8, in_channels=3, model_channels=32, out_channels=3, num_res_blocks=1, channel_mult=(1, 2))
    for case, options in (
        ("adm", dict(attention_resolutions=[1, 2], use_scale_shift_norm=True, resblock_updown=True, num_head_channels=16,
                     out_channels=6, num_classes=10)),
        ("adm_new_order", dict(attention_resolutions=[2], use_new_attention_order=True, num_heads=4, num_res_blocks=2)),
        ("improved", dict(attention_resolutions=[2], num_heads=4)),
        ("no_conv_resample", dict(attention_resolutions=[2], num_heads=2, conv_resample=False)),
    ):  # fmt: skip
        net = U.UNetModel(**{**small, **options}).eval()
        classes = options.get("num_classes", 0)
        facts = {k: v for k, v in options.items() if k in ("num_heads", "num_head_channels", "use_new_attention_order")}
        yield dict(
            case=case, architecture="UNetModel", facts={**facts, "image_size": 8}, net=net, patches=patches, classes=classes,
            call=lambda x, t, labels, net=net, classes=classes: net(x, t, labels if classes else None), null=False,
            times=[62.4375 * i for i in range(ROWS)],
        )  # fmt: skip


def diffusers_cases():
    import diffusers
    from diffusers.models import embeddings

    def timesteps(t, dim, flip_sin_to_cos=False, downscale_freq_shift=1.0, scale=1.0, max_period=10000):
        return scale * exponentials(t, dim, downscale_freq_shift, not flip_sin_to_cos)

    patches = [(embeddings, "get_timestep_embedding", timesteps)]
    small = dict(sample_size=8, in_channels=3, out_channels=3, block_out_channels=(32, 64), layers_per_block=1, norm_num_groups=8)
    plain = dict(down_block_types=("DownBlock2D", "AttnDownBlock2D"), up_block_types=("AttnUpBlock2D", "UpBlock2D"))
    for case, options in (
        ("unet_2d_ddpm", dict(norm_eps=1e-6, flip_sin_to_cos=False, freq_shift=1, downsample_padding=0, attention_head_dim=None)),
        ("unet_2d_classes", dict(resnet_time_scale_shift="scale_shift", downsample_type="resnet", upsample_type="resnet",
                                 num_class_embeds=10, attention_head_dim=8, mid_block_scale_factor=math.sqrt(2))),
        ("unet_2d_fourier", dict(time_embedding_type="fourier", freq_shift=0, attention_head_dim=16)),
    ):  # fmt: skip
        net = diffusers.UNet2DModel(**{**small, **plain, **options}).eval()
        classes = options.get("num_class_embeds", 0)
        facts = {k: (list(v) if isinstance(v, tuple) else v) for k, v in net.config.items()}
        fourier = "fourier" in case
        yield dict(
            case=case, architecture="UNet2DModel", facts=facts, net=net, patches=patches, classes=classes, null=False,
            call=lambda x, t, labels, net=net, classes=classes: net(x, t, labels if classes else None).sample,
            times=[0.02 + 3.1 * i for i in range(ROWS)] if fourier else [62.0 * i for i in range(ROWS)],
        )  # fmt: skip


def score_sde_cases():
    sys.path.insert(0, os.environ["SCORE_SDE_CODE"])
    op = types.ModuleType("op")  # its CUDA extension, and what it falls back to on a CPU
    op.upfirdn2d = upfirdn2d
    sys.modules["op"] = op
    from models import layers, layerspp, ncsnpp

    class Functional(types.SimpleNamespace):  # its call of interpolate is of an older PyTorch
        def __getattr__(self, name):
            return getattr(torch.nn.functional, name)

    layerspp.F = Functional(interpolate=lambda x, size, mode: torch.nn.functional.interpolate(x, size=size, mode=mode))

    def timesteps(t, dim, max_positions=10000):
        return exponentials(t, dim, 1, True)

    patches = [(layers, "get_timestep_embedding", timesteps)]
    space = types.SimpleNamespace
    plain = dict(nf=32, ch_mult=(1, 2), num_res_blocks=1, attn_resolutions=(4,), dropout=0.1, resamp_with_conv=True,
                 conditional=True, fir=False, fir_kernel=[1, 3, 3, 1], skip_rescale=True, resblock_type="biggan",
                 progressive="none", progressive_input="none", progressive_combine="sum", embedding_type="positional",
                 init_scale=0.0, nonlinearity="swish", scale_by_sigma=False, sigma_min=0.01, sigma_max=50, num_scales=1000)  # fmt: skip
    fourier = dict(fir=True, embedding_type="fourier", fourier_scale=16, scale_by_sigma=True)
    for case, centered, options in (
        ("score_sde_ddpmpp", True, {}),
        ("score_sde_ncsnpp", False, dict(progressive_input="residual", **fourier)),
        ("score_sde_skip", False, dict(progressive="output_skip", progressive_input="input_skip", **fourier)),
        ("score_sde_ddpm", True, dict(resblock_type="ddpm", skip_rescale=False, num_res_blocks=2)),
    ):
        model = {**plain, **options}
        config = space(model=space(**model), data=space(image_size=8, num_channels=3, centered=centered),
                       training=space(continuous=True))  # fmt: skip
        net = ncsnpp.NCSNpp(config).eval()
        facts = {k: model[k] for k in ("num_res_blocks", "fir", "skip_rescale", "scale_by_sigma", "progressive_combine")}
        yield dict(
            case=case, architecture="NCSNpp", facts={**facts, "num_resolutions": 2, "centered": centered, "image_size": 8},
            net=net, patches=patches, classes=0, null=False, call=lambda x, t, labels, net=net: net(x, t),
            times=[0.02 + 3.1 * i for i in range(ROWS)] if "fourier" in options.values() else [62.4375 * i for i in range(ROWS)],
        )  # fmt: skip


def upfirdn2d(x, kernel, up=1, down=1, pad=(0, 0)):
    """Zeros between the pixels, padding, the kernel, every down-th pixel: what op/upfirdn2d.py is documented to do."""
    n, c, h, w = x.shape
    y = x.new_zeros(n, c, h, up, w, up)
    y[:, :, :, 0, :, 0] = x
    y = torch.nn.functional.pad(y.reshape(n, c, h * up, w * up), (pad[0], pad[1], pad[0], pad[1]))
    k = torch.flip(kernel, [0, 1]).to(x.dtype).expand(c, 1, *kernel.shape)
    return torch.nn.functional.conv2d(y, k, groups=c)[:, :, ::down, ::down]


def keep(arrays, name, single, double):
    """The first rows of both answers and a weighted sum of each row; how far float32 is off."""
    sums = rule("sums", list(double.shape[1:]))
    for suffix, y in (("f32", single), ("f64", double)):
        arrays[f"{name}/{suffix}"] = y[:WHOLE].numpy()
        arrays[f"{name}/{suffix}_sums"] = (y.double() * sums).flatten(1).sum(1).numpy()
    return float((single - double).abs().max() / double.abs().max())


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    cases, arrays = [], {}
    for make in (edm_cases, edm2_cases, adm_cases, diffusers_cases, score_sde_cases):
        for c in make():
            net, name = c["net"], c["case"]
            x = 1.7 * rule("x", [ROWS, 3, 8, 8])
            # The last label is that of no class, where the code has one.
            labels = torch.tensor([i % (c["classes"] + c["null"]) for i in range(ROWS)]) if c["classes"] else None
            with torch.no_grad():
                shapes = fill(net)
                t = torch.tensor(c["times"], dtype=torch.float64)
                single = c["call"](x.float(), t.float(), labels)
                net.double()
                if "dtype" in vars(net):  # guided-diffusion's, for its inputs
                    net.dtype = torch.float64
                fill(net)
                with in_double(c["patches"]):
                    double = c["call"](x, t, labels)
            off = keep(arrays, name, single, double)
            print(f"{name}: {sum(math.prod(s) for s in shapes.values())} numbers, output {float(double.std()):.3g}, float32 off by {off:.1e}")
            cases.append({
                "case": name, "architecture": c["architecture"], "facts": c["facts"], "times": c["times"],
                "labels": labels.tolist() if labels is not None else [], "tensors": shapes,
                "filters": {k: v.tolist() for k, v in net.state_dict().items() if "resample_filter" in k},
            })  # fmt: skip
    np.savez_compressed(folder / "unets.npz", **arrays)
    text = ",\n".join(json.dumps(c) for c in cases)
    (folder / "unets.json").write_text("[\n" + text + "\n]\n")


if __name__ == "__main__":
    main()
