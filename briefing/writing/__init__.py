"""Selections to a Script, and the Script as Markdown."""
