"""Distances of sample sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

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


def _features(x: Array, name: str, extractor: Optional[str]) -> torch.Tensor:
    tensor = as_tensor(x, f"frechet {name}")
    return tensor if extractor is None else _core.features(extractor, tensor)


def frechet(a: Array, b: Array, *, extractor: Optional[str] = None) -> FrechetDistance:
    """Fréchet distance of two sets, arXiv:1706.08500, eq. 6, in float64.

    a, b:  features [N, d]; with extractor=, a network's folder or shipped name such as
           "fashion-mnist-classifier", images [N, C, H, W]: uint8, or floating in [-1, 1], which are
           rounded to bytes. The distance is then in that network's features, and is not FID.
    """
    return FrechetDistance(**_core.frechet(_features(a, "a", extractor), _features(b, "b", extractor)))
