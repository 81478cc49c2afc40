"""Noise bears no kernel's name; what the page's first network learns does."""

import numpy as np

from cnnviz.datasets import digits
from cnnviz.server.workers.dataset import share_dataset
from cnnviz.training import Spec
from cnnviz.training.kernel_matching import fit_kernel, nearest_kernels
from tests.server.learning import LAYERS

EDGES = "Sobel", "Prewitt", "Scharr", "Roberts", "Line", "Edge detection"


def names(run):
    found = nearest_kernels(run.net.parameters()["0.weight"])
    return [found["kernel"] for found in found if found]


def test_noise_hardly_ever_bears_a_name():
    for side in (3, 5):
        noise = np.random.default_rng(1).normal(size=(2000, 1, side, side))
        named = sum(found is not None for found in nearest_kernels(noise))
        assert 40 < named < 160, "of 2,000, about 100"


def test_a_filter_without_weight_bears_no_name():
    filters = (
        np.stack([fit_kernel("Sobel x", 1, 3, 3)] * 3)
        * np.array([1, 0.001, 0])[:, None, None, None]
    )
    assert [found is not None for found in nearest_kernels(filters)] == [True, False, False]
    assert nearest_kernels(np.zeros((2, 1, 3, 3))) == [None, None]


def test_the_first_run_turns_noise_into_edge_detectors():
    laid, _ = share_dataset(digits(), 0.2, False)
    run = Spec(LAYERS).build(laid.open())
    assert not names(run)
    for _ in range(900):  # 30 seconds at the page's pace
        run.step()
    assert sum(name.startswith(EDGES) for name in names(run)) >= 2
    assert run.validate().accuracy >= 0.95
