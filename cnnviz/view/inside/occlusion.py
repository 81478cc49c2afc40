"""An occlusion map, as far as it is built, as the component reads it."""

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
    """Pack a map for the component ``occlusion_frame``.

    Parameters
    ----------
    state : OcclusionProgress
        The newest place; what is not known yet is NaN.
    pixels : ndarray of shape (H, W, 3), uint8
        The picture.
    hole : ndarray of shape (3,), uint8
        What the square looks like.
    square : (int, int)
        Its side, and how far it moves.
    poles : Poles
        Violet is a fall, red a rise.
    name : str
        Of the class.
    is_share : bool
        Whether the network's answers are probabilities, to be written in percent.
    running : bool
        Whether more places are to come.

    Returns
    -------
    bytes
        As `cnnviz.contracts.occlusion.OcclusionFrameHeader` and its arrays say.
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
