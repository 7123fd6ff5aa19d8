"""What rules may know beside the article. Built once per run by the edge; rules never read the disk or the clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from citegate.bibliography import Bibliography
    from citegate.neighbours import Neighbour
    from citegate.notices import Notices
    from citegate.policy import Policy
    from citegate.review.reviews import Reviews
    from citegate.roster import Member
    from citegate.standing import Standings
    from citegate.transitions import BaseArticle
    from citegate.tree import Tree


@dataclass(frozen=True, slots=True)
class Context:
    """Bibliography, notices, policy and today's date."""

    bibliography: Bibliography
    notices: Notices
    policy: Policy
    today: datetime.date
    pages: Mapping[str, str] = field(default_factory=dict)
    roster: Mapping[str, Member] = field(default_factory=dict)
    """Who may review, by handle."""
    signoffs: Reviews | None = None
    """What members of the roster decided on each article, with every signature checked; None where nobody asked."""
    base: Mapping[str, BaseArticle] = field(default_factory=dict)
    """The articles of the branch that the change is made against, by path; empty where it is not known."""
    articles: Mapping[str, Neighbour] = field(default_factory=dict)
    """Every article of the project by its path below `docs/articles`, without `.md`; empty where none is known."""
    standings: Standings | None = None
    """How each source stands, by the bibliography and by the list of retractions; None where nobody looked."""
    tree: Tree | None = None
    """What lies in the documents' folder; None where nobody looked."""
    complete: bool = False
    """Whether every article of the project is judged in this run, so that what nothing cites is known."""
