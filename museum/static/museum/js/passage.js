// Choosing a passage: one line, then another. Without script two times are typed into the same form.

export function choosePassage(transcript, offerCopies) {
  const box = document.querySelector("[data-choose]");
  if (!box) return;
  const status = box.querySelector("[data-choose-status]");
  const result = box.querySelector("[data-choose-result]");
  const stop = box.querySelector("[data-choose-stop]");
  const [from, to] = ["from", "to"].map((name) => box.querySelector(`[name=${name}]`));
  let first = null;

  ready(result);
  box.addEventListener("toggle", () => (box.open ? begin() : end()));
  stop.addEventListener("click", () => (box.open = false));
  for (const opener of document.querySelectorAll("[data-share], [data-choose-open]")) {
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      box.open = true;
      box.querySelector("summary").focus({ preventScroll: true });
      box.scrollIntoView({ block: "start" });
    });
  }
  if (box.open) begin();

  function begin() {
    transcript.onPick = pick;
    transcript.root.dataset.choosing = "";
    stop.hidden = false;
    if (!result.firstElementChild) status.textContent = status.dataset.first;
  }

  function end() {
    transcript.onPick = null;
    delete transcript.root.dataset.choosing;
    mark([]);
    first = null;
  }

  function mark(lines) {
    for (const line of transcript.root.querySelectorAll("[data-in]")) line.removeAttribute("data-in");
    for (const line of lines) line.setAttribute("data-in", "");
  }

  function pick(line) {
    if (first === null) {
      first = line;
      mark([line]);
      status.textContent = status.dataset.second.replace("{at}", line.querySelector("a").textContent);
      return;
    }
    const all = [...transcript.root.querySelectorAll(".seg")];
    const ends = [first, line].map((each) => all.indexOf(each)).sort((a, b) => a - b);
    first = null;
    const lines = all.slice(ends[0], ends[1] + 1);
    mark(lines);
    take(lines);
  }

  async function take(lines) {
    const [head, tail] = [lines[0], lines[lines.length - 1]].map((line) => line.id.slice(2));
    const query = new URLSearchParams({ first: head, last: tail });
    try {
      const answer = await fetch(`${box.dataset.url}?${query}`, { credentials: "same-origin" });
      if (!answer.ok && answer.status !== 404) throw new Error(answer.statusText);
      result.innerHTML = await answer.text();
    } catch {
      status.textContent = status.dataset.broken;
      return;
    }
    status.textContent = status.dataset.done.replace("{n}", String(lines.length));
    ready(result);
    const sent = result.querySelector("[data-sent]");
    from.value = sent?.dataset.from ?? "";
    to.value = sent?.dataset.to ?? "";
    box.scrollIntoView({ block: "start" });
    sent?.focus({ preventScroll: true });
  }

  function ready(root) {
    offerCopies(root);
    const button = root.querySelector("[data-native-share]");
    if (!button || !navigator.share) return;
    const { title, url } = root.querySelector("[data-sent]").dataset;
    button.hidden = false;
    button.addEventListener("click", () => navigator.share({ title, url }).catch(() => undefined));
  }
}
