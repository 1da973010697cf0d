// The script of the HTML report. The page can be read without it; it adds what a reader does:
// the places of a passage docked below the text, filters with live totals, keys. It asks for
// nothing and keeps nothing.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const { kinds } = data;
  const repeats = data.repeats.map(([kind, words, ...places]) => ({ kind, words, places, on: true }));
  const dock = byId("dock");
  // The place that is looked at: numbers of a repeat and of one of its occurrences, from 1.
  let shown = null;
  // Where the focus goes when the dock is closed.
  let opener = null;

  // ---- What is folded -------------------------------------------------------------------------

  // A large page keeps what is folded in a noscript element, which for us is one inert text.
  function draw(details) {
    const folded = details.querySelector(":scope > noscript");
    if (!folded) return;
    const template = document.createElement("template");
    template.innerHTML = folded.textContent;
    folded.replaceWith(template.content);
    applyTo(details);
  }

  function open(details) {
    draw(details);
    details.open = true;
  }

  document.addEventListener("toggle", (event) => {
    if (event.target.open) draw(event.target);
  }, true);

  const detailsOf = (repeat) => document.querySelector(`.repeat[data-repeat="${repeat}"]`);

  // The badge of a place in its text, drawn if need be; null for a place in a reference.
  function badgeOf(repeat, place) {
    const id = `r${repeat}-${place}`;
    const occurrence = repeats[repeat - 1].places[place - 1];
    const details = occurrence && byId(`d${occurrence[0] + 1}`);
    if (details) open(details);
    return byId(id);
  }

  // ---- Filters --------------------------------------------------------------------------------

  const placesOf = (mark) => mark.dataset.places.split(" ").map((place) => place.split("-").map(Number));

  // Shows or hides what belongs to repeats below `root`.
  function applyTo(root) {
    for (const mark of root.querySelectorAll("mark[data-places]")) {
      const places = placesOf(mark).filter(([repeat]) => repeats[repeat - 1].on);
      mark.classList.toggle("off", places.length === 0);
      mark.classList.toggle("several", places.length > 1);
      if (places.length === 0) continue;
      const [repeat, place] = places[0];
      mark.classList.remove(...kinds);
      mark.classList.add(kinds[repeats[repeat - 1].kind]);
      mark.classList.toggle("first", place === 1);
    }
    for (const badge of root.querySelectorAll("a.badge[id]")) {
      badge.classList.toggle("off", !repeats[parseInt(badge.id.slice(1), 10) - 1].on);
    }
    for (const rect of root.querySelectorAll("rect[data-repeat]")) {
      rect.classList.toggle("off", !repeats[rect.dataset.repeat - 1].on);
    }
    highlight(root);
  }

  const set = (marks, spans, from, bit) => {
    for (let i = from; i < spans.length; i += 2) {
      for (let word = spans[i]; word < spans[i + 1]; ++word) marks[word] |= bit;
    }
  };

  // The counts of pipeline/recount.cc over the repeats that are shown. A word is told again where it
  // stands in an occurrence that is not its repeat's first in a document that is checked.
  function recount() {
    const [TOLD_AGAIN, SHARED, QUOTED] = [1, 2, 4];
    const marks = data.documents.map(([words]) => new Uint8Array(words));
    data.documents.forEach(([, , quoted], d) => set(marks[d], quoted, 0, QUOTED));
    const totals = { passages: 0, words: 0, toldAgain: 0, toldAgainQuoted: 0, shared: 0, sharedQuoted: 0 };
    for (const repeat of repeats) {
      if (!repeat.on) continue;
      ++totals.passages;
      const isReference = ([d]) => data.documents[d][1] === 1;
      const shared = repeat.places.some(isReference);
      let toldBefore = false;
      for (const place of repeat.places) {
        if (isReference(place)) continue;
        set(marks[place[0]], place, 1, (toldBefore ? TOLD_AGAIN : 0) | (shared ? SHARED : 0));
        toldBefore = true;
      }
    }
    data.documents.forEach(([words, reference], d) => {
      if (reference === 1) return;
      totals.words += words;
      for (const mark of marks[d]) {
        const quoted = (mark & QUOTED) !== 0;
        if (mark & TOLD_AGAIN) { ++totals.toldAgain; totals.toldAgainQuoted += quoted; }
        if (mark & SHARED) { ++totals.shared; totals.sharedQuoted += quoted; }
      }
    });
    return totals;
  }

  function percent(part, whole) {
    const share = whole === 0 ? 0 : part / whole;
    if (share > 0 && share < 0.01) return "under 1 %";
    if (share < 1 && share > 0.99) return "over 99 %";
    return `${Math.round(100 * share)} %`;
  }

  function tellTotals() {
    const totals = recount();
    const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
    let text = `Shown: ${totals.passages} of ${plural(repeats.length, "passage")}, ` +
      `${plural(totals.toldAgain, "word")} told again, ${percent(totals.toldAgain, totals.words)} of the text`;
    if (totals.toldAgain > 0) text += `, ${totals.toldAgainQuoted} of them in quotation marks`;
    if (data.documents.some(([, reference]) => reference === 1)) {
      text += `; ${totals.shared} shared with references, ${totals.sharedQuoted} of them in quotation marks`;
    }
    const output = byId("totals");
    output.textContent = text;
    for (const [name, value] of Object.entries(totals)) output.dataset[name] = value;
  }

  function filter() {
    const form = byId("filters");
    const wanted = new Set();
    for (const box of form.querySelectorAll("[name=kind]:checked")) wanted.add(kinds.indexOf(box.value));
    const least = Number(byId("least").value);
    for (const repeat of repeats) repeat.on = wanted.has(repeat.kind) && repeat.words >= least;
    for (const details of document.querySelectorAll(".repeat[data-repeat]")) {
      details.hidden = !repeats[details.dataset.repeat - 1].on;
    }
    applyTo(document);
    if (shown && !repeats[shown.repeat - 1].on) close();
    tellTotals();
  }

  function prepareFilters() {
    const form = byId("filters");
    if (!form) return;
    for (const part of form.querySelectorAll("[hidden]")) part.hidden = false;
    byId("lengths").hidden = byId("length").min === byId("length").max;
    const [slider, number] = [byId("length"), byId("least")];
    slider.addEventListener("input", () => { number.value = slider.value; });
    number.addEventListener("input", () => { slider.value = number.value; });
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    // A browser that comes back to the page may have kept what was filled in.
    form.reset();
    tellTotals();
  }

  // ---- The dock -------------------------------------------------------------------------------

  function highlight(root) {
    const repeat = shown ? shown.repeat : 0;
    for (const mark of root.querySelectorAll("mark[data-places]")) {
      mark.classList.toggle("shown", placesOf(mark).some(([r, o]) => r === repeat && o === shown.place));
    }
    for (const badge of root.querySelectorAll("a.badge[id]")) {
      badge.classList.toggle("shown", parseInt(badge.id.slice(1), 10) === repeat);
    }
    for (const rect of root.querySelectorAll("rect[data-repeat]")) {
      rect.classList.toggle("shown", Number(rect.dataset.repeat) === repeat);
    }
  }

  // Opens the dock on a place. `focus` says whether the keyboard goes there too.
  function show(repeat, place, focus) {
    const details = detailsOf(repeat);
    draw(details);
    const fresh = !shown || shown.repeat !== repeat;
    shown = { repeat, place };
    byId("dock-title").replaceChildren(details.querySelector(".badge").cloneNode(true));
    byId("dock-what").textContent = details.querySelector(".what").textContent;
    if (fresh) {
      byId("dock-places").replaceChildren(details.querySelector(".places").cloneNode(true));
    }
    for (const article of dock.querySelectorAll(".place")) {
      const here = Number(article.dataset.place) === place;
      article.classList.toggle("here", here);
      if (here) article.setAttribute("aria-current", "true"); else article.removeAttribute("aria-current");
    }
    dock.hidden = false;
    document.body.classList.add("docked");
    if (fresh) dock.scrollTop = 0;
    const badge = badgeOf(repeat, place);
    highlight(document);
    if (badge) {
      opener = badge;
      settle(badge);
    }
    if (focus) dock.focus({ preventScroll: true });
  }

  // Scrolls so that an element stands in the upper part of what the dock leaves free.
  function settle(element) {
    const box = element.getBoundingClientRect();
    const free = window.innerHeight - (dock.hidden ? 0 : dock.offsetHeight);
    if (box.top >= 90 && box.bottom <= free - 60) return;
    window.scrollBy({ top: box.top - Math.max(90, free / 4) });
  }

  function close() {
    if (dock.hidden) return;
    dock.hidden = true;
    shown = null;
    document.body.classList.remove("docked");
    highlight(document);
    if (opener) opener.focus({ preventScroll: true });
    if (opener) settle(opener);
  }

  // To the next passage (step 1) or the one before (step -1).
  function move(step) {
    const numbers = [];
    repeats.forEach((repeat, index) => { if (repeat.on) numbers.push(index + 1); });
    if (numbers.length === 0) return;
    const at = shown ? numbers.indexOf(shown.repeat) : step > 0 ? -1 : 0;
    const next = numbers[(at + step + numbers.length) % numbers.length];
    show(next, 1, true);
  }

  function nextPlace(step) {
    if (!shown) return;
    const count = repeats[shown.repeat - 1].places.length;
    show(shown.repeat, (shown.place - 1 + step + count) % count + 1, true);
  }

  // ---- Clicks, keys, addresses ----------------------------------------------------------------

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[href^='#r']");
    if (link) {
      const [repeat, place] = (link.id || link.getAttribute("href").slice(1)).slice(1).split("-").map(Number);
      if (place) {
        event.preventDefault();
        show(repeat, place, link.classList.contains("badge"));
      } else {
        open(detailsOf(repeat));
      }
      return;
    }
    const anchor = event.target.closest("a[href^='#d']");
    if (anchor) follow(anchor.getAttribute("href").slice(1));
    const mark = event.target.closest("mark[data-places]");
    if (!mark || String(getSelection())) return;
    const places = placesOf(mark).filter(([repeat]) => repeats[repeat - 1].on);
    if (places.length === 0) return;
    // Where places lie over each other, each click goes one deeper.
    const at = shown ? places.findIndex(([repeat]) => repeat === shown.repeat) : -1;
    const [repeat, place] = places[(at + 1) % places.length];
    show(repeat, place, false);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") close();
    if (event.target.matches("input, select, textarea")) return;
    if (event.key === " " && event.target.matches("a.badge")) {
      event.preventDefault();
      event.target.click();
    }
    if (event.key === "j") move(1);
    if (event.key === "k") move(-1);
    if (event.key === "n") nextPlace(1);
    if (event.key === "p") nextPlace(-1);
  });

  // Opens what an address of the page points into: a document, a paragraph, a passage, a place.
  function follow(hash) {
    const found = /^(?:d(\d+)(?:p\d+)?|r(\d+)(?:-(\d+))?)$/.exec(hash);
    if (!found) return;
    const [, number, repeat, place] = found;
    if (number && byId(`d${number}`)) open(byId(`d${number}`));
    if (repeat && repeat <= repeats.length) {
      if (place) show(Number(repeat), Number(place), false); else open(detailsOf(repeat));
    }
    const target = byId(hash);
    if (target && !place) target.scrollIntoView();
  }

  addEventListener("hashchange", () => follow(location.hash.slice(1)));

  byId("close").addEventListener("click", close);
  byId("forth").addEventListener("click", () => move(1));
  byId("back").addEventListener("click", () => move(-1));
  byId("next-place").addEventListener("click", () => nextPlace(1));

  // ---- Paper ----------------------------------------------------------------------------------

  // What is folded would be missing on paper; a large page prints what the reader has opened.
  const folds = () => document.querySelectorAll("details:not([open])");
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...folds()].filter((details) => !details.querySelector("noscript"));
    for (const details of unfolded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of unfolded) details.open = false;
  });

  prepareFilters();
  if (location.hash) follow(location.hash.slice(1));
})();
