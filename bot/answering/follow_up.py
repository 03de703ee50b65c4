"""Questions that lean on the one before: noticed, and their own words made to count."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.answering.base import Base
from bot.answering.said import Place
from bot.answering.turn import Candidate, Turn
from knowledge.spelling import fold

_CONTINUES = re.compile(
    r"^(?:the|vay|con|the con|vay con|vay thi|the thi|neu|roi|sau do|khi do|luc do|truong hop (?:do|nay)|a the|uh|u)\b"
    r"|\b(?:ben|o|cho|noi|hoi|luc|vu|loai|buoi|cuoc|dieu|nhu|viec|cai|giay|truong hop|nguoi|don|mau|phieu|ban|so|muc"
    r"|buoc|quyet dinh) (?:do|nay|ay)\b|\bthi sao\b"
)
# Words that join a follow-up to the turn before it or only ask; what is left names its new matter.
_WORDS = (
    "the vay con thi sao neu roi a u uh nhi ha khi sau do nay ay truong hop luc va co khong phai duoc la gi "
    "em anh chi minh toi nao may bao nhieu"
)
JOINING = frozenset(_WORDS.split())
SHORT = 6
# What a card gains whose head, and whose title, speaks of all that is new; chosen on the development questions.
NEW_MATTER, NEW_TITLE = 6.0, 2.0
ALL = 0.999


def is_follow_up(turn: Turn) -> bool:
    """Whether the question leans on the one before: it is very short, opens as a continuation does, or is said to."""
    if not turn.context:
        return False
    plain = fold(turn.question)
    return turn.leans or len(plain.split()) <= SHORT or bool(_CONTINUES.search(plain))


def favour_new_matter(turn: Turn, base: Base, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates, best first, those ahead whose head speaks of what the follow-up itself names."""
    if not is_follow_up(turn):
        return candidates
    shares = base.coverages([one.card for one in candidates], new_matter(turn, base)).tolist()
    gains = [NEW_MATTER * share[Place.HEAD] + NEW_TITLE * share[Place.TITLE] for share in shares]
    gained = [replace(one, score=one.score + gain) for one, gain in zip(candidates, gains, strict=True)]
    return sorted(gained, key=lambda one: -one.score)


def speaks_of_new_matter(turn: Turn, base: Base) -> bool:
    """Whether the best card speaks of all that a follow-up names anew."""
    weights = new_matter(turn, base)
    return is_follow_up(turn) and base.coverage(turn.candidates[0].card, weights, Place.HEAD) > ALL


def new_matter(turn: Turn, base: Base) -> Mapping[str, float]:
    """The pairs of words (or the one word) that a follow-up names anew, with how telling each is."""
    prepared = base.index.prepare(turn.own)
    weights = base.weights([word for word in prepared.query.folded if word not in JOINING])
    return {term: weight for term, weight in weights.items() if " " in term} or weights
