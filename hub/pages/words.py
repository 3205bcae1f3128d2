"""What the pages say of states; the sentences of a case are those of ``casework.flows.story``."""

from collections.abc import Mapping

from casework.flows.story_case import PURGED as PURGED
from casework.flows.story_case import number_label as number_label
from casework.flows.story_case import role_words as role_words
from casework.flows.words import CASE_STATES as CASE_STATES
from casework.flows.words import PAPERS as PAPERS
from casework.flows.words import shape_words as shape_words

HANDLINGS: Mapping[str, str] = {
    "ask": "",
    "number": "填编号",
    "shared": "共享，不收",
    "on_site": "现场收取",
    "elsewhere": "另行上传",
}
