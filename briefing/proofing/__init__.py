"""What shows that an episode is true: article, script and sound side by side."""
