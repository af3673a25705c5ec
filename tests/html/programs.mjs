// Prints what the letters named use and a mail program cannot: one JSON object, feature to programs.
import { readFileSync } from "node:fs";
import { caniemail } from "caniemail";

const clients = ["apple-mail.*", "gmail.*", "outlook.*"];
const lacking = {};
for (const file of process.argv.slice(2)) {
  const { issues } = caniemail({ clients, html: readFileSync(file, "utf8") });
  for (const [client, found] of issues.errors) {
    for (const { title } of found) {
      lacking[title] = [...new Set([...(lacking[title] ?? []), client])].sort();
    }
  }
}
console.log(JSON.stringify(lacking));
