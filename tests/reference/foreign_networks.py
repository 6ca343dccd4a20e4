"""Odelia's solvers beside the loops of the libraries that the networks come from, on random weights.

    foreign_networks.py [NAME...]    names: k_diffusion diffusers torchcfm azula edm guided_diffusion overhead

Run by hand, in an environment that has these libraries beside odelia; EDM_CODE and GUIDED_DIFFUSION_CODE name checkouts of
NVlabs/edm and openai/guided-diffusion. What is missing is skipped, by name. Prints, for each, how
far the samples are apart, in the units of the samples' standard deviation, and for `overhead` the time per evaluation of
each loop on a network that costs next to nothing, less that of calling it, as ratios of one run.
"""

import functools
import importlib
import importlib.util
import os
import statistics
import sys
import tempfile
import time
import types
from pathlib import Path

import torch

import odelia

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "python"))
from networks import Denoiser, seeded  # noqa: E402


def apart(a, b):
    return float((a - b).abs().max() / b.std())


def grid_file(times):
    file = Path(tempfile.mkdtemp()) / "times.txt"
    file.write_text("".join(f"{t!r}\n" for t in times))
    return f"file:{file}"


@functools.lru_cache(maxsize=None)
def k_sampling():
    """k_diffusion.sampling, without the training code that the package imports first."""
    spec = importlib.util.find_spec("k_diffusion")
    if spec is None:
        raise ImportError("no k_diffusion")
    package = types.ModuleType("k_diffusion")
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["k_diffusion"] = package
    stubs = ("torchvision", "torchvision.transforms", "torchvision.transforms.functional")  # for reading images alone
    lacks = importlib.util.find_spec("torchvision") is None
    if lacks:
        for name in stubs:
            sys.modules[name] = types.ModuleType(name)
        sys.modules["torchvision"].transforms = sys.modules["torchvision.transforms"]
        sys.modules["torchvision.transforms"].functional = sys.modules["torchvision.transforms.functional"]
    sampling = importlib.import_module("k_diffusion.sampling")
    for name in stubs if lacks else ():
        del sys.modules[name]
    return sampling


def against_k_diffusion():
    K = k_sampling()
    net = seeded(0, Denoiser).double()
    sigmas = K.get_sigmas_karras(8, 0.01, 80.0).double()
    x = 80 * torch.randn(4, 3, 16, 16, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    for theirs, ours in (("euler", "ddim"), ("heun", "heun"), ("dpmpp_2m", "dpmpp_2m"), ("dpm_2", "dpm_2")):
        with torch.no_grad():
            want = getattr(K, f"sample_{theirs}")(net, x, sigmas, disable=True)
        got = odelia.as_k_diffusion(ours)(net, x, sigmas)
        print(f"k_diffusion.sample_{theirs} and {ours}, 8 steps, float64: {apart(got, want):.1e}")
    with torch.no_grad():
        want = K.sample_euler(net, x, sigmas[:2], disable=True)
    print(f"k_diffusion.sample_euler, one step: {apart(odelia.as_k_diffusion('ddim')(net, x, sigmas[:2]), want):.1e}")


def against_diffusers():
    import diffusers

    torch.manual_seed(0)
    unet = diffusers.UNet2DModel(
        sample_size=16, in_channels=3, out_channels=3, block_out_channels=(32, 32), layers_per_block=1,
        down_block_types=("DownBlock2D", "AttnDownBlock2D"), up_block_types=("AttnUpBlock2D", "UpBlock2D"),
        norm_num_groups=8, attention_head_dim=8,
    ).eval().double()  # fmt: skip
    x = torch.randn(2, 3, 16, 16, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    for kind in ("epsilon", "sample", "v_prediction"):
        scheduler = diffusers.DDIMScheduler(prediction_type=kind, clip_sample=False)
        scheduler.set_timesteps(10)
        model = odelia.from_diffusers(unet, scheduler=scheduler)
        bar = scheduler.alphas_cumprod.double()
        for first, second in ((901, 801), (401, 301)):
            with torch.no_grad():
                want = scheduler.step(unet(x, first).sample, first, x).prev_sample
            a, b = (float(((1 - bar[i]) / bar[i]) ** 0.5) for i in (first, second))
            run = odelia.sample(
                model, "ddim", f"edm(sigma_min={b!r}, sigma_max={a!r})", grid_file([a, b]),
                noise=x / float(bar[first]) ** 0.5, latents=True,
            )  # fmt: skip
            got = run.x * float(bar[second]) ** 0.5
            print(f"diffusers DDIM, {kind}, one step {first} -> {second}: {apart(got, want):.1e}")
    images = torch.rand(2, 3, 16, 16, dtype=torch.float64, generator=torch.Generator().manual_seed(1)) * 2 - 1
    model = odelia.from_diffusers(unet, scheduler=diffusers.DDIMScheduler(), times="interpolated", micro_batch=2)
    for product in ("vjp", "jvp"):
        try:
            ll = odelia.log_prob(model, images, rtol=1e-3, product=product, ode_images=0)
            print(f"diffusers UNet2DModel, likelihood by {product}: {ll.line}, {ll.nfe.mean():g} evaluations")
        except ValueError as e:
            print(f"diffusers UNet2DModel, likelihood by {product}: {e}")


class Velocity(torch.nn.Module):
    """A velocity network of torchcfm's convention, v(t, x)."""

    def __init__(self):
        super().__init__()
        self.first, self.last = torch.nn.Conv2d(4, 16, 3, padding=1), torch.nn.Conv2d(16, 3, 3, padding=1)

    def forward(self, t, x, *args, **kwargs):
        level = t.reshape(-1, 1, 1, 1).expand(x.shape[0], 1, *x.shape[2:])
        return self.last(torch.tanh(self.first(torch.cat([x, level], 1))))


def against_torchcfm():
    from torchdiffeq import odeint  # torchcfm's own examples sample by it

    net = seeded(0, Velocity).double()
    model = odelia.Model(net, (3, 16, 16), "torchcfm", micro_batch=2)
    x = torch.randn(2, 3, 16, 16, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    for times in ([0.3, 0.5], [0.1, 0.2, 0.4, 0.9]):
        with torch.no_grad():
            want = odeint(lambda t, y: net(t, y), x, torch.tensor(times, dtype=torch.float64), method="euler")[-1]
        run = odelia.sample(
            model, "euler", f"rectified_flow(t_min={1 - times[-1]!r}, t_max={1 - times[0]!r})",
            grid_file([1 - t for t in times]), noise=x, latents=True,
        )  # fmt: skip
        print(f"torchcfm by torchdiffeq's Euler, {len(times) - 1} steps: {apart(run.x, want):.1e}")
    images = torch.rand(2, 3, 16, 16, dtype=torch.float64, generator=torch.Generator().manual_seed(1)) * 2 - 1
    a, b = (odelia.log_prob(model, images, rtol=1e-4, product=p, ode_images=0).bits_per_dim for p in ("vjp", "jvp"))
    print(f"torchcfm, likelihood by vjp and jvp: {abs(a - b).max():.1e} bits/dim apart")


def against_azula():
    from azula.denoise import KarrasDenoiser
    from azula.noise import VPSchedule
    from azula.sample import DDIMSampler

    class Backbone(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = torch.nn.Conv2d(3, 3, 3, padding=1)

        def forward(self, x, t, **kwargs):
            return torch.tanh(self.conv(x)) + t.reshape(-1, 1, 1, 1).cos()

    denoiser = seeded(0, lambda: KarrasDenoiser(Backbone(), VPSchedule())).double()
    model = odelia.from_azula(denoiser, (3, 16, 16), micro_batch=2)
    x = torch.randn(2, 3, 16, 16, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    t, s = (torch.tensor(v, dtype=torch.float64) for v in (0.8, 0.5))
    with torch.no_grad():
        want = DDIMSampler(denoiser, steps=1).step(x, t, s)
        (at, st), (a1, s1) = denoiser.schedule(t), denoiser.schedule(s)
    high, low = float(st / at), float(s1 / a1)
    run = odelia.sample(
        model, "ddim", f"edm(sigma_min={low!r}, sigma_max={high!r})", grid_file([high, low]),
        noise=x / float(at), latents=True,
    )  # fmt: skip
    print(f"azula DDIMSampler, one step: {apart(run.x * float(a1), want):.1e}")


def checkout(variable):
    """Makes a checkout importable."""
    folder = os.environ.get(variable, "")
    if not Path(folder).is_dir() or not folder:
        raise ImportError(f"{variable} names no checkout")
    sys.path.insert(0, folder)


def randomised(net):
    """Every parameter random: the last layers are published as zeros, which would agree with anything."""
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for p in net.parameters():
            scale = 1 / p[0].numel() ** 0.5 if p.dim() > 1 else 0.1
            p.copy_((1.0 if p.dim() == 1 else 0.0) + scale * torch.randn(p.shape, generator=generator))
    return net.eval().requires_grad_(False)


def likelihoods(who, model, images, **settings):
    values = {}
    for product in ("vjp", "jvp"):
        try:
            ll = odelia.log_prob(model, images, rtol=1e-3, product=product, ode_images=0, **settings)
            values[product] = ll.bits_per_dim
            print(f"{who}, likelihood by {product}: {ll.line}, {ll.nfe.mean():g} evaluations")
        except ValueError as e:
            print(f"{who}, likelihood by {product}: {e}")
    if len(values) == 2:
        print(f"{who}: vjp and jvp are {abs(values['vjp'] - values['jvp']).max():.1e} bits/dim apart")


def against_edm():
    checkout("EDM_CODE")
    from generate import ablation_sampler
    from training import networks

    small = dict(model_channels=32, channel_mult=[1, 2], num_blocks=1, attn_resolutions=[8])
    song = dict(small, model_type="SongUNet", embedding_type="positional", encoder_type="standard", decoder_type="standard")
    ncsn = dict(small, model_type="SongUNet", embedding_type="fourier", encoder_type="residual", resample_filter=[1, 3, 3, 1])
    adm = dict(small, model_type="DhariwalUNet")
    images = torch.rand(2, 3, 16, 16, generator=torch.Generator().manual_seed(1)) * 2 - 1
    x = torch.randn(2, 3, 16, 16, generator=torch.Generator().manual_seed(0))
    for wrapper, inner, raw, low, high in (
        ("EDMPrecond", song, "edm_raw", 0.002, 80.0),
        ("EDMPrecond", adm, "edm_raw", 0.002, 80.0),
        ("VPPrecond", song, "edm_vp", 0.01, 80.0),
        ("VEPrecond", ncsn, "edm_ve", 0.02, 80.0),
        ("iDDPMPrecond", adm, None, 0.0064, 80.0),
    ):
        net = randomised(getattr(networks, wrapper)(16, 3, **inner))
        who = f"EDM's {wrapper}({inner['model_type']})"
        for steps in (1, 8):
            with torch.no_grad():
                options = dict(solver="euler", discretization="edm", schedule="linear", scaling="none")
                sigmas = [float(v) for v in net.round_sigma(torch.logspace(1, -1.5, steps + 1, dtype=torch.float64))]
                net.sigma_min, net.sigma_max = 0, float("inf")
                want = x.double() * sigmas[0]
                for a, b in zip(sigmas, sigmas[1:]):
                    want = want + (b - a) / a * (want - net(want, torch.tensor(a)).double())
                if steps == 8:  # their own loop, with its own levels
                    theirs = ablation_sampler(net, x, num_steps=8, sigma_min=low, sigma_max=high, **options)
            inside = lambda y, t: net.model(y, t, None)  # noqa: E731
            for like, callable in [("edm", net)] + ([(raw, inside)] if raw else []):
                model = odelia.Model(callable, (3, 16, 16), like, name=who, micro_batch=2)
                run = odelia.sample(
                    model, "euler", f"edm(sigma_min={sigmas[-1]!r}, sigma_max={sigmas[0]!r})", grid_file(sigmas),
                    noise=x.double(), dtype="float64",
                )  # fmt: skip
                print(f"{who} like {like}, {steps} Euler step{'s' * (steps > 1)}: {apart(run.x, want):.1e}")
            if steps == 8 and wrapper != "iDDPMPrecond":  # whose levels are rounded to a table
                model = odelia.Model(net, (3, 16, 16), "edm", micro_batch=2)
                levels = [(high ** (1 / 7) + i / 7 * (low ** (1 / 7) - high ** (1 / 7))) ** 7 for i in range(8)]
                run = odelia.sample(
                    model, "ddim", f"edm(sigma_min={low!r}, sigma_max={high!r})", grid_file([*levels, 0.0]),
                    noise=x.double(), dtype="float64",
                )  # fmt: skip
                print(f"{who}, EDM's ablation_sampler, Euler, 8 steps: {apart(run.x, theirs):.1e}")
        likelihoods(who, odelia.Model(net, (3, 16, 16), "edm", micro_batch=2), images, process="edm(sigma_min=0.02)")


def against_guided_diffusion():
    checkout("GUIDED_DIFFUSION_CODE")
    from guided_diffusion import script_util

    settings = script_util.model_and_diffusion_defaults()
    settings.update(
        image_size=64, num_channels=32, num_res_blocks=1, channel_mult="1,2", attention_resolutions="32", num_heads=2,
        learn_sigma=True, resblock_updown=True,
    )  # fmt: skip
    net, diffusion = script_util.create_model_and_diffusion(**settings)
    net = randomised(net).requires_grad_(True)  # its own checkpointing differentiates them, frozen or not
    x = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    bar = torch.tensor(diffusion.alphas_cumprod)
    model = odelia.Model(net, (3, 64, 64), "adm", micro_batch=2)
    for at in (900, 400, 30):
        with torch.no_grad():
            want = diffusion.ddim_sample(net, x, torch.full((2,), at), clip_denoised=False)["sample"]
        a, b = (float(((1 - bar[i]) / bar[i]) ** 0.5) for i in (at, at - 1))
        run = odelia.sample(
            model, "ddim", f"edm(sigma_min={b!r}, sigma_max={a!r})", grid_file([a, b]),
            noise=x / float(bar[at]) ** 0.5, latents=True,
        )  # fmt: skip
        got = run.x * float(bar[at - 1]) ** 0.5
        print(f"guided-diffusion's UNetModel, ddim_sample {at} -> {at - 1}: {apart(got, want):.1e}")
    images = torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(1)) * 2 - 1
    likelihoods("guided-diffusion's UNetModel", model, images)


def overhead():
    steps, repeats = 100, 7
    x = torch.randn(1, 3, 32, 32)

    def network(y, t, **kwargs):
        return y * 0.9

    def bare():
        y, t = x, torch.ones(1)
        for _ in range(steps):
            network(y, t)

    model = odelia.Model(network, (3, 32, 32), "k_diffusion", name="next to nothing", micro_batch=1)
    loops = {
        "bare call": bare,
        "odelia": lambda: odelia.sample(model, "dpmpp_2m", "edm", "karras", steps=steps, seeds=[0]),
    }
    try:
        K = k_sampling()
        sigmas = K.get_sigmas_karras(steps, 0.002, 80.0)
        loops["k_diffusion"] = lambda: K.sample_dpmpp_2m(network, 80 * x, sigmas, disable=True)
    except ImportError as e:
        print(f"overhead: {e}")
    try:
        import diffusers

        scheduler = diffusers.DPMSolverMultistepScheduler()

        def by_diffusers():
            scheduler.set_timesteps(steps)
            y = x
            for t in scheduler.timesteps:
                y = scheduler.step(network(y, t), t, y).prev_sample

        loops["diffusers"] = by_diffusers
    except ImportError as e:
        print(f"overhead: {e}")
    took = {name: [] for name in loops}
    with torch.no_grad():
        for name in loops:
            loops[name]()  # warm
        for _ in range(repeats):
            for name, loop in loops.items():
                begun = time.process_time()
                loop()
                took[name].append((time.process_time() - begun) / steps * 1e6)
    each = {name: statistics.median(values) for name, values in took.items()}
    ours = each["odelia"] - each["bare call"]
    for name, value in each.items():
        more = value - each["bare call"]
        print(f"overhead, {name}: {value:.1f} us an evaluation, {more:.1f} beyond the call, {more / ours:.1f} of odelia's")


def main():
    parts = {"k_diffusion": against_k_diffusion, "diffusers": against_diffusers, "torchcfm": against_torchcfm,
             "azula": against_azula, "edm": against_edm, "guided_diffusion": against_guided_diffusion, "overhead": overhead}  # fmt: skip
    for name in sys.argv[1:] or parts:
        try:
            parts[name]()
        except ImportError as e:
            print(f"{name}: skipped: {e}")


if __name__ == "__main__":
    main()
