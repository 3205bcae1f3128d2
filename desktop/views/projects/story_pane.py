"""Section 8: what happened to the project and to its exemptions, as a story."""

from desktop.ui.page import Page
from desktop.ui.story import StoryView
from desktop.views.projects.state import State


class StoryPane(Page):
    """Scrolls with the arrows; the cases of the project tell their own stories."""

    def __init__(self) -> None:
        super().__init__()
        self.story = StoryView("项目经过", "这个项目还没有经过。")
        self.add(self.story, 1)
        self.setFocusProxy(self.story)

    def render_state(self, state: State) -> None:
        """Show what was read."""
        self.story.show_scenes(state.told.scenes if state.told else ())

    def arrive(self) -> None:
        """The cursor goes into the story."""
        self.story.setFocus()
