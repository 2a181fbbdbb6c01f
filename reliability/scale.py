"""The scale: its levels, the signals behind them, and what it never claims."""

from __future__ import annotations

LEVELS = ("speculative", "weakly sourced", "partly sourced", "mostly well-sourced", "well-sourced")
SIGNALS = ("hedging", "specificity", "sourcing", "consensus")
CAVEAT = "Rates the page, not the truth: how far a careful reader could trace and check what it says."
