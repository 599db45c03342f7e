// The player: controls in place of the browser's own, chapters, a transcript that follows the sound.
"use strict";

(() => {
  const root = document.documentElement;
  const box = document.querySelector(".player");
  const audio = box && box.querySelector("audio");
  root.classList.add("scripted");
  if (!audio) return;

  const SPEEDS = [0.8, 1, 1.2, 1.5, 1.75, 2];
  const HANDS_OFF_MS = 5000; // after the reader has scrolled, the page stays where it is for so long
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const make = (name, attributes = {}, ...content) => {
    const element = document.createElement(name);
    for (const [key, text] of Object.entries(attributes)) element.setAttribute(key, text);
    element.append(...content);
    return element;
  };
  const drawn = (path) => {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    const line = document.createElementNS(space, "path");
    picture.setAttribute("viewBox", "0 0 24 24");
    picture.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    picture.append(line);
    return picture;
  };
  const PLAY = "M8 5v14l11-7z";
  const PAUSE = "M7 5h4v14H7zM13 5h4v14h-4z";
  const BACK = "M12 5V1L7 6l5 5V7a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z";
  const AHEAD = "M12 5V1l5 5-5 5V7a5 5 0 1 0 5 5h2a7 7 0 1 1-7-7z";

  const remembered = (key, text) => {
    try {
      if (text === undefined) return localStorage.getItem(key);
      localStorage.setItem(key, text);
    } catch { /* a browser may keep nothing */ }
    return null;
  };
  const clock = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds || 0));
    const rest = String(whole % 60).padStart(2, "0");
    if (whole < 3600) return `${Math.floor(whole / 60)}:${rest}`;
    return `${Math.floor(whole / 3600)}:${String(Math.floor(whole / 60) % 60).padStart(2, "0")}:${rest}`;
  };
  const spoken = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds || 0));
    const minutes = Math.floor(whole / 60);
    const rest = `${whole % 60} second${whole % 60 === 1 ? "" : "s"}`;
    return minutes ? `${minutes} minute${minutes === 1 ? "" : "s"} ${rest}` : rest;
  };
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : Number(box.dataset.seconds) || 0);

  // --- the controls

  const play = make("button", { type: "button", class: "play", "aria-label": "Play" }, drawn(PLAY));
  const back = make("button", { type: "button", class: "skipby", "aria-label": "Back 15 seconds" }, drawn(BACK), "15");
  const ahead = make("button", { type: "button", class: "skipby", "aria-label": "Forward 30 seconds" }, "30", drawn(AHEAD));
  const way = make("input", { type: "range", min: "0", step: "1", value: "0", "aria-label": "Position" });
  const passed = make("span", {}, clock(0));
  const whole = make("span", {}, clock(length()));
  const now = make("span", { class: "now" });
  const speed = make("select", {}, ...SPEEDS.map((rate) => make("option", { value: String(rate) }, `${rate}×`)));
  const label = make("label", {}, "Speed ", speed);
  const fault = make("p", { class: "fault", role: "status" });

  const toggle = () => {
    if (audio.paused) audio.play().catch(() => {});
    else audio.pause();
  };
  const seek = (seconds, { start = false } = {}) => {
    audio.currentTime = Math.min(Math.max(0, seconds), Math.max(0, length() - 0.05));
    show();
    if (start && audio.paused) audio.play().catch(() => {});
  };

  box.removeAttribute("hidden");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `Player: ${box.dataset.title}`);
  audio.controls = false;
  box.append(
    make("div", { class: "keys" }, back, play, ahead),
    make("div", { class: "way" }, passed, way, whole),
    make("div", { class: "more" }, now, label),
    fault,
  );
  box.classList.add("ready");

  play.addEventListener("click", toggle);
  back.addEventListener("click", () => seek(audio.currentTime - 15));
  ahead.addEventListener("click", () => seek(audio.currentTime + 30));
  way.addEventListener("input", () => seek(Number(way.value)));
  speed.addEventListener("change", () => {
    audio.playbackRate = Number(speed.value);
    remembered("briefing speed", speed.value);
  });

  // --- chapters and transcript

  const timed = (selector) =>
    [...document.querySelectorAll(selector)].map((link) => ({ link, start: Number(link.dataset.start) }));
  const chapters = timed(".chapters a");
  const cues = timed(".cue");
  const follow = document.getElementById("follow");
  let touched = -HANDS_OFF_MS;
  for (const kind of ["wheel", "touchmove"]) {
    addEventListener(kind, () => { touched = performance.now(); }, { passive: true });
  }

  const current = (marks, seconds) => {
    let low = 0;
    let high = marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (marks[middle].start <= seconds + 0.05) low = middle + 1;
      else high = middle;
    }
    return marks[low - 1] || null;
  };
  const mark = (marks, found) => {
    for (const one of marks) {
      if (one === found) one.link.setAttribute("aria-current", "true");
      else one.link.removeAttribute("aria-current");
    }
  };
  const bring = (link) => {
    const place = link.getBoundingClientRect();
    const low = innerHeight * 0.65;
    if (place.top > 90 && place.bottom < low) return;
    link.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  };

  let shownChapter;
  let shownCue;
  const show = () => {
    const seconds = audio.currentTime;
    if (document.activeElement !== way || !audio.paused || Math.abs(Number(way.value) - seconds) >= 1) {
      way.value = String(Math.floor(seconds));
    }
    way.setAttribute("aria-valuetext", `${spoken(seconds)} of ${spoken(length())}`);
    passed.textContent = clock(seconds);
    const chapter = current(chapters, seconds);
    if (chapter !== shownChapter) {
      shownChapter = chapter;
      mark(chapters, chapter);
      now.textContent = chapter ? chapter.link.firstElementChild.textContent : "";
    }
    const cue = seconds > 0 || !audio.paused ? current(cues, seconds) : null;
    if (cue === shownCue) return;
    shownCue = cue;
    mark(cues, cue);
    if (!cue) return;
    rove(cue.link, false);
    const idle = performance.now() - touched > HANDS_OFF_MS;
    const reading = document.activeElement && document.activeElement.classList.contains("cue");
    if (follow && follow.checked && idle && !reading && !audio.paused) bring(cue.link);
  };

  // One line of the transcript is in the tab order; the arrow keys lead to the others.
  const rove = (link, focus) => {
    if (!focus && document.activeElement && document.activeElement.classList.contains("cue")) return;
    for (const one of cues) one.link.tabIndex = one.link === link ? 0 : -1;
    if (focus) link.focus();
  };
  if (cues.length) rove(cues[0].link, false);

  for (const marks of [chapters, cues]) {
    for (const { link, start } of marks) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        if (marks === cues) rove(link, true);
        seek(start, { start: true });
      });
    }
  }
  const lines = document.querySelector(".lines");
  if (lines) {
    lines.addEventListener("keydown", (event) => {
      const at = cues.findIndex((one) => one.link === event.target);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: cues.length - 1 }[event.key];
      if (at < 0 || to === undefined || !cues[to] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      rove(cues[to].link, true);
    });
  }

  // --- the sound's own news

  const measured = () => {
    way.max = String(Math.max(1, Math.floor(length())));
    whole.textContent = clock(length());
    show();
  };
  const state = () => {
    play.replaceChildren(drawn(audio.paused ? PLAY : PAUSE));
    play.setAttribute("aria-label", audio.paused ? "Play" : "Pause");
    show();
  };
  for (const kind of ["loadedmetadata", "durationchange"]) audio.addEventListener(kind, measured);
  for (const kind of ["play", "pause", "ended"]) audio.addEventListener(kind, state);
  for (const kind of ["timeupdate", "seeking", "seeked"]) audio.addEventListener(kind, show);
  audio.addEventListener("error", () => { fault.textContent = "The sound can't be loaded. Is the server still running?"; });
  audio.addEventListener("playing", () => { fault.textContent = ""; });

  // --- where the listener was, and where an address points

  const key = `briefing at ${new URL(audio.src).pathname}`;
  let kept = 0;
  audio.addEventListener("timeupdate", () => {
    if (Math.abs(audio.currentTime - kept) < 5) return;
    kept = audio.currentTime;
    remembered(key, String(Math.floor(kept)));
  });
  audio.addEventListener("ended", () => remembered(key, "0"));
  const rate = Number(remembered("briefing speed"));
  audio.playbackRate = SPEEDS.includes(rate) ? rate : 1;
  audio.defaultPlaybackRate = audio.playbackRate;
  speed.value = String(audio.playbackRate);

  const named = /[#&]t=(\d+(?:\.\d+)?)/.exec(location.hash);
  const before = named ? Number(named[1]) : Number(remembered(key));
  const begin = () => {
    if (before > 5 || named) seek(Math.min(before, Math.max(0, length() - 10)));
  };
  if (audio.readyState >= 1) begin();
  else audio.addEventListener("loadedmetadata", begin, { once: true });
  if ("mediaSession" in navigator) {
    navigator.mediaSession.metadata = new MediaMetadata({ title: box.dataset.title, artist: box.dataset.show });
    const step = (by) => () => {
      const at = chapters.indexOf(current(chapters, audio.currentTime));
      if (chapters[at + by]) seek(chapters[at + by].start);
    };
    const actions = {
      play: toggle,
      pause: toggle,
      seekbackward: () => seek(audio.currentTime - 15),
      seekforward: () => seek(audio.currentTime + 30),
      previoustrack: step(-1),
      nexttrack: step(1),
    };
    for (const [name, action] of Object.entries(actions)) navigator.mediaSession.setActionHandler(name, action);
  }
  measured();
  state();
})();
