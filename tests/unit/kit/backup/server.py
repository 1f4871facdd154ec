#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""server.py FOLDER: an S3 of one bucket (BUCKET/..., verifies signature version 4 and checksum), a webhook (/hook/...),
and Brevo (/smtp/email). Prints its port; bodies that it took are files of FOLDER: name of the object, hook, mail.
A path that begins with /broken answers 500."""
import hashlib, hmac, http.server, os, sys

FOLDER = sys.argv[1]
KEY, SECRET = "AKIATEST", os.environ["S3_SECRET"]


def digest(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def signed(request, body):
    """True where the request's signature is that of SECRET and its checksum that of the body."""
    scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
    fields = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
    if scheme != "AWS4-HMAC-SHA256":
        return False
    key, *scope = fields["Credential"].split("/")
    names = fields["SignedHeaders"].split(";")
    checksum = request.headers["x-amz-content-sha256"]
    if key != KEY or not {"host", "x-amz-date", "x-amz-content-sha256"} <= set(names) or checksum != hashlib.sha256(body).hexdigest():
        return False
    headers = "".join(f"{name}:{request.headers[name].strip()}\n" for name in names)
    canonical = "\n".join([request.command, request.path, "", headers, ";".join(names), checksum])
    text = "\n".join([scheme, request.headers["x-amz-date"], "/".join(scope), hashlib.sha256(canonical.encode()).hexdigest()])
    secret = ("AWS4" + SECRET).encode()
    for part in scope:
        secret = digest(secret, part)
    return hmac.compare_digest(fields["Signature"], digest(secret, text).hex())


class Handler(http.server.BaseHTTPRequestHandler):
    def take(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        name, status = None, 404
        if self.path.startswith("/broken"):
            status = 500
        elif self.path.startswith("/hook/" + os.environ["HOOK_SECRET"]):
            name = "hook"
        elif self.path == "/smtp/email":
            name = "mail" if self.headers.get("api-key") == os.environ["BREVO_SECRET"] else None
        elif self.command == "PUT" and self.path.startswith("/bucket/"):
            status = 403
            name = self.path[len("/bucket/"):].replace("/", "+") if signed(self, body) else None
        if name:
            status = 200
            with open(os.path.join(FOLDER, name), "ab" if name == "hook" else "wb") as file:
                file.write(body)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_PUT = do_POST = take


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
