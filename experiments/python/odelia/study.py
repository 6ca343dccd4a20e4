"""Claimed against observed order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, List, Optional, Sequence, Union

from . import _core
from .catalogue import processes_by_name, spec_of


@dataclass(frozen=True)
class Certificate:
    """One measured line: what a method claims on one process and grid, and what it shows."""

    solver: str
    process: str
    grid: str
    start: str  #: "exact": history from the true solution; "warmup": the method's own start
    kind: str  #: "ode", "strong" or "weak"
    claimed: float
    observed: float  #: infinite where the method is exact to rounding
    steps: List[int]
    errors: List[float]  #: RMS error at the end, for each number of steps
    holds: bool
    shortfall: str  #: "", or what does not hold

    def __str__(self) -> str:
        wrong = f"  FAIL: {self.shortfall}" if self.shortfall else ""
        return (
            f"{self.solver:24} {self.process:15} {self.grid:8} {self.start:7} {self.kind:7} "
            f"{self.claimed:7.1f} {self.observed:8.2f}{wrong}"
        )


class FalseClaim(RuntimeError):
    """A method does not do what it claims; ``orders`` has what was measured."""

    def __init__(self, message: str, orders: "Orders"):
        super().__init__(message)
        self.orders = orders


@dataclass
class Orders:
    """All certificates of a method."""

    certificates: List[Certificate]

    @property
    def holds(self) -> bool:
        return all(c.holds for c in self.certificates)

    @property
    def observed(self) -> List[float]:
        return [c.observed for c in self.certificates]

    def __repr__(self) -> str:
        head = f"{'solver':24} {'process':15} {'grid':8} {'start':7} {'kind':7} claimed observed"
        return "\n".join([head] + [str(c) for c in self.certificates])


def order(
    solver: Any,
    *,
    processes: Union[str, Sequence[str], None] = None,
    grids: Union[str, Sequence[str]] = ("log_snr",),
    check: bool = True,
) -> Orders:
    """The order that a solver shows on exact mixture scores, beside the one that it claims.

    Convergence from 8 to 512 steps on a smooth Gaussian mixture, half log-SNR -1.5 to 0.5, on each of the
    processes (all six unless given) and time grids, one or several; evaluations are counted too.
    Raises FalseClaim where a claim does not hold, unless check=False. ValueError without a claim.
    """
    spec = spec_of(solver)
    wanted = processes_by_name() if processes is None else processes
    certificates = [
        Certificate(**c)
        for process in ([wanted] if isinstance(wanted, str) else wanted)
        for grid in ([grids] if isinstance(grids, str) else grids)
        for c in _core.certify(spec, process, grid)
    ]
    found = Orders(certificates)
    if not certificates:
        raise ValueError(f"order: solver '{spec}' claims no order that could be measured")
    false = [c for c in certificates if not c.holds]
    if false and check:
        some = "; ".join(f"{c.solver} on {c.process}, {c.grid}: {c.shortfall}" for c in false[:6])
        raise FalseClaim(
            f"order: {len(false)} of {len(certificates)} certificates do not hold: {some}", found
        )
    return found
