#include "twicetold/cli/report_format.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/cli/commands.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/csv.h"
#include "twicetold/report/gitlab.h"
#include "twicetold/report/html.h"
#include "twicetold/report/json.h"
#include "twicetold/report/markdown_report.h"
#include "twicetold/report/sarif.h"
#include "twicetold/report/terminal.h"

namespace twicetold {
namespace {

struct ReportFormat {
  std::string_view name;
  void (*write)(const Findings&, const TextStyle&, std::ostream&);
};

constexpr std::array kFormats = {
    ReportFormat{"text",
                 [](const Findings& findings, const TextStyle& style, std::ostream& out) {
                   if (!findings.documents.empty()) WriteText(findings, style, out);
                 }},
    ReportFormat{"json", [](const Findings& findings, const TextStyle&,
                            std::ostream& out) { WriteJson(findings, out); }},
    ReportFormat{"jsonl", [](const Findings& findings, const TextStyle&,
                             std::ostream& out) { WriteJsonLines(findings, out); }},
    ReportFormat{"html", [](const Findings& findings, const TextStyle&,
                            std::ostream& out) { WriteHtml(findings, out); }},
    ReportFormat{"sarif", [](const Findings& findings, const TextStyle&,
                             std::ostream& out) { WriteSarif(findings, Version(), out); }},
    ReportFormat{"gitlab", [](const Findings& findings, const TextStyle&,
                              std::ostream& out) { WriteGitlab(findings, out); }},
    ReportFormat{"csv", [](const Findings& findings, const TextStyle&,
                           std::ostream& out) { WriteCsv(findings, out); }},
    ReportFormat{"markdown",
                 [](const Findings& findings, const TextStyle& style, std::ostream& out) {
                   WriteMarkdown(findings, {.places = style.places}, out);
                 }},
};

}  // namespace

std::vector<std::string> ReportFormats() {
  std::vector<std::string> names;
  names.reserve(kFormats.size());
  for (const ReportFormat& format : kFormats) names.emplace_back(format.name);
  return names;
}

void WriteReport(std::string_view format, const Findings& findings, const TextStyle& style,
                 std::ostream& out) {
  const auto* const found =
      std::find_if(kFormats.begin(), kFormats.end(),
                   [&](const ReportFormat& known) { return known.name == format; });
  found->write(findings, style, out);
}

}  // namespace twicetold
