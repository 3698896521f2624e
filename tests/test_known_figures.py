"""The real year: figures that a person read in the documents, against what the clean data gives.

Every value is written down from the document and line named beside it (000 is the document whose
id begins with 000), not from the raw files.
"""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from aarsmelding.paths import Project
from aarsmelding.validate import validate

YEAR = 2025
PROJECT = Project(Path(__file__).parents[1])
day = pd.Timestamp

# (dataset, what identifies the row, column, value)
FIGURES: list[tuple[str, dict[str, Any], str, Any]] = [
    # 001 line 578 and 615
    (
        "avvik_aarsak",
        {"retning": "til_foretak", "aarsak": "Epikrise – mangelfull/manglende"},
        "antall_avvik",
        44,
    ),
    ("avvik_aarsak", {"retning": "fra_foretak", "aarsak": "Annet"}, "antall_avvik", 18),
    # 001 line 630: Tromsø
    ("avvik_kommune", {"kommune_nr": "5501", "retning": "til_foretak"}, "antall_meldt", 101),
    ("avvik_kommune", {"kommune_nr": "5501", "retning": "til_foretak"}, "antall_besvart", 32),
    ("avvik_kommune", {"kommune_nr": "5501", "retning": "fra_foretak"}, "andel_besvart_oppgitt", 0.125),
    # 001 line 634: Målselv
    ("avvik_kommune", {"kommune_nr": "5524", "retning": "fra_foretak"}, "antall_besvart", 5),
    # 001 line 637 and 651: *1 and *2 are answers to deviations from 2024
    ("avvik_kommune", {"kommune_nr": "5510", "retning": "fra_foretak"}, "antall_besvart_fra_aaret_foer", 1),
    ("avvik_kommune", {"kommune_nr": "1851", "retning": "til_foretak"}, "antall_besvart_fra_aaret_foer", 2),
    # 001 line 560
    ("avvik_opphav", {"opphav": "UNNs primærområde"}, "antall_avvik", 241),
    ("avvik_opphav", {"opphav": "Finnmarkssykehusets opptaksområde"}, "antall_avvik", 2),
    # 001 line 555: a decrease of 44
    ("avvik_sum", {"retning": "begge", "maal": "endring_fra_fjoraar"}, "antall_avvik", -44),
    # 001 line 572
    ("avvik_sum", {"retning": "til_foretak", "aar": 2025, "maal": "uten_aarsak"}, "antall_avvik", 17),
    # 001 line 241: 18,8 million kroner
    ("beloep_omtalt", {"beloep_id": "lokalt_2025_kapittel_6"}, "beloep_kr", 18_800_000),
    ("beloep_omtalt", {"beloep_id": "lokalt_2025_kapittel_6"}, "nedre_kr", 18_750_000),
    # 002 line 45
    ("beloep_omtalt", {"beloep_id": "oekning_revidert"}, "beloep_kr", 90_000_000),
    # 001 line 158
    ("deltakelse", {"utvalg": "pm", "aar": 2025, "gruppe": "deltakere_totalt"}, "antall", 82),
    ("deltakelse", {"utvalg": "pm", "gruppe": "kommuner_stemmeberettiget"}, "antall", 23),
    # 001 line 176: nine members with the right to speak
    ("deltakelse", {"utvalg": "ssu", "gruppe": "moete_og_talerett"}, "antall", 9),
    # 001 line 289
    ("deltakelse", {"gruppe": "tilknyttet_utvalgene"}, "antall", 170),
    # 000 line 147: the day of the meeting; 003 line 153
    ("dokumenter", {"dokument": "000_f9a185e3a0c9b334"}, "dokument_dato", day(2025, 11, 14)),
    ("dokumenter", {"dokument": "003_6fa78a31086e1f71"}, "dokument_dato", day(2025, 12, 10)),
    # 000 line 417 and 001 line 247
    ("frister", {"frist": "restmidler_besluttes"}, "dato", day(2025, 12, 10)),
    ("frister", {"frist": "tiltaksrapport_2026"}, "dato", day(2026, 2, 1)),
    # 002 line 86, 74 (autumn, no day)
    ("frister", {"frist": "styreorientering_2026"}, "aarstid", "hoest"),
    # 001 line 213, the third example
    ("fsu_tema", {"utvalg": "fsu_rekruttering", "rekkefoelge": 3}, "tema", "hospiteringsordning"),
    # 001 line 245: three projects in the second round
    ("helse_nord_ordning", {"faktum": "tildelt_runde_2_2025"}, "antall", 3),
    # 001 line 146
    ("helsefellesskap", {}, "etablert_dato", day(2021, 4, 22)),
    ("helsefellesskap", {}, "antall_helsefellesskap", 19),
    # 002 line 440: Narvik is one of the partnership's municipalities
    ("hoeringssvar", {"avsender": "Narvik kommune"}, "kommune_nr", "1806"),
    # Statistics Norway, classification 131, 2024
    ("kommuner", {"navn": "Evenes"}, "kommune_nr", "1853"),
    # 001 line 180
    ("moeteaktivitet", {"utvalg": "ssu"}, "antall_planlagte", 9),
    ("moeteaktivitet", {"utvalg": "ssu"}, "antall_ekstraordinaere", 2),
    ("moeteaktivitet", {"utvalg": "ssu"}, "antall_saker", 79),
    # 001 line 217 and 439
    ("moeteaktivitet", {"utvalg": "fsu_fastlegeraadet"}, "antall_saker", 54),
    ("moeteaktivitet", {"utvalg": "fsu_barn_og_unge"}, "antall_avlyste", 2),
    # 001 line 197
    ("moeteaktivitet_sum", {"type": "FSU", "maal": "moeter_avholdt"}, "antall", 21),
    ("moeteaktivitet_sum", {"type": "FSU", "maal": "saker"}, "antall", 184),
    # 000 line 132: 22 June, main meeting from 12.00
    ("moeter", {"utvalg": "ssu", "moete_dato": day(2026, 6, 22)}, "start_kl", "12:00"),
    # 001 line 763, 680 (14k) and 711 (1 m 28 s)
    ("nettrafikk", {"tabell": "by", "navn": "Lanzhou"}, "antall", 259),
    ("nettrafikk", {"tabell": "hendelser", "navn": "page_view"}, "antall_nedre", 13_500),
    ("nettrafikk", {"maal": "engasjementstid_sekunder"}, "antall", 88),
    # 001 line 717 and 720
    ("nettsider", {"side": "Helsefelleskapet – Troms og Ofoten"}, "antall_visninger", 4_200),
    ("nettsider", {"antall_visninger": 989}, "andel_flukt", 0.068),
    # 001 line 844
    ("pm_program", {"rekkefoelge": 26}, "slutt_kl", "14:55"),
    # 000 line 161: the ninth of the list is the partnership's own
    ("prosjekt_x", {"er_egen": True}, "rekkefoelge", 9),
    # 001 line 253 and 256: 24 municipalities, 6 municipalities
    ("prosjekter", {"prosjekt_id": "hospitering"}, "portefoelje_nr", 3),
    ("prosjekter", {"prosjekt_id": "forprosjekt_rop"}, "portefoelje_nr", 16),
    # 002 line 55 and 54
    ("regional_tildeling", {"helseregion": "helse_nord", "budsjettdel": "sum"}, "tildelt_kr", 130_000_000),
    ("regional_tildeling", {"budsjettdel": "revidert_nasjonalbudsjett"}, "per_innbygger_kr", 185),
    # 001 line 281 and 295
    ("ressurser", {"post": "foretak"}, "aarsverk", 4.5),
    ("ressurser", {"post": "sekretariat_oppsummering"}, "aarsverk", 6),
    # 000 line 412–417; 003 line 237 and 247; 003 line 350
    ("saker", {"sak_nr": "67/25"}, "antall_forslagspunkter", 5),
    ("saker", {"sak_nr": "71/25"}, "utfall", "utsatt"),
    ("saker", {"sak_nr": "76/25"}, "utfall", "omgjort_til_orientering"),
    # 004 line 113: six months
    ("samhandlingsrommet", {"type": "varighet"}, "maaned_til", 6),
    # 001 line 853 and 851 (the last column is 2030)
    ("soeknader", {"prosjekt_id": "responsteam_senja"}, "soekt_samlet_kr", 17_450_000),
    ("soeknadsbeloep", {"prosjekt_id": "ammestoette", "aar": 2030}, "soekt_kr", 2_253_393),
    # 001 line 664 and 665
    ("svarprosent", {"part": "foretak", "aar": 2024}, "andel_svar", 0.926),
    ("svarprosent", {"part": "kommuner_og_fastleger", "aar": 2025}, "differanse_prosentpoeng", 12.2),
    # 000 line 279, 320 and 371
    ("tilskudd", {"prosjekt_id": "eldreloeftet", "aar": 2024}, "brukt_kr", 81_900),
    ("tilskudd", {"prosjekt_id": "narvik_utstillingsvindu", "aar": 2025}, "ubrukt_kr", 8_809_245),
    ("tilskudd", {"prosjekt_id": "hospitering", "aar": 2026}, "forskjell_soekt_disponibelt_kr", -260_043),
    # 000 line 492
    ("tilskudd_vedlegg", {"prosjekt_id": "dho", "aar": 2026}, "ubrukt_fra_aaret_foer_kr", 1_827_136),
    # 000 line 286, 366 and 361
    ("tilskuddspott", {"aar": 2024, "post": "sum_brukt"}, "beloep_kr", 1_387_032),
    ("tilskuddspott", {"aar": 2026, "post": "total"}, "beloep_kr", 42_230_938),
    ("tilskuddspott", {"aar": 2026, "post": "kpi_prosent"}, "andel", 0.0784),
    # 000 line 467
    ("tilskuddspott_vedlegg", {"aar": 2025, "post": "sum_resterende"}, "beloep_kr", 24_118_938),
    # 001 line 895: the project leader is still to be advertised for
    ("toern_team", {"prosjekt_id": "samhandlingsrommet", "rad_nr": 1}, "status", "skal_utlyses"),
    # 001 line 201 and 199
    ("utvalg", {"utvalg": "fsu_trygg_eldremedisin"}, "vedtak_dato", day(2025, 5, 16)),
    ("utvalg", {"utvalg": "fsu_pasientforloep"}, "oppstart_dato", day(2026, 1, 1)),
]

# (dataset, which rows, how many)
COUNTS: list[tuple[str, dict[str, Any], int]] = [
    # 001 line 578–593 and 615–625
    ("avvik_aarsak", {"retning": "til_foretak"}, 16),
    ("avvik_aarsak", {"retning": "fra_foretak"}, 11),
    # 001 line 562–564, 568–570, 600–602 and 604–606: charts that the text lost
    ("avvik_manglende", {}, 4),
    # 001 line 209: four examples
    ("fsu_tema", {"utvalg": "fsu_akuttmedisin", "liste": "fokusomraade"}, 4),
    # 002 line 430–465, 469–476 and 480–483
    ("hoeringssvar", {"gruppe": "kommuner"}, 17),
    ("hoeringssvar", {"gruppe": "helseforetak"}, 4),
    ("hoeringssvar", {"gruppe": "andre"}, 2),
    # 001 line 106–108
    ("kommuner", {}, 24),
    ("kommuner", {"fylke": "Nordland"}, 3),
    # 000 line 128–136, without the partnership meeting
    ("moeter", {"utvalg": "ssu", "aar": 2026, "moetetype": "ordinaer"}, 8),
    # 001 line 827–831
    ("pm_program", {"type": "sak"}, 5),
    # 000 line 151
    ("prosjekt_x", {}, 12),
    # 001 line 253, 260 and 267
    ("prosjektdeltakere", {"prosjekt_id": "hospitering", "deltakertype": "kommune"}, 24),
    ("prosjektdeltakere", {"prosjekt_id": "samordning_psykisk_rus", "deltakertype": "kommune"}, 10),
    # 001 line 247
    ("prosjekter", {"er_i_portefoelje": True}, 16),
    ("prosjekter", {"er_prosjekt_x": True}, 2),
    # 000 line 27–417, 003 line 146–427
    ("saker", {"moete_dato": day(2025, 11, 14)}, 10),
    ("saker", {"moete_dato": day(2025, 12, 10)}, 12),
    # 004 line 23
    ("samhandlingsrommet", {"type": "part", "kommune_nr": ...}, 7),
    # 001 line 895–899
    ("toern_team", {"prosjekt_id": "samhandlingsrommet"}, 5),
]

# (dataset, which rows, column, sum)
SUMS: list[tuple[str, dict[str, Any], str, int]] = [
    # 001 line 653: the total row
    ("avvik_kommune", {"retning": "til_foretak"}, "antall_meldt", 241),
    ("avvik_kommune", {"retning": "til_foretak"}, "antall_besvart", 81),
    ("avvik_kommune", {"retning": "fra_foretak"}, "antall_meldt", 60),
    # 001 line 572
    ("avvik_aarsak", {"retning": "til_foretak"}, "antall_avvik", 224),
    # 003 line 32–47, 51–59, 63–82, 85–88 and 92–96: heads in the lists
    ("oppmoete", {"status": "tilstede_stemmerett"}, "antall", 12),
    ("oppmoete", {"status": "tilstede_talerett"}, "antall", 6),
    ("oppmoete", {"status": "forfall"}, "antall", 14),
    ("oppmoete", {"status": "deltaker_paa_sak"}, "antall", 3),
    ("oppmoete", {"status": "sekretariat"}, "antall", 4),
    # 000 line 324
    ("tilskudd", {"aar": 2025}, "brukt_kr", 10_494_030),
]


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return {
        name: validate(PROJECT, YEAR, name)[0] for name in {name for name, *_ in [*FIGURES, *COUNTS, *SUMS]}
    }


def selected(frame: pd.DataFrame, where: dict[str, Any]) -> pd.DataFrame:
    """The rows with these values; `...` stands for any value that is there."""
    for column, value in where.items():
        frame = frame[frame[column].notna() if value is ... else frame[column].eq(value).fillna(False)]
    return frame


def label(case: Any) -> str:
    return "-".join(str(v) for v in case.values()) if isinstance(case, dict) else str(case)


@pytest.mark.parametrize(("name", "where", "column", "value"), FIGURES, ids=label)
def test_a_figure_is_the_one_in_the_document(frames, name, where, column, value):
    (found,) = selected(frames[name], where)[column]
    assert found == value


@pytest.mark.parametrize(("name", "where", "count"), COUNTS, ids=label)
def test_there_are_as_many_rows_as_in_the_document(frames, name, where, count):
    assert len(selected(frames[name], where)) == count


@pytest.mark.parametrize(("name", "where", "column", "total"), SUMS, ids=label)
def test_the_rows_add_up_to_the_total_of_the_document(frames, name, where, column, total):
    assert selected(frames[name], where)[column].sum() == total


def test_every_dataset_has_a_known_figure():
    # The register of claims is not figures of its own: it quotes the documents, right or wrong.
    held = {path.stem for path in PROJECT.raw(2025).glob("*.csv")} - {"paastander"}
    assert {name for name, *_ in [*FIGURES, *COUNTS, *SUMS]} == held
