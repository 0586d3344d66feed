// Copies a citation. Without it a tap selects the whole text, ready to be copied by hand.

offerCopies(document);

export function offerCopies(root) {
  for (const button of root.querySelectorAll("button[data-copy]")) {
    if (!button.hidden) continue;
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const said = document.querySelector("[data-copied]");
      const done = await copied(document.getElementById(button.dataset.copy)).then(() => "done", () => "failed");
      button.textContent = said.textContent = button.dataset[done];
      setTimeout(() => {
        button.textContent = words;
        said.textContent = "";
      }, 4000);
    });
  }
}

// Pages on a plain connection and old WeChat know no clipboard; selecting and copying works there.
async function copied(element) {
  const words = (element.value ?? element.textContent).trim();
  if (navigator.clipboard) return navigator.clipboard.writeText(words);
  if (element.select) element.select();
  else getSelection().selectAllChildren(element);
  if (!document.execCommand("copy")) throw new Error("copy");
}
