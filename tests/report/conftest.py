"""The browser is spoken to over a socket of this machine: that alone is allowed here."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A socket that leads elsewhere is an error."""
    connect = socket.socket.connect

    def only_here(own: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else address
        assert host in ("127.0.0.1", "::1", "localhost"), f"a test opened a socket to {host}"
        connect(own, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)
    yield
