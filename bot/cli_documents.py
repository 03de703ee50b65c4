"""The commands of ``sotay`` that change and show the operator's library."""

import sys
from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("items", nargs=-1, required=True, metavar="TỆP|THƯ-MỤC|ĐỊA-CHỈ…")
@click.option("--yes", is_flag=True, help="Nhận văn bản mới mà không hỏi.")
def add(items: tuple[str, ...], yes: bool) -> None:
    """Thêm văn bản (tệp, thư mục hoặc địa chỉ http) vào thư viện rồi dựng lại chỉ mục."""
    from bot.adding import Adder, add_files
    from bot.settings import settings
    from bot.startup import library, say

    shelf = library(settings())
    adder = Adder(shelf, say, _accepting(shelf, yes), lambda row: click.echo(row.line, err=row.intake is None))
    report = add_files(settings(), items, adder)
    if len(report.rows) > 1 or report.stopped:
        click.echo(report.summary)
    if report.stopped:
        raise click.ClickException("Đã dừng; những tệp trên đã xong. Chạy lại đúng lệnh này để làm tiếp.")
    if report.failures:
        raise SystemExit(1)


def _accepting(shelf: Any, yes: bool) -> Any:  # noqa: ANN401
    """Who accepts a new document: ``--yes``, the person at the terminal, or else nobody, and it waits."""
    from bot.proposals import proposal

    def asked(new: Any) -> bool:  # noqa: ANN401
        click.echo(proposal(new, shelf.catalogue()), err=True)
        return yes or (sys.stdin.isatty() and click.confirm("Đưa vào thư viện?", default=False, err=True))

    return asked


@click.command(name="list")
def list_() -> None:
    """Liệt kê văn bản trong thư viện và văn bản đang chờ duyệt."""
    from bot.proposals import library_lines
    from bot.settings import settings
    from bot.startup import library

    for line in library_lines(library(settings())):
        click.echo(line)


@click.command()
@click.argument("document")
@click.option("--look", is_flag=True, help="Chỉ in các dòng có số, ngày của trang quét (trong ⟦ ⟧), không duyệt.")
@click.option(
    "--fix", "fixes", multiple=True, metavar="'TRANG: SAI -> ĐÚNG'", help="Sửa chữ nhận dạng sai; nêu nhiều lần được."
)
@click.option("--yes", is_flag=True, help="Duyệt mà không hỏi.")
def approve(document: str, look: bool, fixes: tuple[str, ...], yes: bool) -> None:
    """Duyệt một văn bản đang chờ (bản quét đã soát, văn bản mới) để đưa vào thư viện.

    Chữ nhận dạng sai trên trang quét thì sửa ngay khi duyệt, hoặc sửa rồi xem lại bằng --look:
    sotay approve MÃ --fix '2: 3O ngày -> 30 ngày'. Bản nhận dạng ban đầu vẫn được giữ.
    """
    from bot.adding import approve_document, user
    from bot.proposals import OUTCOMES, corrected_lines, intake_line, scan_lines
    from bot.settings import settings
    from bot.startup import library, say
    from knowledge.scanned import correction

    shelf = library(settings())
    if wanted := [correction(fix) for fix in fixes]:
        intake = shelf.correct(document, wanted, user())
        for line in corrected_lines(document, wanted, intake):
            say(line)
        document = intake.document.id
    asking = not yes and sys.stdin.isatty()
    for line in scan_lines(shelf, document) if look or asking else ():
        click.echo(line, err=not look)
    if look or (asking and not click.confirm("Duyệt văn bản này?", default=False, err=True)):
        return
    intake = approve_document(settings(), document, say)
    click.echo(f"{document}: {OUTCOMES[intake.outcome]}. {intake_line(intake)}")


@click.command()
@click.argument("document")
@click.argument("item", metavar="TỆP|ĐỊA-CHỈ")
def replace(document: str, item: str) -> None:
    """Thay một văn bản trong thư viện bằng tệp mới hơn của chính văn bản ấy; bản cũ được giữ làm lịch sử."""
    from bot.adding import Adder, replace_document
    from bot.settings import settings
    from bot.startup import library, say

    row = replace_document(settings(), document, item, Adder(library(settings()), say))
    click.echo(row.line, err=row.intake is None)
    if row.intake is None:
        raise SystemExit(1)


@click.command()
@click.argument("document")
def remove(document: str) -> None:
    """Bỏ một văn bản khỏi thư viện hoặc khỏi danh sách chờ (theo mã, ví dụ qd-294-qd-tw-2025)."""
    from bot.adding import remove_document
    from bot.settings import settings
    from bot.startup import say

    remove_document(settings(), document, say)


@click.command()
@click.argument("clause")
@click.option("--held", is_flag=True, help="Xem bản đang chờ duyệt; số và ngày của trang quét nằm trong ⟦ ⟧.")
def show(clause: str, held: bool) -> None:
    """In nguyên văn một văn bản đã thêm, hoặc một điểm của nó (qd-294-qd-tw-2025/3.5.1/b)."""
    from bot.settings import settings
    from bot.startup import library

    shelf = library(settings())
    click.echo(shelf.show_held(clause) if held else shelf.show(clause))


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("documents", nargs=-1)
def export(folder: Path, documents: tuple[str, ...]) -> None:
    """Chép văn bản trong thư viện (tất cả, hoặc theo mã) ra một thư mục."""
    from bot.exporting import export as exported
    from bot.settings import settings
    from bot.startup import library

    for path in exported(library(settings()), folder, documents):
        click.echo(path)


@click.command()
@click.argument("numbers", nargs=-1)
@click.option("--again", is_flag=True, help="Hỏi lại cả những địa chỉ đã hỏi lần trước.")
def fetch(numbers: tuple[str, ...], again: bool) -> None:
    """Tải văn bản còn thiếu từ các địa chỉ trong sổ văn bản (tất cả, hoặc theo số hiệu)."""
    from bot.adding import Adder
    from bot.catalogue_fetching import Pace, fetch_catalogue, told
    from bot.settings import settings
    from bot.startup import is_fresh, library, rebuild, say

    adder, had, asked = Adder(library(settings()), say), False, False
    for one in fetch_catalogue(adder, settings().data / "fetched.jsonl", numbers, again, Pace()):
        click.echo(told(one), err=not one.had)
        had, asked = had or one.had, True
    if had and not is_fresh(settings()):
        rebuild(settings())
    if not asked:
        raise click.ClickException("Không còn địa chỉ nào chưa hỏi. Hỏi lại tất cả bằng: sotay fetch --again.")
    if not had:
        raise click.ClickException("Không tải được văn bản nào. Xem lý do ở trên; tải bằng trình duyệt rồi thêm tệp.")


COMMANDS = (add, list_, approve, replace, remove, show, export, fetch)
