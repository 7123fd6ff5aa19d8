"""Reading .bib text: fields, places, names, and every problem at once."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from citegate.bibliography import Bibliography, merge, parse
from citegate.context import Context
from citegate.diagnostics import Span
from citegate.names import OTHERS, authors, read_name
from citegate.notices import Notices
from citegate.policy import Policy
from citegate.rules import all_rules
from citegate.texts import decode
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
CASES = sorted((HERE / "bibliography").glob("*.bib"))
CORPUS = HERE.parent.parent / "shared" / "corpora" / "bib"
PIECES = st.sampled_from(
    [*"@{}(),=\"#\\$%~`'-\n ab1", "@misc{a,", "author = {", " and ", "@string{", "title", "crossref"]
)
EVIDENCE = HERE.parent.parent / "shared" / "evidence" / "references.bib"


def written(bibliography: Bibliography) -> str:
    """A bibliography as the golden files hold it: problems, then works with their fields."""
    lines = [f"problem {p.span.line}:{p.span.column} {p.message} | {p.help}" for p in bibliography.problems]
    for work in bibliography.works.values():
        lines.append(f"work {work.span.line}:{work.span.column} {work.type} {work.key}")
        for name, value in work.fields.items():
            lines.append(f"  {name} {work.places[name].line}:{work.places[name].column} {value}")
        for role in ("author", "editor"):
            lines += [f"    {n.family}|{n.given}|{n.suffix}|{n.literal}|{n.initials}" for n in authors(work, role)]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_golden(case: Path) -> None:
    """Each .bib of the folder gives exactly the works, places, names and problems of the .txt beside it."""
    text = case.read_bytes().decode("utf-8")
    assert written(parse(text, case.name)) == case.with_suffix(".txt").read_text(encoding="utf-8")


def test_places_point_at_the_values() -> None:
    """The span of each value covers exactly the characters that the value has in the file, delimiters included."""
    text = '@misc{a,\n  title = {One\n    two},\n  note  =  "x" # {y}, year=2020}'
    work = parse(text, "a.bib").works["a"]
    lines = text.split("\n")
    assert lines[1][work.places["title"].column - 1 :] == "{One"
    assert work.places["title"].end_line == 3
    assert lines[2][: work.places["title"].end_column - 1] == "    two}"
    note, year = work.places["note"], work.places["year"]
    assert lines[3][note.column - 1 : note.end_column - 1] == '"x" # {y}'
    assert lines[3][year.column - 1 : year.end_column - 1] == "2020"
    assert work.span == Span(1, 1, 1, 8)
    assert set(work.places) == set(work.fields)


def test_merge_keeps_the_first_and_names_both_files() -> None:
    """A key that stands in two files is one problem, at the second place, with the first place in the message."""
    one, two = parse("@misc{a, title={One}}\n@misc{b}", "one.bib"), parse("\n@misc{a, title={Two}}", "two.bib")
    both = merge(one, two)
    assert both.works["a"].fields["title"] == "One"
    assert list(both.works) == ["a", "b"]
    assert both.paths == ("one.bib", "two.bib")
    (problem,) = both.problems
    assert (problem.path, problem.span.line) == ("two.bib", 2)
    assert "one.bib:1" in problem.message


def test_declared_gap() -> None:
    """Only a field that `unverified-field` says to be unseen counts as declared, not one that was inferred."""
    declared = (
        "author (not seen); pages, volume: missing from both copies; title: dosage form inferred; date; title not seen"
    )
    work = parse(f"@misc{{a, unverified-field = {{{declared}}}}}", "a").works["a"]
    names = ("author", "pages", "volume", "title", "date", "year")
    assert [name for name in names if work.declares_unseen(name)] == ["author", "pages", "volume"]


@pytest.mark.parametrize(
    ("written_as", "family", "given", "initials"),
    [
        ("Cheng, Hung-Yuan", "Cheng", "Hung-Yuan", "HY"),
        ("Penninga, Elisabeth I.", "Penninga", "Elisabeth I.", "EI"),
        ("J. Thomas Bigger", "Bigger", "J. Thomas", "JT"),
        ("McMurray, John J. V.", "McMurray", "John J. V.", "JJV"),
        (
            "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin",
            "de la Vallée Poussin",
            "Charles Louis Xavier Joseph",
            "CLXJ",
        ),
        ("王 伟", "伟", "王", "王"),
    ],
)
def test_names(written_as: str, family: str, given: str, initials: str) -> None:
    """A name gives its family name with its particle, its given names and its initials."""
    name = read_name(written_as)
    assert (name.family, name.given, name.initials) == (family, given, initials)


def test_and_others() -> None:
    """The words `and others` are no author but the mark that there are more."""
    work = parse("@misc{a, author = {Chou, Roger and others}}", "a").works["a"]
    assert authors(work)[-1] is OTHERS
    assert len(authors(work)) == 2


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_never_raises(text: str) -> None:
    """No text of BibTeX's own characters makes the reader, the decoder or the names raise."""
    bibliography = parse(text, "any.bib")
    for work in bibliography.works.values():
        authors(work)
    lines = text.count("\n") + 1
    assert all(1 <= problem.span.line <= lines for problem in bibliography.problems)
    decode(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="{}\\$~`'\"-%@#&", exclude_categories=["Cs"])))
def test_plain_text_is_kept(text: str) -> None:
    """Text without TeX in it comes back as it was, white space folded, whatever the script."""
    import unicodedata

    work = parse(f"@misc{{a, note = {{{text}}}}}", "a").works["a"]
    assert work.fields["note"] in {" ".join(text.split()), unicodedata.normalize("NFC", " ".join(text.split()))}


def test_corpus_is_read() -> None:
    """No .bib of five other projects makes the reader raise, and each gives works or says why not."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of bibliographies is not here")
    silent = []
    for path in sorted(CORPUS.rglob("*.bib")):
        text = path.read_bytes().decode("utf-8", errors="replace")
        bibliography = parse(text, path.name)
        for work in bibliography.works.values():
            authors(work)
            assert work.span.line <= text.count("\n") + 1
        if not bibliography.works and not bibliography.problems and "@" in text.replace("@Comment", ""):
            silent.append(path.name)
    assert silent == []


def test_evidence_is_read_without_a_problem() -> None:
    """The 75 verified references are read whole, and none is a problem."""
    if not EVIDENCE.is_file():
        pytest.skip("the evidence pack is not here")
    bibliography = parse(EVIDENCE.read_text(encoding="utf-8"), "references.bib")
    assert bibliography.problems == ()
    assert len(bibliography.works) == 75
    assert not any("\\" in value for work in bibliography.works.values() for value in work.fields.values())


READ_ALONE = ("CI06", "CI12", "CI13")  # the others need articles too: test_rules.py


def found(bibliography: Bibliography) -> list[str]:
    """What the rules about bibliographies find where every work is cited."""
    context = Context(bibliography, Notices(), Policy(), dt.date(2026, 11, 23))
    findings = [
        (finding.span, rule.code, finding)
        for rule in all_rules()
        if rule.check and rule.code in READ_ALONE
        for finding in rule.check(bibliography, bibliography.works, context)
    ]
    findings.sort(key=lambda found: found[:2])
    return [f"{f.path}:{span.line}:{span.column}: {code} {f.message}" for span, code, f in findings]


@pytest.mark.parametrize(
    "folder", sorted(f for c in READ_ALONE for f in HERE.glob(f"rules/{c}-*")), ids=lambda path: path.name
)
def test_rule_fixtures(folder: Path) -> None:
    """The bad bibliography of each rule gives exactly its findings, the good one none."""
    bad, good = (parse((folder / name).read_text(encoding="utf-8"), name) for name in ("bad.bib", "good.bib"))
    assert found(bad) == (folder / "bad.txt").read_text(encoding="utf-8").splitlines()
    assert found(good) == []


def test_shared_works_are_complete() -> None:
    """The works that all rule fixtures cite can be found and are complete."""
    text = (HERE / "rules" / "references.bib").read_text(encoding="utf-8")
    assert found(parse(text, "references.bib")) == []


def test_evidence_is_findable_and_complete() -> None:
    """All 75 verified references pass the rules about sources that cannot be found and entries that lack fields."""
    if not EVIDENCE.is_file():
        pytest.skip("the evidence pack is not here")
    assert found(parse(EVIDENCE.read_text(encoding="utf-8"), "references.bib")) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("year = 2026", []),
        ("year = 2027", ["lies in the future: 2027"]),
        ("date = {2027-01-01}", ["lies in the future: 2027"]),
        ("year = 1066", ["is before 1450: 1066"]),
        ("year = {in press}", ["is no year in four digits"]),
        ("year = {2019/2020}", []),
        ("year = 2020, urldate = {2026-11-24}", []),
        ("year = 2020, urldate = {2026-11-25}", ["lies in the future: 2026-11-25"]),
        ("urldate = {2026-11-23}", []),
        ("note = {No date at all}", ["has no `year` or `date`"]),
    ],
)
def test_years(fields: str, said: list[str]) -> None:
    """A year is in four digits, plausible and not to come; a web page may have the date of access instead."""
    text = f"@misc{{a, author = {{{{Widget Board}}}}, title = {{T}}, url = {{https://example.org/}}, {fields}}}"
    messages = found(parse(text, "a.bib"))
    assert [end for end in said if any(message.endswith(end) for message in messages)] == said
    assert len(messages) == len(said)


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a," * 20_000,
        "\n@misc{a," * 20_000,
        "@misc{a, title = " + "{" * 100_000,
        "@misc{a, title = {" + "\\x{" * 30_000 + "}" * 30_000 + "}}",
        "@misc{a, author = {" + " and ".join(["{"] * 20_000) + "}",
        "@misc{a, author = {" + " and " * 50_000 + "}}",
        "@misc{a, title = " + " # ".join(["jan"] * 50_000) + "}",
        "@string{a0 = {ha}}\n" + "\n".join(f"@string{{a{i + 1} = a{i} # a{i}}}" for i in range(2_000)),
        "@" * 200_000,
        "@misc{" + "a" * 300_000 + "}",
        "\n".join(f"@misc{{k{i}, title = {{$\\foo_{i}$}}}}" for i in range(3_000)),
        "@misc{a, title = {" + "`" * 100_000 + "}}",
        "@misc{a, title = {" + "`a" * 50_000 + "}}",
        " " * 500_000 + "@misc{a}",
    ],
    ids=range(14),
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    """No file of up to half a megabyte keeps the reader busy for more than five seconds."""
    start = time.process_time()
    for work in parse(text, "hostile.bib").works.values():
        authors(work)
    assert time.process_time() - start < 5
