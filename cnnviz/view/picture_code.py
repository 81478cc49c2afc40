"""Python code that reads an image and gives the numbers on screen."""

from collections.abc import Sequence

OPEN = 'picture = Image.open("{file}").convert("RGB")'
SMALLER = "picture = picture.resize(({cols}, {rows}), Image.Resampling.LANCZOS, reducing_gap=3)"


def numpy_picture_code(
    file: str, sizes: Sequence[tuple[int, int]], pixel: Sequence[int], at: str
) -> str:
    """Write NumPy code that gives the numbers on screen.

    Parameters
    ----------
    file : str
        Name of the image file.
    sizes : sequence of (int, int)
        Rows and columns of the file, and of every reduced image.
    pixel : sequence of int
        Red, green, blue and grey of the selected pixel.
    at : str
        Its index, ``"row, column"``, from 0.
    """
    red, green, blue, grey = pixel
    shape = (*sizes[-1], 3)
    return "\n".join(
        [
            *("import numpy as np", "from PIL import Image", ""),
            *_opened(file, sizes),
            f"image = np.asarray(picture)  # shape {shape}: rows, columns, channels",
            "red, green, blue = image[:, :, 0], image[:, :, 1], image[:, :, 2]",
            "grey = np.rint(image @ np.float32([0.299, 0.587, 0.114])).astype(np.uint8)",
            "",
            f"image[{at}]        # {red}, {green}, {blue}: NumPy counts from 0",
            f"grey[{at}]         # {grey}",
            f"image[{at}] / 255  # {red / 255:.3f}, {green / 255:.3f}, {blue / 255:.3f}",
        ]
    )


def torch_picture_code(file: str, sizes: Sequence[tuple[int, int]]) -> str:
    """Write PyTorch code for the image as a tensor: channels first, 0 to 1."""
    rows, cols = sizes[-1]
    return "\n".join(
        [
            *("import numpy as np", "import torch", "from PIL import Image", ""),
            *_opened(file, sizes),
            "image = torch.from_numpy(np.array(picture)).permute(2, 0, 1) / 255",
            f"image.shape  # torch.Size([3, {rows}, {cols}]): channels, rows, columns",
        ]
    )


def _opened(file: str, sizes: Sequence[tuple[int, int]]) -> list[str]:
    """Write the lines that open the file and shrink it as here."""
    smaller = [size for before, size in zip(sizes[:-1], sizes[1:], strict=True) if size != before]
    return [
        OPEN.format(file=file),
        *(SMALLER.format(rows=rows, cols=cols) for rows, cols in smaller),
    ]
