"""The keys of the front matter, a closed set: what each may hold and what it is for."""

from __future__ import annotations

from citegate.keys import Field, Group
from citegate.membershapes import Orcid, PublicKey
from citegate.shapes import Choice, Day, Many, Plain, Text

STATUSES = ("submitted", "under review", "approved")
AUDIENCES = ("professional", "student", "patient")
AI_USES = ("none", "assisted", "generated")

_SLUG = "^[A-Za-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)*([.]md)?$"
_WORD = Text(100)

ARTICLE = {
    "title": Field(Text(200), "The title of the article, one line.", required=True),
    "question": Field(Text(300), "The question that the article answers, one line.", required=True),
    "status": Field(
        Choice(STATUSES),
        "Where the article stands in the review. Only a review by a person makes it approved.",
        required=True,
    ),
    "audience": Field(Many(Choice(AUDIENCES), 1), "Whom the article is for: one value or a list.", required=True),
    "authors": Field(
        Many(Text(200), 1),
        'Who wrote it, each as "Name, Credentials", for instance "A. B., PharmD". '
        'Where nobody did: "Citegate editors (AI-generated draft)".',
        required=True,
    ),
    "reviewers": Field(
        Many(Text(50, "^[a-z][a-z0-9-]*$", "handle of a reviewer", "ab")),
        "Handles of reviewers, as the roster has them.",
    ),
    "created": Field(Day(), "The day on which the article was first written.", required=True),
    "updated": Field(Day(), "The day of the last change to what the article says.", required=True),
    "next_review": Field(Day(), "The day by which it must be reviewed again."),
    "search": Field(
        Group(
            {
                "date": Field(Day(), "The day of the last search of the literature.", required=True),
                "databases": Field(Many(Text(200), 1), "The databases that were searched.", required=True),
            }
        ),
        "When the literature was searched, and where.",
    ),
    "ai": Field(Choice(AI_USES), "What AI did: nothing, helped a human author, or wrote the text."),
    "coi": Field(Text(1000), "Interests of authors and reviewers that could bear on the text, or `none`."),
    "funding": Field(Text(1000), "Who paid for the work, or `none`."),
    "drugs": Field(Many(_WORD), "The drugs that the article is about, by generic name."),
    "tags": Field(Many(_WORD), "Topics."),
    "related": Field(
        Many(Text(200, _SLUG, "slug of an article", "widgets-versus-gadgets")), "Slugs or paths of related articles."
    ),
    "description": Field(Text(300), "One or two sentences for search results."),
    "changes": Field(
        Many(Text(300, "^[0-9]{4}-[0-9]{2}-[0-9]{2}: .*[^ ]", "dated note", "2026-03-01: maximum dose corrected")),
        "What was changed after an approval, each as a date and a sentence.",
    ),
}

PAGE = {
    "title": Field(Text(200), "The title of the page, one line."),
    "description": Field(Text(300), "One or two sentences for search results."),
    "hide": Field(
        Many(Choice(("navigation", "toc", "path", "footer", "feedback", "tags"))),
        "Parts of the page that are not shown.",
    ),
    "search": Field(
        Group(
            {
                "exclude": Field(Plain("bool"), "Whether the site's search leaves the page out."),
                "boost": Field(Plain("number"), "How much more the page weighs in the site's search."),
            }
        ),
        "How the site's search treats the page.",
    ),
    "place": Field(Choice(("top", "bottom")), "Of a notice: where it stands on an article."),
    "guards": Field(Choice(("body", "doses")), "Of a notice: what it must stand before."),
    "tags": Field(Many(_WORD), "Topics."),
    "created": Field(Day(), "The day on which the page was first written."),
    "updated": Field(Day(), "The day of the last change to what the page says."),
}

MEMBER = {
    "title": PAGE["title"],
    "description": PAGE["description"],
    "hide": PAGE["hide"],
    "search": PAGE["search"],
    "handle": Field(
        Text(50, "^[a-z][a-z0-9-]*$", "handle", "ab"), "The name of this file, without `.md`.", required=True
    ),
    "name": Field(Text(200), "The person's name, as it is shown on the articles.", required=True),
    "credentials": Field(Text(200), "Professional credentials, for instance PharmD.", required=True),
    "affiliation": Field(Text(300), "Where the person works."),
    "orcid": Field(Orcid(), "The ORCID iD."),
    "interests": Field(Text(1000), "Interests that could bear on a review, or `none`."),
    "roles": Field(
        Many(Text(50, "^[a-z][a-z-]*$", "role", "reviewer"), 1),
        "As what the person reviews: `reviewer`, or a role that the policy names.",
        required=True,
    ),
    "active": Field(
        Group(
            {
                "from": Field(Day(), "The first day on the roster.", required=True),
                "to": Field(Day(), "The last day on the roster; left out as long as the person is on it."),
            }
        ),
        "From when to when the person is on the roster.",
        required=True,
    ),
    "keys": Field(Many(PublicKey()), "Public keys with which the person signs, one line each, as SSH writes them."),
}
