"""What a network or a solver is, as a text whose hash tells it from others."""

from __future__ import annotations

import functools
import inspect
import io
import re
import textwrap
import types
from typing import Any, Callable, Dict, Iterator, Set, Tuple

import numpy as np
import torch

from . import _core

_GRAD_MODES = (torch.no_grad, torch.enable_grad, torch.inference_mode, torch.set_grad_enabled)

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
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(text_of(name, v, unknown) for v in value))}}}"
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
    for name, value in torch.nn.Module.state_dict(module, keep_vars=True).items():
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
        # With all that it calls, and without places in files.  Types are counted as a process compiles them.
        graph = torch._C._jit_pass_canonicalize(method.inlined_graph).str(False)
        yield re.sub(r"___torch_mangle_\d+\.", "", graph)
        for key, value in method.code_with_constants[1].items():
            yield f"{name} {key} {text_of(key, value, unknown)}"
        for key in sorted({node.s("name") for node in method.graph.findAllNodes("prim::GetAttr")} - own):
            value = getattr(part, key, None)
            if not isinstance(value, torch.nn.Module):
                yield f"{name} {key} {text_of(key, value, unknown)}"


def refuse_training(module: torch.nn.Module, who: str) -> None:
    """Layers that answer otherwise in training, such as dropout, must not be in that mode."""
    for name, part in module.named_modules():
        if _traced(part):
            continue
        if getattr(part, "training", False) and _differs_in_training(part):
            kind = getattr(part, "original_name", type(part).__name__)
            raise ValueError(
                f"{who}: its {kind} '{name}' is in training mode, where what it answers changes from call "
                "to call; call .eval() on the network first"
            )
    if _traced(module) and _trace_trains(module):
        raise ValueError(
            f"{who}: it was traced in training mode, where what it answers changes from call to call; call "
            ".eval() on the network before torch.jit.trace"
        )


def _traced(part: torch.nn.Module) -> bool:
    return isinstance(part, (torch.jit.TracedModule, torch.jit.TopLevelTracedModule))


def _trace_trains(module: Any) -> bool:
    """A trace has the mode that it was made in among its constants, whatever flags say."""
    if not module._c._has_method("forward"):
        return False
    graph = module._c._get_method("forward").inlined_graph
    for operator in ("aten::dropout", "aten::feature_dropout"):
        for node in graph.findAllNodes(operator):
            _, p, train = node.inputs()
            if train.toIValue() is True and p.toIValue() != 0:
                return True
    for node in graph.findAllNodes("aten::batch_norm"):
        given = list(node.inputs())
        if given[5].toIValue() is True and given[3].type().kind() != "NoneType":  # with running statistics
            return True
    return False


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
        if isinstance(value, types.MethodType):
            return f"{text_of(name, value.__self__, within)} {within(name, value.__func__)}"
        if isinstance(value, functools.partial):
            return text_of(name, (value.func, value.args, value.keywords), within)
        if isinstance(value, _GRAD_MODES):
            return f"{type(value).__qualname__} {vars(value).get('mode', '')}"
        if isinstance(value, np.ufunc):
            return f"numpy.{value.__name__}"
        if isinstance(value, types.ModuleType):
            return value.__name__
        if isinstance(value, (type, types.BuiltinFunctionType)):
            return f"{value.__module__}.{value.__qualname__}"
        return unknown(name, value)

    def at_large(name: str, value: Any) -> str:
        """Of the module that it stands in: other functions of that module, and no refusal."""
        value = getattr(value, "function", value)
        if isinstance(value, types.FunctionType) and value.__module__ == function.__module__:
            return _function_text(value, unknown, seen)
        return f"{type(value).__qualname__} {getattr(value, '__qualname__', '')}"

    lines = [_source(function)]
    for name, value in _held(function).items():
        lines.append(f"{name} = {text_of(name, value, within)}")
    for name, value in _globals_of(function).items():
        lines.append(f"global {name} = {text_of(name, value, at_large)}")
    return "\n".join(lines)


def _source(function: Any) -> str:
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        code = function.__code__
        return repr((code.co_code, code.co_consts, code.co_names))


def _globals_of(function: Any) -> Dict[str, Any]:
    """The values of its module that its code, or code within it, names."""
    known = getattr(function, "__globals__", {})
    names: Set[str] = set()
    codes = [getattr(function, "__code__", None)]
    while codes:
        code = codes.pop()
        if not isinstance(code, types.CodeType):
            continue
        names.update(code.co_names)
        codes.extend(code.co_consts)
    return {name: known[name] for name in sorted(names) if name in known}


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
