"""What the scanner process does: speak to one driver through SANE. The only python-sane.

Drivers hang and crash; ``hardware.scanner.sane`` is the other end and ends this process then.
Errors come from python-sane as English text alone (this process never sets a language).
"""

import threading
from collections.abc import Iterable, Iterator, Mapping
from queue import SimpleQueue
from typing import Any

from PIL import Image

from casework.errors import DeviceError
from casework.ports import Tone
from foundation.child import Channel
from hardware.scanner.encoding import encode_page
from hardware.scanner.sane import Finished, Order

try:
    import sane as _sane
except ImportError:  # an optional part
    _sane = None
# The Any of this module: python-sane has no types.
sane: Any = _sane

A4 = (210.0, 297.0)
"""Width and height in millimetres."""
_MILLIMETRES = 25.4
_UNIT_PIXEL = 1
_FEEDER = ("feeder", "adf")
_GLASS = ("flatbed", "glass", "platen", "table")
_BACK = ("duplex", "back")
_MODES: Mapping[Tone, tuple[str, ...]] = {
    Tone.COLOUR: ("color", "colour", "24bit"),
    Tone.GREY: ("gray", "grey"),
    Tone.BILEVEL: ("lineart", "binary", "black", "mono", "gray", "grey"),
}
_NO_DOCUMENTS = "Document feeder out of documents"
_CANCELLED = "Operation was canceled"
_CODES: Mapping[str, str] = {
    _NO_DOCUMENTS: "HW-202",
    "Document feeder jammed": "HW-203",
    "Scanner cover is open": "HW-204",
    "Device busy": "HW-205",
    _CANCELLED: "HW-206",
    "Error during device I/O": "HW-207",
    "End of file reached": "HW-207",
    "Scanner returned no data": "HW-207",
    "Access to resource has been denied": "HW-211",
}


def list_devices(_: None) -> tuple[str, ...]:
    """Entry: the names of the scanners that answer; DeviceError HW-210 without python-sane."""
    if sane is None:
        raise DeviceError("HW-210")
    sane.init()
    return tuple(device[0] for device in sane.get_devices())


def scan(channel: Channel) -> None:
    """Entry: push a PageImage a page, then Finished; or a DeviceError, and nothing after it.

    Any message to this process means: stop as soon as possible.
    """
    order: Order = channel.request
    try:
        for image in _images(order, channel.inbox):
            channel.push(encode_page(image, "scanner", order.settings.resolution))
    except DeviceError as error:
        channel.push(error)
    else:
        channel.push(Finished())


def _images(order: Order, inbox: "SimpleQueue[Any]") -> Iterator[Image.Image]:
    device = _open(order.device)
    feeder = _adjust(device, order)
    stop = threading.Event()
    threading.Thread(target=_listen, args=(inbox, stop, device), daemon=True).start()
    try:
        for image in _pages(device, stop, endless=feeder):
            yield _toned(image, order.settings.tone)
    finally:
        device.cancel()
        device.close()


def _open(name: str) -> Any:
    if sane is None:
        raise DeviceError("HW-210")
    sane.init()
    try:
        return sane.open(name)
    except sane._sane.error as error:
        if str(error) == "Invalid argument":
            raise DeviceError("HW-201", device=name) from None
        raise _translated(str(error), 1) from None


def _listen(inbox: "SimpleQueue[Any]", stop: threading.Event, device: Any) -> None:
    inbox.get()
    stop.set()
    device.cancel()


def _pages(device: Any, stop: threading.Event, *, endless: bool) -> Iterator[Image.Image]:
    """Page after page of a feeder, or the one page of a glass."""
    page = 0
    while not stop.is_set():
        page += 1
        try:
            device.start()
            image = device.snap(no_cancel=endless)
        except (sane._sane.error, RuntimeError) as error:
            text = str(error)
            if stop.is_set() or (text == _NO_DOCUMENTS and page > 1):
                return
            raise _translated(text, page) from None
        if stop.is_set():  # some drivers end a cancelled page as if it were whole
            return
        yield image
        if not endless:
            return


def _translated(text: str, page: int) -> DeviceError:
    return DeviceError(_CODES.get(text, "HW-212"), page=page, text=text)


def _toned(image: Image.Image, tone: Tone) -> Image.Image:
    if tone is Tone.BILEVEL:
        return image.convert("1", dither=Image.Dither.NONE)
    return image.convert("L") if tone is Tone.GREY else image


def _adjust(device: Any, order: Order) -> bool:
    """Set what the driver offers of the settings; whether pages come from a feeder.

    Order matters: source and mode change which resolutions and areas a driver allows.
    """
    settings = order.settings
    source = _choose(device, "source", _FEEDER if settings.feeder else _GLASS)
    _choose(device, "mode", _MODES[settings.tone])
    _set(device, "depth", 8)
    _set_nearest(device, "resolution", settings.resolution)
    _set_nearest(device, "tl_x", 0.0)
    _set_nearest(device, "tl_y", 0.0)
    _set_nearest(device, "br_x", _length(device, "br_x", A4[0]))
    _set_nearest(device, "br_y", _length(device, "br_y", A4[1]))
    for name, value in order.options.items():
        _set(device, name, value)
    # Without a choice of sources nobody knows whether a second page would ever end.
    return settings.feeder and source is not None


def _offers(device: Any, name: str) -> bool:
    option = device.opt.get(name)
    return option is not None and option.is_active() and option.is_settable()


def _set(device: Any, name: str, value: object) -> None:
    """Set an option where the driver has it; a value it refuses leaves the driver's own."""
    if not _offers(device, name):
        return
    try:
        setattr(device, name, value)
    except sane._sane.error:
        return


def _choose(device: Any, name: str, words: Iterable[str]) -> str | None:
    """Set an option to its first choice that has one of the words; None when there is none."""
    choices = device.opt[name].constraint if _offers(device, name) else None
    for word in words:
        for choice in choices or ():
            lower = str(choice).lower()
            if word in lower and not any(back in lower for back in _BACK):
                _set(device, name, choice)
                return str(choice)
    return None


def _set_nearest(device: Any, name: str, value: float) -> None:
    """Set a number to the nearest one that the driver allows."""
    if not _offers(device, name):
        return
    allowed = device.opt[name].constraint
    if isinstance(allowed, tuple):
        value = min(max(value, allowed[0]), allowed[1])
    elif allowed:
        value = min(allowed, key=lambda choice: abs(choice - value))
    kind = type(getattr(device, name))
    _set(device, name, kind(value))


def _length(device: Any, name: str, millimetres: float) -> float:
    """A length in the unit of the option: millimetres, or pixels in some drivers."""
    if _offers(device, name) and device.opt[name].unit == _UNIT_PIXEL:
        return millimetres / _MILLIMETRES * float(device.resolution)
    return millimetres
