// Whether single keys mark and move. Who speaks to the computer, or rests a hand on the keyboard,
// wants them off: a key that is pressed by chance must not give a mark.

const KEPT = "lift-elie-desk-keys";

export function keysOn() {
  try {
    return window.localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

export function setKeys(on) {
  try {
    window.localStorage.setItem(KEPT, on ? "on" : "off");
    return true;
  } catch {
    return false;
  }
}
