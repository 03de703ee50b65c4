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
    from bot.startup import open_assistant
    from bot.telegram.app import serve as serve_telegram
    from knowledge.errors import SettingsError

    if not settings().telegram_token.get_secret_value():
        raise SettingsError("Thiếu SOTAY_TELEGRAM_TOKEN. Lấy mã ở @BotFather rồi đặt biến này trong tệp .env.")
    serve_telegram(settings(), open_assistant(settings()))


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
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
def add(paths: tuple[Path, ...]) -> None:
    """Thêm văn bản (tệp hoặc thư mục) vào thư viện rồi dựng lại chỉ mục."""
    from bot.adding import add_files
    from bot.settings import settings
    from bot.startup import say

    report = add_files(settings(), paths, say)
    for row in report.rows:
        click.echo(row.line, err=row.intake is None)
    if len(report.rows) > 1:
        click.echo(report.summary)
    if report.failures:
        raise SystemExit(1)


@main.command()
@click.argument("document")
def remove(document: str) -> None:
    """Bỏ một văn bản khỏi thư viện (theo mã, ví dụ qd-294-qd-tw-2025) rồi dựng lại chỉ mục."""
    from bot.adding import remove_document
    from bot.settings import settings
    from bot.startup import say

    remove_document(settings(), document, say)


@main.command()
@click.argument("clause")
def show(clause: str) -> None:
    """In nguyên văn một văn bản đã thêm, hoặc một điểm của nó (qd-294-qd-tw-2025/3.5.1/b)."""
    from bot.settings import settings
    from bot.startup import library

    click.echo(library(settings()).show(clause))


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

    report, sound = lint_report(against)
    click.echo(report)
    if not sound:
        raise click.ClickException("Cơ sở tri thức còn chỗ phải sửa (xem trên).")


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
        date.fromisoformat(as_of or "2026-01-01")
    except ValueError:
        raise click.UsageError(f"--as-of «{as_of}» không phải ngày dạng 2026-11-01.") from None


def _json_lines(stream: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            json.dumps(row, ensure_ascii=False).encode()
            if not isinstance(row, dict) or not isinstance(row.get("question"), str):
                raise ValueError("thiếu trường question")
        except ValueError as error:
            raise SotayError(
                f"Đầu vào dòng {number} không đúng: {error}. Mỗi dòng một JSON có id và question."
            ) from error
        yield row
