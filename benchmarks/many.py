"""Many editions: what one more costs, how two hundred grow, and two thousand with nothing to do."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.copies import Copy
from benchmarks.measuring import Cost, Verdict, measured

# Rows that there are many of: the published statements. Their editions state one number each.
LIGHT = "79_lett.ipynb"
# What an edition more costs is the small difference of two large numbers.
ROUNDS = 3
CELLS = (
    "# Lett\n\nHva koster en utgave?",
    'from aarsmelding import fact, load\n\npaastander = load("paastander", year)',
    "## Antall",
    'egne = paastander.query("paastand == @paastand")\n'
    'fact("lett.antall", len(egne), "Det er {} rad.", unit="rader", period=year, entity=paastand, rows=egne)',
    "## Forbehold\n\nLaget for å måle.",
)


def run(copy: Copy, rounds: int) -> Iterator[Verdict]:
    """Print a table, then yield what the wanted numbers came to."""
    print(f"{'':44}{'wall s':>8}{'CPU s':>8}{'MiB':>7}")
    for path in copy.editions:
        few, all_, usual, count = _costs(copy, path, rounds)
        extra = (all_.cpu - few.cpu) / count
        yield Verdict(f"{path.stem}: CPU seconds per extra edition", extra, 0.3)
        # Seconds are those of the machine; the ratio is what sections are held to.
        yield Verdict(f"{path.stem}: the same, of papermill, jupyter nbconvert", extra / usual.cpu, 0.2)
    light = _light(copy)
    costs = {count: _lights(copy, light, count) for count in (50, 100, 200)}
    for count, cost in costs.items():
        _show(f"{count} light editions", cost)
    first, second, third = costs.values()
    yield Verdict("wall of 200 against 100, beyond twice", third.wall / second.wall / 2, 1.1)
    yield Verdict("memory of 200 against 50", third.memory / first.memory, 1.15)
    _choose(light, "index < 2000")
    copy.build()
    unchanged = measured(rounds, lambda: None, copy.build)
    _show("2 000 editions and the sections, nothing changed", unchanged)
    yield Verdict("nothing changed with 2 000 editions, seconds", unchanged.wall, 10)
    seal = copy.root / ".build" / copy.year / "seal.json"
    engine = measured(1, lambda: seal.unlink(missing_ok=True), copy.build)
    _show("the same, asked of the build engine", engine)
    yield Verdict("the same, asked of the build engine, seconds", engine.wall, 10)
    light.unlink()


def _show(name: str, cost: Cost) -> None:
    print(f"{name:44}{cost.wall:8.2f}{cost.cpu:8.2f}{cost.memory:7.0f}", flush=True)


def _costs(copy: Copy, path: Path, rounds: int) -> tuple[Cost, Cost, Cost, int]:
    """One edition for each worker, all of them, one in the usual way; and how many more there are in all.

    One alone would leave the other workers out, whose start is no edition's.
    """
    whole, often = path.read_bytes(), max(rounds, ROUNDS)
    all_ = measured(often, copy.clear, lambda: copy.build(f"--only={path.stem}"))
    folder = copy.root / ".build" / copy.year / "editions" / path.stem
    shares = [json.loads(share.read_text(encoding="utf-8")) for share in folder.glob("?.json")]
    keys = sorted(record["key"] for share in shares for record in share)
    usual = measured(rounds, lambda: None, lambda: copy.one_edition(path, keys[0]))
    first = keys[: min(os.cpu_count() or 1, len(keys) - 1)]
    _choose(path, f"{{column}} in {first}")
    few = measured(often, copy.clear, lambda: copy.build(f"--only={path.stem}"))
    path.write_bytes(whole)
    _show("papermill, jupyter nbconvert: 1 edition", usual)
    _show(f"{path.stem}: {len(first)} editions", few)
    _show(f"{path.stem}: {len(keys)} editions", all_)
    return few, all_, usual, len(keys) - len(first)


def _lights(copy: Copy, light: Path, count: int) -> Cost:
    _choose(light, f"index < {count}")
    return measured(1, copy.clear, lambda: copy.build(f"--only={light.stem}"))


def _choose(path: Path, where: str) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    declared = content["metadata"]["aarsmelding"]
    declared["where"] = where.replace("{column}", declared["per"].partition(".")[2])
    path.write_text(json.dumps(content), encoding="utf-8")


def _light(copy: Copy) -> Path:
    model = json.loads(copy.notebooks[0].read_text(encoding="utf-8"))
    code = {"execution_count": None, "outputs": []}
    cells = [{"cell_type": "markdown", "metadata": {}, "source": CELLS[0]}]
    parameters = 'year = 2025\npaastand = ""'
    cells.append({"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": parameters, **code})
    for text in CELLS[1:]:
        kind = {"cell_type": "markdown"} if text.startswith("#") else {"cell_type": "code", **code}
        cells.append({**kind, "metadata": {}, "source": text})
    model["cells"] = [{"id": f"celle{n}", **cell} for n, cell in enumerate(cells)]
    model["metadata"]["aarsmelding"] = {"per": "paastander.paastand", "folder": "lett"}
    path = copy.root / "notebooks" / LIGHT
    path.write_text(json.dumps(model), encoding="utf-8")
    shutil.rmtree(copy.root / ".build", ignore_errors=True)
    return path
