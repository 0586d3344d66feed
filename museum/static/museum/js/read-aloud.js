// 适老: the page is read aloud, from its heading on, by the voice of the visitor's own phone. Nothing is sent anywhere.
const button = document.querySelector("[data-read-aloud]");
const WORDS = "h1, h2, h3, h4, p, li, dt, dd, figcaption, summary, th, td";

function isSaid(element) {
  // a list item that holds paragraphs would be said twice
  return element.checkVisibility?.() !== false && element.getClientRects().length > 0
    && !element.querySelector(WORDS) && !element.closest("[aria-hidden=true], .vh, nav") && element.textContent.trim();
}

function languageOf(element) {
  const language = element.closest("[lang]").lang;
  return language.startsWith("zh") ? "zh-CN" : language;
}

function say() {
  for (const element of document.querySelectorAll("main :is(" + WORDS + ")")) {
    if (isSaid(element)) {
      const words = new SpeechSynthesisUtterance(element.innerText.trim());
      words.lang = languageOf(element);
      words.rate = 0.9;
      speechSynthesis.speak(words);
    }
  }
  const end = new SpeechSynthesisUtterance("");
  end.addEventListener("end", () => show(false));
  speechSynthesis.speak(end);
}

function show(isReading) {
  button.textContent = isReading ? button.dataset.stop : button.dataset.start;
}

if (button && "speechSynthesis" in window) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const isReading = button.textContent === button.dataset.stop;
    speechSynthesis.cancel();
    show(!isReading);
    if (!isReading) say();
  });
  // what a page says ends with the page
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}
