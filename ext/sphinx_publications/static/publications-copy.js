/* The buttons that copy BibTeX. Without this script the text can be selected, and downloaded. */

"use strict";

for (const button of document.querySelectorAll("button.pub-copy")) {
  button.classList.add("pub-copy-ready");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button.pub-copy");
  if (!button) return;
  const source = button.closest("details").querySelector("pre");
  const text = source.textContent.trim() + "\n";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No secure context, or no permission: select, so that one key is left to press.
    getSelection().selectAllChildren(source);
    if (!document.execCommand("copy")) return;
  }
  // Told by the status beside the button, which is empty until then.
  const status = button.nextElementSibling;
  status.textContent = "Copied";
  clearTimeout(button.pubTimer);
  button.pubTimer = setTimeout(() => (status.textContent = ""), 2000);
});
