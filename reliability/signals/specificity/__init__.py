"""Specificity: how densely a text carries particulars that could be looked up."""

from reliability.signals.specificity.family import read
from reliability.signals.specificity.features import FEATURES
from reliability.signals.specificity.plain import sentence_specificity

__all__ = ["FEATURES", "read", "sentence_specificity"]
