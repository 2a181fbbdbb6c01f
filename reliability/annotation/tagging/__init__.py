"""For each token how likely it stands in a source, a cue or a content: a small convolutional network.

The network reads what stands up to sixteen tokens to either side: words as vectors learned from unlabelled articles,
their form, the kinds that the cue lists give them, quotation marks and sentence ends (time-delay or convolutional
network, Waibel et al. 1989; over words, Collobert et al. 2011). It is trained by `reliability.training.attributions`
and applied here with numpy alone, to a whole document at once (`network`). `forms` holds what it is told of a word and
of its place, `files` reads and writes it.
"""

from reliability.annotation.tagging.files import FILE_NAME, load_tagger, read_tagger, write_tagger
from reliability.annotation.tagging.forms import N_FORM, N_PLACE, PLACES, form, normalised, places
from reliability.annotation.tagging.network import OUTPUTS, Layer, Tagger

__all__ = [
    "FILE_NAME",
    "N_FORM",
    "N_PLACE",
    "OUTPUTS",
    "PLACES",
    "Layer",
    "Tagger",
    "form",
    "load_tagger",
    "normalised",
    "places",
    "read_tagger",
    "write_tagger",
]
