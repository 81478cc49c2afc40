"""The result of running an operation: its trace, or the error sentence."""

from dataclasses import dataclass, replace
from typing import Any, NotRequired, TypedDict

from numpy.typing import NDArray

from cnnviz.backward.gradient_check import BackwardLoss, input_gradient_trace, weight_gradient_trace
from cnnviz.contracts.stage import GridNames
from cnnviz.geometry import ShapeError, Walk
from cnnviz.ops import Operation
from cnnviz.trace import Trace
from cnnviz.ui.pickers.stage_input import PickedInput
from cnnviz.ui.state import address
from cnnviz.ui.widgets import problem
from cnnviz.view import curve, scene
from cnnviz.view.curve import SampledCurve


class RunExtra(TypedDict):
    """Data that some operations show beside their grids."""

    columns: GridNames
    curve: NotRequired[SampledCurve]


@dataclass(frozen=True)
class OperationRun:
    """The result of running an operation on an input.

    Attributes
    ----------
    operation : Operation
    image : PickedInput
    arrays : tuple of ndarray
        The input with edits, and weight and bias if the operation has a kernel.
    settings : dict
        Arguments of the operation.
    trace : Trace or None
    refused : str
        The error sentence when there is no trace.
    names : tuple of str
        Class names of the cells of a vector.
    """

    operation: Operation
    image: PickedInput
    arrays: tuple[NDArray, ...]
    settings: dict[str, Any]
    trace: Trace | None
    refused: str = ""
    names: tuple[str, ...] = ()

    @property
    def path(self) -> Walk:
        """The positions of the window."""
        x, *kernel = self.arrays
        assert self.operation.route
        return self.operation.route(x[None], *kernel, **self.settings)

    @property
    def turned(self) -> tuple[int, int] | None:
        """The kernel's rows and columns when it is shown rotated by 180 degrees."""
        rows, cols = self.arrays[1].shape[2:] if self.operation.takes_kernel else (0, 0)
        return (rows, cols) if self.settings.get("flip") else None

    def message(self, *, at: int) -> bytes:
        """Pack the forward pass for the stage, at step `at`."""
        options: dict[str, Any] = {"labels": self.image.labels, "grey": self.image.grey}
        options |= {"flipped": self.turned is not None, "at": at, "jump": address.links_opened()}
        if self.trace is None:
            x, *kernel = self.arrays
            weight, bias = kernel or (None, None)
            if weight is not None and self.turned:
                weight = weight[..., ::-1, ::-1]
            return scene.refusal(
                self.refused, x, weight, bias, operation=self.operation.slug, **options
            )
        outputs = _named(self.operation.makes, len(self.trace.output))
        return scene.scene(self.trace, outputs=outputs, **options, **self._extra())

    def back_to_input(self, loss: BackwardLoss, *, at: int) -> bytes:
        """Pack the backward pass from the loss to the input."""
        assert self.trace
        return scene.scene(
            input_gradient_trace(self.trace, loss),
            labels=_named("Arrives", len(self.trace.output)),
            outputs=_named("Goes to the input", len(self.trace.image)),
            backward=True,
            editable=False,
            at=at,
            jump=address.links_opened(),
            **self._extra(back=True),
        )

    def back_to_weights(self, loss: BackwardLoss, filter: int, *, at: int) -> bytes:
        """Pack the backward pass from the output's gradient to one filter's weights."""
        assert self.trace
        run = (self.operation, self.arrays, self.settings, self.trace)
        trace = weight_gradient_trace(*run, loss, filter)
        return scene.scene(
            trace,
            labels=self.image.labels,
            grey=self.image.grey,
            kernels=("Arrives",),
            outputs=_named("Goes to the weights", len(trace.output)),
            backward=True,
            roles={"input": "input", "kernel": "output", "output": "kernel"},
            editable=False,
            at=at,
            jump=address.links_opened(),
        )

    def _extra(self, *, back: bool = False) -> RunExtra:
        """Return the curve and the class names, where the operation has them."""
        assert self.trace
        before, after = self.trace.image, self.trace.output
        if back:
            before, after = after, before
        row, names = (1, 1, len(self.names)), list(self.names)
        extra: RunExtra = {"columns": {}}
        if before.shape == row:
            extra["columns"]["input"] = names
        if after.shape == row:
            extra["columns"]["output"] = names
        if self.operation.family == "activation":
            extra["curve"] = curve.curve(self.operation, self.settings, self.trace.image)
            extra["curve"]["curve_at"] = self.trace.image.ravel()
        return extra


def run_operation(
    operation: Operation,
    image: PickedInput,
    arrays: tuple[NDArray, ...],
    settings: dict[str, Any],
    names: tuple[str, ...] = (),
) -> OperationRun:
    """Run the operation; a ShapeError becomes the result's `refused` sentence."""
    work = OperationRun(operation, image, arrays, settings, None, "", names)
    try:
        return replace(work, trace=operation.trace(*arrays, **settings))
    except ShapeError as refused:
        return replace(work, refused=problem.problem_sentence(refused))


def _named(name: str, count: int) -> tuple[str, ...]:
    """Name `count` channels: numbered from 1 when there are several."""
    return (name,) if count == 1 else tuple(f"{name} {number + 1}" for number in range(count))
