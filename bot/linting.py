"""The report of ``sotay lint``: findings, then counts by topic, scope and confidence."""

from pathlib import Path

from bot.drafts import drafts_folder, unfinished
from bot.settings import settings
from knowledge.cards_file import CARDS, bundled_cards, card_files
from knowledge.catalogue import bundled_catalogue
from knowledge.glossary import bundled_glossary
from knowledge.library import Library
from knowledge.lint import Finding, counts, lint
from knowledge.records import Card
from knowledge.verbatim import figures_missing

_HEADINGS = {"topic": "Chủ đề (thẻ)", "scope": "Phạm vi (thẻ)", "mark": "Độ tin (dòng)"}


def lint_report(against: Path | None, shelf: Library) -> tuple[str, bool]:
    """The report and whether nothing has to be mended.

    ``against`` is a folder of texts that cards must not copy; ``shelf`` holds the documents whose clauses the
    cards' figures must occur in. Drafts are named and fail nothing: they are not served.
    """
    cards = bundled_cards()
    bundled_glossary()
    others = [file.read_text(encoding="utf-8") for file in sorted(against.glob("*.txt"))] if against else []
    findings = [*lint(cards, bundled_catalogue(), others), *_misnamed(), *figures_missing(cards, shelf)]
    parts = [str(finding) for finding in findings]
    parts += [f"Thẻ nháp {draft}" for draft in unfinished(drafts_folder(settings().data))]
    parts += [_counts(cards), f"{len(cards)} thẻ, {len(findings)} chỗ phải sửa"]
    return "\n".join(parts), not findings


def _misnamed() -> list[Finding]:
    """Cards whose file is not named after their id: an editor would not find them."""
    pairs = zip(card_files(CARDS), bundled_cards(), strict=True)
    return [
        Finding(card.id, f"tệp tên {file.name}; đổi thành {card.id}.md")
        for file, card in pairs
        if file.name != f"{card.id}.md"
    ]


def _counts(cards: tuple[Card, ...]) -> str:
    parts = []
    for name, counter in counts(cards).items():
        parts.append(_HEADINGS[name])
        parts += [f"  {key}: {count}" for key, count in counter.most_common()]
    return "\n".join(parts)
