#!/usr/bin/env python3
"""A mail server for tests (RFC 5321, STARTTLS of RFC 3207, AUTH PLAIN of RFC 4954), of the standard library only.

Listens on a free port of this machine, prints it as the first line, and serves until it is ended. Each accepted message is a
file NNNN.eml in the folder, with the envelope's recipients in the first line. Each recipient that was offered is a line of the
file `offered`, with how the connection stood: plain or tls.
"""

import argparse
import base64
import pathlib
import socketserver
import ssl
import threading

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--refuse-rcpt", type=int, default=0, help="refuse the first N recipients")
parser.add_argument("--refuse-data", type=int, default=0, help="refuse the first N messages after their text")
parser.add_argument("--code", default="451", help="the code of refusals")
parser.add_argument("--mute-quit", action="store_true", help="do not answer QUIT")
parser.add_argument("--auth", help="USER:PASSWORD that is wanted")
parser.add_argument("--cert", help="certificate for STARTTLS")
parser.add_argument("--key", help="its key")
options = parser.parse_args()

lock = threading.Lock()
left = {"rcpt": options.refuse_rcpt, "data": options.refuse_data}
accepted = 0


def refused(what):
    """Whether this one is among the first N."""
    with lock:
        left[what] -= 1
        return left[what] >= 0


class Session(socketserver.StreamRequestHandler):
    def say(self, *lines):
        code, last = lines[-1].split(" ", 1)
        for text in lines[:-1]:
            self.wfile.write(f"{code}-{text}\r\n".encode())
        self.wfile.write(f"{code} {last}\r\n".encode())
        self.wfile.flush()

    def line(self):
        got = self.rfile.readline(65536)
        return got.decode("utf-8", "replace").rstrip("\r\n") if got else None

    def handle(self):
        self.secure, self.known, self.rcpt = False, options.auth is None, []
        self.say("220 test ESMTP")
        while (line := self.line()) is not None:
            verb, _, rest = line.partition(" ")
            if not self.act(verb.upper(), rest):
                return

    def act(self, verb, rest):
        if verb in ("EHLO", "HELO"):
            extra = ["8BITMIME", "SMTPUTF8"]
            if options.cert and not self.secure:
                extra.append("STARTTLS")
            if options.auth:
                extra.append("AUTH PLAIN")
            self.say("test", *extra[:-1], f"250 {extra[-1]}")
        elif verb == "STARTTLS" and options.cert and not self.secure:
            self.say("220 go ahead")
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(options.cert, options.key)
            self.request = context.wrap_socket(self.request, server_side=True)
            self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb")
            self.secure = True
        elif verb == "AUTH":
            given = base64.b64decode(rest.partition(" ")[2]).decode().split("\0")[1:]
            self.known = ":".join(given) == options.auth
            self.say("235 welcome" if self.known else "535 5.7.8 wrong credentials")
        elif verb == "MAIL":
            self.rcpt = []
            self.say("250 ok" if self.known else "530 5.7.0 authentication required")
        elif verb == "RCPT":
            address = rest.partition(":")[2].strip("<> ")
            with lock, open(options.folder / "offered", "a", encoding="utf-8") as offered:
                offered.write(f"{address} {'tls' if self.secure else 'plain'}\n")
            if refused("rcpt"):
                self.say(f"{options.code} 5.1.1 <{address}> is refused")
            else:
                self.rcpt.append(address)
                self.say("250 ok")
        elif verb == "DATA":
            self.say("354 end with a dot")
            self.data()
        elif verb in ("NOOP", "RSET"):
            self.say("250 ok")
        elif verb == "QUIT":
            if not options.mute_quit:
                self.say("221 bye")
                return False
        else:
            self.say("502 5.5.1 not known")
        return True

    def data(self):
        global accepted
        lines = []
        while (line := self.rfile.readline(65536)) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        if refused("data"):
            self.say(f"{options.code} 4.3.0 not now")
            return
        with lock:
            accepted += 1
            name = options.folder / f"{accepted:04}.eml"
            made = name.with_suffix(".part")
            made.write_bytes(" ".join(self.rcpt).encode() + b"\n" + b"".join(lines))
            made.rename(name)
        self.say("250 2.0.0 taken")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that goes away, or trusts no certificate, is what a test wants."""


with Server(("127.0.0.1", 0), Session) as server:
    print(server.server_address[1], flush=True)
    server.serve_forever()
