"""Files into documents: the only code of the package that opens input.

``read`` takes one file, ``find`` expands folders and patterns into files. Nothing here reaches the network.
"""

from __future__ import annotations

from reliability.readers.files import read
from reliability.readers.find import find

__all__ = ["find", "read"]
