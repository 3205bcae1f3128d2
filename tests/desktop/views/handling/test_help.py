"""F1 in the form of a verb opens the words of its flow; every such text belongs to one."""

from desktop import page_help
from desktop.views.handling import commitment, issuing, joint, survey
from desktop.views.handling.verbs import Flow
from tests.casework.flows.jointly import Walk
from tests.casework.flows.surveying import Survey, published
from tests.desktop.views.counter.world import World
from tests.desktop.views.handling import followed, hall
from tests.desktop.views.handling.test_deferral_verbs import page as deferring


def test_every_flow_of_the_window_has_its_words(world: World, case: str) -> None:
    shown = [
        hall.hand(world, case, (issuing.standing,)),
        hall.hand(world, followed.joint(world, Walk()), (joint.standing,)),
    ]
    found = {key for one in shown for key in keys(one)}
    assert found == {"handling.issuing", "handling.joint"}
    assert found <= set(page_help.rows())


def test_a_survey_has_its_words(world: World) -> None:
    flows: tuple[Flow, ...] = (survey.standing,)
    shown = hall.hand(world, followed.survey(world, Survey(*published()).filed()), flows)
    assert keys(shown) == {"handling.survey"} <= set(page_help.rows())


def test_a_commitment_has_its_words(world: World, case: str) -> None:
    shown = hall.hand(world, case, (commitment.standing,))
    assert keys(shown) == {"handling.commitment"} <= set(page_help.rows())


def test_a_deferral_has_its_words(world: World) -> None:
    assert keys(deferring(world)) == {"handling.deferral"} <= set(page_help.rows())


def keys(shown: hall.Hand) -> set[str]:
    """What F1 opens in the forms of these verbs."""
    assert shown.state.seen is not None
    return {one.help_key for one in shown.state.seen.verbs}
