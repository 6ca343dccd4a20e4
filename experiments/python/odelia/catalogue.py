"""What there is: solvers, processes, time grids, conventions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Sequence, Union

import numpy as np

from . import _core
from .own_solver import OwnSolver


@dataclass(frozen=True)
class Solver:
    """What a method claims about itself; ``str()`` of it is its name."""

    name: str
    family: str
    kind: str  #: "ode" or "sde": what it integrates unless told otherwise by eta=
    order: float  #: on the probability flow; 0: not claimed
    strong_order: float
    weak_order: float
    nfe_per_step: int  #: network evaluations a step; 0: its own control asks for them
    nfe_first_extra: int
    needs: str  #: "drift" or "semi_linear"
    evaluates_end: bool
    embedded: bool  #: has an error estimate: may be driven by rtol
    history: int
    reference: str
    options: Dict[str, Dict[str, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Wrapper:
    """What makes a method of another one, as in ``restart(heun)``; ``str()`` of it is its name."""

    name: str
    takes: str  #: the kind of method that goes inside
    reference: str
    options: Dict[str, Dict[str, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Entry:
    """A process or a kind of time grid, with its options; ``str()`` of it is its name."""

    name: str
    summary: str
    options: Dict[str, Dict[str, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Convention:
    """How a family of networks is asked and read, s = sigma/alpha; ``str()`` of it is its name."""

    name: str
    summary: str
    input: str
    time: str
    output: str
    source: str
    options: Dict[str, Dict[str, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


def solvers() -> List[Solver]:
    """All methods, by name, those written in Python among them."""
    return [Solver(**traits) for traits in _core.solvers()]


def wrappers() -> List[Wrapper]:
    """All wrappers of methods, by name."""
    return [Wrapper(**entry) for entry in _core.wrappers()]


def processes() -> List[Entry]:
    """All forward processes; each takes t_min= and t_max=."""
    return [Entry(**entry) for entry in _core.processes()]


def processes_by_name() -> List[str]:
    """Names of the processes that their name alone makes: what `order` certifies on."""
    return list(_core.processes_by_name())


def time_grids() -> List[Entry]:
    """All kinds of time grid; each takes t_min=, t_max= and final=zero."""
    return [Entry(**entry) for entry in _core.time_grids()]


def time_grid(grid: str, process: str, steps: int) -> List[float]:
    """The times t_0 > t_1 > ... > t_steps of a grid on a process, as a solver of that many steps has them."""
    return list(_core.time_grid(grid, process, steps))


def coefficients(process: str, t: Union[float, Sequence[float]]) -> Dict[str, Any]:
    """What a process is at times t: alpha, sigma, lambda = log(alpha / sigma), and f and g2 = g^2 of
    dx = f x dt + g dw, floats for one time and arrays for several.  ValueError beyond [0, t_max]."""
    alone = np.ndim(t) == 0
    at = _core.coefficients(process, [float(t)] if alone else [float(each) for each in t])
    return {name: values[0] if alone else np.array(values) for name, values in at.items()}


def conventions() -> List[Convention]:
    """All conventions of networks, for ``Model(like=...)``."""
    return [Convention(**entry) for entry in _core.conventions()]


def spec_of(solver: Any) -> str:
    """The spec of a solver: text, or what `odelia.solver` made, or an entry of `solvers()`."""
    if isinstance(solver, str):
        return solver
    if isinstance(solver, OwnSolver):
        solver.require_newest()
    name = getattr(solver, "spec", None) or getattr(solver, "name", None)
    if isinstance(name, str):
        return name
    raise TypeError(
        f"solver: expected a spec such as 'heun' or a function under @odelia.solver, got {solver!r}"
    )
