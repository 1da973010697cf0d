#include "twicetold/cli/against.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/pipeline/references.h"

namespace twicetold {
namespace {

// The value of the flag `name`: "2005", "2005-03" or "2005-03-14"; empty when not given.
absl::StatusOr<std::string> DayOf(const Invocation& invocation, const std::string& name) {
  if (!invocation.Has(name)) return std::string();
  const std::string day = invocation.Get(name, "");
  constexpr std::string_view kShape = "dddd-dd-dd";
  bool shaped = day.size() == 4 || day.size() == 7 || day.size() == 10;
  for (size_t i = 0; shaped && i < day.size(); ++i) {
    shaped = kShape[i] == '-' ? day[i] == '-' : day[i] >= '0' && day[i] <= '9';
  }
  const std::string month = day.size() > 5 ? day.substr(5, 2) : "01";
  const std::string of_month = day.size() > 8 ? day.substr(8, 2) : "01";
  if (!shaped || month < "01" || month > "12" || of_month < "01" || of_month > "31") {
    return absl::InvalidArgumentError(Concat(
        {"--", name, " ", day, ": must be a year, month or day: 2005, 2005-03, 2005-03-14"}));
  }
  return day;
}

}  // namespace

std::vector<Flag> AgainstFlags() {
  return {
      {"against",
       "PATH",
       "Hold the inputs against the documents in PATH too (a file or folder, as an input): which "
       "of them share passages with the inputs. They are read once and not kept, so an archive "
       "may be of any size; what repeats among them only is not looked for. An input that stands "
       "in PATH itself is left out there.",
       "References",
       ValueKind::kFile,
       {},
       true},
      {"since", "DATE",
       "Of the references, only those published on DATE or later: a day (2005-03-14), month or "
       "year. Those of which no date is known are left out. Default: all.",
       "References"},
      {"until", "DATE", "Likewise, only those published on DATE or earlier. Default: all.",
       "References"},
  };
}

absl::StatusOr<DateRange> DatesOf(const Invocation& invocation) {
  DateRange dates;
  TWICETOLD_ASSIGN_OR_RETURN(dates.since, DayOf(invocation, "since"));
  TWICETOLD_ASSIGN_OR_RETURN(dates.until, DayOf(invocation, "until"));
  const size_t shorter = std::min(dates.since.size(), dates.until.size());
  if (shorter > 0 && dates.since.substr(0, shorter) > dates.until.substr(0, shorter)) {
    return absl::InvalidArgumentError(Concat(
        {"--since ", dates.since, " is after --until ", dates.until, "; no day lies between"}));
  }
  for (const char* const flag : {"since", "until"}) {
    if (invocation.Has(flag) && !invocation.Has("against")) {
      return absl::InvalidArgumentError(
          Concat({"--", flag, " says which references count; give --against too"}));
    }
  }
  return dates;
}

}  // namespace twicetold
