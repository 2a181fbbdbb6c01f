"""Which documents tell one story."""

from reliability.annotation.terms import Frequencies, load_frequencies, term
from reliability.stories.grouping import Fingerprint, fingerprint, group

__all__ = ["Fingerprint", "Frequencies", "fingerprint", "group", "load_frequencies", "term"]
