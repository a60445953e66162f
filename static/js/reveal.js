/* A button that shows what was typed into a password field; without a script there is none. */
(() => {
  "use strict";
  document.querySelectorAll("button[data-reveal][hidden]").forEach((button) => {
    const field = document.getElementById(button.dataset.reveal);
    if (!field) return;
    const words = [button.textContent, button.dataset.hide];
    const set = (shown) => {
      field.type = shown ? "text" : "password";
      button.textContent = words[Number(shown)];
      button.setAttribute("aria-pressed", String(shown));
    };
    button.hidden = false;
    button.addEventListener("click", () => { set(field.type === "password"); field.focus(); });
    /* Sent as a password, so that the browser neither lists it among words typed before nor shows it again. */
    if (field.form) field.form.addEventListener("submit", () => set(false));
  });
})();
