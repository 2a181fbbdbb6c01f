"""Sourcing: who says what the text says, and whether a reader could find them."""

from reliability.signals.sourcing.family import read
from reliability.signals.sourcing.features import FEATURES, UNTRACEABLE
from reliability.signals.sourcing.plain import annotate_whole, attributions, sentence_support

__all__ = ["FEATURES", "UNTRACEABLE", "annotate_whole", "attributions", "read", "sentence_support"]
