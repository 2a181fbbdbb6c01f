"""How well readings agree with labels: figures from arrays alone, each with an interval."""

from __future__ import annotations

from reliability.measures.readings import Readings, Truth
from reliability.measures.summary import measure

__all__ = ["Readings", "Truth", "measure"]
