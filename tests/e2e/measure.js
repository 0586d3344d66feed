// What a ruler laid on a page would say. Each function answers with what breaks its rule, as a list of sentences.
window.measure = (() => {
  const told = (element, value) => `${value}: ${element.outerHTML.replace(/\s+/g, " ").slice(0, 140)}`;

  const isSeen = (element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return style.visibility === "visible" && style.opacity !== "0" && box.width > 1 && box.height > 1
      && !element.closest(".vh, .skip, [aria-hidden=true], wagtail-userbar");
  };

  const withOwnText = () => [...document.body.querySelectorAll("*")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
    && !(element instanceof SVGElement) && !element.closest("script, style, noscript, option, rt") && isSeen(element));

  const smallType = (px) => withOwnText()
    .filter((element) => parseFloat(getComputedStyle(element).fontSize) < px - 0.05)
    .map((element) => told(element, `type ${getComputedStyle(element).fontSize}`));

  const lineHeight = (element) => parseFloat(getComputedStyle(element).lineHeight);
  const fontSize = (element) => parseFloat(getComputedStyle(element).fontSize);

  // how many lines of its own text an element has, whatever its padding
  const lines = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const tops = [...range.getClientRects()].filter((box) => box.width > 1).map((box) => box.bottom).sort((a, b) => a - b);
    return tops.filter((bottom, at) => at === 0 || bottom - tops[at - 1] > fontSize(element) / 2).length;
  };

  // one line has no neighbour; headings are display type and set tighter on purpose
  const tightLines = (ratio) => withOwnText()
    .filter((element) => !element.closest("h1, h2, h3, h4, .no") && getComputedStyle(element).display !== "inline")
    .filter((element) => lines(element) > 1)
    .filter((element) => lineHeight(element) / fontSize(element) < ratio - 0.01)
    .map((element) => told(element, `lines ${(lineHeight(element) / fontSize(element)).toFixed(2)}`));

  const tightParagraphs = (ratio) => !ratio ? [] : [...document.querySelectorAll("main p + p")]
    .filter((element) => isSeen(element) && isSeen(element.previousElementSibling))
    .filter((element) => element.clientHeight > 1.6 * lineHeight(element))
    .filter((element) => element.getBoundingClientRect().top >= element.previousElementSibling.getBoundingClientRect().bottom)
    .filter((element) => {
      const between = element.getBoundingClientRect().top - element.previousElementSibling.getBoundingClientRect().bottom;
      const ofLines = lineHeight(element) - fontSize(element);
      return between + ofLines < ratio * ofLines - 0.5;
    })
    .map((element) => told(element, "paragraphs as close as lines"));

  // a link within a sentence is as high as its line; a target reaches as far as a pseudo-element that fills its card
  const isInSentence = (element) => {
    const style = getComputedStyle(element);
    const around = element.parentElement.closest("p, li, dd, dt, td, th, figcaption, h1, h2, h3, h4, blockquote, small, span, cite");
    return style.display === "inline" && around !== null && around.textContent.trim() !== element.textContent.trim();
  };

  const reach = (element) => {
    const box = element.getBoundingClientRect();
    const after = getComputedStyle(element, "::after");
    if (after.content === "none" || after.position !== "absolute") return box;
    return (element.offsetParent ?? element).getBoundingClientRect();
  };

  const targets = () => [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden]), textarea, [role=button], [role=slider]")]
    .filter((element) => isSeen(element) && !element.disabled);

  const smallTargets = (px) => targets()
    .filter((element) => !isInSentence(element) && !(element instanceof SVGElement))
    .filter((element) => {
      const label = element.closest("label") ?? element;
      const [own, other] = [reach(element), label.getBoundingClientRect()];
      return Math.max(own.height, other.height) < px - 0.5 || Math.max(own.width, other.width) < px - 0.5;
    })
    .map((element) => {
      const box = reach(element);
      return told(element, `target ${Math.round(box.width)} × ${Math.round(box.height)}`);
    });

  const runsOver = () => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const isCut = (element) => element !== document.body && (getComputedStyle(element).overflowX !== "visible" || isCut(element.parentElement));
    const textEnd = (element) => element.getBoundingClientRect().left + element.scrollWidth;
    const wide = [...document.body.querySelectorAll("*")]
      .filter((element) => Math.max(element.getBoundingClientRect().right, textEnd(element)) > room + 1 && isSeen(element) && !isCut(element.parentElement));
    return [`${document.documentElement.scrollWidth} px of ${room}`, ...wide.slice(-3).map((element) => told(element, "wide"))];
  };

  const zoomText = (times) => {
    const root = document.documentElement;
    root.style.removeProperty("font-size");
    if (times !== 1) root.style.setProperty("font-size", `${times * fontSize(root)}px`);
  };

  const overlays = () => [...document.querySelectorAll("body *")]
    .filter((element) => (getComputedStyle(element).position === "fixed" || element.matches("dialog[open]")) && isSeen(element))
    .filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width * box.height > innerWidth * innerHeight / 8;
    })
    .map((element) => told(element, "lies over the page"));

  const moving = () => [
    ...document.getAnimations().filter((animation) => animation.playState === "running").map((animation) => told(animation.effect.target, "moves")),
    ...[...document.querySelectorAll("video[autoplay], audio[autoplay], marquee, blink")].map((element) => told(element, "plays by itself")),
  ];

  const linksByColourAlone = () => [...document.querySelectorAll("main a[href]")]
    .filter((element) => isSeen(element) && isInSentence(element))
    .filter((element) => {
      const style = getComputedStyle(element);
      return !style.textDecorationLine.includes("underline") && parseFloat(style.borderBottomWidth) === 0 && !element.querySelector("img, svg");
    })
    .map((element) => told(element, "a link by colour alone"));

  const unseenFocus = () => {
    const element = document.activeElement;
    if (!element || element === document.body || element.closest("wagtail-userbar")) return [];
    const style = getComputedStyle(element);
    const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const box = element.getBoundingClientRect();
    const isOnScreen = box.bottom > 0 && box.top < innerHeight;
    return isOutlined && isOnScreen ? [] : [told(element, isOutlined ? "focus off the screen" : "focus without an outline")];
  };

  return { smallType, tightLines, tightParagraphs, smallTargets, runsOver, zoomText, overlays, moving, linksByColourAlone, unseenFocus };
})();
