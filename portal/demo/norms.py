"""The norms of change as the fictitious companies give them: so `assessments/change/norms` was made."""

from fractions import Fraction

from assessments.change import Norm, estimate
from assessments.scoring import Framework, Node, check_answers, score
from matching.demo import companies, demo_answers

PLANTS = 200
"""So many of the demonstration's companies answer; the first ones, the same in every installation."""


def norms_of(framework: Framework, count: int = PLANTS) -> dict[str, Norm]:
    """The norm of every node with two items at least, from the answers of fictitious companies.

    Their every item is answered: nobody says "I do not know", so that nothing but the answers varies.
    """
    codes = list(framework.items)
    made = [
        score(framework, check_answers(framework, demo_answers(each, codes))) for each in companies(count)
    ]
    points = {code: [each.items[code].points or Fraction(0) for each in made] for code in codes}
    root = framework.tree.code
    found = {}
    for code, node in framework.nodes.items():
        items = _items(node)
        if len(items) < 2:
            continue
        scores = [(each.exact if code == root else each.nodes[code].score) or Fraction(0) for each in made]
        found[code] = estimate(scores, [points[item] for item in items])
    return found


def _items(node: Node) -> list[str]:
    return [
        code
        for child in node.children
        for code in (_items(child) if isinstance(child, Node) else [child.code])
    ]
