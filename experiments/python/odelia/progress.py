"""How far a run is: told to a callback, or shown by tqdm."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Callable, Iterator, Optional, Union

#: Called after every evaluation with samples finished, samples in all, and evaluations of the
#: network so far.
Callback = Callable[[int, int, int], None]
#: A callback; True for a bar of tqdm; None or False for silence.
Progress = Union[Callback, bool, None]


class _Bar:
    def __init__(self, what: str):
        from tqdm.auto import tqdm

        self._bar = tqdm(desc=what, unit=" evaluations")
        self._seen = 0

    def __call__(self, done: int, total: int, evaluations: int) -> None:
        self._bar.update(evaluations - self._seen)
        self._seen = evaluations
        self._bar.set_postfix_str(f"{done} of {total} samples", refresh=False)

    def close(self) -> None:
        self._bar.close()


@contextmanager
def told(progress: Progress, what: str) -> Iterator[Optional[Callback]]:
    """The callback that `progress` asks for, as long as the run lasts."""
    if progress is None or progress is False:
        yield None
        return
    if progress is not True:
        if not callable(progress):
            raise TypeError(f"progress: expected a callable, True or None, got {progress!r}")
        yield progress
        return
    try:
        bar: Any = _Bar(what)
    except ImportError:
        raise ImportError("progress=True shows a bar of tqdm: pip install tqdm, or give a callable")
    try:
        yield bar
    finally:
        bar.close()
