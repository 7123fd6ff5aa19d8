"""What is done to the written site before it is verified, one thing a module: `finish(site, folder) -> None`.

Called in the order of their names; one that raises refuses the build.
"""
