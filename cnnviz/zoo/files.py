"""Load a network from an uploaded file; its size is checked before anything is built."""

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

#: Errors that reading a damaged file can raise; no MemoryError: sizes are checked first.
FAILURES = (
    ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError,
    safetensors.SafetensorError,
)  # fmt: skip

LONGEST = 200  # characters of another library's error message


def open_model(data: bytes, file_name: str) -> Model:
    """Load a network from a file; no code in it is executed.

    Parameters
    ----------
    data : bytes
        The whole file.
    file_name : str
        The extension gives the format: .onnx, .safetensors or .npz.

    Returns
    -------
    Model
        Titled after the file. A softmax is appended if the network ends in scores.

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
    """Load a file written by `cnnviz.nn.save_npz`."""
    with _one_error("This is no npz file of a network"):
        archive = Archive(data)
        archive.check_unpacked(archive.members, ratio=False)
        arrays = {m.name.removesuffix(".npy"): read_array(archive, m) for m in archive.members}
        note = str(arrays.pop(NOTE, ""))
    return _model(note, arrays, title)


def open_safetensors(data: bytes, title: str) -> Model:
    """Load a file written by `cnnviz.nn.save_safetensors`; "classes" is a JSON list of names."""
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
    """Build a network from its JSON description, after checking its size."""
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
    """Read an integer of a description; at most the largest allowed number of weights."""
    if len(digits) > len(str(limits.MAX_PARAMETERS)):
        raise ModelError(f"It describes a network with the number {printable(digits)}: too large.")
    return int(digits)


@contextmanager
def _one_error(sentence: str) -> Iterator[None]:
    """Raise every error in `FAILURES` as a `ModelError` that begins with `what`."""
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
    """Return an error's message as one printable line of limited length."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return line if len(line) <= LONGEST else line[:LONGEST] + "..."
