"""``sotay doctor``: is everything whole that answering needs?"""

import shutil
from collections.abc import Iterator

from bot.settings import Settings
from bot.startup import index_folder, is_fresh, library
from index import generation
from index.encoder import load_encoder
from knowledge.errors import IndexDamagedError


def checkup(settings: Settings) -> Iterator[str]:
    """One line a finding; raises ``SotayError`` at the first part that is damaged."""
    encoder = load_encoder(settings.encoder)
    yield f"Mô hình: tốt, {encoder.dimension} chiều"
    folder = generation.current(index_folder(settings))
    if folder is None:
        raise IndexDamagedError(f"Chưa có chỉ mục ở {index_folder(settings)}. Chạy «sotay build».")
    manifest = generation.verified(folder)
    yield f"Chỉ mục: nguyên vẹn, {manifest.passages} đoạn ({folder})"
    yield (
        "Chỉ mục khớp cơ sở tri thức hiện có"
        if is_fresh(settings)
        else "Chỉ mục cũ hơn cơ sở tri thức: chạy «sotay build»"
    )
    yield f"Thư viện: {len(library(settings).added())} văn bản đã thêm"
    yield f"Dung lượng trống: {shutil.disk_usage(settings.data).free // 2**20} MB ở {settings.data}"
