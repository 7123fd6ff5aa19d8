"""The box for follow-up questions, in a real browser: the right claims, word for word, or the word of none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries none
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Browser, Page

QUESTIONS = yaml.safe_load((Path(__file__).parent / "followup" / "questions.yml").read_text(encoding="utf-8"))
ARTICLE = "articles/baclofen-kidney-disease/"
ASK_ALL = """async questions => {
  const { opened } = await import(new URL('../assets/javascripts/citegate/panel.js', location.href).href);
  const lookup = await opened(new URL('../', location.href).href);
  const said = [];
  for (const question of questions) {
    const { answers } = await lookup.answer(question);
    said.push(answers.map(({ text, document }) => [document.address, text]));
  }
  return said;
}"""
RIGHT, SILENT = 36, 13


def right(question: Mapping[str, Any], answers: list[list[str]]) -> bool:
    """Return whether one of the claims that answer is among those given."""
    names = question["article"] if isinstance(question["article"], list) else [question["article"]]
    addresses = {f"articles/{name}/" for name in names}
    held = [text.replace("\u00a0", " ") for address, text in answers if address in addresses]
    return any(part in text for part in question["answers"] for text in held)


def test_questions_name_claims_that_exist(site: Path) -> None:
    """Each piece of text that the list of questions names stands in a claim of its articles."""
    texts = [json.loads(file.read_text(encoding="utf-8")) for file in (site / "search" / "texts").glob("*.json")]
    claims = {text["address"]: [claim[1].replace("\u00a0", " ") for claim in text["claims"]] for text in texts}
    for question in QUESTIONS["answered"]:
        names = question["article"] if isinstance(question["article"], list) else [question["article"]]
        held = [claim for name in names for claim in claims[f"articles/{name}/"]]
        assert any(part in claim for part in question["answers"] for claim in held), question["ask"]
    assert (len(QUESTIONS["answered"]), len(QUESTIONS["unanswered"])) == (40, 15)


def test_the_right_claim_is_among_the_first_three(page: Page, site_url: str) -> None:
    """Of 40 questions at least 36 find a claim that answers; of 15 that the site cannot answer, 13 are told so."""
    page.goto(f"{site_url}search/")
    answered = page.evaluate(ASK_ALL, [question["ask"] for question in QUESTIONS["answered"]])
    refused = page.evaluate(ASK_ALL, [question["ask"] for question in QUESTIONS["unanswered"]])
    wrong = [q["ask"] for q, answers in zip(QUESTIONS["answered"], answered, strict=True) if not right(q, answers)]
    told = [q["ask"] for q, answers in zip(QUESTIONS["unanswered"], refused, strict=True) if answers]
    assert all(len(answers) <= 3 for answers in answered)
    assert len(answered) - len(wrong) >= RIGHT, wrong
    assert len(refused) - len(told) >= SILENT, told


def ask(page: Page, question: str) -> None:
    """Put a question into the box by keys alone and wait for what it says."""
    page.locator("#follow-up-question").fill(question)
    page.locator("[data-cg-followup=said]").evaluate("node => { node.textContent = ''; }")
    page.keyboard.press("Enter")
    expect(page.locator("[data-cg-followup=said]")).not_to_be_empty()


def test_answers_are_verbatim_and_lead_to_their_sources(page: Page, site_url: str, site: Path) -> None:
    """An answer is the text of a claim of the site, says its status and date, and links to claim and references."""
    foreign: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(site_url) else foreign.append(request.url))
    page.goto(site_url + ARTICLE)
    ask(page, "How much baclofen on dialysis?")
    texts = [json.loads(file.read_text(encoding="utf-8")) for file in (site / "search" / "texts").glob("*.json")]
    known = {cell for text in texts for claim in text["claims"] for cell in claim[1].split(" | ")}
    answers = page.locator(".cg-answer").all()
    assert 0 < len(answers) <= 3
    for answer in answers:
        said = answer.locator(".cg-answer__text").locator("p, dd").all_inner_texts()
        assert said
        assert set(said) <= known
        assert "not reviewed" in answer.locator(".cg-badge").inner_text()
        assert "Updated" in answer.locator(".cg-answer__from").inner_text()
        for link in answer.locator("a").all():
            address = link.get_attribute("href") or ""
            path, _, anchor = address.removeprefix(site_url).partition("#")
            assert f'id="{anchor}"' in (site / path / "index.html").read_text(encoding="utf-8")
    assert "not advice" in page.locator("[data-cg-followup=note]").inner_text()
    assert foreign == []


def test_it_says_when_no_claim_answers(page: Page, site_url: str) -> None:
    """Without a claim that fits the box says so, shows no claim, and leads to a request."""
    page.goto(site_url + ARTICLE)
    ask(page, "What does warfarin cost?")
    assert page.locator("[data-cg-followup=said]").inner_text() == "No cited claim here answers this."
    assert page.locator(".cg-answer").count() == 0
    assert page.locator(".cg-followup [data-cg-request]").is_visible()
    assert not page.locator("[data-cg-followup=note]").is_visible()


def test_approved_claims_come_first(page: Page, site_url: str) -> None:
    """Of claims that answer, an approved one stands before one that is pending, whatever its rank."""
    page.goto(f"{site_url}search/")
    ranks = page.evaluate(
        """async () => {
          const base = new URL('../assets/javascripts/citegate/', location.href).href;
          const { open } = await import(base + 'lookup.js');
          const read = async address => {
            const data = await (await fetch(address)).json();
            if (data.address === 'articles/flumazenil-versus-baclofen/') data.status = 'Approved';
            return data;
          };
          const lookup = await open(new URL('../search/', location.href).href, read);
          const { answers } = await lookup.answer('How is baclofen dosed on dialysis?');
          return answers.map(({ document }) => document.status);
        }"""
    )
    assert "Approved" in ranks
    assert ranks == sorted(ranks)


def test_plain_claims_come_first_for_patients(page: Page, site_url: str) -> None:
    """Whoever chose the language for patients gets claims in plain words first where they say as much."""
    page.goto(site_url + ARTICLE)
    page.evaluate("localStorage.setItem('citegate.audience', 'patient')")
    ask(page, "May I stop baclofen at once?")
    first = page.locator(".cg-answer__text").first.inner_text()
    assert "Do not stop" in first or "should go down slowly" in first


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light"), (360, "light"), (1280, "dark")])
def test_axe_finds_nothing(browser: Browser, site_url: str, width: int, scheme: Any) -> None:
    """axe-core finds no violation with answers shown; nothing scrolls sideways."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(site_url + ARTICLE)
    ask(page, "How much baclofen on dialysis?")
    found = Axe().run(page, context=".cg-followup").response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []
    assert page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth") == 0
    context.close()


def test_without_scripts_there_is_no_box(browser: Browser, site_url: str) -> None:
    """What cannot answer is not offered."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + ARTICLE)
    assert not page.locator(".cg-followup").is_visible()
    context.close()
