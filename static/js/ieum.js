/* What the portal adds in the browser. Every page works without it. */
(() => {
  "use strict";
  const QUEUE = "ieum:queue";
  const person = document.body.dataset.person || "";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const csrf = () => (document.cookie.match(/(?:^|; )ieum_csrf=([^;]+)/) || [])[1] || "";
  const clock = () => new Date().toLocaleTimeString("ko-KR", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Seoul" });

  /* The line that says whether answers are stored: one of the page, or a form's own, which speaks of that form. */
  const status = (state, key, url) => all("[data-save-status]").forEach((line) => {
    const own = line.closest("[data-save]");
    if (url && own && own.getAttribute("data-hx-post") !== url) return;
    const words = line.dataset;
    const text = line.querySelector("[data-save-text]");
    const retry = line.querySelector("[data-save-retry]");
    line.dataset.state = state;
    const saved = words[key] || (words.saved && `${clock()} ${words.saved}`);
    text.textContent = state === "saving" ? words.saving : state === "saved" ? saved : words[key || "failed"];
    line.hidden = !text.textContent;
    if (retry) retry.hidden = state !== "failed" || key === "conflict";
    const login = line.querySelector("[data-save-login]");
    if (login) {
      login.hidden = state !== "failed" || key !== "expired";
      login.search = new URLSearchParams({ next: location.pathname + location.search });
    }
  });

  /* What could not be sent waits on this device: address and form fields only, no token, last one wins. */
  const queue = {
    read() { try { return JSON.parse(localStorage.getItem(QUEUE)) || {}; } catch { return {}; } },
    write(entries) { try { Object.keys(entries).length ? localStorage.setItem(QUEUE, JSON.stringify(entries)) : localStorage.removeItem(QUEUE); } catch { /* private mode: the status line already tells */ } },
    put(url, body) { const entries = queue.read(); entries[url] = { body, at: Date.now(), who: person }; queue.write(entries); },
    /* What was typed after `sent` left stays. */
    drop(url, sent) {
      const entries = queue.read();
      if (!entries[url] || (sent !== undefined && entries[url].body !== sent)) return;
      delete entries[url];
      queue.write(entries);
    },
  };
  const bodyOf = (parameters) => {
    const body = new URLSearchParams();
    const pairs = parameters instanceof FormData ? [...parameters.entries()] : Object.entries(parameters || {});
    pairs.forEach(([name, value]) => { if (name !== "csrfmiddlewaretoken" && typeof value === "string") body.append(name, value); });
    return body.toString();
  };
  const atLogin = (address) => /\/accounts\/(login|reauthenticate)/.test(address || "");
  const formOf = (url) => document.querySelector(`[data-save][data-hx-post="${CSS.escape(url)}"]`);
  /* A late answer: versions and counts go where they stand, the rest where the form says it. True where it has a place. */
  const arrive = (url, html) => {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const focused = document.activeElement.id;
    all("[data-hx-swap-oob][id]", answer).forEach((part) => {
      const old = document.getElementById(part.id);
      part.remove();
      part.removeAttribute("data-hx-swap-oob");
      if (old) { old.replaceWith(document.adoptNode(part)); window.htmx.process(document.getElementById(part.id)); }
    });
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus({ preventScroll: true });
    const form = formOf(url);
    const place = form && form.hasAttribute("data-hx-target") && document.querySelector(form.getAttribute("data-hx-target"));
    if (place) { place.innerHTML = answer.body.innerHTML; window.htmx.process(place); }
    return Boolean(place);
  };
  /* What was sent late and shown anew is said on the page that shows it. */
  const RESENT = "ieum:resent";
  const resent = {
    put(urls) { try { sessionStorage.setItem(RESENT, JSON.stringify(urls)); } catch { /* private mode: the page shows what is stored */ } },
    take() {
      try {
        const urls = JSON.parse(sessionStorage.getItem(RESENT)) || [];
        sessionStorage.removeItem(RESENT);
        return urls;
      } catch { return []; }
    },
  };
  let replaying = false;
  async function replay(event) {
    const [user] = person.split(".");
    const own = (entry) => !user || !entry.who || entry.who.split(".")[0] === user;
    queue.write(Object.fromEntries(Object.entries(queue.read()).filter(([, entry]) => own(entry))));
    const entries = Object.entries(queue.read());
    if (replaying || !entries.length) return;
    replaying = true;
    const outcome = Object.fromEntries(entries.map(([url]) => [url, ""]));
    let stopped = "";
    for (const [url, entry] of entries) {
      if (stopped) { outcome[url] = stopped; continue; }
      status("saving", "", url);
      try {
        const answer = await fetch(url, { method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": csrf(), "HX-Request": "true" }, body: entry.body });
        if (atLogin(answer.url) || answer.status === 401 || answer.status === 403) { outcome[url] = stopped = "expired"; continue; }
        const html = answer.status < 500 ? await answer.text() : "";
        /* A conflict that holds what was typed (data-mine) is shown where it was typed; until then it stays on this device. */
        const isShown = (answer.ok || (answer.status === 409 && html.includes("data-mine"))) && arrive(url, html);
        if (answer.status < 500 && (isShown || !html.includes("data-mine"))) queue.drop(url, entry.body);
        if (!answer.ok) outcome[url] = answer.status === 409 ? "conflict" : "failed";
      } catch { outcome[url] = stopped = "offline"; }
    }
    replaying = false;
    const ends = Object.entries(outcome).sort(([, one], [, other]) => Boolean(one) - Boolean(other));
    if (!event && !ends.some(([, problem]) => problem) && document.querySelector("[data-save]")) {
      resent.put(ends.map(([url]) => url));
      return window.location.reload();
    }
    ends.forEach(([url, problem]) => (problem ? status("failed", problem, url) : status("saved", "", url)));
  }

  /* Remembered by request: the answer may replace the question that asked. */
  const saves = new WeakMap();
  const saving = (event) => saves.has(event.detail.xhr);
  document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = csrf(); });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { xhr, requestConfig, elt } = event.detail;
    if (requestConfig.verb === "get" || !elt.closest("[data-save]")) return;
    const body = bodyOf(requestConfig.parameters);
    saves.set(xhr, body);
    status("saving", "", requestConfig.path);
    queue.put(requestConfig.path, body);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!atLogin(event.detail.xhr.responseURL)) return;
    event.detail.shouldSwap = false;
    if (!saving(event)) window.location.reload();
  });
  /* A list of choices that comes late leaves what was chosen meanwhile. */
  const chosen = new WeakMap();
  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => { if (target.matches("select")) chosen.set(target, target.value); });
  document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
    const value = chosen.get(target);
    if (value && [...target.options].some((each) => each.value === value)) target.value = value;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!saving(event)) return;
    const { xhr, requestConfig: { path } } = event.detail;
    const failed = (key) => status("failed", key, path);
    if (!xhr || xhr.status === 0) return failed("offline");
    if (atLogin(xhr.responseURL) || xhr.status === 401 || xhr.status === 403) return failed("expired");
    if (xhr.status >= 500 || xhr.status === 429) return failed();
    queue.drop(path, saves.get(xhr));
    const form = queue.read()[path] && formOf(path);
    if (form && xhr.status < 400) queue.put(path, bodyOf(window.htmx.values(form, "post")));
    if (xhr.status === 409) return failed("conflict");
    return xhr.status >= 400 ? failed() : status("saved", "", path);
  });
  /* A note waits on this device from its first key: who leaves before it is sent loses nothing. */
  document.addEventListener("input", (event) => {
    const form = event.target.matches("textarea") && event.target.closest("[data-save][data-hx-post]");
    if (form) queue.put(form.getAttribute("data-hx-post"), bodyOf(window.htmx.values(form, "post")));
  });
  window.addEventListener("online", replay);
  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    if (at("[data-save-retry]")) replay(event);
    if (at('[aria-disabled="true"]')) event.preventDefault();
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

  /* A form is sent once; coming back by the browser's button makes it ready again. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-hx-post")) return;
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
    resent.take().forEach((url) => { if (formOf(url)) status("saved", "resent", url); });
    replay();
  });
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) prepare(event.detail.elt); });
})();
