// What leads on or is filled in, and lies beyond the window's edge, is cut, or is over another.
// What scrolls by itself, and what is for screen readers only, is no fault.
() => {
  const chosen = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const all = [...document.querySelectorAll(chosen)].filter(
    (each) =>
      each.checkVisibility({ visibilityProperty: true }) &&
      !each.closest(".skip, .vh, .tabs, .tbl-wrap"),
  );
  const name = (each) => each.outerHTML.slice(0, 120);
  // How far its words reach, without those for screen readers only.
  const reach = (each) => {
    const texts = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
    const inside = document.createRange();
    let right = 0;
    while (texts.nextNode()) {
      if (texts.currentNode.parentElement.closest(".vh")) continue;
      inside.selectNodeContents(texts.currentNode);
      right = Math.max(right, inside.getBoundingClientRect().right);
    }
    return right;
  };
  const boxes = all.map((each) => each.getBoundingClientRect());
  // A link in a sentence may go on in the next line, and its box is then no measure.
  const whole = all.map((each) => each.getClientRects().length === 1);
  const faults = [];
  all.forEach((each, n) => {
    const box = boxes[n];
    if (box.width < 1 || box.height < 1) faults.push(`nothing to see: ${name(each)}`);
    else if (box.left < -1 || box.right > innerWidth + 1) faults.push(`outside: ${name(each)}`);
    else if (each.matches("button, summary, .btn") && reach(each) > box.right + 1) {
      faults.push(`cut: ${name(each)}`);
    }
    for (let m = n + 1; m < all.length; m++) {
      const [one, other] = [box, boxes[m]];
      if (!whole[n] || !whole[m] || each.contains(all[m]) || all[m].contains(each)) continue;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (wide > 2 && high > 2) faults.push(`${name(each)} and ${name(all[m])} over each other`);
    }
  });
  return faults;
};
