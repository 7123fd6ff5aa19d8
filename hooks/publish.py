"""MkDocs events → calls into the package. No policy and no state here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citegate.site import again, live, printer, sections
from citegate.site import publisher as site
from citegate.site.browserpolicy import content_security_policy
from mkdocs.plugins import event_priority

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

FIRST = 100
LAST = -100


def on_startup(command: str, dirty: bool) -> None:  # noqa: FBT001 - MkDocs' signature
    """Remember whether findings refuse the build or are shown in the preview."""
    site.serving = command == "serve"


@event_priority(FIRST)
def on_config(config: MkDocsConfig) -> None:
    """Take over from mkdocs-bibtex before it reads the bibliography, and build beside the published site."""
    site.Publisher.take_over(config, serving=site.serving)


@event_priority(FIRST)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Judge everything before anything is written; then add the pages that are made, not written."""
    site.publisher(config).judge()
    site.publisher(config).add_pages(files, config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep the navigation for pages that the preview prints again."""
    config.extra["citegate_nav"] = nav


@event_priority(LAST)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Tell every template, that of the 404 page too, what browsers may do; keep what prints a page."""
    again.remember(site.publisher(config), again.Stage(config, files, config.extra.pop("citegate_nav"), env))
    env.globals["content_security_policy"] = content_security_policy(serving=site.serving)
    sections.keep(site.publisher(config).site, files, site.publisher(config).prepared)
    printer.take_over(site.publisher(config), config, env, files)


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Print what was judged."""
    site.publisher(config).prepare(page)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object) -> None:
    """Give the template the facts of its article."""
    context.update(site.publisher(config).printed(page, context))


@event_priority(LAST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend the markup of the theme, and join the stylesheets of what is published."""
    return site.publisher(config).output(output, config, page)


@event_priority(LAST)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Do the same to the page for lost addresses."""
    return site.publisher(config).output(output_content, config) if template_name == "404.html" else output_content


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Verify what was written, then publish it."""
    site.publisher(config).finish(config)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> None:
    """Show an edited page at once, and build again when the bibliography or the policy changes."""
    for file in site.publisher(config).inputs():
        server.watch(str(file))
    if site.serving:
        live.begin(server, config)


def on_shutdown() -> None:
    """Remove what the preview built."""
    live.end()


def on_build_error(error: Exception) -> None:
    """Leave the published site as it is."""
    site.fail(error)
