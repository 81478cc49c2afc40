"""Networks that learn, in NumPy alone; what things are called and mean is PyTorch's.

Write a list of layers, read it with `plan`, make it a `Sequential`, or let a `Run` do so and
teach it.
"""

from cnnviz.nn.crew import get_num_threads, set_num_threads
from cnnviz.nn.cross_validation import cross_validate, parts
from cnnviz.nn.data import Data, Score, score
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
from cnnviz.nn.plan import Row, plan
from cnnviz.nn.run import Diverged, Run, StepResult
from cnnviz.nn.schedule import Schedule, constant, cosine, step_decay
from cnnviz.nn.sequential import Sequential
from cnnviz.nn.snapshot import Snapshot

__all__ = [
    "ELU", "GELU", "KINDS", "LOSSES", "SGD", "Adam", "AdamW", "AvgPool2d", "BatchNorm2d",
    "Conv2d", "Data", "Diverged", "Dropout", "Flatten", "History", "Layer", "LeakyReLU", "Linear",
    "LossName", "MaxPool2d", "Optimizer", "RMSprop", "ReLU", "Row", "Run", "Schedule", "Score",
    "Sequential", "Sigmoid", "Snapshot", "Softplus", "StepResult", "Tanh", "constant", "cosine",
    "cross_validate", "get_num_threads", "load_npz", "load_safetensors", "parts", "plan",
    "save_npz", "save_onnx", "save_safetensors", "score", "set_num_threads", "softmax",
    "step_decay",
]  # fmt: skip
