"""The one stylesheet of a page: all of its parts in order, with addresses that still lead where they led."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from citegate.site.markup import mended
from citegate.site.sheets import Linked, joined

if TYPE_CHECKING:
    from pathlib import Path

LINK = '    <link rel="stylesheet" href="../assets/stylesheets/{}.css">\n'
HEAD = "<head>\n{}</head>\n<body>Text</body>\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with a sheet of the theme and one of ours."""
    sheets = tmp_path / "assets" / "stylesheets"
    (sheets / "citegate").mkdir(parents=True)
    theme = '@charset "UTF-8";a{src:url(icon.svg)}b{src:url("data:x")}c{src:url(/d)}\n/*# sourceMappingURL=x.map */'
    (sheets / "theme.css").write_text(theme, encoding="utf-8")
    (sheets / "citegate" / "ours.css").write_text('e { src: url("../../fonts/f.woff2") }\n', encoding="utf-8")
    return tmp_path


def test_parts_are_joined_once(folder: Path) -> None:
    """Two pages of a kind link the same file, which holds the parts in their order with addresses that hold."""
    known: dict[Linked, str] = {}
    html = HEAD.format(LINK.format("theme") + LINK.format("citegate/ours"))
    first, second = (joined(html, folder, known) for _ in range(2))
    assert first == second
    (name,) = known.values()
    assert first == HEAD.format(LINK.lstrip().replace("assets/stylesheets/{}.css", name))
    text = (folder / name).read_text(encoding="utf-8")
    assert (
        text.split()
        == (
            'a{src:url(../../../assets/stylesheets/icon.svg)}b{src:url("data:x")}c{src:url(/d)}'
            ' e{src: url("../../fonts/f.woff2")}'
        ).split()
    )


def test_page_that_has_more_has_a_sheet_of_its_own(folder: Path) -> None:
    """Rules for tabs are in the file of a page with tabs, and in no other; the pages link different files."""
    (folder / "assets" / "stylesheets" / "theme.css").write_text("a{top:0}.tabbed-set,b{top:1px}", encoding="utf-8")
    known: dict[Linked, str] = {}
    html = HEAD.format(LINK.format("theme") + LINK.format("citegate/ours"))
    joined(html, folder, known)
    joined(html.replace("Text", '<div class="tabbed-set"></div>'), folder, known)
    plain, tabs = ((folder / name).read_text(encoding="utf-8") for name in known.values())
    assert plain.startswith("a{top:0}b{top:1px}\n")
    assert tabs.startswith("a{top:0}.tabbed-set,b{top:1px}\n")


@pytest.mark.parametrize(
    "links",
    [
        LINK.format("theme"),
        LINK.format("theme") + LINK.format("citegate/lost"),
        LINK.format("theme")
        + LINK.format("citegate/ours")
        + '<link rel="stylesheet" href="https://a.example/b.css">\n',
        LINK.format("theme") + LINK.format("citegate/ours").replace(">", ' media="print">'),
    ],
    ids=["one", "lost", "foreign", "media"],
)
def test_page_is_left_where_joining_would_change_it(folder: Path, links: str) -> None:
    """A page with one sheet, one that is not there, one from elsewhere or one for some media keeps its links."""
    assert joined(HEAD.format(links), folder, {}) == HEAD.format(links)


def test_white_space_stays_where_it_counts() -> None:
    """Empty lines and indentation go, but not those of preformatted text and of scripts."""
    kept = '<pre class="a">x\n\n   y</pre><script>a = `\n  b`</script>'
    assert mended(f"<p>a\n\n   b</p>\n    \n  {kept}\n   <b>c</b>") == f"<p>a\nb</p>\n{kept}\n<b>c</b>"


def test_checkboxes_of_the_theme_are_mended(site: Path) -> None:
    """No page written has a checkbox with `autocomplete`, and the theme's two toggles are still there."""
    html = (site / "index.html").read_text(encoding="utf-8")
    assert '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer">' in html
    assert '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" hidden>' in html
    assert html.count('rel="stylesheet"') == 1
    assert mended(html) == html
