"""Import of a zip with one folder of images per class."""

from time import monotonic

import numpy as np
from numpy.typing import NDArray

from cnnviz.datasets import limits
from cnnviz.datasets.archive import Archive, Member
from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.folder_labels import label_by_folder
from cnnviz.datasets.limits import MAX_SIDE, DataError, image_capacity
from cnnviz.datasets.refusals import Refusals
from cnnviz.datasets.resize import ResizedImages
from cnnviz.datasets.subsample import subsample_classes
from cnnviz.images import ImageError, open_image
from cnnviz.images.limits import MAX_BYTES as MAX_PICTURE
from cnnviz.text import count_of, format_shape


def open_zip(data: bytes, size: int = 32, channels: int = 3) -> Dataset:
    """Load a zip of folders; the folder of an image is its class.

    Further folders around them are ignored: ``archive/train/cat/1.png`` is a cat. Files that are
    no images are listed as refused; the others are cropped to a centred square and resized.

    Parameters
    ----------
    data : bytes
        Content of the archive.
    size : int
        The side of the images, 8 to 128 pixels.
    channels : {1, 3}
        1 for the luminance.

    Returns
    -------
    Dataset
        Images of shape (N, channels, size, size).

    Raises
    ------
    DataError
        One sentence that names the user's numbers.

    Examples
    --------
    >>> open_zip(b"Not an archive")
    Traceback (most recent call last):
    cnnviz.datasets.limits.DataError: This zip archive is damaged or incomplete.
    """
    if channels not in (1, 3) or not 8 <= size <= MAX_SIDE:
        wanted = f"{channels} channels and {format_shape((size, size), 'x')} pixels"
        raise DataError(f"{wanted} cannot be had; 1 or 3 channels and 8 to {MAX_SIDE} pixels can.")
    archive, refusals = Archive(data), Refusals()
    folders, notes = label_by_folder(archive.members, refusals)
    members = [(name, member) for name in sorted(folders) for member in folders[name]]
    archive.check_unpacked([member for _, member in members], ratio=True)
    names, labels = np.unique([name for name, _ in members], return_inverse=True)
    order, most = interleave_classes(labels, image_capacity(channels, size, size))
    album = ResizedImages(most, size, channels)
    notes += _fill(album, archive, [(labels[at], members[at][1]) for at in order], refusals)
    found, numbers = _classes(names, album.labels, refusals)
    refused = refusals.sentences()
    return Dataset("Your pictures", album.images, numbers, found, refused, tuple(notes))


def interleave_classes(
    labels: NDArray[np.int64], limit: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Order files so that the classes alternate: whenever reading stops, each has some.

    If there are more than `limit`, an even selection comes first, then replacements for files
    that cannot be read.

    Returns
    -------
    order : ndarray of shape (N,), int64
    most : ndarray of shape (K,), int64
        Number of files of each class to read.

    Examples
    --------
    >>> interleave_classes(np.array([0, 0, 0, 1, 1]), 4)
    (array([0, 3, 1, 4, 2]), array([2, 2]))
    """
    chosen = subsample_classes(labels, limit)
    spare = np.setdiff1d(np.arange(len(labels)), chosen)
    indices = np.concatenate([chosen, spare])
    own = labels[indices]
    turn = np.empty_like(own)
    for number in np.unique(own):
        turn[own == number] = np.arange((own == number).sum())
    return indices[np.lexsort([own, turn])], np.bincount(labels[chosen])


def _fill(
    album: ResizedImages, archive: Archive, queue: list[tuple[int, Member]], refusals: Refusals
) -> list[str]:
    """Open images within the limits on number and time."""
    end, unopened, late = monotonic() + limits.MAX_SECONDS, 0, []
    for place, (label, member) in enumerate(queue):
        if monotonic() > end:
            of = f"{place:,} of {count_of(len(queue), 'file')}"
            late = [f"Reading ended after {limits.MAX_SECONDS:g} seconds, with {of} opened."]
            break
        if not album.wants(label):
            unopened += 1
            continue
        try:
            album.add(label, open_image(archive.read(member, MAX_PICTURE)))
        except (DataError, ImageError) as error:
            refusals.add(member.name, str(error))
    return late + album.full(unopened) + album.fitting()


def _classes(
    names: NDArray, labels: NDArray[np.int64], refusals: Refusals
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Assign indices to the classes that have images; raise if there are fewer than two."""
    found, numbers = np.unique(labels, return_inverse=True)
    if len(found) == 0:
        raise DataError(f"No picture in this archive could be read; {refusals.first()}")
    if len(found) == 1:
        only = f"Pictures of one class only could be read, {names[found[0]]}"
        raise DataError(f"{only}; two or more are needed.")
    for lost in np.setdiff1d(np.arange(len(names)), found):
        refusals.add(str(names[lost]), "No picture in this folder could be read.")
    return tuple(str(names[number]) for number in found), numbers
