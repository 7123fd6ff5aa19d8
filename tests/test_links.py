"""`citegate links` against a real server on this machine, and `citegate issue` with a program in the place of `gh`."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from tests.review_project import ARTICLE, Reviewed, approved
    from tests.small_project import citegate, make
else:
    from review_project import ARTICLE, Reviewed, approved
    from small_project import citegate, make

BIB = """\
@article{alpha, title = {Known}, doi = {10.5555/known}, url = {http://HOST/fine}}
@article{beta, title = {Unknown}, doi = {10.5555/unknown}, url = {http://HOST/gone}}
@online{gamma, title = {Turned away}, url = {http://HOST/forbidden}}
@online{delta, title = {Only GET}, url = {http://HOST/get}}
@online{epsilon, title = {Slow}, url = {http://HOST/slow}}
@online{zeta, title = {Moved}, url = {http://HOST/moved}}
@online{eta, title = {Broken}, url = {http://HOST/rude}}
@online{theta, title = {Again}, url = {http://HOST/gone}}
@online{iota, title = {Nobody there}, url = {http://127.0.0.1:1/}}
"""
STATUS = {"/doi/10.5555/known": 302, "/doi/10.5555/unknown": 404, "/fine": 200, "/gone": 410, "/forbidden": 403}
STATES = {
    ("alpha", "DOI"): "fine",
    ("alpha", "URL"): "fine",
    ("beta", "DOI"): "dead",
    ("beta", "URL"): "dead",
    ("gamma", "URL"): "unsure",
    ("delta", "URL"): "fine",
    ("epsilon", "URL"): "unsure",
    ("zeta", "URL"): "dead",
    ("eta", "URL"): "unsure",
    ("theta", "URL"): "dead",
    ("iota", "URL"): "unsure",
}


class Handler(BaseHTTPRequestHandler):
    """Answers as pages of the world do."""

    asked: ClassVar[Counter[str]] = Counter()
    release = threading.Event()

    def do_HEAD(self) -> None:
        self.answer("HEAD")

    def do_GET(self) -> None:
        self.answer("GET")

    def answer(self, method: str) -> None:
        self.asked[f"{method} {self.path}"] += 1
        if self.path == "/slow":
            self.release.wait(10)
        if self.path == "/rude":
            self.wfile.write(b"nonsense\r\n\r\n")
            return
        status = {"/get": 405 if method == "HEAD" else 200, "/moved": 301}.get(self.path, STATUS.get(self.path, 500))
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", "/gone")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the server."""
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield f"127.0.0.1:{made.server_port}"
    Handler.release.set()
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, server: str) -> Path:
    """A project whose bibliography names that server."""
    folder = make(tmp_path_factory.mktemp("links") / "project", "The widget weighs 3 kg [@alpha, p. 4].\n")
    (folder / "references.bib").write_text(BIB.replace("HOST", server), "utf-8")
    return folder


def asked(project: Path, server: str, *command: str) -> Result:
    """Run a command that asks the server."""
    more = ("--resolver", f"http://{server}/doi/", "--timeout", "1", "--pause", "0")
    return citegate(*command, "--root", project, *more)


def test_links_say_what_each_answer_means(project: Path, server: str) -> None:
    """Gone is dead, turned away or silent is unsure; a DOI is asked of the resolver only, an address only once."""
    Handler.asked.clear()
    done = asked(project, server, "links", "--format", "json")
    data = json.loads(done.stdout)["addresses"]
    assert {(each["key"], each["kind"]): each["state"] for each in data} == STATES
    assert done.exit_code == 1
    assert Handler.asked["HEAD /gone"] + Handler.asked["GET /gone"] == 2, (
        "once for two entries, once at the end of a redirection"
    )
    assert Handler.asked["GET /get"] == 1


def test_links_as_text(project: Path, server: str) -> None:
    """People read the entry's line, the address and the reason, dead ones first, and the sums."""
    lines = asked(project, server, "links").stdout.splitlines()
    assert lines[0] == (
        f"references.bib:2: beta: http://{server}/doi/10.5555/unknown: the resolver does not know this DOI (HTTP 404)"
    )
    assert lines[-1] == "11 addresses: 3 answer, 4 dead, 4 unsure"


@pytest.fixture
def gh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a program `gh` that writes down what it was called with, and answers what `listed` holds."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = f"""#!/bin/sh
echo "$@" >> {folder}/calls
case "$2" in list) cat {folder}/listed;; create|edit) cat > {folder}/body;; esac
"""
    (folder / "gh").write_text(script, "utf-8")
    (folder / "gh").chmod(0o755)
    (folder / "listed").write_text("[]", "utf-8")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def calls(gh: Path) -> list[str]:
    """Return what `gh` was called for since the last look, without the listing."""
    file = gh / "calls"
    found = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("issue list")]
    file.unlink()
    return found


def test_one_issue_is_opened_replaced_and_closed(tmp_path: Path, gh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first report opens an issue, the next replaces its text, one without anything to say closes it."""
    project: Reviewed = approved(tmp_path / "reviewed")
    title = "Reviews that fall due"
    for name, value in (("SERVER_URL", "https://github.example"), ("REPOSITORY", "a/b"), ("RUN_ID", "7")):
        monkeypatch.setenv(f"GITHUB_{name}", value)
    assert project.run("issue", "due", "--within", "9999", "--post").output == f"{title}: opened\n"
    assert calls(gh) == [f"issue create --title {title} --body-file -"]
    body = (gh / "body").read_text("utf-8")
    assert "| 2028-01-01 | <code>docs&#47;articles&#47;widgets&#46;md</code> |" in body
    assert "[this run](https://github.example/a/b/actions/runs/7)" in body
    listed: list[dict[str, Any]] = [{"number": 8, "title": "Another"}, {"number": 5, "title": title}]
    (gh / "listed").write_text(json.dumps(listed), "utf-8")
    assert project.run("issue", "due", "--within", "9999", "--post").exit_code == 0
    assert calls(gh) == ["issue edit 5 --body-file -"]
    assert project.run("issue", "due", "--within", "1", "--post").output == f"{title}: nothing to say, closed\n"
    assert calls(gh) == ["issue close 5 --comment The last run found nothing more to say."]
    assert ARTICLE in project.run("due", "--within", "9999").output


def test_issue_of_dead_links(project: Path, server: str) -> None:
    """The issue lists dead addresses before doubtful ones, with entry and reason, all of it inert."""
    said = asked(project, server, "issue", "links").stdout
    rows = [line for line in said.splitlines() if line.startswith("| <code>references")]
    assert len(rows) == 8
    assert "the page is gone" in rows[1]
    assert "http://" not in said


def test_issue_of_retractions(project: Path) -> None:
    """Of sources of which nothing is known, nothing is said."""
    assert "nothing to say" in citegate("issue", "retractions", "--root", project).stdout


def test_failure_of_gh_is_one_line(project: Path, gh: Path) -> None:
    """What `gh` complains of is passed on with exit status 2; without `gh` the message says what is missing."""
    (gh / "gh").write_text("#!/bin/sh\necho 'no token' >&2\nexit 4\n", "utf-8")
    done = citegate("issue", "due", "--root", project, "--post")
    assert done.exit_code == 2
    assert "gh list failed: no token" in done.output
