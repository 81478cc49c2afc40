"""How a network shall learn: error, optimiser, learning rate, and where it starts."""

from typing import Any

from cnnviz.ui import controls

LOSSES = {"Cross-entropy": "cross_entropy", "Total error": "total_error", "Hinge": "hinge"}
OPTIMIZERS = {
    "Adam": "adam",
    "AdamW": "adamw",
    "SGD": "sgd",
    "Nesterov": "nesterov",
    "RMSprop": "rmsprop",
}
SCHEDULES = {"Constant": "constant", "Steps": "step", "Cosine": "cosine"}
STARTS = {"He": "he", "Glorot": "glorot"}
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)

SEED = (
    "Where chance begins: it draws the first weights, the order of the images, and what dropout "
    "leaves out. The same seed gives the same run again; another one shows what was only luck."
)
MOMENTUM = "How much of the step before is added to the next: 0 forgets it. For SGD and Nesterov."
DECAY = "Every step also pulls each weight a little towards 0, so that none grows without need."


def settings(page: str) -> dict[str, Any]:
    """Let the reader choose; the values are those of a training spec."""
    return {
        "loss": _one(page, "loss", "Error", LOSSES, "What is made smaller."),
        "optimizer": _one(page, "optimizer", "Optimiser", OPTIMIZERS, "How weights are moved."),
        "lr": controls.choice(
            f"{page}_lr", "Learning rate", RATES, 0.01, help="How far a weight moves."
        ),
        "momentum": controls.choice(
            f"{page}_momentum", "Momentum (SGD)", (0.0, 0.5, 0.9, 0.99), 0.9, help=MOMENTUM
        ),
        "weight_decay": controls.choice(
            f"{page}_decay", "Weight decay", (0.0, 0.0001, 0.001, 0.01), 0.0, help=DECAY
        ),
        "schedule": _one(
            page, "schedule", "Schedule", SCHEDULES, "How the learning rate changes with time."
        ),
        "batch_size": controls.choice(
            f"{page}_batch", "Batch", (1, 8, 16, 32, 64, 128), 32, help="Images a step."
        ),
        "init": _one(page, "init", "First weights", STARTS, "From which bell they are drawn."),
        "validation": controls.choice(
            f"{page}_held", "Held back", (0.1, 0.2, 0.3), 0.2, help="Images it never learns from."
        ),
        "seed": controls.number(f"{page}_seed", "Seed", 0, 20, 0, help=SEED),
    }


def _one(page: str, name: str, label: str, options: dict[str, str], help: str) -> str:
    """Choose by title, give the name the server knows."""
    titles = tuple(options)
    return options[controls.choice(f"{page}_{name}", label, titles, titles[0], help=help)]
