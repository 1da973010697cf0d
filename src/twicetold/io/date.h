#ifndef TWICETOLD_IO_DATE_H_
#define TWICETOLD_IO_DATE_H_

// Dates as files and pages write them, to the one form that Metadata::date has.
//
// Only what can be read in one way counts: "03/04/2005" is March to some and April to others, and
// a bare number may be seconds, milliseconds or an id. A wrong date is worse than none, for dates
// decide which of two copies is the earlier one.

#include <optional>
#include <string>
#include <string_view>

namespace twicetold {

// The date that `text` is, as "YYYY-MM-DD"; with a time as "YYYY-MM-DDTHH:MM:SS", which has a "Z"
// behind it when the offset from UTC was given, and then day and time are those of UTC. So the
// first ten bytes of two dates compare as the days do. nullopt when `text` is no date, or no real
// day. Years are 0001 to 9999. Thread-safe. Read are, white space around them apart:
//
//   2005-03-14, 20050314 (years 1600 to 2199, so that few other numbers pass for a day), either
//     with a time behind "T" or a space: 10:30, 10:30:05, 10:30:05.25, 103005; with an offset or
//     none: Z, +01:00, +0100, +01 (ISO 8601)
//   Mon, 14 Mar 2005 10:30:05 GMT, the weekday, the time, its seconds and the zone or any of them
//     left out; zones are +0100, UT, UTC, GMT, Z and those of North America (RFC 2822)
//   14 March 2005, March 14, 2005, the weekday before them and a time behind them or not
//
// Fractions of a second are dropped; a leap second counts as the one before it. The weekday is not
// held against the day. A zone of another name (CET) is no offset: the day is kept as given.
std::optional<std::string> ParseDate(std::string_view text);

// The day that stands in the name of the file at `path`, as "YYYY-MM-DD": 2005-03-14, 2005_03_14
// or 20050314, no digit beside it, year 1600 to 2199. nullopt when there is none or when there are
// two different ones. Folders in the path are not looked at. Thread-safe.
std::optional<std::string> DateInFileName(std::string_view path);

}  // namespace twicetold

#endif  // TWICETOLD_IO_DATE_H_
