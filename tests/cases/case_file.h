#ifndef TWICETOLD_TESTS_CASES_CASE_FILE_H_
#define TWICETOLD_TESTS_CASES_CASE_FILE_H_

// Reads a *.case file: documents, options, and all that a check of them must find. README.md in
// this folder describes the format.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/support/memory_source.h"

namespace twicetold::testing {

struct CaseOccurrence {
  std::string document;  // as findings name it
  uint64_t begin = 0;    // bytes of the file
  uint64_t end = 0;
  bool quoted = false;
  std::vector<std::string> differing;
  std::string attribution;
};

struct CaseRepeat {
  std::string kind;
  uint64_t words = 0;
  std::string identity = "1.000";
  std::vector<CaseOccurrence> occurrences;
};

struct CasePair {
  std::string level;
  std::string a;
  std::string b;
  std::string resemblance;
};

struct CaseCluster {
  std::string level;
  std::vector<std::string> units;  // the representative first
};

struct Case {
  std::string title;
  std::vector<std::pair<std::string, std::string>> options;  // "min-words", "5"
  std::vector<MemoryFile> documents;
  std::vector<CaseRepeat> repeats;
  bool attributions = false;  // some occurrence says who it is laid to, so all are held to it
  std::vector<CasePair> pairs;
  std::vector<CaseCluster> clusters;
};

// InvalidArgument names the line and what is wrong with it.
absl::StatusOr<Case> ParseCase(std::string_view text);

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_CASES_CASE_FILE_H_
