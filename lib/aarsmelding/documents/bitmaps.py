"""Figures as bitmaps, which every Word can show; painted section by section, before there is a page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

import resvg_py

SVG = "data:image/svg+xml;base64,"
IMAGE = re.compile(rf'<img\b[^>]*\bsrc="({re.escape(SVG)}[^"]*)"')
# Two dots for each dot of a screen: sharp on paper.
ZOOM = 2.0
# PNG by the name that `name` gives the address of the figure.
Bitmaps = dict[str, bytes]


def name(address: str) -> str:
    """What a figure is known by: one that did not change is painted once."""
    return hashlib.sha256(address.encode()).hexdigest()


def file_name(name: str) -> str:
    return f"{name}.png"


def painted(address: str) -> bytes:
    """The figure at `address`, which holds the whole of it, as PNG."""
    drawing = base64.b64decode(address.removeprefix(SVG)).decode()
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing, dpi=96, zoom=ZOOM, background="#ffffff", skip_system_fonts=True
        )
    )


def addresses(html: str) -> list[str]:
    """Those of the figures in a part of the page."""
    return IMAGE.findall(html)


def all_painted(addresses: Iterable[str]) -> Bitmaps:
    return {name(address): painted(address) for address in addresses}


def of(html: str) -> Bitmaps:
    """Every figure in a part of the page."""
    return all_painted(addresses(html))


def as_record(bitmaps: Bitmaps) -> dict[str, str]:
    """The bitmaps as JSON can hold them."""
    return {key: base64.b64encode(png).decode() for key, png in bitmaps.items()}


def from_record(record: dict[str, str]) -> Bitmaps:
    return {key: base64.b64decode(png) for key, png in record.items()}
