"""Word's old .doc: LibreOffice turns it into .docx, or antiword into text, whichever is installed."""

import tempfile
from pathlib import Path

from knowledge.readers.kinds import DOCX, TEXT
from knowledge.readers.problems import Problem, ReadError
from knowledge.readers.programs import installed, run

_SECONDS = 90
_NOT_INSTALLED = "; máy chưa có LibreOffice hay antiword (apt-get install libreoffice-writer-nogui, hoặc antiword)"


def converted(content: bytes) -> tuple[str, bytes]:
    """The kind of reader that goes on, and the bytes for it; raises ``ReadError``."""
    with tempfile.TemporaryDirectory(prefix="sotay-") as name:
        folder = Path(name)
        (folder / "old.doc").write_bytes(content)
        if installed("soffice"):
            return DOCX, _by_libreoffice(folder)
        if installed("antiword"):
            return TEXT, run(["antiword", "-m", "UTF-8.txt", "-w", "0", "old.doc"], folder, _SECONDS)
    raise ReadError(Problem.OLD_WORD, _NOT_INSTALLED)


def _by_libreoffice(folder: Path) -> bytes:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run(
        ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), "old.doc"], folder, _SECONDS
    )
    try:
        return (folder / "old.docx").read_bytes()
    except FileNotFoundError:
        raise ReadError(Problem.DAMAGED) from None
