/* Forms of a supplier's profile: characters are counted along, and what only works with a script shows. */
(() => {
  "use strict";
  document.querySelectorAll("[data-with-script]").forEach((each) => { each.hidden = false; });
  /* Of choices that narrow others only those ticked there are offered; a slip there forgets no tick here. */
  const narrowed = Array.from(document.querySelectorAll("input[data-among]"));
  const narrow = () => narrowed.forEach((each) => {
    const wider = each.form.querySelector(`input[name="${each.dataset.among}"][value="${CSS.escape(each.value)}"]`);
    const offered = !wider || wider.checked;
    const row = each.closest("label").parentElement;
    if (offered === !row.hidden) return;
    if (!offered) each.dataset.was = each.checked;
    each.checked = offered ? each.dataset.was === "true" : false;
    row.hidden = !offered;
  });
  if (narrowed.length) {
    narrow();
    narrowed[0].form.addEventListener("change", narrow);
    window.addEventListener("pageshow", narrow);
  }
  document.querySelectorAll("textarea[data-limit]").forEach((box) => {
    const line = document.createElement("p");
    line.className = "field__hint field__count";
    line.setAttribute("aria-live", "polite");
    box.after(line);
    const limit = Number(box.dataset.limit);
    let waits = 0;
    const tell = () => {
      const left = limit - Array.from(box.value.replace(/\r\n?/g, "\n")).length;
      line.classList.toggle("field__count--over", left < 0);
      line.textContent = (left < 0 ? box.dataset.over : box.dataset.left).replace("{n}", Math.abs(left).toLocaleString());
    };
    /* Read out once typing rests, not at every key. */
    box.addEventListener("input", () => { clearTimeout(waits); waits = setTimeout(tell, 300); });
    tell();
  });
})();
