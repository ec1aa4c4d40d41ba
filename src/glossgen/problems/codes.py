"""The table of problem codes, and the wording of problems.

The stage that finds a problem creates it, `glossgen.problems.hints` guesses what was meant, this
module gives its severity and words it, and the command line prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from glossgen.model import Position, Problem, Severity
from glossgen.text.nearest import nearest

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741  (one letter keeps the table readable)

CODES: dict[str, tuple[Severity, str]] = {
    # configuration
    "config-syntax": (E, "the configuration file is not valid YAML"),
    "config-key": (E, "a key that glossgen does not know"),
    "config-type": (E, "a value of the wrong type"),
    "config-value": (E, "a value that is not one of the choices"),
    "config-folder": (E, "a folder that does not exist"),
    "config-file": (E, "a configuration file that cannot be read"),
    # reading
    "unreadable": (E, "a file that cannot be read"),
    "outside-link": (E, "a symbolic link that leads out of its folder"),
    "external-image": (W, "an image on another host"),
    "shortcode": (W, "a shortcode of another site generator, shown as it is written"),
    "unknown-footnote": (W, "the mark of a footnote that does not exist"),
    "table-excess": (W, "cells that a table has no column for"),
    "encoding": (E, "a file that is not UTF-8"),
    "front-matter": (E, "front matter that is not valid YAML"),
    "front-matter-key": (W, "front matter that lacks a key, or has one that is nearly one of ours"),
    "not-read": (W, "texts in a format that glossgen does not read"),
    "same-terms": (W, "a file that is left out, as another one has its terms"),
    "data": (W, "a record of a data file that is not an entry"),
    "attributes": (E, "an attribute block that is not valid YAML"),
    "attribute-key": (W, "an attribute that glossgen does not know"),
    "attribute-value": (E, "an attribute with a value that does not fit"),
    "duplicate-attribute": (E, "an attribute that is written twice in one place"),
    "empty-heading": (E, "a heading with no label"),
    "empty-label": (W, "a heading with nothing between two of its bars"),
    "long-heading": (E, "a heading that is too long for an entry"),
    "anchor-heading": (W, "a heading with the anchor of another one only"),
    "no-heading": (W, "a heading without a space after its marks"),
    "control-character": (W, "a control character in a text"),
    "hidden-character": (W, "an invisible character in a label, or one that reverses the text"),
    "empty-entry": (W, "an entry with no definition"),
    "fullwidth-bar": (W, "a full-width bar where a label separator may be meant"),
    "duplicate-label": (E, "the same label twice in one file"),
    "homonym": (W, "one label, several terms"),
    "case-homonym": (W, "labels that differ only by case"),
    "duplicate-id": (E, "one id, several terms"),
    "unsafe-label": (I, "a label too short or too common to be linked by itself"),
    "language-rules": (I, "a language without rules for the forms of its words"),
    "no-sources": (E, "a glossary of which no file could be read"),
    "no-terms": (W, "a glossary without terms"),
    "raw-html": (W, "HTML that is not on the safe list"),
    "open-comment": (W, "a comment that never ends"),
    "dense-markup": (E, "a text with too much markup, shown as it stands"),
    "missing-image": (E, "an image that does not exist"),
    "linked-file": (E, "a linked file that could act on the address of the site"),
    "link-scheme": (E, "a link with a scheme that is not on the safe list"),
    "open-math": (W, "a formula that is opened and never closed"),
    "math-repaired": (I, "doubled backslashes in formulas, repaired"),
    "duplicate-address": (E, "two pages with one address"),
    "unknown-category": (W, "a category in the configuration that the glossary does not have"),
    "missing-extra": (E, "an optional part that is not installed"),
    "missing-glyph": (W, "a font for pictures without letters that names have"),
    "reading": (W, "a line of the readings file that does not fit"),
    "reading-proposed": (I, "proposed readings that wait for review"),
    # linking
    "dangling-anchor": (W, "a base64 anchor of a term that does not exist"),
    "stale-anchor": (I, "a base64 anchor whose term has moved"),
    "unknown-term": (E, "a written link to a term that does not exist"),
    "broken-link": (E, "a link to a file that does not exist"),
    "repository-file": (W, "a link to a file of the repository that is no page"),
    "requires-cycle": (E, "terms that are each to be read before the others"),
    "ambiguous-mention": (W, "a mention that could mean several terms"),
    "derived-name": (I, "a name of many links that is only in brackets or at a slash of a heading"),
    "general-sense": (W, "a name before a qualifier, linked in texts of other fields"),
    "compound-mention": (I, "a mention inside a longer word"),
    # rendering
    "math": (E, "a formula that KaTeX cannot read"),
    "worker": (E, "a worker process was killed"),
    "template": (E, "a template that cannot be rendered"),
    "catalog": (E, "a catalog of interface texts that cannot be read"),
    "no-catalog": (I, "a language of the site whose interface is in English"),
    # writing
    "output-folder": (E, "an output folder that must not be written to"),
    "output-busy": (E, "an output folder that another build is writing to"),
    "output-write": (E, "an output folder that cannot be written to"),
    "user-file": (E, "a file in the output folder that glossgen did not make, in the way of a page"),
    "file-name": (E, "an address that is not a safe file name on every system"),
    "merge-part": (E, "a folder that is not a part of this site"),
    # identity
    "lock-file": (E, "a glossgen.lock that cannot be read"),
    "lock-stale": (E, "a glossgen.lock that does not hold what is published now"),
    "lock-missing": (I, "terms that glossgen.lock does not know yet"),
    "vanished": (E, "a published address or anchor that would vanish"),
    # the mirror
    "stale-mirror": (E, "a mirror that is not what the sources give now"),
    # commands
    "port": (E, "a port that cannot be used"),
    "explain-place": (E, "a file or line that the glossary does not have"),
    "not-empty": (E, "a folder that must be empty and is not"),
    "new-label": (E, "a label that cannot be added"),
    "new-file": (E, "a file that an entry cannot be added to"),
    "machine": (E, "an error of the operating system: disk, rights, handles or memory"),
    "internal": (E, "a bug of glossgen itself"),
}
"""Code → severity and the meaning of the code."""

MENDING: dict[str, str] = {
    "config-syntax": "correct the YAML in the line that is named",
    "config-key": "correct the name, or remove the key; write each key only once",
    "config-type": "write a value of the type that the message asks for",
    "config-value": "take one of the choices that the message lists",
    "config-folder": "make the folder, or correct its path",
    "config-file": "make the file readable; only one of glossgen.yml and glossgen.yaml may be there",
    "unreadable": "give the right to read the file, and a name that is UTF-8",
    "outside-link": "put a copy of what it leads to in its place, or exclude it",
    "external-image": "copy the image into the glossary; until then it is shown as a link",
    "shortcode": "write what it shows in Markdown",
    "unknown-footnote": "write the footnote, `[^x]: text`, or put the mark between backticks",
    "table-excess": "add a column to the head of the table, or a blank line before the text",
    "encoding": "save the file as UTF-8",
    "front-matter": "correct the YAML between the two lines of ---",
    "front-matter-key": "add the key, or correct its name",
    "not-read": "convert them to Markdown, or leave their folder out with `exclude`",
    "same-terms": "nothing, if it is made from the other; else exclude the one that is not edited",
    "data": "correct the record, or say under `columns` in glossgen.yml what its columns hold",
    "attributes": "write one `name: value` a line in the comment below the heading",
    "attribute-key": "correct the name, or map it to one of ours under `front_matter` in glossgen.yml",
    "attribute-value": "write a value of the kind that the message asks for",
    "duplicate-attribute": "remove one of the two",
    "empty-heading": "write a label: `## label | other label`",
    "empty-label": "write a label between the bars, or remove one",
    "long-heading": "write a label of a few words, and the rest as the definition",
    "anchor-heading": "write the anchor of the heading beside the old one, or run `glossgen link` again",
    "no-heading": "write a space between the marks and the label: `## label`",
    "control-character": "remove the character; an editor that shows it helps",
    "hidden-character": "remove the character: two labels that look alike would be two terms",
    "empty-entry": "write a definition, or mark the entry with `draft: true`",
    "fullwidth-bar": "write the half-width `|` between labels",
    "duplicate-label": "join the two entries, or rename one",
    "homonym": "nothing, if both are meant; `scope` or `priority` says which one a mention means",
    "case-homonym": "give one of them `match: exact`",
    "duplicate-id": "give each term an `id` of its own",
    "unsafe-label": "write `autolink: always` to link it, or `autolink: never` to hide this message",
    "language-rules": "add a row to `data/languages.ini`, as docs/languages.md says, or leave it so",
    "no-sources": "look at the folder, and at `sources` and `exclude` in glossgen.yml",
    "no-terms": "write an entry, or look at `sources` and `exclude` in glossgen.yml",
    "raw-html": "write it in Markdown, or in backquotes to show it",
    "open-comment": "end the comment with `-->`",
    "dense-markup": "split the paragraph with blank lines, or the file",
    "missing-image": "correct the path, which counts from the folder of the file",
    "linked-file": "link to a picture, a PDF, plain text, data or an archive, with the ending of what it is",
    "link-scheme": "link with https:, http:, mailto: or tel:, or to a file of the glossary",
    "open-math": "close the formula, or write `\\$` where the sign is meant",
    "math-repaired": "nothing; or write single backslashes in the source",
    "duplicate-address": "rename a file, or give one of the two another `url`, `id` or alias",
    "unknown-category": "correct the name under `categories` in glossgen.yml, or remove it",
    "missing-extra": 'install what the message names: `pip install "glossgen[ja]"` or `"glossgen[images]"`',
    "missing-glyph": "take a font that has the letters, or leave these pages without a picture",
    "reading": "correct the line of readings.yml: `label: reading in kana`",
    "reading-proposed": "look at the proposals, and take the `?` away from those that are right",
    "dangling-anchor": "write an entry with this heading, or remove the link",
    "stale-anchor": "nothing, the link leads there; or correct the address",
    "unknown-term": "write an entry of this name, or correct the link",
    "broken-link": "correct the path, which counts from the folder of the file, or the name of the entry",
    "repository-file": "state the address of the repository: `repository: https://…` in glossgen.yml",
    "requires-cycle": "remove one of the terms from the “requires” of another",
    "ambiguous-mention": "name the term, `[[id|text]]`, or give one of the terms `scope` or `priority`",
    "derived-name": "nothing, if it is a name of the term; else write the label without it",
    "general-sense": "write `autolink: never` and link by hand, or list the name under `ignore`",
    "compound-mention": "write an entry for the longer word, or put `[[!…]]` around it",
    "math": "correct the TeX at the line and column that are named",
    "worker": "build again; `--jobs 1` needs less memory",
    "template": "correct the template, or remove it to use that of glossgen",
    "catalog": "correct the catalog in `locale/`",
    "no-catalog": "nothing; or translate the messages in a catalog of your own, `locale/xx.po`",
    "output-folder": "choose a folder for the site alone with `output` or `--output`",
    "output-busy": "wait for the other build, or choose another folder with `--output`",
    "output-write": "give the right to write to the folder, or make room on the disk",
    "user-file": "move the file away, or choose another output folder",
    "file-name": "rename the file or entry that the address comes from",
    "merge-part": "build all parts from one commit, with the same settings, and give each of them once",
    "lock-file": "put the last good version of glossgen.lock back",
    "lock-stale": "run `glossgen lock`, and commit what it writes",
    "lock-missing": "run `glossgen lock` before you publish",
    "vanished": "write the old `id` below the new heading, or give it up with `glossgen lock --retire`",
    "stale-mirror": "run `glossgen link`, and commit what it writes",
    "port": "choose another with `--port`",
    "explain-place": "name a file of the glossary and a line of it: `terms.md:12`",
    "not-empty": "choose a new folder",
    "new-label": "choose a label that no entry has",
    "new-file": "name a file of headings in the glossary",
    "machine": "make room on the disk, or give the rights, handles or memory that are missing",
    "internal": "report it with the output of `--verbose`",
}
"""Code → how a writer fixes it. `tools/problems_page.py` generates `docs/problems.md` from both tables."""


class CannotStart(Exception):
    """Work stops before anything is written, because of these problems (exit code 2)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in order."""
        self.problems = in_order(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))

    def __reduce__(self) -> tuple[type[CannotStart], tuple[tuple[Problem, ...]]]:
        """Support pickling, for errors raised in worker processes."""
        return CannotStart, (self.problems,)


def severity(problem: Problem) -> Severity:
    """The severity of a problem, by its code."""
    return CODES[problem.code][0]


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems sorted by position, then code, without duplicates."""

    def rank(problem: Problem) -> tuple[str, int, int, str, str]:
        place = problem.position
        return (place.path, place.line, place.column or 0, problem.code, problem.message)

    return tuple(sorted(set(problems), key=rank))


def where(position: Position) -> str:
    """`path:line` or `path:line:column`; line 0 (an option, a folder) is left out."""
    if not position.line:
        return position.path
    column = f":{position.column}" if position.column else ""
    return f"{position.path}:{position.line}{column}"


def wording(problem: Problem) -> str:
    """`path:line: severity[code]: message`, with the hint on a line of its own.

    `glossgen.problems.hints.hinted` adds guessed hints beforehand.
    """
    line = f"{where(problem.position)}: {severity(problem).value}[{problem.code}]: {problem.message}"
    return f"{line}\n    hint: {problem.hint}" if problem.hint else line


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A hint with the most similar known word, or with all of them if none is similar."""
    close = nearest(word, known)
    return f"did you mean “{close}”?" if close else "known: " + ", ".join(sorted(known))
