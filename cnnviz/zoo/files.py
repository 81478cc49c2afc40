"""A reader's file as a network: what it is, how large it would be, and only then the network."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath

import numpy as np
import safetensors
import safetensors.numpy
from numpy.typing import NDArray

from cnnviz import nn
from cnnviz.datasets.archive import Archive
from cnnviz.datasets.limits import DataError
from cnnviz.datasets.npz import read_array
from cnnviz.geometry import ShapeError
from cnnviz.nn.files import NOTE, layer_of, network_of
from cnnviz.text import printable
from cnnviz.zoo import limits
from cnnviz.zoo.classes import class_names
from cnnviz.zoo.model import Model
from cnnviz.zoo.node import ModelError
from cnnviz.zoo.onnx_import import open_onnx
from cnnviz.zoo.sequential import from_sequential

#: What a damaged file makes of our readers; a MemoryError is not among them: sizes come first.
FAILURES = (
    ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError,
    safetensors.SafetensorError,
)  # fmt: skip

LONGEST = 200  # letters of somebody else's error


def open_model(data: bytes, file_name: str) -> Model:
    """Read a network from a file; nothing in it is run.

    Parameters
    ----------
    data : bytes
        The whole file.
    file_name : str
        Its ending says what it is: .onnx, .safetensors or .npz.

    Returns
    -------
    Model
        Named after the file. A softmax is put behind scores that have none.

    Raises
    ------
    ModelError
        One plain sentence, with the reader's own numbers.

    Examples
    --------
    >>> net = nn.Sequential([nn.Flatten(), nn.Linear(2)], (1, 2, 2))
    >>> open_model(nn.save_npz(net), "pets.npz").title
    'pets'
    >>> open_model(b"...", "pets.h5")
    Traceback (most recent call last):
    cnnviz.zoo.node.ModelError: pets.h5 is no .onnx, .safetensors or .npz file.
    """
    path = PurePath(file_name)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise ModelError(f"{printable(path.name)} is no {ENDINGS} file.")
    limits.check_bytes(data)
    with np.errstate(all="ignore"):  # what is not finite is refused in a sentence
        return reader(data, printable(path.stem))


def open_npz(data: bytes, title: str) -> Model:
    """Read what `cnnviz.nn.save_npz` wrote."""
    with _one_error("This is no npz file of a network"):
        archive = Archive(data)
        archive.check_unpacked(archive.members, ratio=False)
        arrays = {m.name.removesuffix(".npy"): read_array(archive, m) for m in archive.members}
        note = str(arrays.pop(NOTE, ""))
    return _model(note, arrays, title)


def open_safetensors(data: bytes, title: str) -> Model:
    """Read what `cnnviz.nn.save_safetensors` wrote; "classes", a list in JSON, names them."""
    with _one_error("This is no safetensors file"):
        arrays = safetensors.numpy.load(data)
        size = int.from_bytes(data[:8], "little")  # of the header, JSON
        notes = json.loads(data[8 : 8 + size]).get("__metadata__", {})
    return _model(notes.get(NOTE, ""), arrays, title, notes.get("classes", ""))


READERS: dict[str, Callable[[bytes, str], Model]] = {
    ".onnx": open_onnx,
    ".safetensors": open_safetensors,
    ".npz": open_npz,
}
ENDINGS = ".onnx, .safetensors or .npz"


def _model(note: str, arrays: Mapping[str, NDArray], title: str, classes: str = "") -> Model:
    """Make a network of its description, once it is known not to be too large."""
    if not note:
        raise ModelError(
            "This file holds weights, but not the layers they belong to: "
            "bring the network as .onnx, or in a file that was saved here."
        )
    with _one_error("It does not describe a network of cnnviz"):
        found = json.loads(note, parse_int=_small)
        shape = tuple(found["input_shape"])
        limits.check_input(shape)
        rows = nn.summarize([layer_of(dict(entry)) for entry in found["layers"]], shape)
        limits.check_nodes(len(rows))
        limits.check_parameters(sum(row.parameters for row in rows))
        limits.check_maps(row.output_shape for row in rows)
        graph = from_sequential(network_of(note, arrays))
        limits.check_graph(graph)
    return Model(graph, title, class_names(classes, graph.shapes[graph.output][0]))


def _small(digits: str) -> int:
    """Read a whole number of a description; none is larger than the number of weights may be."""
    if len(digits) > len(str(limits.MAX_PARAMETERS)):
        raise ModelError(f"It describes a network with the number {printable(digits)}: too large.")
    return int(digits)


@contextmanager
def _one_error(sentence: str) -> Iterator[None]:
    """Turn the many ways a damaged file fails into one sentence."""
    try:
        yield
    except ModelError:
        raise
    except FAILURES as error:
        ours = isinstance(error, ShapeError | DataError)
        raise ModelError(
            f"{sentence}: {fit_input(str(error))}" if ours else f"{sentence}."
        ) from None


def fit_input(text: str) -> str:
    """Make what an error says fit for a sentence: printable, one line, and not too long."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return line if len(line) <= LONGEST else line[:LONGEST] + "..."
