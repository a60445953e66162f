"""The pages of a company's plants."""

from assessments.views.plants.comparison import plants
from assessments.views.plants.keeping import add, bring_back, edit, retire
from assessments.views.plants.single import plant

__all__ = ["add", "bring_back", "edit", "plant", "plants", "retire"]
