"""Numbers as the reader's sentences write them."""


def number(value: float) -> str:
    """Write about three digits, whole numbers in full, and never minus zero.

    Examples
    --------
    >>> number(-412.3), number(0.3333), number(4294967295), number(-0.0)
    ('-412', '0.333', '4294967295', '0')
    """
    text = f"{value:.0f}" if 100 <= abs(value) < 1e12 else f"{value:.3g}"
    return text.removeprefix("-") if float(text) == 0 else text
