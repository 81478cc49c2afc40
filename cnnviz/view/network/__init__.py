"""Messages and texts for a whole network: its maps, and how a map or a value is computed."""

from cnnviz.view.network.code import network_arrays_file, network_code
from cnnviz.view.network.message import NetworkScene, map_message, network_message, value_message
from cnnviz.view.network.table import layer_table
from cnnviz.zoo.dialects import FILE, NUMPY, TORCH

__all__ = [
    "FILE",
    "NUMPY",
    "TORCH",
    "NetworkScene",
    "network_arrays_file",
    "network_code",
    "layer_table",
    "map_message",
    "value_message",
    "network_message",
]
