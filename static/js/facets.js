/* The filter of the search: a choice leaves it open where it was, and "show" closes it without asking again. */
(() => {
  "use strict";
  const place = () => document.querySelector(".found__facets");
  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const link = event.detail.requestConfig.elt.closest("#facets a");
    kept = link && { top: place().scrollTop, words: link.querySelector("span").firstChild.data, boxes: [...document.querySelectorAll("#facets details")].map((each) => each.open) };
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!kept) return;
    document.querySelectorAll("#facets details").forEach((each, index) => { each.open = each.open || kept.boxes[index]; });
    const link = [...document.querySelectorAll("#facets .facet a")].find((each) => each.querySelector("span").firstChild.data === kept.words);
    if (link) link.focus({ preventScroll: true });
    place().scrollTop = kept.top;
    kept = null;
  });
  /* Before htmx sees it: the results are on the page already. */
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-facets-close]")) return;
    event.preventDefault();
    event.stopPropagation();
    document.getElementById("facets").open = false;
    const results = document.getElementById("results");
    results.scrollIntoView();
    results.focus({ preventScroll: true });
  }, true);
})();
