"""Samples by any solver."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

import numpy as np
import torch

from . import _core
from .arrays import Array, as_tensor, like, seed_list, type_text, whole_number, whole_numbers
from .autocast import refuse_autocast
from .catalogue import spec_of
from .model import Model
from .progress import Progress, told


@dataclass
class Run:
    """Samples, and how each came about."""

    x: Array  #: [N, *shape], at the end of the grid; images in [-1, 1] but for what the solver misses
    nfe: np.ndarray  #: [N], network evaluations counted
    status: List[str]  #: "ok", "non_finite", "budget_exhausted" or "step_collapsed", one per sample
    t: np.ndarray  #: [N], time reached
    steps: np.ndarray  #: [N], steps taken
    rejected: np.ndarray  #: [N], steps rejected under error control
    record: Dict[str, Any]  #: all that the samples depend on, as ``odelia sample`` records it

    @property
    def ok(self) -> bool:
        """Whether every sample came to its end."""
        return all(s == "ok" for s in self.status)

    def __repr__(self) -> str:
        bad = len(self.status) - self.status.count("ok")
        return (
            f"Run({list(self.x.shape)} by {self.record['solver']} on {self.record['process']}, "
            f"{float(self.nfe.mean()):g} evaluations each"
            + (f", {bad} of {len(self.status)} failed)" if bad else ")")
        )


def sample(
    model: Model,
    solver: Any = "ddim",
    process: str = "vp_linear",
    grid: str = "log_snr",
    *,
    steps: Optional[int] = None,
    nfe: Optional[int] = None,
    rtol: Optional[float] = None,
    atol: Optional[float] = None,
    seeds: Union[int, Sequence[int], None] = None,
    noise: Optional[Array] = None,
    latents: bool = False,
    dtype: Union[str, torch.dtype, None] = None,
    device: Union[str, torch.device, None] = None,
    batch: int = 64,
    labels: Union[int, Sequence[int], None] = None,
    guidance: float = 1.0,
    guidance_interval: Tuple[float, float] = (0.0, math.inf),
    guidance_rescale: float = 0.0,
    guidance_channels: int = 0,
    guide: Optional[Model] = None,
    progress: Progress = None,
) -> Run:
    """Samples of a model: x(T) = sigma(T) n, solved to the process's t_min.

    solver, process, grid:  specs as on the command line, "heun", "edm(sigma_max=80)", "karras(rho=7)";
             a solver may be a function under ``@odelia.solver``
    steps:   of the time grid (20); or
    nfe:     evaluations a sample may take, for as many steps as they pay for; or
    rtol:    relative tolerance of error control, each sample with its own steps; atol: rtol unless given
    seeds:   one sample each, whole numbers of 0 or more (0 ... 15); a sample depends on its seed alone,
             not on the batch, and no global random state is read
    noise:   [N, *shape], N(0, 1): starting noise instead of that of the seeds, scaled by sigma(T) here,
             or x(T) itself where latents=True; dtype and device follow it, and numpy gives numpy
    dtype, device:  of the state: float32 (float64 for float64 noise), the model's device
    batch:   samples in flight; changes no sample
    labels:  classes, one for all or one each
    guidance:  w of n_g + w (n_c - n_g), as in diffusers and EDM2 (1: none); an evaluation counts as two.
             n_g is the model's without a class, or that of `guide`, a Model of its own (autoguidance).
             guidance_interval: it acts between these levels sigma/alpha; guidance_rescale: 0 to 1, how far
             each prediction's spread is brought back; guidance_channels: the first so many alone are
             guided, as DiT's code guides 3 of 4 (0: all)
    progress:  called after every evaluation with (samples finished, samples in all, evaluations so far);
             True: a bar of tqdm. What it raises ends the run, and so does Ctrl-C, between evaluations.

    Returns a Run. Raises ValueError on what cannot work; what the model's callable raises comes through
    as it is.
    """
    core = _core_of(model, "sample")
    given = None if noise is None else as_tensor(noise, "sample noise")
    if latents and given is None:
        raise ValueError("sample latents: says what noise= is, and there is none; give it, or leave latents out")
    if seeds is None:
        seeds = range(16 if given is None else len(given))
    wanted = seed_list(seeds)
    if given is not None and len(wanted) != len(given):
        raise ValueError(f"sample seeds: {len(wanted)} for {len(given)} rows of noise; give as many")
    if dtype is None:
        dtype = given.dtype if given is not None else torch.float32
    if device is None:
        device = given.device if isinstance(noise, torch.Tensor) else model.device
    if labels is None:
        classes: List[int] = []
    else:
        classes = whole_numbers(labels, "sample labels", 63)
    refuse_autocast("sample")
    with told(progress, "sample") as callback:
        out = _core.sample(
            core,
            process,
            spec_of(solver),
            grid,
            None if steps is None else whole_number(steps, "sample steps"),
            None if nfe is None else whole_number(nfe, "sample nfe"),
            rtol,
            atol,
            wanted,
            given,
            latents,
            type_text(dtype),
            str(device),
            whole_number(batch, "sample batch"),
            classes,
            float(guidance),
            (float(guidance_interval[0]), float(guidance_interval[1])),
            float(guidance_rescale),
            whole_number(guidance_channels, "sample guidance_channels"),
            None if guide is None else _core_of(guide, "sample guide"),
            callback,
        )
    for note in out["notes"]:
        warnings.warn(note, stacklevel=2)
    return Run(
        x=like(out["x"], noise),
        nfe=np.asarray(out["nfe"], dtype=np.int64),
        status=list(out["status"]),
        t=np.asarray(out["t"], dtype=np.float64),
        steps=np.asarray(out["steps"], dtype=np.int64),
        rejected=np.asarray(out["rejected"], dtype=np.int64),
        record=out["record"],
    )


def _core_of(model: Any, who: str) -> Any:
    if not isinstance(model, Model):
        raise TypeError(
            f"{who}: expected an odelia.Model, got {type(model).__name__}; wrap it: "
            "odelia.Model(callable, shape=, like=)"
        )
    return model._core
