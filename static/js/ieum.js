/* What the portal adds in the browser. Every page works without it. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const csrf = () => (document.cookie.match(/(?:^|; )ieum_csrf=([^;]+)/) || [])[1] || "";

  document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = csrf(); });
  /* A list of choices that comes late leaves what was chosen meanwhile. */
  const chosen = new WeakMap();
  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => { if (target.matches("select")) chosen.set(target, target.value); });
  document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
    const value = chosen.get(target);
    if (value && [...target.options].some((each) => each.value === value)) target.value = value;
  });
  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    if (at('[aria-disabled="true"]')) event.preventDefault();
    if (at("[data-print]")) print();
    const copy = at("[data-copy]");
    if (copy && navigator.clipboard) {
      navigator.clipboard.writeText(copy.dataset.copy).then(() => {
        const before = copy.textContent;
        copy.textContent = copy.dataset.copied;
        setTimeout(() => { copy.textContent = before; }, 2000);
      });
    }
    all("details.switcher[open]").forEach((each) => { if (!each.contains(event.target)) each.open = false; });
    const link = at(".error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (field) {
      event.preventDefault();
      const control = field.matches("input, select, textarea, button") ? field : field.querySelector("input, select, textarea, button");
      field.scrollIntoView({ block: "center" });
      (control || field).focus({ preventScroll: true });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") all("details.switcher[open]").forEach((each) => { each.open = false; each.querySelector("summary").focus(); });
  });

  /* A form is sent once, unless a file answers it, until one comes back. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[data-hx-post], [data-file]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    if (event.submitter) event.submitter.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => all("[data-sent]").forEach((each) => { delete each.dataset.sent; }));

  /* Why a file cannot be the report at all, in the page's words; empty when it can. */
  async function unfit(box, file) {
    if (!file.size) return box.dataset.empty;
    if (file.size > Number(box.dataset.most)) return box.dataset.large;
    return (await file.slice(0, 5).text()) === "%PDF-" ? "" : box.dataset.other;
  }
  /* Is this the file that the report's page describes? It never leaves the device. */
  async function compare(box, file) {
    const out = box.querySelector("[data-hash-result]");
    const why = await unfit(box, file).catch(() => box.dataset.empty);
    if (why) {
      const line = document.createElement("p");
      line.textContent = `${why} (${file.name})`;
      out.className = "alert alert--danger";
      out.replaceChildren(document.createElement("span"), line);
      out.hidden = false;
      return;
    }
    const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const known = box.dataset.hash.split(/\s+/);
    const same = known.includes(hex);
    out.className = `alert alert--${same ? "success" : "danger"}`;
    const body = document.createElement("div");
    body.className = "alert__body";
    [same ? box.dataset.same : box.dataset.different, file.name, hex].forEach((words, index) => {
      const line = document.createElement("p");
      line.textContent = words;
      if (index === 0) line.className = "alert__title";
      if (index === 2) line.className = "mono small";
      body.append(line);
    });
    out.replaceChildren(document.createElement("span"), body);
    out.hidden = false;
  }
  function prepare(root) {
    all("[data-hash]", root).forEach((box) => {
      if (!window.crypto || !crypto.subtle) return;
      box.hidden = false;
      const input = box.querySelector("input[type=file]");
      input.addEventListener("change", () => input.files[0] && compare(box, input.files[0]));
      box.addEventListener("dragover", (event) => { event.preventDefault(); box.dataset.over = ""; });
      box.addEventListener("dragleave", () => { delete box.dataset.over; });
      box.addEventListener("drop", (event) => {
        event.preventDefault();
        delete box.dataset.over;
        if (event.dataTransfer.files[0]) compare(box, event.dataTransfer.files[0]);
      });
    });
    all("[data-save-status][hidden]", root).forEach((each) => { each.hidden = !each.querySelector("[data-save-text]").textContent.trim(); });
    all("[data-copy][hidden]", root).forEach((each) => { each.hidden = !navigator.clipboard; });
  }
  document.addEventListener("DOMContentLoaded", () => {
    prepare(document);
    const problem = document.querySelector("[data-focus]");
    if (problem) problem.focus();
  });
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) prepare(event.detail.elt); });
})();
