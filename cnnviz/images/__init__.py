"""Images: decoding of files, filters, and display of signed values."""

from cnnviz.images.display import MODES, DisplayedValues, Poles, display_values
from cnnviz.images.encode import encode_jpeg, encode_png
from cnnviz.images.filter import filter_image
from cnnviz.images.limits import ImageError
from cnnviz.images.measure import histogram, luminance
from cnnviz.images.open import OpenedImage, open_image, read_image
from cnnviz.images.samples import SAMPLES, Sample, load_sample
from cnnviz.images.scale import shrink_to, shrink_to_fit

__all__ = [
    "MODES",
    "SAMPLES",
    "ImageError",
    "OpenedImage",
    "Poles",
    "Sample",
    "DisplayedValues",
    "encode_jpeg",
    "encode_png",
    "filter_image",
    "shrink_to_fit",
    "histogram",
    "load_sample",
    "luminance",
    "open_image",
    "read_image",
    "display_values",
    "shrink_to",
]
