"""The show file to start from: every key that a podcast's show may have, each with what it does."""

from __future__ import annotations

TEMPLATE = """\
# A show: one article's programme (briefing make --show THIS) and a daily podcast (briefing daily --show THIS).
# A line that begins with "#" says nothing to the program; take the "#" away to use a key. Paths are seen from here.

name = "My briefing"
author = "My desk"
language = "en-GB"               # or "en-US"
time_zone = "Europe/London"      # decides which day it is (an IANA name)
# sign_on = "It's {day}. Here is {show}."
# sign_off = "That's {show}. {sources} It was read by synthetic voices."
# hand_overs = ["In other news."]  # before the second story and those after it
# last_hand_over = "And finally."
# music = false                  # no opening, no stings, no closing
                                 # your own: music = { open = "a.wav", sting = "b.wav", close = "c.wav" }
# art = "cover.png"              # square, RGB, 1400 to 3000 pixels, JPEG or PNG, at most 512 KB
# cast = "default"               # who gets which voice
# lexicon = "names.toml"         # how words are said

[daily]
# Folders, files, patterns, RSS or Atom feeds, pages. What was told once isn't told again.
sources = ["articles"]
# sources = ["articles/*.txt", "https://example.org/news/feed.xml", "https://example.org/today.html"]

max_stories = 5                  # so many at most
min_stories = 1                  # with fewer new ones there is no episode
order = "newest"                 # or "longest", or "given": as the sources stand above
# max_age = "36h"                # older stories are no news; else items of feeds of 3 days, and files of any age
# length = "5m"                  # "90s", "1m30s", "full": every sentence
# edition = "morning"            # a name where a day has several; or briefing daily --edition evening
# engine = "pyttsx3"             # the speech engine; else the best that is installed
# rate = 170                     # words a minute

# folder = "/var/www/briefing"   # where episodes and feed go; else a folder named after this file
# keep_episodes = 30             # older ones are taken out of the feed and removed; else all are kept
# keep_days = 90

# Run when something was published; it finds the names in $BRIEFING_CHANGED (a line each), $BRIEFING_CHANGED_FILE,
# $BRIEFING_REMOVED, $BRIEFING_REMOVED_FILE, and $BRIEFING_FOLDER, $BRIEFING_FEED. If it fails, it's tried again.
# after_publish = 'rsync -a --delete "$BRIEFING_FOLDER"/ me@example.org:/var/www/briefing/'

[podcast]
# Where listeners' apps fetch the folder from. Without it the feed is for this machine only.
# base_url = "https://example.org/briefing/"
# link = "https://example.org/"  # the show's page; else base_url
description = "The day's news, read aloud."
category = ["News", "Daily News"]
explicit = false
# owner = "Ann Example"          # with an email, directories can check whose podcast it is; some ask for one
# email = "desk@example.org"     # it stands in the feed for everyone to read
# copyright = "Example Desk"
locked = true                    # other hosts may not import the podcast without asking
# guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"   # only to keep the identity of a podcast that has moved
"""
