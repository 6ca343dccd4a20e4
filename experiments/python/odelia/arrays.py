"""numpy in, numpy out; torch otherwise."""

from __future__ import annotations

import operator
from typing import Any, Sequence, Union

import numpy as np
import torch

#: What stands for samples [N, ...].
Array = Union[np.ndarray, torch.Tensor]


def as_tensor(value: Any, who: str) -> torch.Tensor:
    """The values as a tensor: a numpy array without a copy where torch can."""
    if isinstance(value, torch.Tensor):
        return value
    if not isinstance(value, np.ndarray):
        raise TypeError(f"{who}: expected a torch.Tensor or a numpy array, got {type(value).__name__}")
    if value.dtype.newbyteorder("=") not in (np.float16, np.float32, np.float64, np.uint8):
        raise TypeError(f"{who}: expected float16, float32, float64 or uint8, got {value.dtype}")
    if not (value.flags.writeable and value.dtype.isnative and all(s >= 0 for s in value.strides)):
        value = np.array(value, dtype=value.dtype.newbyteorder("="))
    return torch.from_numpy(value)


def like(value: torch.Tensor, given: Any) -> Any:
    """The tensor as numpy where `given` is."""
    return value.cpu().numpy() if isinstance(given, np.ndarray) else value


def type_text(dtype: Any) -> str:
    """"float32" of torch.float32, "float32", numpy.float32."""
    if isinstance(dtype, torch.dtype):
        return str(dtype).replace("torch.", "")
    return dtype if isinstance(dtype, str) else np.dtype(dtype).name


def whole_number(value: Any, who: str) -> int:
    """An int, numpy's and torch's among them; TypeError on anything else, 2.0 too."""
    try:
        if not isinstance(value, (bool, np.bool_)):
            return operator.index(value)
    except TypeError:
        pass
    raise TypeError(f"{who}: expected a whole number, got {value!r}")


def seed_list(seeds: Union[int, Sequence[int]]) -> list[int]:
    """Seeds as a list: of a range, a list, a tensor or array of whole numbers, or one number."""
    return whole_numbers(seeds, "sample seeds", 64)


def whole_numbers(values: Union[int, Sequence[int]], who: str, bits: int) -> list[int]:
    """The same of any whole numbers from 0 to less than 2^bits."""
    if isinstance(values, (torch.Tensor, np.ndarray)):
        values = values.tolist()
    if isinstance(values, (int, float, np.number)):  # one number, or none that will do
        values = [values]
    out = []
    for value in values:
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
            raise TypeError(f"{who}: expected whole numbers, got {value!r}")
        if not 0 <= value < 2**bits:
            raise ValueError(f"{who}: must be 0 or more and less than 2^{bits}, got {value}")
        out.append(int(value))
    if not out:
        raise ValueError(f"{who}: needs at least one")
    return out
