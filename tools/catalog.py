"""The interface texts for translators: the template of all messages, and catalogs made from it.

    python tools/catalog.py pot            write src/glossgen/locale/glossgen.pot, bring catalogs in step
    python tools/catalog.py new it         begin a catalog for another language
    python tools/catalog.py update it.po   add the messages that a catalog lacks

`pot` adds new messages, without a translation, to the catalogs of glossgen, takes out those that are
gone, and says how many each of them leaves in English.

Messages come from the templates, and from the table of texts that the search
scripts show. The template names files and no lines, so that an edit of a
template changes it only where it changes a message.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from glossgen.output.search import MESSAGES

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "src" / "glossgen" / "locale"
POT = LOCALE / "glossgen.pot"
TEMPLATES = ROOT / "templates"

_KEPT = "glossgen.render.fragment_cache.KeptTag"
"""The tag of the built-in templates that Jinja does not know."""

_OPTIONS = {"**.html": {"trimmed": "false", "silent": "false", "extensions": _KEPT}}
_HEADER = """\
# The interface of a glossary site in {name}.
msgid ""
msgstr ""
"Project-Id-Version: glossgen\\n"
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """The file of every message, and the message: a pair where it depends on a number."""
    methods = [("**.html", "jinja2")]
    found = extract_from_dir(TEMPLATES, methods, _OPTIONS)
    for name, _, message, _, _ in sorted(found, key=lambda each: (each[0], each[1])):
        yield f"templates/{Path(name).as_posix()}", message
    for message in MESSAGES.values():
        yield "src/glossgen/output/search/__init__.py", message


def extracted() -> Catalog:
    """All messages, each once, in the order of files."""
    catalog = Catalog()
    for path, message in messages():
        catalog.add(message, locations=[(path, 1)])
    return catalog


def pot() -> str:
    """The content of the template."""
    header = _HEADER.format(name="LANGUAGE", tag="", plurals="nplurals=2; plural=(n != 1);")
    return header + _written(list(extracted())[1:])


def new(tag: str) -> str:
    """The content of an empty catalog for a language tag. Raises ValueError for an unknown one."""
    try:
        locale = Locale.parse(tag.replace("-", "_"))
    except UnknownLocaleError as error:
        raise ValueError(str(error)) from error
    catalog = Catalog(locale=locale)
    header = _HEADER.format(name=locale.english_name, tag=tag, plurals=catalog.plural_forms)
    return header + _written(list(extracted())[1:], catalog.num_plurals)


def lacking(content: str) -> str:
    """The messages that the catalog with this content does not have, as more lines for it."""
    known = read_po(io.BytesIO(content.encode()))
    missing = [message for message in list(extracted())[1:] if message.id not in known]
    return _written(missing, known.num_plurals)


def in_step(content: str) -> str:
    """The content of a catalog with the messages of the template and no others, its remarks unchanged."""
    wanted = {message.id for message in extracted()}
    head, *blocks = content.strip().split("\n\n")
    kept = [each for each in blocks if wanted & {found.id for found in _messages(f"{head}\n\n{each}")}]
    content = "\n\n".join([head, *kept]) + "\n"
    added = lacking(content)
    return f"{content}\n{added}" if added else content


def untranslated(content: str) -> int:
    """The number of messages in a catalog that are still in English."""
    strings = (each.string for each in _messages(content))
    return sum(not all(each) if isinstance(each, tuple) else not each for each in strings)


def _messages(content: str) -> list[Message]:
    return [each for each in read_po(io.BytesIO(content.encode())) if each.id]


def _written(found: Sequence[Message], plurals: int = 2) -> str:
    catalog = Catalog()
    catalog.mime_headers = [("Plural-Forms", f"nplurals={plurals}; plural=0;")]
    for each in found:
        catalog.add(each.id, locations=each.locations)
    target = io.BytesIO()
    write_po(target, catalog, width=0, omit_header=True, include_lineno=False)
    return target.getvalue().decode().strip() + "\n" if found else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(description="Make the template of messages, and catalogs.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("pot", help="write the template of all messages, and bring the catalogs in step")
    begin = commands.add_parser("new", help="begin a catalog")
    begin.add_argument("language", help="a language tag such as fr or pt-BR")
    begin.add_argument("--folder", type=Path, default=LOCALE, help="where it goes (default: into glossgen)")
    more = commands.add_parser("update", help="add the messages that a catalog lacks")
    more.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    if options.command == "pot":
        POT.write_text(pot(), encoding="utf-8", newline="\n")
        for file in sorted(LOCALE.glob("*.po")):
            content = in_step(file.read_text(encoding="utf-8"))
            file.write_text(content, encoding="utf-8", newline="\n")
            if left := untranslated(content):
                print(f"{file.name}: {left} without translation")
    elif options.command == "new":
        file = options.folder / f"{options.language}.po"
        if file.exists():
            print(f"{file} exists: “update” adds what it lacks", file=sys.stderr)
            return 1
        try:
            content = new(options.language)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        options.folder.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="\n")
    else:
        content = options.file.read_text(encoding="utf-8")
        added = lacking(content)
        if added:
            options.file.write_text(f"{content.rstrip()}\n\n{added}", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
