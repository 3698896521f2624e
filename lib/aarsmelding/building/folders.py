"""A folder with all that lies in it, as a product or dependency: a file more or less is a change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aarsmelding.building import reading


@dataclass
class Folder:
    """A node of pytask. What lies in the folder `but_for`, a path below it, does not count."""

    folder: Path
    but_for: str = ""
    name: str = ""
    attributes: dict[Any, Any] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        return f"folder {self.folder}"

    def files(self) -> list[Path]:
        """Every file that counts, in alphabetical order."""
        left_out = self.folder / self.but_for if self.but_for else None
        lying = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(path for path in lying if left_out not in path.parents)

    def state(self) -> str | None:
        """One value for names and contents; None where there is no folder."""
        if not self.folder.is_dir():
            return None
        whole = hashlib.sha256()
        for path in self.files():
            whole.update(f"{path.relative_to(self.folder).as_posix()}\0{reading.hash_of(path)}\0".encode())
        return whole.hexdigest()

    def load(self, is_product: bool = False) -> Path:
        return self.folder

    def save(self, value: Any) -> None:
        raise NotImplementedError("steps write into the folder themselves")
