#ifndef TWICETOLD_CLI_REPORT_FORMAT_H_
#define TWICETOLD_CLI_REPORT_FORMAT_H_

// The formats in which a check can be reported, by name.

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/pipeline/findings.h"
#include "twicetold/report/terminal.h"

namespace twicetold {

// The names, in the order of the help; "text" first.
std::vector<std::string> ReportFormats();

// Writes `findings` in the format of that name, which must be one of ReportFormats().
void WriteReport(std::string_view format, const Findings& findings, const TextStyle& style,
                 std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_REPORT_FORMAT_H_
