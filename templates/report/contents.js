// Marks, in the contents at the side, the section that is being read. The page works without it.
(() => {
  const links = new Map();
  for (const link of document.querySelectorAll("nav.contents a[href^='#']")) {
    const target = document.getElementById(link.hash.slice(1));
    if (target) links.set(target, link);
  }
  const targets = [...links.keys()];
  let marked = null;
  const mark = () => {
    let current = targets[0];
    for (const target of targets) {
      if (target.getBoundingClientRect().top > innerHeight * 0.3) break;
      current = target;
    }
    const link = links.get(current);
    if (!link || link === marked) return;
    if (marked) marked.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    marked = link;
    if (matchMedia("(min-width: 1100px)").matches) link.scrollIntoView({ block: "nearest" });
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();
})();
