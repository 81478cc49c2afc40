"""Class labels of the files of an archive, from their folders."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from cnnviz.datasets.archive import Member
from cnnviz.datasets.limits import DataError, check_classes, check_name
from cnnviz.datasets.refusals import Refusals
from cnnviz.text import count_of, printable

#: Files that operating systems add to archives; skipped without a note.
LITTER = {"__MACOSX", "Thumbs.db", "desktop.ini"}
MAX_DEPTH = 5


def label_by_folder(
    members: Iterable[Member], refusals: Refusals
) -> tuple[dict[str, list[Member]], list[str]]:
    """Group files by their folder, at the depth where most files are.

    Parameters
    ----------
    members : iterable of Member
    refusals : Refusals
        Files at other depths are added here; hidden files are skipped without a note.

    Returns
    -------
    folders : dict
        The files of each class, in the order of the archive.
    notes : list of str

    Raises
    ------
    DataError
        If there are no folders, only one, or too many.
    """
    files = [member for member in members if _wanted(member, refusals)]
    depths = Counter(len(member.path) - 1 for member in files if len(member.path) > 1)
    if not depths:
        raise DataError(_no_folder(len(files), refusals))
    usual = depths.most_common(1)[0][0]
    folders: dict[str, list[Member]] = defaultdict(list)
    for member in files:
        depth = len(member.path) - 1
        if depth == usual:
            folders[member.path[-2]].append(member)
        else:
            refusals.add(member.name, f"It lies {_deep(depth)}, most files {_deep(usual)}.")
    _check(folders)
    return dict(folders), _joined(folders)


def _wanted(member: Member, refusals: Refusals) -> bool:
    """Yield the files, without hidden files, links and files nested too deeply."""
    if any(part.startswith(".") or part in LITTER for part in member.path):
        return False
    depth = len(member.path) - 1
    if member.link:
        refusals.add(member.name, "This is a link to a file, not a file.")
    elif depth > MAX_DEPTH:
        refusals.add(member.name, f"It lies {_deep(depth)}; the limit is {MAX_DEPTH}.")
    return not member.link and 0 <= depth <= MAX_DEPTH


def _check(folders: dict[str, list[Member]]) -> None:
    """Raise for a number of classes or class names that cannot be used."""
    check_classes(len(folders))
    for name in folders:
        check_name(name)
    if len(folders) == 1:
        (name, files), *_ = folders.items()
        raise DataError(
            f"There is one class only, the folder {name} with {count_of(len(files), 'file')}; "
            "two or more are needed."
        )


def _joined(folders: dict[str, list[Member]]) -> list[str]:
    """Return a note if folders of the same name, e.g. in train and test, were merged."""
    for files in folders.values():
        parents = dict.fromkeys("/".join(member.path[:-1]) for member in files)
        if len(parents) > 1:
            first, second, *_ = parents
            both = f"{printable(first)} and {printable(second)}"
            return [f"Folders of one name were joined, {both} for one."]
    return []


def _deep(depth: int) -> str:
    """Write the depth of a file."""
    return f"{count_of(depth, 'folder')} deep" if depth else "in no folder"


def _no_folder(files: int, refusals: Refusals) -> str:
    """Write what is missing in an archive without folders."""
    if not files:
        return f"No file in this archive can be used; {refusals.first()}"
    return (
        f"The {count_of(files, 'file')} of this archive lie in no folder; "
        "put the pictures of each class into a folder with its name."
    )
