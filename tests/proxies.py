"""An HTTP proxy of a company, and a Slack that is reached through it alone, over TLS."""

import socketserver
import ssl
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from select import select
from socket import create_connection, socket
from urllib.parse import urlsplit

from tests.paths import ROOT

HOST = "slack.test"  # a name that nothing resolves
LOGIN = ("bot", "hidden p@ssword")
URL_LOGIN = "bot:hidden%20p%40ssword"


@dataclass(frozen=True)
class Proxy:
    """A proxy in a process of its own, which knows the way to one server."""

    port: int
    certificate: Path
    log: Path

    @property
    def asked(self) -> list[str]:
        """Where callers wanted to be connected to, each with its port."""
        return self.log.read_text().splitlines()

    def environment(self, login: str = URL_LOGIN) -> dict[str, str]:
        """The variables with which a bot finds Slack behind it."""
        return {
            "HTTPS_PROXY": f"http://{login}@127.0.0.1:{self.port}",
            "SSL_CERT_FILE": str(self.certificate),
        }


class _Server(socketserver.ThreadingTCPServer):
    """Takes CONNECT, with the login, and passes what comes to the server behind; stderr has who asked.

    It ends the TLS too, so that the server behind it need not have a certificate.
    """

    allow_reuse_address, request_queue_size, daemon_threads = True, 64, True

    def __init__(self, host: str, port: str, certificate: str) -> None:
        self.behind = (host, int(port))
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate)
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that hangs up is nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_CONNECT(self) -> None:
        login = self.headers.get("Proxy-Authorization", "").removeprefix("Basic ")
        if b64decode(login).decode() != ":".join(LOGIN):
            _note("somebody without the login")
            self.send_response_only(407, "Proxy Authentication Required")
            self.end_headers()
            return
        _note(self.path)
        self.send_response_only(200, "Connection established")
        self.end_headers()
        self.close_connection = True
        with (
            self.server.tls.wrap_socket(self.connection, server_side=True) as caller,
            create_connection(self.server.behind) as behind,
        ):
            _pass_on(caller, behind)


def _note(asked: str) -> None:
    sys.stderr.write(f"{asked}\n")
    sys.stderr.flush()


def _pass_on(caller: ssl.SSLSocket, behind: socket) -> None:
    """Returns when one of the two has hung up."""
    other: dict[socket, socket] = {caller: behind, behind: caller}
    while True:
        for source in [caller] if caller.pending() else select([*other], [], [])[0]:
            part = source.recv(65_536)
            if not part:
                return
            other[source].sendall(part)


@contextmanager
def proxy_to(behind: str, folder: Path) -> Iterator[Proxy]:
    """A proxy that knows the way to one server, until the block ends."""
    certificate, log, url = _certificate(folder), folder / "asked.txt", urlsplit(behind)
    command = [sys.executable, "-m", "tests.proxies", str(url.hostname), str(url.port)]
    with (
        log.open("w") as file,
        subprocess.Popen(
            [*command, certificate], stdout=subprocess.PIPE, stderr=file, text=True, cwd=ROOT
        ) as process,
    ):
        assert process.stdout
        try:
            yield Proxy(int(process.stdout.readline()), certificate, log)
        finally:
            process.terminate()


def _certificate(folder: Path) -> Path:
    """A key and a certificate that it has signed itself, in one file."""
    key, certificate, both = folder / "key.pem", folder / "certificate.pem", folder / "both.pem"
    command = ["openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    command += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    command += ["-addext", f"subjectAltName=DNS:{HOST}"]
    command += ["-addext", "keyUsage=critical,digitalSignature,keyCertSign"]
    command += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both


if __name__ == "__main__":
    with _Server(*sys.argv[1:]) as server:
        sys.stdout.write(f"{server.server_address[1]}\n")
        sys.stdout.flush()
        server.serve_forever()
