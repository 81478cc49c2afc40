"""Export of a trained network in all file formats."""

from contextlib import suppress

from cnnviz import nn


def export_files(npz: bytes) -> dict[str, bytes]:
    """Convert a network to npz, safetensors and onnx; without onnx if that package is missing.

    Parameters
    ----------
    npz : bytes
        From the "export" command. The other formats are made outside the worker: importing
        onnx alone takes a second.
    """
    net = nn.load_npz(npz)
    made = {"npz": npz, "safetensors": bytes(nn.save_safetensors(net))}
    with suppress(RuntimeError):  # onnx is an extra
        made["onnx"] = bytes(nn.save_onnx(net))
    return made
