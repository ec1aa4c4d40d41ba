"""Decides by the neighbouring words whether an English word is a noun or something else.

This concerns only labels of one word that are in a table: nouns that are everyday verbs
(`data/english-verbs.txt`), common words that are nouns, too (`data/english-common.txt`), and words in set
phrases (`data/english-phrases.txt`). The first row that applies decides:

| the word | is | where |
|---|---|---|
| bond, match | a noun | an article, possessive or number before it (a bond, their match, two bonds) |
| | a verb | behind to, can, please, not, they, you; behind an adverb that follows those |
| | a noun | behind to, if a word before it takes a noun (due to contract law) and no article follows |
| | a verb | before an article or pronoun (they bond the parts), not behind a preposition |
| | a verb | behind a plural, before an adverb or a plural (surfaces bond quickly, trains switch tracks) |
| | a verb | behind and, before a pronoun (and log everything); a participle behind is (is bound by it) |
| matches | a verb | behind he, she, it, who, which; before an article or pronoun, if no noun is shown |
| | a verb | behind a, each and a singular, before a preposition (a model accounts for drift) |
| | a verb | behind the and a singular, before a plural (the storm damages houses) |
| any of these | a noun | before an apostrophe; before a clause of its own (taxes a company has to pay) |
| work, right | a noun | behind an article or possessive, and before no other noun |
| Go, R | a name | with its capital in the middle of a sentence, a letter behind a function word only |
| hearing, finding | a verb | before that, an article or a pronoun; behind a preposition and before a plural |
| current, total | an adjective | before a word that is no function word (the current value) |
| any | in a phrase | the words around it make up the phrase (in light of) |

The neighbours are words of closed classes: determiners, auxiliaries, pronouns, prepositions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from glossgen.lexicon import load_tables
from glossgen.lexicon.proper_names import named_by_capital
from glossgen.text.neighbours import begins_sentence, words_after, words_before


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DETERMINERS = _words(
    "a an the these those my your his its our their whose each every any some no another either neither"
    " such this other first last next same own one two three four five six seven eight nine ten many few"
    " several"
)
_BEFORE_VERB = _words(
    "can could may might must shall should will would cannot don't doesn't didn't won't wouldn't can't"
    " couldn't shouldn't mustn't do does did please let's not never i you we they who"
)
_ADVERBS = _words("not never always often also still just even ever then thus already soon either better")
_LY_NOUNS = _words(
    "daily weekly monthly yearly hourly early friendly family likely costly deadly only supply reply"
)
_APOSTROPHES = ("'", "’")
_ADVERBS_AFTER = _words("well together up out away off down back again apart directly better instead too")
_OBJECTS = _words(
    "a an the these those my your his her its our their each every any them it him me us you themselves"
    " itself everything everyone anything something anyone someone"
)
_PREPOSITIONS = _words(
    "of in on by for with from at into as between per about under over after before without within than"
    " like and or during through against via toward towards upon among across"
)
_NOUN_FOLLOWS = (_DETERMINERS | _PREPOSITIONS) - _words("and or")
"""Words directly before a noun, whatever follows it."""

_SINGULAR = _words("a an each every")
_MANY = _words("hundred thousand million billion dozen couple good great lot")
_THIRD = _words("he she it who which that this")
_AUXILIARIES = _words(
    "can could may might must shall should will would has have had is are was were do does did cannot"
)
_SAYING = _words("mean means meant say said know knew show shown note state ensure require so such given")
_PRONOUNS = _words("everything everyone anything something anyone someone it them him us me themselves")
_BEING = _words("is are was were be been being get gets got")
_PARTICIPLES = _words("bid bound cast cut found ground hit put read run set shut split spread wound")
"""Participles that are nouns as well: is bound by the contract."""
_HELPED = {"us", "them", "me", "him", "you", "her", "it"}
_HELPERS = _words("let help helps helped make makes made see watch have had")
_TO_NOUN = _words(
    "due according addition response regard respect relation contrast contribution prior similar"
    " related relating relates relate equal close closer closest next thanks contrary relative compared"
    " comparable exposed attached apply applies applied applying belong belongs belonging refer refers"
    " referred referring lead leads leading led access approach approaches key keys answer answers add"
    " adds added connect connects connected convert converts converted opposed opposite adjacent"
    " transition return returns returned back go goes went gone come comes came equivalent specific"
    " common limited restricted linked tied bound assigned mapped transform transforms transformed"
    " contribute contributes contributed respond responds attention alternative exception damage harm"
    " change changes changed solution introduction reference references link links pertaining pertains"
    " devoted dedicated entitled party parties send sends sent give gives given sold sell transferred"
    " transfer proportional resistance resistant parallel perpendicular amount amounts objection"
    " accustomed subject reduced switch moved moving brought bring brings attributable foreign inferior"
    " superior vital crucial essential obedience"
)


class EnglishWord(Struct, frozen=True):
    """What the tables say of a word that may be a noun or something else.

    - `verb`: it is also an everyday verb; `third`: the third person of one.
    - `asked`: it is linked only where its neighbours show a noun; `name`: only as a name with a capital.
    - `adjective`: it is also an everyday adjective.
    - `phrases`: the set phrases that contain it, as (words before, words after), nearest first.
    """

    verb: bool
    third: bool
    asked: bool
    name: bool
    adjective: bool
    phrases: tuple[tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]], ...]

    def refuses(self, source: str, start: int, end: int) -> str:
        """The rule by which the word is not a noun, or not a word by itself, here; empty if it is one."""
        near = source[source.rfind(" ", 0, start - 1) + 1 : start - 1] if start > 1 else ""
        quick = not (self.phrases or self.asked or self.name or self.adjective)
        if quick and near in (_DETERMINERS if source[start:end].endswith("ing") else _NOUN_FOLLOWS):
            return ""
        count = 5 if self.phrases else 3
        before = [word.lower().replace("’", "'") for word in words_before(source, start, count)]
        after = [word.lower().replace("’", "'") for word in words_after(source, end, count)]
        if any(_fits(left, before) and _fits(right, after) for left, right in self.phrases):
            return "set-phrase"
        if self.name:
            return "" if _is_name(source, start, end, before, after) else "common-word"
        if self.adjective and after and after[0] not in load_tables().english_common:
            return "adjective"
        if self.asked and not _shows_noun(before, after):
            return "common-word"
        if source[end : end + 1] in _APOSTROPHES or _lacks_object(after):
            return ""
        if self.verb and source[start:end].endswith("ing"):
            verb = _is_gerund(before, after)
        elif self.third:
            verb = _is_third(before, after, begins_sentence(source, start))
        else:
            word = source[start:end].lower()
            verb = self.verb and (_is_verb(before, after, word) or _is_passive_or_order(before, after, word))
        return "verb" if verb else ""


@lru_cache(maxsize=8192)
def english_word(surface: str) -> EnglishWord | None:
    """What the tables say of a word; None if it is in no table."""
    if not surface.isascii() or not surface.isalpha() or (len(surface) > 1 and surface.isupper()):
        return None
    tables, lower = load_tables(), surface.lower()
    single = next((one for one in _third_of(lower) if one in tables.english_verbs), "")
    verb, phrases = lower in tables.english_verbs, _phrases().get(lower, ())
    asked = tables.english_common.get(lower) == "noun"
    name = named_by_capital(surface, tables, "en")
    adjective = lower in tables.english_adjectives
    if not (verb or single or asked or name or adjective or phrases):
        return None
    return EnglishWord(verb, bool(single) and not verb, asked, name, adjective, tuple(phrases))


def _third_of(word: str) -> Iterable[str]:
    """The verbs whose third person a word may be."""
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]


def _is_verb(before: Sequence[str], after: Sequence[str], word: str) -> bool:
    left, right = [*before, "", "", ""], (after[0] if after else "")
    object_follows = right in _OBJECTS
    if left[0] == "that":
        return object_follows or (_plural(left[1]) and (left[2] in _DETERMINERS or left[2] in _PREPOSITIONS))
    if left[0] in _DETERMINERS or left[0].endswith("'s") or left[0].endswith("s'"):
        return False
    if _adverb(left[0]):
        left = left[1:]
    if left[0] == "to":
        noun = left[1] in _TO_NOUN or left[1] == word or "from" in left[2:]
        return right != "of" and (object_follows or not noun)
    if left[0] in _BEFORE_VERB or (left[0] in _HELPED and left[1] in _HELPERS):
        return True
    if left[0] in ("and", "or", "but", "then") and (left[2] in _BEFORE_VERB or left[2] == "to") and left[1]:
        return object_follows
    if left[0] in _PREPOSITIONS:
        return False
    if object_follows:
        return not left[0] or _plural(left[0]) or not any(each in _DETERMINERS for each in left[:2])
    if right == "that" and not left[0]:
        return True
    return _plural(left[0]) and _follows_plural(left[1], right)


def _is_passive_or_order(before: Sequence[str], after: Sequence[str], word: str) -> bool:
    """Whether a word is the participle of a passive (is then bound to) or the last of several orders."""
    left = [*before, "", ""]
    if left[0] in ("and", "or", "then") and after and after[0] in _PRONOUNS:
        return True
    return word in _PARTICIPLES and (left[0] in _BEING or (_adverb(left[0]) and left[1] in _BEING))


def _follows_plural(before: str, right: str) -> bool:
    """Whether the word after a plural is its verb (surfaces bond quickly, trains switch tracks)."""
    subject = not before or before in _DETERMINERS
    return right == "that" or _adverb(right) or right in _ADVERBS_AFTER or (subject and _plural(right))


def _is_gerund(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a noun in -ing is the verb: for hearing cases, a court finding that there is cause."""
    left, right = [*before, ""], (after[0] if after else "")
    if left[0] in _DETERMINERS:
        return False
    return right in _OBJECTS or right == "that" or (left[0] in _PREPOSITIONS and _plural(right))


def _is_third(before: Sequence[str], after: Sequence[str], first: bool) -> bool:
    left, right = [*before, "", ""], (after[0] if after else "")
    if _adverb(left[0]):
        left = left[1:]
    if left[0] in ("that", "which") and (
        left[1] in _PREPOSITIONS or left[1] in _SAYING or _plural(left[1]) or right in _AUXILIARIES
    ):
        return False
    if left[0] in _THIRD and left[0] != "this":
        return True
    if left[0] in _DETERMINERS or left[0] in _PREPOSITIONS or left[0].endswith("'s") or left[0] == "to":
        return False
    if left[1] in _SINGULAR and not _plural(left[0]) and left[0] not in _MANY:
        return right in _NOUN_FOLLOWS or _adverb(right)
    if left[1] in _DETERMINERS and not _plural(left[0]) and left[0] not in _DETERMINERS and _plural(right):
        return True
    return right in _OBJECTS and (first or (bool(left[0]) and not _plural(left[0])))


def _lacks_object(after: Sequence[str]) -> bool:
    """Whether a relative clause about the word follows: taxes a company has to pay, fields you can use."""
    if not after or after[0] not in _OBJECTS:
        return False
    return any(word in _AUXILIARIES for word in after[1:3])


def _is_name(source: str, start: int, end: int, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a common word or letter is a name here, by its capital within a sentence."""
    common = load_tables().english_common
    if source[end : end + 1] in _APOSTROPHES:
        return True
    if not before or begins_sentence(source, start):
        verb = after[0] if after else ""
        third = verb.endswith("s") and (end - start == 1 or verb in common)
        return verb in _AUXILIARIES or third
    if words_before(source, start, 1)[0][0].isupper():
        return False
    return end - start > 1 or before[0] in common or before[0].endswith("ing")


def _shows_noun(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a common word is after an article or possessive, and not before another noun."""
    left, right = [*before, "", ""], (after[0] if after else "")
    common = load_tables().english_common
    marked = (
        left[0] in _DETERMINERS
        or left[0].endswith("'s")
        or ((left[1] in _DETERMINERS or left[1].endswith("'s")) and left[0] not in common)
    )
    return marked and (
        not right or (right in common and common[right] != "noun") or right == "done" or right.endswith("ed")
    )


def _adverb(word: str) -> bool:
    return word in _ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _LY_NOUNS)


def _plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


# -- set phrases -----------------------------------------------------------------


_NUMBER = _words(
    "one two three four five six seven eight nine ten eleven twelve twenty hundred thousand n k x"
)


def _fits(pattern: Sequence[frozenset[str]], words: Sequence[str]) -> bool:
    if len(pattern) > len(words):
        return False
    pairs = zip(pattern, words, strict=False)
    return all(
        word in wanted
        or "_" in wanted
        or ("9" in wanted and _number(word))
        or ("*ing" in wanted and word.endswith("ing"))
        for wanted, word in pairs
    )


def _number(word: str) -> bool:
    return word in _NUMBER or word.isdecimal()


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]]]]:
    """The set phrases by each of their words that is not a function word."""
    found = defaultdict(list)
    common = load_tables().english_common
    for phrase in load_tables().english_phrases:
        places = [frozenset(each.split("|")) for each in phrase.split()]
        for index, words in enumerate(places):
            for word in words - {"_", "9", "*ing"}:
                if word not in common or common[word] == "noun":
                    found[word].append((tuple(reversed(places[:index])), tuple(places[index + 1 :])))
    return dict(found)
