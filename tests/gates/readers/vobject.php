<?php
// Read calendar files with sabre/vobject, the library of several CalDAV servers, and print as JSON
// the events of each file, what its validator has against them, and the times that they take.
//
// Usage: php vobject.php ZONE FIRST LAST FILE...; repetitions are worked out from FIRST to LAST, and
// times without a zone are in ZONE.
error_reporting(E_ALL & ~E_DEPRECATED);
require '/usr/share/php/Sabre/VObject/autoload.php';

use Sabre\VObject\DateTimeParser;
use Sabre\VObject\Reader;

[$zone, $first, $last] = array_slice($argv, 1, 3);
date_default_timezone_set($zone);
$home = new DateTimeZone($zone);

function describe($event, $home)
{
    $start = $event->DTSTART->getDateTime();
    if (isset($event->DTEND)) {
        $end = $event->DTEND->getDateTime();
    } elseif (isset($event->DURATION)) {
        $end = (clone $start)->add(DateTimeParser::parseDuration((string) $event->DURATION));
    } else {
        $end = (clone $start)->modify($event->DTSTART->hasTime() ? '+0 days' : '+1 day');
    }
    $found = [];
    foreach (['start' => $start, 'end' => $end] as $name => $time) {
        $local = clone $time;
        if ($event->DTSTART->hasTime()) {
            $local->setTimezone($home);
        }
        $found[$name] = $local->format('Y-m-d\TH:i:s');
        $found["{$name}_utc"] = (clone $time)->setTimezone(new DateTimeZone('UTC'))->format('c');
    }
    $found['all_day'] = !$event->DTSTART->hasTime();
    foreach (['UID', 'STATUS', 'TRANSP', 'X-MICROSOFT-CDO-BUSYSTATUS', 'SUMMARY'] as $name) {
        $found[strtolower($name)] = (string) $event->$name;
    }
    $found['sequence'] = (int) (string) $event->SEQUENCE;
    return $found;
}

$result = [];
foreach (array_slice($argv, 4) as $file) {
    $faults = $events = $times = [];
    try {
        $calendar = Reader::read(file_get_contents($file));
        $faults = array_map(fn ($each) => $each['message'], $calendar->validate());
        $read = fn () => array_map(fn ($each) => describe($each, $home), $calendar->select('VEVENT'));
        $events = array_values($read());
        $calendar->expand(new DateTime($first, $home), new DateTime($last, $home));
        $times = array_values($read());
    } catch (Throwable $error) {
        $faults[] = $error->getMessage();
    }
    $result[$file] = ['faults' => $faults, 'events' => $events, 'times' => $times];
}
echo json_encode($result, JSON_THROW_ON_ERROR);
