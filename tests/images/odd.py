"""Every kind of file a class may upload; ``python -m tests.images.odd`` prints the answers."""

from functools import cache, partial

import numpy as np
from PIL import Image

from cnnviz.images import ImageError, read_image
from tests.images import making
from tests.images.making import colours, exif, save

RGB = Image.fromarray(colours())
GREY = Image.fromarray(colours(channels=1)[..., 0])
ALPHA = Image.fromarray(colours(channels=4))
RAMP = np.linspace(0, 65535, 31 * 47).astype(np.uint16).reshape(31, 47)
DECIMALS = (RAMP / 65535).astype(np.float32)
HOLES = np.where(RAMP % 500 == 0, np.nan, DECIMALS * 4 - 1).astype(np.float32)
FRAMES = [GREY, RGB.convert("L"), GREY.rotate(180)]

film = partial(save, RGB, save_all=True, append_images=FRAMES)

#: Name: how to make the file.
GOOD = {
    "PNG": lambda: save(RGB, "PNG"),
    "JPEG": lambda: save(RGB, "JPEG"),
    "JPEG, progressive": lambda: save(RGB, "JPEG", progressive=True),
    "WebP": lambda: save(RGB, "WEBP"),
    "GIF": lambda: save(RGB, "GIF"),
    "BMP": lambda: save(RGB, "BMP"),
    "TIFF": lambda: save(RGB, "TIFF"),
    "AVIF": lambda: save(RGB, "AVIF"),
    "TIFF, LZW": lambda: save(RGB, "TIFF", compression="tiff_lzw"),
    "TIFF, JPEG inside": lambda: save(RGB, "TIFF", compression="jpeg"),
    "BigTIFF": lambda: save(RGB, "TIFF", big_tiff=True),
    "animated GIF": lambda: film("GIF"),
    "animated PNG": lambda: film("PNG"),
    "animated WebP": lambda: film("WEBP"),
    "animated AVIF": lambda: film("AVIF"),
    "TIFF of four pages": lambda: film("TIFF"),
    "CMYK JPEG": lambda: save(RGB.convert("CMYK"), "JPEG"),
    "CMYK TIFF": lambda: save(RGB.convert("CMYK"), "TIFF"),
    "Lab TIFF": lambda: save(Image.new("LAB", (47, 31), (200, 128, 128)), "TIFF"),
    "YCbCr TIFF": lambda: save(RGB.convert("YCbCr"), "TIFF"),
    "16-bit grey PNG": lambda: save(Image.fromarray(RAMP), "PNG"),
    "16-bit RGB PNG": lambda: making.png(np.dstack([RAMP] * 3), depth=16, colour=2),
    "16-bit RGBA PNG": lambda: making.png(np.dstack([RAMP] * 4), depth=16, colour=6),
    "16-bit TIFF, other byte order": lambda: making.tiff(RAMP, order=">"),
    "16-bit TIFF, 0 is white": lambda: making.tiff(RAMP, photometric=0),
    "32-bit TIFF": lambda: making.tiff(RAMP.astype(np.uint32) * 65537),
    "signed 8-bit TIFF": lambda: making.tiff((RAMP // 257 - 128.0).astype(np.int8), kind=2),
    "float TIFF, 0 to 1": lambda: making.tiff(DECIMALS, kind=3),
    "float TIFF, -1 to 3 with NaN": lambda: making.tiff(HOLES, kind=3),
    "palette PNG": lambda: save(RGB.quantize(16), "PNG"),
    "palette PNG, one colour clear": lambda: save(RGB.quantize(16), "PNG", transparency=3),
    "palette WebP with alpha": lambda: save(ALPHA, "WEBP", lossless=True),
    "PNG with alpha": lambda: save(ALPHA, "PNG"),
    "grey PNG with alpha": lambda: save(ALPHA.convert("LA"), "PNG"),
    "grey PNG, one value clear": lambda: save(GREY, "PNG", transparency=90),
    "TIFF with alpha": lambda: save(ALPHA, "TIFF"),
    "1-bit PNG": lambda: save(RGB.convert("1"), "PNG"),
    "1-bit TIFF, fax": lambda: save(RGB.convert("1"), "TIFF", compression="group4"),
    "photograph on its side": lambda: save(RGB, "JPEG", exif=exif(6)),
    "TIFF upside down": lambda: making.tiff(RAMP, tags={274: 3}),
    "another colour profile": lambda: save(RGB, "PNG", icc_profile=making.profile()),
    "a broken colour profile": lambda: save(RGB, "PNG", icc_profile=b"nonsense" * 20),
    "1x1": lambda: save(Image.new("RGB", (1, 1), "red"), "PNG"),
    "5000x1": lambda: save(Image.new("RGB", (5000, 1), "red"), "PNG"),
    "1x16000": lambda: save(Image.new("RGB", (1, 16000), "red"), "JPEG"),
}
BAD = {
    "empty file": lambda: b"",
    "a text": lambda: b"This is not a picture." * 20,
    "a PDF named .png": lambda: b"%PDF-1.7 and so on",
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage",
    "an iPhone's HEIC": lambda: b"\0\0\0\x18ftypheic" + bytes(99),
    "over 10 MB": lambda: b"\x89PNG\r\n\x1a\n" + bytes(12_345_678),
    "half a JPEG": lambda: half(GOOD["JPEG"]()),
    "half a PNG": lambda: half(GOOD["PNG"]()),
    "half a WebP": lambda: half(GOOD["WebP"]()),
    "half a GIF": lambda: half(GOOD["GIF"]()),
    "half a BMP": lambda: half(GOOD["BMP"]()),
    "half a TIFF": lambda: half(GOOD["TIFF, LZW"]()),
    "half an AVIF": lambda: half(GOOD["AVIF"]()),
    "only a signature": lambda: b"\x89PNG\r\n\x1a\n",
    "60 megapixels": lambda: making.png_header(10_000, 6_000),
    "a bomb of 4 terapixels": lambda: making.png_header(2_000_000, 2_000_000),
    "no pixels": lambda: making.png_header(0, 10),
    "too long": lambda: making.png_header(1, 20_000),
    "an AVIF that lies of its size": lambda: making.lying_avif((64, 64), (8192, 3000)),
    "a WebP of 200 megapixels": lambda: b"RIFF\x16\0\0\0WEBPVP8X" + making.CANVAS,
    "a TIFF with one huge tile": lambda: making.tiff(RAMP, tags={322: 2**16, 323: 2**16}),
    "a JPEG of 3000 scans": lambda: making.many_scans(3000),
    "a BigTIFF that points nowhere": lambda: b"II\x2b\0\x08\0\0\0" + b"\xff" * 8,
    "every value NaN": lambda: making.tiff(np.full((3, 4), np.nan, np.float32), kind=3),
}


def half(data):
    return data[: len(data) // 2]


@cache
def file(name):
    """The bytes of an odd picture, made once."""
    return {**GOOD, **BAD}[name]()


def answer(data):
    """What the reader is told."""
    try:
        picture = read_image(data)
    except ImageError as error:
        return "refused", str(error)
    return "{1} x {0}".format(*picture.pixels.shape), " ".join(picture.notes) or "Shown as it is."


if __name__ == "__main__":
    print("| File | Size | Answer |\n|---|---|---|")
    for name in (*GOOD, *BAD):
        print(f"| {name} | {' | '.join(answer(file(name)))} |")
