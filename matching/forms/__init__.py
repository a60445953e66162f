"""Forms of suppliers and of those who verify them; they only clean."""

from matching.forms.decision import ReturnForm, VerifyForm, WithdrawForm
from matching.forms.product import ProductForm
from matching.forms.record import RecordForm
from matching.forms.sections import (
    BasicsForm,
    CapacityForm,
    DomainsForm,
    IndustriesForm,
    RegionsForm,
    SectionForm,
)

__all__ = [
    "BasicsForm",
    "CapacityForm",
    "DomainsForm",
    "IndustriesForm",
    "ProductForm",
    "RecordForm",
    "RegionsForm",
    "ReturnForm",
    "SectionForm",
    "VerifyForm",
    "WithdrawForm",
]
