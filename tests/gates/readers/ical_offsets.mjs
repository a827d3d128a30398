// Read the instants at which the entries of calendar files begin with ical.js, and print them as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, ...files] = process.argv.slice(2);
const ICAL = (await import(pathToFileURL(library))).default;

const found = {};
for (const file of files) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone);
  }
  found[file] = calendar
    .getAllSubcomponents("vevent")
    .map((event) => event.getFirstPropertyValue("dtstart").toUnixTime());
}
process.stdout.write(JSON.stringify(found));
