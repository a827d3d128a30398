// Expand recurrence rules with ical.js, Thunderbird's parser, and print the times of each as JSON.
// Each file is a list of rules, each with its start, the last time of interest, and how many times
// to give. A rule that it refuses or does not come to an end with has null.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";

const [library, ...files] = process.argv.slice(2);
const ICAL = (await import(pathToFileURL(library))).default;

function stamp(moment) {
  return moment.toString().replaceAll(/[-:]/g, "");
}

function expand({ rule, start, end, limit }) {
  const written = start.replace(/^(....)(..)(..)T(..)(..)(..)$/, "$1-$2-$3T$4:$5:$6");
  const times = [];
  const moments = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(written));
  while (times.length < limit) {
    const moment = moments.next();
    if (!moment || stamp(moment) > end) break;
    times.push(stamp(moment));
  }
  return times;
}

function attempt(job) {
  globalThis.expandOne = () => expand(job);
  try {
    return runInThisContext("expandOne()", { timeout: 500 });
  } catch {
    return null;
  }
}

const found = {};
for (const file of files) {
  found[file] = JSON.parse(readFileSync(file, "utf8")).map(attempt);
}
process.stdout.write(JSON.stringify(found));
