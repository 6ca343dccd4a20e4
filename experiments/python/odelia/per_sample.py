"""Times, step sizes and coefficients that differ from sample to sample."""

from __future__ import annotations

import math
from typing import Any, Callable, Iterable, Union

import numpy as np
import torch


class PerSample:
    """One float64 per sample of the batch, [B]: a time or step size under error control.

    On a grid, where it is the same for all, a solver is given a plain float instead. Arithmetic is
    that of floats; times a tensor [B, ...] it multiplies every sample by its own value, in the
    tensor's type. ``numpy.exp`` and the like work on both. It is neither true nor equal to anything,
    as it may be for some samples alone: ask ``values_list()``.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Iterable[float]):
        self._values = [float(v) for v in values]

    def values_list(self) -> list[float]:
        return list(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, i: int) -> float:
        return self._values[i]

    def __repr__(self) -> str:
        return f"PerSample({self._values})"

    def map(self, f: Callable[[float], float]) -> "PerSample":
        """f of every value."""
        return PerSample(f(v) for v in self._values)

    def exp(self) -> "PerSample":
        return self.map(math.exp)

    def expm1(self) -> "PerSample":
        return self.map(math.expm1)

    def log(self) -> "PerSample":
        return self.map(math.log)

    def sqrt(self) -> "PerSample":
        return self.map(math.sqrt)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        if method != "__call__" or kwargs:
            return NotImplemented
        values = [np.asarray(v._values) if isinstance(v, PerSample) else v for v in inputs]
        return PerSample(ufunc(*values))

    def __abs__(self) -> "PerSample":
        return self.map(abs)

    def __neg__(self) -> "PerSample":
        return self.map(lambda v: -v)

    def _against(self, x: torch.Tensor) -> torch.Tensor:
        if x.dim() < 1 or x.shape[0] != len(self):
            raise ValueError(f"PerSample: {len(self)} values for a tensor {list(x.shape)}")
        column = torch.tensor(self._values, dtype=torch.float64).to(x.dtype)
        return column.to(x.device).reshape([-1] + [1] * (x.dim() - 1))

    def _with(self, other: Any, f: Callable[[Any, Any], Any]) -> Any:
        if isinstance(other, torch.Tensor) and other.dim() > 0:
            return f(self._against(other), other)
        if isinstance(other, PerSample):
            if len(other) != len(self):
                raise ValueError(f"PerSample: sizes {len(self)} and {len(other)} do not match")
            return PerSample(f(a, b) for a, b in zip(self._values, other._values))
        try:
            number = float(other)
        except (TypeError, ValueError):
            return NotImplemented
        return self.map(lambda v: f(v, number))

    def __add__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: a + b)

    def __radd__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: b + a)

    def __sub__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: a - b)

    def __rsub__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: b - a)

    def __mul__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: a * b)

    def __rmul__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: b * a)

    def __truediv__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: a / b)

    def __rtruediv__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: b / a)

    def __pow__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: a**b)

    def __rpow__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: b**a)

    def __eq__(self, other: Any) -> bool:
        raise TypeError("PerSample: == may hold for some samples alone; compare values_list()")

    def __bool__(self) -> bool:
        raise TypeError("PerSample: may be 0 for some samples alone; look at values_list()")

    __hash__ = None  # type: ignore[assignment]


#: What a solver is given, and gives, for a time or a step size.
Time = Union[float, PerSample]
