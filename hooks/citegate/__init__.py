"""Citegate: refuses to publish an article whose claims do not lead to their sources.

Data flows one way: source → article → claims → rules → diagnostics → reports / page. Nothing here imports MkDocs
outside `citegate.site`; only the edges (`cli`, `project`, `site`) touch disk, clock, git or network.
"""

__version__ = "0.1.0"
