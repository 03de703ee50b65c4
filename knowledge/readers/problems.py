"""What can be wrong with a file, and the sentence that says so and what to do."""

import unicodedata
from enum import StrEnum

# What Debian calls the programs that read scans.
OCR_PACKAGES = ("tesseract-ocr", "tesseract-ocr-vie", "poppler-utils")


class Problem(StrEnum):
    """Why a file cannot be read; the values travel from the child process."""

    MISSING = "missing"
    NOT_A_FILE = "not-a-file"
    NO_PERMISSION = "no-permission"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    UNKNOWN = "unknown"
    NOT_PDF = "not-pdf"
    NOT_DOCX = "not-docx"
    OLD_WORD = "old-word"
    RICH_TEXT = "rich-text"
    PICTURE = "picture"
    ENCODING = "encoding"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    NO_PAGES = "no-pages"
    TOO_MANY_PAGES = "too-many-pages"
    SCANNED = "scanned"
    NO_OCR = "no-ocr"
    OCR_FAILED = "ocr-failed"
    GARBLED = "garbled"
    BOMB = "bomb"
    TOO_SLOW = "too-slow"
    CRASHED = "crashed"


_SENTENCES = {
    Problem.MISSING: "không có tệp này. Kiểm tra lại đường dẫn.",
    Problem.NOT_A_FILE: "không phải tệp thường. Nêu một tệp văn bản hoặc một thư mục.",
    Problem.NO_PERMISSION: "không có quyền đọc. Cấp quyền đọc tệp rồi thêm lại.",
    Problem.EMPTY: "rỗng hoặc không có chữ nào. Lấy lại bản gốc.",
    Problem.TOO_LARGE: "quá lớn ({detail}). Tách tệp hoặc giảm dung lượng rồi thêm lại.",
    Problem.UNKNOWN: "không nhận ra loại tệp. Dùng PDF có lớp chữ, .docx, .html hoặc .txt (UTF-8).",
    Problem.NOT_PDF: "mang đuôi .pdf nhưng nội dung không phải PDF. Lấy lại bản PDF gốc.",
    Problem.NOT_DOCX: "là tệp nén, không phải .docx. Giải nén rồi thêm từng văn bản.",
    Problem.OLD_WORD: "là tệp Word đời cũ (.doc){detail}. Mở bằng Word hoặc LibreOffice, lưu thành .docx rồi thêm lại.",
    Problem.RICH_TEXT: "là tệp RTF. Mở bằng Word hoặc LibreOffice, lưu thành .docx rồi thêm lại.",
    Problem.PICTURE: "là ảnh động. Chụp hoặc quét lại thành PDF, PNG hay JPEG rồi thêm lại.",
    Problem.ENCODING: "không phải chữ UTF-8 hay UTF-16. Chuyển sang UTF-8 rồi thêm lại.",
    Problem.TRUNCATED: "bị cắt cụt, thiếu phần cuối. Tải hoặc chép lại tệp.",
    Problem.DAMAGED: "bị hỏng{detail}. Tải hoặc chép lại tệp.",
    Problem.ENCRYPTED: "có đặt mật khẩu. Gỡ mật khẩu rồi thêm lại.",
    Problem.NO_PAGES: "không có trang nào. Lấy lại bản gốc.",
    Problem.TOO_MANY_PAGES: "có quá nhiều trang ({detail}). Tách thành nhiều tệp rồi thêm lại.",
    Problem.SCANNED: "không nhận ra chữ nào{detail}. Quét lại rõ hơn (300 dpi, thẳng) rồi thêm lại.",
    Problem.NO_OCR: "là bản quét, cần nhận dạng chữ (OCR){detail}. Cài bằng: apt-get install {packages}; rồi thêm lại.",
    Problem.OCR_FAILED: "là bản quét mà không nhận dạng được{detail}. Quét lại rõ hơn, hoặc dùng bản có lớp chữ.",
    Problem.GARBLED: "có lớp chữ hỏng hoặc phông chữ cũ{detail}. Dùng bản Unicode hoặc .docx.",
    Problem.BOMB: "giải nén ra quá lớn, có thể là tệp độc hại. Không mở tệp; hỏi lại nơi gửi.",
    Problem.TOO_SLOW: "đọc quá lâu nên đã dừng. Tách tệp hoặc lưu lại bản khác rồi thêm lại.",
    Problem.CRASHED: "làm hỏng trình đọc nên đã bỏ qua. Lưu lại bản khác (.docx hoặc PDF mới) rồi thêm lại.",
}


class ReadError(Exception):
    """Raised by a reader inside the child process; ``detail`` is a page or a size, already in Vietnamese."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem = problem
        self.detail = detail


def sentence(name: str, problem: Problem, detail: str = "") -> str:
    """One line: which file, what is wrong, what to do."""
    return f"Tệp «{shown_name(name)}» {_SENTENCES[problem].format(detail=detail, packages=' '.join(OCR_PACKAGES))}"


def shown_name(name: str) -> str:
    """A file name that fits on one line, whatever it holds."""
    return "".join(c if c.isprintable() else "?" for c in unicodedata.normalize("NFC", name))
