"""How a file is read: the result of looking at all of them."""

from __future__ import annotations

from msgspec import Struct

from glossgen.model import SourceKind


class Understood(Struct, frozen=True, array_like=True):
    """How a file is read. With the form AUTO, it is read as headings unless its front matter states a form.

    - `level`: that of the headings that are terms, or of an article's title.
    - `skipped`: the reason why it is not read; empty if it is.
    - `lacks`: the key of front matter that the articles beside it have and it lacks.
    - `same`: the file or folder that has the same terms and is read in its place.
    - `redirect`, `title`: the address that it redirects to, and its title.
    - `spaced`: names of files in its folder have spaces, so a hyphen in one stands for itself.
    """

    form: SourceKind = SourceKind.AUTO
    level: int = 2
    skipped: str = ""
    lacks: str = ""
    redirect: str = ""
    spaced: bool = False
    title: str = ""
    same: str = ""
