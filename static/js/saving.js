/* Answers and notes are sent as they change; what the portal has not acknowledged waits on this device.

   Waiting are address and fields only, for three days; wiped once acknowledged, and when somebody else signs in.
   A save carries a mark and the marks whose fate is unknown: what arrived unheard is no conflict with oneself. */
(() => {
  "use strict";
  const [QUEUE, DAYS, TIMEOUT] = ["ieum:queue", 3, 15000];
  const WAITS = [2000, 5000, 10000, 30000];
  const person = document.body.dataset.person || "";
  const [user] = person.split(".");
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const csrf = () => (document.cookie.match(/(?:^|; )ieum_csrf=([^;]+)/) || [])[1] || "";
  const clock = () => new Date().toLocaleTimeString("ko-KR", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Seoul" });
  const fresh = () => Math.random().toString(36).slice(2, 14).padEnd(12, "0");
  const page = fresh();
  const keyOf = (url) => `${page} ${url}`;
  const urlOf = (key) => key.slice(key.indexOf(" ") + 1);
  const saver = (url) => document.querySelector(`[data-save][data-hx-post="${CSS.escape(url)}"]`);

  const store = {
    read() { try { return JSON.parse(localStorage.getItem(QUEUE)) || {}; } catch { return {}; } },
    write(entries) { try { Object.keys(entries).length ? localStorage.setItem(QUEUE, JSON.stringify(entries)) : localStorage.removeItem(QUEUE); } catch { /* private mode: the line tells */ } },
    holds() { try { localStorage.setItem(`${QUEUE}:try`, "1"); localStorage.removeItem(`${QUEUE}:try`); return true; } catch { return false; } },
    change(act) { const entries = store.read(); act(entries); store.write(entries); },
  };
  /* What is typed now takes the place of what this page typed before; a mark that left may have arrived. */
  const put = (url, body, isSent) => {
    const [key, mark] = [keyOf(url), fresh()];
    store.change((entries) => {
      const old = entries[key];
      const unsure = old ? [...old.unsure, ...(old.isSent ? [old.mark] : [])].slice(-20) : [];
      entries[key] = { body, mark, unsure, isSent, at: Date.now(), who: person };
    });
    return store.read()[key] || { body, mark, unsure: [] };
  };
  const drop = (key, mark) => store.change((entries) => {
    const entry = entries[key];
    if (!entry) return;
    if (mark === undefined || entry.mark === mark) delete entries[key];
    else entry.unsure = entry.unsure.filter((each) => each !== mark);
  });
  const forget = () => store.change((entries) => Object.entries(entries).forEach(([key, entry]) => {
    const isOwn = !user || !entry.who || entry.who.split(".")[0] === user;
    if (!isOwn || Date.now() - entry.at > DAYS * 86400000) delete entries[key];
    else Object.assign(entry, { mark: entry.mark || fresh(), unsure: entry.unsure || [] });
  }));
  const bodyOf = (parameters) => {
    const body = new URLSearchParams();
    const pairs = parameters instanceof FormData ? [...parameters.entries()] : Object.entries(parameters || {});
    pairs.forEach(([name, value]) => { if (!["csrfmiddlewaretoken", "mark", "unsure"].includes(name) && typeof value === "string") body.append(name, value); });
    return body.toString();
  };

  /* The line that says whether answers are stored: one of the page, or a form's own, which speaks of that form.
     Never "saved" while anything it speaks of is not. */
  const [pending, typing, problems, touched, asked] = [new Map(), new Set(), new Map(), new Set(), {}];
  let [here, timer, tries, replaying, anew] = ["", 0, 0, false, []];
  const ownerOf = (line) => { const form = line.closest("[data-save]"); return form ? form.getAttribute("data-hx-post") : ""; };
  const show = (line, state, key) => {
    const words = line.dataset;
    const text = line.querySelector("[data-save-text]");
    const retry = line.querySelector("[data-save-retry]");
    const [login, choice] = [line.querySelector("[data-save-login]"), line.querySelector("[data-save-choice]")];
    const elsewhere = [...problems].find(([url, problem]) => problem === "conflict" && !saver(url));
    const saved = words[key] || (words.saved && `${clock()} ${words.saved}`);
    line.dataset.state = state;
    text.textContent = state === "saving" ? words.saving : state === "saved" ? saved : key in words ? words[key] : words.failed;
    line.hidden = !text.textContent;
    if (retry) retry.hidden = state !== "failed" || ["conflict", "refused"].includes(key);
    if (choice) {
      choice.hidden = key !== "conflict" || !elsewhere;
      if (elsewhere) [choice.href] = elsewhere;
    }
    if (!login) return;
    login.hidden = state !== "failed" || key !== "expired";
    login.search = new URLSearchParams({ next: location.pathname + location.search + (here ? `#${here}` : "") });
  };
  const tell = () => {
    /* Never "saved" over what other pages left and this one does not show. */
    if (anew.length && !(problems.size || pending.size || typing.size || replaying)) return showAnew(anew);
    const lines = all("[data-save-status]");
    const apart = new Set(lines.map(ownerOf).filter(Boolean));
    lines.forEach((line) => {
      const own = ownerOf(line);
      const mine = (url) => (own ? url === own : !apart.has(url));
      if (![...touched].some(mine)) return;
      const found = [...problems].filter(([url]) => mine(url)).map(([, problem]) => problem);
      const worst = ["expired", "offline", "failed", "refused", "conflict"].find((each) => found.includes(each));
      if ([...pending.keys()].some(mine)) show(line, "saving");
      else if (worst) show(line, "failed", worst);
      else show(line, [...typing].some(mine) ? "saving" : "saved");
    });
    clearTimeout(timer);
    const again = [...problems.values()].some((each) => ["offline", "failed"].includes(each));
    if (again && !pending.size && !replaying) timer = setTimeout(replay, WAITS[Math.min(tries++, WAITS.length - 1)]);
  };
  const begin = (url) => { touched.add(url); typing.delete(url); pending.set(url, (pending.get(url) || 0) + 1); tell(); };
  const end = (url, problem) => {
    const left = (pending.get(url) || 1) - 1;
    left ? pending.set(url, left) : pending.delete(url);
    problem ? problems.set(url, problem) : problems.delete(url);
    if (!problem) tries = 0;
  };

  /* Led to a step of signing in: no answer to a save. */
  const isLedAway = (address, url) => Boolean(address) && new URL(address, location.href).pathname !== new URL(url, location.href).pathname;
  /* What the answer to a save says: a problem's name, empty for stored. What waits for a choice, and what nobody
     could take now, stays on the device. */
  const heard = (key, mark, { status, address, html }) => {
    if (isLedAway(address, urlOf(key)) || status === 401 || status === 403) return "expired";
    if (status >= 500 || status === 429 || status === 404) return "failed";
    if (status === 409 && html.includes("data-mine")) { asked[urlOf(key)] = key; return "conflict"; }
    drop(key, mark);
    return status >= 400 ? "refused" : "";
  };
  /* A late answer: versions and counts go where they stand, the rest where the form says it. */
  const arrive = (url, html) => {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const { id } = document.activeElement;
    all("[data-hx-swap-oob][id]", answer).forEach((part) => {
      const old = document.getElementById(part.id);
      part.remove();
      part.removeAttribute("data-hx-swap-oob");
      if (old) { old.replaceWith(part); htmx.process(part); }
    });
    const focused = document.getElementById(id);
    if (focused) focused.focus({ preventScroll: true });
    const form = saver(url);
    const place = form && form.hasAttribute("data-hx-target") && document.querySelector(form.getAttribute("data-hx-target"));
    if (place) { place.innerHTML = answer.body.innerHTML; htmx.process(place); }
  };
  /* What was sent late and shown anew is said on the page that shows it. */
  const RESENT = "ieum:resent";
  const resent = {
    put(urls) { try { sessionStorage.setItem(RESENT, JSON.stringify(urls)); } catch { /* private mode */ } },
    take() {
      try {
        const urls = JSON.parse(sessionStorage.getItem(RESENT)) || [];
        sessionStorage.removeItem(RESENT);
        return urls;
      } catch { return []; }
    },
  };
  const showAnew = (urls) => {
    resent.put(urls);
    location.reload();
  };
  async function send(key, url, entry) {
    const body = `${entry.body}&${new URLSearchParams({ mark: entry.mark, unsure: entry.unsure.join(",") })}`;
    const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": csrf(), "HX-Request": "true" };
    store.change((entries) => { if (entries[key]) entries[key].isSent = true; });
    try {
      const answer = await fetch(url, { method: "POST", credentials: "same-origin", headers, body, signal: AbortSignal.timeout(TIMEOUT) });
      const html = answer.status < 500 ? await answer.text() : "";
      const now = store.read()[key];
      if (now && now.mark !== entry.mark) { if (answer.ok) drop(key, entry.mark); return problems.get(url) || ""; }
      const problem = heard(key, entry.mark, { status: answer.status, address: answer.url, html });
      /* Of another page only what went wrong is put here: its answer is not what this page shows. */
      const isHere = answer.ok ? key === keyOf(url) : ["conflict", "refused"].includes(problem);
      if (isHere && pending.get(url) === 1) arrive(url, html);
      return problem;
    } catch { return "offline"; }
  }
  /* Another window has sent it. */
  const sentElsewhere = () => {
    const entries = Object.keys(store.read()).map(urlOf);
    const gone = [...problems].filter(([url, problem]) => ["expired", "offline"].includes(problem) && !entries.includes(url));
    if (gone.length && !pending.size && !typing.size && store.holds()) showAnew(gone.map(([url]) => url));
  };
  async function replay() {
    forget();
    const keys = Object.keys(store.read()).filter((key) => !pending.has(urlOf(key)));
    if (replaying) return;
    if (!keys.length) { sentElsewhere(); return; }
    replaying = true;
    let stopped = "";
    for (const key of keys) {
      const [entry, url] = [store.read()[key], urlOf(key)];
      if (!entry || pending.has(url)) continue;
      begin(url);
      const problem = stopped || (await send(key, url, entry));
      end(url, problem);
      if (!problem && key !== keyOf(url) && document.querySelector("[data-save]")) anew.push(url);
      if (["expired", "offline"].includes(problem)) stopped = problem;
    }
    replaying = false;
    tell();
  }

  /* An undone or chosen answer shows at once; a note stays. */
  const undo = (question, url, parameters) => {
    const note = question.querySelector("textarea");
    const waiting = store.read()[keyOf(url)];
    if (note && waiting && parameters[note.name] === undefined && new URLSearchParams(waiting.body).get(note.name) === note.value) parameters[note.name] = note.value;
    all(".level input", question).forEach((each) => { each.checked = [parameters[each.name]].flat().includes(each.value); });
    if (note && parameters.whole && parameters[note.name] !== undefined) note.value = parameters[note.name];
  };
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const { elt, verb, path, parameters } = detail;
    if (verb === "get" || !elt.closest("[data-save]")) return;
    if (elt.matches("button")) undo(elt.closest("[data-save]"), path, parameters);
    const entry = put(path, bodyOf(parameters), true);
    /* A choice decides what other pages left. */
    if (elt.closest("[data-mine]") && asked[path] !== keyOf(path)) drop(asked[path]);
    parameters.mark = entry.mark;
    parameters.unsure = entry.unsure.join(",");
    detail.timeout = TIMEOUT;
  });
  /* "Keep what is stored": what was asked about is given up. */
  const giveUp = ({ status }, path) => {
    if (status !== 200) return;
    drop(asked[path]);
    problems.delete(path);
    tell();
  };
  const finish = ({ status, responseURL, responseText }, path, mark) => {
    end(path, status ? heard(keyOf(path), mark, { status, address: responseURL, html: responseText }) : "offline");
    const form = status && status < 400 && saver(path);
    if (form) store.change((entries) => { if (entries[keyOf(path)]) entries[keyOf(path)].body = bodyOf(htmx.values(form, "post")); });
    tell();
  };
  document.addEventListener("htmx:beforeRequest", ({ detail: { xhr, requestConfig: { verb, path, parameters }, elt } }) => {
    const isGivenUp = verb === "get" && elt.closest("[data-mine]");
    if (!isGivenUp && (verb === "get" || !elt.closest("[data-save]"))) return;
    /* Heard from the request itself: what asked may be gone from the page, and its events with it. */
    xhr.addEventListener("loadend", () => (isGivenUp ? giveUp : finish)(xhr, path, parameters.mark));
    if (isGivenUp) return;
    const question = elt.closest("[data-save][id]");
    here = question ? question.id : here;
    begin(path);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (!isLedAway(xhr.responseURL, requestConfig.path)) return;
    event.detail.shouldSwap = false;
    if (!requestConfig.parameters.mark) location.reload();
  });
  /* A note waits on this device from its first key: who leaves before it is sent loses nothing. */
  document.addEventListener("input", (event) => {
    const form = event.target.matches("textarea") && event.target.closest("[data-save][data-hx-post]");
    if (!form) return;
    const url = form.getAttribute("data-hx-post");
    put(url, bodyOf(htmx.values(form, "post")), false);
    touched.add(url);
    typing.add(url);
    tell();
  });
  window.addEventListener("online", replay);
  /* Signed in again in another window: what waits is sent as soon as one is back here. */
  const back = () => { if (!document.hidden && [...problems.values()].some((each) => each !== "conflict")) replay(); };
  window.addEventListener("focus", back);
  document.addEventListener("visibilitychange", back);
  document.addEventListener("click", (event) => { if (event.target.closest("[data-save-retry]")) replay(); });
  document.addEventListener("DOMContentLoaded", () => {
    resent.take().forEach((url) => {
      const form = saver(url);
      const line = form && (form.querySelector("[data-save-status]") || document.querySelector("[data-save-status]"));
      if (line) show(line, "saved", "resent");
    });
    replay();
  });
})();
