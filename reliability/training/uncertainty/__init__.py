"""From sentences marked as uncertain or not, and articles read sentence by sentence, to the model of them."""

from reliability.training.uncertainty.figures import uncertain_figures
from reliability.training.uncertainty.fit import train_uncertain
from reliability.training.uncertainty.material import Material, read_material

__all__ = ["Material", "read_material", "train_uncertain", "uncertain_figures"]
