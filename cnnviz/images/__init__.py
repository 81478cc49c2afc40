"""Photographs: opened safely, filtered fast, shown honestly."""

from cnnviz.images.encode import encode_jpeg, encode_png
from cnnviz.images.filter import filter_image
from cnnviz.images.limits import ImageError
from cnnviz.images.measure import histogram, luminance
from cnnviz.images.open import Picture, open_image, read_image
from cnnviz.images.samples import SAMPLES, Sample, load_sample
from cnnviz.images.scale import fit, shrink_to
from cnnviz.images.show import MODES, Poles, Shown, show

__all__ = [
    "MODES",
    "SAMPLES",
    "ImageError",
    "Picture",
    "Poles",
    "Sample",
    "Shown",
    "encode_jpeg",
    "encode_png",
    "filter_image",
    "fit",
    "histogram",
    "load_sample",
    "luminance",
    "open_image",
    "read_image",
    "show",
    "shrink_to",
]
