"""Files as torch.save, pickle and EDM's persistence write them, recorded for tests/test_torch_checkpoint.cpp.

    python tests/reference/checkpoints.py files --edm CHECKOUT [--out tests/reference/checkpoints]
    python tests/reference/checkpoints.py shapes --edm CHECKOUT --edm2 CHECKOUT --adm CHECKOUT --dit CHECKOUT \
        --score-sde CHECKOUT --fid CHECKOUT --dinov2 CHECKOUT

`files` writes small files whose names end in the version of torch: run it with torch 1.13 and 2.11.  The number i of the
tensor at place p among its file's is p + i/8, which every type holds exactly.  `shapes` writes shapes.json: names and
shapes of small networks of the public codes (NVlabs/edm, NVlabs/edm2, openai/guided-diffusion, facebookresearch/DiT,
yang-song/score_sde_pytorch, mseitzer/pytorch-fid, facebookresearch/dinov2), with what they were constructed with; it needs torch 2, diffusers,
torchcfm, timm and torchvision as well.
"""
import argparse
import collections
import importlib
import io
import json
import pathlib
import pickle
import sys
import tempfile
import types
import zipfile

import torch

TINY = '''
import torch
from torch_utils import persistence

@persistence.persistent_class
class Layer(torch.nn.Module):
    def __init__(self, n, m):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.empty(m, n))
        self.bias = None
        self.register_buffer("taps", torch.empty(1, 1, 2, 2))
        self.register_buffer("scratch", torch.empty(3), persistent=False)

@persistence.persistent_class
class Net(torch.nn.Module):
    def __init__(self, resolution, channels, sigma_max=float("inf"), mult=[1, 2]):
        super().__init__()
        self.resolution = resolution
        self.model = torch.nn.ModuleDict({f"{resolution}x{resolution}_conv": Layer(channels, 4)})
        self.gain = torch.nn.Parameter(torch.empty([]))

@persistence.persistent_class
class Loss:
    def __init__(self, P_mean=-1.2):
        self.P_mean = P_mean
'''


def numbers(place, *shape, dtype=torch.float32):
    n = int(torch.Size(shape).numel())
    return (place + torch.arange(n, dtype=torch.float64) / 8).to(dtype).reshape(shape)


def plain():
    """Types, views, shared storages and parameters."""
    kinds = [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
             torch.int8, torch.uint8]
    out = collections.OrderedDict()
    for place, kind in enumerate(kinds):
        out[str(kind).split(".")[1]] = numbers(place, 2, 3, dtype=kind)
    out["bool"] = torch.tensor([[True, False], [False, True]])
    out["scalar"] = numbers(10, dtype=torch.float32)
    out["empty"] = torch.zeros(0, 3)
    whole = numbers(11, 4, 6)
    out["whole"] = whole
    out["transposed"] = whole.t()
    out["rows"] = whole[1:3, ::2]
    out["tied"] = whole
    out["expanded"] = numbers(12, 3, 1).expand(3, 4)
    out["parameter"] = torch.nn.Parameter(numbers(13, 2, 2))
    out["channels_last"] = numbers(14, 1, 2, 2, 3).contiguous(memory_format=torch.channels_last)
    return out


class Small(torch.nn.Module):
    """In the order of score_sde's networks: a buffer, a frozen parameter, then layers."""

    def __init__(self):
        super().__init__()
        self.register_buffer("sigmas", torch.zeros(5))
        self.frequencies = torch.nn.Parameter(torch.zeros(4), requires_grad=False)
        self.all_modules = torch.nn.ModuleList([torch.nn.Linear(8, 6), torch.nn.BatchNorm1d(6)])


def fill(state, first=0):
    for place, value in enumerate(state.values()):
        value.data.copy_(numbers(first + place, *value.shape, dtype=value.dtype))


def score_sde():
    model = torch.nn.DataParallel(Small())
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad])
    for p in model.parameters():
        p.grad = torch.ones_like(p) if p.requires_grad else None
    optimizer.step()
    fill(model.state_dict())
    trained = [p for p in model.parameters() if p.requires_grad]
    ema = dict(decay=0.9999, num_updates=7, shadow_params=[numbers(20 + i, *p.shape) for i, p in enumerate(trained)])
    return dict(optimizer=optimizer.state_dict(), model=model.state_dict(), ema=ema, step=1234)


def torchcfm():
    net, ema = torch.nn.Linear(3, 2), torch.nn.Linear(3, 2)
    fill(net.state_dict()), fill(ema.state_dict(), 5)
    optimizer = torch.optim.Adam(net.parameters())
    return dict(net_model=net.state_dict(), ema_model=ema.state_dict(), optim=optimizer.state_dict(), step=9)


def dit():
    arguments = argparse.Namespace(model="DiT-XL/2", image_size=256, num_classes=1000)
    return dict(model=collections.OrderedDict(weight=numbers(0, 2, 2)), ema=collections.OrderedDict(weight=numbers(1, 2, 2)),
                args=arguments, seen={1, 2})


class Evil:
    def __reduce__(self):
        import os
        return os.system, ("touch odelia-ran-this",)


def edm(checkout, protocol):
    sys.path.insert(0, checkout)
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "tiny_network.py").write_text(TINY)
        sys.path.insert(0, folder)
        tiny = importlib.import_module("tiny_network")
        net = tiny.Net(8, 3, sigma_max=float("inf"), mult=[1, 2, 2])
        fill(net.state_dict())
        data = dict(ema=net, loss_fn=tiny.Loss(P_mean=-0.8), augment_pipe=None,
                    dataset_kwargs=dict(path="images.zip", use_labels=False))
        return pickle.dumps(data, protocol=protocol)


def write_files(out, checkout):
    out.mkdir(exist_ok=True)
    version = ".".join(torch.__version__.split(".")[:2])
    for name, make in dict(plain=plain, score_sde=score_sde, torchcfm=torchcfm, dit=dit).items():
        buffer = io.BytesIO()
        torch.save(make(), buffer)
        with zipfile.ZipFile(buffer) as written, zipfile.ZipFile(out / f"{name}-{version}.pt", "w") as packed:
            for entry in written.infolist():  # without torch's padding to 64 bytes, and compressed
                if name == "plain":
                    break
                packed.writestr(entry.filename, written.read(entry), zipfile.ZIP_DEFLATED)
        if name == "plain":  # as torch wrote it
            (out / f"{name}-{version}.pt").write_bytes(buffer.getvalue())
    for name, make in dict(plain=plain, score_sde=score_sde).items():
        torch.save(make(), out / f"{name}-legacy-{version}.pt", _use_new_zipfile_serialization=False)
    (out / f"edm-{version}.pkl").write_bytes(edm(checkout, 4))
    (out / f"edm-protocol-2-{version}.pkl").write_bytes(edm(checkout, 2))
    hostile = collections.OrderedDict(weight=numbers(0, 2), evil=Evil())
    torch.save(hostile, out / f"hostile-legacy-{version}.pt", _use_new_zipfile_serialization=False)
    (out / f"hostile-{version}.pkl").write_bytes(pickle.dumps(dict(evil=Evil()), protocol=4))


def shapes_of(net, **arguments):
    return dict(arguments=arguments, shapes={k: list(v.shape) for k, v in net.state_dict().items()})


def write_shapes(out, options):
    found = {}
    fresh = lambda: [sys.modules.pop(m) for m in list(sys.modules) if m.split(".")[0] in ("torch_utils", "dnnlib", "training", "models", "op")]
    common = dict(img_resolution=16, label_dim=10, model_channels=32, channel_mult=[1, 2], num_blocks=1, attn_resolutions=[8])
    sys.path.insert(0, options.edm)
    networks = importlib.import_module("training.networks")
    net = lambda kind, **k: networks.EDMPrecond(img_channels=3, model_type=kind, **common, **k)
    found["DDPM++"] = shapes_of(net("SongUNet", augment_dim=9), **common, augment_dim=9)
    ncsnpp = dict(embedding_type="fourier", encoder_type="residual", decoder_type="standard", channel_mult_noise=2,
                  resample_filter=[1, 3, 3, 1])
    found["NCSN++"] = shapes_of(net("SongUNet", **ncsnpp), **common, **ncsnpp)
    adm = dict(common, model_channels=64)
    found["DhariwalUNet"] = shapes_of(networks.EDMPrecond(img_channels=3, model_type="DhariwalUNet", **adm), **adm)
    sys.path.remove(options.edm), fresh()
    sys.path.insert(0, options.edm2)
    networks = importlib.import_module("training.networks_edm2")
    edm2 = dict(common, img_channels=4, model_channels=64)
    found["EDM2 UNet"] = shapes_of(networks.Precond(**edm2), **edm2)
    sys.path.remove(options.edm2), fresh()
    sys.path.insert(0, options.adm)
    unet = importlib.import_module("guided_diffusion.unet")
    for name, updown, classes, mult in [("UNetModel", False, None, (1, 2)), ("UNetModel, ADM", True, 10, (0.5, 1, 2))]:
        k = dict(in_channels=3, model_channels=64, out_channels=6, num_res_blocks=2, attention_resolutions=[2],
                 channel_mult=mult, num_classes=classes, use_scale_shift_norm=updown, resblock_updown=updown)
        found[name] = shapes_of(unet.UNetModel(image_size=16, **k), **k)
    sys.path.insert(0, options.dit)
    models = importlib.import_module("models")
    k = dict(input_size=8, patch_size=2, in_channels=4, hidden_size=48, depth=2, num_classes=10)
    found["DiT"] = shapes_of(models.DiT(num_heads=4, **k), **k)
    sys.path.remove(options.dit), fresh()
    sys.path.insert(0, options.score_sde)
    sys.modules["op"] = types.SimpleNamespace(upfirdn2d=None)  # a CUDA kernel
    ncsnpp = importlib.import_module("models.ncsnpp")
    for name, kind, progressive in [("NCSNpp, DDPM++", "positional", "none"), ("NCSNpp", "fourier", "residual")]:
        model = dict(nf=16, ch_mult=(1, 2), num_res_blocks=1, attn_resolutions=(8,), dropout=0.1, resamp_with_conv=True,
                     conditional=True, fir=True, fir_kernel=[1, 3, 3, 1], skip_rescale=True, resblock_type="biggan",
                     progressive="none", progressive_input=progressive, progressive_combine="sum", embedding_type=kind,
                     init_scale=0., fourier_scale=16, nonlinearity="swish", sigma_max=50, sigma_min=0.01, num_scales=10)
        config = types.SimpleNamespace(model=types.SimpleNamespace(**model), training=types.SimpleNamespace(continuous=True),
                                       data=types.SimpleNamespace(image_size=16, num_channels=3, centered=True))
        found[name] = shapes_of(ncsnpp.NCSNpp(config), **model)
    sys.path.remove(options.score_sde), fresh()
    sys.path.insert(0, options.fid + "/src")
    fid = importlib.import_module("pytorch_fid.inception")
    fid.load_state_dict_from_url = lambda *_, **__: None
    import torchvision
    inception = fid._inception_v3(num_classes=1008, aux_logits=False, weights=None)
    inception.Mixed_5b, inception.Mixed_5c = fid.FIDInceptionA(192, 32), fid.FIDInceptionA(256, 64)
    found["Inception v3"] = shapes_of(inception, num_classes=1008)
    import diffusers
    k = dict(sample_size=16, block_out_channels=[32, 64], layers_per_block=1, norm_num_groups=8,
             down_block_types=["DownBlock2D", "AttnDownBlock2D"], up_block_types=["AttnUpBlock2D", "UpBlock2D"])
    found["UNet2DModel"] = shapes_of(diffusers.UNet2DModel(**k), **k)
    k = dict(sample_size=16, block_out_channels=[32, 64], layers_per_block=1, norm_num_groups=8, cross_attention_dim=24,
             down_block_types=["DownBlock2D", "CrossAttnDownBlock2D"], up_block_types=["CrossAttnUpBlock2D", "UpBlock2D"])
    found["UNet2DConditionModel"] = shapes_of(diffusers.UNet2DConditionModel(**k), **k)
    sys.path.insert(0, options.dinov2)
    vit = importlib.import_module("dinov2.models.vision_transformer")
    k = dict(img_size=28, patch_size=14, embed_dim=128, depth=2, num_heads=2, init_values=1.0, block_chunks=0)
    found["DINOv2 ViT"] = shapes_of(vit.DinoVisionTransformer(**k), **k)
    out.mkdir(exist_ok=True)
    lines = [f'"{name}": {json.dumps(entry, separators=(",", ":"))}' for name, entry in found.items()]
    (out / "shapes.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    for name, entry in found.items():
        print(name, len(entry["shapes"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["files", "shapes"])
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent / "checkpoints")
    for name in ["edm", "edm2", "adm", "dit", "score-sde", "fid", "dinov2"]:
        parser.add_argument("--" + name, default="")
    options = parser.parse_args()
    write_files(options.out, options.edm) if options.what == "files" else write_shapes(options.out, options)
