// Proposals under a search box while somebody types: the combobox of WAI-ARIA. Without this file the box still searches.
const WAIT_MS = 120;

for (const form of document.querySelectorAll("form[data-suggest]")) propose(form, form.querySelector("input[name=q]"));

function propose(form, input) {
  const { suggest, label, many, none, count, offline } = form.dataset;
  const list = make("ul", { id: `${input.id}-list`, role: "listbox", "aria-label": label, class: "suggest", hidden: "" });
  const voice = make("p", { role: "status", class: "vh" });
  const known = new Map([["", []]]);
  let at = -1;
  let timer;
  let waiting;

  form.append(list, voice);
  dress(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });

  const typed = () => input.value.trim();

  function point(to) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = to;
    const option = list.children[at];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) point(-1);
  }

  function close() {
    clearTimeout(timer);
    waiting?.abort();
    tell("");
    open(false);
  }

  function tell(words, look = "vh") {
    voice.textContent = words;
    voice.className = look;
  }

  function show(found) {
    point(-1);
    list.replaceChildren(...found.map((each, number) => {
      const option = make("li", { id: `${list.id}-${number}`, role: "option", "aria-selected": "false" });
      option.append(make("b", {}, each.text), make("span", {}, each.kind), make("small", {}, count.replace("{n}", each.count)));
      option.dataset.text = each.text;
      return option;
    }));
    open(found.length > 0);
    tell(found.length ? many.replace("{n}", found.length) : typed() && none);
  }

  async function ask() {
    const text = typed();
    if (known.has(text)) return show(known.get(text));
    waiting?.abort();
    waiting = new AbortController();
    try {
      const answer = await fetch(`${suggest}?q=${encodeURIComponent(text)}`, { signal: waiting.signal });
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      known.set(text, suggestions);
      // Whoever typed on, or went away, is not shown it.
      if (text === typed() && document.activeElement === input) show(suggestions);
    } catch (error) {
      if (error.name === "AbortError" || document.activeElement !== input) return;
      open(false);
      tell(offline, "suggest suggest--told"); // nothing at all is found without a line: for the eyes too
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  }

  function take(option) {
    input.value = option.dataset.text;
    close();
    form.requestSubmit ? form.requestSubmit() : form.submit();
  }

  function key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const size = list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) soon();
    else if (step) point(at + step < -1 ? size - 1 : at + step >= size ? -1 : at + step);
    else if (event.key === "Enter" && at >= 0) take(list.children[at]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  }

  input.addEventListener("input", (event) => event.isComposing || soon());
  input.addEventListener("compositionend", soon);
  input.addEventListener("keydown", key);
  input.addEventListener("blur", close);
  addEventListener("online", () => document.activeElement === input && ask());
  form.addEventListener("submit", close);
  // A press on the list must not take the focus out of the box.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest("li")));
}

function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  dress(element, attributes);
  element.textContent = text;
  return element;
}

function dress(element, attributes) {
  for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]);
}
