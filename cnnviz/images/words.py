"""Numbers as the reader's sentences write them."""

JOINED = "\u00a0"  # a space that does not break


def number(value: float) -> str:
    """Write about three digits, whole numbers in full, and never minus zero.

    Examples
    --------
    >>> number(-412.3), number(0.3333), number(4294967295), number(-0.0)
    ('-412', '0.333', '4294967295', '0')
    """
    text = f"{value:.0f}" if 100 <= abs(value) < 1e12 else f"{value:.3g}"
    return text.removeprefix("-") if float(text) == 0 else text


def figures(value: float, count: int = 4) -> str:
    """Write a number with so many significant figures, and a real minus sign.

    >>> figures(-1.23456), figures(12345.0), figures(-0.0)
    ('−1.235', '12345', '0')
    """
    text = f"{value:.0f}" if 1e4 <= abs(value) < 1e12 else f"{value:.{count}g}"
    return "0" if float(text) == 0 else text.replace("-", "−")


def percent(share: float, digits: int = 0) -> str:
    """Write a share in percent; what is nearly none or nearly all is not rounded to it.

    Examples
    --------
    >>> [percent(share).replace(JOINED, " ") for share in (0, 0.004, 0.3, 0.996, 1)]
    ['0 %', '<1 %', '30 %', '>99 %', '100 %']
    """
    text, least = f"{100 * share:.{digits}f}", 10**-digits
    if share > 0 and float(text) == 0:
        text = f"<{least:g}"
    elif share < 1 and float(text) == 100:
        text = f">{100 - least:g}"
    return f"{text}{JOINED}%"
