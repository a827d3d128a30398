// Read calendar files with ical.js, Thunderbird's parser, and print their events as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, ...files] = process.argv.slice(2);
const ICAL = (await import(pathToFileURL(library))).default;

function seen(event, method) {
  const at = (name) => {
    const value = event.getFirstPropertyValue(name);
    return value.isDate ? value.toString() : value.toJSDate().toISOString();
  };
  return {
    method,
    uid: event.getFirstPropertyValue("uid"),
    sequence: event.getFirstPropertyValue("sequence"),
    stamp: at("dtstamp"),
    start: at("dtstart"),
    end: at("dtend"),
    status: event.getFirstPropertyValue("status"),
    summary: event.getFirstPropertyValue("summary"),
  };
}

const found = {};
for (const file of files) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone);
  }
  const method = calendar.getFirstPropertyValue("method") ?? "";
  found[file] = calendar.getAllSubcomponents("vevent").map((event) => seen(event, method));
}
process.stdout.write(JSON.stringify(found));
