// HTML to prose, with every character's place in the page. The only reader of gumbo's trees.
//
// The parser gives each text node twice: decoded, and as the slice of the page that it came from.
// The slice is longer: it has entities, and tags that the parser threw away. Walking both in step
// tells where each character stands. Nodes that the parser moved (text put straight into a table
// goes before it) are taken in the order of the page, so that the map stays monotone.
//
// Nothing here recurses, for pages nest as deep as their authors like: our walk keeps its own
// stack, and the tree is not torn down node by node but lives in an arena that is dropped whole.
//
// Limits: style sheets are not read, so what only they hide is read, and what they turn into
// blocks is not known to be one.

#include <gumbo.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/io/ascii.h"
#include "twicetold/io/entity.h"
#include "twicetold/io/html_tag.h"
#include "twicetold/io/prose_builder.h"
#include "twicetold/io/reader.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

// A text node, and what stands between it and the one before it in the tree.
struct Leaf {
  std::string_view source;  // slice of the page
  std::string_view text;    // decoded
  Break before = Break::kNone;
  bool preformatted = false;
  bool literal = false;  // in elements whose content is neither tags nor entities
  size_t order = 0;      // in the tree
};

enum class Reading { kRead, kSkip };

struct ElementStyle {
  Reading reading = Reading::kRead;
  Break around = Break::kNone;
};

ElementStyle StyleOf(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RTC:
      return {Reading::kSkip, Break::kNone};
    // A box stands where they are: words on both sides stay two.
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
      return {Reading::kSkip, Break::kSpace};
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return {Reading::kRead, Break::kCell};
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
      return {Reading::kRead, Break::kRow};
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PLAINTEXT:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_XMP:
      return {Reading::kRead, Break::kParagraph};
    default:
      return {Reading::kRead, Break::kNone};
  }
}

bool KeepsSpaces(GumboTag tag) {
  return tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_LISTING || tag == GUMBO_TAG_XMP ||
         tag == GUMBO_TAG_PLAINTEXT;
}

// Hidden by its own attributes.
bool IsHidden(const GumboElement& element) {
  const GumboAttribute* const hidden = gumbo_get_attribute(&element.attributes, "hidden");
  if (hidden != nullptr && AsciiLower(hidden->value) != "until-found") return true;
  const GumboAttribute* const style = gumbo_get_attribute(&element.attributes, "style");
  if (style == nullptr) return false;
  std::string rules = AsciiLower(style->value);
  rules.erase(std::remove_if(rules.begin(), rules.end(), IsAsciiSpace), rules.end());
  return rules.find("display:none") != std::string::npos ||
         rules.find("visibility:hidden") != std::string::npos;
}

// A parsed page. The arena hands out memory and takes it back all at once.
class Page {
 public:
  explicit Page(std::string_view html) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.userdata = &arena_;
    options.allocator = [](void* arena, size_t size) {
      return static_cast<std::pmr::memory_resource*>(arena)->allocate(size);
    };
    options.deallocator = [](void*, void*) {};
    root_ = gumbo_parse_with_options(&options, html.data(), html.size())->root;
  }

  const GumboNode* root() const { return root_; }

 private:
  std::pmr::monotonic_buffer_resource arena_;
  const GumboNode* root_ = nullptr;
};

// The text nodes to read, in the order of the tree.
class LeafCollector {
 public:
  std::vector<Leaf> Collect(const GumboNode* root) {
    Enter(root);
    while (!open_.empty()) {
      OpenElement& element = open_.back();
      const GumboVector& children = element.node->v.element.children;
      if (element.next_child < children.length) {
        Enter(static_cast<const GumboNode*>(children.data[element.next_child++]));
      } else {
        Request(StyleOf(element.node->v.element.tag).around);
        open_.pop_back();
      }
    }
    return std::move(leaves_);
  }

 private:
  struct OpenElement {
    const GumboNode* node;
    unsigned int next_child;
    bool preformatted;
    bool literal;
  };

  void Request(Break kind) {
    if (kind == Break::kLine && pending_ == Break::kLine) kind = Break::kParagraph;
    pending_ = std::max(pending_, kind);
  }

  void Enter(const GumboNode* node) {
    if (node->type == GUMBO_NODE_ELEMENT) {
      EnterElement(node);
    } else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
      const GumboText& text = node->v.text;
      if (text.original_text.length == 0) return;  // put in by the parser
      const bool preformatted = !open_.empty() && open_.back().preformatted;
      leaves_.push_back({.source = {text.original_text.data, text.original_text.length},
                         .text = text.text,
                         .before = pending_,
                         .preformatted = preformatted,
                         .literal = !open_.empty() && open_.back().literal,
                         .order = leaves_.size()});
      // White space between blocks must not use up the break that stands before the next text.
      if (preformatted || node->type == GUMBO_NODE_TEXT) pending_ = Break::kNone;
    }
  }

  void EnterElement(const GumboNode* node) {
    const GumboElement& element = node->v.element;
    if (element.tag == GUMBO_TAG_BR) {
      Request(Break::kLine);
      return;
    }
    const ElementStyle style = StyleOf(element.tag);
    Request(style.around);
    if (style.reading == Reading::kSkip || element.tag_namespace != GUMBO_NAMESPACE_HTML ||
        IsHidden(element)) {
      return;
    }
    const bool inherited = !open_.empty() && open_.back().preformatted;
    open_.push_back(
        {.node = node,
         .next_child = 0,
         .preformatted = inherited || KeepsSpaces(element.tag),
         .literal = element.tag == GUMBO_TAG_XMP || element.tag == GUMBO_TAG_PLAINTEXT});
  }

  std::vector<Leaf> leaves_;
  std::vector<OpenElement> open_;
  Break pending_ = Break::kNone;
};

bool IsHtmlSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r'; }

// Puts leaves, source and text in step, into the prose.
class LeafReader {
 public:
  explicit LeafReader(std::string_view page) : page_(page) {}

  void Read(const Leaf& leaf) {
    builder_.RequestBreak(leaf.before);
    std::string_view source = leaf.source;
    std::string_view text = leaf.text;
    while (!text.empty()) {
      const size_t same = leaf.literal ? 0 : SameText(source, text);
      if (same > 0) {
        builder_.AppendCopy(Offset(source), text.substr(0, same));
        source.remove_prefix(same);
        text.remove_prefix(same);
      } else if (!SkipDropped(leaf, source)) {
        Step(leaf, source, text);
      }
    }
  }

  Prose Finish() && { return std::move(builder_).Finish(); }

 private:
  uint64_t Offset(std::string_view source) const {
    return static_cast<uint64_t>(source.data() - page_.data());
  }

  // How many bytes are the same on both sides, need no second look and end no code point midway.
  static size_t SameText(std::string_view source, std::string_view text) {
    const size_t limit = std::min(source.size(), text.size());
    size_t same = 0;
    while (same < limit && source[same] == text[same] && !IsHtmlSpace(text[same]) &&
           text[same] != '<' && text[same] != '&') {
      ++same;
    }
    if (same < source.size()) {
      while (same > 0 && (static_cast<unsigned char>(source[same]) & 0xC0U) == 0x80U) --same;
    }
    return same;
  }

  // Source that left nothing in the text: tags that made no element, NUL.
  static bool SkipDropped(const Leaf& leaf, std::string_view& source) {
    if (leaf.literal || source.empty()) return false;
    if (source[0] == '\0') {
      source.remove_prefix(1);
      return true;
    }
    if (source[0] != '<') return false;
    const std::optional<TagExtent> markup = ScanMarkup(source, 0);
    if (!markup) return false;
    source.remove_prefix(markup->end);
    return true;
  }

  // One entity, or one character on either side.
  void Step(const Leaf& leaf, std::string_view& source, std::string_view& text) {
    size_t source_size = source.empty() ? 0 : ReadUtf8(source, 0).length;
    size_t text_size = ReadUtf8(text, 0).length;
    if (!leaf.literal && !source.empty() && source[0] == '&') {
      const Entity& entity = entities_.Decode(source);
      if (entity.length > 0 && text.starts_with(entity.text)) {
        source_size = entity.length;
        text_size = entity.text.size();
      }
    }
    const std::string_view from = source.substr(0, source_size);
    const std::string_view to = text.substr(0, text_size);
    // An exhausted source (it never is) leaves the text at its end.
    const uint64_t begin =
        source.empty() ? Offset(leaf.source) + leaf.source.size() : Offset(source);
    const Span span{begin, begin + source_size};
    if (to.size() == 1 && IsHtmlSpace(to[0]) && !leaf.preformatted) {
      builder_.RequestSpace(span, /*plain=*/from == " ");
    } else if (from == to) {
      builder_.AppendCopy(begin, to);
    } else {
      builder_.AppendReplacement(span, to);
    }
    source.remove_prefix(source_size);
    text.remove_prefix(text_size);
  }

  std::string_view page_;
  EntityDecoder entities_;
  ProseBuilder builder_;
};

}  // namespace

absl::StatusOr<Prose> ReadHtml(std::string_view html) {
  if (html.size() > std::numeric_limits<uint32_t>::max()) {
    return absl::ResourceExhaustedError(
        "an HTML page of more than 4 GiB is not read; cut it into smaller pages");
  }
  if (html.empty()) return Prose{};
  const std::optional<std::string> flat = FlattenNesting(html);
  const std::string_view page = flat ? std::string_view(*flat) : html;
  const Page parsed(page);
  std::vector<Leaf> leaves = LeafCollector().Collect(parsed.root());
  std::stable_sort(leaves.begin(), leaves.end(),
                   [](const Leaf& a, const Leaf& b) { return a.source.data() < b.source.data(); });
  LeafReader reader(page);
  size_t expected = 0;
  for (Leaf& leaf : leaves) {
    if (leaf.order != expected) leaf.before = Break::kParagraph;  // moved by the parser
    expected = leaf.order + 1;
    reader.Read(leaf);
  }
  return std::move(reader).Finish();
}

}  // namespace twicetold
