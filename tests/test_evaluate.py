"""Measuring: `citegate evaluate` counts sentences and findings. Telling: the rules as JSON, and the page of each."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import rulepages
from citegate.diagnostics import FILE, Diagnostic, Level
from citegate.policy import Policy, RuleLevel
from citegate.rules import Rule, all_rules
from citegate.site.page_facts import findings
from markdown import markdown

if TYPE_CHECKING:
    from tests.small_project import FRONT, citegate, make
    from tests.workbench import Bench
else:
    from small_project import FRONT, citegate, make
    from workbench import Bench

CORPORA = Path(__file__).parents[2] / "shared" / "corpora" / "prose"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two texts, one of them R Markdown, below a project."""
    texts = make(tmp_path, "What is a widget?\n") / "texts"
    (texts / "deep").mkdir(parents=True)
    (texts / "one.md").write_text(f"{FRONT}The widget weighs 3 kg. It is blue [@alpha, p. 4].\n", encoding="utf-8")
    (texts / "deep" / "two.Rmd").write_text(f"{FRONT}The widget lasts 7 days.\n\nWhy is it?\n", encoding="utf-8")
    (texts / "three.txt").write_text("The widget weighs 3 kg.", encoding="utf-8")
    return texts


def test_numbers(folder: Path) -> None:
    """Four sentences, three of them claims, two findings of one rule: 500 per 1,000 sentences."""
    done = citegate("evaluate", folder, "--root", folder.parent, "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "version": 1,
        "files": 2,
        "sentences": 4,
        "claims": 3,
        "findings": 2,
        "per_thousand": 500.0,
        "rules": [{"code": "CL01", "level": "error", "findings": 2, "per_thousand": 500.0}],
    }


def test_table(folder: Path) -> None:
    """The text form is a table with a line for each rule and one for all."""
    lines = citegate("evaluate", folder, "--root", folder.parent).stdout.splitlines()
    assert lines[0] == "2 files, 4 sentences, 3 of them claims"
    assert [line.split() for line in lines[2:]] == [["CL01", "error", "2", "500.00"], ["all", "2", "500.00"]]


def test_bibliography_may_be_given(folder: Path, tmp_path: Path) -> None:
    """With another bibliography its keys are the ones that are known."""
    empty = tmp_path / "empty.bib"
    empty.write_text("", encoding="utf-8")
    done = citegate("evaluate", folder, "--root", folder.parent, "--bib", empty, "--format", "json")
    assert "CI01" in {rule["code"] for rule in json.loads(done.stdout)["rules"]}


def test_folder_without_markdown(tmp_path: Path) -> None:
    """A folder that holds no text is told, with status 2."""
    (tmp_path / "empty").mkdir()
    done = citegate("evaluate", tmp_path / "empty", "--root", tmp_path)
    assert done.exit_code == 2
    assert "holds no .md and no .Rmd file" in done.output


def test_real_prose() -> None:
    """Published prose is measured without a fault of a rule."""
    folder = CORPORA / "meta-review"
    if not folder.is_dir():
        pytest.skip(f"{folder.name} is not beside this repository")
    result = json.loads(citegate("evaluate", folder, "--root", folder, "--format", "json").stdout)
    assert result["sentences"] > 100
    assert "CG00" not in {rule["code"] for rule in result["rules"]}


def test_rules_as_json() -> None:
    """`citegate rules --format json` gives every rule with its page."""
    listed = json.loads(citegate("rules", "--format", "json").stdout)["rules"]
    assert [rule["code"] for rule in listed] == [rule.code for rule in all_rules()]
    assert all(rule["page"] and rule["level"] in set(Level) for rule in listed)


def test_internal_codes_are_explained() -> None:
    """Who meets CG00, CG01 or CG02 can ask what it is."""
    for code in rulepages.INTERNAL:
        assert citegate("explain", code).stdout.startswith(f"{code}: ")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_rule_page(rule: Rule) -> None:
    """Each rule's page has a title, its level, its parts as headings, and its examples whole, as code."""
    text = rulepages.page(rule, Policy())
    html = markdown(text.partition("---\n\n")[2], extensions=["fenced_code"])
    assert f"<h1>{rule.code}: " in html
    assert f"Level: <strong>{rule.level}</strong>" in html
    assert re.findall(r"<h2>(.*?)</h2>", html) == ["Why", "What is refused", "What passes", "What to do instead"]
    assert html.count('<pre><code class="language-text">') == 2
    assert not re.search(r"^\s*(What|Why|Bad|Good|Instead):", text, re.MULTILINE)


def test_page_tells_the_project_s_own_level() -> None:
    """Where the policy changes a level, the rule's page and the index say so, with the reason."""
    policy = Policy(rules={"CL01": RuleLevel(Level.APPROVAL, "we are moving in")})
    (rule,) = (rule for rule in all_rules() if rule.code == "CL01")
    assert "In this project: **approval**" in rulepages.page(rule, policy)
    assert "we are moving in" in rulepages.page(rule, policy)
    assert "| approval (by default error) |" in rulepages.index(all_rules(), policy)


def test_preview_links_to_the_rule() -> None:
    """A finding of the preview leads to its rule's page; what the program itself says has none."""
    article = Bench().project.parser.parse(f"{FRONT}What is a widget?\n", "article.md")
    found = [Diagnostic("article.md", FILE, code, "error", "m", "h") for code in ("CL01", "CG00")]
    assert [fact.url for fact in findings(article, found)] == ["editorial/rules/CL01/", ""]
    assert [fact.url for fact in findings(article, found, directory=False)] == ["editorial/rules/CL01.html", ""]


def test_every_family_has_a_name() -> None:
    """The index groups rules by family, and each family of the catalogue has a name."""
    index = rulepages.index(all_rules(), Policy())
    assert {rule.code[:2] for rule in all_rules()} <= set(rulepages.FAMILIES)
    assert [code for code in (rule.code for rule in all_rules()) if f"[{code}]({code}.md)" not in index] == []


def test_pages_are_on_the_site(site: Path) -> None:
    """The built site has a page for each rule, an index that leads to it, and none of them in the search."""
    folder = site / "editorial" / "rules"
    index = (folder / "index.html").read_text(encoding="utf-8")
    for rule in all_rules():
        assert f'href="{rule.code}/"' in index
        page = (folder / rule.code / "index.html").read_text(encoding="utf-8")
        assert f"{rule.code}: " in page
    texts = [json.loads(file.read_text(encoding="utf-8")) for file in (site / "search" / "texts").glob("*.json")]
    assert [text["address"] for text in texts if text["address"].startswith("editorial/rules/")] == []
    assert len(texts) > 10
