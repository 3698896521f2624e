"""The real sections on another partnership, made up: other municipalities, committees and trust."""

from __future__ import annotations

import csv
import io
import re
import shutil

import pytest
from aarsmelding.paths import Project

from tests.built_sections import built, text
from tests.conftest import CHECKOUT, Invented, put_rows

YEAR = 2025
SECTIONS = ("moeter", "fsu", "avvik", "ressurser")

# Every figure and name below is made up. A row is the cells of the raw file, without document and place.
MADE_UP = {
    "dokumenter": "oppdiktet,Oppdiktede møtepapirer,Oppdiktet utgiver,31.01.2026,moetepapirer,10",
    "helsefellesskap": "Helsefellesskapet Oppdiktet,Kystriket,Oppdiktet sykehus HF,OSH,,1. mars 2024,3,19,",
    "kommuner": """\
9901,Fjordby,Kystriket,99,Ytre,oppgitt,oppdiktet,linje 1,FJORDBY KOMMUNE,,,1,1
9902,Dalbygd,Kystriket,99,Indre,oppgitt,oppdiktet,linje 1,DALBYGD KOMMUNE,,,1,2
9903,Øysund,Kystriket,99,Ytre,oppgitt,oppdiktet,linje 1,ØYSUND KOMMUNE,,,2,1""",
    "utvalg": """\
pm,Partnerskapsmøtet,PM,PM,Partnerskapsmøtet,,Ja,,,,,,,
psu,Politisk samarbeidsutvalg,PSU,PSU,Politisk samarbeidsutvalg,Nei,Ja,nytt,,,mars 2026,,,
ssu,Strategisk samarbeidsutvalg,SSU,SSU,Strategisk samarbeidsutvalg,,Ja,,,,,,,
fsu_hjerte,FSU Hjerte,Hjerte,FSU,FSU hjerte,Ja,Ja,viderefoert,,,,,,
fsu_skade,FSU Skade,Skade,FSU,FSU skade,Ja,Nei,innlemmet,fsu_beinbrudd,01.10.2025,,,,
fsu_beinbrudd,FSU Beinbrudd,Beinbrudd,FSU,FSU beinbrudd,Nei,Ja,nytt,,01.10.2025,01.01.2026,,,
fsu_kyst,FSU Kyst,Kyst,FSU,FSU kyst,Nei,Ja,midlertidig,,02.10.2025,,,,""",
    "moeteaktivitet": """\
2025,PM,hoved,,,,,ett,,,,
2025,SSU,hoved,fem,ett,fire,to,seks,40,,,
2025,FSU Hjerte,hoved,fire,ett,,,tre,30,to,ett,
2025,FSU Skade,hoved,,,,,to,8,,,""",
    "moeteaktivitet_sum": """\
2025,FSU,utvalg_i_virksomhet,2
2025,FSU,moeter_avholdt,5
2025,FSU,saker,38
2025,FSU,utvalg_ved_aarets_start,2
2025,FSU,utvalg_ved_aarets_slutt,3
2025,FSU,faste_utvalg_ved_aarets_slutt,2
2025,FSU,midlertidige_utvalg_ved_aarets_slutt,1""",
    "moeter": """\
PM,10.04.2025,,10. april,,,,,,,ukjent,,ukjent,avholdt,,
SSU,05.06.2025,,5. juni,,10.00,12.00,,,,digitalt,,ordinaer,avholdt,,
FSU Hjerte,,2025-03,mars,,,,,,,ukjent,,ukjent,avholdt,,
FSU Kyst,15.01.2026,,15. januar,,,,,,,ukjent,,ukjent,avholdt,,""",
    "saker": """\
39/25,Oppdiktet plan,Oppdiktet plan,B,B,SSU,05.06.2025,Sekretariatet,1,1,Ja,som_foreslaatt
40/25,Oppdiktet orientering,Oppdiktet orientering,O,O,SSU,05.06.2025,Sekretariatet,1,1,Ja,endret""",
    "deltakelse": """\
PM,2025,10.04.2025,deltakere_totalt,20,,Nei,oppgitt
PM,2025,10.04.2025,kommuner_stemmeberettiget,3,3,Nei,oppgitt
PM,2025,10.04.2025,styremedlemmer_foretak,4,8,Nei,oppgitt
SSU,2025,,stemmerett,6,,Nei,oppgitt
SSU,2025,,moete_og_talerett,to,,Nei,oppgitt
FSU Hjerte,2025,,faste_medlemmer,9,,Nei,oppgitt
,2025,,tilknyttet_utvalgene,30,,Ja,oppgitt""",
    "oppmoete": """\
SSU,05.06.2025,tilstede_stemmerett,kommune,Kommunalsjef,Fjordby kommune,1,0,
SSU,05.06.2025,tilstede_stemmerett,foretak,Direktør,OSH,2,1,
SSU,05.06.2025,forfall,kommune,Kommunalsjef,Dalbygd kommune,1,0,""",
    "fsu_tema": """\
FSU Hjerte,fokusomraade,1,Hjertesvikt
FSU Hjerte,behandlet_sak,1,Oppdiktet hjertesak""",
    "avvik_kommune": """\
FJORDBY KOMMUNE,10,5,"50,0",4,1,"25,0"
DALBYGD KOMMUNE,6,3,"50,0",2,2,"100,0\"""",
    "avvik_sum": """\
til_foretak,2025,meldt,,18
til_foretak,2025,meldt_primaeromraadet,,16
til_foretak,2025,meldt_utenfor_primaeromraadet,,2
til_foretak,2025,med_aarsak,,14
til_foretak,2025,uten_aarsak,,2
til_foretak,2025,besvart_medregnet_fjoraar,,8
til_foretak,2025,andel_besvart_medregnet_fjoraar,,"50,0"
til_foretak,2024,meldt,,20
fra_foretak,2025,meldt,,6
fra_foretak,2025,meldt_primaeromraadet,,6
fra_foretak,2025,besvart_medregnet_fjoraar,,3
fra_foretak,2025,andel_besvart_medregnet_fjoraar,,"50,0"
fra_foretak,2024,meldt,,8
begge,2025,meldt,,24
begge,2025,endring_fra_fjoraar,nedgang,4""",
    "avvik_aarsak": """\
til_foretak,Epikrise mangler,Epikrise mangler,10
til_foretak,Transport,Transport,4
fra_foretak,Transport,Transport,6""",
    "avvik_opphav": "OSHs område,Ja,16\nNabosykehusets område,Nei,2",
    "svarprosent": """\
foretak,OSH,2024,"60,0 %",2025,"50,0 %","10,0 %"
kommuner_og_fastleger,Kommuner og fastleger,2024,"40,0 %",2025,"50,0 %","10,0 %\"""",
    "avvik_manglende": "Fordeling etter klinikk i OSH,til_foretak,",
    "ressurser": """\
samlet,tre,,Ja
kommunal,ett,samlet,Ja
foretak,"1,5",samlet,Ja
felles_tilskuddskoordinator,"0,5",samlet,Ja
sekretariat_oppsummering,tre,,Ja""",
}
# Names of the partnership that the published data are about: none may stand in the report of another one.
OF_THE_PUBLISHED = re.compile(r"UNN|Troms|Ofoten|Narvik|Harstad|Senja|Akuttmedisin|Fastlegerådet|Beredskap")


def put(project: Project, name: str, lines: str) -> None:
    put_rows(project.raw(YEAR) / f"{name}.csv", csv.reader(io.StringIO(lines)))


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    made = Project(tmp_path_factory.mktemp("annet"))
    made.raw(YEAR).mkdir(parents=True)
    shutil.copytree(Project(CHECKOUT).notebooks, made.notebooks)
    for name, lines in MADE_UP.items():
        put(made, name, lines)
    return made


@pytest.fixture(scope="module")
def sections(project) -> dict[str, str]:
    return {name: text(section) for name, section in built(project.root, YEAR, *SECTIONS).items()}


def test_another_partnership_keeps_every_rule(project):
    """Above all: breaks that the published documents have are not asked for here."""
    checked = Invented(project.root).run("check", "--year", str(YEAR))
    assert checked.returncode == 0, checked.stderr
    assert f"{YEAR}: {len(MADE_UP)} datasets" in checked.stdout


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("moeter", "SSU behandlet 40 saker. Bare 2 av dem finnes i dokumentene"),
        ("moeter", "3 av 3 kommuner var representert"),
        ("fsu", "FSU Hjerte behandlet flest saker, 30"),
        ("fsu", "FSU Kyst er midlertidig og ble vedtatt 2. oktober 2025"),
        ("avvik", "(OSH) og 6 fra OSH"),
        ("avvik", "flest fra Fjordby (10)"),
        ("avvik", "Uten oppgitte avvik i noen av retningene står én kommune: Øysund"),
        ("ressurser", "1,5 årsverk, ligger hos OSH"),
    ],
)
def test_a_section_is_about_the_partnership_that_the_data_are_about(sections, section, expected):
    assert expected in sections[section]


@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_is_left_of_the_partnership_that_the_code_was_written_with(sections, section):
    assert OF_THE_PUBLISHED.findall(sections[section]) == []


def test_a_committee_with_another_code_than_every_partnership_has_is_refused(tmp_path):
    other = Project(tmp_path)
    other.raw(YEAR).mkdir(parents=True)
    other.notebooks.mkdir()
    put(other, "utvalg", MADE_UP["utvalg"].replace("ssu,Strategisk", "strategisk,Strategisk"))
    refused = Invented(tmp_path).run("check", "--year", str(YEAR))
    assert refused.returncode == 3
    assert "the bodies that every partnership has are called pm, psu and ssu" in refused.stderr
