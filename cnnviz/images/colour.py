"""Conversion of colours to sRGB: CMYK, Lab, and embedded ICC profiles."""

import re
from io import BytesIO

from PIL import Image, ImageChops, ImageCms

MAX_PROFILE_BYTES = 2**22
CMYK = "CMYK colours were converted to RGB."


def inks_to_rgb(image: Image.Image, *, plain: bool) -> tuple[Image.Image, list[str]]:
    """Convert CMYK by the file's profile, or by ``R = 255 * (1 - C) * (1 - K)`` without one.

    Pillow assumes that every CMYK JPEG is one of Adobe's, which store ``255 - ink``; a `plain`
    one stores the inks themselves.
    """
    if plain:
        image = ImageChops.invert(image)
    converted = by_profile(image)
    return (converted or image.convert("RGB")), [CMYK]


def lab_to_rgb(image: Image.Image) -> tuple[Image.Image, list[str]]:
    """Convert CIE L*a*b* (D50) with the built-in profiles of LittleCMS."""
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    transform = ImageCms.buildTransform(lab, srgb, "LAB", "RGB")
    return _applied(image, transform), ["L*a*b* colours were converted to RGB."]


def rgb_to_srgb(image: Image.Image) -> tuple[Image.Image, list[str]]:
    """Convert RGB with another profile, e.g. a phone's Display P3; sRGB is unchanged."""
    if not image.info.get("icc_profile"):
        return image, []
    converted = by_profile(image)
    return (converted, ["Colours were converted to sRGB."]) if converted else (image, [])


def by_profile(image: Image.Image) -> Image.Image | None:
    """Convert to sRGB with the file's profile; None if it is sRGB, damaged or does not fit."""
    data = image.info.get("icc_profile") or b""
    if not 0 < len(data) <= MAX_PROFILE_BYTES:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        if re.search("srgb", ImageCms.getProfileDescription(profile), re.IGNORECASE):
            return None
        srgb = ImageCms.createProfile("sRGB")
        transform = ImageCms.buildTransform(profile, srgb, image.mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    return _applied(image, transform)


def _applied(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    """Apply a transform; the result is a new image."""
    result = ImageCms.applyTransform(image, transform)
    assert result is not None
    return result
