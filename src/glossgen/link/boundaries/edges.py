"""Applies the boundary rules for the scripts at both edges of a match.

The script at the edge selects the rule. A regex `\\b` cannot be used: kana and kanji are word
characters to regex engines, so that `\\bLLM\\b` does not find “LLMは”.
"""

from __future__ import annotations

from msgspec import Struct, field

from glossgen.lexicon import Lexicon
from glossgen.lexicon.okurigana import dropped_kana
from glossgen.link.boundaries.chinese import ChineseRule
from glossgen.link.boundaries.hiragana import (
    LONGEST,
    common_word_crosses,
    follows_verb,
    hiragana_left,
    hiragana_right,
    verb_goes_on,
)
from glossgen.link.boundaries.kanji import KanjiRule
from glossgen.link.boundaries.katakana import KatakanaRule
from glossgen.link.boundaries.latin import latin_left, latin_right
from glossgen.link.boundaries.referee import Referee
from glossgen.link.boundaries.result import ACCEPTED, ACCEPTED_COMPOUND, BoundaryResult, rejected
from glossgen.link.boundaries.text_view import Hit, TextView
from glossgen.text.language_rules import LanguageRules
from glossgen.text.scripts import Script, script

_WORD = (Script.LATIN, Script.DIGIT)


class Boundaries(Struct, frozen=True):
    """The boundary rules with the words of one lexicon. Results for kana after a label are memoised."""

    lexicon: Lexicon
    kanji: KanjiRule | ChineseRule
    katakana: KatakanaRule
    rules: LanguageRules | None = None
    referee: Referee | None = None
    known: dict[tuple[str, str], BoundaryResult] = field(default_factory=dict)

    @classmethod
    def of(cls, lexicon: Lexicon, referee: Referee | None = None) -> Boundaries:
        """The rules for a lexicon, with an optional referee for doubtful matches."""
        rules = lexicon.rules
        kanji = ChineseRule(lexicon) if rules and rules.words == "chinese" else KanjiRule(lexicon)
        return cls(lexicon, kanji, KatakanaRule(lexicon), rules, referee)

    def judge(self, text: TextView, hit: Hit, *, left_accepted: bool = False) -> BoundaryResult:
        """Judge both edges of a match; the first rule that rejects one decides.

        `left_accepted` says that the left edge is accepted already
        (`glossgen.link.boundaries.edge_fast_path`). Then, for a label that ends in kanji, only the
        hiragana after it need to be judged, which is the most frequent case.
        """
        folded, compound, referee = text.folded.text, False, self.referee
        edges = (script(folded[hit.first]), script(folded[hit.last - 1]))
        if left_accepted and edges[1] is Script.KANJI:
            kana = text.run_after(hit.last, Script.HIRAGANA)
            if kana:
                return self.judge_kana_after(folded[hit.first : hit.last], kana)
        rules = [self._left, self._right]
        if Script.KATAKANA in edges:
            rules.append(self.katakana.judge)
        if Script.KANJI in edges:
            rules.append(self.kanji.judge)
        for rule in rules:
            verdict = rule(text, hit)
            if referee and not verdict.accepted:
                verdict = referee.judge(text, hit, verdict)
            if not verdict.accepted:
                return verdict
            compound = compound or verdict.compound
        verdict = ACCEPTED_COMPOUND if compound else ACCEPTED
        return referee.judge(text, hit, verdict) if referee else verdict

    def _left(self, text: TextView, hit: Hit) -> BoundaryResult:
        first = script(text.folded.text[hit.first])
        tables = self.lexicon.tables
        if first in _WORD:
            verdict = latin_left(text, hit, tables, self.rules)
            if not verdict.accepted:
                return verdict
        elif first is Script.HIRAGANA:
            crossed = common_word_crosses(text, hit, tables)
            return rejected("hiragana-crosses") if crossed else hiragana_left(text, hit, tables)
        elif first is Script.OTHER:
            return rejected("inside-word") if _is_word(text.at(text.before(hit.start))) else ACCEPTED
        elif first is Script.HANGUL and text.kind_before(hit.first) is Script.HANGUL:
            return rejected("inside-word")
        if first is Script.KANJI:
            return rejected("verb-before") if follows_verb(text, hit, tables) else ACCEPTED
        if text.kind_before(hit.first) is Script.KANJI:
            return rejected("kanji-prefix") if self.kanji.changes(text, hit.first) else ACCEPTED
        return ACCEPTED

    def _right(self, text: TextView, hit: Hit) -> BoundaryResult:
        last = script(text.folded.text[hit.last - 1])
        tables = self.lexicon.tables
        if last in _WORD:
            return latin_right(text, hit, tables, self.rules)
        if last is Script.OTHER:
            neighbour = text.at(text.after(hit.end))
            goes_on = _is_word(neighbour) or neighbour == text.at(hit.end - 1)
            return rejected("inside-word") if goes_on else ACCEPTED
        if last is Script.HANGUL and self.rules and self.rules.particles:
            word = text.run_after(hit.last, Script.HANGUL)
            return ACCEPTED if self.rules.is_particle(word) else rejected("particle")
        if last is Script.HIRAGANA and verb_goes_on(text, hit, tables):
            return rejected("verb-goes-on")
        if last in (Script.KANJI, Script.HIRAGANA) and text.kind_after(hit.last) is Script.HIRAGANA:
            label = text.folded.text[hit.first : hit.last]
            return self.judge_kana_after(label, text.run_after(hit.last, Script.HIRAGANA))
        return ACCEPTED

    def judge_kana_after(self, label: str, kana: str) -> BoundaryResult:
        """Judge the right edge of a label in kanji or hiragana by the hiragana after it."""
        edge = (label, kana[:LONGEST])
        verdict = self.known.get(edge)
        if verdict is None:
            verdict = hiragana_right(*edge, self.lexicon.tables)
            if verdict.accepted and self._drops(*edge):
                verdict = rejected("okurigana")
            self.known[edge] = verdict
        return verdict

    def _drops(self, label: str, kana: str) -> bool:
        """Whether a label is only a spelling that drops the kana which follow it (見積 in 見積もる)."""
        forms = self.lexicon.forms.get(label, ())
        dropped = [dropped_kana(form.label, label) for form in forms if form.rule == "okurigana-form"]
        return len(dropped) == len(forms) and any(each[:1] == kana[:1] for each in dropped)


def _is_word(char: str) -> bool:
    return bool(char) and script(char) in _WORD
