"""The feed, the files and the player page over HTTP, on this machine."""
