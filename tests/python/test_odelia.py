"""The Python package.  Run by pytest, or as a program: test_odelia.py [NAME...]"""

import dataclasses
import enum
import fractions
import functools
import gc
import importlib.util
import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import types
import warnings
import weakref
from pathlib import Path

import numpy as np
import torch

import odelia
from odelia import contents, own_solver
from odelia.contents import function_text
from networks import MEANS, STDS, WEIGHTS, Denoiser, MixtureDenoiser, NoForwardDerivative, near, seeded

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-m", "odelia"]


def raised(kind, f, *words):
    """The exception of that kind that f raises, whose text holds all words."""
    try:
        f()
    except kind as e:
        for word in words:
            assert word in str(e), f"'{word}' is not in: {e}"
        return e
    raise AssertionError(f"no {kind.__name__}")


def exact():
    return odelia.mixture(WEIGHTS, MEANS, STDS)


def dressed(**options):
    return odelia.Model(MixtureDenoiser(), (2,), "edm", **options)


@odelia.solver(order=2, nfe_per_step=2)
def own_heun(ode, noise, s, to):
    h = to.t1 - s.t
    k1 = ode.drift(s.x, s.t)
    return s.x + h * k1 + h / 2 * (ode.drift(s.x + h * k1, to.t1) - k1)


# --- the README


def python_of_readme():
    text = (ROOT / "README.md").read_text()
    section = text[text.index("## From Python") :]
    return re.search(r"```python\n(.*?)```", section, re.S).group(1)


def test_the_lines_of_the_readme_run_as_written():
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "mine.toml").write_text(
            'model = "mine"\nnfe = [4]\nsolvers = ["heun", "ddim"]\nprocesses = ["edm"]\n'
            '[trajectory]\nseeds = "0-3"\nreference = "rk4"\nsteps = 8\ndoublings = 0\n'
        )
        was = os.getcwd()
        os.chdir(folder)
        try:
            names = {
                "D": seeded(0, Denoiser),
                "images": np.random.default_rng(0).integers(0, 256, (2, 3, 32, 32), dtype=np.uint8),
                "a": torch.randn(40, 4, generator=torch.Generator().manual_seed(1)),
                "b": torch.randn(50, 4, generator=torch.Generator().manual_seed(2)),
                "weights": WEIGHTS, "means": MEANS, "stds": STDS,
            }  # fmt: skip
            exec(compile(python_of_readme(), "README.md", "exec"), names)
        finally:
            os.chdir(was)
    run, ll = names["run"], names["ll"]
    assert run.ok and run.x.shape == (64, 3, 32, 32) and set(run.nfe) == {10}
    assert len(ll.bits_per_dim) == 2 and all(np.isfinite(ll.bits_per_dim))
    orders = names["odelia"].order(names["my_heun"])
    assert len(orders.certificates) == 6
    for c in orders.certificates:
        near(c.observed, 2, 0.05)  # the slope at the two finest numbers of steps


# --- the same samples as the program


def program(*arguments):
    return subprocess.run([*PROGRAM, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def test_a_mixture_gives_the_bits_of_the_program():
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "m.json"
        file.write_text(json.dumps({"weights": WEIGHTS, "means": MEANS, "stds": STDS}))
        for solver, dtype in (("dpmpp_2m", "float64"), ("euler_maruyama", "float32")):
            out = Path(folder) / solver
            program("sample", "--model", f"mixture:{file}", "--solver", solver, "--process", "edm", "--grid",
                    "karras", "--steps", 7, "--seeds", "0-9", "--dtype", dtype, "--out", out)  # fmt: skip
            theirs = np.load(out / "samples.npz")["arr_0"]
            for model in (exact(), odelia.open_model(f"mixture:{file}")):
                run = odelia.sample(model, solver, "edm", "karras", steps=7, seeds=range(10), dtype=dtype)
                assert run.x.numpy().dtype == theirs.dtype
                assert (run.x.numpy() == theirs).all()


def test_a_shipped_network_gives_the_bytes_of_the_program():
    with tempfile.TemporaryDirectory() as folder:
        program("sample", "--model", "fashion-mnist", "--solver", "dpmpp_2m", "--steps", 4, "--seeds", "5-7",
                "--out", folder + "/s")  # fmt: skip
        theirs = np.load(folder + "/s/samples.npz")["arr_0"]
    run = odelia.sample(odelia.open_model("fashion-mnist"), "dpmpp_2m", steps=4, seeds=[5, 6, 7])
    ours = np.floor(127.5 * run.x.numpy().astype(np.float64) + 128).clip(0, 255).astype(np.uint8)
    assert (ours.transpose(0, 2, 3, 1) == theirs.reshape(3, 28, 28, -1)).mean() > 0.9999  # another OpenBLAS


def test_the_program_is_the_same():
    assert odelia.__version__ in program("--version")
    names = {s["name"] for s in json.loads(program("solvers", "--json"))}
    assert {s.name for s in odelia.solvers() if s.family != "python"} == names
    assert len(odelia.processes_by_name()) == 6
    assert {"edm", "torchcfm", "diffusers"} <= {c.name for c in odelia.conventions()}


# --- a callable


def test_a_callable_around_an_exact_score_samples_as_the_mixture():
    # The same formula in another order of operations, in float64.
    for solver, process in (("dpmpp_3m", "vp_linear"), ("rk4", "edm"), ("ddpm_ancestral", "sub_vp")):
        net = odelia.Model(MixtureDenoiser(), (2,), "edm(s_min=1e-5)")
        a = odelia.sample(net, solver, process, steps=9, seeds=range(20), dtype="float64")
        b = odelia.sample(exact(), solver, process, steps=9, seeds=range(20), dtype="float64")
        near(a.x, b.x, 1e-9)
        assert (a.nfe == b.nfe).all() and a.ok


def test_a_sample_depends_on_its_seed_alone():
    net = odelia.Model(seeded(3, Denoiser), (3, 8, 8), "edm", micro_batch=4)
    whole = odelia.sample(net, "dpmpp_2m", "edm", "karras", steps=4, seeds=range(10)).x
    alone = odelia.sample(net, "dpmpp_2m", "edm", "karras", steps=4, seeds=[7], batch=1).x
    assert torch.equal(whole[7:8], alone)
    torch.manual_seed(99)
    again = odelia.sample(net, "dpmpp_2m", "edm", "karras", steps=4, seeds=range(10), batch=3).x
    assert torch.equal(whole, again)


def test_exceptions_cross_as_themselves():
    class Mine(Exception):
        pass

    calls = []

    def f(x, t):
        calls.append(1)
        if len(calls) == 3:
            raise Mine("because")
        return x * 0

    e = raised(Mine, lambda: odelia.sample(odelia.Model(f, (2,), "edm", name="f"), "heun", "edm", steps=9))
    assert e.args == ("because",) and len(calls) == 3
    if hasattr(e, "__notes__"):
        assert "was asked with x float32 [16, 2]" in " ".join(e.__notes__).lower().replace("float ", "float32 ")
    assert torch.is_grad_enabled()


def test_what_a_callable_should_not_return_is_one_message():
    def sampled(f, **more):
        return lambda: odelia.sample(odelia.Model(f, (3, 4, 4), "edm", name="mine", **more), "ddim", "edm", steps=2)

    raised(ValueError, sampled(lambda x, t: x[:, :, :2]), "'mine'", "[16, 3, 4, 4]", "[16, 3, 2, 4]")
    raised(ValueError, sampled(lambda x, t: torch.cat([x, x], 1)), "[16, 6, 4, 4]", "channels=3")
    raised(ValueError, sampled(lambda x, t: x.double()), "Float", "Double")
    raised(ValueError, sampled(lambda x, t: x / 0), "not finite")
    raised(ValueError, sampled(lambda x, t: x.numpy()), "numpy.ndarray", "torch.Tensor")
    raised(ValueError, sampled(lambda x, t: None), "NoneType")
    raised(ValueError, sampled(lambda x, t: x.to("meta")), "meta")
    good = odelia.sample(
        odelia.Model(lambda x, t: torch.cat([x, x], 1) * 0, (3, 4, 4), "edm(channels=3)", name="mine"), steps=2
    )
    assert good.ok


def test_values_that_turn_nan_end_their_sample_alone():
    def f(x, t):
        y = x * 0
        y[:, 0][x[:, 0] > 0] = float("nan") if t[0] < 1 else 0
        return y

    run = odelia.sample(odelia.Model(f, (2,), "edm", name="nan"), "ddim", "edm", "karras", steps=9, seeds=range(8))
    assert set(run.status) == {"ok", "non_finite"} and not run.ok


def test_misuse_says_what_to_do():
    net = dressed()
    raised(TypeError, lambda: odelia.Model(lambda x, t: x, (2,), "edm"), "name=")
    raised(TypeError, lambda: odelia.Model(Denoiser, (2,), "edm"), "callable")
    raised(ValueError, lambda: odelia.Model(Denoiser(), (3, 8, 8), "edn"), "edm")
    raised(ValueError, lambda: odelia.sample(net, "huen"), "heun")
    raised(ValueError, lambda: odelia.sample(net, steps=3, nfe=4), "give one of them")
    raised(ValueError, lambda: odelia.sample(net, seeds=[1, 1]), "seed")
    raised(ValueError, lambda: odelia.sample(net, seeds=[-1]), "0 or more")
    raised(ValueError, lambda: odelia.sample(net, "ddim", rtol=1e-3), "dopri5")
    raised(ValueError, lambda: odelia.sample(net, noise=np.zeros((2, 3))), "[2, 2]")
    raised(TypeError, lambda: odelia.sample(MixtureDenoiser(), "ddim"), "odelia.Model")
    raised(ValueError, lambda: odelia.log_prob(net, np.zeros((2, 3))), "[2]")
    raised(TypeError, lambda: odelia.log_prob(net, np.zeros((2, 2)), rtoll=1), "rtoll")
    raised(ValueError, lambda: odelia.frechet(np.zeros((4, 3, 2, 2)), np.zeros((4, 3))), "extractor")
    raised(TypeError, lambda: odelia.Model(MixtureDenoiser(), (3, 4, 4.5), "edm"), "Model shape", "4.5")
    raised(TypeError, lambda: odelia.sample(net, labels=[1.5]), "sample labels", "whole numbers")
    raised(ValueError, lambda: odelia.sample(net, labels=[-1]), "sample labels", "2^63")
    x = torch.zeros(3, 2, dtype=torch.float64)
    raised(ValueError, lambda: net.predict(x, 1.0, 0.5, vjp=torch.zeros(7, 2)), "[3, 2]", "[7, 2]")
    for wrong in (x.long(), x.half()):
        raised(ValueError, lambda: net.predict(wrong, 1.0, 0.5), "float32 or float64")
    for alpha, sigma in ((1.0, -0.5), (-1.0, 0.5), (1.0, math.nan)):
        raised(ValueError, lambda: net.predict(x, alpha, sigma), "0 or more")
    raised(ValueError, lambda: odelia.sample(net, latents=True), "noise=")
    for wrong in (2.7, 2.0, True, "2"):
        raised(TypeError, lambda: odelia.sample(net, batch=wrong), "sample batch", "whole number")
        raised(TypeError, lambda: dressed(micro_batch=wrong), "Model micro_batch", "whole number")
    raised(TypeError, lambda: odelia.sample(net, steps=2.5), "sample steps")
    assert dressed(micro_batch=np.int64(8))._core.micro_batch == 8
    raised(ValueError, lambda: odelia.order("heun", processes="edn"), "'edn'")
    assert len(odelia.order("heun", processes="edm", grids="uniform").certificates) == 1


def test_claims_that_cannot_be_are_refused():
    def step(ode, noise, s, to):
        return s.x

    for claims, words in (
        (dict(order=math.nan), "order must be a number of 0 or more"),
        (dict(order=-1), "order must be a number of 0 or more"),
        (dict(nfe_per_step=-2), "nfe_per_step must be a whole number of 1 or more"),
        (dict(nfe_per_step=1.5), "nfe_per_step must be a whole number"),
        (dict(nfe_first_extra=0.5), "nfe_first_extra must be a whole number"),
        (dict(history=-1), "history must be a whole number of 0 or more"),
        (dict(order=2, embedded=True), "needs error_order="),
    ):
        raised(ValueError, lambda: odelia.solver(name="unclaimed", **claims)(step), "'unclaimed'", words)
    assert "unclaimed" not in {s.name for s in odelia.solvers()}


# --- Ctrl-C, threads, progress


def test_ctrl_c_stops_between_evaluations():
    calls = []

    def f(x, t):
        calls.append(1)
        if len(calls) == 4:
            os.kill(os.getpid(), signal.SIGINT)
        return x * 0

    model = odelia.Model(f, (2,), "edm", name="f")
    raised(KeyboardInterrupt, lambda: odelia.sample(model, "heun", "edm", steps=500))
    assert len(calls) == 4
    stop = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))  # no Python in the solve
    stop.start()
    begun = time.monotonic()
    raised(KeyboardInterrupt, lambda: odelia.sample(exact(), "rk4", "edm", steps=400000, seeds=range(200)))
    assert time.monotonic() - begun < 5
    stop.join()


def test_a_daemon_thread_in_a_solve_lets_the_program_end():
    # No tensor in Python: those whose thread is not let in again end the process in torch's own code.
    code = """
import threading, time, odelia
begun = threading.Event()
def work():
    odelia.sample(odelia.mixture([1.0], [[0.0, 0.0]], [1.0]), "rk4", "edm", steps=10**6, seeds=range(20),
                  progress=lambda *a: begun.set())
threading.Thread(target=work, daemon=True).start()
begun.wait()
time.sleep(0.05)
"""
    for _ in range(2):
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
        assert ended.returncode == 0, ended.stderr


def test_other_threads_run_during_a_solve():
    counted, stop = [0], threading.Event()

    def count():
        while not stop.is_set():
            counted[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    odelia.sample(exact(), "rk4", "edm", steps=2000, seeds=range(200))
    before = counted[0]
    stop.set()
    thread.join()
    assert before > 20


def test_two_threads_solve_at_once():
    want = odelia.sample(dressed(), "heun", steps=40, seeds=range(30), dtype="float64").x
    want_ll = odelia.log_prob(exact(), want[:4], rtol=1e-4, ode_images=0).log_prob
    out = {}

    def work(i):
        out[i] = odelia.sample(dressed(), "heun", steps=40, seeds=range(30), dtype="float64").x
        out[-i] = odelia.log_prob(exact(), want[:4], rtol=1e-4, ode_images=0).log_prob

    threads = [threading.Thread(target=work, args=(i,)) for i in (1, 2, 3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert all(torch.equal(out[i], want) and (out[-i] == want_ll).all() for i in (1, 2, 3))


def test_progress_is_told_and_may_stop_the_run():
    told = []
    odelia.sample(exact(), "heun", steps=3, seeds=range(5), batch=2, progress=lambda *a: told.append(a))
    assert told[0] == (0, 5, 1) and told[-1] == (5, 5, 18)  # three batches of six evaluations

    def stop(done, total, evaluations):
        if evaluations == 4:
            raise RuntimeError("enough")

    raised(RuntimeError, lambda: odelia.sample(exact(), "heun", steps=30, progress=stop), "enough")
    raised(TypeError, lambda: odelia.sample(exact(), progress=3), "callable")


# --- tensors


def test_numpy_gives_numpy_and_types_follow():
    noise = np.random.default_rng(0).standard_normal((5, 2))
    run = odelia.sample(exact(), "heun", steps=5, noise=noise)
    assert isinstance(run.x, np.ndarray) and run.x.dtype == np.float64
    torch_run = odelia.sample(exact(), "heun", steps=5, noise=torch.from_numpy(noise))
    assert isinstance(torch_run.x, torch.Tensor) and (torch_run.x.numpy() == run.x).all()
    single = odelia.sample(exact(), "heun", steps=5, noise=noise.astype(np.float32))
    assert single.x.dtype == np.float32
    frozen = noise[::-1].copy()[::-1]
    frozen.flags.writeable = False
    assert (odelia.sample(exact(), "heun", steps=5, noise=frozen).x == run.x).all()
    assert (odelia.sample(exact(), "heun", steps=5, noise=noise.astype(">f8")).x == run.x).all()
    assert odelia.sample(exact(), steps=2).x.dtype == torch.float32
    assert (odelia.log_prob(exact(), noise, ode_images=0).log_prob ==
            odelia.log_prob(exact(), torch.from_numpy(noise), ode_images=0).log_prob).all()  # fmt: skip
    a = odelia.frechet(noise, noise + 1)
    near(a.mean_part, 2, 1e-12)
    near(float(a), 2, 1e-6)
    mean, cov = noise.mean(0), np.cov(noise, rowvar=False)
    near(float(odelia.frechet_statistics(mean, cov, mean + 1, cov)), 2, 1e-6)
    many = np.random.default_rng(1).standard_normal((40, 2))
    assert odelia.metric("precision", many, many).value == 1
    assert odelia.metric("coverage", many + 1e3, many).value == 0
    assert {"fd", "kd", "recall", "is"} <= set(odelia.metric_names())
    raised(ValueError, lambda: odelia.metric("recall", noise), "needs b")
    raised(ValueError, lambda: odelia.metric("recal", noise, noise), "recall")


def test_latents_go_in_as_they_are():
    process_sigma = 80.0
    noise = torch.randn(4, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    a = odelia.sample(exact(), "heun", "edm", "karras", steps=6, noise=noise)
    b = odelia.sample(exact(), "heun", "edm", "karras", steps=6, noise=noise * process_sigma, latents=True)
    assert torch.equal(a.x, b.x)


def test_it_runs_in_any_grad_mode():
    want = odelia.sample(dressed(), "heun", steps=3, seeds=[1]).x
    with torch.no_grad():
        assert torch.equal(odelia.sample(dressed(), "heun", steps=3, seeds=[1]).x, want)
    with torch.inference_mode():
        assert torch.equal(odelia.sample(dressed(), "heun", steps=3, seeds=[1]).x, want)
    assert torch.is_grad_enabled() and not want.requires_grad


# --- products and likelihoods


def test_products_are_those_of_the_jacobian():
    net = seeded(5, lambda: Denoiser(2, 4)).double().requires_grad_(False)  # frozen
    model = odelia.Model(net, (2, 3, 3), "edm", micro_batch=2)
    g = torch.Generator().manual_seed(0)
    x, v = (torch.randn(3, 2, 3, 3, dtype=torch.float64, generator=g) for _ in range(2))
    sigma = torch.full((1,), 0.7, dtype=torch.float64)
    want_vjp, want_jvp = torch.empty_like(v), torch.empty_like(v)
    for i in range(3):
        j = torch.autograd.functional.jacobian(lambda z: net(z[None], sigma)[0], x[i]).reshape(18, 18)
        want_vjp[i] = (v[i].reshape(-1) @ j).reshape(v[i].shape)
        want_jvp[i] = (j @ v[i].reshape(-1)).reshape(v[i].shape)
    y, vjp = model.predict(x, 1.0, 0.7, vjp=v)
    z, jvp = model.predict(x, 1.0, 0.7, jvp=v)
    near(y, net(x, sigma), 1e-12), near(z, net(x, sigma), 1e-12)
    near(vjp, want_vjp, 1e-12), near(jvp, want_jvp, 1e-12)
    near(model.predict(x, 1.0, 0.7), y, 1e-12)


def test_a_likelihood_is_that_of_the_mixture_by_either_product():
    x = odelia.sample(exact(), "rk4", steps=30, seeds=range(3), dtype="float64").x
    # The same equation by the same solver and tolerance: rounding of two formulas of one score.
    want = odelia.log_prob(exact(), x, divergence="exact", rtol=1e-6)
    for product in ("vjp", "jvp"):
        got = odelia.log_prob(dressed(), x, divergence="exact", rtol=1e-6, product=product, dtype="float64")
        near(got.log_prob, want.log_prob, 1e-7)
        assert (got.vjp > 0).all() == (product == "vjp") and (got.jvp > 0).all() == (product == "jvp")
    assert got.status == ["ok"] * 3 and np.isfinite(got.ode).all()
    assert "bits/dim" in got.line and got.conventions["divergence"] == "exact"


def test_bytes_want_a_dequantisation():
    net = odelia.Model(seeded(0, lambda: Denoiser(1, 4)), (1, 4, 4), "edm")
    images = np.random.default_rng(0).integers(0, 256, (3, 1, 4, 4), dtype=np.uint8)
    raised(ValueError, lambda: odelia.log_prob(net, images), "dequant")
    ll = odelia.log_prob(net, images, dequant="uniform", rtol=1e-4)
    assert np.isfinite(ll.bits_per_dim).all() and np.isfinite(ll.mean) and ll.failed == 0
    near(ll.bits_per_dim, -ll.log_prob / (16 * np.log(2)), 1e-9)
    raised(ValueError, lambda: odelia.log_prob(net, images / 100.0), "[-1, 1]")


def test_a_network_without_forward_derivative_says_so():
    def f(x, t):
        return NoForwardDerivative.apply(x)

    model = odelia.Model(f, (2,), "edm", name="f", dtype="float64")
    x = torch.ones(2, 2, dtype=torch.float64)
    near(model.predict(x, 1.0, 0.5, vjp=x)[1], 0.5 * x, 1e-12)
    raised(ValueError, lambda: model.predict(x, 1.0, 0.5, jvp=x), "forward", "product=vjp")
    cut = odelia.Model(lambda x, t: x.detach() * 0.5, (2,), "edm", name="f", dtype="float64")
    raised(ValueError, lambda: cut.predict(x, 1.0, 0.5, vjp=x), "detach")


def test_exceptions_of_a_backward_pass_cross_too():
    class Failing(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 0.5

        @staticmethod
        def backward(ctx, g):
            raise ZeroDivisionError("in the backward pass")

    model = odelia.Model(lambda x, t: Failing.apply(x), (2,), "edm", name="f", dtype="float64")
    raised(ZeroDivisionError, lambda: odelia.log_prob(model, np.zeros((2, 2))), "in the backward pass")


# --- identity


def test_weights_are_the_identity_of_a_module():
    net = seeded(1, Denoiser)
    model = odelia.Model(net, (3, 8, 8), "edm")
    before = odelia.sample(model, steps=1, seeds=[0]).record
    assert odelia.Model(seeded(1, Denoiser), (3, 8, 8), "edm").identity == model.identity
    with torch.no_grad():
        net.last.bias.data[0] += 1e-3
    after = odelia.sample(model, steps=1, seeds=[0]).record
    assert before["model_identity"] != after["model_identity"]
    assert before["model"] == "Denoiser" and before["solver"] == "ddim"
    assert odelia.Model(net, (3, 8, 8), "edm_raw").identity != model.identity
    assert odelia.Model(net, (3, 8, 8), "edm", micro_batch=4).identity != model.identity
    a, b = (odelia.Model(lambda x, t: x, (2,), "edm", name=n).identity for n in "ab")
    assert a != b


def identity(net, **options):
    return odelia.Model(net, (3,), "edm", **options).identity


def test_code_that_torch_keeps_is_part_of_the_identity():
    class Scaled(torch.nn.Module):
        def __init__(self, factor: float, power: int = 1):
            super().__init__()
            self.linear, self.factor, self.power = torch.nn.Linear(3, 3), factor, power

        def forward(self, x, t):
            return self.linear(x) * self.factor

    class Squared(Scaled):
        def forward(self, x, t):
            return self.linear(x) * self.factor**2

    def made(kind, factor):
        return seeded(0, lambda: kind(factor)).eval()

    def scripted(kind, factor):
        return torch.jit.script(made(kind, factor))

    def traced(kind, factor):
        return torch.jit.trace(made(kind, factor), (torch.ones(2, 3), torch.ones(2)))

    for make in (scripted, traced, lambda *a: torch.jit.freeze(scripted(*a))):
        one = identity(make(Scaled, 2.0))
        assert identity(make(Scaled, 2.0)) == one  # whatever was compiled before it
        assert identity(make(Scaled, 3.0)) != one  # a value
        assert identity(make(Squared, 2.0)) != one  # another formula of the same weights
    near(odelia.Model(torch.jit.freeze(scripted(Scaled, 2.0)), (3,), "k_diffusion").predict(torch.ones(2, 3), 1.0, 0.5),
         made(Scaled, 2.0)(torch.ones(2, 3), None).detach(), 1e-6)  # fmt: skip


def test_what_scripted_code_calls_is_part_of_the_identity():
    source = "import torch\n\ndef helper(x):\n    return x * {}\n\nclass Net(torch.nn.Module):\n    def forward(self, x, t):\n        return helper(x)\n"
    seen = []
    with tempfile.TemporaryDirectory() as folder:
        for factor in (2.0, 3.0, 2.0):
            path = Path(folder) / f"net{len(seen)}.py"
            path.write_text(source.format(factor))
            spec = importlib.util.spec_from_file_location("netmod", path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            seen.append(identity(torch.jit.script(module.Net())))
    assert seen[0] == seen[2] != seen[1]


def test_state_that_is_no_parameter_is_part_of_the_identity():
    class Quantized(torch.nn.Module):
        def __init__(self, seed):
            super().__init__()
            net = seeded(seed, lambda: torch.nn.Sequential(torch.nn.Linear(3, 3)))
            self.net = torch.quantization.quantize_dynamic(net, {torch.nn.Linear})

        def forward(self, x, t):
            return self.net(x)

    assert identity(Quantized(0)) == identity(Quantized(0)) != identity(Quantized(1))

    class Extra(Denoiser):
        def __init__(self, extra):
            super().__init__()
            self.extra = extra

        def get_extra_state(self):
            return self.extra

        def set_extra_state(self, state):
            self.extra = state

    one, same, other = (seeded(0, lambda: Extra({"rank": rank})) for rank in (4, 4, 8))
    assert identity(one) == identity(same) != identity(other)

    class Own(Denoiser):
        def state_dict(self):  # takes no keywords
            return {}

    assert identity(seeded(0, Own)) != identity(seeded(1, Own))
    unknown = seeded(0, lambda: Extra(object()))
    raised(TypeError, lambda: identity(unknown), "_extra_state", "name=")
    assert identity(unknown, name="a") != identity(unknown, name="b")


def test_settings_and_hooks_of_a_network_are_part_of_its_identity():
    nn = torch.nn

    class Powers(nn.Module):
        def __init__(self, power, act=torch.tanh, scales=(1.0, 2.0)):
            super().__init__()
            self.power, self.act, self.scales, self.kept = power, act, {"all": list(scales)}, object()

        def forward(self, x, t):
            return self.act(x) ** self.power

    class Holding(nn.Module):
        def __init__(self, held):
            super().__init__()
            self.held = held

        def forward(self, x, t):
            return x

    def space(scale):
        return types.SimpleNamespace(scale=scale, act=torch.tanh)

    def ring(value):
        """A network that holds another one, which holds it, neither a part of the other."""
        one = Holding(None)
        one.held = [Holding((value, [one]))]
        return one

    def hooked(scale, name="register_forward_hook"):
        net = seeded(0, lambda: nn.Linear(3, 3))
        getattr(net, name)(lambda part, given, *out: scale * (out or given)[0])
        return net

    def conv(mode):
        return seeded(0, lambda: nn.Conv2d(3, 3, 3, padding=1, padding_mode=mode))

    for one, same, other in (
        (nn.Sequential(nn.SiLU()), nn.Sequential(nn.SiLU()), nn.Sequential(nn.ReLU())),
        (conv("zeros"), conv("zeros"), conv("circular")),
        (nn.GroupNorm(2, 4), nn.GroupNorm(2, 4), nn.GroupNorm(4, 4)),
        (nn.GroupNorm(2, 4), nn.GroupNorm(2, 4), nn.GroupNorm(2, 4, eps=1e-3)),
        (Powers(2), Powers(2), Powers(3)),
        (Powers(2), Powers(2), Powers(2, torch.sigmoid)),
        (Powers(2, lambda x: x), Powers(2, lambda x: x), Powers(2, lambda x: -x)),
        (Powers(2), Powers(2), Powers(2, scales=(1.0, 3.0))),
        (hooked(2.0), hooked(2.0), hooked(3.0)),
        (hooked(2.0), hooked(2.0), hooked(2.0, "register_forward_pre_hook")),
        (hooked(2.0), hooked(2.0), seeded(0, lambda: nn.Linear(3, 3))),
        (Holding(torch.ones(3)), Holding(torch.ones(3)), Holding(torch.zeros(3))),  # no buffer
        (Holding([np.ones(3)]), Holding([np.ones(3)]), Holding([np.zeros(3)])),
        (Holding(space(1.0)), Holding(space(1.0)), Holding(space(2.0))),
        (Holding(Powers(2)), Holding(Powers(2)), Holding(Powers(3))),
        (Holding([Powers(2)]), Holding([Powers(2)]), Holding([Powers(3)])),  # no part
        (ring(1.0), ring(1.0), ring(2.0)),
    ):
        assert identity(one) == identity(same) != identity(other)
    assert identity(Holding(torch.ones(3).to_sparse())) and identity(Holding([threading.Lock(), object()]))
    for norm in (nn.utils.weight_norm, nn.utils.spectral_norm):  # whose hooks make the weight anew in every pass
        net, trained = norm(nn.Linear(3, 3)).eval(), norm(nn.Linear(3, 3))
        net.load_state_dict(trained.state_dict())
        before = identity(net)
        net(torch.ones(1, 3))
        assert identity(net) == before
    here = identity(Powers(2))
    Powers.__module__ = "elsewhere"  # as a script's class is where another imports it
    assert identity(Powers(2)) == here
    raised(TypeError, lambda: identity(hooked(object())), "'scale'", "name=")
    assert identity(hooked(object()), name="hooked")


def test_the_code_of_a_network_is_part_of_its_identity():
    source = (
        "import torch\nSCALE, calls = 1.0, []\ndef far(x):\n    return {far} * x\n"
        "class Part(torch.nn.Module):\n    def forward(self, x):\n        return {part} * x if 'b' in {{'a', 'b'}} else x\n"
        "class Net(torch.nn.Module):\n    power = {power}\n"
        "    def __init__(self):\n        super().__init__()\n        self.part = Part()\n"
        "    @torch.no_grad()\n    def forward(self, x, t, w={default}):\n        calls.append(SCALE)\n"
        "        return {constant} * far(self.part(x)) ** self.power\n"
    )
    usual = dict(far=1, part=1, power=1, default=1, constant=1)

    def names(above="", **change):
        out = {"__name__": "__main__"}
        exec(compile(above + source.format(**{**usual, **change}), f"after {above!r}", "exec"), out)
        return out

    made = names()
    one = identity(made["Net"]())
    assert identity(names("# moved\n\n")["Net"]()) == one
    for change in usual:
        assert identity(names(**{change: 2})["Net"]()) != one, change
    made["calls"].append(1)  # what stands around code is no part of it
    made["SCALE"] = 2.0
    assert identity(made["Net"]()) == one
    elsewhere = source.format(**usual) + "import odelia\nprint(odelia.Model(Net(), (3,), 'edm').identity)"
    there = {**os.environ, "PYTHONHASHSEED": "1"}  # another order of sets
    shown = subprocess.run([sys.executable, "-c", elsewhere], env=there, check=True, capture_output=True, text=True)
    assert shown.stdout.strip() == one


def test_a_network_in_training_mode_is_refused_where_that_matters():
    class Dropping(torch.nn.Module):
        def __init__(self, p):
            super().__init__()
            self.part = torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.Dropout(p))

        def forward(self, x, t):
            return self.part(x)

    raised(ValueError, lambda: identity(Dropping(0.5)), "Dropout 'part.1'", ".eval()")
    raised(ValueError, lambda: identity(torch.jit.script(Dropping(0.5))), "Dropout 'part.1'")
    raised(ValueError, lambda: identity(torch.nn.BatchNorm1d(3)), "BatchNorm1d")
    assert identity(Dropping(0.0)) and identity(torch.nn.BatchNorm1d(3, track_running_stats=False))

    def traced(net):
        return torch.jit.trace(net, (torch.ones(2, 3), torch.ones(2)), check_trace=False)

    # A trace has the mode that it was made in, whatever its flags say.
    raised(ValueError, lambda: identity(traced(Dropping(0.5)).eval()), "traced in training mode")
    assert identity(traced(Dropping(0.5).eval()).train()) and identity(traced(Dropping(0.0)))
    net = seeded(0, lambda: Dropping(0.5)).eval()
    model = odelia.Model(net, (3,), "edm")
    before = model.identity
    net.part[0].train()  # changes nothing that torch knows of, and may be asked for in a forward
    assert model.identity != before
    net.train()
    raised(ValueError, lambda: odelia.sample(model, steps=1), "training mode")


def test_a_model_goes_with_its_network():
    def gone(make):
        net = Denoiser()
        seen = weakref.ref(net)
        make(net)
        del net
        gc.collect()
        return seen() is None

    def sampled(net):
        model = odelia.Model(net, (3, 4, 4), "edm")
        assert odelia.sample(model, steps=1, seeds=[0]).ok and model.module is net

    assert gone(sampled)
    assert gone(lambda net: odelia.Model(net.forward, (3, 4, 4), "edm").identity)
    assert gone(lambda net: odelia.Model(lambda x, t: net(x, t), (3, 4, 4), "edm", name="f").identity)
    assert gone(lambda net: odelia.as_k_diffusion("ddim")(net, torch.ones(1, 3, 4, 4), torch.tensor([2.0, 1.0, 0.0])))

    class Azula(torch.nn.Module):
        def __init__(self, net):
            super().__init__()
            self.net = net

        def schedule(self, t):
            return 1 - t, t

        def forward(self, x, t):
            return self.net(x, t)

    assert gone(lambda net: odelia.from_azula(Azula(net), (3, 4, 4)).identity)

    class Plain:
        schedule = staticmethod(lambda t: (1 - t, t))

        def __call__(self, x, t):
            return x

    raised(TypeError, lambda: odelia.from_azula(Plain(), (3, 4, 4)), "Plain", "name=")
    assert odelia.from_azula(Plain(), (3, 4, 4), name="plain").name == "plain"


def test_a_denoiser_of_azula_is_asked_as_its_schedule_says():
    class Straight:
        def __init__(self, last):
            self.last = last

        def __call__(self, t):
            return torch.ones_like(t), self.last * t

    class Plain:
        """The mean of data N(0, 1/4), a tensor."""

        def __init__(self, last):
            self.schedule = Straight(last)

        def __call__(self, x, t):
            told.append(float(t[0]))
            return 0.25 / (0.25 + self.schedule(t)[1].reshape(-1, 1) ** 2) * x

    class Posterior(Plain):
        def __call__(self, x, t):
            return types.SimpleNamespace(mean=super().__call__(x, t))

    class Part(torch.nn.Module, Plain):
        def __init__(self, last):
            super().__init__()
            self.schedule = Straight(last)

        forward = Plain.__call__
        __call__ = torch.nn.Module.__call__

    told, x = [], torch.ones(3, 2, dtype=torch.float64)
    for kind in (Plain, Posterior, Part):
        one, same, other = (odelia.from_azula(kind(last), (2,), name="mine") for last in (4.0, 4.0, 5.0))
        near(one.predict(x, 1.0, 2.0), 0.25 / 4.25 * x, 1e-6)  # in float32, as below
        near(told[-1], 0.5, 1e-6)
        # Above the schedule's last level it is asked there, x brought down to the size that it has there.
        near(one.predict(x, 1.0, 9.0), 0.25 / 16.25 * math.sqrt(17 / 82) * x, 1e-6)
        near(told[-1], 1, 1e-6)
        assert odelia.sample(one, steps=2, seeds=[0]).ok
        assert one.identity == same.identity != other.identity


def test_labels_are_asked_for_by_seed():
    def f(x, t, labels):
        return 0 * x + labels.view(-1, 1)

    def own(x, t, labels):  # as EDM's and EDM2's networks take them
        rows = labels.to(torch.float32).reshape(-1, 10)
        return 0 * x + (rows @ torch.arange(10.0))[:, None]

    for model in (odelia.Model(f, (2,), "edm", name="f"), odelia.Model(own, (2,), "edm2(classes=10)", name="own")):
        for seeds, labels in (([1, 5], [2, 3]), ([7, 0, 4], [5, 6, 9])):
            x = odelia.sample(model, "ddim", "edm", "karras", steps=3, seeds=seeds, labels=labels).x
            near(x, torch.tensor(labels)[:, None].expand(-1, 2), 0.05)  # the last step ends at sigma 0.002
    x = torch.zeros(3, 2)
    model = odelia.Model(f, (2,), "edm", name="f")
    for labels in ([1, 2, 3], torch.tensor([1, 2, 3]), 4):
        near(model.predict(x, 1.0, 0.5, labels=labels), torch.as_tensor(labels).reshape(-1, 1).expand(3, 2), 1e-6)
    raised(ValueError, lambda: model.predict(x, 1.0, 0.5, labels=[1, 2]), "2 labels for a batch of 3")
    raised(TypeError, lambda: model.predict(x, 1.0, 0.5, labels=1.5), "Model.predict labels", "whole numbers")


def test_half_networks_are_told_float32_times():
    for dtype, time_type in ((torch.bfloat16, torch.float32), (torch.float64, torch.float64)):
        told = []
        model = odelia.Model(lambda x, t: told.append((x.dtype, t.dtype)) or x * 0, (2,), "edm", name="f", dtype=dtype)
        odelia.sample(model, "ddim", "edm", steps=1)
        assert set(told) == {(dtype, time_type)}


def test_records_name_the_type_of_a_callable_and_no_other_is_taken():
    model = odelia.Model(lambda x, t: 0.5 * x, (2,), "edm", name="f", dtype=torch.bfloat16)
    ll = odelia.log_prob(model, np.zeros((2, 2)), divergence="exact", rtol=0.05, ode_images=0)
    assert ll.conventions["network_precision"] == "bfloat16"
    images = odelia.Model(lambda x, t: x, (1, 28, 28), "edm", name="f")
    with tempfile.TemporaryDirectory() as folder:
        out, keys = Path(folder) / "run", {"model": "mine", "network_precision": "bfloat16"}
        raised(ValueError, lambda: odelia.compare("quickstart", {"mine": images}, out=out, set=keys),
               "model 'f'", "float32", "leave network_precision out")  # fmt: skip
        assert not out.exists()


# --- a solver of one's own


def test_log_prob_is_of_the_labels_asked_for():
    def f(x, t, labels):
        return 0 * x + labels.view(-1, 1)

    model = odelia.Model(f, (2,), "edm", name="as labelled")
    x = np.array([[2.0, 2.0], [3.0, 3.0], [2.0, 2.0]])
    how = dict(process="edm", t_min=0.5, divergence="exact", rtol=1e-4, ode_images=0)
    own, threes = odelia.log_prob(model, x, labels="2-3", **how), odelia.log_prob(model, x, labels="3", **how)
    near(own.log_prob[0], own.log_prob[1], 1e-2)  # each at its class's mean
    # From one below its mean, in both dimensions, the flow carries it to 3 - 80/0.5 under N(0, 80^2), not to 2.
    near(own.log_prob[0] - threes.log_prob[0], (157**2 - 2**2) / 80**2, 1e-2)
    assert own.log_prob[1] == threes.log_prob[1]
    raised(ValueError, lambda: odelia.log_prob(model, x, labels="data", **how), "has no labels")
    for labels in ([2, 3, 2], torch.tensor([2, 3, 2]), np.array([2, 3, 2])):
        assert (odelia.log_prob(model, x, labels=labels, **how).log_prob == own.log_prob).all()
    for labels, text in (([0, 1], "0,1"), (3, "3"), ([3], "3")):
        a, b = (odelia.log_prob(model, x[:2], labels=given, **how).log_prob for given in (labels, text))
        assert (a == b).all()
    raised(ValueError, lambda: odelia.log_prob(model, x, labels=[2, 3], **how), "2 for 3 samples", "one each")
    raised(TypeError, lambda: odelia.log_prob(model, x, labels=[1.5], **how), "log_prob labels", "whole numbers")


def test_log_prob_refuses_what_would_do_nothing():
    x = np.zeros((2, 2))
    for idle, words in ((dict(divergence="exact", probes=1), "--probes: does nothing"),
                        (dict(divergence="exact", probe="gaussian"), "--probe: does nothing"),
                        (dict(bound_samples=64), "--bound-samples: does nothing"),
                        (dict(dequant_draws=1), "--dequant-draws: does nothing"),
                        (dict(solver="rk4", rtol=1e-5), "--rtol, --atol: solver 'rk4'"),
                        (dict(steps=100), "--steps, --grid: solver 'dopri5'")):  # fmt: skip
        raised(ValueError, lambda: odelia.log_prob(exact(), x, **idle), words)
    # Defaults are not said, and what does something is taken.
    odelia.log_prob(exact(), x, divergence="exact", solver="rk4", steps=4, ode_images=0)
    odelia.log_prob(exact(), x, rtol=1e-2, probe="gaussian", probes=2, ode_images=0)
    raised(ValueError, lambda: odelia.log_prob(odelia.open_model("fashion-mnist-one-step"), np.zeros((1, 1, 28, 28))),
           "progressive student", "take its teacher")  # fmt: skip


def test_log_prob_takes_dtypes_and_names_what_has_the_wrong_type():
    x = np.array([[0.5, -0.3], [0.1, 0.2], [-1.0, 0.4]])
    net = dressed()
    want = odelia.log_prob(net, x, dtype="float64", rtol=1e-3, ode_images=0)
    for dtype in (torch.float64, np.float64, np.dtype("float64")):
        got = odelia.log_prob(net, x, dtype=dtype, rtol=1e-3, ode_images=0)
        assert (got.log_prob == want.log_prob).all() and got.conventions["dtype"] == "float64"
    raised(ValueError, lambda: odelia.log_prob(net, x, dtype=torch.float16), "dtype", "float16")
    for setting, value, kind in (("bound", True, "a string"), ("dtype", 3, "a string"),
                                 ("probes", "many", "a whole number"), ("t_min", "0.1", "a number")):
        raised(TypeError, lambda: odelia.log_prob(net, x, **{setting: value}),
               f"log_prob {setting}: expected {kind}, got {value!r}")


def test_a_solver_in_python_is_one_like_any_other():
    assert "own_heun" in {s.name for s in odelia.solvers()}
    a = odelia.sample(exact(), own_heun, "edm", "karras", steps=8, seeds=range(6), dtype="float64")
    b = odelia.sample(exact(), "heun", "edm", "karras", steps=8, seeds=range(6), dtype="float64")
    near(a.x, b.x, 1e-9)  # of values up to 80
    assert set(a.nfe) == {16} and a.record["solver_hash"]
    orders = odelia.order("own_heun", processes=["vp_linear"])
    assert orders.holds and "2.00" in repr(orders)
    wrapped = odelia.order("richardson(own_heun)", processes=["edm"])  # which shares an evaluation of s.x
    near(wrapped.observed[0], 3, 0.1)
    with torch.inference_mode():
        assert odelia.order("richardson(own_heun)", processes=["edm"]).holds


def test_grids_and_processes_can_be_looked_at():
    points = np.array(odelia.time_grid("karras", "edm", 6))
    near(points, np.linspace(80 ** (1 / 7), 0.002 ** (1 / 7), 7) ** 7, 1e-10)  # arXiv:2206.00364, eq. 5
    times = np.array([0.001, 0.3, 1.0])
    at = odelia.coefficients("vp_linear", times)
    near(np.log(at["alpha"]), -(times**2) * (20 - 0.1) / 4 - times * 0.1 / 2, 1e-12)  # arXiv:2011.13456, eq. 29
    near(at["alpha"] ** 2 + at["sigma"] ** 2, np.ones(3), 1e-12)
    near(at["lambda"], np.log(at["alpha"] / at["sigma"]), 1e-12)
    near(at["f"], -at["g2"] / 2, 1e-12)
    assert odelia.coefficients("vp_linear", 0.3) == {name: values[1] for name, values in at.items()}
    raised(ValueError, lambda: odelia.coefficients("vp_linear", 1.5), "from 0 to 1", "1.5")
    raised(ValueError, lambda: odelia.coefficients("vp_linear", [0.5, math.nan]), "nan")
    restart = {str(w): w for w in odelia.wrappers()}["restart"]
    assert restart.takes and "2306.14878" in restart.reference and restart.options


def test_a_false_claim_is_found():
    step = own_heun.function
    odelia.solver(order=3, nfe_per_step=2, name="too_proud")(step)
    e = raised(odelia.FalseClaim, lambda: odelia.order("too_proud"), "6 of 6", "claimed 3")
    near(e.orders.observed[0], 2, 0.05)
    odelia.solver(order=2, nfe_per_step=1, name="too_cheap")(step)
    raised(odelia.FalseClaim, lambda: odelia.order("too_cheap", processes=["edm"]), "evaluations counted")
    assert not odelia.order("too_proud", processes=["edm"], check=False).holds


def test_a_solver_may_be_defined_again():
    for scale in (1.0, 0.5):

        @odelia.solver(order=1)
        def euler_again(ode, noise, s, to):
            return s.x + scale * (to.t1 - s.t) * ode.drift(s.x, s.t)

    near(odelia.order(euler_again, processes=["edm"], check=False).observed[0], 0, 0.2)  # a wrong equation
    raised(ValueError, lambda: odelia.solver(order=1, name="heun")(own_heun.function), "heun", "another")

    def made(held, **options):
        @odelia.solver(order=1, **options)
        def euler_closed(ode, noise, s, to):
            return s.x + len(str(held)) * (to.t1 - s.t) * ode.drift(s.x, s.t)

        return odelia.sample(exact(), euler_closed, steps=1, seeds=[0]).record["solver_hash"]

    one = made(0.5)
    assert made(0.5) == one and made(0.25) != one
    assert len({made([1.0, torch.ones(2)]), made([1.0, torch.zeros(2)]), made(lambda x: x), made(math.sin)}) == 4
    raised(TypeError, lambda: made(object()), "'euler_closed'", "'held'", "name=")
    assert made(object(), name="euler_named")
    assert len({made(np.exp), made(np.log), made({1, 2}), made([].append), made(functools.partial(max, 1))}) == 5

    def of_module(value, factor):
        code = (
            "import odelia\nSCALE = {}\ndef far(h):\n    return {} * h\n"
            "def euler_global(ode, noise, s, to):\n    return s.x + SCALE * far(to.t1 - s.t) * ode.drift(s.x, s.t)\n"
        )
        names = {"__name__": "notebook"}
        exec(code.format(value, factor), names)
        return function_text(names["euler_global"], lambda name, value: type(value).__qualname__)

    assert len({of_module(1.0, 1), of_module(0.5, 1), of_module(1.0, 2), of_module(1.0, 1)}) == 3

    @odelia.solver(order=1)
    @torch.no_grad()
    def euler_without_slopes(ode, noise, s, to):
        return s.x + (to.t1 - s.t) * ode.drift(s.x, s.t)

    assert odelia.sample(exact(), euler_without_slopes, steps=1, seeds=[0]).ok
    raised(TypeError, lambda: odelia.solver(order=1)(lambda x: x), "(ode, noise, s, to)")
    raised(TypeError, lambda: odelia.solver(order=1)(lambda ode, noise, s, to: s.x), "a lambda", "name=")


def test_an_earlier_solver_does_not_run_as_a_later_one_of_its_name():
    def made(scale):
        @odelia.solver(order=1)
        def euler_of_a_name(ode, noise, s, to, *, factor=1.0):
            return s.x + scale * factor * (to.t1 - s.t) * ode.drift(s.x, s.t)

        return euler_of_a_name

    first, second = made(1.0), made(0.5)
    raised(ValueError, lambda: odelia.sample(exact(), first), "'euler_of_a_name': defined again since", "name=")
    raised(ValueError, lambda: first.with_options(factor=2), "defined again since")
    raised(ValueError, lambda: odelia.order(first), "defined again since")
    assert torch.equal(odelia.sample(exact(), second, steps=2).x, odelia.sample(exact(), "euler_of_a_name", steps=2).x)
    assert str(first) == str(second) == "euler_of_a_name"


def test_whatever_can_be_called_is_a_solver_under_a_name():
    class Euler:
        def __init__(self, scale):
            self.scale = scale

        def step(self, ode, noise, s, to):
            return s.x + self.scale * (to.t1 - s.t) * ode.drift(s.x, s.t)

        def __call__(self, ode, noise, s, to):
            return self.step(ode, noise, s, to)

    def partly(scale, ode, noise, s, to):
        return s.x + scale * (to.t1 - s.t) * ode.drift(s.x, s.t)

    def run(step, **options):
        return odelia.sample(exact(), odelia.solver(order=1, **options)(step), steps=3, seeds=range(3))

    want = odelia.sample(exact(), "euler", steps=3, seeds=range(3)).x
    for make in (Euler, lambda scale: Euler(scale).step, lambda scale: functools.partial(partly, scale)):
        one, same, other = (run(make(scale), name="called") for scale in (1.0, 1.0, 0.5))
        near(one.x, want, 1e-4)  # of values up to 80
        assert one.record["solver_hash"] == same.record["solver_hash"] != other.record["solver_hash"]
        if make(1.0).__class__.__name__ != "method":
            raised(TypeError, lambda: run(make(1.0)), type(make(1.0)).__name__, "name=")
    assert run(Euler(1.0).step).record["solver"] == "step"


def holding():
    class Held:
        alpha = 1.0

        def __init__(self, alpha):
            self.alpha = alpha

        @staticmethod
        def scaled(h):
            return h

        def step(self, ode, noise, s, to):
            return self.alpha * s.x

    return Held


def test_the_identity_of_a_solver_has_all_that_it_calls():
    """Each source defines `step`; what follows it changes what that does, and must change its text."""

    class Level(enum.Enum):
        HALF = 0.5

    def text(source, change=""):
        def unknown(key, value):
            raise TypeError(key)

        sys.modules["hm"] = hm = types.ModuleType("hm")
        exec("ALPHA = 1.0\ndef deep(h):\n    return h\ndef far(h):\n    return ALPHA * deep(h)", hm.__dict__)
        names = {"__name__": "notebook", "torch": torch, "np": np, "functools": functools, "hm": hm, "Level": Level,
                 "Held": holding(), "Fraction": fractions.Fraction,
                 "Space": types.SimpleNamespace, "dataclasses": dataclasses, "seeded": seeded}  # fmt: skip
        exec(source, names)
        exec(change, names)
        try:
            return function_text(names["step"], unknown)
        finally:
            del sys.modules["hm"]

    def step(value):
        return f"def step(ode, noise, s, to):\n    return {value}\n"

    far_below = "def far(h):\n    return {} * h\n"
    cached = "@functools.lru_cache(None)\ndef far(h):\n    return {} * h\n"
    wrapper = (
        "def twice(f):\n    @functools.wraps(f)\n    def inner(*a):\n        return {} * f(*a)\n    return inner\n"
    )
    data = "@dataclasses.dataclass\nclass Data:\n    a: float = {}\n"
    for source, change in (
        (step("far(s.x)") + far_below.format(1), far_below.format(2)),
        (step("SCALE * s.x") + "SCALE = 1.0", "SCALE = 2.0"),
        ("step = Held(1.0).step", "step = Held(2.0).step"),
        ("step = Held(1.0).step", "step.__self__.alpha = 2.0"),
        (cached.format(1) + step("far(s.x)"), cached.format(2)),
        ("half = functools.partial(max, 0.5)\n" + step("half(s.x)"), "half = functools.partial(max, 0.25)"),
        (wrapper.format(1) + "@twice\n" + step("s.x"), wrapper.format(2) + "@twice\n" + step("s.x")),
        (step("Held.alpha * s.x"), "Held.alpha = 2.0"),
        (step("Held.scaled(s.x)"), "Held.scaled = staticmethod(lambda h: 2 * h)"),
        ("held = Held(1.0)\n" + step("held.alpha * s.x"), "held.alpha = 2.0"),
        (data.format(1.0) + "d = Data()\n" + step("d.a * s.x"), "d.a = 2.0"),
        (data.format(1.0) + step("Data().a * s.x"), data.format(2.0)),
        ("space = Space(a=1.0)\n" + step("space.a * s.x"), "space.a = 2.0"),
        (step("Level.HALF.value * s.x"), "Level.HALF._value_ = 0.25"),
        ("third = Fraction(1, 3)\n" + step("third * s.x"), "third = Fraction(2, 3)"),
        ("net = seeded(0, lambda: torch.nn.Linear(2, 2))\n" + step("net(s.x)"), "net.weight.data += 1"),
        ("some = np.array([1.0, None], dtype=object)\n" + step("some[0] * s.x"), "some[0] = 2.0"),
        ("empty = np.zeros((0, 2))\n" + step("len(empty) * s.x"), "empty = np.zeros((0, 3))"),
        (step("hm.far(s.x)"), "hm.far = lambda h: 2 * h"),
        (step("hm.far(s.x)"), "hm.ALPHA = 2.0"),
        (step("hm.far(s.x)"), "hm.deep = lambda h: 2 * h"),
        (step("hm.ALPHA * s.x"), "hm.ALPHA = 2.0"),
        ("from hm import far\n" + step("far(s.x)"), "hm.ALPHA = 2.0"),
        ("def step(ode, noise, s, to):\n    from hm import far\n    return far(s.x)", "hm.ALPHA = 2.0"),
        ("def step(ode, noise, s, to):\n    import hm\n    return hm.far(s.x)", "hm.ALPHA = 2.0"),
        ("a, b = (lambda o, n, s, t: s.x), (lambda o, n, s, t: -s.x); step = a", "step = b"),
        (step("[i for i in range(3)]"), step("[-i for i in range(3)]")),
        ("def step(ode, noise, s, to, *, alpha=1.0):\n    return alpha", "step.__kwdefaults__ = dict(alpha=2.0)"),
        ("@torch.no_grad()\n" + step("s.x"), "@torch.no_grad()\n" + step("-s.x")),
    ):
        assert text(source) == text(source) != text(source, change), f"{source} | {change}"

    # What only stands elsewhere, or is named but not loaded, is no part of it.
    assert text(step("s.x")) == text("# moved\n" + step("s.x"))
    assert text(step("s.x")) == text(step("s.x"), "x = object()")
    assert text("x = 1\n" + step("s.x")) == text(step("s.x"))
    for held in ("object()", "open('/dev/null')", "(i for i in [])"):
        raised(TypeError, lambda: text(f"held = {held}\n" + step("held")), "held")
    calls_itself = (
        "def step(*a):\n    return other(*a)\ndef other(*a):\n    return step(*a), loop\nloop = []\nloop.append(loop)\n"
    )
    assert text(calls_itself) == text(calls_itself) != text(calls_itself, "def other(*a):\n    return step(*a)")


def test_the_identity_of_a_solver_is_asked_for_when_a_run_begins():
    names = {"__name__": "notebook", "odelia": odelia}
    source = (
        "@odelia.solver(order=1)\ndef euler_of_now(ode, noise, s, to):\n"
        "    return s.x + scaled(to.t1 - s.t) * ode.drift(s.x, s.t)\n\ndef scaled(h):\n    return {} * h\n"
    )

    def run():
        return odelia.sample(exact(), names["euler_of_now"], steps=1, seeds=[0]).record["solver_hash"]

    exec(source.format(1), names)
    once, again = run(), run()
    exec(source.format(1), names)
    defined_again = run()
    exec("def scaled(h):\n    return 2 * h\n", names)
    assert once == again == defined_again != run()
def test_options_of_a_solver_are_keywords():
    @odelia.solver(order=2, nfe_per_step=2)
    def my_second(ode, noise, s, to, *, alpha=1.0):
        h = to.t1 - s.t
        k1 = ode.drift(s.x, s.t)
        k2 = ode.drift(odelia.combine([(1, s.x), (alpha * h, k1)]), s.t + alpha * h)
        return odelia.combine([(1, s.x), (h - h / (2 * alpha), k1), (h / (2 * alpha), k2)])

    for spec in ("my_second(alpha=0.5)", my_second.with_options(alpha=0.5)):
        a = odelia.sample(exact(), spec, steps=8, seeds=range(3), dtype="float64").x
        near(a, odelia.sample(exact(), "heun(alpha=0.5)", steps=8, seeds=range(3), dtype="float64").x, 1e-12)
    raised(ValueError, lambda: odelia.sample(exact(), "my_second(beta=1)"), "beta", "alpha")

    @odelia.solver(order=1)
    def my_flagged(ode, noise, s, to, *, moves=True):
        return s.x + (to.t1 - s.t) * ode.drift(s.x, s.t) if moves else s.x

    still, moved = (odelia.sample(exact(), my_flagged.with_options(moves=m), steps=2).x for m in (False, True))
    assert not torch.equal(still, moved) and torch.equal(moved, odelia.sample(exact(), my_flagged, steps=2).x)
    odelia.order("my_second(alpha=0.5)", processes=["ve"])


def test_error_control_gives_times_per_sample():
    @odelia.solver(order=2, nfe_per_step=2, embedded=True, error_order=1)
    def my_embedded(ode, noise, s, to):
        h = to.t1 - s.t
        k1 = ode.drift(s.x, s.t)
        k2 = ode.drift(s.x + h * k1, to.t1)
        return s.x + h / 2 * (k1 + k2), h / 2 * (k2 - k1)

    a = odelia.sample(exact(), my_embedded, rtol=1e-4, seeds=range(12), dtype="float64")
    b = odelia.sample(exact(), "heun", rtol=1e-4, seeds=range(12), dtype="float64")
    assert (a.nfe == b.nfe).all() and len(set(a.nfe)) > 1 and a.ok
    near(a.x, b.x, 1e-9)
    alone = odelia.sample(exact(), my_embedded, rtol=1e-4, seeds=[7], dtype="float64")
    assert torch.equal(alone.x, a.x[7:8])


def test_a_pair_remembers_the_drift_at_its_end_or_nothing():
    @odelia.solver(order=3, nfe_per_step=3, nfe_first_extra=1, embedded=True, error_order=2)
    def my_pair(ode, noise, s, to):  # Bogacki and Shampine's
        h = to.t1 - s.t
        k1 = s.memory[0] if s.memory else ode.drift(s.x, s.t)
        k2 = ode.drift(s.x + h / 2 * k1, s.t + h / 2)
        k3 = ode.drift(s.x + h * 3 / 4 * k2, s.t + h * 3 / 4)
        x = s.x + h / 9 * (2 * k1 + 3 * k2 + 4 * k3)
        k4 = ode.drift(x, to.t1)
        return odelia.Proposal(x, error=h / 72 * (6 * k2 + 8 * k3 - 5 * k1 - 9 * k4), memory=[k4])

    a = odelia.sample(exact(), my_pair, rtol=1e-4, seeds=range(12), dtype="float64")
    b = odelia.sample(exact(), "bogacki_shampine32", rtol=1e-4, seeds=range(12), dtype="float64")
    assert (a.nfe == b.nfe).all() and a.ok
    near(a.x, b.x, 1e-9)

    @odelia.solver(order=2, nfe_per_step=2, embedded=True, error_order=1)
    def my_keeper(ode, noise, s, to):
        h = to.t1 - s.t
        k1 = ode.drift(s.x, s.t)
        k2 = ode.drift(s.x + h * k1, to.t1)
        return odelia.Proposal(s.x + h / 2 * (k1 + k2), error=h / 2 * (k2 - k1), memory=[k1])

    for seeds in (range(12), [7]):
        raised(ValueError, lambda: odelia.sample(exact(), my_keeper, rtol=1e-4, seeds=seeds, dtype="float64"),
               "'my_keeper'", "given a memory of 0 tensors", "nfe_first_extra = 1")  # fmt: skip
    odelia.sample(exact(), my_keeper, steps=4, seeds=range(3))


def test_per_sample_is_arithmetic():
    p = odelia.PerSample([1, 4])
    x = torch.ones(2, 3)
    assert torch.equal(p * x, x * p) and (p * x).dtype == torch.float32
    assert (1 - p).values_list() == [0, -3] and (p / 2).values_list() == [0.5, 2]
    assert np.exp(p)[1] == np.exp(4.0) and np.sqrt(p).values_list() == [1, 2]
    assert torch.equal(x - p, x - torch.tensor([[1.0], [4.0]])) and (2 / p)[1] == 0.5
    raised(ValueError, lambda: p * torch.ones(3, 3), "2 values")
    assert (2.0**p).values_list() == [2, 16] and (p**2).values_list() == [1, 16]
    for question in (lambda: p == p, lambda: p != 1, lambda: bool(p)):
        raised(TypeError, question, "values_list()")


def test_a_solver_may_remember():
    @odelia.solver(order=2, history=1)
    def my_ab2(ode, noise, s, to):
        h = to.t1 - s.t
        k = ode.drift(s.x, s.t)
        if not s.memory:  # the first step: Euler's
            return odelia.Proposal(s.x + h * k, memory=[k], memory_t=[s.t])
        r = h / (s.t - s.memory_t[0])
        x = s.x + h * ((1 + r / 2) * k - r / 2 * s.memory[0])
        return odelia.Proposal(x, memory=[k], memory_t=[s.t])

    orders = odelia.order(my_ab2, processes=["vp_linear", "edm"])
    assert all(c.observed > 1.85 for c in orders.certificates)
    assert {c.start for c in orders.certificates} == {"exact", "warmup"}


def test_a_stochastic_solver_draws_from_the_seeds():
    @odelia.solver(kind="sde", weak_order=1, strong_order=1)
    def my_euler_maruyama(ode, noise, s, to):
        h = to.t1 - s.t
        dw = abs(h) ** 0.5 * noise.normal(s.t, to.t1, s.x)
        return s.x + h * ode.drift(s.x, s.t) + ode.diffusion(s.t) * dw

    a = odelia.sample(exact(), my_euler_maruyama, steps=20, seeds=range(5), dtype="float64").x
    b = odelia.sample(exact(), "euler_maruyama", steps=20, seeds=range(5), dtype="float64").x
    near(a, b, 1e-9)
    odelia.order(my_euler_maruyama, processes=["vp_linear"])


def test_what_a_solver_should_not_do():
    def refused(step, *words):
        own = odelia.solver(order=1, name="bad")(step)
        raised(ValueError, lambda: odelia.sample(exact(), own, steps=2), "'bad'", *words)

    refused(lambda ode, noise, s, to: s.x.double(), "Double", "Float")
    refused(lambda ode, noise, s, to: s.x[:, :1], "[1, 1]", "[1, 2]")
    refused(lambda ode, noise, s, to: None, "NoneType")
    kept = []

    def keeps(ode, noise, s, to):
        kept.append(ode)
        return s.x

    odelia.sample(exact(), odelia.solver(order=1, name="bad")(keeps), steps=1)
    claims = odelia.solver(order=2, embedded=True, error_order=1, name="bad")
    raised(ValueError, lambda: odelia.sample(exact(), claims(lambda ode, noise, s, to: s.x), rtol=1e-3), "'bad'",
           "no error estimate", "embedded")  # fmt: skip
    raised(RuntimeError, lambda: kept[0].drift(torch.ones(1, 2), 0.5), "during its step")
    refused(lambda ode, noise, s, to: s.x.mul_(0.5), "s.x", "in place", "clone()")
    noise = torch.ones(2, 2)
    in_place = odelia.solver(order=1, name="bad")(lambda ode, noise, s, to: s.x.add_(1))
    raised(ValueError, lambda: odelia.sample(exact(), in_place, noise=noise, latents=True), "in place")
    assert torch.equal(noise, torch.ones(2, 2))
    with torch.inference_mode():
        raised(ValueError, lambda: odelia.sample(exact(), in_place), "in place")

    def remembers(ode, noise, s, to):
        for memory in s.memory:
            memory.zero_()
        return odelia.Proposal(s.x, memory=[s.x * 1], memory_t=[s.t])

    refused(remembers, "s.memory", "in place")
    # What numpy writes torch does not count.
    refused(lambda ode, noise, s, to: torch.from_numpy(np.add(s.x.numpy(), 1, out=s.x.numpy())), "s.x", "in place")

    def fails(ode, noise, s, to):
        raise KeyError("mine")

    raised(KeyError, lambda: odelia.sample(exact(), odelia.solver(order=1, name="bad")(fails)), "mine")


# --- comparisons

CONFIG = """
model = "mine"
nfe = [4, 8]
solvers = ["heun", "ddim", "own_heun"]
processes = ["edm"]
precision = "float64"
[trajectory]
seeds = "0-7"
reference = "rk4"
steps = 16
doublings = 0
"""


def test_a_comparison_is_that_of_the_mixture_and_resumes():
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "mine.toml"
        config.write_text(CONFIG)
        calls = [0]

        class Stopping(MixtureDenoiser):
            def forward(self, x, sigma):
                calls[0] += 1
                if calls[0] == 120:  # beyond the reference's
                    raise KeyboardInterrupt
                return super().forward(x, sigma)

        models = {"mine": odelia.Model(Stopping(), (2,), "edm")}
        raised(KeyboardInterrupt, lambda: odelia.compare(config, models, out=folder + "/a"))
        before = calls[0]
        found = odelia.compare(config, models, out=folder + "/a")
        assert found.report.exists() and "heun" in found.table and not found.without_samples
        whole = calls[0]
        calls[0] = 1000
        odelia.compare(config, models, out=folder + "/b")
        assert whole - before < calls[0] - 1000  # some was kept
        for a, b in zip(found.records, odelia.compare(config, models, out=folder + "/b").records):
            for key in ("solver", "nfe", "error", "trajectory_error"):
                assert a.get(key) == b.get(key)
        exact_one = odelia.compare(config, {"mine": exact()}, out=folder + "/c")
        key = next(k for k in found.records[0] if "rms" in k or k.startswith("trajectory"))
        for a, b in zip(found.records, exact_one.records):
            if isinstance(a.get(key), float):
                near(a[key], b[key], 1e-9)
        raised(ValueError, lambda: odelia.compare(config, {"other": exact()}, out=folder + "/d"), "'mine'", "other")
        changed = {"mine": odelia.Model(Stopping([0.5, 0.3, 0.3]), (2,), "edm")}
        raised(ValueError, lambda: odelia.compare(config, changed, out=folder + "/a"), "another config, network")

        class Stopping(MixtureDenoiser):  # of that name and those weights
            def forward(self, x, sigma):
                return 0.9 * super().forward(x, sigma)

        changed = {"mine": odelia.Model(Stopping(), (2,), "edm")}
        raised(ValueError, lambda: odelia.compare(config, changed, out=folder + "/a"), "another config, network")


def test_a_cell_that_raises_is_left_out_and_the_others_go_on():
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "mine.toml"
        config.write_text(CONFIG)

        class Fragile(MixtureDenoiser):
            def forward(self, x, sigma):
                if len(seen) == 120:  # beyond the reference's
                    raise RuntimeError("once")
                return super().forward(x, sigma)

        seen = []
        models = {"mine": odelia.Model(Fragile(), (2,), "edm")}
        found = odelia.compare(config, models, out=folder + "/a", progress=seen.append)
        refused = list((Path(folder) / "a/refused").rglob("*.txt"))
        assert len(refused) == 1 and "raised RuntimeError: once" in refused[0].read_text()
        assert len(found.records) >= 5 and seen[-1] > 125


def test_another_guide_is_another_comparison():
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "mine.toml"
        config.write_text(CONFIG + '[guidance]\nw = 2.0\nguide = "weak"\n')
        weak = MixtureDenoiser([0.4, 0.3, 0.3])
        models = {"mine": exact(), "weak": odelia.Model(weak, (2,), "edm"), "unused": dressed()}
        odelia.compare(config, models, out=folder + "/a")
        odelia.compare(config, models, out=folder + "/a")
        weak.mu += 0.5
        raised(ValueError, lambda: odelia.compare(config, models, out=folder + "/a"), "another config, network")


def test_the_configs_own_model_is_watched_too():
    with tempfile.TemporaryDirectory() as folder:
        config, told = Path(folder) / "mine.toml", []
        config.write_text(CONFIG)
        (Path(folder) / "m.json").write_text(json.dumps({"weights": WEIGHTS, "means": MEANS, "stds": STDS}))
        given = dict(out=folder + "/a", set={"model": f"mixture:{folder}/m.json"})

        def signals(evaluations):
            told.append(evaluations)
            if evaluations == 120:  # beyond the reference's
                os.kill(os.getpid(), signal.SIGINT)

        raised(KeyboardInterrupt, lambda: odelia.compare(config, progress=signals, **given))
        assert told[:3] == [1, 2, 3] and 120 <= told[-1] <= 121
        assert not (Path(folder) / "a/report.html").exists()

        def enough(evaluations):
            raise RuntimeError("enough")

        only = {**given["set"], "solvers": ["own_heun"]}  # through a solver in Python too
        raised(RuntimeError, lambda: odelia.compare(config, out=folder + "/b", set=only, progress=enough), "enough")
        assert not list((Path(folder) / "b").rglob("refused/**/*.txt"))
        assert odelia.compare(config, **given).report.exists()


def test_a_comparison_asks_in_the_micro_batch_of_its_models():
    with tempfile.TemporaryDirectory() as folder:
        config, rows = Path(folder) / "mine.toml", set()
        config.write_text(CONFIG)

        class Counting(MixtureDenoiser):
            def forward(self, x, sigma):
                rows.add(len(x))
                return super().forward(x, sigma)

        def compared(name, own=0, **keys):
            rows.clear()
            models = {"mine": odelia.Model(Counting(), (2,), "edm", micro_batch=own), "weak": weak}
            odelia.compare(config, models, out=f"{folder}/{name}", set={"solvers": ["ddim"], **keys})
            return f"micro_batch = {max(rows)}\n" in (Path(folder) / name / "config.toml").read_text()

        weak = dressed(micro_batch=2)
        assert compared("a") and rows == {16}
        assert compared("b", 4) and rows == {4}
        assert compared("c", micro_batch=np.int64(4)) and rows == {4}
        assert compared("d", 4, micro_batch=4) and rows == {4}
        raised(ValueError, lambda: compared("e", 4, micro_batch=8), "micro_batch is 8 in the config and 4", "'mine'")
        config.write_text(CONFIG + '[guidance]\nw = 2.0\nguide = "weak"\n')
        raised(ValueError, lambda: compared("f", 4), "4 in model 'mine' and 2 in model 'weak'")
        assert compared("g") and rows == {2}


def test_a_solver_that_raises_is_left_out_and_the_others_go_on():
    stopping = []

    @odelia.solver(order=1)
    def fragile(ode, noise, s, to):
        if stopping:
            raise stopping[0]
        if to.index == 3:
            raise KeyError("once")
        return s.x + (to.t1 - s.t) * ode.drift(s.x, s.t)

    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "mine.toml"
        config.write_text(CONFIG)
        given = dict(out=folder + "/a", set={"solvers": [fragile, "ddim"], "nfe": range(3, 6, 2)})
        found = odelia.compare(config, {"mine": exact()}, **given)
        skipped = (found.folder / "skipped.jsonl").read_text()
        assert "solver 'fragile' raised KeyError: 'once'" in skipped
        assert {(r["solver"], r["nfe"]) for r in found.records} == {("fragile", 3), ("ddim", 3), ("ddim", 5)}
        raised(KeyError, lambda: odelia.sample(exact(), fragile, steps=5), "once")  # here as it is
        stopping.append(KeyboardInterrupt())
        given["out"] = folder + "/b"
        raised(KeyboardInterrupt, lambda: odelia.compare(config, {"mine": exact()}, **given))
    raised(TypeError, lambda: odelia.compare("quickstart", set={"nfe": [object()]}), "set: nfe", "object")


# --- other libraries


def test_a_k_diffusion_sampler_is_the_loop_that_it_stands_for():
    net = seeded(2, Denoiser)
    sigmas = torch.tensor([80.0, 20.0, 5.0, 1.0, 0.2, 0.0])
    x = 80 * torch.randn(3, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    seen = []

    def model(x, sigma, flip=False):
        return -net(x, sigma) if flip else net(x, sigma)

    with torch.no_grad():
        want = x  # k-diffusion's sample_euler
        for a, b in zip(sigmas[:-1], sigmas[1:]):
            want = want + (want - model(want, a.repeat(3), flip=True)) / a * (b - a)
    got = odelia.as_k_diffusion("ddim")(model, x, sigmas, extra_args={"flip": True}, callback=seen.append)
    near(got, want, 2e-5)  # float32, of values up to 300
    assert len(seen) == 5 and torch.equal(seen[0]["x"], x) and float(seen[1]["sigma"]) == 20
    assert torch.equal(got, odelia.as_k_diffusion("ddim")(model, x, sigmas, {"flip": True}))
    near(odelia.as_k_diffusion("ddim")(model, x, torch.tensor([3.0, 0.0])), net(x, torch.full((3,), 3.0)).detach(), 1e-4)
    raised(TypeError, lambda: odelia.as_k_diffusion("euler_maruyama")(model, x, sigmas[:-1]), "seeds")
    assert odelia.as_k_diffusion("ddim(eta=1)")(model, x, sigmas[:-1], seeds=range(3)).shape == x.shape

    def breaks(x, sigma):
        y = 0 * x
        y[x[:, 0, 0, 0] > 0] = float("nan") if sigma[0] < 10 else 0
        return y

    bad = int((x[:, 0, 0, 0] > 0).sum())
    raised(RuntimeError, lambda: odelia.as_k_diffusion("ddim")(breaks, x, sigmas), f"ddim: {bad} of 3", "non_finite")


def test_a_pipeline_is_asked_as_its_scheduler_says():
    class Output:
        def __init__(self, sample):
            self.sample = sample

    class UNet(torch.nn.Module):
        """The noise of data N(0, 1/4), by the index in the table."""

        class config:
            in_channels, sample_size, cross_attention_dim = 1, 2, None

        def __init__(self):
            super().__init__()
            betas = torch.linspace(1e-4, 0.02, 1000, dtype=torch.float64)
            self.register_buffer("bar", torch.cumprod(1 - betas, 0))

        def forward(self, x, index):
            bar = self.bar[index.long()].reshape(-1, 1, 1, 1)
            sigma = (1 - bar).sqrt()
            return Output((sigma / (bar / 4 + sigma**2)).to(x.dtype) * x)

    class Pipe:
        unet = UNet()

        class scheduler:
            config = {"_class_name": "DDPMScheduler", "beta_schedule": "linear", "beta_start": 1e-4,
                      "beta_end": 0.02, "num_train_timesteps": 1000, "prediction_type": "epsilon"}  # fmt: skip

    net = odelia.from_diffusers(Pipe(), times="interpolated")
    assert net.shape == (1, 2, 2)
    bar = float(Pipe.unet.bar[500])
    x = torch.ones(2, 1, 2, 2, dtype=torch.float64)
    eps = net.predict(x, bar**0.5, (1 - bar) ** 0.5, "noise")
    near(eps, (1 - bar) ** 0.5 / (bar / 4 + 1 - bar) * x, 1e-9)

    class Conditioned(UNet):
        def forward(self, x, index, encoder_hidden_states):
            return super().forward(x, index)

    class Text(Pipe):
        unet = Conditioned()

    raised(TypeError, lambda: odelia.from_diffusers(Text()), "encoder_hidden_states")
    raised(TypeError, lambda: odelia.from_diffusers(UNet()), "scheduler")

    class Attending(UNet):
        def forward(self, x, encoder_hidden_states=None, timestep=None):
            return super().forward(x, timestep)

    raised(TypeError, lambda: odelia.from_diffusers(Attending(), scheduler=Pipe.scheduler), "encoder_hidden_states")

    class Holding(UNet):
        """A network that has another one in it, by the name that a pipeline has for its own."""

        def __init__(self):
            super().__init__()
            self.unet = torch.nn.Linear(1, 1)

    held = odelia.from_diffusers(Holding(), scheduler=Pipe.scheduler)
    near(held.predict(x, bar**0.5, (1 - bar) ** 0.5, "noise"), eps, 1e-6)  # in float32


def test_a_scheduler_is_known_by_its_class():
    class Net(torch.nn.Module):
        class config:
            in_channels, sample_size = 1, 2

        def forward(self, x, t):
            told.append(float(t[0]))
            return x * 0

    class FlowMatchEulerDiscreteScheduler:  # as diffusers' own, its config does not name it
        config = {"num_train_timesteps": 1000, "shift": 3.0}

    class DPMSolverMultistepScheduler:
        betas = (1e-3, 2e-3, 0.1, 0.4)
        config = {"_class_name": "FlowMatchEulerDiscreteScheduler", "trained_betas": betas,
                  "lambda_min_clipped": -float("inf"), "sigma_min": None}  # fmt: skip

    DPMSolverMultistepScheduler.__module__ = "diffusers.schedulers"  # swapped in with another one's config

    class IPNDMScheduler:
        config = {"num_train_timesteps": 1000, "trained_betas": None}

    def asked(scheduler, alpha, sigma):
        told.clear()
        odelia.from_diffusers(Net(), scheduler=scheduler).predict(torch.ones(1, 1, 2, 2), alpha, sigma)
        return told[0]

    told = []
    near(asked(FlowMatchEulerDiscreteScheduler(), 0.75, 0.25), 250, 1e-3)
    bar = np.cumprod(1 - np.array(DPMSolverMultistepScheduler.betas))
    near(asked(DPMSolverMultistepScheduler(), bar[2] ** 0.5, (1 - bar[2]) ** 0.5), 2, 1e-6)
    raised(ValueError, lambda: asked(IPNDMScheduler(), 1.0, 1.0), "IPNDMScheduler is not known")


def test_a_guided_model_is_the_gaussian_between():
    own, guide, between = (odelia.mixture([1.0], [mean], [0.5]) for mean in ([1.0, -1.0], [0.5, 0.0], [2.0, -3.0]))
    given = dict(solver="heun", process="edm(sigma_max=20)", steps=10, seeds=range(4), dtype="float64")
    guided, plain = odelia.sample(own, guidance=3.0, guide=guide, **given), odelia.sample(between, **given)
    assert float((guided.x - plain.x).abs().max()) < 1e-12
    assert list(guided.nfe) == [2 * n for n in plain.nfe]
    assert guided.record["guidance"]["w"] == 3.0 and guided.record["guide_identity"]
    raised(ValueError, lambda: odelia.sample(own, guidance=3.0, **given), "needs labels")
    # Of one channel alone: the other goes as without a guide, for a Gaussian's do not see one another.
    one, alone = odelia.sample(own, guidance=3.0, guide=guide, guidance_channels=1, **given), odelia.sample(own, **given)
    near(one.x[:, 0], plain.x[:, 0], 1e-12), near(one.x[:, 1], alone.x[:, 1], 1e-12)
    assert one.record["guidance"]["channels"] == 1
    raised(TypeError, lambda: odelia.sample(own, guidance_channels=1.5), "guidance_channels", "whole number")


def test_a_guide_is_asked_in_its_own_micro_batch():
    seen = []

    class Heard(MixtureDenoiser):
        def forward(self, x, s):
            seen.append(len(x))
            return super().forward(x, s)

    guide = odelia.Model(Heard(), (2,), "edm", micro_batch=4)
    odelia.sample(dressed(), "ddim", "edm", steps=2, seeds=range(8), guidance=2.0, guide=guide)
    assert set(seen) == {4}


def test_an_empty_batch_is_refused():
    none = torch.zeros(0, 2)
    raised(ValueError, lambda: exact().predict(none, 1.0, 1.0, vjp=none), "B >= 1")
    raised(ValueError, lambda: dressed().predict(none, 1.0, 1.0), "B >= 1")
    raised(ValueError, lambda: exact().predict(torch.tensor(1.0), 1.0, 1.0), "B >= 1")
    raised(ValueError, lambda: odelia.open_model("fashion-mnist").predict(torch.zeros(0, 1, 28, 28), 1.0, 1.0), "B >= 1")


def test_inside_autocast_nothing_is_computed():
    with torch.autocast("cpu", dtype=torch.bfloat16):
        raised(ValueError, lambda: odelia.sample(exact(), steps=2), "sample", "inside torch.autocast")
        raised(ValueError, lambda: odelia.log_prob(exact(), torch.zeros(1, 2)), "log_prob", "autocast")
        raised(ValueError, lambda: exact().predict(torch.zeros(1, 2), 1.0, 1.0), "predict", "autocast")
        with torch.autocast("cpu", enabled=False):
            odelia.sample(exact(), steps=2)


def test_statistics_that_a_solver_asks_for_are_in_the_record():
    def asked(model, solver="dpm_solver_v3_2"):
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            run = odelia.sample(model, solver, steps=2, seeds=[0])
        return run.record, [str(w.message) for w in heard if "Gaussian" in str(w.message)]

    record, said = asked(dressed())
    assert "Gaussian data" in record["statistics"] and len(said) == 1
    record, said = asked(dressed(), "dpm_solver_v3_2(statistics=gaussian)")
    assert "statistics" not in record and not said
    shipped = ROOT / "models/pretrained/fashion-mnist"
    with tempfile.TemporaryDirectory() as place:
        for file in ("config.json", "model.safetensors", "statistics.npz", "statistics.json"):
            shutil.copy(shipped / file, place)
        record, said = asked(odelia.open_model(place))
        assert re.fullmatch("[0-9a-f]{32}", record["statistics"]) and not said
        (Path(place) / "statistics.npz").unlink()
        without, said = asked(odelia.open_model(place))
        assert "Gaussian data" in without["statistics"] and len(said) == 1


def test_a_flow_starts_at_pure_noise():
    run = odelia.sample(
        odelia.mixture([1.0], [[1.0, -1.0]], [0.5]), "heun", "rectified_flow(t_max=1)", "uniform", steps=10,
        seeds=range(4), dtype="float64",
    )  # fmt: skip
    assert run.ok and run.record["from"] == 1.0


def test_a_package_counts_by_the_version_of_what_brings_it():
    if sys.version_info < (3, 10):  # which does not say what brings it
        return
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "scikit_shown-1.2.3.dist-info"
        facts.mkdir()
        (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: scikit-shown\nVersion: 1.2.3\n")
        (facts / "top_level.txt").write_text("skshown\n")
        caches = (contents._version, contents._distributions)
        sys.path.insert(0, folder)
        try:
            for cache in caches:
                cache.cache_clear()
            assert contents._version("skshown") == "1.2.3"
            assert contents._version("scikit_shown") == "1.2.3"
            assert contents._version("not_installed") == ""
        finally:
            sys.path.remove(folder)
            for cache in caches:
                cache.cache_clear()


def test_what_is_nested_too_deep_for_a_text_is_said_to_be():
    deep = []
    for _ in range(2 * sys.getrecursionlimit()):
        deep = [deep]

    def step(ode, noise, s, to):
        return s.x if deep else None

    raised(TypeError, lambda: own_solver._contents(step, "deep", False), "'deep'", "beyond Python's recursion limit")
    assert function_text(lambda: deep, lambda name, value, why="": why).startswith("holds values within values")


def main():
    """Runs the tests named on the command line, or all, and says how long each took."""
    wanted, failed, begun = sys.argv[1:], [], time.monotonic()
    for name, test in list(globals().items()):
        if not name.startswith("test_") or (wanted and not any(w in name for w in wanted)):
            continue
        start = time.monotonic()
        try:
            test()
            print(f"ok      {time.monotonic() - start:6.2f} s  {name}", flush=True)
        except BaseException:
            import traceback

            failed.append(name)
            print(f"FAILED  {time.monotonic() - start:6.2f} s  {name}", flush=True)
            traceback.print_exc()
    print(f"{len(failed)} failed, {time.monotonic() - begun:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
