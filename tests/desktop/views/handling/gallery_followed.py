"""Joint acceptance, joint survey, issuing and deferral on the page 办理, as pictures at 1280x720.

``PYTHONPATH=. python tests/desktop/views/handling/gallery_followed.py DIR [large|contrast]``.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from casework.flows.intake import TAKE_IN
from casework.records.case_events import ApplicationAccepted
from casework.records.case_life import CaseCompleted, ResultArrived
from casework.records.event import Staged
from desktop.ui import theme
from printing.papers import Papers
from tests.casework.flows.intakes import NOW
from tests.casework.flows.jointly import Walk
from tests.casework.flows.surveying import Survey, published, window
from tests.desktop.views.counter import invented, world
from tests.desktop.views.counter.world import World
from tests.desktop.views.handling import followed, hall
from tests.desktop.views.handling.gallery import LOOKS, Gallery
from tests.desktop.views.handling.test_survey_verbs import plain

AT = NOW.isoformat()
Scene = Callable[[World, Callable[[World], Gallery]], None]


def rectifying(made: World, show: Callable[[World], Gallery]) -> None:
    """整改: what was asked for, what was done."""
    case = followed.joint(made, Walk().rectifying("fire", "planning"))
    gallery = show(made)
    gallery.handle(case)
    gallery.shoot("j1_verbs")
    gallery.press("1")
    gallery.shoot("j2_resume")
    gallery.press(Qt.Key.Key_F5)
    gallery.shoot("j3_resume_missing")


def concluded(made: World, show: Callable[[World], Gallery]) -> None:
    """The result at the issuing window."""
    case = followed.joint(made, Walk().concluded())
    gallery = show(made)
    gallery.handle(case)
    gallery.shoot("j4_result")
    gallery.press("1")
    gallery.shoot("j5_arrive")
    gallery.press("1")
    gallery.press(Qt.Key.Key_Tab, "1")
    gallery.shoot("j6_arrive_ticked")
    gallery.press(Qt.Key.Key_F5)
    gallery.shoot("j7_arrive")
    gallery.press("y")
    gallery.shoot("j8_trail")
    gallery.press("2")
    gallery.press("1")
    gallery.shoot("j9_hand_out")
    gallery.press(Qt.Key.Key_F5)
    gallery.shoot("j10_hand_out_missing")


def survey(made: World, show: Callable[[World], Gallery]) -> None:
    """Filing, papers, results."""
    memory = Survey(*published())
    memory.perform(TAKE_IN, plain(), window())
    case = followed.survey(made, memory)
    gallery = show(made)
    gallery.handle(case)
    gallery.shoot("s1_verbs")
    gallery.press("1")
    gallery.shoot("s2_file")
    gallery.press(Qt.Key.Key_F5)
    gallery.shoot("s3_file_ask")
    gallery.press("y")
    gallery.print_out()
    gallery.shoot("s4_filed")
    gallery.press("1")
    gallery.shoot("s5_papers")
    gallery.press(Qt.Key.Key_Escape, "3")
    gallery.shoot("s6_ready")
    gallery.press(Qt.Key.Key_Escape, "4")
    gallery.shoot("s7_result")
    gallery.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    gallery.shoot("s8_story")


def issuing(made: World, show: Callable[[World], Gallery]) -> None:
    """A general item's result."""
    case = hall.receive(made)
    key = made.desk.law.catalogue.item("soil_plan").results[0].key
    arrived = ResultArrived(
        key, "水土保持方案批复", "水许〔2026〕7号", True, "", "郑州市水行政主管部门", AT
    )
    after = (ApplicationAccepted(AT, "水行政主管部门", ()), arrived, CaseCompleted(AT, "", ()))
    hall.write(made, *(Staged(case, one) for one in after))
    gallery = show(made)
    gallery.handle(case)
    gallery.shoot("i1_verbs")
    gallery.press("1")
    gallery.shoot("i2_take")
    gallery.press(Qt.Key.Key_Escape, "2")
    gallery.shoot("i3_hand_out")
    gallery.press(Qt.Key.Key_Escape, "3")
    gallery.shoot("i4_give_back")


SCENES: tuple[Scene, ...] = (rectifying, concluded, survey, issuing)


def main() -> None:
    """Write the pictures into the folder named on the command line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv)
    look = next((LOOKS[word] for word in sys.argv[2:] if word in LOOKS), theme.Look.NORMAL)
    theme.speak_chinese(app)
    theme.apply(app, look)
    for scene in SCENES:
        with tempfile.TemporaryDirectory() as home:
            made = world.build(Path(home), press=Papers())
            invented.register_all(made)
            hall.publish(made)
            scene(made, lambda laid: Gallery(app, laid, folder))
            made.close()


if __name__ == "__main__":
    main()
