"""The files of the index: how many texts each has, the format of a file, and the version of the index.

Up to `ONE_FILE` characters of text are one file, and a search scans all of it. Above that, the texts are
split into files of about `CHUNK` characters, and the posting lists (`glossgen.output.search.bigrams`)
tell which of them to load: a reader of long articles loads what a query needs.
"""

from __future__ import annotations

import hashlib
import zlib
from base64 import b64encode
from collections.abc import Iterable

import msgspec

from glossgen.output.search.format import FieldsFile, NamesFile

ONE_FILE = 120_000
"""The most characters of text in one file: some 120 kB compressed in Japanese, 45 in English."""

CHUNK = 8_000
"""Characters in each file of texts above that, roughly."""


def texts_per_file(count: int, size: int) -> int:
    """How many texts each file has, for so many texts with so many characters; 0 if one file has them all.

    It is a power of two, the same for all files of a site, and seldom another one after an edit, so that
    few change.
    """
    if size <= ONE_FILE or count < 2:
        return 0
    fitting = max(1, CHUNK * count // size)
    return min(1 << fitting.bit_length() - 1, count // 2)


def file(url: str, name: str, value: str | NamesFile | FieldsFile) -> tuple[str, bytes]:
    """The path and content of a file beside the search page: a script that passes a value on.

    Texts and lists are most of an index, so they are compressed (RFC 1950, in base64): a third of the
    bytes on the disk, and as many as before on the way from a host that compresses.
    """
    passed = b64encode(zlib.compress(value.encode())).decode() if isinstance(value, str) else value
    return f"{url}{name}.js", b'glossgenIndex("%s",%s)\n' % (name.encode(), msgspec.json.encode(passed))


def version(texts: Iterable[str]) -> str:
    """The version of some texts, or of the versions of segments: eight digits in base 16.

    A letter tells their format, so that no kept file of an older one is taken for theirs.
    """
    return "s" + hashlib.blake2b("\n".join(texts).encode(), digest_size=4).hexdigest()
