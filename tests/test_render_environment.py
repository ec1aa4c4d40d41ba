"""The environment of the templates: which of them are ours, and how messages are set in."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.render import make_environment
from glossgen.render.environment import is_built_in
from glossgen.render.template_messages import in_language


def test_globals_are_seen_in_templates_and_macros() -> None:
    environment = make_environment()
    environment.globals["icon"] = "x.svg"
    template = environment.from_string("{% macro m() %}{{ icon }}{% endmacro %}{{ m() }} {{ icon }}")
    assert template.render() == "x.svg x.svg"
    assert template.render(icon="own") == "own own"


def test_which_templates_are_built_in(tmp_path: Path) -> None:
    (tmp_path / "note.html").write_text("own", "utf-8")
    environment = make_environment((tmp_path,))
    assert is_built_in(environment.get_template("base.html"))
    assert is_built_in(environment.get_template("builtin/note.html"))
    assert not is_built_in(environment.get_template("note.html"))
    assert not is_built_in(environment.from_string("x"))


MESSAGES = """
a constant message       . {{ _("Index") }}                  . INDEX
in an attribute          . <a title="{{ _('Index') }}">      . <a title="INDEX">
its signs are escaped    . {{ _("a <b>") }}                  . A &lt;B&gt;
as an argument           . {{ upper(_("a"), _("b")) }}       . A+B
with a filter            . {{ _("Index") | length }}         . 5
with values              . {{ _("in %(x)s", x="y") }}        . asked: in y
not a constant           . {{ _(word) }}                     . asked: here
two strings              . {{ _("a" ~ "b") }}                . asked: ab
another function         . {{ upper("a", "b") }}             . a+b
only text                . _("Index")                        . _("Index")
at the very end          . {% set _x = 1 %}{{ _("Index") }}  . INDEX
"""


@pytest.mark.parametrize(
    "line", MESSAGES.strip().splitlines(), ids=lambda line: line.partition(" . ")[0].strip()
)
def test_constant_messages_are_set_in_when_a_template_is_compiled(line: str) -> None:
    _, source, expected = (part.strip() for part in line.split(" . "))
    environment = in_language(make_environment(), str.upper)
    values = {
        "_": lambda message, **named: "asked: " + message % named,
        "upper": lambda one, two: f"{one}+{two}",
        "word": "here",
    }
    assert environment.from_string(source).render(**values) == expected


def test_languages_do_not_share_their_templates() -> None:
    plain = make_environment()
    one, other = in_language(plain, str.upper), in_language(plain, str.title)
    name = "macros.html"
    assert one.get_template(name) is not other.get_template(name)
    assert one.get_template(name) is one.get_template(name)
    source = '{{ _("two words") }}'
    shown = [environment.from_string(source).render(_=str) for environment in (one, other, plain)]
    assert shown == ["TWO WORDS", "Two Words", "two words"]
