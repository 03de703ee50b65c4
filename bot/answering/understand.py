"""Step 2, understand: abbreviations written out, documents and slots recognised, a follow-up completed."""

from bot.answering.base import Base
from bot.answering.follow_up import is_follow_up
from bot.answering.references import asks_status, references
from bot.answering.slots import asked_slots, is_yes_no
from bot.answering.status_lines import is_over_on, names_old_level
from bot.answering.turn import Turn


def understand(turn: Turn, base: Base) -> None:
    expanded = base.expander.expand(turn.question)
    turn.asked, turn.yes_no = asked_slots(expanded), is_yes_no(turn.question)
    turn.references = references(turn.question, base.catalogue)
    turn.asks_status = asks_status(expanded)
    turn.old_level = names_old_level(expanded)
    named = [reference.documents[0] for reference in turn.references if reference.known]
    turn.outdated = any(is_over_on(document, turn.as_of, base.catalogue) for document in named)
    turn.own, parts = expanded, [expanded]
    if is_follow_up(turn):
        parts.append(base.expander.expand(turn.context[-1]))
        turn.trace["follow-up"] = turn.context[-1]
    turn.query = " . ".join(parts)
    turn.trace["understand"] = f"{turn.query} | slots {[slot.name for slot in turn.asked]}"
