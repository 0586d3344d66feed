// Where one is in an exhibit: the chapter in the list is marked, a line tells how much has been read.
// Without this script the list is a list of links.

const exhibit = document.querySelector("[data-exhibit]");
const list = document.querySelector("[data-chapters]");
const links = new Map([...list.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
const chapters = [...document.querySelectorAll("[data-chapter]")];
let here = null;
let waiting = false;

function bringIntoSight(link) {
  const row = list.querySelector("ol");
  const left = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
  row.scrollTo({ left });
}

function mark(chapter) {
  if (chapter === here) return;
  if (here) links.get(here.id).removeAttribute("aria-current");
  here = chapter;
  if (!here) return;
  const link = links.get(here.id);
  link.setAttribute("aria-current", "step");
  bringIntoSight(link);
}

function look() {
  waiting = false;
  const line = innerHeight * 0.4;
  mark(chapters.filter((each) => each.getBoundingClientRect().top <= line).pop() ?? null);
  const box = exhibit.getBoundingClientRect();
  const read = -box.top / Math.max(box.height - innerHeight, 1);
  list.style.setProperty("--read", Math.min(Math.max(read, 0), 1).toFixed(3));
}

function soon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(look);
}

addEventListener("scroll", soon, { passive: true });
addEventListener("resize", soon, { passive: true });
look();
