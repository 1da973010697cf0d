#include "twicetold/io/prose_builder.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace twicetold {
namespace {

std::string_view BreakText(Break kind) {
  switch (kind) {
    case Break::kNone:
      return "";
    case Break::kSpace:
      return " ";
    case Break::kCell:
      return "\t";
    case Break::kRow:
    case Break::kLine:
      return "\n";
    case Break::kParagraph:
      return "\n\n";
  }
  return "";
}

}  // namespace

void ProseBuilder::RequestBreak(Break kind) {
  if (kind == Break::kLine && pending_ == Break::kLine) kind = Break::kParagraph;
  if (kind == Break::kSpace && pending_ == Break::kNone) {
    RequestSpace(Span{source_end_, source_end_}, /*plain=*/false);
    return;
  }
  pending_ = std::max(pending_, kind);
}

void ProseBuilder::RequestSpace(Span source, bool plain) {
  if (pending_ != Break::kNone) return;
  pending_ = Break::kSpace;
  space_source_ = source;
  space_plain_ = plain;
}

void ProseBuilder::FlushBreak() {
  const Break kind = std::exchange(pending_, Break::kNone);
  if (kind == Break::kNone || prose_.text.empty()) return;
  if (kind == Break::kSpace && space_plain_) {
    AppendCopy(space_source_.begin, " ");
  } else if (kind == Break::kSpace) {
    AppendReplacement(space_source_, " ");
  } else {
    AppendReplacement(Span{source_end_, source_end_}, BreakText(kind));
  }
}

void ProseBuilder::AppendCopy(uint64_t source_begin, std::string_view bytes) {
  if (bytes.empty()) return;
  FlushBreak();
  if (source_begin < source_end_) {
    AppendReplacement(Span{source_end_, source_end_}, bytes);
    return;
  }
  prose_.text.append(bytes);
  prose_.to_markup.AppendCopy(source_begin, bytes.size());
  source_end_ = source_begin + bytes.size();
}

void ProseBuilder::AppendReplacement(Span source, std::string_view bytes) {
  if (bytes.empty()) return;
  FlushBreak();
  source.begin = std::max(source.begin, source_end_);
  source.end = std::max(source.begin, source.end);
  prose_.text.append(bytes);
  prose_.to_markup.AppendReplacement(source, bytes.size());
  source_end_ = source.end;
}

Prose ProseBuilder::Finish() && { return std::move(prose_); }

}  // namespace twicetold
