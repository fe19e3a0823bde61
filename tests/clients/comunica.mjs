// Asks a query of sources with Comunica and prints the solutions, a JSON object a line.
// Usage: node comunica.mjs QUERY [TYPE@]SOURCE…
import { QueryEngine } from "@comunica/query-sparql";

const [query, ...given] = process.argv.slice(2);
const sources = given.map((source) => {
  const typed = /^(sparql|file)@(.*)$/.exec(source);
  return typed ? { type: typed[1], value: typed[2] } : source;
});
const solutions = await new QueryEngine().queryBindings(query, { sources });
for await (const solution of solutions) {
  const row = {};
  for (const [variable, term] of solution) {
    row[variable.value] = term.value;
  }
  console.log(JSON.stringify(row));
}
