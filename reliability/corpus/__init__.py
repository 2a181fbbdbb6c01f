"""Many documents: records rated one by one in a stream, by one process, several or a cluster, and gone on with.

Every document is rated alone here: which of them tell one story is not looked for.
"""

from __future__ import annotations

from reliability.corpus.job import Job
from reliability.corpus.manifest import files_of
from reliability.corpus.run import rate_corpus

__all__ = ["Job", "files_of", "rate_corpus"]
