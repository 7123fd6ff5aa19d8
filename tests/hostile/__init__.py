"""Hostile input, made up systematically: each payload in each place where an author or a bibliography can put it."""
