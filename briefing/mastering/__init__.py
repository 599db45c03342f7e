"""Clips to a finished MP3."""
