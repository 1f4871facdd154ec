# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of the kit's documents. A block is fenced as ```sh PLACE NAME, where PLACE is `server` or `console` (the
operator's machine); the sentence after it that begins with `Prints` names, in backticks, what has to be in its output.
"""
import re
from dataclasses import dataclass, field

KIT = 'resources/kit'
# In the order in which the lab runs them.
DOCUMENTS = ['README.production.md', 'docs/deployment.md', 'docs/monitoring.md']
PLACES = ('server', 'console')

# Blocks that the lab does not run, and why.
NOT_RUN = {
    'docker': 'needs the public internet; the server of the lab has Docker',
    'firewall': 'would cut the lab off; kit-backup runs the script',
    'timers': 'the lab has no systemd; kit-backup asks systemd-analyze about the units',
}
# Commands within a sentence that the lab does not type after the blocks, and why.
NOT_TYPED = {
    'bounceproctl deploy': 'is a block too',
    'bounceproctl rollback': 'is a block too',
    'bounceproctl rollback RELEASE --arm eu': 'takes a release that the reader chooses',
    'bounceproctl job recover ID': 'takes a job that was interrupted, and tst_labjobs makes one',
    'bounceproctl logs --follow': 'goes on until it is stopped',
    'bounceproctl logs payload --follow': 'goes on until it is stopped',
    'docker compose up': 'is the name of a step',
    'docker image prune -a': 'is what the reader must not type',
    'docker volume prune': 'is what the reader must not type',
    'docker logs': 'is the name of a command',
    'journalctl -u bouncepro-backup': 'needs systemd, which the lab lacks',
    'nano .env.production': 'is an editor',
    'sudo systemctl enable --now docker': 'needs systemd, which the lab lacks',
    'systemctl status bouncepro-backup': 'needs systemd, which the lab lacks',
}


@dataclass
class Block:
    document: str
    line: int
    info: str
    text: str
    prints: list = field(default_factory=list)

    @property
    def place(self):
        return self.info.split()[1] if len(self.info.split()) == 3 else ''

    @property
    def name(self):
        return self.info.split()[2] if len(self.info.split()) == 3 else ''


def blocks_of(document, text):
    """The fenced blocks of a document, in order."""
    found = []
    for match in re.finditer(r'^```(.*)\n((?:.*\n)*?)```\n(?:\n(Prints (?:.+\n)+))?', text, re.M):
        line = text.count('\n', 0, match.start()) + 1
        promise = re.split(r'\.\s', match[3] or '')[0]
        found.append(Block(document, line, match[1], match[2], re.findall(r'`([^`]+)`', promise)))
    return found


def prose(text):
    """A document without its blocks."""
    return re.sub(r'^```.*?^```', '', text, flags=re.M | re.S)


def sentences_commands(text):
    """Commands in backticks within the sentences of a document."""
    return set(re.findall(r'`((?:bounceproctl|curl|docker|free|journalctl|nano|sudo|systemctl) [^`\n]+)`', prose(text)))


def functions_of(blocks):
    """The one-line functions that blocks define: a reader's terminal keeps them."""
    return ''.join(line + '\n' for block in blocks for line in re.findall(r'^\w+\(\) \{.*\}$', block.text, re.M))
