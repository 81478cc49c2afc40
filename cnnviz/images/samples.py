"""Sample images of the app; their names are used in links and must not change."""

from dataclasses import dataclass
from pathlib import Path

from cnnviz.images.limits import ImageError
from cnnviz.images.open import OpenedImage, read_image

FOLDER = Path(__file__).parents[2] / "assets" / "images" / "samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample image.

    Attributes
    ----------
    name : str
        Shown, and used in links.
    file : str
        In assets/images/samples.
    author, licence, source : str
        The same as in `CREDITS.md`.
    why : str
        What filters detect in it, in one line.
    """

    name: str
    file: str
    author: str
    licence: str
    source: str
    why: str

    @property
    def path(self) -> Path:
        """Path of the file."""
        return FOLDER / self.file


CC0 = "CC0 1.0"
PUBLIC_DOMAIN = "Public domain"
SCIKIT_IMAGE = "scikit-image 0.26"
DRAWN = "tools/make_samples.py"

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "Cat",
        "cat.jpg",
        "Stéfan van der Walt",
        CC0,
        f"{SCIKIT_IMAGE}, data.chelsea",
        "Whiskers are thin lines: sharpen them, blur them away, find them by direction.",
    ),
    Sample(
        "Coffee",
        "coffee.jpg",
        "Rachel Michetti, courtesy of Pikolo Espresso Bar",
        CC0,
        f"{SCIKIT_IMAGE}, data.coffee",
        "Smooth china on coarse wood: ellipses answer to every direction, wood to one.",
    ),
    Sample(
        "Camera man",
        "camera.jpg",
        "Lav Varshney",
        CC0,
        f"{SCIKIT_IMAGE}, data.camera",
        "Grey only, with a dark coat on a bright sky: the clearest edges to begin with.",
    ),
    Sample(
        "Astronaut",
        "astronaut.jpg",
        "NASA",
        PUBLIC_DOMAIN,
        f"{SCIKIT_IMAGE}, data.astronaut; NASA Great Images, https://flic.kr/p/r9qvLn",
        "Strong colours side by side: compare filtering in colour with luminance.",
    ),
    Sample(
        "Rocket",
        "rocket.jpg",
        "SpaceX",
        PUBLIC_DOMAIN,
        f"{SCIKIT_IMAGE}, data.rocket; https://www.flickr.com/photos/spacexphotos/16511594820/",
        "Lattice towers against dusk: try vertical, horizontal and diagonal edges in turn.",
    ),
    Sample(
        "Eye",
        "eye.jpg",
        "Mikael Häggström",
        CC0,
        f"{SCIKIT_IMAGE}, data.retina; "
        "https://commons.wikimedia.org/wiki/File:Fundus_photograph_of_normal_left_eye.jpg",
        "The back of an eye, and the largest sample: vessels from broad to hair-fine.",
    ),
    Sample(
        "Shapes",
        "shapes.png",
        "The cnnviz authors",
        "As cnnviz",
        DRAWN,
        "Edges in every direction on plain ground: see which a filter answers to.",
    ),
    Sample(
        "Patterns",
        "patterns.png",
        "The cnnviz authors",
        "As cnnviz",
        DRAWN,
        "Checkerboard, gradient, rings and noise: what blurs, what stays, what vanishes.",
    ),
)


def load_sample(name: str) -> OpenedImage:
    """Load a sample image by name.

    Raises
    ------
    ImageError
        If there is no sample of this name.

    Examples
    --------
    >>> load_sample("Cat").pixels.shape
    (300, 451, 3)
    """
    for sample in SAMPLES:
        if sample.name == name:
            return read_image(sample.path.read_bytes())
    names = ", ".join(sample.name for sample in SAMPLES)
    raise ImageError(f"There is no sample called {name!r}; there are {names}.")
