"""Messages for the component ``occlusion``: an occlusion map, as far as it is computed."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.occlusion import OcclusionFrameHeader
from cnnviz.images import Poles
from cnnviz.insight import OcclusionProgress
from cnnviz.message import pack
from cnnviz.view.inside.pictures import Pixels, largest_size, paint_signed


def occlusion_frame(
    state: OcclusionProgress,
    *,
    pixels: Pixels,
    hole: NDArray[np.uint8],
    square: tuple[int, int],
    poles: Poles,
    name: str,
    is_share: bool = True,
    running: bool,
) -> bytes:
    """Pack a map for the component ``occlusion``.

    Parameters
    ----------
    state : OcclusionProgress
        The map so far; NaN where not computed yet.
    pixels : ndarray of shape (H, W, 3), uint8
        The picture.
    hole : ndarray of shape (3,), uint8
        Colour of the square.
    square : (int, int)
        Its side and its stride, in pixels.
    poles : Poles
        Colours: violet is a fall, red a rise.
    name : str
        Of the class.
    is_share : bool
        Whether the network's outputs are probabilities, written in percent.
    running : bool
        Whether the job still runs.

    Returns
    -------
    bytes
        A message with a `cnnviz.contracts.occlusion.OcclusionFrameHeader` and its arrays.
    """
    drop = state.before - state.grid
    full = largest_size(drop)
    header: OcclusionFrameHeader = {
        "done": state.done, "total": state.total, "side": square[0], "stride": square[1],
        "name": name, "share": is_share, "before": state.before, "full": full,
        "running": running,
    }  # fmt: skip
    return pack(
        header,
        picture=pixels,
        hole=hole,
        probability=state.grid.astype(np.float32),
        drop=drop.astype(np.float32),
        colours=paint_signed(drop, poles, full),
    )
