"""Which documents tell one story."""

from reliability.stories.grouping import Fingerprint, fingerprint, group
from reliability.stories.terms import Frequencies, load_frequencies, term

__all__ = ["Fingerprint", "Frequencies", "fingerprint", "group", "load_frequencies", "term"]
