"""The whole of it: frequencies, denial, agreement, its part in a rating."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from reliability.annotation.terms import FILE_NAME as FREQUENCIES
from reliability.annotation.terms import read_frequencies, write_frequencies
from reliability.signals.consensus.model import FILE_NAME, save_consensus
from reliability.training.consensus.denial import train_denial
from reliability.training.consensus.fit import Table, fit_consensus, left_out, left_out_ratings, tabulate
from reliability.training.consensus.frequencies import count_terms
from reliability.training.consensus.material import file_hash, read_stories

if TYPE_CHECKING:
    from pathlib import Path


def train_consensus(data: Path, out: Path) -> str:
    """Train everything that consensus is computed by; see `reliability.training.train_consensus_files`."""
    stories_file, articles_file = data / "gold" / "stories.jsonl.gz", data / "gold" / "articles.jsonl.gz"
    out.mkdir(parents=True, exist_ok=True)
    write_frequencies(count_terms(data / "data" / "articles.jsonl.gz"), out / FREQUENCIES)
    read_frequencies.cache_clear()
    stories = read_stories(stories_file, read_frequencies(out / FREQUENCIES))
    denial = train_denial(articles_file, frozenset(text for story in stories for text in story.texts))
    table = tabulate(stories, denial)
    figures = figures_of(table)
    facts = {
        "n_stories": len(stories),
        "n_documents": len(table.story),
        "stories_sha256": file_hash(stories_file),
        "articles_sha256": file_hash(articles_file),
        "figures": figures,
    }
    save_consensus(fit_consensus(table, denial, facts), out / FILE_NAME)
    return "\n".join([f"{len(stories)} stories, each left out in turn", *(f"{k}: {v:.3f}" for k, v in figures.items())])


def figures_of(table: Table) -> dict[str, float]:
    """Return the figures of consensus and in-story score, each story left out in turn."""
    agreement, rating = table.labels["agreement"], table.labels["rating"]
    found, scores = left_out(table), left_out_ratings(table)
    figures: dict[str, Any] = {
        "consensus against agreement, Spearman": spearmanr(found, agreement)[0],
        "consensus for an agreement of 1 or 2, AUC": roc_auc_score(agreement > 2, found),
        "in-story score against rating, Spearman": spearmanr(scores, rating)[0],
        "lone score against rating, Spearman": spearmanr(table.quality, rating)[0],
        "in-story score against rating, mean error in steps": np.abs(1 + 4 * scores - rating).mean(),
        "lone score against rating, mean error in steps": np.abs(1 + 4 * table.quality - rating).mean(),
    }
    return {name: round(float(value), 4) for name, value in figures.items()}
