// Taking in: files can be dropped, what is too much is said before it is sent, and progress is shown while it lasts.

const EVERY = 2000; // milliseconds between two looks
const MEGABYTE = 1_000_000;

function choosing(form) {
  const input = form.querySelector('input[type="file"]');
  const drop = form.querySelector(".drop");
  const told = form.querySelector("#files-told");
  const most = { each: Number(form.dataset.each), all: Number(form.dataset.all), files: Number(form.dataset.files) };

  const wrong = (files) => {
    const all = files.reduce((sum, file) => sum + file.size, 0);
    const large = files.find((file) => file.size > most.each);
    if (files.length > most.files) return `${files.length} files, and at most ${most.files} are taken at once: hand them in in parts.`;
    if (large) return `${large.name} has ${(large.size / MEGABYTE).toFixed(1)} MB, and the limit is ${most.each / MEGABYTE} MB: split it into its documents.`;
    if (all > most.all) return `${(all / MEGABYTE).toFixed(0)} MB together, and at most ${most.all / MEGABYTE} MB are taken at once: hand them in in parts.`;
    return "";
  };

  const say = () => {
    const files = [...input.files];
    const trouble = wrong(files);
    const all = files.reduce((sum, file) => sum + file.size, 0);
    const words = files.length === 1 ? files[0].name : `${files.length} files`;
    input.setCustomValidity(trouble);
    told.classList.toggle("wrong", trouble !== "");
    told.textContent = trouble || (files.length ? `${words}, ${all < 100_000 ? `${Math.ceil(all / 1000)} kB` : `${(all / MEGABYTE).toFixed(1)} MB`}` : "");
  };

  input.addEventListener("change", say);
  form.querySelector(".droppable").hidden = false;
  for (const moment of ["dragenter", "dragover"]) {
    drop.addEventListener(moment, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", (event) => {
    if (!drop.contains(event.relatedTarget)) drop.classList.remove("over");
  });
  drop.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    drop.classList.remove("over");
    input.files = event.dataTransfer.files;
    say();
    input.focus();
  });
  // A file that misses the place would take the page's place, and what was typed with it.
  for (const moment of ["dragover", "drop"]) {
    addEventListener(moment, (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
  }
  say();
}

function watching() {
  const told = document.getElementById("told");
  let known = "";
  document.getElementById("anew")?.remove();

  const look = async () => {
    const progress = document.getElementById("progress");
    if (progress.dataset.waiting === "0") return;
    if (!document.hidden && !progress.contains(document.activeElement)) {
      try {
        const answer = await fetch("/take-in.json", { credentials: "same-origin" });
        const now = await answer.text();
        if (answer.ok && now !== known) {
          await redraw();
          known = now;
        }
      } catch { /* the server may be back in a moment */ }
    }
    setTimeout(look, EVERY);
  };

  const redraw = async () => {
    const answer = await fetch("/take-in", { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("progress");
    const old = document.getElementById("progress");
    if (!fresh || old.contains(document.activeElement)) return;
    old.replaceWith(document.adoptNode(fresh));
    const words = page.getElementById("told").textContent;
    if (told.textContent !== words) told.textContent = words; // read out only where it says something new
  };

  setTimeout(look, EVERY);
}

const form = document.getElementById("by-file");
if (form) choosing(form);
watching();
