"""Everything that is found once in a document and read by several families."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reliability.annotation.attributions import Attribution, find_statements
from reliability.annotation.judging import Judged, SupportModel, judge, load_support
from reliability.annotation.names import Name, names
from reliability.annotation.particulars import Particular, particulars
from reliability.annotation.quotations import Quotation, quotations, tokens_inside
from reliability.annotation.specific import Specific, SpecificModel, judge_specific, load_specific
from reliability.annotation.support import sentence_sources
from reliability.annotation.uncertain import Uncertain, UncertainModel, judge_uncertain, load_uncertain
from reliability.annotation.wording import stream
from reliability.document import Document
from reliability.segmentation import Segments, segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class SentenceModels:
    """Models that judge sentences in place of those that ship; training keeps a text from what has learned it.

    Parameters
    ----------
    support : SupportModel, optional
    specific : SpecificModel, optional
    uncertain : UncertainModel, optional
    """

    support: SupportModel | None = None
    specific: SpecificModel | None = None
    uncertain: UncertainModel | None = None


SHIPPED = SentenceModels()


@dataclass(frozen=True)
class Annotation:
    """A document's segments and what was found in them.

    Parameters
    ----------
    segments : Segments
    quotations, names, particulars, attributions : list
        In the order of the text.
    quoted : list of bool
        For each token whether it stands in a verbatim quotation: the voice is a source's.
    probabilities : ndarray of shape (n_tokens, 6)
        What the tagger makes of each token, in the order of `reliability.annotation.tagging.OUTPUTS`.
    kinds : ndarray of shape (n_attributions, 2, 7)
        How likely each source is of each kind, as it stands and as whom it stands for.
    links : list of (int, int, str)
        Hyperlinks of the article as (start, end, address).
    models : SentenceModels
        Judge the sentences.
    """

    segments: Segments
    quotations: list[Quotation]
    names: list[Name]
    particulars: list[Particular]
    attributions: list[Attribution]
    quoted: list[bool]
    probabilities: NDArray[np.float32] = field(compare=False)
    kinds: NDArray[np.float32] = field(compare=False)
    links: list[tuple[int, int, str]]
    models: SentenceModels = field(default=SHIPPED, compare=False, repr=False)

    @cached_property
    def name_starts(self) -> list[int]:
        """For each name the offset at which it begins."""
        return [self.segments.tokens[name.first][0] for name in self.names]

    @cached_property
    def sentence_sources(self) -> list[str | None]:
        """For each sentence the kind of the strongest source it stands on, or None."""
        return sentence_sources(self.segments, self.quotations, self.attributions, self.links)

    @cached_property
    def stream(self) -> list[str]:
        """The text as word forms and classes, see `reliability.annotation.wording`."""
        return stream(self.segments, self.names, self.particulars)

    @cached_property
    def judged(self) -> Judged:
        """What each sentence does and what it stands on, as far as the trained model can tell."""
        return judge(self.models.support or load_support(), self)

    @cached_property
    def specific(self) -> Specific:
        """How specific each sentence is, and how likely it can be checked."""
        return judge_specific(self.models.specific or load_specific(), self.segments, self.quotations)

    @cached_property
    def uncertain(self) -> Uncertain:
        """How uncertain each sentence is, and in whose voice."""
        model = self.models.uncertain or load_uncertain()
        return judge_uncertain(model, self.segments, self.quoted, self.probabilities)

    @cached_property
    def _verbatim(self) -> list[Quotation]:
        return [quotation for quotation in self.quotations if quotation.verbatim]

    @cached_property
    def _verbatim_starts(self) -> list[int]:
        return [quotation.start for quotation in self._verbatim]

    @cached_property
    def _verbatim_ends(self) -> list[int]:
        return [quotation.end for quotation in self._verbatim]

    def quotations_in(self, start: int, end: int) -> list[Quotation]:
        """Return the verbatim quotations that overlap a span."""
        first, last = bisect_right(self._verbatim_ends, start), bisect_left(self._verbatim_starts, end)
        return self._verbatim[first:last]

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset of the analysed text stands in a verbatim quotation."""
        last = bisect_right(self._verbatim_starts, offset) - 1
        return last >= 0 and offset < self._verbatim_ends[last]


def annotate(document: Document | str | Segments, models: SentenceModels = SHIPPED) -> Annotation:
    """Find the quotations, names, particulars and attributions of a document, segmenting it where it is not yet.

    Parameters
    ----------
    document : Document, str or Segments
    models : SentenceModels, optional
        Judge the sentences in place of those that ship.
    """
    return annotate_each([document], models)[0]


def annotate_each(
    documents: Sequence[Document | str | Segments],
    models: SentenceModels = SHIPPED,
    segmented: Sequence[Segments] | None = None,
) -> list[Annotation]:
    """Find the same in several documents, step by step: each step in all of them before the next.

    Parameters
    ----------
    documents : sequence of Document, str or Segments
    models : SentenceModels, optional
        Judge the sentences in place of those that ship.
    segmented : sequence of Segments, optional
        What of each document is to be read, where that is known.
    """
    if segmented is None:
        segmented = [one if isinstance(one, Segments) else segment(one) for one in documents]
    quoted = [quotations(segments) for segments in segmented]
    named = [names(segments) for segments in segmented]
    stated = list(map(find_statements, segmented, quoted, named))
    found = [particulars(segments) for segments in segmented]
    return [
        Annotation(
            segments,
            quoted[k],
            named[k],
            found[k],
            stated[k].attributions,
            tokens_inside(segments, quoted[k]),
            stated[k].probabilities,
            stated[k].kinds,
            _links(document, segments) if isinstance(document, Document) else [],
            models,
        )
        for k, (document, segments) in enumerate(zip(documents, segmented, strict=True))
    ]


def _links(document: Document, segments: Segments) -> list[tuple[int, int, str]]:
    """Return the links of the article in the text analysed; those of the page around it are left out."""
    found = []
    for start, end, address in document.links:
        first, last = segments.analysed(start), segments.analysed(end - 1)
        if first is not None and last is not None and address.startswith(("http://", "https://")):
            found.append((first, last + 1, address))
    return sorted(found)
