"""A checked clip for each line."""
