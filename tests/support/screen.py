# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A display of its own, seen from outside: Xvfb with its frame buffer in a file."""

import mmap
import os
import struct
import subprocess
import tempfile
import zlib


# However this process ends, what it started ends too.
DIES_WITH_US = ["setpriv", "--pdeathsig", "TERM", "--"]


class Screen:
    """An X server without a window manager, black where nothing is. Use it in a with statement."""

    def __init__(self, width=1280, height=800):
        self.width, self.height = width, height

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory()
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            [*DIES_WITH_US, "Xvfb", "-displayfd", str(writing), "-fbdir", self._folder.name, "-screen", "0",
             f"{self.width}x{self.height}x24", "-nolisten", "tcp", "-nocursor", "-noreset"],
            pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb does not start")
        self.display = ":" + number
        with open(os.path.join(self._folder.name, "Xvfb_screen0"), "rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        # The file is an XWD: https://www.x.org/releases/current/doc/xproto (XWDFile.h), big endian.
        head = struct.unpack(">25I", self._memory[:100])
        self._start, self._stride = head[0] + head[19] * 12, head[12]
        if head[11] != 32 or head[7] != 0:
            raise RuntimeError("this Xvfb does not draw 32 bits a pixel, blue first")
        return self

    def __exit__(self, *_):
        self._server.terminate()
        self._server.wait()
        self._memory.close()
        self._folder.cleanup()

    def is_blank(self):
        """Whether no pixel of every sixteenth row is lit."""
        size = self.width * 4
        for row in range(0, self.height, 16):
            at = self._start + row * self._stride
            if self._memory[at:at + size].strip(b"\0"):
                return False
        return True

    def save(self, file):
        """Writes what is on the screen as a PNG."""
        rows = bytearray()
        for row in range(self.height):
            at = self._start + row * self._stride
            pixels = self._memory[at:at + self.width * 4]
            line = bytearray(self.width * 3)
            line[0::3], line[1::3], line[2::3] = pixels[2::4], pixels[1::4], pixels[0::4]
            rows += b"\0" + line

        def chunk(name, data):
            return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

        with open(file, "wb") as out:
            out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", self.width, self.height, 8, 2, 0, 0, 0))
                      + chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + chunk(b"IEND", b""))
