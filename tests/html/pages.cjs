// What html-validate asks of the pages. A rule that is off has its reason.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "aria-label-misuse": ["error", { allowAnyNamable: true }], // lists have names: reasons, steps
    "doctype-style": "off", // to the standard both are one
    "form-dup-name": "off", // several days, roles and answers are sent under one name, as forms do
    "no-implicit-button-type": "off", // a button without a type sends its form, which is meant
    "no-implicit-input-type": "off", // a field without a type takes text, which is meant
    "no-redundant-role": "off", // Safari forgets that a list without bullets is one, unless told so
  },
};
