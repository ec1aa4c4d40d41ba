"""Formulas in names as characters: `$L^2$ norm` is “L² norm” in titles, search, feeds and pictures.

Names stand where no formula can: in the title of a browser's tab, in JSON-LD, in the index of the
search. Unicode has signs for what names hold: Greek letters, powers, indices, letters of sets.
Where markup can stand, a page shows the formula itself (`glossgen.render.names`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

_FORMULA = re.compile(r"\$(?=[^\s$])([^$\n]{1,200}?)(?<=[^\s$])\$(?!\d)")
_PLACE = 0xF0000
_PLACES = re.compile("[\U000f0000-\U000ffffd]")
"""Characters for private use (Unicode §23.5), which stand for formulas while a heading is read."""
_COMMAND = re.compile(r"\\([A-Za-z]+)(\s*)|\\(.)")
_SCRIPT = re.compile(r"([\^_])\s*(?:\{([^{}]*)\}|(\S))")
_GROUP = re.compile(
    r"\\(mathbb|mathcal|mathfrak|mathscr|mathbf|boldsymbol|bm)\s*(?:\{([A-Za-z0-9]+)\}|([A-Za-z]))"
)
_PLAIN = re.compile(
    r"\\(?:mathrm|mathit|mathsf|mathtt|text|textrm|textbf|textit|operatorname\*?)\s*\{([^{}]*)\}"
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_ACCENT = re.compile(
    r"\\(hat|bar|tilde|vec|dot|ddot|overline|widehat|widetilde)\s*(?:\{([^{}]*)\}|([A-Za-z]))"
)

_ALPHABETS: Mapping[str, str] = {
    "mathbb": "DOUBLE-STRUCK",
    "mathcal": "SCRIPT",
    "mathscr": "SCRIPT",
    "mathfrak": "FRAKTUR",
    "mathbf": "BOLD",
    "boldsymbol": "BOLD",
    "bm": "BOLD",
}
_ACCENTS: Mapping[str, str] = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0304",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
}
_NAMED: Mapping[str, str] = {
    "infty": "∞",
    "partial": "∂",
    "nabla": "∇",
    "ell": "ℓ",
    "hbar": "ℏ",
    "times": "×",
    "cdot": "·",
    "to": "→",
    "rightarrow": "→",
    "leftarrow": "←",
    "mapsto": "↦",
    "Rightarrow": "⇒",
    "leq": "≤",
    "le": "≤",
    "geq": "≥",
    "ge": "≥",
    "neq": "≠",
    "ne": "≠",
    "approx": "≈",
    "sim": "∼",
    "in": "∈",
    "notin": "∉",
    "subset": "⊂",
    "cup": "∪",
    "cap": "∩",
    "sum": "∑",
    "prod": "∏",
    "int": "∫",
    "pm": "±",
    "circ": "∘",
    "oplus": "⊕",
    "otimes": "⊗",
    "dagger": "†",
    "prime": "′",
    "ldots": "…",
    "dots": "…",
    "cdots": "⋯",
    "perp": "⊥",
    "parallel": "∥",
    "mid": "|",
    "lVert": "‖",
    "rVert": "‖",
    "Vert": "‖",
    "langle": "⟨",
    "rangle": "⟩",
    "forall": "∀",
    "exists": "∃",
    "neg": "¬",
    "land": "∧",
    "lor": "∨",
    "vee": "∨",
    "wedge": "∧",
    "varepsilon": "ε",
    "varphi": "φ",
    "vartheta": "ϑ",
    "epsilon": "ε",
    "phi": "φ",
    "emptyset": "∅",
    "quad": " ",
    "left": "",
    "right": "",
    "displaystyle": "",
    "limits": "",
    "star": "⋆",
    "ast": "∗",
    "deg": "°",
}
_ESCAPED: Mapping[str, str] = {"|": "‖", ",": "\u2009", ";": " ", ":": " ", "!": "", " ": " ", "\\": " "}
_RELATIONS = frozenset("→←↦⇒≤≥≠≈∼∈∉⊂∪∩×±⊕⊗∧∨⊥∥")
_RAISED = {
    **dict(zip("0123456789+-=()*'", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾*′", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
}
_LOWERED = {
    **dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
    **dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
}


def with_readable_formulas(name: str) -> str:
    """A name with its formulas as characters."""
    return _FORMULA.sub(lambda found: readable(found[1]), name) if "$" in name else name


def formulas_in(name: str) -> tuple[str, ...]:
    """The formulas of a name, in TeX."""
    return tuple(_FORMULA.findall(name)) if "$" in name else ()


def is_formula(name: str) -> bool:
    """Whether a name is one formula and nothing else."""
    return _FORMULA.fullmatch(name) is not None


def text_and_formulas(name: str) -> list[str]:
    """The parts of a name: text at even places, the TeX of a formula at odd ones."""
    return _FORMULA.split(name)


def formulas_apart(names: Iterable[str]) -> tuple[list[str], Callable[[str], str]]:
    """Names with one character for each formula, and the function that puts the formulas back.

    So commas, colons and bars of a formula are none of the name.
    """
    found: list[str] = []

    def taken(formula: re.Match[str]) -> str:
        found.append(formula[0])
        return chr(_PLACE + len(found) - 1)

    apart = [_FORMULA.sub(taken, name) for name in names]
    return apart, lambda text: _PLACES.sub(lambda place: found[ord(place[0]) - _PLACE], text)


def readable(tex: str) -> str:
    """A formula in Unicode characters; what Unicode has no character for stays TeX."""
    text = _PLAIN.sub(r"\1", tex)
    text = _GROUP.sub(lambda found: _in_alphabet(found[1], found[2] or found[3]), text)
    text = _ACCENT.sub(lambda found: _accented(found[1], found[2] or found[3]), text)
    text = _FRACTION.sub(r"\1/\2", text)
    text = _ROOT.sub(lambda found: f"√{found[1]}" if len(found[1]) == 1 else f"√({found[1]})", text)
    text = _COMMAND.sub(lambda found: _named(found[1], found[2], found[3]), text)
    text = _SCRIPT.sub(lambda found: _script(found[1], (found[2] or found[3] or "").strip()), text)
    return " ".join(text.replace("{", "").replace("}", "").split())


def _named(command: str | None, space: str, sign: str) -> str:
    """The character of a command; relations get spaces around them, and words such as `log` keep theirs."""
    if command is None:
        return _ESCAPED.get(sign, sign)
    if command in _NAMED:
        found = _NAMED[command]
        return f" {found} " if found in _RELATIONS else found
    case = "CAPITAL" if command[:1].isupper() else "SMALL"
    spelling = {"lambda": "LAMDA"}.get(command.lower(), command.upper())
    return _character(f"GREEK {case} LETTER {spelling}") or command + space


def _character(name: str) -> str:
    """The character of a name in Unicode; empty if there is none."""
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return ""


def _in_alphabet(command: str, letters: str) -> str:
    """Letters of a mathematical alphabet: ℝ for `\\mathbb{R}`. Bold ones stay plain."""
    style = _ALPHABETS[command]
    return letters if style == "BOLD" else "".join(_styled(style, letter) for letter in letters)


def _styled(style: str, letter: str) -> str:
    kind = "DIGIT" if letter.isdigit() else "CAPITAL" if letter.isupper() else "SMALL"
    name = unicodedata.name(letter).rsplit(" ", 1)[-1]
    old = {"FRAKTUR": "BLACK-LETTER"}.get(style, style)
    return _character(f"{old} {kind} {name}") or _character(f"MATHEMATICAL {style} {kind} {name}") or letter


def _accented(accent: str, text: str) -> str:
    return unicodedata.normalize("NFC", text + _ACCENTS[accent]) if len(text) == 1 else text


def _script(sign: str, text: str) -> str:
    """A power or an index in superscript or subscript characters, if Unicode has all of them."""
    table = _RAISED if sign == "^" else _LOWERED
    if text and all(char in table for char in text):
        return "".join(table[char] for char in text)
    return f"{sign}{text}" if len(text) < 2 else f"{sign}({text})"
