"""Scans made on the spot: a page of Vietnamese text drawn at 200 dpi, skewed and speckled, as a PDF of pictures."""

import io
import math
import random
import subprocess
import textwrap
from collections.abc import Sequence

import pytest
from PIL import Image, ImageDraw, ImageFont

from knowledge.readers.ocr import can_read

DPI = 200
PAGE = (int(8.27 * DPI), int(11.69 * DPI))
needs_ocr = pytest.mark.skipif(
    not can_read(), reason="needs: apt-get install tesseract-ocr tesseract-ocr-vie poppler-utils"
)
SCAN_TEXT = """TỈNH ỦY LÀO CAI
ĐẢNG CỘNG SẢN VIỆT NAM
Số 15-QĐ/TU
Lào Cai, ngày 05 tháng 3 năm 2026
QUY ĐỊNH
VỀ CHẾ ĐỘ HỌP CỦA CHI BỘ
- Căn cứ Điều lệ Đảng;
Ban Thường vụ Tỉnh ủy quy định như sau:
Điều 1. Phạm vi và đối tượng áp dụng
1. Quy định này áp dụng đối với các chi bộ trực thuộc đảng ủy cơ sở trong toàn tỉnh, kể cả chi bộ ở thôn, bản, \
tổ dân phố, cơ quan, trường học, doanh nghiệp và đơn vị lực lượng vũ trang.
2. Đảng viên đang công tác giữ mối liên hệ với nơi cư trú theo hướng dẫn riêng của Ban Tổ chức Tỉnh ủy.
Điều 2. Thời gian và nội dung
1. Chi bộ họp thường kỳ mỗi tháng một lần, chậm nhất vào ngày 05; mỗi buổi họp ít nhất là 90 phút.
2. Bí thư chi bộ chuẩn bị nội dung, gửi tài liệu cho đảng viên trước 3 ngày; thư ký ghi biên bản đầy đủ ý kiến.
3. Nghị quyết có giá trị khi được quá nửa số đảng viên chính thức tán thành; kết quả biểu quyết được ghi rõ số người \
đồng ý, không đồng ý và ý kiến khác.
Điều 3. Trách nhiệm
1. Cấp ủy cơ sở cử cấp ủy viên dự họp, giúp đỡ những nơi còn khó khăn, kịp thời nhắc nhở khi có lệch lạc.
2. Đảng viên vắng mặt phải báo cáo lý do; vắng 3 buổi liên tiếp mà không có lý do chính đáng thì chi bộ xem xét, xử lý.
Quy định này có hiệu lực từ ngày ký.
T/M BAN THƯỜNG VỤ
BÍ THƯ
Nguyễn Văn An"""


def font(size: int) -> ImageFont.FreeTypeFont:
    """The serif font with Vietnamese letters that fontconfig finds; skips the test when there is none."""
    asked = ["fc-match", "-f", "%{file}", "DejaVu Serif:lang=vi"]
    try:
        file = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        return ImageFont.truetype(file, size)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs: apt-get install fontconfig fonts-dejavu-core")


def picture(text: str, degrees: float = 1.0, points: int = 13) -> Image.Image:
    """A page with this text, turned and with specks of dust."""
    page = Image.new("L", PAGE, 250)
    drawing, place = ImageDraw.Draw(page), 150
    size = round(points * DPI / 72)
    face = font(size)
    for line in (part for paragraph in text.split("\n") for part in textwrap.wrap(paragraph, 66)):
        drawing.text((170, place), line, fill=20, font=face)
        place += math.ceil(size * 1.5)
    dust = random.Random(6)
    for _ in range(400):
        drawing.point((dust.randrange(PAGE[0]), dust.randrange(PAGE[1])), fill=90)
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=250)


def scan(pages: Sequence[str], degrees: float = 1.0) -> bytes:
    """A PDF of pictures of these pages, without a text layer."""
    pictures, out = [picture(page, degrees) for page in pages], io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI)
    return out.getvalue()
