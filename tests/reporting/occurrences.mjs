// Prints the occurrences that ical.js finds in a calendar: `SUMMARY|2026-03-17T10:00:00|INSTANT`.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, file, count] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(library).href);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}
const series = new Map();
const moved = [];
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  if (event.isRecurrenceException()) moved.push(event);
  else series.set(event.uid, event);
}
for (const event of moved) series.get(event.uid).relateException(event);
const found = [];
for (const event of series.values()) {
  if (!event.isRecurring()) {
    found.push([event.summary, event.startDate]);
    continue;
  }
  const iterator = event.iterator();
  for (let next = iterator.next(), left = Number(count); next && left; next = iterator.next(), left -= 1) {
    const details = event.getOccurrenceDetails(next);
    found.push([details.item.summary, details.startDate]);
  }
}
for (const [summary, start] of found) {
  const instant = start.isDate ? "" : start.toUnixTime();
  console.log(`${summary}|${start.toString().replace("Z", "")}|${instant}`);
}
