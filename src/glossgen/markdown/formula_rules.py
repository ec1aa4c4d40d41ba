r"""Where a formula begins and ends: `$…$`, `\(…\)`, `\[…\]`, and `\begin{equation}` on lines of its own.

A dollar sign may also be money, a shell variable or a plain character, and `\(` a bracket that a Markdown
formatter has escaped. The content between the delimiters decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.dollarmath.index import math_inline_dollar

_WORDS = re.compile(r"\\(?:text|textbf|textit|textrm|mathrm|mathit|mathbf|mbox|operatorname)\s*\{[^{}]*\}")
"""Words inside of a formula, in any language."""
_FOREIGN = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_PLAIN = re.compile(r"[A-Za-z0-9。、]")
_MARK = re.compile(r"\\|\^|[{}=]|(?<![A-Za-z][A-Za-z])_")
"""Characters of a formula that a sentence between two prices does not have."""
_VARIABLE = re.compile(
    r"\{?[A-Za-z_]\w*\}?[^\w\\^{}=]+|\{?[A-Za-z_][A-Za-z0-9_]*\}?[\u3000-\u9fff].*", re.DOTALL
)
"""A shell variable and the text before the next one."""

_NAME_START = re.compile("[A-Za-z_{]")
"""The start of the name of a shell variable, after its dollar sign."""

_TEX = re.compile(r"\\[A-Za-z]|[\^_=<>]|[A-Za-z0-9)]\s*[-+*/]\s*[A-Za-z0-9(\\]")
_SYMBOL = re.compile(r"\s*(?:[A-Za-z]|[Α-ω])['0-9]?\s*")
_BRACKET = re.compile(r"(\\\\?)([(\[])")
_MOST = 2_000
"""The longest formula in brackets inside of a line, in characters."""

_BEGIN = re.compile(
    r"\\begin\{(?P<name>(?:equation|align|alignat|gather|multline|eqnarray|flalign|CD)\*?)\}|(?P<slashes>\\\\?)\["
)


def formula_plugin(md: MarkdownIt) -> None:
    """Teach a parser formulas."""
    md.use(
        dollarmath_plugin,
        allow_space=False,
        allow_digits=False,
        allow_labels=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    md.inline.ruler.at("math_inline", _dollars)
    md.inline.ruler.before("escape", "tex_inline", _brackets)
    md.block.ruler.before(
        "math_block", "tex_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


_find_dollars = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)


def _dollars(state: StateInline, silent: bool) -> bool:
    """Apply the rule of the plugin if the content between the dollar signs is a formula."""
    start = state.pos
    if state.src[start] != "$" or not _find_dollars(state, True):
        return False
    end, state.pos = state.pos, start
    if not is_formula(state.src[start:end].strip("$"), state.src[end : end + 1]):
        return False
    if silent:
        state.pos = end
        return True
    return _find_dollars(state, False)


def is_formula(content: str, after: str) -> bool:
    """Whether a text between dollar signs is a formula; `after` is the character behind it."""
    if content.count("`") % 2:
        return False  # a code span begins inside and ends outside
    if _NAME_START.match(after) and _VARIABLE.fullmatch(content):
        return False
    bare = _WORDS.sub("", content)
    foreign = _FOREIGN.search(bare) is not None
    return not (foreign and _PLAIN.search(bare) and not _MARK.search(bare))


def _brackets(state: StateInline, silent: bool) -> bool:
    r"""`\(x\)` within a line and `\[x\]` as a display, also with doubled backslashes."""
    found = _BRACKET.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    closing = found[1] + (")" if found[2] == "(" else "]")
    end = state.src.find(closing, found.end(), min(state.posMax, found.end() + _MOST))
    content = state.src[found.end() : end] if end > 0 else ""
    within = found[2] == "("
    if not (_TEX.search(content) or (within and _SYMBOL.fullmatch(content))) or not content.strip():
        return False
    if not silent:
        token = state.push("math_inline" if within else "math_inline_double", "math", 0)
        token.content, token.markup = content, found[0]
    state.pos = end + len(closing)
    return True


def _block(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    r"""`\begin{equation}` … `\end{equation}` and `\[` … `\]` on lines of their own."""
    if state.is_code_block(line):
        return False
    found = _BEGIN.match(_row(state, line))
    if not found:
        return False
    closing = f"\\end{{{found['name']}}}" if found["name"] else found["slashes"] + "]"
    last = line
    while last < end_line and not state.isEmpty(last) and not _row(state, last).rstrip().endswith(closing):
        last += 1
    if last >= end_line or state.isEmpty(last):
        return False
    content = state.getLines(line, last + 1, state.blkIndent, False).strip(" \t")
    if not found["name"]:
        content = content[found.end() : content.rstrip().rfind(closing)]
        if not content.strip() or (last == line and not _TEX.search(content)):
            return False
    if silent:
        return True
    token = state.push("math_block", "math", 0)
    token.block, token.content, token.markup, token.map = True, content, found[0], [line, last + 1]
    state.line = last + 1
    return True


def _row(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def begins_command(tokens: Sequence[Token]) -> bool:
    """Whether the next token is a TeX command."""
    return any(token.type == "text_special" and token.content.startswith("\\") for token in tokens)
