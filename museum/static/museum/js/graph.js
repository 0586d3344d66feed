// A chart that is wider than the screen opens on whom it is about. Without this script it opens at its left edge.
for (const frame of document.querySelectorAll("[data-graph]")) {
  const here = frame.querySelector(".me");
  if (!here || frame.scrollWidth <= frame.clientWidth) continue;
  const box = here.getBoundingClientRect();
  frame.scrollLeft += box.left + box.width / 2 - frame.getBoundingClientRect().left - frame.clientWidth / 2;
}
