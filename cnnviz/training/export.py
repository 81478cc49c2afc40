"""A trained network as files to take home."""

from contextlib import suppress

from cnnviz import nn


def export_files(npz: bytes) -> dict[str, bytes]:
    """Write the network in every format there is here: npz, safetensors, onnx.

    Parameters
    ----------
    npz : bytes
        As the worker hands it out. The other formats are made where nobody waits: the onnx
        package alone takes a second to arrive.
    """
    net = nn.load_npz(npz)
    made = {"npz": npz, "safetensors": bytes(nn.save_safetensors(net))}
    with suppress(RuntimeError):  # onnx is an extra
        made["onnx"] = bytes(nn.save_onnx(net))
    return made
