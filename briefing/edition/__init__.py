"""The edition: today's episode of a show, and its feed."""
