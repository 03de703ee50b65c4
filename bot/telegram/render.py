"""An answer as Telegram messages: the decisive line in bold, the notes numbered, the sources underneath."""

from bot.answering.answer import Answer, AnswerLine, Cited
from bot.telegram.markup import Block, Line, Run, clean, pages, plain_line
from bot.terminal import citation_label, document_label, footer, line_text, notes
from bot.texts import text
from knowledge.records import Document

# A suggestion is a question of a card; longer ones are cut so that the list stays in one message.
_SUGGESTION = 250
_BULLET = "– "


def messages(answer: Answer) -> list[str]:
    """The answer as one or more messages of HTML, never none, each within Telegram's limits."""
    blocks = (_lead(answer), _lines(answer), _footer(answer), _sources(answer), _suggestions(answer))
    return pages(blocks) or pages([Block((plain_line(text("telegram.nothing_to_show")),))])


def sources(answer: Answer) -> list[str]:
    """What the answer rests on, document by document, with title, issuer, clauses and links."""
    every = dict.fromkeys(cited for line in (*answer.lines, *answer.details) for cited in line.citations)
    documents = dict.fromkeys(cited.document for cited in every)
    heading = Block((plain_line(text("answer.sources"), "b"),))
    return pages([heading, *(_document(document, tuple(every)) for document in documents)])


def paragraphs(sentences: str) -> list[str]:
    """Our own words as messages; line breaks and blank lines are kept."""
    return pages(Block(tuple(map(plain_line, part.splitlines()))) for part in sentences.split("\n\n"))


def suggested(message: str, number: int) -> str:
    """The question that stands under ``number`` in a shown message, or ``""``: buttons keep no state of ours."""
    _, heading, below = message.rpartition(clean(text("answer.suggestions")))
    if not heading:
        return ""
    start = f"{number}. "
    return next((line[len(start) :] for line in below.splitlines() if line.startswith(start)), "")


def _lead(answer: Answer) -> Block:
    return Block(tuple(plain_line(line) for line in answer.lead.splitlines()))


def _lines(answer: Answer) -> Block:
    """The lines as ``bot.terminal.plain`` orders them, what stands in nearby cards under its own heading."""
    shown: list[Line] = []
    for number, line in enumerate(answer.lines):
        if line.aside and not answer.lines[number - 1].aside:
            shown.append(plain_line(text("answer.also")))
        shown.append(_line(line, answer, decisive=number == 0))
    return Block(tuple(shown))


def _line(line: AnswerLine, answer: Answer, decisive: bool) -> Line:
    """A quotation is never bold: a whole clause in bold cannot be read on a phone."""
    shown, note = clean(line_text(line)), notes(line, answer)
    if decisive:
        return (Run(shown, "" if line.quoted else "b"), Run(f" {note}"))
    return (Run(f"{_BULLET}{shown} {note}"),)


def _footer(answer: Answer) -> Block:
    return Block(tuple(plain_line(line, "i") for line in footer(answer)))


def _sources(answer: Answer) -> Block:
    if not answer.lines:
        return Block(())
    heading = plain_line(text("answer.sources"), "b")
    return Block((heading, *(_source(number, cited) for number, cited in enumerate(answer.cited, 1))), together=True)


def _source(number: int, cited: Cited) -> Line:
    return (Run(f"[{number}]", href=_address(cited.document)), Run(f" {clean(citation_label(cited))}"))


def _address(document: Document) -> str:
    return next((address for address in document.sources if address.startswith(("http://", "https://"))), "")


def suggestions(answer: Answer) -> list[str]:
    """The suggested questions as they are shown, in the order of their numbers from 1."""
    return [question[:_SUGGESTION].strip() for question in map(clean, answer.suggestions) if question]


def _suggestions(answer: Answer) -> Block:
    numbered = [plain_line(f"{number}. {question}") for number, question in enumerate(suggestions(answer), 1)]
    if not numbered:
        return Block(())
    return Block((plain_line(text("answer.suggestions")), *numbered), together=True)


def _document(document: Document, every: tuple[Cited, ...]) -> Block:
    clauses = [cited.clause for cited in every if cited.document == document and cited.clause]
    status = text("document." + document.status.replace("-", "_"))
    rows = [plain_line(document_label(document), "b")]
    if document.is_rule:
        rows += [plain_line(document.title), plain_line(text("telegram.issued", issuer=document.issuer, status=status))]
    if clauses:
        rows.append(plain_line(text("telegram.clauses", clauses="; ".join(dict.fromkeys(clauses)))))
    rows += [(Run(clean(address), href=address),) for address in filter(None, [_address(document)])]
    return Block(tuple(rows), together=True)
