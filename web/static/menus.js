// Menus close as one expects: by Escape, by a click elsewhere, and when one goes on by keyboard.
// Without scripts they close as they open.
const open = () => document.querySelectorAll("details.drop[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    const within = menu.contains(document.activeElement);
    menu.open = false;
    if (within) menu.querySelector("summary").focus();
  }
});

for (const going of ["focusin", "pointerdown"]) {
  document.addEventListener(going, (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
}
