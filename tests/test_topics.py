"""Which titles and table headers name something instead of claiming it."""

from __future__ import annotations

import pytest
from citegate import topics


@pytest.mark.parametrize(
    "text",
    [
        "Getting started",
        "Drugs cleared by the kidney",
        "Scenario 1: You Have Not Built a Concept Set",
        "Require 365 Days of Prior Observation",
        "Patients Initiating First-Line Therapy for Hypertension With >3 Yr Follow-Up",
        "Adults over 65 years",
        "Phase 3 trial",
        "Type 2 diabetes",
        "Step 2",
        "Is it safe?",
    ],
)
def test_name(text: str) -> None:
    """A participle, a scene, a period or a numbered label in a title makes no claim of it."""
    assert topics.names_topic(text)


@pytest.mark.parametrize(
    "text",
    [
        "Scenario 1: give 5 mg",
        "Observe adults over 65 years for 24 hours",
        "Safe in adults over 65 years",
        "Works in adults over 65 years",
        "Adults over 65 years: 5 mg",
        "Half-life 8 hours",
        "Maximum 3 mg",
        "Reduces noise by 20%",
        "Class 3: Harm",
        "Baclofen kills",
    ],
)
def test_assertion(text: str) -> None:
    """A dose, an order, an effect, a grade or a verb of its own stays a claim, whatever stands beside it."""
    assert not topics.names_topic(text)


@pytest.mark.parametrize("cells", [["Measure", "Controls", "Cirrhosis", "Source"], ["Harm", "Dose"], ["Time to death"]])
def test_column_labels(cells: list[str]) -> None:
    """A word or two above a column are its label, also where they would be an order or an effect elsewhere."""
    assert topics.labels_columns(cells)


@pytest.mark.parametrize("cells", [["Widget", "Never give to children"], ["Dose 5 mg"], ["It causes seizures", "n"]])
def test_claims_in_a_header(cells: list[str]) -> None:
    """A dose, or an order or effect in a phrase, stays a claim in a header."""
    assert not topics.labels_columns(cells)
