"""What holds for every test: generated input is the same in every run, and nothing reaches the network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from hypothesis import settings

# Deterministic, and without a deadline: a busy machine must not fail a test. More examples: --hypothesis-profile=thorough
settings.register_profile("qaclean", derandomize=True, deadline=None)
settings.register_profile("thorough", parent=settings.get_profile("qaclean"), derandomize=False, max_examples=2000)
settings.load_profile("qaclean")


class NetworkUsedError(AssertionError):
    """A test made qaclean look up or call another machine."""


def _refuse(*arguments: Any, **_: Any) -> NoReturn:
    raise NetworkUsedError(f"a socket was used with {arguments!r}: qaclean never fetches anything")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Every attempt to resolve a name or to connect raises `NetworkUsedError`."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _refuse)
        for name in ("create_connection", "getaddrinfo", "gethostbyname"):
            patch.setattr(socket, name, _refuse)
        yield
