"""Zip archives whose table of contents is checked before anything is unpacked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from stat import S_ISLNK
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from cnnviz.datasets.limits import MAX_FILES, MAX_UNPACKED, DataError, check_bytes
from cnnviz.text import format_mb, printable

#: First bytes of an entry in the table of contents (APPNOTE.TXT 6.3.10, section 4.3.12).
ENTRY = b"PK\1\2"
#: Archives that unpack to more than this have a limit on the compression ratio.
SUSPICIOUS, MAX_RATIO = 20 * 2**20, 100
ENCRYPTED = 0x1
#: zipfile can limit the unpacked size of these, but not of bzip2 and LZMA.
METHODS = {ZIP_STORED, ZIP_DEFLATED}


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its folders and name, and its entry in the table of contents."""

    path: tuple[str, ...]
    info: ZipInfo

    @property
    def name(self) -> str:
        """The path, with printable characters only."""
        return printable("/".join(self.path))

    @property
    def link(self) -> bool:
        """Whether it is a symbolic link."""
        return S_ISLNK(self.info.external_attr >> 16)


class Archive:
    """A zip archive opened in memory; nothing is ever written to disk.

    Parameters
    ----------
    data : bytes
        The whole file.

    Raises
    ------
    DataError
        If it is damaged or encrypted, or has too many files or paths outside of it.

    Examples
    --------
    >>> Archive(b"PK and then nothing")
    Traceback (most recent call last):
    cnnviz.datasets.limits.DataError: This zip archive is damaged or incomplete.
    """

    def __init__(self, data: bytes) -> None:
        check_bytes(data)
        files = data.count(ENTRY)
        if files > MAX_FILES:
            raise DataError(f"This archive holds {files:,} files; the limit is {MAX_FILES:,}.")
        self.size = len(data)
        with _one_error("This zip archive is damaged or incomplete."):
            self._zip = ZipFile(BytesIO(data))
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        self.members = [Member(_path(info.filename), info) for info in infos]
        if any(info.flag_bits & ENCRYPTED for info in infos):
            raise DataError("This archive is encrypted: make one without a password.")

    def check_unpacked(self, members: Sequence[Member], *, ratio: bool) -> None:
        """Raise if the files unpack to too much, or (with `ratio`) are compressed too strongly."""
        total = sum(member.info.file_size for member in members)
        size = f"This archive of {format_mb(self.size)} would unpack to {format_mb(total)}"
        if total > MAX_UNPACKED:
            raise DataError(f"{size}; the limit is {format_mb(MAX_UNPACKED)}.")
        if ratio and total > max(SUSPICIOUS, MAX_RATIO * self.size):
            raise DataError(f"{size}, more than {MAX_RATIO} times as much; pictures do not.")

    def read(self, member: Member, most: int = MAX_UNPACKED) -> bytes:
        """Unpack one file, at most its size in the table of contents, and check its CRC."""
        size = member.info.file_size
        if size > most:
            raise DataError(f"It has {format_mb(size)}; the limit is {format_mb(most)}.")
        if member.info.compress_type not in METHODS:
            raise DataError("It is packed by a rare method; zip it anew.")
        with _one_error("It is damaged in the archive."):
            with self._zip.open(member.info) as file:
                data = file.read(size)
            if len(data) != size:
                raise EOFError(f"{size} bytes promised, {len(data)} found")
        return data


def _path(name: str) -> tuple[str, ...]:
    """Split a path into its parts; raise if it points out of the archive."""
    name = name.replace("\\", "/")
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or parts[0].endswith(":"):
        raise DataError(f"This archive holds the name '{printable(name)}', which points out of it.")
    return tuple(part for part in parts if part not in ("", "."))


@contextmanager
def _one_error(sentence: str) -> Iterator[None]:
    """Raise every error of zipfile as a DataError; only for calls of zipfile."""
    try:
        yield
    except Exception as cause:
        raise DataError(sentence) from cause
