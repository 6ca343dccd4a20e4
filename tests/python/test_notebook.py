"""The notebook's code cells run, one after another, and its outputs are kept.  test_notebook.py [NOTEBOOK]"""

import json
import sys
import types
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]


def plots_for_nothing():
    """matplotlib, where it is missing: the plots are not what is tested."""
    try:
        import matplotlib

        matplotlib.use("Agg")
        return
    except ImportError:
        pass
    package, pyplot = types.ModuleType("matplotlib"), mock.MagicMock(name="pyplot")
    pyplot.subplots = lambda rows, columns, **_: (mock.MagicMock(), [mock.MagicMock() for _ in range(columns)])
    package.pyplot = pyplot
    sys.modules.update({"matplotlib": package, "matplotlib.pyplot": pyplot})


def run(file):
    notebook = json.loads(file.read_text())
    names, number = {"__name__": "notebook"}, 0
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        number += 1
        assert cell["execution_count"] == number, f"{file.name}: cell {number} was not executed in order"
        assert not any(o["output_type"] == "error" for o in cell["outputs"]), f"cell {number} failed"
        # Functions of a cell have no source file, and their solver's hash needs none.
        exec(compile("".join(cell["source"]), f"{file.name}, cell {number}", "exec"), names)
    return names


def test_your_own_network():
    names = run(ROOT / "experiments/notebooks/your_own_network.ipynb")
    assert names["run"].ok and names["run"].x.shape == (1000, 2)
    assert 0.3 < names["reverse"].mean < 2.0  # bits/dim: the moons, of unit scale, less than a normal's 2.05
    assert abs(names["forward"].bits_per_dim - names["reverse"].bits_per_dim).max() < 1e-3  # at rtol 1e-4
    assert "my_heun" in {r["solver"] for r in names["comparison"].records}
    assert all(abs(c - 2) < 0.05 for c in names["odelia"].order(names["my_heun"]).observed)


if __name__ == "__main__":
    plots_for_nothing()
    test_your_own_network()
    print("ok      the notebook")
