"""Compiled templates with less overhead for each page than Jinja's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from glossgen.assets import templates_folder
from glossgen.render.fragment_cache import NOTHING

_Values = dict[str, Any]


def is_built_in(template: jinja2.Template) -> bool:
    """Whether a template comes with glossgen rather than from an owner's folder."""
    return _is_ours(template.filename)


def _is_ours(filename: str | None) -> bool:
    return filename is not None and Path(filename).parent == templates_folder()


class Code(CodeGenerator):
    """Compiles our own templates: what they ask of a value is an attribute of it, and is there.

    An owner's may ask for a key, too, or for what is not there; Jinja looks for both.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  (Jinja's name)
        """Write an attribute; what `self` has are blocks."""
        of_self = isinstance(node.node, nodes.Name) and node.node.name == "self"
        if of_self or not _is_ours(self.filename):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


class PageTemplate(jinja2.Template):
    """A template that copies no finished HTML, and whose macros are made once for all pages."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """The template of compiled code, which is to escape with `_escape`."""
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = _escape
        return made

    def make_module(
        self,
        vars: _Values | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> TemplateModule:
        """The macros of the template, as a page imports them.

        Our own are nothing but macros, which look up what they show when they
        are called. So they are made for the first page, and for each further one
        only told where to look. An owner's are made anew, and so are ours on
        the pages that an owner's template has a part in.
        """
        if not vars or vars.get("kept", NOTHING) is NOTHING or not self._is_built_in:
            return super().make_module(vars, shared, locals)
        module, context = self._macros
        passed = {name: value for name, value in (locals or {}).items() if value is not missing}
        context.parent = {**vars, **passed}
        return module

    @cached_property
    def _is_built_in(self) -> bool:
        return is_built_in(self)

    @cached_property
    def _macros(self) -> tuple[TemplateModule, Context]:
        context = self.new_context()
        return TemplateModule(self, context), context


def call_macro(macro: Any, args: tuple[object, ...]) -> Markup | None:
    """What a macro makes of arguments without names, if it takes no others; else None."""
    left_out = len(macro.arguments) - len(args)
    if left_out < 0 or not _is_plain(macro):
        return None
    return Markup(macro._func(*args, *[missing] * left_out))  # noqa: S704  (as Jinja does)


def _is_plain(macro: Macro) -> bool:
    """Whether a macro takes the arguments that it names, and no others."""
    return not (macro.catch_kwargs or macro.catch_varargs or macro.caller)


def macro_function(macro: Callable[..., object], count: int) -> Callable[..., str]:
    """A macro as a function of `count` arguments without names, whose HTML is plain text.

    Jinja looks at the arguments in each call and copies the HTML. Where the macro
    takes just so many, and nothing else, its compiled function can be called.
    """
    if isinstance(macro, Macro) and len(macro.arguments) == count and _is_plain(macro):
        function: Callable[..., str] = macro._func
        return function
    return lambda *args: str(macro(*args))


def _escape(value: object) -> str:
    """As `escape`, which makes a copy of what is HTML already, and escapes the same words on every page."""
    if isinstance(value, Markup):
        return value
    return _escaped(value) if isinstance(value, str) else escape(value)


@lru_cache(maxsize=1 << 12)
def _escaped(text: str) -> Markup:
    return escape(text)
