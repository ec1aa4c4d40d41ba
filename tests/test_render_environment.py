"""The environment of the templates: how our functions are called, and how messages are set in."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from glossgen.render import make_environment
from glossgen.render.environment import PlainContext
from glossgen.render.fast_templates import is_built_in
from glossgen.render.template_messages import in_language


def shown(source: str, **values: object) -> str:
    return make_environment().from_string(source).render(**values)


@jinja2.pass_context
def of_context(context: jinja2.runtime.Context, name: str) -> str:
    return f"{type(context) is PlainContext} {context[name]}"


@jinja2.pass_eval_context
def of_evaluation(evaluation: jinja2.nodes.EvalContext) -> str:
    return str(evaluation.autoescape)


class Callable:
    def __call__(self, one: str, *, two: str) -> str:
        return one + two


CALLS = """
a function of ours         . {{ plain("<a>", two="b") }}                                    . &lt;a&gt; b
in a loop                  . {% for x in "ab" %}{{ plain(x, two=x) }};{% endfor %}          . a a;b b;
in a block                 . {% block b %}{% set x = "c" %}{{ plain(x, two=x) }}{% endblock %} . c c
a built-in one             . {{ "a-b".split("-") | join }}                                  . ab
a class                    . {{ Path("a/b").name }}                                         . b
an object that is called   . {{ object("a", two="b") }}                                     . ab
one that wants the context . {{ context("word") }}                                          . True here
one that wants less        . {{ evaluation() }}                                             . True
a macro                    . {% macro m(x, y="d") %}{{ x }}{{ y }}{% endmacro %}{{ m("<") }}{{ m("e", y="f") }} . &lt;def
a macro with a caller      . {% macro m() %}[{{ caller("<") }}]{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %} . [&lt;]
a macro with the rest      . {% macro m() %}{{ varargs | join }}{{ kwargs.x }}{% endmacro %}{{ m(1, 2, x=3) }} . 123
a macro's text is no text  . {% macro m() %}<b>{% endmacro %}{{ m() }}{{ m() | length }}    . <b>3
"""  # noqa: E501


@pytest.mark.parametrize(
    "line", CALLS.strip().splitlines(), ids=lambda line: line.partition(" . ")[0].strip()
)
def test_calls_from_templates(line: str) -> None:
    _, source, expected = (part.strip() for part in line.split(" . "))
    values = {
        "plain": lambda one, *, two: f"{one} {two}",
        "Path": Path,
        "object": Callable(),
        "context": of_context,
        "evaluation": of_evaluation,
        "word": "here",
    }
    assert shown(source, **values) == expected


def test_a_function_of_ours_is_not_told_of_variables_of_blocks_and_loops() -> None:
    source = "{% block b %}{% set y = 1 %}{% for x in 'a' %}{{ names(z=x) }}{% endfor %}{% endblock %}"
    assert shown(source, names=lambda **named: " ".join(named)) == "z"


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
