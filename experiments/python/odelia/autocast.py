"""torch.autocast around a call would change its numbers, and no record would tell."""

from __future__ import annotations

import torch


def refuse_autocast(who: str) -> None:
    """Raises ValueError inside ``torch.autocast``: what a result depends on is the network's own text."""
    if _inside():
        raise ValueError(
            f"{who}: called inside torch.autocast, which changes what networks answer and is in no record; call it "
            "outside, or put the autocast into the network's forward, whose text is part of the record"
        )


def _inside() -> bool:
    try:
        return any(torch.is_autocast_enabled(kind) for kind in ("cpu", "cuda"))  # type: ignore[call-arg]
    except TypeError:  # torch before 2.4
        return bool(torch.is_autocast_enabled() or torch.is_autocast_cpu_enabled())
