"""The font that each run of a .docx is set in: its own, its paragraph style's, or the document's."""

from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Fonts:
    """Looks fonts up for one document."""

    def __init__(self, styles: Element | None) -> None:
        self._of_style: dict[str, str] = {}
        self._based_on: dict[str, str] = {}
        self._usual = ""
        if styles is not None:
            self._read(styles)

    def _read(self, styles: Element) -> None:
        self._usual = _named(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in styles.findall(f"{W}style"):
            id_ = style.get(f"{W}styleId", "")
            self._of_style[id_] = _named(style.find(f"{W}rPr"))
            above = style.find(f"{W}basedOn")
            self._based_on[id_] = above.get(f"{W}val", "") if above is not None else ""
            if style.get(f"{W}default") == "1" and style.get(f"{W}type") == "paragraph":
                self._usual = self._of_style[id_] or self._usual

    def of_paragraph(self, paragraph: Element) -> str:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return self._styled(style.get(f"{W}val", "") if style is not None else "") or self._usual

    def of_run(self, run: Element, paragraph: str) -> str:
        """The font of a run in a paragraph whose font is ``paragraph``."""
        style = run.find(f"{W}rPr/{W}rStyle")
        own = _named(run.find(f"{W}rPr"))
        return own or (self._styled(style.get(f"{W}val", "")) if style is not None else "") or paragraph

    def _styled(self, id_: str) -> str:
        """The font of a style or of what it is based on; a circle of styles ends where it began."""
        seen: set[str] = set()
        while id_ and id_ not in seen:
            if font := self._of_style.get(id_):
                return font
            seen.add(id_)
            id_ = self._based_on.get(id_, "")
        return ""


def _named(properties: Element | None) -> str:
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    return "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
