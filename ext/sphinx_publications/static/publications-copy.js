/* The buttons that copy BibTeX, and the address of a publication. Without this script the text can be selected, and downloaded. */

"use strict";

{
  const buttons = document.querySelectorAll("button.pub-copy");
  for (const button of buttons) button.classList.add("pub-copy-ready");
  const texts = new WeakMap(); // button → its text, which says "Copied" for a while

  // One for all: what is written into it is read out.
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "pub-copied";
  // In no group, which a finder may hide.
  (document.querySelector("main, [role=main]") ?? document.body).append(status);

  const copy = async (text, source) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // No secure context, or no permission: select, and leave it at that if need be.
      getSelection().selectAllChildren(source);
      return document.execCommand("copy");
    }
  };

  /* Returns the address that a button has, without what was searched for on this page. */
  const addressOf = (button) => {
    const address = new URL(button.value, location.href);
    address.search = "";
    return address.href;
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.pub-copy");
    if (!button) return;
    if (!texts.has(button)) texts.set(button, button.textContent);
    let source = button.closest("details, section").querySelector(".pub-bibtex");
    let text = `${source.textContent.trim()}\n`;
    if (button.value) {
      text = addressOf(button);
      // Something that can be selected must be seen.
      source = status;
      status.textContent = text;
    }
    const done = await copy(text, source);
    const [said, failed] = button.value
      ? ["Not copied", "Not copied"]
      : ["Selected; copy it with your keyboard", "Selected"];
    status.textContent = done ? "Copied" : said;
    button.textContent = done ? "Copied" : failed;
    setTimeout(() => {
      status.textContent = "";
      button.textContent = texts.get(button);
    }, 2000);
  });
}
