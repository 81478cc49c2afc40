"""Message type of the component ``address``."""

from typing import TypedDict


class AddressMessage(TypedDict):
    """The values of one page in the URL.

    Attributes
    ----------
    prefix : str
        Prefix of the names of the page's parameters.
    values : dict of str to str
        Text by name; a parameter of the page that is missing is removed from the URL.
    """

    prefix: str
    values: dict[str, str]
