/* The buttons that copy BibTeX. Without this script the text can be selected, and downloaded. */

"use strict";

{
  const buttons = document.querySelectorAll("button.pub-copy");
  for (const button of buttons) button.classList.add("pub-copy-ready");

  // One for all: what is written into it is read out.
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "pub-copied";
  // In no group, which a finder may hide.
  (document.querySelector("main, [role=main]") ?? document.body).append(status);

  const copy = async (source) => {
    const text = `${source.textContent.trim()}\n`;
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // No secure context, or no permission: select, and leave it at that if need be.
      getSelection().selectAllChildren(source);
      return document.execCommand("copy");
    }
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.pub-copy");
    if (!button) return;
    const source = button.closest("details, section").querySelector(".pub-bibtex");
    const done = await copy(source);
    status.textContent = done ? "Copied" : "Selected; copy it with your keyboard";
    button.textContent = done ? "Copied" : "Selected";
    setTimeout(() => {
      status.textContent = "";
      button.textContent = "Copy";
    }, 2000);
  });
}
