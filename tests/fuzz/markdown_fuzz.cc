// Any bytes as Markdown: read or refused, every character leads back into the input in order, and
// what is marked lies in order in the text.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "tests/support/prose_checks.h"
#include "twicetold/io/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  twicetold::ReadOptions options;
  options.format = twicetold::Format::kMarkdown;
  twicetold::ReadBytes("fuzz.md", bytes, options, [size](twicetold::ReadResult result) {
    const auto* const document = std::get_if<twicetold::Document>(&result);
    if (document == nullptr) return true;
    std::string trouble = twicetold::testing::TroubleWith(document->text, document->to_source,
                                                          twicetold::Span{0, size});
    if (trouble.empty()) trouble = twicetold::testing::TroubleWithIgnored(*document);
    if (!trouble.empty()) {
      std::fprintf(stderr, "%s\n", trouble.c_str());
      std::abort();
    }
    return true;
  });
  return 0;
}
