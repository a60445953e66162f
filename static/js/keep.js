/* What somebody types in a form marked `data-keep` stays on this device until the portal says that it is stored.

   Kept are only the fields that differ from what the page came with, by person and address, for three days; never
   passwords, files, hidden fields, business numbers or ways to reach somebody. The portal acknowledges a stored form
   with a cookie that repeats the form's token (core/web/kept.py). Signing out, or somebody else, wipes everything. */
(() => {
  "use strict";
  const [PREFIX, COOKIE, DAYS] = ["ieum:kept:", "ieum_kept", 3];
  const NEVER = "[type=hidden], [type=password], [type=file], [type=submit], [type=email], [type=tel], [data-private], select[data-hx-target^='#id_'], [name*=business_number], [name^=contact_], [autocomplete^=tel], [autocomplete^=cc-]";
  const person = document.body.dataset.person || "-";
  const [user] = person.split(".");
  const forms = () => [...document.querySelectorAll("form[data-keep]")];
  const words = (name) => {
    const made = document.getElementById("kept-words");
    return made && made.content.querySelector(`[data-kept="${name}"]`).cloneNode(true);
  };
  const store = {
    keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } },
    read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(key, entry) { try { localStorage.setItem(key, JSON.stringify(entry)); } catch { /* full */ } },
    drop(key) { try { localStorage.removeItem(key); } catch {  } },
  };
  const pathOf = (form) => new URL(form.action, location.href).pathname;
  const keyOf = (form) => `${PREFIX}${person}:${pathOf(form)}:${forms().filter((each) => pathOf(each) === pathOf(form)).indexOf(form)}`;

  /* By name the values of a form's fields: as they are, or as the page came. */
  const fields = (form) => [...form.elements].filter((each) => each.name && each.matches("input, select, textarea") && !each.matches(NEVER));
  const valuesOf = (form, came) => fields(form).reduce((found, each) => {
    const list = found[each.name] || (found[each.name] = []);
    if (each.matches("[type=checkbox], [type=radio]")) { if (came ? each.defaultChecked : each.checked) list.push(each.value); }
    else if (each.matches("select")) {
      const chosen = [...each.options].filter((option) => (came ? option.defaultSelected : option.selected));
      list.push(...(chosen.length || each.multiple || !each.options.length ? chosen : [each.options[0]]).map((option) => option.value));
    } else list.push(came ? each.defaultValue : each.value);
    return found;
  }, {});
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const changed = (form) => {
    const [now, came] = [valuesOf(form), valuesOf(form, true)];
    return Object.fromEntries(Object.entries(now).filter(([name, list]) => !same(list, came[name])));
  };
  /* The form that came back with faults holds what was typed; nothing of it is stored. */
  const [arrival] = performance.getEntriesByType("navigation");
  const isFault = document.querySelector(".error-summary") || arrival?.responseStatus >= 400;
  const failed = (form) => isFault && pathOf(form) === location.pathname;

  let [sending, leaves, quietly] = [null, false, false];
  function keep(form, token) {
    if (leaves) return;
    const key = keyOf(form);
    const before = (failed(form) && store.read(key)) || {};
    const kept = before.fields || {};
    const [now, was] = [valuesOf(form), valuesOf(form, true)];
    Object.keys(kept).forEach((name) => { if (now[name]) kept[name] = now[name]; });
    const found = { ...kept, ...changed(form) };
    const came = { ...Object.fromEntries(Object.keys(found).map((name) => [name, was[name]])), ...before.came };
    Object.keys(found).length ? store.write(key, { at: Date.now(), fields: found, came, token }) : store.drop(key);
  }
  const isUnsaved = (form) => Object.keys(changed(form)).length > 0 || (failed(form) && store.read(keyOf(form)) !== null);

  function wipe(isMeant) { store.keys().filter((key) => isMeant(key, store.read(key))).forEach(store.drop); }
  function tidy() {
    const said = document.cookie.match(new RegExp(`(?:^|; )${COOKIE}=([a-z0-9]+)`));
    if (said) {
      wipe((key, entry) => entry && entry.token === said[1]);
      document.cookie = `${COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`;
    }
    wipe((key, entry) => !entry || Date.now() - entry.at > DAYS * 86400000);
    if (user !== "-") wipe((key) => key.split(":")[2].split(".")[0] !== user);
  }

  function restore(form) {
    const key = keyOf(form);
    const entry = failed(form) && arrival?.type !== "reload" ? null : store.read(key);
    if (!entry) return;
    const now = valuesOf(form);
    const lost = Object.entries(entry.fields).filter(([name, list]) => now[name] && !same(now[name], list));
    const places = {};
    lost.forEach(([name, list]) => fields(form).filter((each) => each.name === name).forEach((each) => {
      if (each.matches("[type=checkbox], [type=radio]")) each.checked = list.includes(each.value);
      else if (each.matches("select")) [...each.options].forEach((option) => { option.selected = list.includes(option.value); });
      else { places[name] = (places[name] || 0) + 1; each.value = list[places[name] - 1] || ""; }
    }));
    /* What the page came with then: so that the portal notices what others changed since. */
    lost.forEach(([name]) => {
      const initial = form.elements[`initial-${name}`];
      if (initial instanceof HTMLInputElement && entry.came) initial.value = entry.came[name][0] || "";
    });
    const line = lost.length && words("restored");
    if (!line) return;
    form.before(line);
    const box = form.closest("details");
    if (box) box.open = true;
    line.querySelector("button").addEventListener("click", () => { store.drop(key); form.reset(); line.remove(); });
    lost.forEach(([name]) => { const [first] = fields(form).filter((each) => each.name === name); first.dispatchEvent(new Event("change", { bubbles: true })); });
  }

  function say(form, name) {
    const line = words(name);
    form.querySelectorAll("[data-kept]").forEach((each) => each.remove());
    if (line) { form.append(line); line.scrollIntoView({ block: "nearest" }); }
  }
  /* Whether the portal can be reached; a slow answer counts as one. */
  const reached = () => Promise.race([
    fetch(document.querySelector("link[rel=icon]").href, { method: "HEAD", cache: "no-store" }).then(() => true, () => false),
    new Promise((done) => { setTimeout(() => done(true), 3000); }),
  ]);
  function send(form) {
    const token = Math.random().toString(36).slice(2) + Date.now().toString(36);
    const field = form.querySelector("[name=kept]") || form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "kept" }));
    field.value = token;
    keep(form, token);
  }
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.method !== "post" || form.hasAttribute("data-hx-post")) return;
    const isKept = form.hasAttribute("data-keep");
    const stop = () => { event.preventDefault(); event.stopImmediatePropagation(); };
    if (!navigator.onLine) { stop(); return say(form, "offline"); }
    if (isKept && !form.dataset.reached && form.requestSubmit) {
      stop();
      if (form.dataset.asks) return undefined;
      form.dataset.asks = "1";
      return reached().then((is) => {
        delete form.dataset.asks;
        if (!is) return say(form, "offline");
        form.dataset.reached = "1";
        form.requestSubmit(submitter);
        return delete form.dataset.reached;
      });
    }
    sending = form;
    form.querySelectorAll("[data-kept]").forEach((each) => each.remove());
    if (isKept) send(form);
    if (pathOf(form).endsWith("/logout/")) { leaves = true; wipe(() => true); }
    return undefined;
  }, true);

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.hasAttribute("data-keep")) { leaves = false; keep(form); }
  });
  window.addEventListener("pagehide", () => forms().forEach((form) => { if (form !== sending) keep(form); }));
  window.addEventListener("pageshow", () => { sending = null; leaves = quietly = false; });
  window.addEventListener("online", () => document.querySelectorAll("[data-kept=offline]").forEach((each) => each.remove()));
  /* The next step, or another form: what is typed is kept on this device, so nobody has to be asked. */
  document.addEventListener("click", (event) => { quietly = Boolean(event.target.closest("a[data-quietly]")); });
  window.addEventListener("beforeunload", (event) => {
    if (!quietly && (leaves || !sending) && forms().some(isUnsaved)) event.preventDefault();
  });
  document.addEventListener("DOMContentLoaded", () => { tidy(); forms().forEach(restore); });
})();
