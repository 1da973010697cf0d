#include "twicetold/report/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/report/made_findings.h"
#include "twicetold/pipeline/findings.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;
using testing::MadeFindings;
using testing::MadeFindingsWithSuppressed;
using ::testing::Not;
using ::testing::StartsWith;

std::string Csv(const Findings& findings) {
  std::ostringstream out;
  WriteCsv(findings, out);
  return out.str();
}

// RFC 4180 as it says: records end with CRLF, a quoted cell holds anything, "" is a quote.
std::vector<std::vector<std::string>> Records(const std::string& csv) {
  std::vector<std::vector<std::string>> records(1);
  std::string cell;
  bool quoted = false;
  for (size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (csv.compare(i, 2, "\"\"") == 0) {
        cell += '"';
        ++i;
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',' || c == '\r') {
      records.back().push_back(std::move(cell));
      cell.clear();
      if (c == '\r') {
        EXPECT_EQ(csv[++i], '\n');
        records.emplace_back();
      }
    } else {
      cell += c;
    }
  }
  EXPECT_TRUE(cell.empty() && records.back().empty()) << "the file ends with CRLF";
  records.pop_back();
  return records;
}

// The rows, each by the names of the columns.
std::vector<std::map<std::string, std::string>> Rows(const Findings& findings) {
  const auto records = Records(Csv(findings));
  std::vector<std::map<std::string, std::string>> rows;
  for (size_t r = 1; r < records.size(); ++r) {
    EXPECT_EQ(records[r].size(), records[0].size());
    rows.emplace_back();
    for (size_t c = 0; c < records[0].size(); ++c) rows.back()[records[0][c]] = records[r][c];
  }
  return rows;
}

// What the header tells a reader to do.
std::string Restored(const std::string& cell) {
  return cell.starts_with('\'') ? cell.substr(1) : cell;
}

TEST(WriteCsv, NothingFoundIsTheHeadAlone) {
  const std::string csv = Csv(Findings());
  EXPECT_THAT(csv, StartsWith("repeat,fingerprint,kind,"));
  EXPECT_EQ(csv.find('\n'), csv.size() - 1);
}

TEST(WriteCsv, ARowAPlace) {
  Findings findings = MadeFindings();
  findings.documents[0].date = "2005-03-14";
  findings.repeats[0].occurrences[1].identity = 0.9375;
  findings.repeats[0].occurrences[1].quoted = true;
  findings.repeats[0].occurrences[1].attribution.text = "the clerk said";
  const auto rows = Rows(findings);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].at("place"), "1");
  auto row = rows[1];
  EXPECT_EQ(row.at("repeat"), "R1");
  EXPECT_EQ(row.at("fingerprint"), "00112233aabbccdd");
  EXPECT_EQ(row.at("kind"), "text");
  EXPECT_EQ(row.at("words"), "9");
  EXPECT_EQ(row.at("place"), "2");
  EXPECT_EQ(row.at("places"), "2");
  EXPECT_EQ(row.at("document"), "draft.txt");
  EXPECT_EQ(row.at("date"), "2005-03-14");
  EXPECT_EQ(row.at("reference"), "no");
  EXPECT_EQ(row.at("begin_byte"), "900");
  EXPECT_EQ(row.at("end_byte"), "920");
  EXPECT_EQ(row.at("line"), "9");
  EXPECT_EQ(row.at("column"), "4");
  EXPECT_EQ(row.at("last_line"), "11");
  EXPECT_EQ(row.at("last_column"), "12");
  EXPECT_EQ(row.at("first_paragraph"), "2");
  EXPECT_EQ(row.at("last_paragraph"), "3");
  EXPECT_EQ(row.at("identity"), "0.9375");
  EXPECT_EQ(row.at("quoted"), "yes");
  EXPECT_EQ(row.at("attribution"), "the clerk said");
  EXPECT_EQ(row.at("text"), "The quay opens again");
}

TEST(WriteCsv, SuppressedRepeatsSayWhy) {
  const auto rows = Rows(MadeFindingsWithSuppressed("listed in \"allowed\", line 3"));
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[1].at("suppressed"), "");
  EXPECT_EQ(rows[2].at("suppressed"), "listed in \"allowed\", line 3");
}

TEST(WriteCsv, AnyTextComesBack) {
  for (const std::string text : {"two\nlines", "two\r\nlines", "a \"quoted\" word", "a,b;c", "",
                                 " leading space", "日本語"}) {
    Findings findings = MadeFindings();
    findings.repeats[0].occurrences[0].text = text;
    EXPECT_EQ(Rows(findings)[0].at("text"), text);
  }
}

TEST(WriteCsv, NoCellIsAFormula) {
  for (const std::string text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1",
                                 "＋1", "－1", "＠A", "'tis", "''"}) {
    Findings findings = MadeFindings();
    findings.repeats[0].occurrences[0].text = text;
    findings.repeats[0].occurrences[0].attribution.text = text;
    findings.documents[0].name = text;
    const auto row = Rows(findings)[0];
    for (const char* const column : {"text", "attribution", "document"}) {
      EXPECT_THAT(row.at(column), StartsWith("'"));
      EXPECT_EQ(Restored(row.at(column)), text);
    }
  }
}

TEST(WriteCsv, CellsOfTextAreQuotedAgainstOtherSeparators) {
  Findings findings = MadeFindings();
  findings.repeats[0].occurrences[0].text = "x;=1+1";
  EXPECT_THAT(Csv(findings), HasSubstr(",\"x;=1+1\"\r\n"));
}

TEST(WriteCsv, ControlsAndBrokenBytesBecomeReplacementCharacters) {
  Findings findings = MadeFindings();
  findings.repeats[0].occurrences[0].text = std::string("a\0b", 3) + "\x1b[31m\xC2\x9B" + "2J";
  findings.documents[0].name = "\xFF.txt";
  EXPECT_EQ(Rows(findings)[0].at("text"),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD[31m\xEF\xBF\xBD"
            "2J");
  EXPECT_EQ(Rows(findings)[0].at("document"), "\xEF\xBF\xBD.txt");
}

}  // namespace
}  // namespace twicetold
