"""What people type: cleaned here, decided in the actions."""

from assessments.forms.answering import given_of_page, given_of_post
from assessments.forms.company import CompanyForm
from assessments.forms.plant import PlantForm
from assessments.forms.resume import LinkForm

__all__ = ["CompanyForm", "LinkForm", "PlantForm", "given_of_page", "given_of_post"]
