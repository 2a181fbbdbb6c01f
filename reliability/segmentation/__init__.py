"""From a document to sentences and tokens with character offsets.

The text that is analysed is the document's without page furniture (`splitting`) and with one form of each blank and
apostrophe (`characters`); `Segments.original` leads from its offsets back to those of the text as given. Sentences are
NLTK's Punkt's (`punkt`).
"""

from reliability.segmentation.characters import lower
from reliability.segmentation.punkt import ASCII_QUOTES, dump_punkt, load_punkt, sentence_tokenizer
from reliability.segmentation.segments import Segments, Span, tokenized
from reliability.segmentation.splitting import segment, segment_as, segment_spans

__all__ = [
    "ASCII_QUOTES",
    "Segments",
    "Span",
    "dump_punkt",
    "load_punkt",
    "lower",
    "segment",
    "segment_as",
    "segment_spans",
    "sentence_tokenizer",
    "tokenized",
]
