"""Tables for the programs that read tables: CSV and Excel, the same bytes for the same content.

Text that a spreadsheet would take for a formula stays text: in CSV an apostrophe stands before it,
in Excel the cell itself is of text.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from partnership.errors import WrongUsage
from partnership.reporting.words import printable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as ExcelCell
    from openpyxl.worksheet.worksheet import Worksheet

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""
FILLS = {"good": "C6E7CE", "short": "FFE9A8", "bad": "F8C7C4", "unknown": "E4E4E7"}
"""What stands behind a cell, by its tone; the words stay black and say the same."""
HEAD_FILL = "D9E2EC"
WIDEST, NARROWEST = 60, 8
SHEET_NAME = 31
"""The most characters a sheet's name has."""
ZIPPED = (1980, 1, 1, 0, 0, 0)
"""The one time all parts of a workbook carry: a zip file knows none before it."""
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


@dataclass(frozen=True, slots=True)
class Toned:
    """A text with what it means at a glance: `good`, `short`, `bad` or `unknown`."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number, and how it reads: `82.61%`, `32.3 calendar days`, `2,000.00`."""

    exact: Fraction
    text: str


Cell = str | int | Number | Toned | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its head, its rows, and lines that stand above them."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    above: tuple[str, ...] = ()


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Write one table as CSV, in UTF-8 with a line end of one character."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([safe(name) for name in head])
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue()


def safe(text: str) -> str:
    """Write text so that no spreadsheet computes it."""
    shown = printable(text)
    return f"'{shown}" if shown.startswith(FORMULA) or text.startswith(FORMULA) else shown


def as_excel(sheets: Iterable[Sheet], day: date, title: str) -> bytes:
    """Write sheets as a workbook; the same sheets and day give the same bytes.

    Args:
        sheets: The tables, each on its own sheet.
        day: The day the workbook is of: it stands as the day it was made.
        title: What the workbook is called.

    Raises:
        WrongUsage: openpyxl is not installed; the text says what to install.

    """
    try:
        from openpyxl import Workbook
    except ImportError:
        message = "Excel needs openpyxl: install `partnership-as-code[excel]`"
        raise WrongUsage(message) from None
    book = Workbook()
    book.remove(book.worksheets[0])
    made = datetime.combine(day, time())
    book.properties.creator = "partnership"
    book.properties.title = printable(title)
    book.properties.created = made
    for sheet in sheets:
        _fill(book.create_sheet(_sheet_name(sheet.name)), sheet)
    return _same_bytes(book, made)


def _fill(made: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, text in enumerate(sheet.above, 1):
        _text(_at(made, number, 1), text)
    first = len(sheet.above) + 1
    for column, name in enumerate(sheet.head, 1):
        cell = _at(made, first, column)
        _text(cell, name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=HEAD_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(sheet.rows, first + 1):
        for column, value in enumerate(row, 1):
            _write(_at(made, number, column), value)
    for column in range(1, len(sheet.head) + 1):
        texts = [sheet.head[column - 1], *(_shown(row[column - 1]) for row in sheet.rows)]
        width = min(max(map(len, texts)) + 2, WIDEST)
        made.column_dimensions[get_column_letter(column)].width = max(width, NARROWEST)
    made.freeze_panes = f"A{first + 1}"
    made.page_setup.orientation = "landscape"
    made.page_setup.fitToHeight = 0
    made.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _at(made: Worksheet, row: int, column: int) -> ExcelCell:
    """Give a cell; none of ours is merged with another."""
    cell: ExcelCell = made.cell(row, column)  # type: ignore[assignment]
    return cell


def _write(cell: ExcelCell, value: Cell) -> None:
    """Write a cell; a style is set only where it shows, because each takes its time."""
    from openpyxl.styles import Alignment, PatternFill

    if isinstance(value, str) and len(value) > WIDEST:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    match value:
        case Number():
            form = _form(value.text)
            cell.value = _decimal(value.exact)
            cell.number_format = form
        case Toned():
            _text(cell, value.text)
            if value.tone in FILLS:
                cell.fill = PatternFill("solid", fgColor=FILLS[value.tone])
        case str():
            _text(cell, value)
        case date():
            cell.value = value
            cell.number_format = "yyyy-mm-dd"
        case _:
            cell.value = value


def _text(cell: ExcelCell, text: str) -> None:
    """Write text as text, whatever it begins with."""
    cell.value = printable(text)
    cell.data_type = "s"
    if text.startswith(FORMULA):
        cell.quotePrefix = True


def _form(text: str) -> str:
    """Give Excel's form for a number as it reads, with its digits and its unit."""
    found = re.match(r"-?[0-9,]+(?:\.([0-9]+))?", text)
    digits = f".{'0' * len(found[1])}" if found and found[1] else ""
    rest = text[found.end() :] if found else ""
    grouped = "#,##" if found and "," in found[0] else ""
    if rest == "%":
        return f"{grouped}0{digits}%"
    unit = rest.replace('"', "")
    return f'{grouped}0{digits}"{unit}"' if unit else f"{grouped}0{digits}"


def _decimal(exact: Fraction) -> int | Decimal:
    """Give a number as Excel keeps it: fifteen digits and no more."""
    if exact.denominator == 1:
        return exact.numerator
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).normalize()


def _same_bytes(book: Workbook, made: datetime) -> bytes:
    """Pack a workbook again without the time it was packed."""
    packed, fixed = io.BytesIO(), io.BytesIO()
    book.save(packed)
    stamp = f"{made.isoformat()}Z".encode()
    with zipfile.ZipFile(packed) as parts, zipfile.ZipFile(fixed, "w") as again:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            part = zipfile.ZipInfo(name, ZIPPED)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            part.create_system = 3
            again.writestr(part, content)
    return fixed.getvalue()


def _sheet_name(text: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", printable(text)).strip()[:SHEET_NAME] or "Sheet"


def _plain(cell: Cell) -> str:
    match cell:
        case Number():
            # A number is one also where it is below zero.
            return cell.text if re.fullmatch(r"-[0-9.,]+%?", cell.text) else safe(cell.text)
        case Toned() | str():
            return safe(_shown(cell))
    return _shown(cell)


def _shown(cell: Cell) -> str:
    match cell:
        case Number() | Toned():
            return cell.text
        case None:
            return ""
    return str(cell)
