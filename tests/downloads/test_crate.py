"""The report folder as an RO-Crate. The year, its data and its documents are made up."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from datetime import date
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest
from aarsmelding import __version__, filestate, receipts
from aarsmelding.downloads import crate
from aarsmelding.errors import DataRefused
from aarsmelding.paths import Project

from tests.conftest import write_notebook

YEAR = 2031
COMMIT = "0123abcd"
RECEIVED = {
    "dokumenter": date(2032, 1, 5),
    "helsefellesskap": date(2032, 2, 9),
    "kommuner": date(2032, 1, 31),
}
OUTPUTS = [
    "index.html",
    "aarsmelding-2031.pdf",
    "facts.json",
    "manifest.json",
    "notebooks/kommuner.ipynb",
    "reconciliation.json",
]
FRAGMENTS = [
    {"section": "kommuner", "title": "Kommunene"},
    {"section": "avstemming", "title": "Avstemming"},
]
FRAMES = {
    "dokumenter": pd.DataFrame(
        {
            "dokument": ["d1", "d2"],
            "tittel": ["Oppdiktet referat", "Oppdiktet brev"],
            "utgiver": ["Oppdiktet kommune", "Oppdiktet foretak"],
            "dokument_dato": pd.to_datetime(["2031-03-14", "2031-05-17"]),
        }
    ),
    "helsefellesskap": pd.DataFrame({"navn": ["Det oppdiktede helsefellesskapet"]}),
    "kommuner": pd.DataFrame({"kommune_nr": ["9999"]}),
}
# The terms of the specification, as the library brings them along.
CONTEXT = resources.files("rocrate") / "data" / "ro-crate.jsonld"
VALIDATOR = "ROC_VALIDATOR_PYTHON"
# Run by the validator's own Python: what it would fetch is put into its cache first.
VALIDATE = """
import sys
from pathlib import Path
from requests_cache import CachedRequest, CachedResponse, CachedSession
folder, context, cache = sys.argv[1:]
url = "https://w3id.org/ro/crate/1.2/context"
with CachedSession(cache, backend="sqlite") as session:
    session.cache.save_response(CachedResponse(
        url=url, status_code=200, content=Path(context).read_bytes(),
        headers={"Content-Type": "application/ld+json"}, request=CachedRequest(method="GET", url=url),
    ))
from rocrate_validator import models, services
result = services.validate(services.ValidationSettings(
    rocrate_uri=folder, profile_identifier="ro-crate-1.2", offline=True, cache_path=Path(cache),
    requirement_severity=models.Severity.REQUIRED,
))
print(*(f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()), sep="\\n")
sys.exit(0 if result.passed() else 1)
"""


def make(root: Path) -> Project:
    project = Project(root)
    project.raw(YEAR).mkdir(parents=True)
    project.notebooks.mkdir()
    for name, received in RECEIVED.items():
        raw_file = project.raw(YEAR) / f"{name}.csv"
        raw_file.write_text(f"oppdiktet\n{name}\n", encoding="utf-8")
        receipts.Receipt(
            file=raw_file.name,
            sha256=filestate.sha256(raw_file),
            documents=("d1", "uoppført"),
            published_by="Oppdiktet kommune",
            received=received,
            transcribed_by="testen",
        ).write(receipts.receipt_path(raw_file))
    write_notebook(project.notebooks / "10_kommuner.ipynb", 'load("kommuner", year)', title="# Kommunene")
    for path in OUTPUTS:
        (project.report(YEAR) / path).parent.mkdir(parents=True, exist_ok=True)
        (project.report(YEAR) / path).write_text("oppdiktet", encoding="utf-8")
    return project


def described(project: Project, outputs: list[str] = OUTPUTS) -> str:
    return crate.metadata(project, YEAR, FRAGMENTS, FRAMES, outputs, COMMIT)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    return make(tmp_path_factory.mktemp("oppdiktet"))


@pytest.fixture(scope="module")
def text(project) -> str:
    return described(project)


@pytest.fixture(scope="module")
def graph(text) -> list[dict]:
    return json.loads(text)["@graph"]


@pytest.fixture(scope="module")
def entities(graph) -> dict[str, dict]:
    return {entity["@id"]: entity for entity in graph}


def as_list(value) -> list:
    return value if isinstance(value, list) else [value]


def ids(value) -> list[str]:
    return [reference["@id"] for reference in as_list(value)]


def properties(graph) -> list[tuple[str, str, object]]:
    return [
        (entity["@id"], name, value)
        for entity in graph
        for name, values in entity.items()
        if not name.startswith("@")
        for value in as_list(values)
    ]


# What the specification requires of every crate.


def test_the_descriptor_names_the_specification_and_the_root(text, entities):
    assert json.loads(text)["@context"] == "https://w3id.org/ro/crate/1.2/context"
    assert entities["ro-crate-metadata.json"] == {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        "about": {"@id": "./"},
    }


def test_the_root_has_everything_that_is_required(entities):
    root = entities["./"]
    assert root["@type"] == "Dataset"
    assert root["name"] == "Årsmelding 2031 for Det oppdiktede helsefellesskapet"
    assert root["description"].startswith("Årsmeldingen for 2031 med tallgrunnlag")
    assert root["license"] == {"@id": "https://spdx.org/licenses/MIT"}
    assert entities["https://spdx.org/licenses/MIT"]["name"] == "MIT-lisensen"


def test_the_date_is_that_of_the_newest_receipt(entities):
    assert entities["./"]["datePublished"] == "2032-02-09"


def test_the_parts_are_the_files_of_the_folder_and_nothing_else(project, entities):
    parts = ids(entities["./"]["hasPart"])
    assert sorted(parts) == sorted(OUTPUTS)
    assert all(entities[part]["@type"] == "File" for part in parts)
    assert all((project.report(YEAR) / part).is_file() for part in parts)


def test_every_entity_has_one_identifier_a_type_and_a_name(graph):
    found = [entity["@id"] for entity in graph]
    assert len(found) == len(set(found))
    assert all(entity["@type"] for entity in graph)
    unnamed = [entity["@id"] for entity in graph if not entity.get("name")]
    assert unnamed == ["ro-crate-metadata.json"]


def test_every_reference_leads_to_an_entity(graph, entities):
    references = [(where, name, value) for where, name, value in properties(graph) if isinstance(value, dict)]
    assert all(set(value) == {"@id"} for _, _, value in references)
    loose = [reference for reference in references if reference[2]["@id"] not in entities]
    assert loose == [
        ("ro-crate-metadata.json", "conformsTo", {"@id": "https://w3id.org/ro/crate/1.2"}),
    ]


def test_types_and_properties_are_terms_of_the_specification(graph):
    terms = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    used = {name for _, name, _ in properties(graph)}
    used |= {kind for entity in graph for kind in as_list(entity["@type"])}
    assert used - set(terms) == set()


def test_no_path_is_absolute_or_leads_out_of_the_folder(project, text, graph):
    assert str(project.root) not in text
    paths = [entity["@id"] for entity in graph] + [entity.get("localPath", "") for entity in graph]
    assert [path for path in paths if path.startswith(("/", "file:")) or ".." in path] == []


# What this crate says.


def test_raw_files_receipts_and_notebooks_are_described_but_not_contained(project, entities):
    outside = [e for e in entities.values() if "File" in as_list(e["@type"]) and e["@id"].startswith("#")]
    expected = {
        *(f"data/raw/2031/{name}{ending}" for name in RECEIVED for ending in (".csv", ".receipt.yml")),
        "notebooks/10_kommuner.ipynb",
    }
    assert {entity["localPath"] for entity in outside} == expected
    for entity in outside:
        content = (project.root / entity["localPath"]).read_bytes()
        assert entity["@id"] == "#" + entity["localPath"]
        assert entity["sha256"] == hashlib.sha256(content).hexdigest()
        assert entity["contentSize"] == str(len(content))


def test_a_raw_file_rests_on_its_documents_and_has_a_receipt(entities):
    raw = entities["#data/raw/2031/kommuner.csv"]
    assert ids(raw["isBasedOn"]) == ["#dokument/d1", "#dokument/uoppf%C3%B8rt"]
    assert (raw["creditText"], raw["dateReceived"]) == ("Oppdiktet kommune", "2032-01-31")
    assert ids(entities["#data/raw/2031/kommuner.receipt.yml"]["about"]) == [raw["@id"]]


def test_a_document_has_publisher_and_date(entities):
    document = entities["#dokument/d2"]
    assert document["@type"] == "CreativeWork"
    assert (document["name"], document["dateCreated"]) == ("Oppdiktet brev", "2031-05-17")
    assert entities[document["publisher"]["@id"]] == {
        "@id": "#organisasjon/oppdiktet-foretak",
        "@type": "Organization",
        "name": "Oppdiktet foretak",
    }


def test_a_document_that_no_list_describes_has_its_id_for_a_name(entities):
    assert entities["#dokument/uoppf%C3%B8rt"]["name"] == "uoppført"


def test_a_section_is_made_by_the_program_from_its_notebook_and_datasets(entities):
    action = entities["#seksjon/kommuner"]
    assert action["@type"] == "CreateAction"
    assert ids(action["instrument"]) == [f"pkg:generic/aarsmelding@{__version__}"]
    assert ids(action["object"]) == ["#notebooks/10_kommuner.ipynb", "#data/raw/2031/kommuner.csv"]
    assert ids(action["result"]) == ["notebooks/kommuner.ipynb"]


def test_the_report_is_made_from_the_executed_notebooks_and_all_data(entities):
    action = entities["#rapport"]
    assert ids(action["object"]) == [
        "notebooks/kommuner.ipynb",
        *(f"#data/raw/2031/{name}.csv" for name in sorted(RECEIVED)),
    ]
    assert sorted(ids(action["result"])) == sorted(set(OUTPUTS) - {"notebooks/kommuner.ipynb"})


def test_a_section_without_a_notebook_is_part_of_the_report_only(entities):
    actions = [e["@id"] for e in entities.values() if e["@type"] == "CreateAction"]
    assert actions == ids(entities["./"]["mentions"]) == ["#seksjon/kommuner", "#rapport"]


def test_the_program_says_its_revision_and_its_libraries(entities):
    program = entities[f"pkg:generic/aarsmelding@{__version__}"]
    assert entities[program["identifier"]["@id"]]["value"] == COMMIT
    libraries = {entities[i]["name"]: entities[i]["version"] for i in ids(program["softwareRequirements"])}
    assert {"Python", "papermill", "pandera", "pandas"} <= set(libraries)
    assert libraries["pandas"] == pd.__version__


# What must not differ, and what is refused.


def test_two_builds_give_the_same_bytes_in_any_folder_and_order(text, tmp_path):
    elsewhere = make(tmp_path / "et annet sted")
    assert described(elsewhere, [*reversed(OUTPUTS), crate.FILE]) == text


def test_no_clock_time_is_in_it(text):
    assert re.findall(r"\d\d:\d\d", text) == []


def test_a_raw_file_that_is_not_the_received_one_is_refused(tmp_path):
    project = make(tmp_path)
    (project.raw(YEAR) / "kommuner.csv").write_text("noe annet\n", encoding="utf-8")
    with pytest.raises(DataRefused, match="sha256 differs"):
        described(project)


def validated(folder: Path, text: str, cache: Path) -> subprocess.CompletedProcess[str]:
    (folder / crate.FILE).write_text(text, encoding="utf-8")
    return subprocess.run(
        [os.environ[VALIDATOR], "-c", VALIDATE, str(folder), str(CONTEXT), str(cache)],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


@pytest.mark.skipif(VALIDATOR not in os.environ, reason=f"{VALIDATOR} is not set: see decision 9")
def test_the_public_validator_finds_nothing_required_missing(text, tmp_path):
    folder = make(tmp_path / "oppdiktet").report(YEAR)
    done = validated(folder, text, tmp_path / "cache")
    assert done.returncode == 0, done.stdout + done.stderr
    without = validated(folder, text.replace('"license"', '"keywords"'), tmp_path / "cache")
    assert without.returncode == 1 and "MUST have a `license` property" in without.stdout
