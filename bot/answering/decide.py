"""Step 4, decide: answer from a card or a clause, correct a premise, or refuse and say what can be asked."""

from bot.answering.answer import Answer, AnswerStatus
from bot.answering.base import Base
from bot.answering.belonging import LEAST
from bot.answering.follow_up import JOINING
from bot.answering.off_limits import is_off_limits, is_small_talk
from bot.answering.references import Reference
from bot.answering.sureness import least
from bot.answering.turn import Turn
from bot.texts import text
from knowledge.spelling import fold

# A refused question whose words are as likely of the field as this lacks an answer; others are of another field.
LEAST_SCOPE = 0.3
# Share of the words and pairs that a question and a card's wording have in common to count as the same.
SAME_WORDING = 0.7
LEAST_WORDS = 2
LEAST_COVERAGE = 0.25
CLAUSE_COVERAGE = 0.6
SUGGESTIONS = 3


def decide(turn: Turn, base: Base) -> None:
    if is_small_talk(turn.question):
        turn.answer = refusal(AnswerStatus.REFUSED_SMALL_TALK, turn)
    elif _says_nothing(turn):
        turn.answer = Answer(AnswerStatus.REFUSED_UNREADABLE, text("status.refused_unreadable"))
    elif is_off_limits(turn.question):
        turn.answer = refusal(AnswerStatus.REFUSED_OUT_OF_SCOPE, turn)
    elif unknown := unknown_documents(turn, base):
        lead = text("status.refused_unknown_document", number=unknown[0].written)
        turn.answer = refusal(AnswerStatus.REFUSED_UNKNOWN_DOCUMENT, turn, lead)
    elif not (
        turn.news or any(r.known for r in turn.references) or is_confident(turn, base) or fits_clause(turn, base)
    ):
        turn.answer = refusal(_refusal_status(turn), turn)
    turn.trace["decide"] = str(turn.answer.status) if turn.answer else "answer"


def is_ruled_out(turn: Turn, base: Base) -> bool:
    """Whether a rule refuses the question, whatever the knowledge holds and however well it fits."""
    return is_small_talk(turn.question) or is_off_limits(turn.question) or bool(unknown_documents(turn, base))


def unknown_documents(turn: Turn, base: Base) -> list[Reference]:
    """The Party's documents that the question names and neither catalogue nor cards know."""
    return [one for one in turn.references if not one.known and one.is_party and not is_mentioned(one, base)]


def fits_clause(turn: Turn, base: Base) -> bool:
    """Whether the best clause of an added document speaks of nearly all that is asked."""
    if not turn.clauses or turn.prepared is None:
        return False
    weights = base.weights(turn.prepared.query.folded)
    spoken = base.terms(base.index.passage(turn.clauses[0].passage).searchable)
    return sum(weights[term] for term in weights.keys() & spoken) >= CLAUSE_COVERAGE * sum(weights.values())


def is_mentioned(reference: Reference, base: Base) -> bool:
    """Whether some card speaks of a document that the catalogue lacks, such as one that another continues."""
    return base.index.exact.frequency(reference.written.lower()) > 0


def is_confident(turn: Turn, base: Base) -> bool:
    """Whether the question is of the field and the best card speaks of what it asks."""
    if not turn.candidates or turn.sureness < least() or turn.coverage < LEAST_COVERAGE:
        return False
    return turn.belonging >= LEAST or is_wording(turn, base)


def is_wording(turn: Turn, base: Base) -> bool:
    """Whether the best card lists the question nearly as it was put: then it is of the field, whatever its words."""
    asked = base.terms(turn.query)
    wordings = map(base.terms, turn.candidates[0].card.wordings)
    return any(len(asked & wording) >= SAME_WORDING * len(asked | wording) for wording in wordings)


def _says_nothing(turn: Turn) -> bool:
    """Whether a question without a turn before it is one syllable, or nothing but words that ask."""
    words = fold(turn.query).strip(" ?!.").split()
    bare = len(words) < LEAST_WORDS and all(word.isascii() and word.isalpha() for word in words)
    return not turn.context and not turn.references and (bare or JOINING.issuperset(words))


def _refusal_status(turn: Turn) -> AnswerStatus:
    return AnswerStatus.REFUSED_NOT_FOUND if turn.scope >= LEAST_SCOPE else AnswerStatus.REFUSED_OUT_OF_SCOPE


def refusal(status: AnswerStatus, turn: Turn, lead: str = "") -> Answer:
    """A refusal: its sentence, whom to ask, and the nearest questions that have an answer."""
    outside = status in (AnswerStatus.REFUSED_OUT_OF_SCOPE, AnswerStatus.REFUSED_SMALL_TALK)
    further = "answer.scope" if outside else "answer.ask_level"
    nearest = tuple(candidate.card.questions[0] for candidate in turn.candidates[:SUGGESTIONS])
    lead = lead or text(f"status.{status}")
    return Answer(status, lead, warnings=(text(further),), suggestions=nearest)
