// Draws the charts of a page from the JSON beside them. Without it, or where it fails, the table stays open.

// Names of the page's own colours: a drawing follows them into the dark, and onto paper, without being drawn anew.
const THEME = {
  background: null,
  aria: false, // the table is what screen readers read
  view: { stroke: null },
  axis: {
    labelColor: "var(--soft)", titleColor: "var(--soft)", domainColor: "var(--soft)", tickColor: "var(--soft)",
    gridColor: "var(--rule)", labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal",
  },
  legend: { labelColor: "var(--ink)", labelFontSize: 12, symbolSize: 90 },
  text: { color: "var(--ink)", fontSize: 13 },
};
const MOVES = [
  ["Earlier", (from, to) => [from - (to - from) / 3, to - (to - from) / 3]],
  ["Later", (from, to) => [from + (to - from) / 3, to + (to - from) / 3]],
  ["Closer", (from, to) => [from + (to - from) / 4, to - (to - from) / 4]],
  ["Wider", (from, to) => [from - (to - from) / 2, to + (to - from) / 2]],
  ["All", () => null],
];
const drawn = new Map(); // figure → what vega-embed gave

/** Draw what is not drawn yet within a part of the page, and let go of what is no longer on it. */
export async function draw(part = document) {
  for (const [figure, chart] of drawn) {
    if (!figure.isConnected) {
      chart.finalize();
      drawn.delete(figure);
    }
  }
  for (const figure of part.querySelectorAll("figure.chart:not([data-drawn])")) {
    figure.dataset.drawn = "begun";
    await drawOne(figure);
  }
}

async function drawOne(figure) {
  const place = figure.querySelector(".drawing");
  const table = figure.querySelector("details");
  place.hidden = false; // it has to have a width before it is drawn on
  table.open = false;
  try {
    const { default: embed } = await import(figure.dataset.bundle);
    const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    const chart = await embed(place, spec, {
      mode: "vega-lite",
      ast: true, // expressions are interpreted: eval is forbidden here
      actions: false,
      defaultStyle: false,
      renderer: "svg",
      // Not by its name: Vega measures words on a canvas, where names of properties mean nothing.
      config: { ...THEME, font: getComputedStyle(place).fontFamily },
      tooltip: pointer(place),
    });
    drawn.set(figure, chart);
    if (spec.usermeta.zoom) figure.insertBefore(ways(chart.view, `zoom_${spec.usermeta.zoom}`), table);
    figure.dataset.drawn = "done";
  } catch (trouble) {
    console.error(trouble);
    place.replaceChildren();
    place.hidden = true;
    table.open = true;
    figure.dataset.drawn = "failed";
  }
}

/** Buttons that move and zoom, for whoever does not drag, or use the wheel. */
function ways(view, signal) {
  const group = document.createElement("div");
  group.className = "ways";
  group.role = "group";
  group.ariaLabel = "Time shown in the drawing";
  for (const [name, move] of MOVES) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => {
      const [from, to] = view.scale("x").domain().map(Number);
      view.signal(signal, move(from, to)).runAsync();
    });
    group.append(button);
  }
  const hint = document.createElement("p");
  hint.className = "small";
  hint.textContent = "or drag; Ctrl and the wheel to zoom";
  group.append(hint);
  return group;
}

/** What is told of a mark that is pointed at: text only. It stays while one is on it, and Escape puts it away. */
function pointer(place) {
  const told = document.createElement("div");
  told.className = "pointed";
  told.hidden = true;
  let away = 0;
  const hide = () => { told.hidden = true; };
  const later = () => { clearTimeout(away); away = setTimeout(hide, 250); };
  told.addEventListener("pointerenter", () => clearTimeout(away));
  told.addEventListener("pointerleave", later);
  return (_, event, __, value) => {
    if (value === null || value === undefined || value === "") {
      later();
      return;
    }
    clearTimeout(away);
    told.textContent = String(value);
    told.hidden = false;
    if (told.parentElement !== place) place.append(told); // vega-embed clears the place when it begins
    const frame = place.getBoundingClientRect();
    const left = Math.min(event.clientX - frame.left + 6, frame.width - told.offsetWidth);
    const below = event.clientY - frame.top + 10;
    const fits = below + told.offsetHeight <= frame.height;
    told.style.left = `${Math.max(0, left)}px`;
    told.style.top = `${Math.max(0, fits ? below : event.clientY - frame.top - told.offsetHeight - 6)}px`;
  };
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const told of document.querySelectorAll(".pointed")) told.hidden = true;
});

document.addEventListener("redrawn", () => draw()); // asof.js has put another view in place

draw();
