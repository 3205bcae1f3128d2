"""What runs in the process that makes papers: one request in, its answer out."""

from printing.fonts import Voice, chain
from printing.handout import render_handout
from printing.papers import PreviewPages, RenderHandout, RenderNotice, Request, Warm
from printing.preview import draw_pages
from printing.render import render


def answer(request: Request) -> bytes | tuple[bytes, ...] | None:
    """Answer a request of ``printing.papers``; raise what it raises."""
    match request:
        case Warm():
            for voice in Voice:
                chain().face(voice, " ")
            return None
        case RenderNotice(record, mark, draft):
            return render(record, mark, draft=draft)
        case RenderHandout(handout):
            return render_handout(handout)
        case PreviewPages(document, width):
            return draw_pages(document, width)
