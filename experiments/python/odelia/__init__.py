"""Odelia: solvers for the differential equations of diffusion models, for the network you have.

>>> net = odelia.Model(D, shape=(3, 32, 32), like="edm")
>>> run = odelia.sample(net, solver="dpmpp_3m", process="edm", grid="karras", steps=10, seeds=range(64))
>>> ll = odelia.log_prob(net, images, dequant="uniform", rtol=1e-4)

Tensors are samples [N, *shape], images [N, C, H, W] in [-1, 1]; times are floats, and noise grows
with them; log-densities are in nats, likelihoods in bits per dimension.
"""

import torch as _torch  # first: the extension stands on its libraries

from ._load import load as _load

_core = _load(_torch)

from .adapters import as_k_diffusion, from_azula, from_diffusers  # noqa: E402
from .catalogue import (  # noqa: E402
    Solver,
    coefficients,
    conventions,
    processes,
    processes_by_name,
    solvers,
    time_grid,
    time_grids,
    wrappers,
)
from .comparison import Comparison, compare  # noqa: E402
from .likelihood import Likelihood, log_prob  # noqa: E402
from .metrics import FrechetDistance, Measurement, frechet, frechet_statistics, metric, metric_names  # noqa: E402
from .model import Model, mixture, open_model  # noqa: E402
from .own_solver import Proposal, combine, solver  # noqa: E402
from .per_sample import PerSample  # noqa: E402
from .sampling import Run, sample  # noqa: E402
from .study import Certificate, FalseClaim, Orders, order  # noqa: E402

__version__: str = _core.version

__all__ = [
    "Certificate",
    "Comparison",
    "FalseClaim",
    "FrechetDistance",
    "Likelihood",
    "Measurement",
    "Model",
    "Orders",
    "PerSample",
    "Proposal",
    "Run",
    "Solver",
    "as_k_diffusion",
    "coefficients",
    "combine",
    "compare",
    "conventions",
    "frechet",
    "frechet_statistics",
    "from_azula",
    "from_diffusers",
    "log_prob",
    "metric",
    "metric_names",
    "mixture",
    "open_model",
    "order",
    "processes",
    "processes_by_name",
    "sample",
    "solver",
    "solvers",
    "time_grid",
    "time_grids",
    "wrappers",
]
