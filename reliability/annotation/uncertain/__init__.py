"""How uncertain each sentence is, by which of its words, and in whose voice: a small trained network over cues."""

from reliability.annotation.uncertain.files import FILE_NAME, load_uncertain, read_uncertain, write_uncertain
from reliability.annotation.uncertain.judging import Uncertain, UncertainModel, judge_uncertain

__all__ = [
    "FILE_NAME",
    "Uncertain",
    "UncertainModel",
    "judge_uncertain",
    "load_uncertain",
    "read_uncertain",
    "write_uncertain",
]
