"""`citegate verify`: which approval covers which claim of the published pages."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import click

from citegate.commands.options import BIB, FORMAT, ROOT, echo, open_project, plain, read_articles, usage_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.project import Project
    from citegate.review.proof import Proof

_SITE = click.option(
    "--site", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The built site. [default: site]"
)


@click.command()
@click.argument("target", required=False, default="", metavar="[SITE|URL-PATH]")
@_SITE
@ROOT
@BIB
@FORMAT
def verify(target: str, site: Path | None, root: Path, bib: Path | None, style: str) -> None:
    """Prove, offline, which approval covers which claim of the published pages.

    TARGET is the folder of a built site, or the address of one page, whose claims are then listed. The exit status is
    1 where a page shows what the repository does not bear out.
    """
    project = open_project(root, bib)
    folder = Path(target) if target and Path(target).is_dir() else site or project.root / "site"
    wanted = "" if target and Path(target).is_dir() else target
    if not folder.is_dir():
        raise click.UsageError(f"{folder} is no folder: build the site first, or name its folder")
    with usage_errors():
        proofs, strangers = _proofs(project, plain(folder), wanted)
    if wanted and not proofs:
        raise click.UsageError(f"no article of this project has the address {wanted}")
    if style == "json":
        found = {"version": 1, "articles": [_data(project, proof) for proof in proofs], "strangers": strangers}
        echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for line in _lines(project, proofs, strangers, claims=bool(wanted)):
            echo(line)
    sys.exit(1 if strangers or any(proof.problems for proof in proofs) else 0)


def _proofs(project: Project, folder: Path, wanted: str) -> tuple[list[Proof], list[str]]:
    """Return the proof of each page, and the addresses of pages with claims that are no article of the project."""
    from citegate.review.proof import prove

    articles = [article for article in read_articles(project, []) if article.kind == "article"]
    addresses = {_address(project, article): article for article in articles}
    if wanted:
        asked = unquote(urlsplit(wanted).path).strip("/").removesuffix("index.html").strip("/")
        addresses = {url: article for url, article in addresses.items() if _matches(url, asked)}
    standing = project.reviews.stand(list(addresses.values()))
    proofs = []
    for url, article in zip(addresses, standing, strict=True):
        file = folder / (url if url.endswith(".html") else f"{url}index.html")
        html = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        proofs.append(prove(article, project.reviews.of(article), html, url))
    return proofs, [] if wanted else list(_strangers(folder, set(addresses)))


def _matches(url: str, asked: str) -> bool:
    own = url.strip("/")
    return asked == own or asked.endswith(f"/{own}")


def _address(project: Project, article: Article) -> str:
    return project.addresses.address(article.path.removeprefix(f"{project.settings.docs}/"))


def _strangers(folder: Path, known: set[str]) -> Iterator[str]:
    for file in sorted((folder / "articles").rglob("*.html")):
        url = file.relative_to(folder).as_posix().removesuffix("index.html")
        if url not in known and 'class="cg-claim"' in file.read_text(encoding="utf-8", errors="replace"):
            yield url


def _lines(project: Project, proofs: list[Proof], strangers: list[str], *, claims: bool) -> Iterator[str]:
    for proof in proofs:
        who = ", ".join(f"{project.roster[s.reviewer].name} on {s.date}" for s in proof.signoffs)
        said = f"approved by {who}" if proof.signoffs else f"{proof.status}, approved by nobody"
        yield f"{proof.url}: {said}; {proof.covered} of {len(proof.claims)} claims covered"
        yield from (f"  {problem}" for problem in proof.problems)
        for claim in proof.claims if claims else ():
            by = f" by {', '.join(claim.by)}" if claim.by else ""
            yield f"  {claim.number}. {claim.id} {claim.state}{by}: {claim.text}"
    yield from (f"{url}: has claims, and is no article of this repository" for url in strangers)
    wrong = len(strangers) + sum(bool(proof.problems) for proof in proofs)
    covered, total = sum(p.covered for p in proofs), sum(len(p.claims) for p in proofs)
    articles = f"{len(proofs)} article{'' if len(proofs) == 1 else 's'}"
    differ = "1 page differs" if wrong == 1 else f"{wrong or 'no'} pages differ"
    yield f"{articles}, {covered} of {total} claims covered by an approval; {differ}"


def _data(project: Project, proof: Proof) -> dict[str, Any]:
    from citegate.review.derive import signer

    records, _ = project.reviews.records(proof.path)
    keys = {r.statement.digest: signer(r, project.roster) for r in records}
    signoffs = []
    for found in proof.signoffs:
        key = keys.get(found.digest)
        signoffs.append(
            {
                "reviewer": found.reviewer,
                "name": project.roster[found.reviewer].name,
                "role": found.role,
                "date": found.date.isoformat(),
                "review_due": found.review_due.isoformat() if found.review_due else None,
                "statement": found.digest,
                "key": key.fingerprint if key else None,
            }
        )
    return {
        "path": proof.path,
        "url": proof.url,
        "status": proof.status,
        "signoffs": signoffs,
        "claims": [
            {"id": c.id, "number": c.number, "text": c.text, "state": c.state, "by": list(c.by)} for c in proof.claims
        ],
        "problems": list(proof.problems),
    }
