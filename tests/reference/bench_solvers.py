"""Times public samplers and Odelia's, the network being free, on the same shape, dtype and threads, turn by turn.

    python tests/reference/bench_solvers.py [--odelia build/odelia] [--threads 2] [--steps 20] [--rounds 7]

needs: pip install torch numpy scipy tqdm torchdiffeq torchsde diffusers, and k-diffusion (--no-deps will do).

Both sides are given their prediction at no cost: a tensor that is there already.  Microseconds per network evaluation,
median of the rounds; SDE samplers draw their noise by themselves, as shipped.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import torch

sys.path.insert(0, os.path.dirname(__file__))
from samplers import k_diffusion_sampling  # noqa: E402

torch.set_default_dtype(torch.float32)


class Free:
    """A network whose prediction is at hand, and how often it was asked."""

    def __init__(self, shape):
        self.value, self.calls = torch.randn(shape), 0

    def __call__(self, *_, **__):
        self.calls += 1
        return self.value


def k_diffusion(shape, steps):
    k = k_diffusion_sampling()
    sigmas = k.get_sigmas_karras(steps, 0.05, 10.0)
    x = torch.randn(shape) * sigmas[0]
    normal = lambda *_: torch.randn_like(x)
    plain = {
        "euler": k.sample_euler, "heun": k.sample_heun, "dpm_2": k.sample_dpm_2, "dpmpp_2m": k.sample_dpmpp_2m,
        "lms4": k.sample_lms,
    }
    noisy = {
        "euler_ancestral": k.sample_euler_ancestral, "dpm_2_ancestral": k.sample_dpm_2_ancestral,
        "dpmpp_2s_ancestral": k.sample_dpmpp_2s_ancestral, "dpmpp_2m_sde": k.sample_dpmpp_2m_sde,
        "dpmpp_3m_sde_legacy": k.sample_dpmpp_3m_sde, "dpmpp_sde": k.sample_dpmpp_sde,
    }
    runs = {name: lambda free, f=f: f(free, x, sigmas, disable=True) for name, f in plain.items()}
    runs |= {name: lambda free, f=f: f(free, x, sigmas, disable=True, noise_sampler=normal) for name, f in noisy.items()}
    return runs


def diffusers(shape, steps):
    import diffusers as d

    d.utils.logging.set_verbosity_error()
    betas = dict(num_train_timesteps=1000, beta_start=1e-4, beta_end=0.02, beta_schedule="linear")
    x = torch.randn(shape)
    schedulers = {
        "ddim": d.DDIMScheduler(clip_sample=False, **betas), "ddpm_ancestral": d.DDPMScheduler(clip_sample=False, **betas),
        "pndm": d.PNDMScheduler(**betas), "euler": d.EulerDiscreteScheduler(**betas), "heun": d.HeunDiscreteScheduler(**betas),
        "euler_ancestral": d.EulerAncestralDiscreteScheduler(**betas), "dpm_2": d.KDPM2DiscreteScheduler(**betas),
        "lms4": d.LMSDiscreteScheduler(**betas), "ipndm4": d.IPNDMScheduler(),
        "dpmpp_2m": d.DPMSolverMultistepScheduler(solver_order=2, **betas),
        "dpmpp_3m": d.DPMSolverMultistepScheduler(solver_order=3, **betas),
        "dpmpp_2m_sde": d.DPMSolverMultistepScheduler(solver_order=2, algorithm_type="sde-dpmsolver++", **betas),
        "dpmpp_2s": d.DPMSolverSinglestepScheduler(solver_order=2, **betas),
        "deis_tab3": d.DEISMultistepScheduler(solver_order=3, **betas),
        "unipc2_bh2": d.UniPCMultistepScheduler(solver_order=2, **betas),
        "unipc3_bh2": d.UniPCMultistepScheduler(solver_order=3, **betas), "sa_solver": d.SASolverScheduler(**betas),
    }

    def run(scheduler):
        def go(free):
            scheduler.set_timesteps(steps)  # resets the history, too
            y = x
            for t in scheduler.timesteps:
                y = scheduler.step(free(scheduler.scale_model_input(y, t), t), t, y).prev_sample
            return y
        return go

    return {name: run(scheduler) for name, scheduler in schedulers.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--odelia", default=os.path.join(os.path.dirname(__file__), "../../build/odelia"))
    parser.add_argument("--shape", default="64,3,32,32")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=7)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    shape = [int(n) for n in a.shape.split(",")]

    print(f"[{a.shape}] float32, {a.threads} threads, {a.steps} steps, {a.rounds} rounds; microseconds per evaluation")
    print(f"{'solver':24} {'library':12} {'theirs':>9} {'ours':>9} {'ratio':>7}")
    ratios = []
    for library, runs in (("k-diffusion", k_diffusion(shape, a.steps)), ("diffusers", diffusers(shape, a.steps))):
        for name, run in runs.items():
            free = Free(shape)
            times = []
            with torch.no_grad():
                run(free)  # warm
                for _ in range(a.rounds):
                    free.calls = 0
                    start = time.perf_counter()
                    run(free)
                    times.append(1e6 * (time.perf_counter() - start) / free.calls)
            theirs = statistics.median(times)
            command = [a.odelia, "--threads", str(a.threads), "bench", "solvers", "--json", "--solver", name,
                       "--shape", a.shape, "--steps", str(a.steps), "--rounds", str(a.rounds)]
            ours = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["solvers"][0]
            ratios.append(theirs / ours["microseconds_per_nfe"])
            print(f"{name:24} {library:12} {theirs:9.0f} {ours['microseconds_per_nfe']:9.0f} {ratios[-1]:7.1f}", flush=True)
    print(f"theirs / ours: least {min(ratios):.1f}, median {statistics.median(ratios):.1f}")


if __name__ == "__main__":
    main()
