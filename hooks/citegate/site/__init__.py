"""What only a site build needs. The one place in the package that imports MkDocs and mkdocs-bibtex."""
