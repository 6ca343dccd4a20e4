"""Small networks that the tests of the Python package run."""

import math

import torch

WEIGHTS = [0.5, 0.3, 0.2]
MEANS = [[0.8, -0.5], [-0.6, 0.4], [0.1, 0.9]]
STDS = [0.5, 0.6, 0.7]


class MixtureDenoiser(torch.nn.Module):
    """E[x0 | x0 + sigma n] of a Gaussian mixture, exactly, in EDM's convention: D(x, sigma)."""

    def __init__(self, weights=WEIGHTS, means=MEANS, stds=STDS, dtype=torch.float64):
        super().__init__()
        self.register_buffer("log_w", torch.log(torch.tensor(weights, dtype=dtype)))
        self.register_buffer("mu", torch.tensor(means, dtype=dtype))
        self.register_buffer("var", torch.tensor(stds, dtype=dtype) ** 2)

    def forward(self, x, sigma):
        s2 = (sigma.reshape(-1, 1) ** 2).to(x.dtype)
        total = self.var[None] + s2  # [B, K]
        apart = x[:, None] - self.mu[None]
        log_r = self.log_w - 0.5 * (apart**2).sum(-1) / total - 0.5 * x.shape[1] * torch.log(total)
        r = torch.softmax(log_r, 1)
        each = self.mu[None] + (self.var[None] / total)[..., None] * apart
        return (r[..., None] * each).sum(1)


class Denoiser(torch.nn.Module):
    """A convolutional denoiser in EDM's convention, untrained."""

    def __init__(self, channels=3, width=8, sigma_data=0.5):
        super().__init__()
        self.sigma_data = sigma_data
        self.first = torch.nn.Conv2d(channels, width, 3, padding=1)
        self.time = torch.nn.Linear(1, width)
        self.last = torch.nn.Conv2d(width, channels, 3, padding=1)

    def forward(self, x, sigma):
        s = sigma.reshape(-1, 1, 1, 1)
        d2 = self.sigma_data**2
        root = (s**2 + d2).sqrt()
        h = self.first(x / root) + self.time(sigma.log().reshape(-1, 1) / 4)[:, :, None, None]
        f = self.last(torch.tanh(h))
        return d2 / (s**2 + d2) * x + s * self.sigma_data / root * f


class NoForwardDerivative(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * 0.5

    @staticmethod
    def backward(ctx, g):
        return g * 0.5


def seeded(seed, make):
    """A network whose initial weights follow from the seed."""
    torch.manual_seed(seed)
    return make()


def near(a, b, tolerance):
    a, b = torch.as_tensor(a, dtype=torch.float64), torch.as_tensor(b, dtype=torch.float64)
    worst = (a - b).abs().max().item()
    assert math.isfinite(worst) and worst <= tolerance, f"{worst} apart, more than {tolerance}"
