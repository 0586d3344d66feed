// Search within: the links work by themselves; here they move without loading the page again. In the box Enter goes to
// the next place and Shift+Enter to the one before, as in the browser's own search.

export function followHits(transcript, player) {
  const box = document.querySelector("[data-hits]");
  const form = document.querySelector("[data-within]");
  const lines = [...(transcript?.root.querySelectorAll("[data-hit]") ?? [])];
  if (!box || lines.length === 0) return;
  const marks = document.querySelectorAll(".wave .flag, [data-list] .tc");
  let at = Number(box.dataset.at) - 1;

  function go(to, focus = true) {
    at = (to + lines.length) % lines.length;
    const line = lines[at];
    const now = line.dataset.ms;
    box.querySelector("[data-where]").textContent = box.dataset.words.replace("{at}", String(at + 1));
    for (const mark of marks) {
      mark.classList.toggle("now", mark.dataset.ms === now);
      if (mark.dataset.ms === now) mark.setAttribute("aria-current", "true");
      else mark.removeAttribute("aria-current");
    }
    transcript.rest();
    player.seek(Number(now));
    transcript.reveal(line);
    if (focus) line.querySelector("a").focus({ preventScroll: true });
  }

  box.addEventListener("click", (event) => {
    const link = event.target.closest("[data-step]");
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    go(at + Number(link.dataset.step), false);
  });
  for (const mark of marks) {
    mark.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      go(lines.findIndex((line) => line.dataset.ms === mark.dataset.ms));
      player.play();
    });
  }
  const input = form.querySelector("[name=within]");
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || input.value.trim() !== input.defaultValue) return;
    event.preventDefault();
    go(at + (event.shiftKey ? -1 : 1), false);
  });
}
