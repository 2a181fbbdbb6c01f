"""Files into documents: the only code of the package that opens input.

``read`` takes one file, ``find`` expands folders and patterns into files, ``read_records`` streams what files of many
documents hold. The network is reached only for an address that the user names.
"""

from __future__ import annotations

from reliability.readers.files import read
from reliability.readers.find import find
from reliability.readers.record import Fields, Record
from reliability.readers.sources import check_packages, find_sources, fingerprint, kind_of, require, size_of
from reliability.readers.stream import read_records

__all__ = [
    "Fields",
    "Record",
    "check_packages",
    "find",
    "find_sources",
    "fingerprint",
    "kind_of",
    "read",
    "read_records",
    "require",
    "size_of",
]
