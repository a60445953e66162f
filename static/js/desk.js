/* The desk by keyboard: j and k walk the rows, Enter opens (as it does any link), n opens what waits, ? explains.
   x chooses a row; on a result 1 to 4 set its state and m goes to the note.
   Keys are read by their place, so that they work while Hangul is typed; they can be switched off (WCAG 2.1.4). */
(() => {
  "use strict";
  const STORE = "ieum:desk-keys";
  const one = (selector) => document.querySelector(selector);
  const isOn = () => { try { return localStorage.getItem(STORE) !== "off"; } catch { return true; } };
  const keep = (on) => { try { on ? localStorage.removeItem(STORE) : localStorage.setItem(STORE, "off"); } catch { /* private mode: until the page is left */ } };
  const links = () => [...document.querySelectorAll("[data-desk] tbody th a")];

  function walk(step) {
    const all = links();
    if (!all.length) return;
    const row = document.activeElement.closest("[data-desk] tbody tr");
    const here = row ? all.indexOf(row.querySelector("th a")) : step > 0 ? -1 : all.length;
    const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
    next.focus({ preventScroll: true });
    next.closest("tr").scrollIntoView({ block: "center" });
  }
  /* All rows of the page at once, and how many are chosen. */
  function chooseMany() {
    const [all, count] = [one("[data-desk-all]"), one("[data-desk-count]")];
    if (!all || !count) return;
    const picks = [...document.querySelectorAll("[data-desk-pick]")];
    const box = all.querySelector("input");
    const tell = () => {
      const chosen = picks.filter((each) => each.checked).length;
      box.checked = chosen === picks.length;
      box.indeterminate = chosen > 0 && !box.checked;
      count.hidden = !chosen;
      count.textContent = count.dataset.words.replace("{n}", chosen);
    };
    all.hidden = false;
    box.addEventListener("change", () => { picks.forEach((each) => { each.checked = box.checked; }); tell(); });
    picks.forEach((each) => each.addEventListener("change", tell));
    window.addEventListener("pageshow", tell);
    tell();
  }
  const press = (selector) => { const link = one(selector); if (link) link.click(); };
  const acts = {
    KeyJ: () => (links().length ? walk(1) : press("[data-desk-after]")),
    KeyK: () => (links().length ? walk(-1) : press("[data-desk-before]")),
    KeyN: () => press("[data-desk-next]"),
    KeyX: () => {
      const row = document.activeElement.closest("[data-desk] tbody tr");
      if (row) row.querySelector("[data-desk-pick]").click();
    },
    KeyM: () => { const note = one("#desk-note textarea"); if (note) note.focus(); },
    Slash: () => { const search = one("main [name=q]"); if (search) search.focus(); },
    Help: () => {
      const help = one("[data-desk-keys]");
      if (help) { help.open = !help.open; help.querySelector("summary").focus(); }
    },
  };
  [1, 2, 3, 4].forEach((key) => { acts[`Digit${key}`] = () => press(`[data-desk-state="${key}"]`); });
  document.addEventListener("keydown", (event) => {
    const asks = event.key === "?" || (event.code === "Slash" && event.shiftKey);
    const act = acts[asks ? "Help" : event.code];
    if (event.altKey || event.ctrlKey || event.metaKey || (event.shiftKey && !asks) || !act || !isOn()) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("DOMContentLoaded", () => {
    chooseMany();
    const file = one("[data-desk-start] a");
    if (file) {
      /* Once: the page opened again, or reloaded, only offers the file. */
      history.replaceState(history.state, "", location.pathname);
      file.click();
    }
    const help = one("[data-desk-keys]");
    const box = one("[data-desk-switch]");
    if (!help || !box) return;
    help.hidden = false;
    box.checked = isOn();
    box.addEventListener("change", () => keep(box.checked));
  });
})();
