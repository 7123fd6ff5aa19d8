"""Review: what members of the roster signed, whether it counts, and what has changed since."""
