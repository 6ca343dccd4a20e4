"""What a network or a solver is, as a text whose hash tells it from others."""

from __future__ import annotations

import copyreg
import dis
import enum
import functools
import hashlib
import importlib
import importlib.metadata
import importlib.util
import io
import re
import sys
import sysconfig
import types
from pathlib import Path
from typing import Any, Callable, Collection, Dict, Iterator, List, Mapping, Optional, Set, Tuple

import numpy as np
import torch

from . import _core

#: What is said of a value (its name, the value, why if not for its type) that has no text of its own; it may raise.
Unknown = Callable[..., str]

_PLAIN = (bool, int, float, complex, str, bytes, range, type(None), type(...), torch.dtype, torch.device)
_GRAD_MODES = (torch.no_grad, torch.enable_grad, torch.inference_mode, torch.set_grad_enabled)
_BUILTINS = (
    types.BuiltinFunctionType, types.MethodWrapperType, types.MethodDescriptorType, types.WrapperDescriptorType,
    types.ClassMethodDescriptorType, types.GetSetDescriptorType, types.MemberDescriptorType,
)  # fmt: skip
#: What a class holds for the interpreter's and torch's own use, some of it counted as a process goes.
_OF_CLASSES = {"_abc_impl", "_backward_cls", "_compiled_autograd_backward_cls", "_autograd_function_id"}


def function_text(function: Any, unknown: Unknown) -> str:
    """What a function does: its bytecode, that of the functions and classes that it names, and the values
    that they have from around them, as they are now. Python, torch, numpy, odelia and installed packages go
    by their names."""
    return Contents(unknown).whole("it", function)


class Contents:
    """A walk over values, each of which is described once: what is met again goes by its number."""

    _mark = "#"

    def __init__(
        self, unknown: Unknown, known: Optional[Dict[int, str]] = None, networks: Optional[Dict[int, str]] = None
    ):
        self._unknown = unknown
        self._texts = dict(known or {})  #: by id
        self._networks = {} if networks is None else networks  #: hashes, by id; of the walks within this one too
        self._met: List[Tuple[str, Any]] = []  #: holds them, so that an id is nobody else's
        self._within: Set[int] = set()  #: containers being written

    def whole(self, name: str, value: Any) -> str:
        try:
            return "\n".join([self.text(name, value), *self.rest()])
        except RecursionError:
            why = f"holds values within values beyond Python's recursion limit ({sys.getrecursionlimit()})"
            return self._unknown(name, value, why)

    def rest(self) -> Iterator[str]:
        """The descriptions of what `text` has met."""
        done = 0
        while done < len(self._met):
            yield f"{self._mark}{done} = {self._described(*self._met[done])}"
            done += 1

    def text(self, name: str, value: Any) -> str:
        """Equal for equal values alone, as far as their types tell; what is described apart by its number."""
        kind = type(value)
        if id(value) in self._texts:
            return self._texts[id(value)]
        if kind in _PLAIN:
            return repr(value)
        if isinstance(value, torch.Tensor):
            return _tensor_text(value)
        if kind is np.ndarray or isinstance(value, np.generic):
            return self._array(name, value)
        if kind in (dict, list, tuple, set, frozenset):
            return self._container(name, value)
        if isinstance(value, io.BytesIO):
            return repr(value.getvalue())
        if isinstance(value, torch._C.ScriptObject):  # weights packed for quantized layers
            return self.text(name, value.__getstate__())
        if isinstance(value, torch.jit.ScriptFunction):
            return _graph_text(value.inlined_graph)
        if isinstance(value, types.MethodType):
            return f"method of {self.text(name, value.__self__)}: {self.text(name, value.__func__)}"
        if isinstance(value, _BUILTINS):
            return self._builtin(name, value)
        if isinstance(value, functools.partial):
            return f"partial {self.text(name, (value.func, value.args, value.keywords))}"
        if isinstance(value, _GRAD_MODES):
            return f"{kind.__qualname__} {vars(value).get('mode', '')}"
        if isinstance(value, np.ufunc):
            return f"ufunc {value.__name__}"
        if isinstance(value, types.ModuleType):
            return f"module {value.__name__}"
        if isinstance(value, type) and _package(value.__module__) is not None:
            return _named(value)
        return self._elsewhere(name, value)

    def _elsewhere(self, name: str, value: Any) -> str:
        from .model import Model
        from .own_solver import OwnSolver

        if isinstance(value, OwnSolver):
            return self.text(name, value.function)
        if isinstance(value, Model):
            return f"model {value.identity}"
        kind = type(value)
        if not isinstance(value, (types.FunctionType, type)):
            if kind.__module__.startswith("torch._dynamo"):  # what torch.compile keeps changes with use
                return _named(kind)
            wrapped = getattr(value, "__dict__", {}).get("__wrapped__")
            if wrapped is not None:  # of functools.lru_cache, numba and the like
                return f"{_named(kind)} of {self.text(name, wrapped)}"
            if kind is object:
                return self._unknown(name, value)
        self._texts[id(value)] = f"{self._mark}{len(self._met)}"
        self._met.append((name, value))
        return self._texts[id(value)]

    def _described(self, name: str, value: Any) -> str:
        if isinstance(value, types.FunctionType):
            return self._function(name, value)
        if isinstance(value, type):
            return self._class(name, value)
        if isinstance(value, torch.nn.Module):
            kinds = {type(part): None for part in value.modules()}
            own = [self.text(name, kind) for kind in kinds if _package(kind.__module__) is None]
            return f"network {self._network(value)} {' '.join(own)}"
        return self._instance(name, value)

    def _network(self, module: torch.nn.Module) -> str:
        """Its hash, found once, for networks may hold one another."""
        if id(module) not in self._networks:
            self._networks[id(module)] = module_hash(module, self._unknown, self._networks)
        return self._networks[id(module)]

    def _around(self, values: Mapping[str, Any], constants: bool = False) -> Iterator[Tuple[str, Any]]:
        """What counts of values that code finds around it, among them defaults and a class's attributes."""
        yield from values.items()

    def _array(self, name: str, value: Any) -> str:
        shape = f"{value.dtype} {list(value.shape)}"
        if value.dtype.hasobject:
            return f"{shape} {self.text(name, value.tolist())}"
        return f"{shape} {hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()}"

    def _container(self, name: str, value: Any) -> str:
        if id(value) in self._within:
            return "itself"
        self._within.add(id(value))
        if isinstance(value, dict):
            inside = [
                f"{self.text(name, k)}: {self.text(f'{name}.{k}' if isinstance(k, str) else name, v)}"
                for k, v in value.items()
            ]
        elif isinstance(value, (set, frozenset)):  # in no order that numbers could follow
            inside = sorted(self._apart().whole(name, v) for v in value)
        else:
            inside = [self.text(name, v) for v in value]
        self._within.remove(id(value))
        return f"{type(value).__name__}({', '.join(inside)})"

    def _apart(self) -> Contents:
        """A walk of its own within this one."""
        out = Contents(self._unknown, self._texts, self._networks)
        out._within, out._mark = self._within, self._mark + "#"
        return out

    def _builtin(self, name: str, value: Any) -> str:
        owner = getattr(value, "__self__", None)
        whose = getattr(value, "__module__", None) or getattr(getattr(value, "__objclass__", None), "__module__", "")
        text = f"{whose}.{value.__qualname__}"
        return text if _alone(value) else f"{text} of {self.text(name, owner)}"

    def _function(self, name: str, function: types.FunctionType) -> str:
        module = function.__globals__.get("__name__", "")
        package = _package(module)
        lines = [f"function {module}.{function.__qualname__} {function.__code__.co_name} {package}"]
        if package is None:
            lines = ["function " + self._code(name, function.__code__)]
            lines += [f"{key} = {text}" for key, text in self._globals(function)]
            own = {k: v for k, v in vars(function).items() if not k.startswith("__")}
            lines += [f"its {key} = {self.text(key, value)}" for key, value in self._around(own)]
        for key, value in (*self._around(_defaults(function), constants=True), *self._around(_enclosed(function))):
            if isinstance(value, types.ModuleType):
                lines.append(f"{key} = {self._module(key, value, _names(function.__code__))}")
            else:
                lines.append(f"{key} = {self.text(key, value)}")
        return "\n".join(lines)

    def _code(self, name: str, code: types.CodeType) -> str:
        """What it does, and not where it stands."""
        constants = [self._code(name, c) if isinstance(c, types.CodeType) else self.text(name, c)
                     for c in code.co_consts]  # fmt: skip
        return repr((
            code.co_code, code.co_flags, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount,
            code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars,
            getattr(code, "co_exceptiontable", b""), constants,
        ))  # fmt: skip

    def _globals(self, function: types.FunctionType) -> Iterator[Tuple[str, str]]:
        """What its code, and code within it, finds in its module or imports."""
        known, names, loaded = function.__globals__, _names(function.__code__), set()
        for instruction, level in _loads(function.__code__):
            top = instruction.argval.partition(".")[0]
            if level is None:
                loaded.add(instruction.argval)
            elif level == 0 and _package(top) is not None:
                yield f"import {top}", f"{_package(top)}"
            else:
                for module in self._imported(instruction.argval, level, known.get("__package__")):
                    yield f"import {module.__name__}", self._module(module.__name__, module, names)
        # What is not there is Python's own, or not there yet.
        for name, value in self._around({name: known[name] for name in sorted(loaded) if name in known}):
            if isinstance(value, types.ModuleType):
                yield name, self._module(name, value, names)
            else:
                yield name, self.text(name, value)

    def _module(self, name: str, module: types.ModuleType, names: Collection[str]) -> str:
        """What code that names these takes from a module."""
        package = _package(module.__name__)
        if package is not None or id(module) in self._within:
            return f"module {module.__name__} {package}"
        self._within.add(id(module))
        inside = []
        taken = {key: getattr(module, key, self) for key in sorted(names)}
        for key, value in self._around({key: value for key, value in taken.items() if value is not self}):
            if isinstance(value, types.ModuleType):
                inside.append(f"{key} = {self._module(f'{name}.{key}', value, names)}")
            else:
                inside.append(f"{key} = {self.text(f'{name}.{key}', value)}")
        self._within.remove(id(module))
        return f"module {module.__name__}({', '.join(inside)})"

    def _class(self, name: str, kind: type) -> str:
        lines = [f"class {_named(kind)} {self.text(name, (type(kind), kind.__bases__))}"]
        if issubclass(kind, enum.Enum):
            lines += [f"{key} = {self.text(key, member.value)}" for key, member in kind.__members__.items()]
        for key, value in self._around(dict(vars(kind)), constants=True):
            if isinstance(value, (staticmethod, classmethod)):
                value = (type(value), value.__func__)
            elif isinstance(value, property):
                value = (value.fget, value.fset, value.fdel)
            elif isinstance(value, functools.cached_property):
                value = value.func
            elif not isinstance(value, types.FunctionType) and (issubclass(kind, enum.Enum) or _internal(key, value)):
                continue
            if not key.startswith("__annotate"):
                lines.append(f"{key} = {self.text(f'{name}.{key}', value)}")
        return "\n".join(lines)

    def _instance(self, name: str, value: Any) -> str:
        """By what it would be pickled as: its class, and all that it holds."""
        try:
            reduce = copyreg.dispatch_table.get(type(value))
            made = reduce(value) if reduce else value.__reduce_ex__(4)
        except Exception:
            return self._unknown(name, value)
        if isinstance(made, str):
            return f"{_named(type(value))} {made}"
        function, arguments, state, items, pairs = (*made, None, None, None)[:5]
        parts = (function, arguments, list(items or ()), list(pairs or ()))
        return f"made by {self.text(name, parts)} with {self.text(name, state)}"

    def _imported(self, name: str, level: int, package: Optional[str]) -> List[types.ModuleType]:
        """What an import statement finds: the module, and the package that it binds."""
        try:
            module = importlib.import_module("." * level + name, package)
        except Exception:  # the code's own affair
            return []
        top = sys.modules.get(module.__name__.partition(".")[0], module)
        return [module] if top is module or level > 0 else [module, top]


class _Code(Contents):
    """Of code alone: functions and classes, with their constants, and those that they name. What else they find
    around them is no part of it, for a network may count its calls there."""

    _mark = "code "

    def __init__(self) -> None:
        super().__init__(_type_name)

    def text(self, name: str, value: Any) -> str:
        code = _code_in(value)
        return super().text(name, value if code is None else code)

    def _around(self, values: Mapping[str, Any], constants: bool = False) -> Iterator[Tuple[str, Any]]:
        for key, value in values.items():
            constant = constants and not key.startswith("_") and _constant(value)
            if constant or isinstance(value, (types.ModuleType, *_DESCRIPTORS)) or _code_in(value) is not None:
                yield key, value

    def _imported(self, name: str, level: int, package: Optional[str]) -> List[types.ModuleType]:
        return []  # which may do anything, for a method that nobody calls


class _Settings(Contents):
    """Of whatever a part of a network holds, of classes by their code alone; what has no text goes by its type."""

    _mark = "setting "

    def __init__(self, code: _Code, known: Dict[int, str], networks: Optional[Dict[int, str]] = None):
        super().__init__(_type_name, known, networks)
        self._code_of = code

    def text(self, name: str, value: Any) -> str:
        try:
            return self._code_of.text(name, value) if isinstance(value, type) else super().text(name, value)
        except Exception:  # of a tensor without values, say
            return _type_name(name, value)

    def _described(self, name: str, value: Any) -> str:
        try:
            return super()._described(name, value)
        except Exception:
            return _type_name(name, value)


def _type_name(name: str, value: Any, why: str = "") -> str:
    return type(value).__qualname__


def settings_text(name: str, value: Any, module: Optional[torch.nn.Module]) -> str:
    """The text of what a network is asked by, the module's parts by their names."""
    code = _Code()
    settings = _Settings(code, {} if module is None else {id(p): f"part {n}" for n, p in module.named_modules()})
    return "\n".join([settings.text(name, value), *settings.rest(), *code.rest()])


_DESCRIPTORS = (staticmethod, classmethod, property, functools.cached_property)


def _code_in(value: Any) -> Any:
    """The function or class in what can be called; None where there is none."""
    try:
        while value is not None:
            if isinstance(value, (types.FunctionType, type, torch.jit.ScriptFunction, np.ufunc)):
                return value
            if isinstance(value, _BUILTINS):
                return value if _alone(value) or isinstance(value.__self__, type) else None
            if isinstance(value, types.MethodType):
                value = value.__func__
            elif isinstance(value, (functools.partial, functools.partialmethod)):
                value = value.func
            else:
                value = getattr(value, "__dict__", {}).get("__wrapped__")  # of functools.lru_cache, numba and the like
    except Exception:  # of what stands for something else
        pass
    return None


def _alone(builtin: Any) -> bool:
    """Whether it is no method of a value."""
    owner = getattr(builtin, "__self__", None)
    return owner is None or isinstance(owner, types.ModuleType) or type(owner).__name__ == "PyCapsule"


def _constant(value: Any) -> bool:
    """Whether it is a plain value that nobody changes in place."""
    return all(map(_constant, value)) if type(value) in (tuple, frozenset) else isinstance(value, _PLAIN)


def _internal(key: str, value: Any) -> bool:
    """Whether a class's attribute is the interpreter's or torch's own."""
    return key in _OF_CLASSES or key.startswith("__") or isinstance(value, _BUILTINS)


def _named(kind: type) -> str:
    """Without the module of the user's own code: what is `__main__` here is imported there."""
    package = _package(kind.__module__)
    return kind.__qualname__ if package is None else f"{kind.__module__}.{kind.__qualname__} {package}".rstrip()


# --- whose code it is

_STANDARD = tuple({sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")})


def _package(module: str) -> Optional[str]:
    """None where a module is the user's, whose code is looked into; else what is said beside its name: of an
    installed package its version and the module's text. What these hold changes as they are used."""
    top = module.partition(".")[0]
    if top in ("torch", "numpy", "odelia") or top in sys.builtin_module_names:
        return ""
    origin, file = _place(module, top)
    if {"site-packages", "dist-packages"} & set(Path(file).parts):
        return f"{_version(top)} {_file_hash(file)}".strip()
    return "" if origin == "frozen" or file.startswith(_STANDARD) else None


def _place(module: str, top: str) -> Tuple[str, str]:
    """What a module was, or would be, loaded from."""
    found = sys.modules.get(module) or sys.modules.get(top)
    try:
        spec = importlib.util.find_spec(top) if found is None else getattr(found, "__spec__", None)
    except (ImportError, ValueError):
        spec = None
    origin = getattr(spec, "origin", None) or ""
    inside = next(iter(getattr(spec, "submodule_search_locations", None) or ()), "")
    return origin, getattr(found, "__file__", None) or (origin if origin != "frozen" else "") or inside


@functools.lru_cache(maxsize=None)
def _version(package: str) -> str:
    """Of what was installed under the name that is imported, or brings it, as scikit-learn brings sklearn."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return " ".join(importlib.metadata.version(name) for name in sorted(set(_distributions().get(package, ()))))


@functools.lru_cache(maxsize=None)
def _distributions() -> Mapping[str, List[str]]:
    """What was installed, by the names that it brings; nothing before Python 3.10, which does not say."""
    asked = getattr(importlib.metadata, "packages_distributions", dict)
    return asked()


@functools.lru_cache(maxsize=None)
def _file_hash(file: str) -> str:
    path = Path(file)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.suffix == ".py" and path.is_file() else ""


def _loads(code: types.CodeType) -> Iterator[Tuple[dis.Instruction, Optional[int]]]:
    """Where code, and code within it, loads a name of its module; of an import with its level."""
    before: List[Any] = []
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"):
            yield instruction, None
        elif instruction.opname == "IMPORT_NAME":
            numbers = [value for value in before[-2:] if type(value) is int]
            yield instruction, numbers[0] if numbers else 0
        if instruction.opname != "EXTENDED_ARG":
            before.append(instruction.argval)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _loads(constant)


def _names(code: types.CodeType) -> Set[str]:
    """All names that code, and code within it, looks up."""
    out = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            out |= _names(constant)
    return out


def _defaults(function: types.FunctionType) -> Dict[str, Any]:
    code = function.__code__
    places = code.co_varnames[: code.co_argcount]
    defaults = function.__defaults__ or ()
    return {**dict(zip(places[len(places) - len(defaults) :], defaults)), **(function.__kwdefaults__ or {})}


def _enclosed(function: types.FunctionType) -> Dict[str, Any]:
    """The variables of functions around it."""
    out: Dict[str, Any] = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
        try:
            out[name] = cell.cell_contents
        except ValueError:  # not set yet
            continue
    return out


# --- tensors and networks


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


def module_hash(module: torch.nn.Module, unknown: Unknown, networks: Optional[Dict[int, str]] = None) -> str:
    """Of the names, types, shapes and values of all parameters and buffers, of what else its state
    holds, and of what computes with them: the class of every part, with its code where it is the user's,
    its attributes, its hooks, and its code where torch keeps that. networks: the hashes of those met."""
    networks = {} if networks is None else networks
    networks[id(module)] = "itself"
    training = getattr(module, "training", False)  # a frozen module has no flag
    parts = {name: part for name, part in module.named_modules()}
    known_parts = {id(part): f"part {name}" for name, part in parts.items()}
    contents, code = Contents(unknown, known_parts, networks), _Code()
    settings = _Settings(code, known_parts, networks)
    seen, known = [], set()
    for kind, tensors in (("parameter", module.named_parameters()), ("buffer", module.named_buffers())):
        for name, tensor in tensors:
            seen.append(f"{kind} {name} {_tensor_text(tensor)}")
            known.update((name, id(tensor)))
    for name, value in torch.nn.Module.state_dict(module, keep_vars=True).items():
        if name not in known and id(value) not in known:
            seen.append(f"state {name} {contents.text(name, value)}")
    for name, part in parts.items():
        if getattr(part, "training", training) != training:
            seen.append(f"mode {name}")
        seen.extend(f"part {name} {text}" for text in _part(part, contents, settings))
        own = [kind for kind in type(part).__mro__ if _package(kind.__module__) is None]
        seen.extend(f"part {name} {code.text(name, kind)}" for kind in own)
    rest = (*contents.rest(), *settings.rest(), *code.rest())
    return _core.hash_text("\n".join(["training" if training else "", *sorted(seen), *rest]))


def _part(part: torch.nn.Module, contents: Contents, settings: Contents) -> Iterator[str]:
    """What a part computes, but for its state, the parts within and the code of its class."""
    yield _named(type(part))
    if isinstance(part, torch.jit.ScriptModule):
        yield from _script(part, contents)
        return
    if isinstance(part, torch.fx.GraphModule):
        yield part.code
    computed = _computed(part)
    for key, value in vars(part).items():
        if not key.startswith("_") and key != "training" and key not in computed:
            yield f"{key} = {(contents if _tells(value) else settings).text(key, value)}"
    for when, hooks in (("before", part._forward_pre_hooks), ("after", part._forward_hooks)):
        if hooks:
            yield f"{when} {contents.text('a hook', list(hooks.values()))}"


def _computed(part: torch.nn.Module) -> Set[str]:
    """The tensors that torch's own hooks, such as weight_norm's, make anew of parameters before every pass."""
    own = [hook for hook in part._forward_pre_hooks.values() if type(hook).__module__.startswith("torch.nn.utils")]
    return {getattr(hook, "name", None) or getattr(hook, "_tensor_name", "") for hook in own}


def _tells(value: Any) -> bool:
    """Whether a part's attribute is a plain value, several of them, or a function."""
    if type(value) in (list, tuple):
        return all(_tells(v) for v in value)
    if type(value) is dict:
        return all(_tells(v) for v in (*value.keys(), *value.values()))
    plain = (*_PLAIN, np.generic, np.ufunc, types.FunctionType, types.MethodType, types.BuiltinFunctionType)
    return isinstance(value, (*plain, functools.partial))


def _script(part: Any, contents: Contents) -> Iterator[str]:
    """The code of TorchScript, with the values in it."""
    own = {name for name, _ in (*part.named_parameters(recurse=False), *part.named_buffers(recurse=False))}
    for name in part._c._method_names():
        method = part._c._get_method(name)
        yield _graph_text(method.inlined_graph)  # with all that it calls
        for key, value in method.code_with_constants[1].items():
            yield f"{name} {key} {contents.text(key, value)}"
        for key in sorted({node.s("name") for node in method.graph.findAllNodes("prim::GetAttr")} - own):
            value = getattr(part, key, None)
            if not isinstance(value, torch.nn.Module):
                yield f"{name} {key} {contents.text(key, value)}"


def _graph_text(graph: Any) -> str:
    """Without places in files, and without the numbers by which a process counts the types it compiles."""
    return re.sub(r"___torch_mangle_\d+\.", "", torch._C._jit_pass_canonicalize(graph).str(False))
