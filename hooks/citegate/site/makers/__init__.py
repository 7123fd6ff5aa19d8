"""Pages and files that are made from the judged site, one kind a module: `make(site) -> Iterable[Made]`."""
