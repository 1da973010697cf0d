#ifndef TWICETOLD_REPORT_NOTES_H_
#define TWICETOLD_REPORT_NOTES_H_

// What several reports say about a run beside its findings, in full sentences. Names and reasons
// come as they are: each report escapes in its own way.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// "1 word", "2 words".
std::string Plural(uint64_t count, std::string_view noun);

// What the search held back, and which option makes it look further.
std::vector<std::string> LimitNotes(const Limits& limits);

// What was odd in a document; each sentence names it.
std::vector<std::string> DocumentNotes(const DocumentFinding& document);

// Why repeats are left out, with the number of repeats each; the commonest reason first.
std::vector<std::pair<std::string, uint64_t>> LeftOutReasons(const Findings& findings);

// The relations whose documents are not members of one family, in order: those inside families
// would fill a list of the most alike, and are told with the families.
std::vector<const FoundRelation*> RelationsOutsideFamilies(const Findings& findings);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_NOTES_H_
