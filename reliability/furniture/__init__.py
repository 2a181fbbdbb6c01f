"""Tell the article from the page around it.

A text saved from a web page carries menus, teasers, share bars, sign-up lines, author boxes and comment forms. They
name people and outlets and address the reader, so that every signal would read them as the article's own sourcing.

`menus` finds the runs of menu words, `units` cuts what is left into lines or sentences, `kinds` names each by its form
and first words, and furniture is then cut unit by unit (`units`), block by block (`blocks`) and from the end upwards
(`tail`, `authors`). A unit of prose is only ever cut when its own opening says what it is, or when it stands in a block
at the end of the page. The cues are in ``lexicons/furniture.txt``, read by `cues`.

Rules and numbers were set on the half of the gold's publishers that ``benchmarks/furniture.py`` calls dev.
"""

from __future__ import annotations

from reliability.furniture.article import article_spans

__all__ = ["article_spans"]
