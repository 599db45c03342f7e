"""Article to Selection: headline, points, quotes."""
