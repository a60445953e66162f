"""What every page must keep: accessibility rules, no sideways scrolling, few bytes."""

import gzip

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = {
    "resultTypes": ["violations"],
    "rules": {
        "target-size": {"enabled": True},
        "duplicate-id": {"enabled": True},
        "duplicate-id-active": {"enabled": True},
    },
}
HTML_BYTES = 40 * 1024
"""The most that one page's HTML may weigh, compressed."""
_WIDER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const out = [...document.body.querySelectorAll('*')].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width && box.right > wide + 1 && !each.closest('.table-wrap, .visually-hidden');
  }).map((each) => `${each.tagName.toLowerCase()}.${each.className}`.slice(0, 90));
  return [`${document.documentElement.scrollWidth} px wide in ${wide}: ${out.slice(0, 4).join(' | ')}`];
}"""

_FOREIGN = """() => {
  if (document.documentElement.lang !== 'ko') return [];
  const words = /(?:^|[^\\w@./-])([A-Za-z][a-z]+(?: [a-z]{2,}){1,}|[A-Z][a-z]+ [a-z]{2,})/;
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest('[lang=en], noscript, script, style, code, .mono, textarea')) continue;
    const hit = walker.currentNode.data.match(words);
    if (hit) found.push(hit[1]);
  }
  return found.slice(0, 6);
}"""


def axe_faults(page: Page) -> list[str]:
    """Violations of axe-core's rules, with the elements."""
    found = Axe().run(page, options=_AXE).response["violations"]
    return [
        f"axe {each['id']} ({each['impact']}): {each['help']}: "
        + " | ".join(node["html"][:160] for node in each["nodes"][:4])
        for each in found
    ]


def sideways_faults(page: Page) -> list[str]:
    """Whether the page can be scrolled sideways, and by which elements."""
    found: list[str] = page.evaluate(_WIDER)
    return found


def foreign_faults(page: Page) -> list[str]:
    """English words in a row on a Korean page: a text that nobody has said in Korean."""
    return [f"not in Korean: {words}" for words in page.evaluate(_FOREIGN)]


def weight_faults(html: str) -> list[str]:
    """Whether the page is too heavy."""
    weight = len(gzip.compress(html.encode(), 6))
    return [f"{weight:,} bytes of HTML, at most {HTML_BYTES:,}"] if weight > HTML_BYTES else []
