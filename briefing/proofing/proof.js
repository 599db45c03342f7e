// Article, script and sound: whichever is chosen finds and plays the other two.
"use strict";

(() => {
  const audio = document.querySelector("audio");
  const rundown = document.querySelector(".rundown");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const rows = [...document.querySelectorAll(".row")].map((box) => ({
    box,
    number: box.id.slice(1),
    link: box.querySelector(".said"),
    start: Number(box.dataset.start),
    end: Number(box.dataset.end),
    marks: [],
  }));
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const marks = [...document.querySelectorAll("a.m")];
  for (const mark of marks) {
    for (const number of mark.dataset.rows.split(" ")) byNumber.get(number)?.marks.push(mark);
  }
  const lanes = new Map([...document.querySelectorAll("[data-row].lane")].map((lane) => [lane.dataset.row, lane]));
  const seconds = () => (audio && Number.isFinite(audio.duration) ? audio.duration : Number(document.querySelector(".sound")?.dataset.seconds) || 0);

  let shown = null;
  const bring = (element) => element?.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  const choose = (row, except) => {
    if (row === shown && !except) return;
    const change = row !== shown;
    if (shown && change) {
      shown.box.classList.remove("on");
      shown.link.removeAttribute("aria-current");
      for (const mark of shown.marks) mark.classList.remove("on");
      lanes.get(shown.number)?.classList.remove("on");
    }
    shown = row;
    if (!row) return;
    row.box.classList.add("on");
    row.link.setAttribute("aria-current", "true");
    for (const mark of row.marks) mark.classList.add("on");
    lanes.get(row.number)?.classList.add("on");
    const side = matchMedia("(min-width: 60rem)").matches;
    if (except !== "article" && (side || except === "script")) bring(row.marks[0]);
    if (except !== "script" && (side || except === "article")) bring(row.box);
  };
  const play = (from) => {
    if (!audio || Number.isNaN(from)) return;
    audio.currentTime = from + 0.01;
    audio.play().catch(() => {});
  };
  const plain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  for (const mark of marks) {
    mark.addEventListener("click", (event) => {
      if (!plain(event)) return;
      event.preventDefault();
      const told = mark.dataset.rows.split(" ").map((number) => byNumber.get(number)).filter(Boolean);
      // Chosen again, it's the next line that tells the same words.
      const row = told[(told.indexOf(shown) + 1) % told.length];
      choose(row, "article");
      play(row.start);
    });
  }
  for (const row of rows) {
    row.link.addEventListener("click", (event) => {
      if (!plain(event)) return;
      event.preventDefault();
      choose(row, "script");
      play(row.start);
    });
  }

  // One mark and one line are in the tab order; the arrow keys lead to the others.
  const rove = (links) => {
    const tab = (link) => links.forEach((one) => { one.tabIndex = one === link ? 0 : -1; });
    if (links.length) tab(links[0]);
    links.forEach((link, at) => {
      link.addEventListener("focus", () => tab(link));
      link.addEventListener("keydown", (event) => {
        const to = links[{ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key]];
        if (!to || !plain(event)) return;
        event.preventDefault();
        to.focus();
      });
    });
  };
  rove(marks);
  rove(rows.map((row) => row.link));

  if (!audio) return;
  const head = document.querySelector(".head");
  const at = (time) => {
    let found = null;
    for (const row of rows) if (row.start <= time + 0.05) found = row;
    return found;
  };
  const follow = () => {
    head.style.left = `${(100 * audio.currentTime) / (seconds() || 1)}%`;
    if (audio.currentTime > 0) choose(at(audio.currentTime));
  };
  for (const kind of ["timeupdate", "seeked"]) audio.addEventListener(kind, follow);
  rundown.addEventListener("click", (event) => {
    const place = rundown.getBoundingClientRect();
    const time = (seconds() * (event.clientX - place.left)) / place.width;
    const row = byNumber.get(event.target.dataset.row) || at(time);
    choose(row, "sound");
    play(time);
  });
})();
