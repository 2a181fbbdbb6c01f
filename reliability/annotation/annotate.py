"""Everything that is found once in a document and read by several families."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reliability.annotation.attributions import Attribution, find_attributions
from reliability.annotation.names import Name, names
from reliability.annotation.particulars import Particular, particulars
from reliability.annotation.quotations import Quotation, quotations, tokens_inside
from reliability.annotation.support import resolved, sentence_sources
from reliability.segmentation import Segments, segment

if TYPE_CHECKING:
    from reliability.document import Document


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
    """

    segments: Segments
    quotations: list[Quotation]
    names: list[Name]
    particulars: list[Particular]
    attributions: list[Attribution]
    quoted: list[bool]

    @cached_property
    def name_starts(self) -> list[int]:
        """For each name the offset at which it begins."""
        return [self.segments.tokens[name.first][0] for name in self.names]

    @cached_property
    def sentence_sources(self) -> list[str | None]:
        """For each sentence the kind of the strongest source it stands on, or None."""
        return sentence_sources(self.segments, self.quotations, resolved(self.attributions))

    @cached_property
    def _verbatim_starts(self) -> list[int]:
        return [q.start for q in self.quotations if q.verbatim]

    @cached_property
    def _verbatim_ends(self) -> list[int]:
        return [q.end for q in self.quotations if q.verbatim]

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset of the analysed text stands in a verbatim quotation."""
        last = bisect_right(self._verbatim_starts, offset) - 1
        return last >= 0 and offset < self._verbatim_ends[last]


def annotate(document: Document | str | Segments) -> Annotation:
    """Find the quotations, names, particulars and attributions of a document, segmenting it where it is not yet."""
    segments = document if isinstance(document, Segments) else segment(document)
    quoted = quotations(segments)
    named = names(segments)
    inside = tokens_inside(segments, quoted)
    found = find_attributions(segments, quoted, named, inside)
    return Annotation(segments, quoted, named, particulars(segments.text), found, inside)
