"""From sentences with marks of how specific they are and whether they can be checked to the model of them."""

from reliability.training.specificity.figures import specific_figures
from reliability.training.specificity.fit import train_specific
from reliability.training.specificity.material import Material, read_material
from reliability.training.specificity.words import Words, learn_words

__all__ = ["Material", "Words", "learn_words", "read_material", "specific_figures", "train_specific"]
