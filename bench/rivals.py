"""Every way to filter a picture: cnnviz's, and the fastest ones other libraries have."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product

import cv2
import numpy as np
import skimage
import torch
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from scipy import ndimage
from torch.nn.functional import conv2d

from cnnviz.images import filter_image

CORES = os.cpu_count() or 1
COLUMNS = (
    "cnnviz",
    "OpenCV, 1 thread",
    "OpenCV",
    "scikit-image",
    "ndimage",
    "Pillow",
    "PyTorch",
)
VERSIONS = (
    f"NumPy {np.__version__}, OpenCV {cv2.__version__}, scikit-image {skimage.__version__}, "
    f"PyTorch {torch.__version__}"
)
torch.set_grad_enabled(False)


@dataclass
class Way:
    """One way to filter: what to call, and what to set, untimed, before each call."""

    library: str
    run: Callable[[], NDArray]
    ready: Callable[[], object] = lambda: None
    exact: bool = True


def ways(image: NDArray, kernel: NDArray) -> Iterator[Way]:
    """List the ways to filter (H, W, 3) into (H, W, 3) of float32; a library may have several."""
    yield Way("cnnviz", partial(filter_image, image, kernel))
    opencv = partial(cv2.filter2D, image, cv2.CV_32F, kernel, borderType=cv2.BORDER_CONSTANT)
    yield Way("OpenCV, 1 thread", opencv, partial(cv2.setNumThreads, 1))
    yield Way("OpenCV", opencv, partial(cv2.setNumThreads, CORES))
    for planar in (False, True):
        yield Way("scikit-image", partial(by_skimage, image, kernel, planar))
        yield Way("ndimage", partial(by_ndimage, image, kernel, planar))
    if image.dtype == np.uint8 and len(kernel) <= 5:
        yield Way("Pillow", partial(by_pillow, Image.fromarray(image), kernel), exact=False)
    for threads, way in product((1, CORES), (by_depthwise, by_planes, by_dense)):
        ready = partial(torch.set_num_threads, threads)
        yield Way("PyTorch", partial(way, torch.from_numpy(image), torch.from_numpy(kernel)), ready)


def each_plane(filtered: Callable[[NDArray], NDArray], image: NDArray) -> NDArray:
    """Filter one colour after the other."""
    output = np.empty(image.shape, np.float32)
    for channel in range(image.shape[2]):
        output[..., channel] = filtered(np.ascontiguousarray(image[..., channel]))
    return output


def by_skimage(image: NDArray, kernel: NDArray, planar: bool) -> NDArray:
    """Use `correlate_sparse`, the fastest correlation scikit-image has for any kernel."""
    image = image.astype(np.float32, copy=False)
    sparse = partial(skimage.filters.correlate_sparse, mode="constant")
    if planar:
        return each_plane(lambda plane: sparse(plane, kernel), image)
    return sparse(image, kernel[..., None])


def by_ndimage(image: NDArray, kernel: NDArray, planar: bool) -> NDArray:
    """Use SciPy's correlation for pictures."""
    correlate = partial(ndimage.correlate, output=np.float32, mode="constant")
    if planar:
        return each_plane(lambda plane: correlate(plane, kernel), image)
    return correlate(image, kernel[..., None])


def by_pillow(image: Image.Image, kernel: NDArray) -> NDArray:
    """Filter bytes to bytes, all Pillow does: 3x3 and 5x5 only, the rim left as it was."""
    return np.asarray(image.filter(ImageFilter.Kernel(kernel.shape, kernel.ravel().tolist(), 1)))


def by_depthwise(image: torch.Tensor, kernel: torch.Tensor) -> NDArray:
    """Give every colour a group of its own, channels last: the picture as it lies."""
    weight = kernel.expand(3, 1, *kernel.shape)
    return _last(conv2d(_first(image), weight, padding=len(kernel) // 2, groups=3))


def by_planes(image: torch.Tensor, kernel: torch.Tensor) -> NDArray:
    """Take the colours for three pictures."""
    planes = _first(image).transpose(0, 1).contiguous()
    return _last(conv2d(planes, kernel[None, None], padding=len(kernel) // 2).transpose(0, 1))


def by_dense(image: torch.Tensor, kernel: torch.Tensor) -> NDArray:
    """Send every colour to every colour, with zeros between different ones."""
    weight = torch.einsum("ab,hw->abhw", torch.eye(3), kernel)
    return _last(conv2d(_first(image), weight, padding=len(kernel) // 2))


def _first(image: torch.Tensor) -> torch.Tensor:
    return image.float().permute(2, 0, 1)[None]


def _last(answer: torch.Tensor) -> NDArray:
    return answer[0].permute(1, 2, 0).contiguous().numpy()
