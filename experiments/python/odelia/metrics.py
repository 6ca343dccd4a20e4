"""Distances of sample sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional

import torch

from . import _core
from .arrays import Array, as_tensor


@dataclass(frozen=True)
class FrechetDistance:
    """Squared 2-Wasserstein distance of Gaussians fitted to two sets of features; ``float()`` of it is
    the value. It is biased by N: only values of the same N and features can be compared."""

    value: float  #: mean_part + cov_part
    mean_part: float
    cov_part: float
    standard_error: float  #: of a's samples, by the jackknife; b is taken as it is

    def __float__(self) -> float:
        return self.value


def _features(x: Array, name: str, extractor: Optional[str], who: str = "frechet") -> torch.Tensor:
    tensor = as_tensor(x, f"{who} {name}")
    return tensor if extractor is None else _core.features(extractor, tensor)


def frechet(a: Array, b: Array, *, extractor: Optional[str] = None) -> FrechetDistance:
    """Fréchet distance of two sets, arXiv:1706.08500, eq. 6, in float64.

    a, b:  features [N, d]; with extractor=, a network's folder or shipped name such as
           "fashion-mnist-classifier", images [N, C, H, W]: uint8, or floating in [-1, 1], which are
           rounded to bytes. The distance is then in that network's features: it is FID where these are
           of FID's Inception, extractor="inception" (`odelia metrics fetch-weights inception`), alone.
    """
    return FrechetDistance(**_core.frechet(_features(a, "a", extractor), _features(b, "b", extractor)))


def frechet_statistics(mu_a: Array, sigma_a: Array, mu_b: Array, sigma_b: Array) -> FrechetDistance:
    """Fréchet distance of two means [d] and covariances [d, d], as an npz of statistics holds them; its standard error is not
    known."""
    names = ("mu_a", "sigma_a", "mu_b", "sigma_b")
    given = (as_tensor(x, f"frechet_statistics {name}") for x, name in zip((mu_a, sigma_a, mu_b, sigma_b), names))
    return FrechetDistance(**_core.frechet_statistics(*given))


@dataclass(frozen=True)
class Measurement:
    """A metric's value; ``float()`` of it is that. What could not be estimated is NaN."""

    value: float
    standard_error: float  #: ``odelia metrics NAME --help`` says of what
    jackknife: List[float]  #: the value without a tenth of a, for ten of them; empty where there are too few
    parts: Dict[str, float]
    lower_is_better: bool

    def __float__(self) -> float:
        return self.value


def metric(name: str, a: Array, b: Optional[Array] = None, *, extractor: Optional[str] = None) -> Measurement:
    """A registered metric (`odelia.metric_names()`) of samples a held against b, such as "kd", "precision", "recall", "density",
    "coverage", "fd_infinity"; "is" takes a alone.

    a, b:  as in `frechet`; splits and jackknives take runs of rows, so rows that come class by class are to be shuffled first.
    """
    reference = None if b is None else _features(b, "b", extractor, name)
    return Measurement(**_core.metric(name, _features(a, "a", extractor, name), reference, extractor or ""))


def metric_names() -> List[str]:
    """The names of the registered metrics."""
    return _core.metric_names()
