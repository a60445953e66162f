"""Pages of the programme administrator: writing, reading, comparing, publishing and retiring frameworks."""

from assessments.views.frameworks.beginning import framework_begin
from assessments.views.frameworks.comparing import framework_difference
from assessments.views.frameworks.deciding import framework_discard, framework_publish, framework_retire
from assessments.views.frameworks.listing import framework_file, framework_list, framework_version
from assessments.views.frameworks.parts import framework_part, framework_parts
from assessments.views.frameworks.preview import framework_preview
from assessments.views.frameworks.rehearsing import framework_rehearsal, framework_rehearsal_file
from assessments.views.frameworks.undoing import framework_undo
from assessments.views.frameworks.weighing import framework_weights
from assessments.views.frameworks.writing import framework_edit, framework_new

__all__ = [
    "framework_begin",
    "framework_difference",
    "framework_discard",
    "framework_edit",
    "framework_file",
    "framework_list",
    "framework_new",
    "framework_part",
    "framework_parts",
    "framework_preview",
    "framework_publish",
    "framework_rehearsal",
    "framework_rehearsal_file",
    "framework_retire",
    "framework_undo",
    "framework_version",
    "framework_weights",
]
