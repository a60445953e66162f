"""What is asked: five barriers, each in three strengths."""

BARRIERS = ("technology", "people", "money", "uncertainty", "rules")
"""In the order in which they are asked."""

NOT, SOME, STRONG = 0, 1, 2
STRENGTHS = (NOT, SOME, STRONG)
