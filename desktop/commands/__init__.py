"""The command line: the window without a word, tools for technicians with one."""

import sys

import click

import resources
from casework.errors import ClerkError
from desktop.commands.calendar import calendar
from desktop.commands.device import device
from desktop.commands.rules import rules
from desktop.commands.store import enrol, rebuild, verify
from desktop.messages import message_for
from desktop.shell import main as window

_COMMANDS = (calendar, device, enrol, rebuild, rules, verify)


@click.group(
    options_metavar="[选项]", subcommand_metavar="命令 …", help="一窗的工具，供技术人员使用。"
)
def tools() -> None:
    """Tools of 一窗 for technicians."""


for _command in _COMMANDS:
    tools.add_command(_command)


def main() -> None:
    """``yichuang`` alone opens the window; with a command it runs a tool."""
    if len(sys.argv) < 2 or sys.argv[1].startswith("--"):
        sys.exit(window())
    try:
        with resources.in_chinese():
            tools(prog_name="yichuang", standalone_mode=True)
    except ClerkError as error:
        words = message_for(error)
        click.echo(f"{words.code} {words.title}：{words.what}\n{words.next_step}", err=True)
        sys.exit(1)
