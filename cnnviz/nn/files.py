"""Saving and loading networks as `.npz` and `.safetensors`: layers as JSON, parameters as arrays.

The arrays have PyTorch's names, so that ``load_state_dict`` accepts them. Loading a file runs no
code from it.
"""

import io
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from os import PathLike
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import safetensors
import safetensors.numpy
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from cnnviz.nn.layers import KINDS, Layer
from cnnviz.nn.sequential import Sequential

Target = str | PathLike[str]
NOTE = "cnnviz"  # the key under which a file stores the layers as JSON


def save_npz(net: Sequential, path: Target | None = None) -> bytes | Path:
    """Save a network as NumPy's `.npz`.

    Parameters
    ----------
    net : Sequential
    path : str or path, optional

    Returns
    -------
    bytes or Path
        The content of the file, or `path` when one is given.

    Examples
    --------
    >>> from cnnviz.nn import Flatten, Linear
    >>> net = Sequential([Flatten(), Linear(2)], (1, 2, 2))
    >>> x = np.ones((1, 1, 2, 2))
    >>> np.array_equal(load_npz(save_npz(net)).forward(x), net.forward(x))
    True
    """
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **{NOTE: np.array(describe(net))}, **net.state())
    return write_or_return(file.getvalue(), path)


def load_npz(source: bytes | Target) -> Sequential:
    """Load a network that `save_npz` wrote, from bytes or a path; ValueError if it is none."""
    try:
        with NpzFile(io.BytesIO(read_content(source)), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (ValueError, EOFError, OSError, BadZipFile, zlib.error) as error:
        raise ValueError(f"this is no npz file: {error}") from None
    return network_of(str(arrays.pop(NOTE, "")), arrays)


def save_safetensors(net: Sequential, path: Target | None = None) -> bytes | Path:
    """Save a network as `.safetensors`; parameters and return value as for `save_npz`.

    Examples
    --------
    >>> from cnnviz.nn import Flatten, Linear
    >>> net = load_safetensors(save_safetensors(Sequential([Flatten(), Linear(2)], (1, 2, 2))))
    >>> net.layers
    (Flatten(), Linear(features=2))
    """
    return write_or_return(
        safetensors.numpy.save(net.state(), metadata={NOTE: describe(net)}), path
    )


def load_safetensors(source: bytes | Target) -> Sequential:
    """Load a network that `save_safetensors` wrote; `source` and errors as for `load_npz`."""
    data = read_content(source)
    try:
        arrays = safetensors.numpy.load(data)
    except safetensors.SafetensorError as error:
        raise ValueError(f"this is no safetensors file: {error}") from None
    size = int.from_bytes(data[:8], "little")  # of the header, JSON
    notes = json.loads(data[8 : 8 + size]).get("__metadata__", {})
    return network_of(notes.get(NOTE, ""), arrays)


def describe(net: Sequential) -> str:
    """Serialize the layers and the input shape as JSON."""
    layers = [{"kind": type(layer).__name__} | asdict(layer) for layer in net.layers]
    return json.dumps({"input_shape": net.input_shape, "layers": layers})


def network_of(note: str, arrays: Mapping[str, NDArray]) -> Sequential:
    """Build a network from its JSON description and load its arrays."""
    try:
        found = json.loads(note)
        layers = [layer_of(entry) for entry in found["layers"]]
        net = Sequential(layers, tuple(found["input_shape"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"this file does not describe a network of cnnviz: {error}") from None
    net.load(arrays)
    return net


def layer_of(entry: dict[str, Any]) -> Layer:
    """Build one layer from its JSON entry; JSON lists become tuples."""
    kind = KINDS[entry.pop("kind")]
    return kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in entry.items()})


def write_or_return(data: bytes, path: Target | None) -> bytes | Path:
    """Write the bytes to `path` and return it, or return the bytes when it is None."""
    if path is None:
        return data
    Path(path).write_bytes(data)
    return Path(path)


def read_content(source: bytes | Target) -> bytes:
    """Return `source` if it is bytes, else the content of the file at that path."""
    return source if isinstance(source, bytes) else Path(source).read_bytes()
