"""The values of sourcing's features in one document."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from math import fsum, log, log1p
from typing import TYPE_CHECKING

import numpy as np

from reliability import lexicons
from reliability.annotation.cues import matcher
from reliability.annotation.judging import ROLES as ALL_ROLES
from reliability.annotation.judging import SUPPORTS
from reliability.annotation.support import STRENGTH, distinct_sources, is_untraceable
from reliability.annotation.tagging import OUTPUTS
from reliability.signals.counting import rate, share
from reliability.signals.sourcing.features import CENTRAL, KINDS, RECORDS, ROLES, UNTRACEABLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.annotation.annotate import Annotation
    from reliability.annotation.attributions import Attribution

NAMED = frozenset({"person", "organisation", "document"})
_WEAK = frozenset({"anonymous", "vague", "other", "pronoun"})
_LEAD = 4
_SAID = frozenset({"said", "says", "told", "added"})
_FURNITURE = ALL_ROLES.index("furniture")
_CENTRAL = ALL_ROLES.index("central")
_CONTENT = OUTPUTS.index("content")


def values(annotation: Annotation) -> dict[str, float]:
    """Return the features of a document by their names."""
    return _sources(annotation) | _sentences(annotation) | _judged(annotation) | _densities(annotation)


def _sources(annotation: Annotation) -> dict[str, float]:
    found = annotation.attributions
    distinct = distinct_sources(annotation)
    of_kind = Counter(kind for _, kind in distinct)
    times = np.array(list(distinct.values()), float)
    direct = sum(attribution.direct and attribution.speaker_kind == "person" for attribution in found)
    people = [attribution for attribution in found if attribution.kind == "person"]
    # Without a source these three take the value of the worst, lest a text gain when its last one is taken away.
    top, spread, described = 1.0, _evenness(times), share(sum(a.role is not None for a in people), max(1, len(people)))
    if not annotation.segments.n_words:
        top = spread = described = float("nan")
    return {
        **{f"sourcing__n_{kind}": log1p(of_kind[kind]) for kind in KINDS},
        "sourcing__attribution_rate": rate(len(found), annotation.segments.n_words),
        "sourcing__direct_rate": rate(direct, annotation.segments.n_words),
        "sourcing__second_hand_ratio": share(sum(a.second_hand for a in found), len(found)),
        "sourcing__third_hand_ratio": share(_n_third_hand(found), len(found)),
        "sourcing__described_ratio": described,
        "sourcing__top_source_ratio": float(times.max() / times.sum()) if len(times) else top,
        "sourcing__spread_ratio": spread,
    }


def _evenness(times: NDArray[np.float64]) -> float:
    """Return the entropy of how often each source is used, as a share of the most it could be (Pielou 1966)."""
    if len(times) < 2:
        return 0.0
    shares = times / times.sum()
    return float(min(1.0, -(shares * np.log(shares)).sum() / log(len(times))))


def _n_third_hand(found: list[Attribution]) -> int:
    """Count attributions within what another outlet reports: "the Mirror reported that sources said"."""
    reported = sorted(a.content for a in found if a.second_hand and a.content is not None)
    starts = [content[0] for content in reported]
    # How far the contents reach that begin so early or earlier.
    reach = list(accumulate((content[1] for content in reported), max))
    n = 0
    for attribution in found:
        if attribution.cue is not None:
            last = bisect_right(starts, attribution.cue[0]) - 1
            n += last >= 0 and attribution.cue[1] <= reach[last]
    return n


def _sentences(annotation: Annotation) -> dict[str, float]:
    sources = annotation.sentence_sources
    lead = sources[:_LEAD]
    counts = Counter(sources)
    gap = longest = 0
    for kind in sources:
        gap = gap + 1 if kind is None else 0
        longest = max(longest, gap)
    return {
        **{f"sourcing__{kind}_ratio": share(counts[kind], len(sources)) for kind in STRENGTH},
        UNTRACEABLE: float(is_untraceable(annotation)),
        "sourcing__none_ratio": share(counts[None], len(sources)),
        "sourcing__named_ratio": share(sum(counts[kind] for kind in NAMED), len(sources)),
        "sourcing__lead_named_ratio": share(sum(kind in NAMED for kind in lead), len(lead)),
        "sourcing__lead_weak_ratio": share(sum(kind in _WEAK for kind in lead), len(lead)),
        "sourcing__lead_none_ratio": share(sum(kind is None for kind in lead), len(lead)),
        "sourcing__gap_ratio": share(longest, len(sources)),
    }


def _judged(annotation: Annotation) -> dict[str, float]:
    """Return expected shares of roles and supports, sentences of the page around the article left out."""
    roles, supports = annotation.judged.roles.astype(float), annotation.judged.supports.astype(float)
    article, central = 1 - roles[:, _FURNITURE], roles[:, _CENTRAL]
    on = _mean(supports, article)
    of_central = _mean(supports, central)
    mean_roles = _mean(roles, np.ones(len(roles)))
    return {
        **{f"sourcing__on_{support}_ratio": on[k] for k, support in enumerate(SUPPORTS)},
        **{f"sourcing__role_{role}_ratio": mean_roles[ALL_ROLES.index(role)] for role in ROLES},
        **{
            f"sourcing__central_{name}_ratio": _capped(fsum(of_central[SUPPORTS.index(kind)] for kind in kinds))
            for name, (_, kinds) in CENTRAL.items()
        },
    }


def _capped(share: float) -> float:
    """Return a sum of shares, which rounding may carry past 1; NaN stays."""
    return 1.0 if share > 1 else share


def _mean(rows: NDArray[np.float64], weights: NDArray[np.float64]) -> list[float]:
    if not weights.sum() > 0:
        return [float("nan")] * rows.shape[1]
    found: list[float] = np.clip(weights @ rows / weights.sum(), 0, 1).tolist()
    return found


def _densities(annotation: Annotation) -> dict[str, float]:
    segments = annotation.segments
    n = segments.n_words
    counts = Counter(cue.kind for cue in matcher("evidence").find(segments.lowered))
    quoted = sum(q.end - q.start for q in annotation.quotations if q.verbatim)
    roles = lexicons.words("roles")
    content = annotation.probabilities[:, _CONTENT]
    return {
        **{f"sourcing__{kind}_rate": rate(counts[kind], n) for kind in RECORDS},
        "sourcing__quoted_ratio": share(quoted, len(segments.text)),
        "sourcing__content_ratio": float(content.mean()) if len(content) else float("nan"),
        "sourcing__said_rate": rate(sum(map(_SAID.__contains__, segments.lowered_words)), n),
        "sourcing__role_rate": rate(sum(map(roles.__contains__, segments.lowered_words)), n),
        "sourcing__outlet_rate": rate(sum(name.kind == "outlet" for name in annotation.names), n),
    }
