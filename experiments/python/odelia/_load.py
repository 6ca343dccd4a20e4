"""Loads the extension beside the torch that is there, if it was built for it."""

import importlib
from types import ModuleType


def _series(version: str) -> str:
    return ".".join(version.split(".")[:2])


def load(torch: ModuleType) -> ModuleType:
    """The extension; ImportError, with the remedy, where it was built for another torch."""
    from . import _built  # written by CMake: what it was built for

    if _series(torch.__version__) != _series(_built.torch_version):
        raise ImportError(
            f"odelia was built for torch {_built.torch_version}, and this is torch "
            f"{torch.__version__}: torch keeps no binary compatibility between versions. Build it "
            "again: pip install --no-build-isolation --force-reinstall --no-deps ."
        )
    return importlib.import_module("odelia._core")
