// Single keys of a page. None fires while one types, with a modifier, held down, or when they are switched off.

const KEPT = "legation.keys";
const box = document.getElementById("keys-wanted");
const told = document.getElementById("keys-told");
let done = false; // a decision is on its way: no second one before the next page

export function tell(words) {
  if (told) told.textContent = words;
}

export function press(button) {
  if (done || !button) return;
  if (button.tagName !== "A") done = true;
  button.click();
}

// `actions` are functions by key; true from one lets it act while held down.
export function keys(actions, held = "") {
  const help = document.getElementById("keyboard");
  if (!help) return;
  help.hidden = false;
  try {
    box.checked = localStorage.getItem(KEPT) !== "off";
    box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  } catch { /* nothing can be remembered here: they are on, and can be switched off for this page */ }
  addEventListener("pageshow", () => { done = false; });
  addEventListener("keydown", event => {
    if (!box.checked || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.repeat && !held.includes(event.key)) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const action = event.key === "?" ? showHelp : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  function showHelp() {
    help.open = !help.open;
    if (help.open) {
      help.scrollIntoView({ block: "nearest" });
      help.querySelector("summary").focus();
    }
  }
}
