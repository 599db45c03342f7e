"""Bytes to an Article."""
