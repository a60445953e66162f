"""Which items are asked, and how far the answering has come."""

from assessments.scoring import asked, asked_in_order, progress, score
from tests.assessments.scoring.example import mini

ASK = 'ask_when: {item: SHOP-1, at_least: "1"}'


def test_an_item_is_asked_once_its_condition_holds():
    framework = mini()
    assert "SHOP-2" not in asked(framework, {})
    assert "SHOP-2" not in asked(framework, {"SHOP-1": "0"})
    assert "SHOP-2" not in asked(framework, {"SHOP-1": "dont_know"})
    assert asked_in_order(framework, {"SHOP-1": "2"}) == ("PLAN-1", "SHOP-1", "SHOP-2", "SHOP-3")


def test_conditions_combine():
    framework = mini(
        (
            ASK,
            'ask_when: {any: [{not: {item: PLAN-1, any_of: ["0", dont_know]}}, '
            '{all: [{item: SHOP-1, at_least: "2"}]}]}',
        )
    )
    assert "SHOP-2" in asked(framework, {})
    assert "SHOP-2" not in asked(framework, {"PLAN-1": "0", "SHOP-1": "1"})
    assert "SHOP-2" not in asked(framework, {"PLAN-1": "dont_know"})
    assert "SHOP-2" in asked(framework, {"PLAN-1": "0", "SHOP-1": "2"})


def test_ticks_decide_too():
    framework = mini(("not_applicable: true", "ask_when: {item: SHOP-2, any_of: [count, process]}"))
    assert "SHOP-3" in asked(framework, {"SHOP-1": "1", "SHOP-2": ("run", "count")})
    assert "SHOP-3" not in asked(framework, {"SHOP-1": "1", "SHOP-2": ("run",)})


def test_an_answer_behind_an_item_not_asked_does_not_count_as_a_condition():
    framework = mini(("not_applicable: true", "ask_when: {item: SHOP-2, any_of: [count]}"))
    answers = {"SHOP-1": "0", "SHOP-2": ("count",), "SHOP-3": "system"}
    assert asked(framework, answers) == {"PLAN-1", "SHOP-1"}
    assert score(framework, answers).items["SHOP-3"].state == "not_asked"


def test_progress_counts_what_is_asked():
    framework = mini()
    done = progress(framework, {"SHOP-1": "1", "SHOP-3": "not_applicable", "PLAN-1": "dont_know"})
    assert (done.asked, done.answered, done.not_applicable, done.dont_know) == (4, 3, 1, 1)
    assert (done.applicable, done.answered_applicable) == (3, 2)
    assert done.unanswered == ("SHOP-2",)
    assert not done.is_complete


def test_a_kept_answer_of_an_item_not_asked_is_no_progress():
    done = progress(mini(), {"SHOP-1": "0", "SHOP-2": ("run",)})
    assert (done.asked, done.answered, done.unanswered) == (3, 1, ("PLAN-1", "SHOP-3"))
