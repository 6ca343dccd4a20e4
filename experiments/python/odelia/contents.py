"""What a network or a solver is, as a text whose hash tells it from others."""

from __future__ import annotations

import inspect
import io
import re
import textwrap
import types
from typing import Any, Callable, Dict, Iterator, Set, Tuple

import numpy as np
import torch

from . import _core

#: What is said of a value that has no text of its own; it may raise.
Unknown = Callable[[str, Any], str]

_PLAIN = (bool, int, float, complex, str, bytes, range, torch.dtype, torch.device)


def text_of(name: str, value: Any, unknown: Unknown) -> str:
    """Equal for equal values alone, as far as their types tell; tensors by their hash."""
    if value is None or isinstance(value, _PLAIN):
        return repr(value)
    if isinstance(value, torch.Tensor):
        return _tensor_text(value)
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype != object:
        return f"{value.dtype} {value.tolist()!r}"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{k!r}: {text_of(name, v, unknown)}' for k, v in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"({', '.join(text_of(name, v, unknown) for v in value)})"
    if isinstance(value, io.BytesIO):
        return repr(value.getvalue())
    if isinstance(value, torch._C.ScriptObject):  # weights packed for quantized layers
        return text_of(name, value.__getstate__(), unknown)
    return unknown(name, value)


def _tensor_text(value: torch.Tensor) -> str:
    value = value.detach()
    if not value.is_quantized:
        return _core.hash_tensor(value)
    if value.qscheme() in (torch.per_tensor_affine, torch.per_tensor_symmetric):
        scales = f"{value.q_scale()!r} {value.q_zero_point()}"
    else:
        scales = (
            f"{_core.hash_tensor(value.q_per_channel_scales())} "
            f"{_core.hash_tensor(value.q_per_channel_zero_points())} {value.q_per_channel_axis()}"
        )
    return f"{value.dtype} {scales} {_core.hash_tensor(value.int_repr())}"


# --- networks


def module_hash(module: torch.nn.Module, unknown: Unknown) -> str:
    """Of the names, types, shapes and values of all parameters and buffers, of what else its state
    holds, and of what computes with them: its class, and its code where torch keeps that."""
    training = getattr(module, "training", False)  # a frozen module has no flag
    lines = [type(module).__qualname__, "training" if training else ""]
    seen, known = [], set()
    for kind, tensors in (("parameter", module.named_parameters()), ("buffer", module.named_buffers())):
        for name, tensor in tensors:
            seen.append(f"{kind} {name} {_tensor_text(tensor)}")
            known.update((name, id(tensor)))
    for name, value in module.state_dict(keep_vars=True).items():
        if name not in known and id(value) not in known:
            seen.append(f"state {name} {text_of(name, value, unknown)}")
    for name, part in module.named_modules():
        if getattr(part, "training", training) != training:
            seen.append(f"mode {name}")
        seen.extend(f"code {name} {text}" for text in _code(part, unknown))
    return _core.hash_text("\n".join(lines + sorted(seen)))


def _code(part: torch.nn.Module, unknown: Unknown) -> Iterator[str]:
    """What a part computes, where torch itself keeps that: of TorchScript and of torch.fx."""
    if isinstance(part, torch.fx.GraphModule):
        yield part.code
    if not isinstance(part, torch.jit.ScriptModule):
        return
    own = {name for name, _ in (*part.named_parameters(recurse=False), *part.named_buffers(recurse=False))}
    for name in part._c._method_names():
        method = part._c._get_method(name)
        code, constants = method.code_with_constants
        yield re.sub(r"___torch_mangle_\d+\.", "", code)  # counted as a process compiles them
        for key, value in constants.items():
            yield f"{name} {key} {text_of(key, value, unknown)}"
        for key in sorted({node.s("name") for node in method.graph.findAllNodes("prim::GetAttr")} - own):
            value = getattr(part, key, None)
            if not isinstance(value, torch.nn.Module):
                yield f"{name} {key} {text_of(key, value, unknown)}"


def refuse_training(module: torch.nn.Module, who: str) -> None:
    """Layers that answer otherwise in training, such as dropout, must not be in that mode."""
    for name, part in module.named_modules():
        if getattr(part, "training", False) and _differs_in_training(part):
            kind = getattr(part, "original_name", type(part).__name__)
            raise ValueError(
                f"{who}: its {kind} '{name}' is in training mode, where what it answers changes from call "
                "to call; call .eval() on the network first"
            )


def _differs_in_training(part: torch.nn.Module) -> bool:
    kind: Any = type(part)
    if isinstance(part, torch.jit.ScriptModule):
        kind = getattr(torch.nn, part.original_name, kind)
    if not isinstance(kind, type):
        return False
    if issubclass(kind, torch.nn.modules.dropout._DropoutNd):
        return getattr(part, "p", 1) > 0
    if issubclass(kind, torch.nn.modules.batchnorm._NormBase):
        return bool(getattr(part, "track_running_stats", True))
    return issubclass(kind, (torch.nn.MultiheadAttention, torch.nn.RNNBase)) and getattr(part, "dropout", 1) > 0


# --- solvers


def function_text(function: Any, unknown: Unknown) -> str:
    """What a function does, as far as Python tells: its text, else its bytecode, with the values that it
    has from where it was defined."""
    return _function_text(function, unknown, set())


def _function_text(function: Any, unknown: Unknown, seen: Set[int]) -> str:
    if id(function) in seen:  # it calls itself
        return function.__qualname__
    seen.add(id(function))

    def within(name: str, value: Any) -> str:
        value = getattr(value, "function", value)  # of another solver
        if isinstance(value, types.FunctionType):
            return _function_text(value, unknown, seen)
        if isinstance(value, types.ModuleType):
            return value.__name__
        if isinstance(value, (type, types.BuiltinFunctionType)):
            return f"{value.__module__}.{value.__qualname__}"
        return unknown(name, value)

    lines = [_source(function)]
    for name, value in _held(function).items():
        lines.append(f"{name} = {text_of(name, value, within)}")
    return "\n".join(lines)


def _source(function: Any) -> str:
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        code = function.__code__
        return repr((code.co_code, code.co_consts, code.co_names))


def _held(function: Any) -> Dict[str, Any]:
    """Its defaults, and the variables of functions around it."""
    out: Dict[str, Any] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.default is not parameter.empty:
            out[name] = parameter.default
    cells: Tuple[Any, ...] = getattr(function, "__closure__", None) or ()
    for name, cell in zip(getattr(getattr(function, "__code__", None), "co_freevars", ()), cells):
        try:
            out[name] = cell.cell_contents
        except ValueError:  # not set yet
            continue
    return out
