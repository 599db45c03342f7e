"""What a user would type instead of briefing: espeak-ng, two-pass loudnorm, an MP3. For scripts/bench.

usage: baseline.py FFMPEG WORDS.txt OUT.mp3
"""

from __future__ import annotations

import json
import subprocess
import sys

TARGET = "loudnorm=I=-16:TP=-2:LRA=11"
MEASURED = "measured_I={input_i}:measured_TP={input_tp}:measured_LRA={input_lra}:measured_thresh={input_thresh}"


def main(ffmpeg: str, words: str, mp3: str) -> None:
    """Say the words, measure, level and encode them."""
    wav = f"{mp3}.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "165", "-f", words, "-w", wav], check=True)
    quiet = [ffmpeg, "-nostdin", "-hide_banner", "-y", "-i", wav]
    first = subprocess.run(
        [*quiet, "-af", f"{TARGET}:print_format=json", "-f", "null", "-"], capture_output=True, text=True, check=True
    ).stderr
    figures = json.loads(first[first.rindex("{") : first.rindex("}") + 1])
    second = f"{TARGET}:{MEASURED}:offset={{target_offset}}".format_map(figures)
    encode = ["-af", second, "-ar", "44100", "-ac", "1", "-b:a", "96k", mp3]
    subprocess.run([*quiet, "-v", "error", *encode], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
