#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An SSH server for the rounds of keyboard-interactive login that OpenSSH with PAM does not make: promptserver.py CASE.

several  one round of a hidden and a visible prompt, with name and instruction; right are the answers "one" and "two"
many     one round of 17 prompts
endless  a round after the other
Prints its port, then one line for each round of answers that came, as JSON.
"""
import json
import socket
import sys
import threading

import paramiko

CASE = sys.argv[1]


class Server(paramiko.ServerInterface):
    def get_allowed_auths(self, username):
        return "keyboard-interactive"

    def check_auth_interactive(self, username, submethods):
        if CASE == "many":
            return paramiko.InteractiveQuery("", "", *[("Question %d" % i, False) for i in range(17)])
        if CASE == "endless":
            return paramiko.InteractiveQuery("", "again", ("More:", True))
        return paramiko.InteractiveQuery("Two questions", "Answer\x1b[31m both", ("First:", False), ("Second:", True))

    def check_auth_interactive_response(self, responses):
        print(json.dumps(responses), flush=True)
        if CASE == "endless":
            return paramiko.InteractiveQuery("", "again", ("More:", True))
        return paramiko.AUTH_SUCCESSFUL if responses == ["one", "two"] else paramiko.AUTH_FAILED


def serve(client, key):
    transport = paramiko.Transport(client)
    transport.add_server_key(key)
    try:
        transport.start_server(server=Server())
    except (paramiko.SSHException, EOFError):
        pass  # the client left


listener = socket.create_server(("127.0.0.1", 0))
host_key = paramiko.ECDSAKey.generate()
print(listener.getsockname()[1], flush=True)
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection, host_key), daemon=True).start()
