"""Networks whose answers would change from call to call, for they are in training mode."""

from __future__ import annotations

from typing import Any

import torch


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
