"""Neural networks and their training, in NumPy alone, with PyTorch's names and meanings.

Write a list of layers, check it with `summarize`, build a `Sequential` from it, or give it to a
`Trainer`, which builds the network and trains it.
"""

from cnnviz.nn.cross_validation import cross_validate, split_folds
from cnnviz.nn.data import Data, DataScore, score_network
from cnnviz.nn.export import save_onnx
from cnnviz.nn.files import load_npz, load_safetensors, save_npz, save_safetensors
from cnnviz.nn.history import History
from cnnviz.nn.layers import (
    ELU,
    GELU,
    KINDS,
    AvgPool2d,
    BatchNorm2d,
    Conv2d,
    Dropout,
    Flatten,
    Layer,
    LeakyReLU,
    Linear,
    MaxPool2d,
    ReLU,
    Sigmoid,
    Softplus,
    Tanh,
)
from cnnviz.nn.loss import LOSSES, LossName, softmax
from cnnviz.nn.optim import SGD, Adam, AdamW, Optimizer, RMSprop
from cnnviz.nn.parallel import get_num_threads, set_num_threads
from cnnviz.nn.schedule import Schedule, constant, cosine, step_decay
from cnnviz.nn.sequential import Sequential
from cnnviz.nn.snapshot import Snapshot
from cnnviz.nn.summary import LayerSummary, summarize
from cnnviz.nn.trainer import Diverged, StepResult, Trainer

__all__ = [
    "ELU", "GELU", "KINDS", "LOSSES", "SGD", "Adam", "AdamW", "AvgPool2d", "BatchNorm2d", "Conv2d",
    "Data", "DataScore", "Diverged", "Dropout", "Flatten", "History", "Layer", "LayerSummary",
    "LeakyReLU", "Linear", "LossName", "MaxPool2d", "Optimizer", "RMSprop", "ReLU", "Schedule",
    "Sequential", "Sigmoid", "Snapshot", "Softplus", "StepResult", "Tanh", "Trainer", "constant",
    "cosine", "cross_validate", "get_num_threads", "load_npz", "load_safetensors", "save_npz",
    "save_onnx", "save_safetensors", "score_network", "set_num_threads", "softmax", "split_folds",
    "step_decay", "summarize",
]  # fmt: skip
