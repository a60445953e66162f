/* Answering with the keyboard, notes that save while one writes, controls that make sense with script only. */
(() => {
  "use strict";
  const WAIT = 800;
  const timers = new WeakMap();
  const reveal = (root) => root.querySelectorAll("[data-with-script]").forEach((each) => { each.hidden = false; });

  /* A note saves itself a moment after the last key, not only when it is left. */
  document.addEventListener("input", (event) => {
    const note = event.target;
    if (!note.matches("[data-note]")) return;
    clearTimeout(timers.get(note));
    timers.set(note, setTimeout(() => note.dispatchEvent(new Event("change", { bubbles: true })), WAIT));
  });

  /* 1-6 choose while the focus is on a level of the question: never elsewhere, never in a text. */
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.matches(".question input[type=radio]")) return;
    const level = event.target.closest(".question").querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
    if (!level || level.checked) return;
    event.preventDefault();
    level.focus();
    level.click();
  });

  /* Enter goes on to the next question of the page that has no answer; without one it sends the page. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches(".question input[type=radio]")) return;
    const here = event.target.closest(".question");
    const open = [...document.querySelectorAll(".question")].filter((each) => each === here || !each.querySelector("input[type=radio]:checked"));
    const next = open[open.indexOf(here) + 1] || open.find((each) => each !== here);
    if (!next) return;
    event.preventDefault();
    next.querySelector("input[type=radio]").focus();
    next.scrollIntoView({ block: "start" });
  });

  /* Two values to choose from, or a fault, must not wait below the fold. */
  document.addEventListener("htmx:afterSwap", (event) => {
    const said = event.detail.xhr && event.detail.xhr.status >= 400 && event.detail.target.querySelector(".alert");
    if (said) said.scrollIntoView({ block: "center" });
    if (event.detail.requestConfig.verb !== "get" || !event.detail.target.id.startsWith("slot-")) return;
    document.querySelectorAll("[data-save-status]").forEach((line) => {
      line.dataset.state = "saved";
      line.querySelector("[data-save-text]").textContent = line.dataset.saved;
    });
  });
  document.addEventListener("DOMContentLoaded", () => reveal(document));
})();
