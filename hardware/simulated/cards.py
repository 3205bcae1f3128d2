"""Invented cards as data (``resources/cards/*.json``) and the text record each one carries."""

from collections.abc import Mapping

import msgspec

import resources

_SIZE = 256
_PERSON = {
    "name": (0, 30),
    "sex": (30, 2),
    "nation": (32, 4),
    "birth": (36, 16),
    "address": (52, 70),
    "number": (122, 36),
    "issuer": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
}
# Where each field of a card of this type letter begins and how many bytes it has.
_PLACES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "": _PERSON,
    "J": _PERSON | {"pass_number": (220, 18), "issues": (238, 4)},
    "I": {
        "latin_name": (0, 120),
        "sex": (120, 2),
        "number": (122, 30),
        "nation": (152, 6),
        "name": (158, 30),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "birth": (220, 16),
        "version": (236, 4),
        "issuer": (240, 8),
    },
    "Y": {
        "name": (0, 30),
        "sex": (30, 2),
        "birth": (36, 16),
        "latin_name": (52, 70),
        "number": (122, 36),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
    },
}


class VirtualCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One invented card: what it is for, its type letter, its fields as the chip holds them."""

    title: str
    type: str
    fields: dict[str, str]

    def record(self) -> bytes:
        """The text record of 256 bytes; ValueError when a field is unknown or too long."""
        places = _PLACES.get(self.type, _PERSON)
        record = bytearray(" ".encode("utf-16-le") * (_SIZE // 2))
        for name, value in (self.fields | {"type": self.type}).items():
            offset, size = (248, 2) if name == "type" else places[name]
            encoded = value.encode("utf-16-le")
            if len(encoded) > size:
                raise ValueError(f"{name} has {len(encoded)} of {size} bytes")
            record[offset : offset + len(encoded)] = encoded
        return bytes(record)


def card_names() -> tuple[str, ...]:
    """The names of the invented cards, sorted."""
    return tuple(sorted(file.stem for file in resources.path("cards").glob("*.json")))


def load_card(name: str) -> VirtualCard:
    """The invented card ``name``; KeyError when there is none."""
    if name not in card_names():
        raise KeyError(name)
    return msgspec.json.decode(resources.data(f"cards/{name}.json"), type=VirtualCard)
