/* The plan's numbers get a slider each: the field stays what is sent, the slider only writes into it. */
(() => {
  "use strict";
  document.querySelectorAll("input[data-slides]").forEach((field) => {
    const [least, most, step] = field.dataset.slides.split(" ");
    const slider = Object.assign(document.createElement("input"), { type: "range", className: "slider" });
    Object.assign(slider, { min: least, max: most, step });
    const label = document.querySelector(`label[for="${field.id}"]`);
    if (label) {
      label.id = label.id || `${field.id}_label`;
      slider.setAttribute("aria-labelledby", label.id);
    }
    const read = () => {
      const digits = field.value.replace(/[\s,]/g, "");
      if (/^\d+$/.test(digits)) slider.value = digits;
      slider.setAttribute("aria-valuetext", field.value);
    };
    slider.addEventListener("input", () => {
      field.value = Number(slider.value).toLocaleString("en");
      slider.setAttribute("aria-valuetext", field.value);
    });
    field.addEventListener("input", read);
    field.after(slider);
    read();
  });
})();
