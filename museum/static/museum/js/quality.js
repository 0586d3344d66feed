// 省流量 or 标准: the links choose for the next page by themselves; here the sound goes on while it changes over.

export function chooseQuality(stage, player) {
  const links = [...stage.querySelectorAll("[data-quality]:not(source)")];
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      const name = link.dataset.quality;
      document.cookie = `data=${name === "low" ? "low" : "full"}; path=/; max-age=31536000; samesite=lax`;
      player.setQuality(name);
      for (const each of links) each.toggleAttribute("aria-current", false);
      link.setAttribute("aria-current", "true");
    });
  }
}
