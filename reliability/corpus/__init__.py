"""Many documents: records rated one by one in a stream, by one process, several or a cluster, and gone on with.

Every document is rated alone first. Where it is asked for, those on one story are compared afterwards, by what was kept
of each.
"""

from __future__ import annotations

from reliability.corpus.job import Job
from reliability.corpus.manifest import files_of
from reliability.corpus.run import rate_corpus

__all__ = ["Job", "files_of", "rate_corpus"]
