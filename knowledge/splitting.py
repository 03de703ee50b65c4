"""Over-long clauses as several passages, cut at paragraphs, then sentences; the path is kept."""

from dataclasses import replace

from knowledge.records import Clause

# Longer clauses are rare (1 in 270 of the two regulations measured) and drown what was asked.
LONGEST = 2000
_CUTS = ["\n", ". ", "; ", ", ", " "]
_PART = "#"


def split_long(clause: Clause) -> tuple[Clause, ...]:
    """The clause itself, or its parts of at most ``LONGEST`` characters: ids ``…/b``, ``…/b#2``, ``…/b#3``.

    Only blanks at the cuts are dropped; every part keeps path, heading and the page where the clause begins.
    """
    if len(clause.text) <= LONGEST:
        return (clause,)
    # Imported here: half a second that only the building of an index has to spend.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=_CUTS, chunk_size=LONGEST, chunk_overlap=0, keep_separator="end", is_separator_regex=False
    )
    texts = splitter.split_text(clause.text)
    return tuple(replace(clause, id=_part_id(clause.id, count), text=text) for count, text in enumerate(texts, 1))


def _part_id(id_: str, count: int) -> str:
    return id_ if count == 1 else f"{id_}{_PART}{count}"


def clause_id(passage_id: str) -> str:
    """The clause that a passage was cut from."""
    return passage_id.partition(_PART)[0]
