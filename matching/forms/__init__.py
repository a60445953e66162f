"""Forms of suppliers and of those who verify them; they only clean."""

from matching.forms.confirmation import AnswerForm, AskForm, DecisionForm
from matching.forms.decision import ReturnForm, VerifyForm, WithdrawForm
from matching.forms.product import ProductForm
from matching.forms.record import RecordForm
from matching.forms.search import SearchForm
from matching.forms.sections import (
    BasicsForm,
    CapacityForm,
    DomainsForm,
    IndustriesForm,
    RegionsForm,
    SectionForm,
)

__all__ = [
    "AnswerForm",
    "AskForm",
    "BasicsForm",
    "CapacityForm",
    "DecisionForm",
    "DomainsForm",
    "IndustriesForm",
    "ProductForm",
    "RecordForm",
    "RegionsForm",
    "ReturnForm",
    "SearchForm",
    "SectionForm",
    "VerifyForm",
    "WithdrawForm",
]
