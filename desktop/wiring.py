"""Puts the real parts together: station, devices, desk, pages. Loaded after the first paint."""

import time

from PySide6.QtCore import QTimer

from casework.act import Changed
from casework.errors import ClerkError
from casework.people.grants import Clerk
from casework.ports import LineState
from desktop import devices, practice, station
from desktop.accounts import Accounts
from desktop.desk import Desk
from desktop.doorway import Doorway
from desktop.holding import Holding
from desktop.law_keeper import LawKeeper, Told
from desktop.practice import PracticeHub
from desktop.shopfront import Shopfront
from desktop.station import Link, Station
from desktop.ui.passphrase import PassphraseView
from desktop.ui.tones import Tone

LAW_SECONDS = 30
"""Between two looks at the day: at midnight other rules may hold."""
PRACTICE_SENTENCE = "演练模式：账号 lin（受理、办理）或 he（受理），密码 yichuang"
PRACTICE_BANNER = "演练模式：证件、项目、文书均为虚构，文书带水印，与真实数据互不相通"
NEEDS_PASSPHRASE = frozenset({"LE-101", "LE-102", "LE-105"})
UNLOCK_SENTENCE = (
    "本机没有可用的系统钥匙串。首次使用请设定账本口令，"
    "以后每次打开都要输入；忘记口令，账本无法打开。"
)


class Wiring:
    """The open workplace; lives as long as the window."""

    def __init__(self, door: Doorway) -> None:
        self._door = door
        self._hub: PracticeHub | None = None
        self._station: Station | None = None
        self.front: Shopfront | None = None
        self._line = LineState()
        self._passphrase = ""
        self._keeper: LawKeeper | None = None
        self._clock = QTimer(door.window)
        self.devices = devices.build(door.options)
        if door.options.practice:
            door.login.set_sentence(PRACTICE_SENTENCE)
            door.window.set_practice(PRACTICE_BANNER)
        door.login.submitted.connect(self._log_in)
        door.app.aboutToQuit.connect(self._close)

    def open(self) -> None:
        """Open the station on the ledger lane; the login waits for it."""
        self._door.lanes.run("ledger", self._open, self._opened, self._refused)

    def _open(self) -> Station:
        options = self._door.options
        link = Link(options.hub, options.code, options.ca)
        if options.practice and not options.hub:
            store = options.places.store.with_name(options.places.store.name + "-hub")
            self._hub = self._hub or practice.start(store)
            link = Link(self._hub.url, self._hub.ready.code)
        opened = station.open_station(
            options.places,
            link,
            practice=options.practice,
            now=self._door.now,
            report=self._sync_changed,
            passphrase=self._passphrase,
        )
        if not opened.lists.accounts():
            try:
                opened.loop.once()
            except ClerkError:
                opened.close()
                raise
        return opened

    def _opened(self, opened: Station) -> None:
        self._station = opened
        self._accounts = Accounts(opened.opened.ledger, opened.lists.accounts, time.monotonic)
        opened.opened.ledger.listen(
            lambda changed: self._door.lanes.home(lambda: self._committed(changed))
        )
        opened.loop.start()
        self._keep_law(opened)
        self._door.login.set_ready()

    def _keep_law(self, opened: Station) -> None:
        """Other rules may have been published, or hold from another day on."""
        told = Told(self._law_replaced, self._door.window.say)
        keeper = LawKeeper(opened, self._door.lanes.run, self._door.now, told)
        self._keeper = keeper
        self._clock.setInterval(LAW_SECONDS * 1000)
        self._clock.timeout.connect(keeper.tick)
        self._clock.start()
        keeper.start()

    def _law_replaced(self, held: Holding, before: Holding) -> None:
        if self.front is not None:
            self.front.law_replaced(held.catalogue, before.catalogue)

    def _refused(self, error: ClerkError) -> None:
        self._door.window.say(error, self.open)
        if error.code in NEEDS_PASSPHRASE:
            view = PassphraseView("账本口令", UNLOCK_SENTENCE)
            view.submitted.connect(self._unlock)
            self._door.window.show_gate(view)

    def _unlock(self, passphrase: str) -> None:
        """Try again with a passphrase; the login stands where it was."""
        self._passphrase = passphrase
        self._door.window.messages.dismiss()
        self._door.window.show_gate(self._door.login)
        self.open()

    def _log_in(self, login: str, password: str) -> None:
        today = self._door.now().date()
        self._door.lanes.run(
            "search",
            lambda: self._accounts.log_in(login, password, today),
            self._enter,
            self._not_in,
        )

    def _not_in(self, error: ClerkError) -> None:
        self._door.login.say("没有登录", Tone.BAD)
        self._door.window.say(error)

    def _enter(self, clerk: Clerk) -> None:
        if self._station is None:
            return
        self._door.window.messages.dismiss()
        front = Shopfront(self._door, self._station, self.devices, self._desk(clerk))
        self.front = front
        front.open()
        front.line(self._line)
        self.devices.reader.start(lambda report: self._door.lanes.home(lambda: front.card(report)))
        self._door.lanes.run("printer", self.devices.papers.warm, _ignore, front.say)

    def _desk(self, clerk: Clerk) -> Desk:
        here, keeper = self._station, self._keeper
        if here is None or keeper is None:
            raise ClerkError("LE-210", device="")
        return Desk(
            ledger=here.opened.ledger,
            rows=here.lists,
            drafts=here.opened.drafts,
            blobs=here.opened.blobs,
            press=self.devices.papers,
            scanner=self.devices.scanner,
            importer=self.devices.importer,
            printer=self.devices.printer,
            law=keeper.law,
            place=here.place,
            clerk=clerk,
            now=self._door.now,
            run=self._door.lanes.run,
            verify_address=here.verify_address,
            practice=self._door.options.practice,
            scans=here.scans,
        )

    def _committed(self, changed: Changed) -> None:
        if self._station is not None:
            self._station.loop.wake()
        if self._keeper is not None:
            self._keeper.heard(changed)
        if self.front is not None:
            self.front.changed(changed)

    def _sync_changed(self, state: LineState) -> None:
        """From the loop's thread."""
        self._door.lanes.home(lambda: self._tell_line(state))

    def _tell_line(self, state: LineState) -> None:
        """The frame may not be there yet: it is told when it opens."""
        self._line = state
        if self._keeper is not None:
            self._keeper.line(state)
        if self.front is not None:
            self.front.line(state)

    def _close(self) -> None:
        self.devices.stop()
        if self._keeper is not None:
            self._keeper.stop()
        if self._station is not None:
            self._station.close()
        if self._hub is not None:
            self._hub.stop()


def _ignore(_: object) -> None:
    """Done; nobody waits for it."""


def begin(door: Doorway) -> Wiring:
    """Build the workplace behind the login; whoever loaded it keeps it."""
    wiring = Wiring(door)
    wiring.open()
    return wiring
