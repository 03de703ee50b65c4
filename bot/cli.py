"""The command ``sotay``. Results go to standard output; a failure is one line on standard error, exit status 1."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from knowledge.errors import SotayError


class Program(click.Group):
    """Shows each of our errors as one line: what, which value, what to do."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        try:
            return super().invoke(ctx)
        except SotayError as error:
            raise click.ClickException(" ".join(str(error).split())) from error
        except BrokenPipeError:
            sys.stderr.close()
            raise SystemExit(1) from None
        except OSError as error:
            where = f" {error.filename}" if error.filename else ""
            raise click.ClickException(
                f"Lỗi tệp{where}: {error.strerror or error}. Kiểm tra quyền và dung lượng."
            ) from error


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sotay", prog_name="sotay")
def main() -> None:
    """Sổ tay: hỏi đáp nghiệp vụ công tác xây dựng Đảng, mỗi câu một căn cứ."""


@main.command()
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="In một dòng JSON.")
@click.option("--batch", is_flag=True, help="Đọc mỗi dòng một câu hỏi JSON, in mỗi dòng một câu trả lời JSON.")
@click.option("--as-of", default="", metavar="NGÀY", help="Trả lời theo quy định tại ngày này, dạng 2026-11-01.")
@click.option("--locality", default="", metavar="TỈNH", help="Tỉnh, thành phố của người hỏi.")
@click.option("--explain", is_flag=True, help="In từng bước, các ứng viên và điểm.")
def ask(question: str | None, as_json: bool, batch: bool, as_of: str, locality: str, explain: bool) -> None:
    """Trả lời một câu hỏi."""
    from bot.contract import answer_rows, as_row, explained
    from bot.settings import settings
    from bot.startup import open_assistant
    from bot.terminal import plain

    if batch == (question is not None):
        raise click.UsageError("Cần một câu hỏi, hoặc --batch và các câu hỏi ở đầu vào chuẩn.")
    _check_date(as_of)
    assistant = open_assistant(settings())
    locality = locality or settings().locality
    if batch:
        for row in answer_rows(assistant, _json_lines(sys.stdin.buffer), as_of, locality):
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    answer = assistant.ask(question or "", as_of=as_of, locality=locality)
    if explain:
        click.echo(explained(answer))
    elif as_json:
        click.echo(json.dumps(as_row("", answer), ensure_ascii=False))
    else:
        click.echo(plain(answer))


@main.command()
@click.option("--locality", default="", metavar="TỈNH", help="Tỉnh, thành phố của người hỏi.")
def chat(locality: str) -> None:
    """Trò chuyện trong cửa sổ dòng lệnh; gõ «thoát» để dừng."""
    from bot.settings import settings
    from bot.startup import open_assistant
    from bot.terminal import converse

    converse(open_assistant(settings()), locality or settings().locality)


@main.command()
def serve() -> None:
    """Chạy bot Telegram; cần SOTAY_TELEGRAM_TOKEN."""
    from bot.settings import settings
    from bot.telegram.app import serve as serve_telegram
    from bot.telegram.house import opened
    from knowledge.errors import SettingsError

    if not settings().telegram_token.get_secret_value():
        raise SettingsError("Thiếu SOTAY_TELEGRAM_TOKEN. Lấy mã ở @BotFather rồi đặt biến này trong tệp .env.")
    serve_telegram(settings(), opened(settings()))


@main.command()
@click.option("--passages", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Tệp JSONL hoặc .gz.")
@click.option("--index", "folder", type=click.Path(path_type=Path), help="Thư mục chỉ mục cho --passages.")
def build(passages: Path | None, folder: Path | None) -> None:
    """Dựng lại chỉ mục từ cơ sở tri thức, hoặc từ một tệp đoạn văn."""
    from bot.bulk import build_passages
    from bot.settings import settings
    from bot.startup import rebuild

    if (passages is None) != (folder is None):
        raise click.UsageError("--passages và --index đi cùng nhau.")
    if passages is None or folder is None:
        rebuild(settings())
    else:
        click.echo(f"Đã dựng {build_passages(passages, folder, settings().encoder)} đoạn vào {folder}.", err=True)


@main.command()
@click.option("--batch", is_flag=True, required=True, help="Đọc mỗi dòng một câu hỏi JSON ở đầu vào chuẩn.")
@click.option("--index", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("-k", "count", default=10, show_default=True, type=click.IntRange(1, 1000), help="Số đoạn mỗi câu.")
def search(batch: bool, folder: Path, count: int) -> None:
    """Tìm đoạn văn trong một chỉ mục."""
    from bot.bulk import search_rows
    from bot.settings import settings

    for row in search_rows(_json_lines(sys.stdin.buffer), folder, count, settings().encoder):
        click.echo(json.dumps(row, ensure_ascii=False))


@main.command()
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


@main.command(name="list")
def list_() -> None:
    """Liệt kê văn bản trong thư viện và văn bản đang chờ duyệt."""
    from bot.proposals import library_lines
    from bot.settings import settings
    from bot.startup import library

    for line in library_lines(library(settings())):
        click.echo(line)


@main.command()
@click.argument("document")
def approve(document: str) -> None:
    """Duyệt một văn bản đang chờ (bản quét đã soát, văn bản mới) để đưa vào thư viện."""
    from bot.adding import approve_document
    from bot.proposals import OUTCOMES, intake_line
    from bot.settings import settings
    from bot.startup import say

    intake = approve_document(settings(), document, say)
    click.echo(f"{document}: {OUTCOMES[intake.outcome]}. {intake_line(intake)}")


@main.command()
@click.argument("document")
def remove(document: str) -> None:
    """Bỏ một văn bản khỏi thư viện hoặc khỏi danh sách chờ (theo mã, ví dụ qd-294-qd-tw-2025)."""
    from bot.adding import remove_document
    from bot.settings import settings
    from bot.startup import say

    remove_document(settings(), document, say)


@main.command()
@click.argument("clause")
@click.option("--held", is_flag=True, help="Xem bản đang chờ duyệt; số và ngày của trang quét nằm trong ⟦ ⟧.")
def show(clause: str, held: bool) -> None:
    """In nguyên văn một văn bản đã thêm, hoặc một điểm của nó (qd-294-qd-tw-2025/3.5.1/b)."""
    from bot.settings import settings
    from bot.startup import library

    shelf = library(settings())
    click.echo(shelf.show_held(clause) if held else shelf.show(clause))


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("documents", nargs=-1)
def export(folder: Path, documents: tuple[str, ...]) -> None:
    """Chép văn bản trong thư viện (tất cả, hoặc theo mã) ra một thư mục."""
    from bot.exporting import export as exported
    from bot.settings import settings
    from bot.startup import library

    for path in exported(library(settings()), folder, documents):
        click.echo(path)


@main.command()
@click.argument("numbers", nargs=-1)
@click.option("--again", is_flag=True, help="Hỏi lại cả những địa chỉ đã hỏi lần trước.")
def fetch(numbers: tuple[str, ...], again: bool) -> None:
    """Tải văn bản còn thiếu từ các địa chỉ trong sổ văn bản (tất cả, hoặc theo số hiệu)."""
    from bot.adding import Adder
    from bot.catalogue_fetching import Pace, fetch_catalogue, told
    from bot.settings import settings
    from bot.startup import is_fresh, library, rebuild, say

    adder, had = Adder(library(settings()), say), False
    for one in fetch_catalogue(adder, settings().data / "fetched.jsonl", numbers, again, Pace()):
        click.echo(told(one), err=not one.had)
        had = had or one.had
    if had and not is_fresh(settings()):
        rebuild(settings())
    if not had:
        raise click.ClickException("Không tải được văn bản nào. Xem lý do ở trên; tải bằng trình duyệt rồi thêm tệp.")


@main.command()
@click.argument("number", required=False)
def docs(number: str | None) -> None:
    """Liệt kê văn bản và hiệu lực; nêu số hiệu để xem chuỗi thay thế."""
    from bot.documents import chain_text, listing
    from bot.settings import settings
    from bot.startup import library

    catalogue = library(settings()).catalogue()
    click.echo(chain_text(catalogue, number) if number else listing(catalogue))


@main.command()
@click.option(
    "--against", type=click.Path(file_okay=False, path_type=Path), help="Thư mục văn bản .txt để dò câu chép."
)
def lint(against: Path | None) -> None:
    """Kiểm tra cơ sở tri thức."""
    from bot.linting import lint_report
    from bot.settings import settings
    from bot.startup import library

    report, sound = lint_report(against, library(settings()))
    click.echo(report)
    if not sound:
        raise click.ClickException("Cơ sở tri thức còn chỗ phải sửa (xem trên).")


@main.command()
@click.argument("words", nargs=-1, required=True)
def calc(words: tuple[str, ...]) -> None:
    """Tính ngày chính thức, tuổi đảng, đảng phí, điểm, số phiếu: sotay calc đảng phí lương 8 triệu."""
    from bot.calculators.terminal import calculated
    from bot.settings import settings
    from bot.startup import open_assistant

    click.echo(calculated(" ".join(words), open_assistant(settings()).base))


@main.command(name="eval")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def evaluate(file: Path) -> None:
    """Chấm một tệp câu hỏi và in bảng kết quả."""
    from bot import evaluation
    from bot.settings import settings
    from bot.startup import open_assistant

    items = evaluation.read_questions(file)
    click.echo(evaluation.table(evaluation.evaluate(open_assistant(settings()), items)))


@main.command()
def doctor() -> None:
    """Kiểm tra chỉ mục, mô hình và thư mục dữ liệu."""
    from bot.doctor import checkup
    from bot.settings import settings

    for line in checkup(settings()):
        click.echo(line)


def _check_date(as_of: str) -> None:
    from datetime import date

    try:
        sound = not as_of or date.fromisoformat(as_of).isoformat() == as_of
    except ValueError:
        sound = False
    if not sound:
        raise click.UsageError(f"--as-of «{as_of}» không phải ngày dạng 2026-11-01.")


def _check_row(row: Any) -> None:  # noqa: ANN401
    """Raise ``ValueError`` unless ``row`` is a question as the contract has it."""
    from datetime import date

    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise ValueError("thiếu trường question")
    context = row.get("context") or []
    if not isinstance(context, list) or not all(isinstance(turn, str) for turn in context):
        raise ValueError("context không phải danh sách câu")
    as_of = row.get("as_of") or ""
    if not isinstance(as_of, str) or (as_of and date.fromisoformat(as_of).isoformat() != as_of):
        raise ValueError(f"as_of «{as_of}» không phải ngày dạng 2026-11-01")


def _json_lines(stream: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            json.dumps(row, ensure_ascii=False).encode()
            _check_row(row)
        except (ValueError, RecursionError) as error:
            raise SotayError(
                f"Đầu vào dòng {number} không đúng: {error}. Mỗi dòng một JSON có id và question."
            ) from error
        yield row
