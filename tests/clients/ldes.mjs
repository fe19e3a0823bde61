// Follows a change feed to its end and prints each version, a JSON object a line.
// Usage: node ldes.mjs ADDRESS
import { intoConfig, replicateLDES } from "ldes-client";

const [url] = process.argv.slice(2);
const written = (term) =>
  term.termType === "Literal" ? [term.value, term.language || term.datatype.value] : [term.value];
const client = replicateLDES(intoConfig({ url }), "ascending");
for await (const member of client.stream({ highWaterMark: 10 })) {
  const payload = member.quads.filter((quad) => quad.graph.equals(member.id));
  const types = member.quads.filter(
    (quad) => quad.subject.equals(member.id) && quad.predicate.value.endsWith("#type"),
  );
  const row = {
    version: member.id.value,
    thing: member.isVersionOf,
    at: new Date(member.timestamp).toISOString(),
    kinds: types.map((quad) => quad.object.value),
    statements: payload.map((quad) => [
      quad.subject.value,
      quad.predicate.value,
      ...written(quad.object),
    ]),
  };
  console.log(JSON.stringify(row));
}
