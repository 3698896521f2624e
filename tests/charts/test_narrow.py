"""Every form of figures on narrow paper and on wide: all its texts are there to be read."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import aarsmelding.charts
import pandas as pd
import pytest
from aarsmelding.charts.canvas import NARROW, WIDE, Drawing, chart, is_narrow, paper

from tests.drawn_names import columns
from tests.legibility import faults, lines

SHARED = {"canvas", "labels", "layout", "lettering", "room", "style", "svg"}
FORMS = sorted({path.stem for path in Path(aarsmelding.charts.__file__).parent.glob("[!_]*.py")} - SHARED)
LONG = "Felles møteplass for rekruttering og stabilisering"
NAMES = [LONG, "Kort navn", "Et navn av vanlig lengde"]
THREE = pd.Series([30.0, 7.0, 12.0], index=NAMES)
SHORT = pd.Series([7.0, 30.0, 12.0], index=["Kommunene", "Foretaket", "Felles tilskudds-\nkoordinator"])


def events() -> pd.DataFrame:
    days = pd.to_datetime(["2031-01-09", "2031-01-10", "2031-11-28", None])
    return pd.DataFrame(
        {
            "row": [NAMES[0], *NAMES[:2], NAMES[2]],
            "day": days,
            "month": [1, 1, 11, 6],
            "state": list("ababa")[:4],
        }
    )


def table(columns: str, *rows: tuple[object, ...], index: list[str] | None = None) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split(), index=index)


PARTS = table(
    "gruppe del sum hoeyde",
    ("Ei\nstor", None, 90e6, 30),
    ("Ei lita", "direkte", 40e6, 80),
    ("Ei lita", "søkt", 9e6, 18),
)
POSTS = table(
    "pott side post beloep er_videre",
    ("2030", "inn", "Nytt tilskudd", 18.0, False),
    ("2030", "ut", "Ubrukt i prosjektene", 17.0, True),
    ("2030", "ut", "Brukt", 1.0, False),
    ("2031", "inn", "Overført", 17.0, True),
    ("2031", "inn", "Nytt tilskudd", 18.0, False),
    ("2031", "ut", "Fordelt til prosjektene", 35.0, False),
)
MARKS = pd.DataFrame({f"Kommune {n}": [None, "navn", "navn"] for n in range(20)}, index=NAMES)
TILES = pd.DataFrame(
    {
        "navn": [f"Kommunenavn {n}" for n in range(20)],
        "flis_rad": [1 + n // 7 for n in range(20)],
        "flis_kolonne": [1 + n % 7 for n in range(20)],
        "til": pd.array([None, *range(19)], dtype="Int64"),
        "fra": pd.array([None, *range(19)], dtype="Int64"),
    }
)
CALLS = {
    "area_columns": (
        (PARTS,),
        {"unit": "kroner per innbygger", "width_label": "bredden viser antall innbyggere"},
    ),
    "calendar_strip": ((events(), 2031), {"notes": pd.Series(["3 av 12"] * 3, index=NAMES)}),
    "dots": (
        (
            {
                str(year): pd.DataFrame({"Brukt": THREE, "Til rådighet": THREE + 9})
                for year in (2030, 2031, 2032)
            },
        ),
        {
            "notes": {"2030": pd.Series("100 %", index=NAMES)},
            "unit": "mill. kr; prosenten er andelen som er brukt",
        },
    ),
    "dumbbell": ((THREE, THREE / 2), {"periods": ("2030", "2031"), "show": str, "show_change": str}),
    "flow": ((POSTS,), {"unit": "mill. kr"}),
    "horizon": (
        (table("fra til fase", (0, 6, "først"), (6, 12, "så en lang stund"), (12, 24, "sist"), index=NAMES),),
        {"unit": "måneder"},
    ),
    "intervals": (
        (pd.DataFrame({"antall": THREE, "nedre": THREE.sub([2, 0, 2]), "oevre": THREE.add([2, 0, 2])}),),
        {"unit": "Visninger. Streken viser hva et avrundet tall kan være."},
    ),
    "membership": (
        (MARKS,),
        {
            "row_groups": pd.Series(["Lokalt", "Lokalt", "Regionalt"], index=NAMES),
            "column_groups": pd.Series(
                ["Første"] * 12 + ["Mellomste region"] * 6 + ["Siste region"] * 2, index=MARKS.columns
            ),
            "kinds": {
                "navn": "nevnt ved navn",
                "gruppe": "i navngitt gruppe",
                "alle": "prosjektet gjelder alle",
            },
        },
    ),
    "numbered_grid": (
        (
            table(
                "group number kind",
                *[("Ikke kjent", n, None) for n in range(88, 120)],
                ("14. november 2031", 1, "B"),
            ),
            {"B": "beslutningssak", "O": "orienteringssak"},
        ),
        {"unknown": "ikke i materialet"},
    ),
    "paired": ((pd.DataFrame({"Meldt til": THREE / 60, "Meldt fra": THREE / 90}),), {}),
    "parts": (
        (SHORT, pd.Series([60.0, 40.0], index=["Oppgitt samlet", "Oppgitt for\nsekretariatet"])),
        {"sum_label": "Summen av delene", "unit": "Årsverk"},
    ),
    "ranges": (
        (
            table(
                "nedre oevre beregnet",
                (1, 2, 1),
                (5, 6, 1),
                (4, 4, 4),
                index=[f"{LONG}\n«omlag 24 millioner kroner»", "Et annet", f"{LONG}, 2031\n«18 millioner»"],
            ),
        ),
        {"unit": "mill. kr over eller under tabellens tall, som står til høyre"},
    ),
    "rank_shift": (
        (
            pd.Series("ca. 1500", index=["helsedirektoratet.example", *NAMES[1:]]),
            pd.Series("ca. 2800", index=[*NAMES[1:], "intranett.oppdiktet.example"]),
        ),
        {"headings": ("Brukere, første besøk", "Økter")},
    ),
    "ranked": ((THREE,), {"unit": "Utheving: Tromsø og Harstad, som er med i helsefellesskapet"}),
    "rate_blocks": (
        (pd.Series([5, 1, 3], index=NAMES), pd.Series([54, 6, 20], index=NAMES)),
        {"labels": pd.Series("54 saker på 5 møter", index=NAMES), "unit": "Saker per møte", "mean": "snitt"},
    ),
    "structure_flow": (
        (
            table(
                "before after kind",
                (NAMES[1], NAMES[1], "fortsetter"),
                (NAMES[2], None, "avviklet"),
                (None, "Et nytt utvalg", "nytt, midlertidig"),
            ),
        ),
        {"headings": ("Ved årets start", "Etter omleggingen")},
    ),
    "tiles": (
        (TILES,),
        {"values": {"til": "til", "fra": "fra"}, "key": f"til: {LONG}.   fra: {LONG}.\n{LONG}."},
    ),
    "unit_rows": (
        (
            pd.DataFrame(
                {"til stede, stemmerett": [20, 1, 2], "til stede, talerett": 1, "forfall": 3}, index=NAMES
            ),
        ),
        {"notes": pd.Series(["95,8 %"] * 3, index=NAMES)},
    ),
    "year_panels": (
        (pd.DataFrame({year: [1.3, 44.7, None] for year in range(2031, 2036)}, index=NAMES),),
        {"notes": pd.Series("prioritet 1\n10,0 mill. kr", index=NAMES), "unit": "mill. kr"},
    ),
}


def drawing(form: str) -> Drawing:
    module: ModuleType = importlib.import_module(f"aarsmelding.charts.{form}")
    (draw,) = [
        made
        for made in vars(module).values()
        if hasattr(made, "__wrapped__") and made.__module__ == module.__name__
    ]
    positional, named = CALLS[form]
    wide = draw(*positional, **named)
    assert isinstance(wide, Drawing)
    return wide


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_drawn_in_both_widths(form):
    wide = drawing(form)
    assert wide.narrow is not None
    assert (wide.get_figwidth(), wide.narrow.get_figwidth()) == (WIDE, NARROW)


@pytest.mark.parametrize("form", FORMS)
def test_every_text_of_the_narrow_drawing_can_be_read_on_a_telephone(form):
    narrow = drawing(form).narrow
    assert lines(narrow)
    assert list(faults(narrow)) == []


@pytest.mark.parametrize("form", FORMS)
def test_the_narrow_drawing_says_as_much_as_the_wide_one(form):
    wide = drawing(form)
    assert numbers(wide) <= numbers(wide.narrow)


def numbers(fig: Drawing) -> set[str]:
    """Words with a digit in them, but for those of the axes."""
    drawn = {
        word.strip(":") for line in lines(fig) for word in line.text.split() if any(map(str.isdigit, word))
    }
    shown = [ax for ax in fig.axes if ax.axison]
    axes = {label.get_text() for ax in shown for label in (*ax.get_xticklabels(), *ax.get_yticklabels())}
    named = {name for ax in shown for name in columns(ax)}
    return drawn - axes - named


def test_a_text_outside_over_another_or_too_small_is_found():
    narrow = paper(1.0)
    for x, y, text, size in (
        (0.5, 0.5, "midt", 9),
        (0.52, 0.5, "over", 9),
        (1.2, 0.1, "ute", 9),
        (0, 0.9, "liten", 7),
    ):
        narrow.text(x, y, text, fontsize=size)
    narrow.set_figwidth(NARROW)
    assert [fault.partition(":")[0] for fault in faults(narrow)] == ["outside", "small", "overlap"]


def test_a_drawing_knows_how_wide_it_is_drawn():
    seen = []
    chart(lambda: seen.append(is_narrow()) or paper(1.0))()
    assert seen == [False, True]
    assert not is_narrow()
