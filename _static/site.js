/* What of the theme's scripts this site uses: the dialog for searches, and light or dark. */
{
  const root = document.documentElement.dataset;
  const dialog = document.getElementById("pst-search-dialog");
  const apple = /^(Mac|iP)/.test(navigator.platform);

  // The page of searches has a field of its own.
  const field = document.querySelector("main .bd-search input");
  const search = () => {
    if (field) {
      field.focus();
      field.select();
    } else if (dialog.open) {
      dialog.close();
    } else {
      dialog.showModal();
    }
  };
  for (const button of document.querySelectorAll(".search-button__button")) {
    button.addEventListener("click", search);
  }
  addEventListener("keydown", (event) => {
    const held = apple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (held && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      search();
    }
  });
  // What is around the dialog belongs to it, but not to what is in it.
  dialog?.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  if (apple) {
    for (const key of document.querySelectorAll(".kbd-shortcut__modifier")) key.textContent = "⌘";
  }

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const choices = document.querySelectorAll("[data-choice]");
  const show = (mode) => {
    root.mode = mode;
    root.theme = mode === "auto" ? (dark.matches ? "dark" : "light") : mode;
    for (const one of choices) one.ariaPressed = one.dataset.choice === mode;
  };
  for (const choice of choices) {
    choice.addEventListener("click", () => {
      show(choice.dataset.choice);
      localStorage.setItem("mode", root.mode);
      localStorage.setItem("theme", root.theme);
      choice.closest("[popover]").hidePopover?.();
    });
  }
  dark.addEventListener("change", () => show(root.mode));
  show(root.mode);
}
