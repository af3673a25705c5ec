// What html-validate asks of letters: mail programs know tables and attributes of long ago.
const pages = require("./pages.cjs");

module.exports = {
  ...pages,
  rules: {
    ...pages.rules,
    "no-deprecated-attr": "off", // Outlook lays out by them
    "no-inline-style": "off", // many programs drop style sheets
  },
};
