"""Importing this stops the garbage collector until `kernels.preload` sets aside all that is there by then."""

from __future__ import annotations

import gc

gc.disable()
