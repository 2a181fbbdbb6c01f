"""Where sentences end: NLTK's Punkt with parameters trained for this package."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from operator import index
from typing import TYPE_CHECKING, Any

from nltk.tokenize import punkt
from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer, PunktToken

from reliability.errors import ModelError
from reliability.resources import models_folder
from reliability.stored import read_json

if TYPE_CHECKING:
    from pathlib import Path

_WAY_OUT = "make models writes it again"
_IN_LOWER_CASE: int = punkt._ORTHO_LC
# Punkt knows ASCII quotation marks only.
ASCII_QUOTES = str.maketrans("“”„«»’‘", '"""""\'\'')


@lru_cache(maxsize=1)
def sentence_tokenizer() -> PunktSentenceTokenizer:
    """Return the sentence tokenizer with the parameters trained for this package.

    NLTK's Punkt (Kiss and Strunk, 2006, "Unsupervised multilingual sentence boundary detection", Computational
    Linguistics 32).
    """
    return load_punkt(models_folder() / "punkt.json")


def load_punkt(path: Path) -> PunktSentenceTokenizer:
    """Read Punkt parameters that `dump_punkt` wrote.

    Raises
    ------
    ModelError
        Where the file is missing, damaged or holds something else.
    """
    stored = read_json(path, _WAY_OUT)
    parameters = PunktParameters()
    try:
        parameters.abbrev_types = set(map(_word, stored["abbreviations"]))
        parameters.collocations = {(_word(first), _word(second)) for first, second in stored["collocations"]}
        parameters.sent_starters = set(map(_word, stored["sentence_starters"]))
        contexts = stored["orthographic_contexts"].items()
        parameters.ortho_context = _Contexts((_word(word), index(flags)) for word, flags in contexts)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path}: holds no sentence boundaries of this version; {_WAY_OUT}") from error
    return PunktSentenceTokenizer(parameters, lang_vars=_Untimed(), token_cls=_Token)


def _untimed(pattern: Any) -> re.Pattern[str]:
    """Return an expression of NLTK's without its clock.

    NLTK gives a text five seconds, and a long one takes more on a busy machine. These take linear time and need none.
    """
    return re.compile(pattern.pattern, pattern.flags & (re.VERBOSE | re.MULTILINE))


class _Untimed(PunktLanguageVars):  # type: ignore[misc]  # NLTK ships no types
    re_boundary_realignment = _untimed(PunktLanguageVars.re_boundary_realignment)
    # NLTK compiles these when they are asked for, and looks here first.
    _re_word_tokenizer = _untimed(PunktLanguageVars()._word_tokenizer_re())
    _re_period_context = _untimed(PunktLanguageVars().period_context_re())


class _Token(PunktToken):  # type: ignore[misc]  # as above
    __slots__ = ()
    _RE_ELLIPSIS = _untimed(PunktToken._RE_ELLIPSIS)
    _RE_NUMERIC = _untimed(PunktToken._RE_NUMERIC)
    _RE_INITIAL = _untimed(PunktToken._RE_INITIAL)
    _RE_ALPHA = _untimed(PunktToken._RE_ALPHA)


def _word(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError("a word is a string")
    return given


def is_ordinary(word: str) -> bool:
    """Whether a word was met in lower case where boundaries were learned; one that was not is a name, or rare."""
    return bool(sentence_tokenizer()._params.ortho_context[word] & _IN_LOWER_CASE)


class _Contexts(dict[str, int]):
    """Words with how they were met; NLTK's own would remember every word asked for, and so grow with the corpus."""

    def __missing__(self, word: str) -> int:
        return 0


def dump_punkt(parameters: PunktParameters, path: Path) -> None:
    """Write Punkt parameters as JSON, sorted, so that the same training gives the same bytes."""
    stored = {
        "abbreviations": sorted(parameters.abbrev_types),
        "collocations": sorted(map(list, parameters.collocations)),
        "sentence_starters": sorted(parameters.sent_starters),
        "orthographic_contexts": dict(sorted(parameters.ortho_context.items())),
    }
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
