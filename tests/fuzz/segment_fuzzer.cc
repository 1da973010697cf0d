// Paragraphs, sentences and quotations of any bytes: spans in order, disjoint, inside what holds
// them, not empty; and the whole text covered but for white space.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/text/display_width.h"
#include "twicetold/text/quotation.h"
#include "twicetold/text/segment.h"

namespace {

using twicetold::Span;

void Require(bool condition) {
  if (!condition) std::abort();
}

void RequireOrdered(const std::vector<Span>& spans, Span within) {
  uint64_t end = within.begin;
  for (const Span& span : spans) {
    Require(span.begin < span.end && end <= span.begin && span.end <= within.end);
    end = span.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<Span> paragraphs = twicetold::SplitParagraphs(text);
  RequireOrdered(paragraphs, Span{0, size});
  uint64_t end = 0;
  for (const Span& paragraph : paragraphs) {
    Require(twicetold::SplitParagraphs(text.substr(end, paragraph.begin - end)).empty());
    end = paragraph.end;
    RequireOrdered(twicetold::SplitSentences(text, paragraph), paragraph);
  }
  Require(twicetold::SplitParagraphs(text.substr(end)).empty());
  const std::vector<Span> quotations = twicetold::FindQuotations(text, paragraphs);
  RequireOrdered(quotations, Span{0, size});
  size_t holder = 0;
  for (const Span& quotation : quotations) {
    while (holder < paragraphs.size() && paragraphs[holder].end < quotation.end) ++holder;
    Require(holder < paragraphs.size() && paragraphs[holder].Contains(quotation));
  }
  Require(twicetold::DisplayWidth(text) <= 2 * size);
  return 0;
}
