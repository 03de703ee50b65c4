"""Dates as a reader writes them."""


def vietnamese_date(date: str) -> str:
    """``2026-07-26`` as ``26/7/2026``; a partial date as ``7/2026`` or ``2026``; an empty one stays empty."""
    return "/".join(str(int(part)) for part in reversed(date.split("-"))) if date else ""
