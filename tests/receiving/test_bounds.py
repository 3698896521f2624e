"""What may be opened at all."""

import io
import os
import zipfile

import pytest
from aarsmelding.errors import AarsmeldingError
from aarsmelding.receiving import bounds

from .conftest import HEADER, ROWS, archive_of, book_of, ods_of, repacked

BOOK = book_of([HEADER, *ROWS])
SHEET = "xl/worksheets/sheet1.xml"


def with_part(name, content):
    return repacked(BOOK, lambda parts: parts | {name: content})


def with_sheet(before, after):
    def change(parts):
        assert parts[SHEET].count(before) >= 1
        return parts | {SHEET: parts[SHEET].replace(before, after, 1)}

    return repacked(BOOK, change)


def encrypted():
    content = bytearray(BOOK)
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        start = archive.start_dir
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        content[start + 8] |= 1
        start += 4
    return bytes(content)


FAR = b'<row r="200001"><c r="A200001"><v>1</v></c></row></sheetData>'
WIDE_AND_LONG = b'<row r="190000"><c r="SA1"><v>1</v></c><c r="A190000"><v>1</v></c></row></sheetData>'
NAMED = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
REPEATED = (
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" '
)
REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n ", "empty"),
    "too large": (b"a" * (bounds.MOST_BYTES + 1), "larger than"),
    "bomb": (with_part("xl/bomb.xml", b"0" * 40_000_000), "unpacks to more"),
    "many parts": (archive_of({f"{n}": b"" for n in range(bounds.MOST_PARTS + 1)}), "too many parts"),
    "macros": (with_part("xl/vbaProject.bin", b"x"), "macros"),
    "another file inside": (with_part("xl/embeddings/oleObject1.bin", b"x"), "other files"),
    "old macros": (bounds.OLE + b"\0" * 512 + bounds.MACROS, "macros"),
    "password": (encrypted(), "password"),
    "old password": (bounds.OLE + b"\0" * 512 + bounds.ENCRYPTED, "password"),
    "cut off": (BOOK[: len(BOOK) // 2], "damaged or cut off"),
    "an archive": (archive_of({"a.txt": b"a"}), "not a spreadsheet"),
    "a pdf": (b"%PDF-1.7 ...", "PDF"),
    "xml": (b"<?xml version='1.0'?><a/>", "web page or XML"),
    "a cell far down": (with_sheet(b"</sheetData>", FAR), "farther out"),
    "two cells far apart": (with_sheet(b"</sheetData>", WIDE_AND_LONG), "farther out"),
    "an ods that unfolds": (
        ods_of([HEADER], extra=REPEATED + 'office:value="1"/></table:table-row>'),
        "larger than",
    ),
    "an old workbook that is none": (bounds.OLE + os.urandom(2000), "damaged"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_out_of_bounds_is_refused(office, kind):
    content, words = REFUSED[kind]
    before = sorted(office.raw.rglob("*"))
    with pytest.raises(AarsmeldingError, match=words):
        office.deliver(content, "a.xlsx")
    assert sorted(office.raw.rglob("*")) == before


def test_entities_are_not_unfolded(office):
    before = b'<?xml version="1.0"?>' if b"<?xml" in BOOK else b"<worksheet"
    content = repacked(
        BOOK, lambda parts: parts | {SHEET: NAMED.encode() + parts[SHEET].partition(b"?>")[2] or before}
    )
    try:
        outcome = office.deliver(content)
    except AarsmeldingError:
        return
    assert outcome.rows == 2


@pytest.mark.parametrize("make", ["link", "folder", "pipe", "missing"])
def test_only_an_ordinary_file_is_opened(office, make, tmp_path):
    from aarsmelding.receiving.reception import Request, receive

    target, path = tmp_path / "ekte.xlsx", tmp_path / "levert.xlsx"
    target.write_bytes(BOOK)
    if make == "link":
        path.symlink_to(target)
    elif make == "folder":
        path.mkdir()
    elif make == "pipe":
        os.mkfifo(path)
    with pytest.raises(AarsmeldingError, match=r"ordinary file|no such file"):
        receive(office.project, Request(path, 2032, "Den oppdiktede avdelingen"))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\evil.xlsx", "evil.xlsx"),
        ("Søknader og ÅRSTALL (ny).XLSX", "Soeknader-og-AaRSTALL-ny.xlsx"),
        (".htaccess", "htaccess"),
        ("a\x00b\n;rm -rf.csv", "a-b-rm-rf.csv"),
        ("…", "leveranse"),
        ("x" * 300 + ".csv", "x" * bounds.MOST_NAME + ".csv"),
    ],
)
def test_a_name_cannot_lead_anywhere(name, safe):
    assert bounds.safe_name(name) == safe
