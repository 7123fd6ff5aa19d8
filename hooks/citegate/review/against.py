"""A project judged as a change of another commit: what decides on approvals is that commit's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from citegate import gitread, retractionlist
from citegate.project import Project, today
from citegate.review import listed
from citegate.review.base import Base
from citegate.review.reviews import Reviews
from citegate.standing import Standings

if TYPE_CHECKING:
    from citegate.context import Context
    from citegate.policy import Policy
    from citegate.roster import Member


@dataclass(frozen=True)
class Change(Project):
    """A project's folder, and the name of the commit that its change is made against."""

    ref: str = "HEAD"

    @cached_property
    def base(self) -> Base:
        """Return the base; raise `ConfigurationError` where it cannot be read."""
        return Base(gitread.commit(self.root, self.ref), self.settings.docs)

    @cached_property
    def policy(self) -> Policy:
        """Return the base's policy; only the digests of notices are those of the change.

        A notice and its digest can only change together, and the approvals that rest on the old notice end by that.
        """
        return replace(self.base.policy, notices=super().policy.notices)

    @cached_property
    def roster(self) -> dict[str, Member]:
        """Return the members that the base's roster has."""
        return self.base.roster

    @cached_property
    def reviews(self) -> Reviews:
        """Return the reviews as the base lets them count."""
        return Reviews(self, today(), self.base)

    @cached_property
    def standings(self) -> Standings:
        """Return how each work stands by both lists of retractions; that of the change takes nothing back."""
        path, works = f"{self.settings.docs}/{retractionlist.PATH}", self.bibliography.works
        known, own = self.base.retractions(today()), super().standings.known
        listed.refuse(known, own, works, path)
        return Standings(works, listed.joined(known, own), today(), self.policy.retractions_max_age_days)

    @cached_property
    def context(self) -> Context:
        """Return what rules may know, the base's articles included."""
        return replace(super().context, base=self.base.articles)
