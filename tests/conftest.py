"""What most tests share: one encoder, one small index of twenty passages, one base of the bundled knowledge."""

from pathlib import Path

import pytest
from hypothesis import settings

from bot.answering.assistant import Assistant
from bot.answering.base import Base, build_base
from index import search
from index.encoder import StaticEncoder
from index.search import Index
from knowledge.records import Passage, PassageKind

settings.register_profile("sotay", deadline=None, max_examples=60)
settings.load_profile("sotay")

_TEXTS = (
    "Lễ kết nạp đảng viên được tổ chức trong 30 ngày làm việc kể từ ngày nhận quyết định.",
    "Chuyển sinh hoạt đảng chính thức phải hoàn thành trong 30 ngày làm việc.",
    "Đảng phí của người hưởng lương bằng một phần trăm tiền lương đóng bảo hiểm xã hội.",
    "Chi bộ họp thường kỳ mỗi tháng một lần, mỗi buổi ít nhất 90 phút.",
    "Đảng viên dự bị không có quyền biểu quyết, ứng cử và bầu cử.",
    "Khiển trách là hình thức kỷ luật nhẹ nhất đối với đảng viên chính thức.",
    "Ủy ban kiểm tra giải quyết tố cáo trong thời hạn quy định.",
    "Huy hiệu 30 năm tuổi đảng được trao vào các ngày lễ lớn.",
    "Thẻ đảng viên bị mất phải báo cáo ngay với cấp ủy.",
    "Đại hội chi bộ bầu bí thư bằng phiếu kín khi quá nửa số đảng viên đồng ý.",
    "Miễn sinh hoạt đảng cho đảng viên tuổi cao, sức yếu có đơn đề nghị.",
    "Xóa tên đảng viên bỏ sinh hoạt ba tháng không có lý do chính đáng.",
    "Quy định 208-QĐ/TW thi hành Điều lệ Đảng được ban hành ngày 26/7/2026.",
    "Cuối năm chi bộ kiểm điểm và xếp loại chất lượng đảng viên.",
    "Biên bản họp chi bộ do thư ký ghi và chủ trì ký xác nhận.",
    "Người giới thiệu phải là đảng viên chính thức cùng công tác ít nhất 12 tháng.",
    "Đảng viên đi làm xa được giới thiệu sinh hoạt đảng tạm thời.",
    "Nghị quyết của chi bộ có giá trị khi quá nửa số đảng viên tán thành.",
    "Lý lịch người xin vào Đảng được thẩm tra ở quê quán và nơi cư trú.",
    "Khen thưởng định kỳ cho tổ chức đảng năm năm một lần vào dịp đại hội.",
)


@pytest.fixture(scope="session")
def passages() -> tuple[Passage, ...]:
    return tuple(Passage(f"p{n}", PassageKind.IMPORTED, "", (), text) for n, text in enumerate(_TEXTS))


@pytest.fixture(scope="session")
def encoder() -> StaticEncoder:
    return StaticEncoder()


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory, passages: tuple[Passage, ...], encoder: StaticEncoder) -> Path:
    """A folder with a built index of ``passages``; tests copy it before they damage it."""
    root = tmp_path_factory.mktemp("small")
    search.build(passages, root, encoder)
    return root


@pytest.fixture(scope="session")
def small_index(small_root: Path, encoder: StaticEncoder) -> Index:
    return Index.open(small_root, encoder)


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder) -> Base:
    """The bundled knowledge, whole."""
    root = tmp_path_factory.mktemp("base")
    build_base(root, encoder)
    return Base(Index.open(root, encoder))


@pytest.fixture(scope="session")
def assistant(base: Base) -> Assistant:
    return Assistant(base)
