"""How sentences write numbers, amounts, shapes and names."""

from collections.abc import Sequence
from math import ceil

NO_BREAK = "\u00a0"  # a space at which no line breaks
MAX_NAME = 60  # characters of a name from a file


def format_number(value: float) -> str:
    """Write about three digits, whole numbers in full, and never minus zero.

    Examples
    --------
    >>> format_number(-412.3), format_number(0.3333), format_number(4294967295)
    ('-412', '0.333', '4294967295')
    >>> format_number(-0.0)
    '0'
    """
    text = f"{value:.0f}" if 100 <= abs(value) < 1e12 else f"{value:.3g}"
    return text.removeprefix("-") if float(text) == 0 else text


def format_digits(value: float, digits: int = 4) -> str:
    """Write a number with so many significant digits, and the minus sign of print.

    >>> format_digits(-1.23456), format_digits(12345.0), format_digits(-0.0)
    ('−1.235', '12345', '0')
    """
    text = f"{value:.0f}" if 1e4 <= abs(value) < 1e12 else f"{value:.{digits}g}"
    return "0" if float(text) == 0 else text.replace("-", "−")


def format_exact(value: float) -> str:
    """Write a number exactly, with no more digits than it takes.

    >>> format_exact(2.0), format_exact(-0.1)
    ('2', '-0.1')
    """
    return repr(float(value)).removesuffix(".0")


def format_percent(share: float, digits: int = 0) -> str:
    """Write a share in percent; what is nearly none or nearly all is not rounded to it.

    Examples
    --------
    >>> [format_percent(share).replace(NO_BREAK, " ") for share in (0, 0.004, 0.3, 0.996, 1)]
    ['0 %', '<1 %', '30 %', '>99 %', '100 %']
    """
    text, least = f"{100 * share:.{digits}f}", 10**-digits
    if share > 0 and float(text) == 0:
        text = f"<{least:g}"
    elif share < 1 and float(text) == 100:
        text = f">{100 - least:g}"
    return f"{text}{NO_BREAK}%"


def format_probability(value: float) -> str:
    """Write a probability with three decimals; what is less is not rounded to 0, nor more to 1.

    >>> [format_probability(value) for value in (0.5, 0.01064, 0.0004, 0.9996, 1)]
    ['0.5', '0.011', '<0.001', '>0.999', '1']
    """
    if 0 < value < 0.0005:
        return "<0.001"
    return ">0.999" if 0.9995 <= value < 1 else f"{round(float(value), 3):g}"


def format_tenths_up(count: int, unit: int) -> str:
    """Write a count in larger units, rounded up to a tenth: what is over a limit shows it.

    >>> format_tenths_up(24_010_000, 10**6), format_tenths_up(5 * 2**30, 2**20)
    ('24.1', '5,120')
    """
    return f"{ceil(count * 10 / unit) / 10:,.1f}".removesuffix(".0")


def format_mb(count: int) -> str:
    """Write a number of bytes, rounded up to a tenth of a megabyte (2**20 bytes).

    >>> format_mb(42_000), format_mb(5 * 2**30)
    ('0.1 MB', '5,120 MB')
    """
    return f"{format_tenths_up(count, 2**20)} MB"


def format_bytes(count: int) -> str:
    """Write a number of bytes in the unit that suits it; a kB is 1,024 of them.

    >>> format_bytes(294912), format_bytes(528), format_bytes(5_972_763)
    ('288 kB', '528 bytes', '5.7 MB')
    """
    if count < 1000:
        return count_of(count, "byte")
    size, unit = (count / 1024, "kB") if count < 1000 * 1024 else (count / 1024**2, "MB")
    return f"{size:.1f} {unit}" if size < 9.95 else f"{size:.0f} {unit}"


def format_shape(shape: Sequence[int], sign: str = "×") -> str:
    """Write sizes one after the other, as a product; messages of errors take ``x`` for the sign.

    >>> format_shape((8, 3, 3)), format_shape((28, 1200), "x")
    ('8 × 3 × 3', '28 x 1,200')
    """
    return f" {sign} ".join(f"{side:,}" for side in shape)


def count_of(count: int, one: str, more: str = "") -> str:
    """Write a number with its noun, in the singular or the plural.

    Parameters
    ----------
    count : int
    one : str
        The noun in the singular.
    more : str
        Its plural, where that does more than add an s.

    Examples
    --------
    >>> count_of(1, "image"), count_of(1797, "image"), count_of(2, "class", "classes")
    ('1 image', '1,797 images', '2 classes')
    """
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def printable(name: str) -> str:
    """Make a name from a file fit for a sentence: printable, and not too long.

    >>> printable("cat" + chr(7)), printable("deep/" * 99 + "1.png")
    ('cat?', 'deep/deep/deep/deep/deep/de...ep/deep/deep/deep/deep/1.png')
    """
    if len(name) > MAX_NAME:
        half = MAX_NAME // 2
        name = f"{name[: half - 3]}...{name[-half:]}"
    return "".join(letter if letter.isprintable() else "?" for letter in name)
