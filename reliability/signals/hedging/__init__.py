"""Hedging: how much of a text is conjecture, and in whose voice."""

from reliability.signals.hedging.family import read
from reliability.signals.hedging.features import FEATURES
from reliability.signals.hedging.plain import sentence_uncertainty

__all__ = ["FEATURES", "read", "sentence_uncertainty"]
