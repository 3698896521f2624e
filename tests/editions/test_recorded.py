"""An edition is run again only when what it read has changed, and is then what a build from nothing makes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from aarsmelding import editions, loading, notebook, sections, store
from aarsmelding.building import editionsteps, places
from aarsmelding.editions import page, recorded
from aarsmelding.kernels import Kernel
from aarsmelding.notebook import Notebook
from aarsmelding.paths import Project
from aarsmelding.readings import told
from aarsmelding.validate import validate

from tests.conftest import CHECKOUT
from tests.editions.test_editions import PER, profile

YEAR = 2025
HARSTAD, KARLSOEY, LOEDINGEN = "5503", "5534", "1851"
KEYS = [HARSTAD, KARLSOEY, LOEDINGEN]
ONLY = f"kommune_nr in {KEYS}"
STEM = "80_profil"
LOAD = """\
from aarsmelding import fact, load

kommune = load("kommuner", year, filters=[("kommune_nr", "==", kommune_nr)])
egne = load("prosjektdeltakere", year, filters=[("kommune_nr", "==", kommune_nr)])
penger = load("tilskudd", year, filters=[("prosjekt_id", "in", egne["prosjekt_id"].unique())])
avvik = load("avvik_kommune", year)"""
STATED = """\
til = avvik[avvik["retning"] == "til_foretak"]
fact("profil.prosjekter", len(egne), "Kommunen står {} ganger.", unit="poster", period=year, rows=egne) \\
+ fact("profil.tildelinger", len(penger), " Tildelt {} ganger.", unit="poster", period=year, rows=penger) \\
+ fact("profil.alle", til["antall_meldt"].sum(), " I alt {} avvik.", unit="avvik", period=year, rows=til)"""


@dataclass
class Made:
    """Editions made step by step in this process, and for which of them a kernel was asked for."""

    project: Project
    stem: str = STEM
    program: str = "1"
    ran: list[str] = field(default_factory=list)

    @property
    def source(self) -> Notebook:
        return notebook.section(self.project, self.stem)

    def make(self, kernel: Kernel | None = None) -> list[str]:
        """Make all editions; returns the keys of those that were run."""
        self.ran.clear()
        names = editions.datasets(self.source, notebook.datasets_of(self.project, YEAR))
        for share in range(editions.SHARES):
            editionsteps.make_editions(
                str(self.project.root), YEAR, self.stem, names, share, kernel, self.program
            )
        return sorted(self.ran)

    def would_run(self) -> list[str]:
        """The same keys, found out without running anything."""
        asked = []
        for share, record in enumerate(self.records()):
            product = places.editions(self.project, YEAR, self.stem, share)
            known = recorded.read(self.project, self.program, record, product)
            for key in KEYS[share : share + 1]:
                ready = sections.prepared(self.project, self.source, {"year": YEAR, "kommune_nr": key})
                asked += [] if known.executed(key, ready) else [key]
        return sorted(asked)

    def shares(self) -> list[bytes]:
        paths = (places.editions(self.project, YEAR, self.stem, n) for n in range(editions.SHARES))
        return [path.read_bytes() for path in paths]

    def records(self) -> list[Path]:
        return [places.recorded(self.project, YEAR, self.stem, n) for n in range(editions.SHARES)]

    def change(self, name: str, rows: str, **values: Any) -> None:
        """Set values in the rows that a query finds, and write the clean dataset again."""
        frame = store.read_whole(self.project, YEAR, name).copy()
        found = frame.query(rows).index
        assert len(found), (name, rows)
        for column, value in values.items():
            frame.loc[found, column] = value
        store.write(frame, self.project.dataset(YEAR, name))

    def like_new(self) -> bool:
        """Whether what lies there is to the byte what is made where nothing was before."""
        here = self.shares()
        shutil.rmtree(self.project.build(YEAR))
        assert self.make() == sorted(KEYS)
        return self.shares() == here


def _project(folder: Path, names: set[str]) -> Project:
    project = Project(folder)
    shutil.copytree(Project(CHECKOUT).raw(YEAR), project.raw(YEAR))
    project.notebooks.mkdir()
    for name in names | set(editions.ALWAYS):
        frame, faults = validate(project, YEAR, name)
        assert frame is not None, faults
        store.write(frame, project.dataset(YEAR, name))
    return project


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Project:
    """The clean data of the real year, with nothing made of them."""
    names = {name for source in notebook.editions(Project(CHECKOUT)) for name in source.datasets}
    return _project(tmp_path_factory.mktemp("data"), names)


@pytest.fixture(scope="module")
def finished(whole, tmp_path_factory) -> Project:
    """A small notebook for three municipalities, whose pages are made."""
    found = Made(Project(tmp_path_factory.mktemp("ferdig") / "prosjekt"))
    shutil.copytree(whole.root, found.project.root)
    write(found)
    found.make()
    return found.project


@pytest.fixture
def made(finished, tmp_path, monkeypatch) -> Made:
    """The same in a place of its own."""
    project = Project(tmp_path / "prosjekt")
    shutil.copytree(finished.root, project.root)
    return counted(Made(project), monkeypatch)


def counted(found: Made, monkeypatch: pytest.MonkeyPatch) -> Made:
    execute = sections.execute

    def noted(project: Project, ready: sections.Prepared, *rest: Any) -> Any:
        found.ran.append(ready.parameters["kommune_nr"])
        return execute(project, ready, *rest)

    monkeypatch.setattr(sections, "execute", noted)
    return found


def write(made: Made, load: str = LOAD, stated: str = STATED, title: str = "## Meldt") -> None:
    parameters = f'year = {YEAR}\nkommune_nr = "{HARSTAD}"'

    class Folder:
        project = made.project

    profile(Folder, load, title, stated, per={**PER, "where": ONLY, "shown": {}}, parameters=parameters)  # type: ignore[arg-type]


def test_where_nothing_has_changed_nothing_is_run_and_all_is_the_same(made):
    before = made.shares()
    assert made.make() == made.would_run() == []
    assert made.shares() == before
    assert made.like_new()


CHANGES: list[tuple[str, str, dict[str, Any], list[str]]] = [
    # Of one municipality.
    ("prosjektdeltakere", f"kommune_nr == '{HARSTAD}'", {"sted": "linje 1"}, [HARSTAD]),
    # Another question follows: Karlsøy now takes part in what Harstad has money for.
    ("prosjektdeltakere", f"kommune_nr == '{KARLSOEY}'", {"prosjekt_id": "palliasjon"}, [KARLSOEY]),
    ("kommuner", f"kommune_nr == '{LOEDINGEN}'", {"fylke": "Oppdiktet"}, [LOEDINGEN]),
    # A row that has not been theirs becomes Karlsøy's.
    ("prosjektdeltakere", "kommune_nr == '5501'", {"kommune_nr": KARLSOEY}, [KARLSOEY]),
    # Of all.
    ("avvik_kommune", "kommune_nr == '5501'", {"antall_meldt": 200}, KEYS),
    # Of none of the three, or only in what the page itself says.
    ("prosjektdeltakere", "kommune_nr == '5501'", {"sted": "linje 1"}, []),
    ("kommuner", "kommune_nr == '5501'", {"fylke": "Oppdiktet"}, []),
    ("dokumenter", "dokument == '001_f3e3f05cfd8f90b4'", {"tittel": "En oppdiktet tittel"}, []),
]


@pytest.mark.parametrize(("name", "rows", "values", "run"), CHANGES)
def test_a_changed_row_runs_those_that_read_it(made, name, rows, values, run):
    made.change(name, rows, **values)
    assert made.make() == sorted(run)
    assert made.like_new()


@pytest.fixture
def pages(made, monkeypatch) -> list[str]:
    """The keys of the editions whose pages are made."""
    found: list[str] = []
    edition = page.edition

    def noted(year: int, notebook: Notebook, row: editions.Row, *rest: Any) -> str:
        found.append(row.key)
        return edition(year, notebook, row, *rest)

    monkeypatch.setattr(page, "edition", noted)
    return found


AROUND: list[tuple[str, str, dict[str, Any], list[str]]] = [
    ("dokumenter", "dokument == '001_f3e3f05cfd8f90b4'", {"tittel": "En oppdiktet tittel"}, KEYS),
    ("dokumenter", "dokument == '001_f3e3f05cfd8f90b4'", {"sted": "linje 1"}, []),
    ("kommuner", "kommune_nr == '5501'", {"fylke": "Oppdiktet"}, KEYS),
    ("kommuner", "kommune_nr == '5501'", {"sted": "linje 1"}, []),
    ("prosjektdeltakere", "kommune_nr == '5501'", {"sted": "linje 1"}, []),
    ("prosjektdeltakere", f"kommune_nr == '{HARSTAD}'", {"sted": "linje 1"}, [HARSTAD]),
]


@pytest.mark.parametrize(("name", "rows", "values", "again"), AROUND)
def test_a_page_is_made_again_where_its_notebook_or_what_stands_around_it_changed(
    made, pages, name, rows, values, again
):
    made.change(name, rows, **values)
    made.make()
    assert sorted(pages) == sorted(again)
    pages.clear()
    assert (made.make(), made.make(), pages) == ([], [], [])
    assert made.like_new()


def test_a_page_is_made_again_where_a_fact_rests_on_a_whole_dataset_whose_places_changed(made, pages):
    load = "from aarsmelding import fact, load\n\n"
    load += 'avvik = load("avvik_kommune", year, columns=["kommune_nr", "retning", "antall_meldt"])'
    write(made, load, 'fact("profil.rader", len(avvik), "{} rader.", unit="rader", period=year)')
    made.make()
    pages.clear()
    assert (made.make(), pages) == ([], [])
    made.change("avvik_kommune", "kommune_nr == '5501'", sted="linje 1")
    assert made.make() == []
    assert sorted(pages) == sorted(KEYS)
    assert made.like_new()


def test_a_damaged_page_is_made_again(made, pages):
    before = made.shares()
    for share in range(editions.SHARES):
        path = places.editions(made.project, YEAR, STEM, share)
        path.write_text(path.read_text().replace("<h1>", "<h1> "))
    assert made.shares() != before
    assert made.make() == []
    assert (sorted(pages), made.shares()) == (sorted(KEYS), before)


@pytest.mark.parametrize("page_of", [1, {}, {"unsourced": 1, "rests_on": "", "made": ""}])
def test_what_is_kept_of_a_page_in_another_form_costs_time_only(made, pages, page_of):
    before = made.shares()
    for path in made.records():
        known = json.loads(path.read_text())
        path.write_text(json.dumps({key: each | {"page": page_of} for key, each in known.items()}))
    assert made.make() == []
    assert (sorted(pages), made.shares()) == (sorted(KEYS), before)


def another_cell(made: Made) -> None:
    write(made, stated=STATED.replace("I alt {}", "Til sammen {}"))


def another_text(made: Made) -> None:
    write(made, title="## Meldt og mottatt")


def another_program(made: Made) -> None:
    made.program = "2"


def no_records(made: Made) -> None:
    shutil.rmtree(made.records()[0].parent)


def cut_records(made: Made) -> None:
    for path in made.records():
        path.write_bytes(path.read_bytes()[:-20])


def strange_records(made: Made) -> None:
    for path, content in zip(made.records(), ["[]", "{}", '{"5503": 1}'], strict=False):
        path.write_text(content)


def cut_shares(made: Made) -> None:
    for share in range(editions.SHARES):
        path = places.editions(made.project, YEAR, STEM, share)
        path.write_bytes(path.read_bytes()[:-20])


def other_notebooks(made: Made) -> None:
    for share in range(editions.SHARES):
        path = places.editions(made.project, YEAR, STEM, share)
        path.write_text(path.read_text().replace("avvik", "Avvik"))


def other_values(made: Made) -> None:
    for path in made.records():
        text = path.read_text()
        assert text == "{}" or '"came":"' in text
        path.write_text(text.replace('"came":"', '"came":"0'))


@pytest.mark.parametrize(
    "change",
    [
        another_cell,
        another_text,
        another_program,
        no_records,
        cut_records,
        strange_records,
        cut_shares,
        other_notebooks,
        other_values,
    ],
    ids=lambda change: change.__name__,
)
def test_what_is_not_known_for_sure_is_run(made, change: Callable[[Made], None]):
    assert made.would_run() == []
    change(made)
    assert made.would_run() == sorted(KEYS)


def test_what_is_known_of_one_is_not_believed_of_another(made):
    product = places.editions(made.project, YEAR, STEM, 0)
    known = recorded.read(made.project, made.program, made.records()[0], product)
    known.before[KARLSOEY] = known.before[HARSTAD]
    ready = [sections.prepared(made.project, made.source, {"kommune_nr": key}) for key in KEYS[:2]]
    assert known.executed(HARSTAD, ready[0]) is not None
    assert known.executed(KARLSOEY, ready[1]) is None


def test_a_damaged_record_costs_time_only(made):
    before = made.shares()
    cut_records(made)
    assert made.make() == sorted(KEYS)
    assert made.shares() == before and made.would_run() == []


def test_a_record_that_cannot_be_written_costs_time_only(made):
    before, folder = made.shares(), made.records()[0].parent
    shutil.rmtree(folder)
    folder.write_text("")
    assert made.make() == sorted(KEYS)
    assert made.shares() == before


@pytest.mark.parametrize(
    "cell",
    [
        "import os\nrot = os.getcwd()",
        'with open("/dev/null") as fil:\n    tekst = fil.read()',
        "alle = load('saker', year).sample(1)",
    ],
)
def test_a_notebook_that_may_know_something_else_is_always_run(made, cell):
    write(made, load=f"{LOAD}\n{cell}")
    assert made.make() == made.make() == sorted(KEYS)


def test_a_rule_for_small_numbers_that_is_switched_on_runs_what_it_is_about(made):
    rule = "regler: [{datasett: avvik_kommune, kolonner: [antall_meldt], grense: 3, bestemt_av: testen, "
    rule += "bestemt: 2025-01-01, grunn: oppdiktet}]"
    (made.project.root / "data" / "skjerming.yml").write_text(rule, encoding="utf-8")
    assert made.make() == sorted(KEYS)
    assert all(b'"value":":"' in share for share in made.shares()[: len(KEYS)])
    assert made.like_new()


def test_a_notebook_that_is_saved_while_it_is_run_is_not_known(made, monkeypatch):
    made.program, execute = "2", sections.execute

    def saved(*given: Any) -> Any:
        write(made, stated=STATED.replace("I alt {}", "Til sammen {}"))
        return execute(*given)

    monkeypatch.setattr(sections, "execute", saved)
    made.make()
    write(made)
    # The first one was ready as it was written now, and ran as it was saved then.
    assert HARSTAD in made.would_run()


def test_an_edition_that_fails_leaves_what_is_known_of_the_others(made):
    made.change("prosjektdeltakere", f"kommune_nr == '{HARSTAD}'", prosjekt_id="oppdiktet")
    made.change("tilskudd", "prosjekt_id == 'palliasjon'", sted="linje 1")
    failing = LOAD + '\nassert "oppdiktet" not in set(egne["prosjekt_id"])'
    write(made, load=failing)
    with pytest.raises(sections.SectionFailed):
        made.make()
    write(made)
    # Karlsøy's own rows have changed too; of Lødingen all is known.
    assert LOEDINGEN not in made.make()
    assert made.like_new()


def test_a_record_holds_what_was_asked_and_no_answer(made):
    for path in made.records():
        for record in json.loads(path.read_text()).values():
            assert set(record) == {"run", "read", "executed", "page"}
            assert {name: len(value) for name, value in record["page"].items()} == {
                "unsourced": 0,
                "rests_on": 64,
                "made": 64,
            }
            assert [set(each) for each in record["read"]] == [
                {"name", "year", "columns", "filters", "came"}
            ] * 4


@pytest.mark.parametrize("source", notebook.editions(Project(CHECKOUT)), ids=lambda source: source.name)
def test_both_kernels_tell_the_same_and_leave_the_notebook_as_if_nobody_listened(whole, source, tmp_path):
    keys = editions.rows(source.dimension, store.read(whole, YEAR, source.dimension.dataset))
    given = {"year": YEAR, source.dimension.column: keys[0].key}
    ready = sections.prepared(whole, source, given)
    sections.execute(whole, ready, tmp_path / "alene.ipynb")
    heard = []
    for kernel in Kernel:
        reads = tmp_path / kernel
        reads.touch()
        sections.execute(whole, ready, tmp_path / f"{kernel}.ipynb", kernel, reads=reads)
        assert (tmp_path / f"{kernel}.ipynb").read_bytes() == (tmp_path / "alene.ipynb").read_bytes()
        heard.append(told(reads))
    assert heard[0] == heard[1]
    assert {reading.name for reading in heard[0]} == set(source.datasets)
    for reading in heard[0]:
        assert loading.came(whole, reading) == reading.came


# Before anything else in a kernel: notes which files and folders of the project are opened.
HOOK = """\
import os, sys

root, log = os.environ["AARSMELDING_ROOT"], os.environ["AAPNET"]

def note(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, os.PathLike)):
        path = os.path.abspath(os.fspath(arguments[0]))
        if path.startswith(root + os.sep):
            descriptor = os.open(log, os.O_WRONLY | os.O_APPEND)
            os.write(descriptor, (os.path.relpath(path, root) + "\\n").encode())
            os.close(descriptor)

sys.addaudithook(note)
"""


@pytest.fixture
def bare(whole, tmp_path) -> Project:
    """A project in which there is nothing but clean data and the rules for small numbers."""
    project = Project(tmp_path / "bare")
    shutil.copytree(whole.root / "data" / "clean", project.root / "data" / "clean")
    shutil.copy(CHECKOUT / "data" / "skjerming.yml", project.root / "data")
    return project


@pytest.mark.parametrize("source", notebook.editions(Project(CHECKOUT)), ids=lambda source: source.name)
def test_a_kernel_knows_nothing_of_the_project_but_what_it_loads(whole, bare, source, tmp_path, monkeypatch):
    keys = editions.rows(source.dimension, store.read(whole, YEAR, source.dimension.dataset))
    ready = sections.prepared(whole, source, {"year": YEAR, source.dimension.column: keys[0].key})
    sections.execute(whole, ready, tmp_path / "a.ipynb")
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    (tmp_path / "opened").touch()
    monkeypatch.setenv("AAPNET", str(tmp_path / "opened"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "hook"), prepend=":")
    sections.execute(bare, ready, tmp_path / "b.ipynb", Kernel.PLAIN)
    assert (tmp_path / "b.ipynb").read_bytes() == (tmp_path / "a.ipynb").read_bytes()
    opened = set((tmp_path / "opened").read_text().splitlines())
    loaded = {f"data/clean/{YEAR}/{name}.parquet" for name in source.datasets}
    assert "data/skjerming.yml" in opened and opened <= loaded | {"data/skjerming.yml"}


def test_the_real_page_of_one_municipality_is_run_alone_where_its_row_is_corrected(
    whole, tmp_path, monkeypatch
):
    project = Project(tmp_path / "prosjekt")
    shutil.copytree(whole.root, project.root)
    path = project.notebooks / "80_kommuneprofil.ipynb"
    content = json.loads((CHECKOUT / "notebooks" / path.name).read_text(encoding="utf-8"))
    content["metadata"]["aarsmelding"]["where"] = ONLY
    path.write_text(json.dumps(content), encoding="utf-8")
    made = counted(Made(project, path.stem), monkeypatch)
    assert made.make() == sorted(KEYS)
    made.change("toern_team", "virksomhet == 'Karlsøy'", virksomhet="Karlsøya")
    made.change("tilskudd", "aar != 2025", ubrukt_kr=pd.NA)
    made.change("hoeringssvar", "avsendertype == 'kommune'", sted="linje 1")
    made.change("soeknader", "ordning != 'toern'", tittel="Oppdiktet")
    made.change("dokumenter", "dokument == '001_f3e3f05cfd8f90b4'", tittel="En oppdiktet tittel")
    assert made.make() == [KARLSOEY]
    assert made.like_new()
