"""The kinds of callouts (notes, warnings) that writers know, and what they are called on a page."""

from __future__ import annotations

from collections.abc import Mapping

_LOOKS: Mapping[str, str] = {
    "note": "note info abstract summary tldr quote cite seealso admonition important question help faq todo"
    " example details message",
    "tip": "tip hint success check done",
    "warning": "warning caution attention danger error failure bug warn alert",
}
KINDS: Mapping[str, str] = {kind: look for look, kinds in _LOOKS.items() for kind in kinds.split()}
"""What a writer calls a callout (GitHub, Obsidian, Docusaurus, VuePress, MkDocs, MyST, Zenn) → its look."""

_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {"note": "Note", "tip": "Tip", "warning": "Warning", "important": "Important"},
    "ja": {"note": "補足", "tip": "ヒント", "warning": "注意", "important": "重要"},
    "de": {"note": "Hinweis", "tip": "Tipp", "warning": "Warnung", "important": "Wichtig"},
    "fr": {"note": "Remarque", "tip": "Astuce", "warning": "Avertissement", "important": "Important"},
    "es": {"note": "Nota", "tip": "Consejo", "warning": "Advertencia", "important": "Importante"},
    "pt": {"note": "Nota", "tip": "Dica", "warning": "Aviso", "important": "Importante"},
    "ru": {"note": "Примечание", "tip": "Совет", "warning": "Внимание", "important": "Важно"},
    "ko": {"note": "참고", "tip": "팁", "warning": "주의", "important": "중요"},
    "zh": {"note": "注", "tip": "提示", "warning": "警告", "important": "重要"},
}
_OWN = (
    "important",
    "example",
    "question",
    "todo",
    "danger",
    "caution",
    "info",
    "summary",
    "quote",
    "details",
)


def callout_name(kind: str, language: str) -> str:
    """The default title of a callout, in the language of the text.

    English has a word for each kind, other languages one for each look.
    """
    names = _NAMES.get(language.partition("-")[0].lower())
    if names is None or (names is _NAMES["en"] and kind in _OWN):
        return kind.capitalize()
    return names.get(kind) or names[KINDS[kind]]
