// The key / on every page: into the search. It is off where single keys were switched off, and so are they here.

const KEPT = "legation.keys";
const box = document.getElementById("keys-wanted");

function wanted() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return box ? box.checked : true;
  }
}

if (box && !document.getElementById("keyboard")) { // a page with keys of its own sees to its box itself
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.checked = wanted();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(KEPT, box.checked ? "on" : "off");
    } catch { /* nothing can be remembered here: it holds for this page */ }
  });
}

addEventListener("keydown", event => {
  if (event.key !== "/" || event.defaultPrevented || event.isComposing || event.repeat || !wanted()) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.getElementById("q");
  const room = document.querySelector('.masthead nav a[href^="/search"]');
  if (!field && !room) return;
  event.preventDefault();
  if (field) {
    field.focus();
    field.select();
  } else {
    location.assign(room.href);
  }
});
