"""Other libraries' denoisers as models, and Odelia's solvers as other libraries' samplers."""

from __future__ import annotations

import inspect
import json
import tempfile
from pathlib import Path
from typing import Any, Callable, Dict, Optional, Sequence, Tuple

import torch

from .arrays import seed_list
from .catalogue import spec_of
from .model import Model
from .sampling import sample


def from_diffusers(
    pipe: Any, *, scheduler: Any = None, shape: Optional[Sequence[int]] = None, name: Optional[str] = None,
    micro_batch: int = 0, **options: Any
) -> Model:  # fmt: skip
    """The network of a diffusers pipeline, asked as its scheduler says.

    pipe:   a pipeline with `unet` (or `transformer`) and `scheduler`; or the network, with scheduler=
    shape:  of one sample; of the network's config unless given
    name:   what records call it; the weights are hashed
    options:  of the convention "diffusers", such as times="interpolated"
    A text-conditioned network wants more than x and time: give odelia.Model a function of yours.
    """
    net, scheduler = _parts(pipe, scheduler)
    _check_arguments(net)
    config = net.config
    if shape is None:
        size = config.sample_size
        height, width = (size, size) if isinstance(size, int) else size
        shape = (config.in_channels, height, width)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scheduler_config.json"
        file.write_text(json.dumps(_scheduler_config(scheduler)))
        more = "".join(f", {key}={value}" for key, value in options.items())
        return Model(net, shape, f'diffusers(file="{file}"{more})', name=name, micro_batch=micro_batch)


def _parts(pipe: Any, scheduler: Any) -> Tuple[Any, Any]:
    """The network and the scheduler of a pipeline; a network is what it is, whatever it has inside."""
    net = pipe
    if not isinstance(pipe, torch.nn.Module) and any(hasattr(pipe, n) for n in ("scheduler", "unet", "transformer")):
        scheduler = scheduler if scheduler is not None else getattr(pipe, "scheduler", None)
        parts = [getattr(pipe, name, None) for name in ("unet", "transformer")]
        net = next((part for part in parts if part is not None), None)
        if net is None:
            raise TypeError(
                f"from_diffusers: {type(pipe).__name__} has neither unet nor transformer; give the network "
                "that is asked, and scheduler="
            )
    if scheduler is None or not hasattr(scheduler, "config"):
        raise TypeError("from_diffusers: expected a pipeline with a scheduler, or scheduler=")
    return net, scheduler


#: How a network's forward calls the time.
_TIMES = ("timestep", "timesteps", "t", "time", "times", "sigma", "sigmas")


def _check_arguments(net: Any) -> None:
    """Refuses a network that is not asked by x and time, in this order."""
    every = inspect.signature(net.forward).parameters.values()
    named = [p for p in every if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    wanted = [p.name for p in named if p.default is p.empty]
    places = [p.name for p in named if p.kind is not p.KEYWORD_ONLY]
    between = places[1] if len(places) > 1 and places[1] not in _TIMES else ""
    if len(wanted) > 2:
        what = f"wants {', '.join(wanted[2:])} too"
    elif between and (between.startswith("encoder") or any(p.name in _TIMES for p in named)):
        what = f"takes {between} behind x, and the time elsewhere"
    else:
        return
    raise TypeError(
        f"from_diffusers: {type(net).__name__} {what}; give odelia.Model a function of x and time, with "
        'like="diffusers(file=scheduler_config.json)"'
    )


def _scheduler_config(scheduler: Any) -> Dict[str, Any]:
    """Its config as save_pretrained writes it, with the class: a config may be another scheduler's."""
    config = _plain(dict(scheduler.config))
    theirs = (c.__name__ for c in type(scheduler).__mro__ if c.__module__.split(".")[0] == "diffusers")
    kinds = [name for name in theirs if name.endswith("Scheduler")]
    config["_class_name"] = kinds[0] if kinds else config.get("_class_name", type(scheduler).__name__)
    return config


def _plain(value: Any) -> Any:
    """What JSON holds of a value; None in the place of the rest."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if isinstance(value, (bool, int, float, str)) else None


def from_azula(denoiser: Any, shape: Sequence[int], *, name: Optional[str] = None, micro_batch: int = 0) -> Model:
    """A denoiser of azula, whose own schedule says at which t a level lies.

    It is asked in azula's own units, x_t = alpha_t x + sigma_t z, for the mean of x; sigma/alpha must
    rise with t. Above the level of t = 1 it is asked as there, x brought down to that.
    name:  what records call it; the weights and the schedule are hashed
    """
    schedule = denoiser.schedule
    known: Dict[float, float] = {}
    last_alpha, last_sigma = (float(v) for v in schedule(torch.tensor(1.0, dtype=torch.float64)))
    like = f"edm(s_max={last_sigma / last_alpha!r})" if last_alpha > 0 else "edm"

    def time_of(s: float) -> float:
        """t in [0, 1] where sigma/alpha = s, which rises with t."""
        if s not in known:
            low, high = 0.0, 1.0
            for _ in range(50):
                middle = (low + high) / 2
                alpha, sigma = schedule(torch.tensor(middle, dtype=torch.float64))
                low, high = (low, middle) if float(sigma / alpha) > s else (middle, high)
            if len(known) > 10000:
                known.clear()
            known[s] = (low + high) / 2
        return known[s]

    def call(x: torch.Tensor, s: torch.Tensor) -> torch.Tensor:
        t = torch.tensor([time_of(v) for v in s.tolist()], dtype=x.dtype, device=x.device)
        alpha, _ = schedule(t)
        posterior = denoiser(alpha.reshape([-1] + [1] * (x.dim() - 1)) * x, t)
        return posterior if isinstance(posterior, torch.Tensor) else posterior.mean

    module = denoiser if isinstance(denoiser, torch.nn.Module) else None
    if name is None and module is None:
        raise TypeError(
            f"from_azula: this {type(denoiser).__name__} is no nn.Module whose state could say which network it "
            "is: give it a name=, another one whenever it changes"
        )
    parameter = next(iter(module.parameters()), None) if module is not None else None
    model = Model(
        call, shape, like, name=name or type(denoiser).__name__, micro_batch=micro_batch,
        device=parameter.device if parameter is not None else "cpu",
        dtype=parameter.dtype if parameter is not None else torch.float32,
    )  # fmt: skip
    model._contents.module, model._contents.named = module, name is not None  # its weights are hashed
    model._contents.schedule = schedule
    return model


def as_k_diffusion(solver: Any) -> Callable[..., torch.Tensor]:
    """A function like k-diffusion's ``sample_*``, for a pipeline that stays as it is.

    ``sample_it(model, x, sigmas, extra_args=None, callback=None, disable=None, seeds=None)``:
    model(x, sigma [B], **extra_args) denoises, x = x0 + sigmas[0] n [B, ...], sigmas fall and may end
    with 0. A solver that draws noise needs seeds=, one per sample: global random state is not read.
    callback gets {"x", "i", "sigma", "sigma_hat", "denoised"} at every evaluation.
    Raises RuntimeError where a sample did not come to its end, such as by values that are not finite.
    """
    spec = spec_of(solver)

    @torch.no_grad()
    def sample_it(
        model: Callable[..., torch.Tensor],
        x: torch.Tensor,
        sigmas: torch.Tensor,
        extra_args: Optional[Dict[str, Any]] = None,
        callback: Optional[Callable[[Dict[str, Any]], None]] = None,
        disable: Optional[bool] = None,
        seeds: Optional[Sequence[int]] = None,
    ) -> torch.Tensor:
        args = {} if extra_args is None else extra_args
        times = [float(s) for s in sigmas]
        if seeds is None and _draws_noise(spec):
            raise TypeError(f"{spec} draws noise: give seeds=, one per sample; global state is not read")
        evaluations = [0]

        def denoiser(at: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
            denoised = model(at, sigma, **args)
            if callback is not None:
                callback({"x": at, "i": evaluations[0], "sigma": sigma[0], "sigma_hat": sigma[0],
                          "denoised": denoised})  # fmt: skip
            evaluations[0] += 1
            return denoised

        low = times[-1] if times[-1] > 0 else times[-2] if len(times) > 2 else times[0] / 2
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "sigmas.txt"
            file.write_text("".join(f"{t!r}\n" for t in times))
            run = sample(
                Model(denoiser, x.shape[1:], "k_diffusion(s_min=0)", name="k-diffusion's denoiser", device=x.device,
                      dtype=x.dtype, micro_batch=len(x)),
                solver, f"edm(sigma_min={low!r}, sigma_max={times[0]!r})", f"file:{file}",
                seeds=range(len(x)) if seeds is None else seed_list(seeds),
                noise=x if x.dtype == torch.float64 else x.float(), latents=True, batch=len(x),
            )  # fmt: skip
        failed = [status for status in run.status if status != "ok"]
        if failed:
            raise RuntimeError(
                f"{spec}: {len(failed)} of {len(run.status)} samples did not come to their end: "
                f"{', '.join(sorted(set(failed)))}; odelia.sample gives the others, and says how each ended"
            )
        return run.x.to(x.dtype)

    sample_it.__name__ = f"sample_{spec}"
    return sample_it


def _draws_noise(spec: str) -> bool:
    from . import _core

    return bool(_core.draws_noise(spec))
