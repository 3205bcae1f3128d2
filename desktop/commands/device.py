"""Commands on devices: lay an invented card on a virtual reader."""

import click

from hardware.simulated import vpcd
from hardware.simulated.cards import card_names


@click.group(options_metavar="[选项]", subcommand_metavar="命令 …", help="柜台的设备。")
def device() -> None:
    """Devices of the counter."""


@device.command(options_metavar="[选项]", help="把一张虚拟证件放在虚拟读卡器上，直到按 Ctrl+C。")
@click.option("--card", type=click.Choice(card_names()), required=True, help="虚拟证件")
@click.option("--port", default=35963, show_default=True, metavar="端口", help="虚拟读卡器的端口")
def simulate(card: str, port: int) -> None:
    """Lay a virtual card on a virtual PC/SC reader until interrupted."""
    vpcd.main(["--card", card, "--port", str(port)])
