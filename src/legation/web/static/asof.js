// The as-of slider: moving it fetches the same page as of another day, and puts it in place of what is shown.

const DAY = 86_400_000;
const WAIT = 180; // milliseconds without a further move

const ordinal = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

// The last day that an as-of date can mean: of a month or a year its last.
function lastDay(asOf) {
  const [year, month, day] = asOf.split("-").map(Number);
  if (day) return ordinal(asOf);
  return Math.round(Date.UTC(year, month || 12, 0) / DAY);
}

function address(day, last) {
  const there = new URL(location.href);
  there.searchParams.delete("as_of");
  if (day < last) there.searchParams.set("as_of", iso(day));
  return there;
}

// What was unfolded stays so.
function keepOpen(old, fresh) {
  if (fresh instanceof HTMLDetailsElement) fresh.open = old.open;
  for (const one of old.querySelectorAll("details[id]")) {
    const same = fresh.querySelector(`#${CSS.escape(one.id)}`);
    if (same) same.open = one.open;
  }
}

function redraw(page, there) {
  const shown = document.querySelectorAll("[data-redraw]");
  for (const old of shown) {
    const fresh = page.querySelector(`[data-redraw="${old.dataset.redraw}"]`);
    if (!fresh) {
      if (old.dataset.redraw === "view") old.replaceChildren(...page.querySelector("main").childNodes);
      continue;
    }
    keepOpen(old, fresh);
    old.replaceWith(document.adoptNode(fresh));
  }
  document.title = page.title;
  history.replaceState(null, "", there);
  document.dispatchEvent(new CustomEvent("redrawn"));
}

function begin(box) {
  const slide = box.querySelector("input");
  const output = box.querySelector("output");
  const first = ordinal(box.dataset.first) - 1;
  const last = ordinal(box.dataset.last);
  slide.min = first;
  slide.max = last;
  slide.value = box.dataset.now ? lastDay(box.dataset.now) : last;
  slide.hidden = false;
  let waiting = 0;
  let asking = null;

  const say = () => {
    const day = Number(slide.value);
    output.value = day < last ? words.format(day * DAY) : "all that is known";
    slide.setAttribute("aria-valuetext", output.value);
  };

  const show = async () => {
    const there = address(Number(slide.value), last);
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(there, { signal: asking.signal, credentials: "same-origin" });
      redraw(new DOMParser().parseFromString(await answer.text(), "text/html"), there);
    } catch (trouble) {
      if (trouble.name !== "AbortError") location.assign(there);
    }
  };

  slide.addEventListener("input", () => {
    say();
    clearTimeout(waiting);
    waiting = setTimeout(show, WAIT);
  });
  slide.setAttribute("aria-valuetext", output.value); // as the page says it, until it is moved
}

const box = document.querySelector(".asof");
if (box) begin(box);
