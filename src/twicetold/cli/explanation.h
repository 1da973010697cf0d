#ifndef TWICETOLD_CLI_EXPLANATION_H_
#define TWICETOLD_CLI_EXPLANATION_H_

// Why two records were joined or not, for a reader.

#include <ostream>

#include "twicetold/dedup/explain.h"

namespace twicetold {

// Figures, what differs (long stretches by their ends; JSON has all of them), sentences.
void WriteExplanationText(const Explanation& explanation, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_EXPLANATION_H_
