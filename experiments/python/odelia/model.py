"""Score models: a callable, an exact mixture, or a network that Odelia opens itself."""

from __future__ import annotations

import operator
from typing import Any, Callable, List, Optional, Sequence, Tuple, Union

import torch

from . import _core
from .arrays import type_text, whole_number, whole_numbers
from .autocast import refuse_autocast
from .contents import module_hash, settings_text
from .training_mode import refuse_training


def _sizes(shape: Sequence[int]) -> List[int]:
    try:
        return [operator.index(n) for n in shape]
    except TypeError:
        raise TypeError(
            f"Model shape: expected whole numbers, of one sample, such as (3, 32, 32), got {shape!r}"
        ) from None


def _parameters(module: Any) -> Optional[torch.Tensor]:
    if not isinstance(module, torch.nn.Module):
        return None
    for tensor in list(module.parameters()) + list(module.buffers()):
        if tensor.is_floating_point():
            return tensor
    return None


class _Contents:
    """Which network a model is; asked when a run begins, for weights may have changed.  It does not hold
    the model, which C++ would then keep for ever: Python sees no circle through it."""

    def __init__(self, callable: Any, module: Optional[torch.nn.Module], name: str, named: bool):
        self.callable, self.module, self.name, self.named = callable, module, name, named
        self.schedule: Any = None  #: what says how it is asked, where an adapter has one

    def __call__(self) -> str:
        own = self._of_callable()
        if self.schedule is None:
            return own
        return f"{own} {_core.hash_text(settings_text('schedule', self.schedule, self.module))}"

    def _of_callable(self) -> str:
        if self.module is None:
            return f"named {self.name}"
        refuse_training(self.module, f"model '{self.name}'")
        text = module_hash(self.module, self._unknown)
        method = getattr(self.callable, "__name__", "") if self.callable is not self.module else ""
        return f"{text} {method}".strip()

    def _unknown(self, key: str, value: Any, why: str = "") -> str:
        if not self.named:
            why = why or f"is of type {type(value).__name__}"
            raise TypeError(
                f"Model: '{key}' in {self.name} {why}, which no hash tells from another; give the model a name=, "
                "another one whenever it changes"
            )
        return f"{type(value).__qualname__} of {self.name}"


class Model:
    """A network, or any callable, as the score model of every process and solver.

    ``callable(x, time)`` is asked as `like` says and returns a tensor like x; with labels it is called
    ``callable(x, time, labels)``. x: [B, *shape] of `dtype` on `device`, requires_grad where products
    with its Jacobian are wanted; time: [B], float32 (float64 where x is), or int64 where the network counts
    its times; labels: int64 [B], the classes' numbers. EDM's own networks want one-hot rows:
    ``lambda x, s, y=None: net(x, s, y if y is None else torch.nn.functional.one_hot(y, net.label_dim))``.

    callable:  nn.Module, denoiser, UNet, or a function of yours around one
    shape:     of one sample, such as (3, 32, 32)
    like:      the convention that it was trained in, a name of ``odelia.conventions()`` with options:
               "edm", "score_sde_vp", "iddpm(schedule=cosine)", "edm(channels=3)"
    name:      what records call it; an nn.Module has its class's unless given, any other callable
               must be given one, since nothing else says which network it is: two networks of one name
               are one to Odelia. A module's state is hashed, its parts' attributes and hooks, and their
               code: that of your own classes, and of your functions and classes that it names, without other
               values from around it; installed packages go by their version, TorchScript by its own code.
               An attribute that forward changes, such as a counter, makes it another network, unless its
               name begins with _
    device, dtype:  of the network; an nn.Module's are its parameters' unless given
    micro_batch:    rows of one call; fewer are padded with zeros, so that no row depends on how many
                    others there are. Part of the result's identity. 0: 16 on a CPU, by the size of
                    a sample on a GPU

    Raises ValueError on what does not fit, such as dropout in training mode, TypeError where the name
    is missing.
    """

    def __init__(
        self,
        callable: Callable[..., torch.Tensor],
        shape: Sequence[int],
        like: str,
        *,
        name: Optional[str] = None,
        device: Union[str, torch.device, None] = None,
        dtype: Union[str, torch.dtype, None] = None,
        micro_batch: int = 0,
    ):
        if isinstance(callable, type) or not hasattr(callable, "__call__"):
            raise TypeError(f"Model: expected a callable (x, time) -> tensor, got {callable!r}")
        module = callable if isinstance(callable, torch.nn.Module) else None
        if module is None and isinstance(getattr(callable, "__self__", None), torch.nn.Module):
            module = callable.__self__  # a bound method
        if name is None and module is None:
            raise TypeError(
                "Model: a callable has no file whose hash says which network it is, and this one is no "
                "nn.Module whose state could: give it a name=, another one whenever it changes"
            )
        known_as = type(module).__name__ if name is None else name
        contents = _Contents(callable, module, known_as, named=name is not None)
        if module is not None:
            refuse_training(module, f"model '{known_as}'")
        tensor = _parameters(module)
        if device is None:
            device = tensor.device if tensor is not None else "cpu"
        if dtype is None:
            dtype = tensor.dtype if tensor is not None else torch.float32
        self.callable = callable
        self.like = like
        self.name = known_as
        self._contents = contents
        self._core = _core.callable_model(
            callable,
            self.name,
            like,
            _sizes(shape),
            type_text(dtype),
            str(device),
            whole_number(micro_batch, "Model micro_batch"),
            contents,
        )
        self.dtype = dtype

    @classmethod
    def _of(cls, core: Any, name: str) -> "Model":
        self = cls.__new__(cls)
        self.callable = self.like = None
        self._contents = _Contents(None, None, name, named=True)
        self.dtype = torch.float64 if core.exact else torch.float32
        self.name, self._core = name, core
        return self

    @property
    def module(self) -> Optional[torch.nn.Module]:
        """Whose state is hashed."""
        return self._contents.module

    @property
    def shape(self) -> Tuple[int, ...]:
        """Of one sample."""
        return tuple(self._core.shape)

    @property
    def device(self) -> torch.device:
        return torch.device(self._core.device)

    @property
    def identity(self) -> str:
        """All that its answers depend on, in one line: contents, convention, type, micro-batch."""
        return self._core.identity()

    def predict(
        self,
        x: torch.Tensor,
        alpha: float,
        sigma: float,
        want: str = "data",
        *,
        vjp: Optional[torch.Tensor] = None,
        jvp: Optional[torch.Tensor] = None,
        labels: Union[int, Sequence[int], None] = None,
    ) -> Any:
        """The prediction at x = alpha x0 + sigma eps, [B, *shape]; one evaluation.

        x: float32 or float64; want: "data" (x0), "noise" (eps), "velocity", "flow" or "score";
        labels: classes, one for all or one each.
        With vjp=v or jvp=v, v [B, *shape], the pair of it and v^T J or J v, J its Jacobian in x,
        row by row. A network without forward derivatives has no JVP: ValueError; take the VJP.
        """
        refuse_autocast("Model.predict")
        if vjp is not None and jvp is not None:
            raise ValueError("Model.predict: one of vjp and jvp")
        v = vjp if vjp is not None else jvp
        kind = "vjp" if vjp is not None else "jvp" if jvp is not None else ""
        classes: List[int] = [] if labels is None else whole_numbers(labels, "Model.predict labels", 63)
        return _core.predict(self._core, x, alpha, sigma, want, kind, x if v is None else v, classes)

    def __repr__(self) -> str:
        how = f", like={self.like!r}" if self.like else ""
        return f"odelia.Model({self.name!r}, shape={self.shape}{how}, device='{self.device}')"


def mixture(
    weights: Sequence[float], means: Sequence[Sequence[float]], stds: Sequence[float], *, name: str = "mixture"
) -> Model:
    """The exact score of a Gaussian mixture sum_k w_k N(mu_k, s_k^2 I).

    weights: [K], positive; means: [K, D]; stds: [K], positive. Samples are [N, D].
    """

    def plain(values: Any) -> Any:
        return values.tolist() if hasattr(values, "tolist") else list(values)

    rows = [plain(row) for row in means]
    return Model._of(_core.mixture(plain(weights), rows, plain(stds), name), name)


def open_model(spec: str, *, device: str = "cpu", micro_batch: int = 0) -> Model:
    """A network of Odelia's own: a shipped one ("fashion-mnist", "cifar10"), a checkpoint folder, or
    "mixture:FILE.json"."""
    return Model._of(_core.open(spec, device, whole_number(micro_batch, "open_model micro_batch")), spec)
