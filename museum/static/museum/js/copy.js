// Copies a citation. Without it a tap selects the whole text, ready to be copied by hand.
const said = document.querySelector("[data-copied]");

// Pages on a plain connection and old WeChat know no clipboard; selecting and copying works there.
async function copied(element) {
  if (navigator.clipboard) return navigator.clipboard.writeText(element.textContent.trim());
  getSelection().selectAllChildren(element);
  if (!document.execCommand("copy")) throw new Error("copy");
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copied(document.getElementById(button.dataset.copy)).then(() => "done", () => "failed");
    button.textContent = said.textContent = button.dataset[done];
    setTimeout(() => {
      button.textContent = words;
      said.textContent = "";
    }, 4000);
  });
}
