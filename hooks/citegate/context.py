"""What rules may know beside the article. Built once per run by the edge; rules never read the disk or the clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from citegate.bibliography import Bibliography
    from citegate.notices import Notices
    from citegate.policy import Policy


@dataclass(frozen=True, slots=True)
class Context:
    """Bibliography, notices, policy and today's date."""

    bibliography: Bibliography
    notices: Notices
    policy: Policy
    today: datetime.date
    pages: Mapping[str, str] = field(default_factory=dict)
