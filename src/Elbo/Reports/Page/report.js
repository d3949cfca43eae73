followTheme();

// Copying, which old browsers only allow of a selection.
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = element(button.dataset.copy);
    let done = true;
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      getSelection().selectAllChildren(source);
      done = document.execCommand("copy");
    }
    button.textContent = done ? "Copied" : "Selected; copy it";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}

// Moving pictures move when they are seen, unless the reader wants no motion.
for (const image of document.querySelectorAll("img.moving")) {
  const button = image.parentElement.querySelector(".play"), still = image.src;
  let moves = false;
  const play = on => {
    moves = on;
    image.src = on ? image.dataset.moving : still;
    button.textContent = on ? "Pause" : "Play";
  };
  button.hidden = false;
  button.addEventListener("click", () => play(!moves));
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches && "IntersectionObserver" in window) {
    const seen = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      seen.disconnect();
      play(true);
    });
    seen.observe(image);
  }
}
