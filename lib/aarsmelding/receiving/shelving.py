"""What a reception leaves: the delivery and its receipt, the raw table and its receipt."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date, datetime

from aarsmelding import __version__, datasets, filestate, receipts
from aarsmelding.paths import Project
from aarsmelding.receiving import deliveries
from aarsmelding.receiving.bounds import Delivery
from aarsmelding.receiving.deliveries import DeliveryReceipt, Taken
from aarsmelding.receiving.extracting import Extract

READ_BY = f"aarsmelding receive {__version__}"


def raw_files(found: Extract, sender: str, identity: str, is_whole: bool = False) -> dict[str, bytes]:
    """The raw table and, before it, its receipt: file name -> content."""
    raw = _raw_file(found, identity)
    receipt = _receipt(found.dataset, raw, sender, identity, is_whole)
    return {f"{found.dataset}{receipts.RECEIPT_SUFFIX}": receipt, f"{found.dataset}.csv": raw}


def delivery_files(
    delivery: Delivery, sender: str, known: DeliveryReceipt | None, dataset: str, taken: Taken
) -> dict[str, bytes]:
    """The delivery as it came and its receipt, with what was taken from it now and before."""
    receipt = known or DeliveryReceipt(
        file=delivery.stored_name,
        sha256=delivery.sha256,
        size=len(delivery.content),
        delivered_by=sender,
        received=datetime.now().astimezone().isoformat(timespec="milliseconds"),
        version=__version__,
    )
    receipt.datasets[dataset] = taken
    name = f"{deliveries.FOLDER}/{receipt.file}"
    return {name: delivery.content, f"{name}{deliveries.SUFFIX}": receipt.as_text().encode()}


def _raw_file(found: Extract, identity: str) -> bytes:
    stream = io.StringIO()
    columns = datasets.get(found.dataset).raw_columns
    lines = csv.writer(stream, lineterminator="\n")
    lines.writerow(columns)
    for row, place in zip(found.rows, found.places, strict=True):
        lines.writerow([(row | {"kilde": identity, "sted": place})[column] for column in columns])
    return stream.getvalue().encode()


def _receipt(name: str, content: bytes, sender: str, identity: str, is_whole: bool) -> bytes:
    receipt = receipts.Receipt(
        file=f"{name}.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        documents=(identity,),
        published_by=sender,
        received=date.today(),
        transcribed_by=READ_BY,
        whole_year=is_whole,
    )
    return receipt.as_text().encode()


def kept(project: Project, year: int, dataset: str) -> tuple[dict[str, bytes], str | None]:
    """A raw file that no delivery can give back, such as a transcribed one, is kept among the deliveries."""
    path = project.raw(year) / f"{dataset}.csv"
    if not path.is_file() or dataset in deliveries.current(project, year):
        return {}, None
    name = f"{deliveries.FOLDER}/{filestate.sha256(path)[:8]}-{path.name}"
    files = {name: path.read_bytes()}
    receipt = receipts.receipt_path(path)
    if receipt.is_file():
        files[f"{name}{deliveries.SUFFIX}"] = receipt.read_bytes()
    return files, name.rpartition("/")[2]
