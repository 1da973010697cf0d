#include "twicetold/io/date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/io/ascii.h"

namespace twicetold {
namespace {

// Of days written without separators, and of days in file names.
constexpr int kFirstPlainYear = 1600;
constexpr int kLastPlainYear = 2199;

using Day = std::chrono::year_month_day;

struct Time {
  std::chrono::seconds of_day{0};
  std::optional<std::chrono::minutes> offset;
};

std::string Padded(int number, size_t digits) {
  const std::string text = std::to_string(number);
  return Concat({std::string(digits - std::min(digits, text.size()), '0'), text});
}

// What is left of a text that is read front to back.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  // The character, if it comes next.
  bool Take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Exactly `count` digits.
  std::optional<int> Digits(size_t count) {
    int number = 0;
    if (rest_.size() < count) return std::nullopt;
    for (const char c : rest_.substr(0, count)) {
      if (!IsAsciiDigit(c)) return std::nullopt;
      number = 10 * number + (c - '0');
    }
    rest_.remove_prefix(count);
    return number;
  }

  bool DigitNext() const { return !rest_.empty() && IsAsciiDigit(rest_[0]); }

  std::string_view TakeLetters() {
    size_t size = 0;
    while (size < rest_.size() && IsAsciiLetter(rest_[size])) ++size;
    const std::string_view letters = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return letters;
  }

  void SkipSpace() {
    while (!rest_.empty() && IsAsciiSpace(rest_[0])) rest_.remove_prefix(1);
  }

 private:
  std::string_view rest_;
};

std::optional<Day> RealDay(int year, int month, int day) {
  const Day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                 std::chrono::day(static_cast<unsigned>(day))};
  if (year < 1 || year > 9999 || !date.ok()) return std::nullopt;
  return date;
}

std::string DayText(Day day) {
  return Concat({Padded(static_cast<int>(day.year()), 4), "-",
                 Padded(static_cast<int>(static_cast<unsigned>(day.month())), 2), "-",
                 Padded(static_cast<int>(static_cast<unsigned>(day.day())), 2)});
}

// The day with `separator` between its parts; '\0' for none.
std::optional<Day> TakeDay(Scanner& scanner, char separator) {
  const auto apart = [&] { return separator == '\0' || scanner.Take(separator); };
  const std::optional<int> year = scanner.Digits(4);
  if (!year || !apart()) return std::nullopt;
  const std::optional<int> month = scanner.Digits(2);
  if (!month || !apart()) return std::nullopt;
  const std::optional<int> day = scanner.Digits(2);
  if (!day) return std::nullopt;
  return RealDay(*year, *month, *day);
}

bool IsPlainYear(Day day) {
  const int year = static_cast<int>(day.year());
  return year >= kFirstPlainYear && year <= kLastPlainYear;
}

std::optional<std::chrono::seconds> TakeClock(Scanner& scanner) {
  const std::optional<int> hour = scanner.Digits(2);
  if (!hour || *hour > 23) return std::nullopt;
  const bool colons = scanner.Take(':');
  const std::optional<int> minute = scanner.Digits(2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  if (colons ? scanner.Take(':') : scanner.DigitNext()) {
    const std::optional<int> given = scanner.Digits(2);
    if (!given || *given > 60) return std::nullopt;
    second = std::min(*given, 59);
    if (scanner.Take('.') || scanner.Take(',')) {
      if (!scanner.DigitNext()) return std::nullopt;
      while (scanner.DigitNext()) scanner.Digits(1);
    }
  }
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(second);
}

// +01:00, +0100, +01.
std::optional<std::chrono::minutes> TakeNumericOffset(Scanner& scanner) {
  const bool west = scanner.rest().starts_with('-');
  if (!scanner.Take('-') && !scanner.Take('+')) return std::nullopt;
  const std::optional<int> hours = scanner.Digits(2);
  if (!hours || *hours > 23) return std::nullopt;
  int minutes = 0;
  if (scanner.Take(':') || scanner.DigitNext()) {
    const std::optional<int> given = scanner.Digits(2);
    if (!given || *given > 59) return std::nullopt;
    minutes = *given;
  }
  const std::chrono::minutes offset = std::chrono::hours(*hours) + std::chrono::minutes(minutes);
  return west ? -offset : offset;
}

// The offset of a zone's name; nullopt for one that is not known everywhere.
std::optional<std::chrono::minutes> OffsetOfZone(std::string_view name) {
  struct Zone {
    std::string_view name;
    int hours;
  };
  constexpr auto kZones = std::to_array<Zone>({{"z", 0},
                                               {"ut", 0},
                                               {"utc", 0},
                                               {"gmt", 0},
                                               {"est", -5},
                                               {"edt", -4},
                                               {"cst", -6},
                                               {"cdt", -5},
                                               {"mst", -7},
                                               {"mdt", -6},
                                               {"pst", -8},
                                               {"pdt", -7}});
  const std::string lower = AsciiLower(name);
  for (const Zone& zone : kZones) {
    if (zone.name == lower) return std::chrono::hours(zone.hours);
  }
  return std::nullopt;
}

// A time, and the rest of the text as its zone.
std::optional<Time> TakeTime(Scanner& scanner) {
  Time time;
  const auto clock = TakeClock(scanner);
  if (!clock) return std::nullopt;
  time.of_day = *clock;
  scanner.SkipSpace();
  if (scanner.rest().starts_with('+') || scanner.rest().starts_with('-')) {
    time.offset = TakeNumericOffset(scanner);
    if (!time.offset) return std::nullopt;
  } else {
    const std::string_view zone = scanner.TakeLetters();
    // What is longer than any zone's name, or says which half of the day is meant, is none.
    if (zone.size() > 5 || AsciiLower(zone) == "am" || AsciiLower(zone) == "pm") {
      return std::nullopt;
    }
    time.offset = OffsetOfZone(zone);
  }
  scanner.SkipSpace();
  const std::string_view rest = scanner.rest();
  const bool comment = rest.starts_with('(') && rest.find(')') + 1 == rest.size();
  if (!rest.empty() && !comment) return std::nullopt;  // RFC 2822: +0000 (UTC)
  return time;
}

std::optional<std::string> DateText(Day day, std::optional<Time> time) {
  if (!time) return DayText(day);
  const std::chrono::sys_seconds local = std::chrono::sys_days(day) + time->of_day;
  const std::chrono::sys_seconds moment = local - time->offset.value_or(std::chrono::minutes(0));
  const auto midnight = std::chrono::floor<std::chrono::days>(moment);
  const Day date(midnight);
  const int year = static_cast<int>(date.year());
  if (year < 1 || year > 9999) return std::nullopt;
  const auto seconds = static_cast<int>((moment - midnight).count());
  return Concat({DayText(date), "T", Padded(seconds / 3600, 2), ":", Padded(seconds / 60 % 60, 2),
                 ":", Padded(seconds % 60, 2), time->offset ? "Z" : ""});
}

std::optional<std::string> ParseIso(std::string_view text) {
  Scanner scanner(text);
  const bool plain = text.size() >= 8 && text.substr(4, 1) != "-";
  const std::optional<Day> day = TakeDay(scanner, plain ? '\0' : '-');
  if (!day || (plain && !IsPlainYear(*day))) return std::nullopt;
  if (scanner.done()) return DateText(*day, std::nullopt);
  if (!scanner.Take('T') && !scanner.Take('t') && !scanner.Take(' ')) return std::nullopt;
  scanner.SkipSpace();
  const std::optional<Time> time = TakeTime(scanner);
  if (!time) return std::nullopt;
  return DateText(*day, time);
}

// 1 to 12 for an English month, in full, in three letters, or "Sept".
std::optional<int> MonthOf(std::string_view name) {
  constexpr auto kMonths = std::to_array<std::string_view>(
      {"january", "february", "march", "april", "may", "june", "july", "august", "september",
       "october", "november", "december"});
  const std::string lower = AsciiLower(name);
  for (size_t i = 0; i < kMonths.size(); ++i) {
    if (lower == kMonths[i] || lower == kMonths[i].substr(0, 3) || (i == 8 && lower == "sept")) {
      return static_cast<int>(i) + 1;
    }
  }
  return std::nullopt;
}

bool IsWeekday(std::string_view name) {
  constexpr auto kDays = std::to_array<std::string_view>(
      {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
  const std::string lower = AsciiLower(name);
  for (const std::string_view day : kDays) {
    if (lower == day || lower == day.substr(0, 3)) return true;
  }
  return lower == "tues" || lower == "weds" || lower == "thur" || lower == "thurs";
}

// "14", "4", "14th".
std::optional<int> TakeDayOfMonth(Scanner& scanner) {
  if (!scanner.DigitNext()) return std::nullopt;
  int day = *scanner.Digits(1);
  if (scanner.DigitNext()) day = 10 * day + *scanner.Digits(1);
  if (scanner.DigitNext()) return std::nullopt;
  const std::string ending = AsciiLower(scanner.TakeLetters());
  if (!ending.empty() && ending != "st" && ending != "nd" && ending != "rd" && ending != "th") {
    return std::nullopt;
  }
  return day;
}

void SkipSpaceAndComma(Scanner& scanner) {
  scanner.SkipSpace();
  if (scanner.Take(',')) scanner.SkipSpace();
}

// A word, and the full stop of an abbreviated one.
std::string_view TakeWord(Scanner& scanner) {
  const std::string_view word = scanner.TakeLetters();
  scanner.Take('.');
  SkipSpaceAndComma(scanner);
  return word;
}

std::optional<std::string> ParseWords(std::string_view text) {
  Scanner scanner(text);
  std::string_view word = TakeWord(scanner);
  if (IsWeekday(word)) word = TakeWord(scanner);
  const bool month_first = !word.empty();
  const std::optional<int> day = TakeDayOfMonth(scanner);
  SkipSpaceAndComma(scanner);
  if (!month_first) word = TakeWord(scanner);
  const std::optional<int> month = MonthOf(word);
  const std::optional<int> year = scanner.Digits(4);
  if (!day || !month || !year || scanner.DigitNext()) return std::nullopt;
  const std::optional<Day> date = RealDay(*year, *month, *day);
  if (!date) return std::nullopt;
  if (scanner.done()) return DateText(*date, std::nullopt);
  if (!scanner.rest().starts_with(',') && !IsAsciiSpace(scanner.rest()[0])) return std::nullopt;
  SkipSpaceAndComma(scanner);
  const std::optional<Time> time = TakeTime(scanner);
  if (!time) return std::nullopt;
  return DateText(*date, time);
}

}  // namespace

std::optional<std::string> ParseDate(std::string_view text) {
  Scanner scanner(StripTrailingSpace(text));
  scanner.SkipSpace();
  const std::string_view date = scanner.rest();
  const bool iso = date.size() >= 8 && IsAsciiDigit(date[2]) && IsAsciiDigit(date[3]);
  return iso && IsAsciiDigit(date[0]) ? ParseIso(date) : ParseWords(date);
}

std::optional<std::string> DateInFileName(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  std::optional<std::string> found;
  for (size_t at = 0; at < name.size(); ++at) {
    if (at > 0 && IsAsciiDigit(name[at - 1])) continue;
    for (const char separator : {'-', '_', '\0'}) {
      Scanner scanner(name.substr(at));
      const std::optional<Day> day = TakeDay(scanner, separator);
      if (!day || !IsPlainYear(*day) || scanner.DigitNext()) continue;
      const std::string text = DayText(*day);
      if (found && *found != text) return std::nullopt;
      found = text;
    }
  }
  return found;
}

}  // namespace twicetold
