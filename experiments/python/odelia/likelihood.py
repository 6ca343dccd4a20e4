"""Likelihoods by the probability-flow ODE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Union

import numpy as np
import torch

from . import _core
from .arrays import Array, as_tensor, type_text, whole_numbers
from .autocast import refuse_autocast
from .catalogue import spec_of
from .model import Model
from .progress import Progress, told
from .sampling import _core_of


@dataclass
class Likelihood:
    """bits/dim of every sample, [N] float64, with what they may be off by; NaN where unknown."""

    bits_per_dim: np.ndarray  #: -log_prob / (D ln 2)
    log_prob: np.ndarray  #: nats, of the data as given
    probe: np.ndarray  #: standard error over trace probes, bits/dim; unknown for a single one
    dequant: np.ndarray  #: standard error over dequantisation draws; unknown for a single one, or
    #: where the probes' part of their spread came out larger
    ode: np.ndarray  #: difference from a solve at ten times the tolerance, of the first samples
    prior: np.ndarray  #: by how much the prior at T is off, at most
    nfe: np.ndarray
    vjp: np.ndarray
    jvp: np.ndarray
    bound: np.ndarray  #: continuous-time variational bound, where asked for
    bound_se: np.ndarray  #: standard error of the bound's draws; unknown of fewer than 16 levels
    discrete: np.ndarray  #: DDPM's bound, where asked for
    discrete_se: np.ndarray
    status: List[str]
    reason: List[str]  #: what LibTorch said, where the status is "error"
    mean: float  #: bits/dim over all samples that came to their end
    standard_error: float  #: of that mean, all parts together; NaN for one sample
    parts: Dict[str, float]  #: of the standard error: data, probe, dequant, ode, prior
    failed: int
    conventions: Dict[str, Any]  #: of the numbers, as ``odelia likelihood`` records them
    line: str  #: "3.412 ± 0.006 bits/dim (data 0.005, ...)"

    def __repr__(self) -> str:
        return f"Likelihood({self.line})"


def log_prob(
    model: Model,
    data: Array,
    *,
    dequant: Optional[str] = None,
    rtol: Optional[float] = None,
    atol: Optional[float] = None,
    process: str = "vp_linear",
    solver: Any = "dopri5",
    product: str = "vjp",
    divergence: str = "hutchinson",
    probe: Optional[str] = None,
    probes: Optional[int] = None,
    seed: int = 0,
    batch: int = 16,
    ode_images: int = 32,
    labels: Union[str, int, Sequence[int], None] = None,
    progress: Progress = None,
    **settings: Any,
) -> Likelihood:
    """bits/dim of data under the model's probability flow, with error bars.

    data:    [N, *shape], uint8, or floating in the model's space, images in [-1, 1]
    dequant: of uint8 data: "uniform", "variational" (with dequantizer=NETWORK) or "none"; must be said,
             for 8-bit data have no density
    rtol, atol:  of the ODE solve (1e-5; atol: rtol); or steps= and grid= for a solver that no tolerance
             drives
    product: "vjp" (reverse mode), "jvp" (forward mode, which not every network has) or "auto"
    divergence:  "hutchinson" with `probes` products an evaluation (1), "hutchpp" or "exact"
    probe:   "rademacher", unless given, or "gaussian"
    seed:    of probes and dequantisation
    ode_images:  first samples solved again at ten times the tolerance, for the ODE's error
    labels:  classes, one for all or one each; or a text, "3" or "0-9": sample i has number i modulo their
             count
    settings:  any other key of ``odelia likelihood``: t_min, t_min_treatment, terminal, control,
             dequantizer, dequant_draws, scale, offset, dtype (a torch dtype or its name), steps, grid, bound, bound_samples

    Gradients are torch's, through the callable; its parameters may be frozen.
    """
    known = {
        "t_min", "t_min_treatment", "terminal", "control", "dequantizer", "dequant_draws",
        "scale", "offset", "dtype", "steps", "grid", "bound", "bound_samples",
    }  # fmt: skip
    for key in settings:
        if key not in known:
            raise TypeError(f"log_prob: unknown setting '{key}'; known: {', '.join(sorted(known))}")
    settings.update(
        process=process, solver=spec_of(solver), product=product, divergence=divergence, seed=seed,
        batch=batch, ode_images=ode_images,
    )  # fmt: skip
    # What is said is refused where it would do nothing; a default is not.
    given = (("dequant", dequant), ("rtol", rtol), ("atol", atol), ("probe", probe), ("probes", probes))
    for key, value in given:
        if value is not None:
            settings[key] = value
    if isinstance(settings.get("dtype"), (torch.dtype, np.dtype, type)):
        settings["dtype"] = type_text(settings["dtype"])
    classes: List[int] = []
    if isinstance(labels, str):
        settings["labels"] = labels
    elif labels is not None:
        classes = whole_numbers(labels, "log_prob labels", 63)
    refuse_autocast("log_prob")
    with told(progress, "log_prob") as callback:
        out = _core.log_prob(
            _core_of(model, "log_prob"), as_tensor(data, "log_prob data"), classes, settings, callback
        )
    for key, value in out.items():
        if isinstance(value, list) and key not in ("status", "reason"):
            out[key] = np.asarray(value, dtype=np.float64)
    return Likelihood(**out)
