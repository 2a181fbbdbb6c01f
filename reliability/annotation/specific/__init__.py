"""How specific each sentence is, and how likely it holds something that could be checked: a small trained network."""

from reliability.annotation.specific.files import FILE_NAME, load_specific, read_specific, write_specific
from reliability.annotation.specific.model import Specific, SpecificModel, judge_specific

__all__ = [
    "FILE_NAME",
    "Specific",
    "SpecificModel",
    "judge_specific",
    "load_specific",
    "read_specific",
    "write_specific",
]
