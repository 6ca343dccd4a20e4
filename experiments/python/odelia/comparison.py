"""Comparisons of samplers: records, tables and reports."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Optional

import numpy as np

from . import _core
from .autocast import refuse_autocast
from .catalogue import Entry, Solver, spec_of
from .model import Model
from .own_solver import OwnSolver
from .sampling import _core_of


@dataclass
class Comparison:
    """A finished comparison."""

    folder: Path  #: with config.toml, manifest.json, records.jsonl, table.md, plots and report.html
    table: str
    without_samples: List[str]  #: what had no sample left to measure

    @property
    def report(self) -> Path:
        return self.folder / "report.html"

    @property
    def records(self) -> List[Dict[str, Any]]:
        """One dict per measured cell."""
        lines = (self.folder / "records.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def __repr__(self) -> str:
        return f"{self.table}\nreport: {self.report}"


def _toml(key: str, value: Any) -> str:
    if isinstance(value, (np.generic, np.ndarray)):
        value = value.tolist()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (list, tuple, range)):
        return "[" + ", ".join(_toml(key, v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} = {_toml(f'{key}.{k}', v)}" for k, v in value.items()) + "}"
    if isinstance(value, (Entry, OwnSolver, Solver)):
        value = spec_of(value)
    if isinstance(value, (str, os.PathLike)):
        return json.dumps(os.fspath(value), ensure_ascii=False)
    raise TypeError(
        f"compare set: {key} must be a number, a text, a solver, or a list or dict of these; got {value!r}"
    )


def compare(
    config: "str | os.PathLike[str]",
    models: Optional[Mapping[str, Model]] = None,
    *,
    out: "str | os.PathLike[str]" = "",
    set: Optional[Mapping[str, Any]] = None,
    so_far: bool = False,
    progress: Optional[Callable[[int], None]] = None,
) -> Comparison:
    """solver x process x time grid x NFE x seeds of a config, as ``odelia compare`` runs it, here.

    config:  TOML file, or the name of one that comes along; ``odelia config`` lists the keys
    models:  models by the names that the config's `model` may have
    out:     run folder (results/runs/NAME); a run that was interrupted, by Ctrl-C too, goes on there and
             keeps what is finished; another question in the same folder is refused
    set:     keys over the config's, such as {"model": "mine", "seeds": "0-99"}
    so_far:  compute nothing: records and report of what is finished by now
    progress:  called after every evaluation with how many there were

    A cell whose model or whose solver in Python raises, or returns what it should not, is left out with its
    reason; the others go on. KeyboardInterrupt, SystemExit and what `progress` raises end the run.
    micro_batch is the config's, or that of the models; where both state one it must be the same.
    """
    refuse_autocast("compare")
    cores = {name: _core_of(model, "compare") for name, model in (models or {}).items()}
    keys = [f"{key}={_toml(key, value)}" for key, value in (set or {}).items()]
    found = _core.compare(os.fspath(config), cores, os.fspath(out), keys, so_far, progress)
    return Comparison(Path(found["folder"]), found["table"], list(found["without_samples"]))
