// Any bytes as JSON Lines: every record read or refused with a line number that goes up, every
// character led back into its own line, and the positions of the last byte those of the file.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "tests/support/prose_checks.h"
#include "twicetold/io/reader.h"

namespace {

void Expect(bool holds, const std::string& trouble) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", trouble.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  twicetold::ReadOptions options;
  options.format = twicetold::Format::kJsonl;
  std::uint64_t last_line = 0;
  std::uint64_t last_byte = 0;
  twicetold::ReadBytes("fuzz.jsonl", bytes, options, [&](twicetold::ReadResult result) {
    if (const auto* const skipped = std::get_if<twicetold::SkippedDocument>(&result)) {
      Expect(!skipped->reason.ok(), "skipped without a reason");
      Expect(skipped->line == 0 || skipped->line > last_line, "line numbers go back");
      last_line = skipped->line;
      return true;
    }
    const auto& document = std::get<twicetold::Document>(result);
    const std::string trouble = twicetold::testing::TroubleWith(document.text, document.to_source,
                                                                twicetold::Span{last_byte, size});
    Expect(trouble.empty(), trouble);
    const twicetold::Span place =
        document.to_source.ToSource(twicetold::Span{0, document.text.size()});
    const twicetold::Position begin = document.positions.At(place.begin);
    Expect(document.text.empty() || begin.line > last_line, "positions go back");
    if (!document.text.empty()) {
      Expect(begin.byte <= place.begin && begin.chars <= begin.byte, "a position off its byte");
      last_line = begin.line;
      last_byte = place.end;
    }
    return true;
  });
  return 0;
}
