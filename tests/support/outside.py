# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program used from outside, as a person with a screen reader uses it: through AT-SPI, by mouse and keys."""

import os
import re
import subprocess
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402
from screen import DIES_WITH_US, Screen  # noqa: E402

KEYS = {"Tab": 0xFF09, "Return": 0xFF0D, "Escape": 0xFF1B, "Space": 0x20, "Left": 0xFF51, "Up": 0xFF52, "Right": 0xFF53,
        "Down": 0xFF54, "PageUp": 0xFF55, "End": 0xFF57, "F1": 0xFFBE, "F5": 0xFFC2, "F6": 0xFFC3, "Alt": 0xFFE9,
        "Ctrl": 0xFFE3, "Shift": 0xFFE1}
AWHILE = 20


class Missing(Exception):
    """What was waited for did not come; says what was in sight instead."""


def until(holds, what, seconds=AWHILE):
    """Waits for a true answer and returns it."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if answer := holds():
                return answer
        except GLib.Error:  # it went while it was looked at
            pass
        if time.monotonic() > deadline:
            raise Missing(what)
        time.sleep(0.05)


def has(item, state):
    return item.get_state_set().contains(getattr(Atspi.StateType, state))


class Session(Screen):
    """A screen with a session bus and an accessibility bus of its own; this process and what it starts use them."""

    def __enter__(self):
        super().__enter__()
        self._runtime = tempfile.TemporaryDirectory()
        os.environ.update(DISPLAY=self.display, XDG_RUNTIME_DIR=self._runtime.name)
        self._bus = subprocess.Popen([*DIES_WITH_US, "dbus-daemon", "--session", "--nofork", "--print-address"],
                                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self._bus.stdout.readline().strip()
        Atspi.init()
        Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)  # what changes is seen at once
        return self

    def __exit__(self, *_):
        Atspi.exit()
        self._bus.terminate()
        self._bus.wait()
        self._runtime.cleanup()
        super().__exit__()


class Program:
    """A running program and its accessibility tree. Use it in a with statement."""

    def __init__(self, arguments, environment=None):
        self._arguments = arguments
        self._environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                             **(environment or {})}

    def __enter__(self):
        self.process = subprocess.Popen([*DIES_WITH_US, *self._arguments], env=self._environment)
        self._root = until(self._find_root, f"{self._arguments[0]} is not in the accessibility tree")
        self.click("label")  # no window manager gives it the keyboard
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def _find_root(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == self.process.pid and child.get_child_count():
                return child
        return None

    def walk(self, under=None, most=200):
        """All items in sight, each after its parent. Of a long list or table: its first `most` children."""
        for i in range(min((under or self._root).get_child_count(), most)):
            try:
                child = (under or self._root).get_child_at_index(i)
                if child and has(child, "SHOWING"):
                    yield child
                    yield from self.walk(child, most)
            except GLib.Error:
                continue

    def all(self, role, name="", under=None):
        """Items in sight of that role whose name matches the pattern from its beginning."""
        return [item for item in self.walk(under) if item.get_role_name() == role and re.match(name, item.get_name())]

    def find(self, role, name="", seconds=AWHILE, under=None):
        """Waits for the first of them."""
        return until(lambda: next(iter(self.all(role, name, under)), None), f"no {role} “{name}” comes in sight", seconds)

    def title(self):
        """The sentence at the head of the page."""
        return next((item.get_name() for item in self.walk() if item.get_role_name() == "heading"), "")

    def wait_for_title(self, pattern, seconds=AWHILE):
        try:
            return until(lambda: re.match(pattern, title := self.title()) and title, "", seconds)
        except Missing:
            raise Missing(f"the page does not get to “{pattern}”; it says “{self.title()}”") from None

    def click(self, role, name="", seconds=AWHILE, under=None):
        """With the mouse, in its middle, once it can be used."""
        item = until(lambda: next((item for item in self.all(role, name, under) if has(item, "ENABLED")), None),
                     f"no {role} “{name}” can be clicked", seconds)
        box = item.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        Atspi.generate_mouse_event(box.x + box.width // 2, box.y + box.height // 2, "b1c")
        return item

    def keys(self, *combinations):
        """Presses keys: "Tab", "Alt+2", "Ctrl+K"."""
        for combination in combinations:
            *modifiers, last = combination.split("+")
            for modifier in modifiers:
                self._key(KEYS[modifier], Atspi.KeySynthType.PRESS, is_code=True)
            symbol = KEYS.get(last) or ord(last.lower())
            Atspi.generate_keyboard_event(symbol, None, Atspi.KeySynthType.SYM)
            for modifier in reversed(modifiers):
                self._key(KEYS[modifier], Atspi.KeySynthType.RELEASE, is_code=True)

    def _key(self, symbol, how, is_code):
        codes = {KEYS["Alt"]: 64, KEYS["Ctrl"]: 37, KEYS["Shift"]: 50}  # of the keyboard that Xvfb has
        Atspi.generate_keyboard_event(codes[symbol], None, how)

    def type(self, text):
        for letter in text:
            Atspi.generate_keyboard_event(ord(letter), None, Atspi.KeySynthType.SYM)

    def focused(self):
        """The control that has the keyboard; None: none. A view is said, not its current item, which every view has."""
        return next((item for item in self.walk() if has(item, "FOCUSED")
                     and item.get_role_name() not in ("frame", "list item", "table cell")), None)

    def settled_focus(self):
        """The same, once two looks agree: keys are on their way for a moment."""
        before, item = object(), None
        for _ in range(40):
            time.sleep(0.05)
            item = self.focused()
            now = item and (item.get_role_name(), item.get_name())
            if now == before:
                break
            before = now
        return item

    def wait_until_calm(self):
        """Until what is in sight stays the same for a third of a second."""
        before, calm = None, 0
        for _ in range(100):
            now = [(item.get_role_name(), item.get_name()) for item in self.walk()]
            calm = calm + 1 if len(now) == len(before or []) else 0
            if calm == 3:
                return
            before = now
            time.sleep(0.1)

    def tab_to(self, role, name, most=80):
        for _ in range(most):
            item = self.settled_focus()
            if item and item.get_role_name() == role and re.match(name, item.get_name()):
                return item
            self.keys("Tab")
        raise Missing(f"Tab does not get to {role} “{name}”")
