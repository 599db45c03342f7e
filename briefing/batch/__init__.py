"""Many episodes from many sources: which, under which names, by whom, and what is done already."""
