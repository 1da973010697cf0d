// Uses the installed library as its users do: by public header names, with no build flags of ours.
// A draft from memory goes in, the passage it tells twice comes out.

#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "twicetold/io/reader.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/terminal.h"
#include "twicetold/text/document_source.h"

namespace {

class OneDraft : public twicetold::DocumentSource {
 public:
  explicit OneDraft(std::string text) : text_(std::move(text)) {}

  std::optional<std::variant<twicetold::Document, twicetold::SkippedDocument>> Next() override {
    std::optional<std::variant<twicetold::Document, twicetold::SkippedDocument>> next;
    if (!std::exchange(given_, true)) {
      twicetold::ReadBytes("draft.txt", text_, {}, [&next](auto result) {
        next = std::move(result);
        return false;
      });
    }
    return next;
  }

 private:
  const std::string text_;
  bool given_ = false;
};

}  // namespace

int main() {
  OneDraft draft(
      "The ferry will not sail on Sundays until the spring, the harbour office said.\n\n"
      "Passengers were told on Friday.\n\n"
      "“The ferry will not sail on Sundays until the spring,” a notice read.\n");
  const auto findings = twicetold::Check(draft, twicetold::Recipe(), /*threads=*/1);
  if (!findings.ok() || findings->repeats.size() != 1 || findings->repeats[0].words != 10) {
    std::cerr << "the installed library gives wrong answers\n";
    return 1;
  }
  twicetold::WriteText(*findings, {}, std::cout);
  return 0;
}
