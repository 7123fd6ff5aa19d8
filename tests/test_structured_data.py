"""JSON-LD of the real site's pages: every value of it is what the page shows, and a changed one is refused."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from citegate import jsonld
from citegate.jsonplaces import places
from citegate.project import Project
from citegate.rules import di08_structured_data_differs as di08
from citegate.seen import fold
from citegate.written import WrittenPage
from jinja2 import Environment, FileSystemLoader
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.diagnostics import Finding

ROOT = Path(__file__).resolve().parent.parent
NAME = "flumazenil-routes"
SCRIPT = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.DOTALL)
HOSTILE = "\"></script><script>alert(1)</script><!--\u2028&amp;'<b>"


@cache
def project() -> Project:
    """Return the project."""
    return Project(ROOT)


@cache
def article() -> Article:
    """Return the article of the tests."""
    return project().read(ROOT / "docs" / "articles" / f"{NAME}.md")


def page(site: Path) -> str:
    """Return the page of that article as it was written."""
    return (site / "articles" / NAME / "index.html").read_text(encoding="utf-8")


def data(html: str) -> Any:
    """Return the structured data of a page."""
    found = SCRIPT.search(html)
    assert found
    return json.loads(found[2])


def findings(html: str, changed: Any) -> list[Finding]:
    """Return what DI08 finds in a page whose data were replaced."""
    text = jsonld.script(changed)
    html = SCRIPT.sub(lambda match: match[1] + text + match[3], html)
    return list(di08.check_written(WrittenPage("page", html), article(), project().context))


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each text, number and truth value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if pairs is None:
        yield path
        return
    for key, inner in pairs:
        yield from leaves(inner, (*path, key))


def changed(found: Any, path: tuple[str | int, ...]) -> Any:
    """Return the data with the value at a path changed: a later day, another truth, other words."""
    made = copy.deepcopy(found)
    place = made
    for part in path[:-1]:
        place = place[part]
    old = place[path[-1]]
    day = re.fullmatch(r"(\d{4})(-\d\d-\d\d)", str(old))
    place[path[-1]] = (not old) if isinstance(old, bool) else f"{int(day[1]) - 1}{day[2]}" if day else f"{old}zz"
    return made


def test_page_says_the_same_to_machines(site: Path) -> None:
    """The data of a real page have a title, an address, days, authors, drugs and all references, and DI08 is silent."""
    html = page(site)
    found = data(html)
    assert found["@type"] == "MedicalWebPage"
    assert {"url", "name", "dateCreated", "dateModified", "author", "audience", "about", "citation"} <= found.keys()
    assert len(found["citation"]) == len(article().cited_keys)
    assert findings(html, found) == []


def test_no_review_is_claimed(site: Path) -> None:
    """No page of an article that is not approved says that it was reviewed."""
    for file in (site / "articles").rglob("index.html"):
        found = data(file.read_text(encoding="utf-8"))
        assert not {"reviewedBy", "lastReviewed"} & found.keys()
        assert found["creativeWorkStatus"] == "Submitted"


def test_every_changed_value_is_refused_at_its_line(site: Path) -> None:
    """Each single value of the real data, changed, gives a finding in the line in which it or its object stands."""
    html = page(site)
    found = data(html)
    paths = list(leaves(found))
    assert len(paths) > 50
    for path in paths:
        made = changed(found, path)
        told = findings(html, made)
        assert told, f"nothing is said of {path}"
        text = jsonld.script(made)
        known = places(text)
        start = html[: html.index('<script type="application/ld+json">')].count("\n") + 1
        lines = {start + text[: known[path[:depth]]].count("\n") for depth in (len(path), max(1, len(path) - 1))}
        assert {finding.span.line for finding in told} & lines, path


def test_added_value_and_lost_citation_are_refused(site: Path) -> None:
    """A value that the page does not show, a citation too few and two in the wrong order are found."""
    html = page(site)
    found = data(html)
    works = found["citation"]
    swapped = [works[1], works[0], *works[2:]]
    assert findings(html, {**found, "sponsor": {"@type": "Organization", "name": "Gadget Makers Zz"}})
    assert findings(html, {**found, "citation": works[:-1]})
    assert findings(html, {**found, "citation": swapped})


def test_no_text_ends_the_element() -> None:
    """Whatever a title holds, the script element ends where it should, and the data come back unchanged."""
    html = f'<html><body><script type="application/ld+json">{jsonld.script({"name": HOSTILE})}</script></body></html>'
    scripts = LexborHTMLParser(html).css("script")
    assert [json.loads(node.text()) for node in scripts] == [{"name": HOSTILE}]


@pytest.mark.parametrize("field", ["title", "description", "alternate", "site"])
def test_no_value_of_the_head_breaks_out(field: str) -> None:
    """A hostile title, description, file title or site name stays the text of its attribute."""
    environment = Environment(  # noqa: S701 - as MkDocs makes it: the templates escape
        loader=FileSystemLoader(ROOT / "docs" / ".overrides")
    )
    environment.filters["url"] = lambda value: value
    values = {name: HOSTILE if name == field else name for name in ("title", "description", "alternate", "site")}
    machines = {
        "alternates": [{"address": "a.json", "media": "a/b", "title": values["alternate"]}],
        "script": "{}",
        "licence": ("", ""),
        "created": "",
        "updated": "",
    }
    html = environment.get_template("partials/citegate/machines.html").render(
        parts={"machines": machines},
        citegate={"title": values["title"], "pending": False},
        config={"site_url": "https://citegate.example", "site_name": values["site"], "site_description": "d"},
        description=values["description"],
        page={"title": "t", "canonical_url": "https://citegate.example/a/"},
    )
    tree = LexborHTMLParser(f"<html><head>{html}</head></html>")
    assert [node.attributes.get("type") for node in tree.css("script")] == ["application/ld+json"]
    assert not tree.css("b")
    told = [value for node in tree.css("meta, link") for value in node.attributes.values()]
    assert any(HOSTILE in str(value) for value in told)


def test_places_of_every_value() -> None:
    """The place of each value is where its text stands, in nested and empty lists and objects alike."""
    text = '{"a": [1, {"b": "x,}"}, []], "c\\u0041": {}, "d": null, "e": {"f": [true]}}'
    found = places(text)
    expected = {("a",): "[1", ("a", 0): "1", ("a", 1, "b"): '"x', ("a", 2): "[]", ("cA",): "{}", ("d",): "null"}
    assert {path: text[found[path] :][: len(start)] for path, start in expected.items()} == expected
    assert text[found[("e", "f", 0)] :].startswith("true")


def test_words_are_compared_whole() -> None:
    """A number within another one is another number, and a letter's case or form is none."""
    assert fold("1 November") not in fold("21 November")
    assert fold("\N{FULLWIDTH LATIN CAPITAL LETTER A} B\N{NO-BREAK SPACE}c") == fold("a b C.")
