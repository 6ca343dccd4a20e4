"""Records what public samplers do with an exact Gaussian-mixture denoiser, in float64.

    python tests/reference/samplers.py [--edm CHECKOUT] [--out tests/reference/samplers.npz]

needs: pip install torch numpy scipy tqdm torchdiffeq torchsde diffusers, and k-diffusion (--no-deps will do);
--edm is a checkout of github.com/NVlabs/edm, for its Algorithms 1 and 2.

All run in the frame x = x0 + sigma n of Karras et al. from the same starting noise; diffusers' schedulers, which keep
x = alpha (x0 + sigma n), are scaled on the way in and out.  tests/test_reference.cpp runs Odelia's methods on the same
sigmas and compares.  Where public code would round its coefficients to float32 (diffusers' tables), the tables are
widened to float64 first, so that what is compared is the formula.
"""
import argparse
import importlib
import importlib.util
import os
import sys
import types

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
WEIGHTS = torch.tensor([0.5, 0.3, 0.2])
MEANS = torch.tensor([[-0.8, 0.3, 0.5, -0.2], [0.7, -0.6, 0.1, 0.4], [0.2, 0.9, -0.7, 0.3]])
STDS = torch.tensor([0.6, 0.5, 0.7])
KARRAS_STEPS, DIFFUSERS_STEPS = 12, 12


def denoise(x, sigma):
    """E[x0 | x0 + sigma n = x] of the mixture; x: [B, 4], sigma: a number."""
    sigma = float(sigma)
    variance = STDS**2 + sigma**2
    d = x[:, None, :] - MEANS
    logits = WEIGHTS.log() - 2 * variance.log() - 0.5 * (d**2).sum(-1) / variance
    parts = MEANS + (STDS**2 / variance)[:, None] * d
    return (torch.softmax(logits, 1)[..., None] * parts).sum(1)


def k_diffusion_sampling():
    """k_diffusion.sampling alone: the package's other modules need half of PyPI."""
    folder = os.path.dirname(importlib.util.find_spec("k_diffusion").origin)
    package, utils = types.ModuleType("k_diffusion"), types.ModuleType("k_diffusion.utils")
    package.__path__, package.utils = [folder], utils
    utils.append_dims = lambda v, n: v[(...,) + (None,) * (n - v.ndim)]
    sys.modules.update({"k_diffusion": package, "k_diffusion.utils": utils})
    return importlib.import_module("k_diffusion.sampling")


class Draws:
    """Noise given out in order and kept."""

    def __init__(self, like, seed):
        self.generator, self.like, self.given = torch.Generator().manual_seed(seed), like, []

    def __call__(self, *_):
        self.given.append(torch.randn(self.like.shape, generator=self.generator))
        return self.given[-1]


def run_k_diffusion(out, x):
    k = k_diffusion_sampling()
    sigmas = k.get_sigmas_karras(KARRAS_STEPS, 0.05, 10.0)[:-1]  # without the step to zero
    out["karras.sigmas"] = sigmas
    model = lambda y, s: denoise(y, s[0])
    plain = {
        "euler": k.sample_euler, "heun": k.sample_heun, "dpm_2": k.sample_dpm_2, "dpmpp_2m": k.sample_dpmpp_2m,
        "lms1": lambda *a, **b: k.sample_lms(*a, order=1, **b), "lms2": lambda *a, **b: k.sample_lms(*a, order=2, **b),
        "lms3": lambda *a, **b: k.sample_lms(*a, order=3, **b), "lms4": lambda *a, **b: k.sample_lms(*a, order=4, **b),
        "dpmpp_2s": lambda *a, **b: k.sample_dpmpp_2s_ancestral(*a, eta=0, **b),
        "dpmpp_3m_legacy": lambda *a, **b: k.sample_dpmpp_3m_sde(*a, eta=0, noise_sampler=lambda *_: 0, **b),
    }
    for name, sample in plain.items():
        out[f"k_diffusion.{name}"] = sample(model, x * sigmas[0], sigmas, disable=True)
    noisy = {
        "euler_ancestral": k.sample_euler_ancestral, "dpm_2_ancestral": k.sample_dpm_2_ancestral,
        "dpmpp_2s_ancestral": k.sample_dpmpp_2s_ancestral, "dpmpp_2m_sde": k.sample_dpmpp_2m_sde,
        "dpmpp_3m_sde_legacy": k.sample_dpmpp_3m_sde,
    }
    for seed, (name, sample) in enumerate(noisy.items()):
        draws = Draws(x, seed)
        out[f"k_diffusion.{name}"] = sample(model, x * sigmas[0], sigmas, disable=True, noise_sampler=draws)
        out[f"k_diffusion.{name}.noise"] = torch.stack(draws.given)


def run_diffusers(out, x):
    import diffusers as d

    betas = dict(num_train_timesteps=1000, beta_start=1e-4, beta_end=0.02, beta_schedule="linear")
    multistep = dict(lower_order_final=False, final_sigmas_type="sigma_min", **betas)
    schedulers = {}
    for order in (1, 2, 3):
        for algorithm, name in (("dpmsolver++", "dpmpp"), ("dpmsolver", "dpm_solver")):
            schedulers[f"{name}_{order}m"] = d.DPMSolverMultistepScheduler(
                algorithm_type=algorithm, solver_order=order, euler_at_final=False, **multistep)
        schedulers[f"deis{order}"] = d.DEISMultistepScheduler(solver_order=order, lower_order_final=False, **betas)
        for kind in ("bh1", "bh2"):
            schedulers[f"unipc{order}_{kind}"] = d.UniPCMultistepScheduler(
                solver_order=order, solver_type=kind, predict_x0=True, **multistep)
    for name, scheduler in schedulers.items():
        scheduler.set_timesteps(DIFFUSERS_STEPS)
        scheduler.sigmas = scheduler.sigmas.double()
        sigmas = scheduler.sigmas[:DIFFUSERS_STEPS]
        if "ddpm.sigmas" in out:
            assert torch.equal(out["ddpm.sigmas"], sigmas), name
        out["ddpm.sigmas"] = sigmas
        alpha = lambda i: 1 / torch.sqrt(1 + sigmas[i] ** 2)
        y = x * sigmas[0] * alpha(0)
        for i, t in enumerate(scheduler.timesteps[:-1]):
            if y.isnan().any():
                raise RuntimeError(name)
            clean = denoise(y / alpha(i), sigmas[i])
            y = scheduler.step((y / alpha(i) - clean) / sigmas[i], t, y).prev_sample
        out[f"diffusers.{name}"] = y / alpha(DIFFUSERS_STEPS - 1)

    ddim = d.DDIMScheduler(clip_sample=False, set_alpha_to_one=False, timestep_spacing="linspace", **betas)
    ddim.alphas_cumprod = ddim.alphas_cumprod.double()
    ddim.set_timesteps(DIFFUSERS_STEPS)
    step = 1000 // DIFFUSERS_STEPS
    times = [int(t) for t in ddim.timesteps]
    # Its step goes to t - 1000 / n, wherever the next time lies: so give it times that far apart.
    times = [times[0] - i * step for i in range(DIFFUSERS_STEPS)]
    bar = ddim.alphas_cumprod
    s = lambda t: torch.sqrt((1 - bar[t]) / bar[t])
    out["ddim.sigmas"] = torch.stack([s(t) for t in times])
    y = x * s(times[0]) * bar[times[0]].sqrt()
    for t in times[:-1]:
        clean = denoise(y / bar[t].sqrt(), s(t))
        y = ddim.step((y - bar[t].sqrt() * clean) / (1 - bar[t]).sqrt(), t, y).prev_sample
    out["diffusers.ddim"] = y / bar[times[-1]].sqrt()


def run_edm(out, x, checkout):
    """Algorithms 1 (no churn) and 2 of arXiv:2206.00364; both end with a step to sigma = 0."""
    text = open(os.path.join(checkout, "generate.py")).read()
    start = text.index("def edm_sampler(")
    end = text.index("\n#----", start)
    space = {"np": np, "torch": torch}
    exec(compile(text[start:end], "generate.py", "exec"), space)  # the function alone, as it stands there

    class Net:
        sigma_min, sigma_max = 0, float("inf")
        round_sigma = staticmethod(lambda s: torch.as_tensor(s))

        def __call__(self, y, sigma, _labels):
            return denoise(y, sigma)

    for name, churn in (("heun", 0), ("stochastic", 10)):
        draws = Draws(x, 100)
        out[f"edm.{name}"] = space["edm_sampler"](
            Net(), x, randn_like=draws, num_steps=KARRAS_STEPS, sigma_min=0.05, sigma_max=10.0, S_churn=churn, S_noise=1.003)
        if churn:
            out[f"edm.{name}.noise"] = torch.stack(draws.given)
    i = torch.arange(KARRAS_STEPS)
    a, b = 10.0 ** (1 / 7), 0.05 ** (1 / 7)
    out["edm.sigmas"] = torch.cat([(a + i / (KARRAS_STEPS - 1) * (b - a)) ** 7, torch.zeros(1)])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edm")
    parser.add_argument("--out", default=os.path.join(os.path.dirname(__file__), "samplers.npz"))
    arguments = parser.parse_args()
    out = {"noise": torch.randn((8, 4), generator=torch.Generator().manual_seed(7))}
    run_k_diffusion(out, out["noise"])
    run_diffusers(out, out["noise"])
    if arguments.edm:
        run_edm(out, out["noise"], arguments.edm)
    np.savez(arguments.out, **{name: np.ascontiguousarray(value.numpy()) for name, value in out.items()})
    print(f"{len(out)} arrays in {arguments.out}")


if __name__ == "__main__":
    main()
