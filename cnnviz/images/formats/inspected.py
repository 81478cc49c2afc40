"""What is known of a picture file before anything is decoded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InspectedFile:
    """A file looked through by us, holding only what its decoder needs.

    Attributes
    ----------
    data : bytes
        The file without comments, thumbnails and later frames.
    frames : int
        Pictures in the file, as far as they were counted.
    many : bool
        There are more than `frames`.
    orientation : int
        How to turn the decoded picture upright, 1 to 8 (Exif tag 274); 1 leaves it.
    turned : bool
        The decoder turns the picture upright by itself.
    plain_cmyk : bool
        A four-ink JPEG that does not store its inks inverted, as Adobe's do.
    """

    data: bytes
    frames: int = 1
    many: bool = False
    orientation: int = 1
    turned: bool = False
    plain_cmyk: bool = False
