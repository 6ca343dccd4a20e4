"""A solver written in Python: listed, certified and used as one in C++ is."""

from __future__ import annotations

import functools
import inspect
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple, Union

import torch

from . import _core
from .contents import function_text
from .per_sample import PerSample, Time


@dataclass
class Proposal:
    """Where a step goes, for a solver that remembers or estimates its error."""

    x: torch.Tensor  #: like s.x
    error: Optional[torch.Tensor] = None  #: local error estimate, like s.x
    memory: Sequence[torch.Tensor] = field(default_factory=list)  #: for the next step's s.memory
    memory_t: Sequence[Time] = field(default_factory=list)


class OwnSolver:
    """A step function with its claims; calling it calls the function. ``str()`` of it is its spec."""

    #: What each name stands for: a name is all that a spec says.
    _newest: Dict[str, OwnSolver] = {}

    def __init__(self, function: Callable[..., Any], claims: Dict[str, Any]):
        self.function = function
        self.claims = claims
        self.name: str = claims["name"]
        self.spec: str = claims["name"]
        self.__doc__ = function.__doc__
        self.__name__ = self.name
        OwnSolver._newest[self.name] = self

    def require_newest(self) -> None:
        """ValueError where its name has become another solver's."""
        if OwnSolver._newest[self.name].claims is not self.claims:
            raise ValueError(f"solver '{self.name}': defined again since; give each its own name=")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)

    def with_options(self, **options: Any) -> str:
        """The spec with these options: ``my_heun.with_options(alpha=0.5)`` is "my_heun(alpha=0.5)"."""
        self.require_newest()
        plain = {k: int(v) if isinstance(v, bool) else v for k, v in options.items()}
        return f"{self.name}({', '.join(f'{k}={v}' for k, v in plain.items())})"

    def __str__(self) -> str:
        return self.spec

    def __repr__(self) -> str:
        return f"odelia.solver({self.name!r}, order={self.claims['order']:g})"


def _own_name(function: Callable[..., Any]) -> str:
    """A function's name; of what has none, or one that says nothing, TypeError."""
    name = getattr(function, "__name__", "")
    if name in ("", "<lambda>"):
        raise TypeError(
            f"solver: a {'lambda' if name else type(function).__name__} has no name of its own; give it one by "
            "name=, or write def my_solver(ode, noise, s, to)"
        )
    return name


def _contents(function: Callable[..., Any], who: str, named: bool) -> str:
    """What the function is, as a text to hash."""

    def unknown(key: str, value: Any, why: str = "") -> str:
        if not named:
            why = why or f"is of type {type(value).__name__}"
            raise TypeError(
                f"solver '{who}': its '{key}', from around it, {why}, which no hash tells from another; make "
                "it an option, or give the solver a name=, another one whenever it changes"
            )
        return type(value).__qualname__

    return function_text(function, unknown)


def _options(function: Callable[..., Any], who: str) -> Dict[str, Union[float, str]]:
    out: Dict[str, Union[float, str]] = {}
    places = 0
    for p in inspect.signature(function).parameters.values():
        if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) and p.default is p.empty:
            places += 1
        elif p.kind is p.KEYWORD_ONLY and isinstance(p.default, (int, float, str)):
            out[p.name] = p.default if isinstance(p.default, str) else float(p.default)
        else:
            places = -1
            break
    if places != 4:
        raise TypeError(
            f"solver '{who}': expected a function (ode, noise, s, to), options after it by keyword alone "
            f"with numbers or texts as defaults, as in (ode, noise, s, to, *, alpha=1.0); got "
            f"{inspect.signature(function)}"
        )
    return out


def solver(
    *,
    order: float = 0,
    nfe_per_step: int = 1,
    strong_order: float = 0,
    weak_order: float = 0,
    kind: str = "ode",
    nfe_first_extra: int = 0,
    semi_linear: bool = False,
    evaluates_end: Optional[bool] = None,
    embedded: bool = False,
    error_order: float = 0,
    history: int = 0,
    name: Optional[str] = None,
    reference: str = "",
) -> Callable[[Callable[..., Any]], OwnSolver]:
    """Decorates a step function with what the method claims; it is then a solver like any other.

    ``def my_heun(ode, noise, s, to)`` is a pure function of its arguments and returns the next state, a
    tensor like s.x; or a pair of it and an error estimate; or an odelia.Proposal.

    ode:    drift(x, t), diffusion(t), regular(t); with semi_linear=True also noise(x, t), data(x, t),
            alpha(t), sigma(t), lambda_(t), t_of_lambda(l) and eta
    noise:  normal(t0, t1, like): (W(t1) - W(t0)) / sqrt|t1 - t0|, distributed N(0, 1); for an SDE
    s:      x [B, ...], t, and what earlier steps left: memory, memory_t, newest first
    to:     t1, index, count, last
    Times are floats, or under error control an odelia.PerSample; a step goes from s.t to to.t1, down.

    order:  on the probability flow; strong_order, weak_order: on the reverse SDE; 0: not claimed
    nfe_per_step, nfe_first_extra:  evaluations a step takes, and the first one more
    evaluates_end:  needs the drift at to.t1, and so no grid that ends where sigma = 0 (True unless given,
            but for methods of one evaluation a step)
    embedded, error_order:  it returns an error estimate, of an embedded solution of that order. Under error
            control it remembers nothing, or as a first-same-as-last pair (nfe_first_extra=1) the drift at
            to.t1 alone; s.memory of its first step is then [ode.drift(s.x, s.t)]
    history:  earlier steps that it uses
    Keyword-only arguments with defaults are options: ``my_heun(alpha=0.5)``. They are numbers or texts;
    True and False are 1 and 0.
    name:   the function's unless given; a solver whose name is given to another one can be used no more.
            What the function does is hashed when a run begins: its code, that of the functions and classes
            that it calls, and the values that they have from around them, so that a list it writes into makes
            it another solver. Installed packages go by their version; where a value has no hash, a name must
            be given
    """

    def decorate(function: Callable[..., Any]) -> OwnSolver:
        own = name or _own_name(function)
        claims = dict(
            name=own, order=order, strong_order=strong_order, weak_order=weak_order, kind=kind,
            nfe_per_step=nfe_per_step, nfe_first_extra=nfe_first_extra, semi_linear=semi_linear,
            evaluates_end=nfe_per_step > 1 if evaluates_end is None else evaluates_end,
            embedded=embedded, error_order=error_order, history=history,
            reference=reference or f"{function.__module__}.{getattr(function, '__qualname__', own)}",
            options=_options(function, own),
        )  # fmt: skip
        _core.register_solver(function, claims, functools.partial(_contents, function, own, name is not None))
        return OwnSolver(function, claims)

    return decorate


def combine(terms: Sequence[Tuple[Time, torch.Tensor]]) -> torch.Tensor:
    """sum_i c_i x_i in one pass over memory: ``combine([(1, s.x), (h, k1)])``.

    x_i: [B, ...], alike; c_i: a float, or one per sample.
    """
    return _core.combine(list(terms))
