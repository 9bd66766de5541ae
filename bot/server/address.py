"""The address to listen on, tried before anything depends on it."""

import socket


class CannotListen(Exception):
    """Nothing can listen at this address; the message says what to change."""


def usable_address(host: str, port: int) -> str:
    """The host as an IP address, after making sure that the port is free."""
    try:
        (family, _, _, _, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise CannotListen(f"HOST is {host}, which is no address of this machine.") from error
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as error:
            raise CannotListen(
                f"Nothing can listen on {host}, port {port}: {error.strerror}. Set PORT to another one."
            ) from error
    return str(address[0])
