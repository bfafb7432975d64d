// The keys of a question: each presses what bears it.

import { keys, press } from "./keyboard.js";

const actions = {};
for (const key of "acrsdxnu123456789") {
  const bears = document.querySelector(`[data-key="${key}"]`);
  if (bears) actions[key] = () => press(bears);
}
keys(actions);
