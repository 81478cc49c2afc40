"""What the component ``address`` is given."""

from typing import TypedDict


class AddressMessage(TypedDict):
    """The values of one page that stand in the address.

    Attributes
    ----------
    prefix : str
        What the names of the page's values begin with.
    values : dict of str to str
        Text by name; a value of the page that is missing leaves the address.
    """

    prefix: str
    values: dict[str, str]
