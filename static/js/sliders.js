/* The plan's numbers get a slider each: the field stays what is sent, the slider only writes into it. */
(() => {
  "use strict";
  document.querySelectorAll("input[data-slides]").forEach((field) => {
    const [least, most, step] = field.dataset.slides.split(" ");
    const slider = Object.assign(document.createElement("input"), { type: "range", className: "slider" });
    Object.assign(slider, { min: least, max: most, step });
    if (field.labels[0]) slider.setAttribute("aria-label", field.labels[0].textContent.trim());
    const read = () => {
      const typed = field.value.replace(/[\s,원]/g, "").match(/^(?:(\d+(?:\.\d+)?)억)?(\d+)?만?$/);
      if (typed) slider.value = Number(typed[1] || 0) * 10000 + Number(typed[2] || 0);
      slider.setAttribute("aria-valuetext", field.value);
    };
    slider.addEventListener("input", () => {
      field.value = Number(slider.value).toLocaleString("en");
      slider.setAttribute("aria-valuetext", field.value);
    });
    field.addEventListener("input", read);
    field.after(slider);
    read();
    document.addEventListener("htmx:afterSettle", () => {
      field.setAttribute("aria-invalid", !!document.querySelector(`#plan-wrong a[href="#${field.id}"]`));
    });
  });
})();
