/* The desk by keyboard: j and k walk the rows, Enter opens (as it does any link), n opens what waits, ? explains.
   x chooses a row; on a result 1 to 4 set its state and m goes to the note.
   Keys are read by their place, so that they work while Hangul is typed; they can be switched off (WCAG 2.1.4). */
(() => {
  "use strict";
  const STORE = "ieum:desk-keys";
  const one = (selector) => document.querySelector(selector);
  const isOn = () => { try { return localStorage.getItem(STORE) !== "off"; } catch { return true; } };
  const keep = (on) => { try { on ? localStorage.removeItem(STORE) : localStorage.setItem(STORE, "off"); } catch { /* private mode */ } };
  const links = () => [...document.querySelectorAll("[data-desk] tbody th a")];

  const current = () => document.activeElement.closest("[data-desk] tbody tr") || one("[data-desk] tbody tr:target");

  function walk(step) {
    const all = links();
    if (!all.length) return;
    const row = current();
    const here = row ? all.indexOf(row.querySelector("th a")) : step > 0 ? -1 : all.length;
    const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
    next.focus({ preventScroll: true });
    next.closest("tr").scrollIntoView({ block: "center" });
  }
  /* What was ticked stays until the check stands: a login may end between. */
  const PICKED = "ieum:desk-picked";
  const person = document.body.dataset.person || "";
  const picked = {
    put(ids, state) { try { sessionStorage.setItem(PICKED, JSON.stringify({ ids, state, person })); } catch { /* private mode */ } },
    take() {
      try {
        const kept = JSON.parse(sessionStorage.getItem(PICKED));
        sessionStorage.removeItem(PICKED);
        return kept && kept.person === person ? kept : null;
      } catch { return null; }
    },
  };
  function chooseMany() {
    const [all, count, form] = [one("[data-desk-all]"), one("[data-desk-count]"), one("#bulk")];
    if (!form) return;
    const picks = [...document.querySelectorAll("[data-desk-pick]")];
    const box = all.querySelector("input");
    let last;
    const chosen = () => picks.filter((each) => each.checked);
    const tell = () => {
      const number = chosen().length;
      box.checked = number === picks.length;
      box.indeterminate = number > 0 && !box.checked;
      count.hidden = !number;
      form.toggleAttribute("data-picked", number > 0);
      count.textContent = count.dataset.words.replace("{n}", number);
    };
    all.hidden = false;
    box.addEventListener("change", () => { picks.forEach((each) => { each.checked = box.checked; }); tell(); });
    picks.forEach((each) => each.addEventListener("change", tell));
    picks.forEach((each) => each.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [picks.indexOf(last), picks.indexOf(each)].sort((low, high) => low - high);
        picks.slice(from, to + 1).forEach((between) => { between.checked = each.checked; });
        tell();
      }
      last = each;
    }));
    form.addEventListener("submit", () => picked.put(chosen().map((each) => each.value), form.elements.state.value));
    const kept = picked.take();
    if (kept) {
      picks.forEach((each) => { each.checked = kept.ids.includes(each.value); });
      form.elements.state.value = kept.state;
    }
    window.addEventListener("pageshow", tell);
    tell();
  }
  /* A state shows at once as chosen; the last one pressed is the one that is sent, or waits. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#desk-state button[name=state]");
    if (!button) return;
    const form = button.form;
    const field = form.querySelector("[data-desk-chosen]") || form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "state" }));
    field.dataset.deskChosen = "";
    field.value = button.value;
    form.querySelectorAll("[data-desk-state]").forEach((each) => each.setAttribute("aria-pressed", String(each.value === button.value)));
  }, true);
  const press = (selector) => { const link = one(selector); if (link) link.click(); };
  const acts = {
    KeyJ: () => (links().length ? walk(1) : press("[data-desk-after]")),
    KeyK: () => (links().length ? walk(-1) : press("[data-desk-before]")),
    KeyN: () => press("[data-desk-next]"),
    KeyX: () => {
      const row = current();
      if (row) row.querySelector("[data-desk-pick]").click();
    },
    KeyM: () => { const note = one("#desk-note textarea"); if (note) note.focus(); },
    Slash: () => { const search = one("main [name=q]"); if (search) search.focus(); },
    Help: () => press("[data-desk-keys] button"),
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
    if (one("[data-desk-check]")) picked.take();
    const file = one("[data-desk-start] a");
    if (file) {
      /* Once: opened again, the page only offers the file. */
      history.replaceState(history.state, "", location.pathname);
      file.click();
    }
    const help = one("[data-desk-keys]");
    const box = one("[data-desk-switch]");
    if (!box) return;
    help.hidden = !("popover" in help);
    box.checked = isOn();
    box.addEventListener("change", () => keep(box.checked));
  });
  /* Going back finds the row. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-desk] tbody th a");
    if (link) history.replaceState(history.state, "", `#${link.closest("tr").id}`);
  });
  window.addEventListener("pageshow", () => {
    const row = one("[data-desk] tbody tr:target th a");
    if (row) row.focus({ preventScroll: true });
  });
})();
