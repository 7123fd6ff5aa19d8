"""The only edge that asks the network: whether an address answers. One request at a time and host, with pauses."""

from __future__ import annotations

import http.client
import ssl
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from citegate import __version__, linkcheck

if TYPE_CHECKING:
    from collections.abc import Iterable

    from citegate.linkcheck import Address, Answer

HOSTS = 6
"""Hosts that are asked at the same time."""
_REFUSES_HEAD = (403, 405, 501)


class _Stay(HTTPRedirectHandler):
    """Follows no redirection: for a DOI, that there is one is the answer."""

    def redirect_request(self, *_: object) -> None:
        return None


def ask(addresses: Iterable[Address], timeout: float, pause: float) -> list[Answer]:
    """Return an answer for each address, in order; an address that several entries give is asked once.

    `timeout` and `pause` are seconds: for one answer, and between two requests to one host.
    """
    addresses = list(addresses)
    by_host: dict[str, dict[str, Address]] = defaultdict(dict)
    for address in addresses:
        by_host[address.host].setdefault(address.url, address)
    with ThreadPoolExecutor(HOSTS) as pool:
        parts = pool.map(lambda asked: _host(list(asked.values()), timeout, pause), by_host.values())
        known = {answer.address.url: answer for part in parts for answer in part}
    return [linkcheck.Answer(a, known[a.url].state, known[a.url].words) for a in addresses]


def _host(addresses: list[Address], timeout: float, pause: float) -> list[Answer]:
    answers = []
    for number, address in enumerate(addresses):
        if number:
            time.sleep(pause)
        answers.append(_one(address, timeout))
    return answers


def _one(address: Address, timeout: float) -> Answer:
    opener = build_opener(_Stay) if address.kind == "DOI" else build_opener()
    try:
        status = _status(opener, address.url, "HEAD", timeout)
        if status in _REFUSES_HEAD:
            status = _status(opener, address.url, "GET", timeout)
        return linkcheck.answered(address, status)
    except URLError as error:
        said = error.reason
    except (OSError, http.client.HTTPException, ssl.SSLError, ValueError) as error:
        said = error
    return linkcheck.silent(address, f"no answer: {said or type(said).__name__}")


def _status(opener: OpenerDirector, url: str, method: str, timeout: float) -> int:
    agent = f"citegate/{__version__} (looks whether cited sources can still be found)"
    request = Request(url, method=method, headers={"User-Agent": agent, "Accept": "*/*"})  # noqa: S310 - http(s) only
    try:
        with opener.open(request, timeout=timeout) as response:
            return int(response.status)
    except HTTPError as error:
        error.close()
        return error.code
