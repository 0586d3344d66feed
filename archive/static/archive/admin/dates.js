// Says, while a curator types, how the archive reads the date. One listener for the whole page, so rows added later
// are covered; the server does the reading.
const WAIT_MS = 250;
const timers = new WeakMap();

async function read(input) {
  const output = input.parentElement.querySelector("[data-date-understood]");
  if (!output) return;
  const typed = input.value;
  if (!typed.trim()) {
    output.textContent = "";
    delete output.dataset.state;
    return;
  }
  const address = `${input.dataset.dateReading}?q=${encodeURIComponent(typed)}`;
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok || input.value !== typed) return;
    const { understood, readable } = await answer.json();
    output.textContent = understood;
    output.dataset.state = readable ? "read" : "unreadable";
  } catch {
    output.textContent = "";
  }
}

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.dataset.dateReading) return;
  clearTimeout(timers.get(input));
  timers.set(input, setTimeout(() => read(input), WAIT_MS));
});
