// HTML's tree to the leaves that are read. The only reader of gumbo's trees.
//
// Nothing here recurses, for pages nest as deep as their authors like: the walk keeps its own
// stack, and the tree is not torn down node by node but lives in an arena that is dropped whole.
//
// Limits: style sheets are not read, so what only they hide is read, and what they turn into
// blocks is not known to be one.

#include "twicetold/io/html_leaves.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>

#include "twicetold/io/ascii.h"
#include "twicetold/io/html_facts.h"

namespace twicetold {
namespace {

enum class Reading { kRead, kSkip };

struct ElementStyle {
  Reading reading = Reading::kRead;
  Break around = Break::kNone;
};

constexpr auto kNoProse = std::to_array<GumboTag>(
    {GUMBO_TAG_HEAD, GUMBO_TAG_TITLE, GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEMPLATE,
     GUMBO_TAG_NOSCRIPT, GUMBO_TAG_RP, GUMBO_TAG_RT, GUMBO_TAG_RTC});
// A box stands where they are: words on both sides stay two.
constexpr auto kBoxes = std::to_array<GumboTag>(
    {GUMBO_TAG_SVG, GUMBO_TAG_MATH, GUMBO_TAG_IMG, GUMBO_TAG_EMBED, GUMBO_TAG_INPUT,
     GUMBO_TAG_IFRAME, GUMBO_TAG_VIDEO, GUMBO_TAG_AUDIO, GUMBO_TAG_CANVAS, GUMBO_TAG_SELECT,
     GUMBO_TAG_TEXTAREA, GUMBO_TAG_DATALIST, GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES});
constexpr auto kCells = std::to_array<GumboTag>({GUMBO_TAG_TD, GUMBO_TAG_TH});
constexpr auto kRows =
    std::to_array<GumboTag>({GUMBO_TAG_TR, GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT});
constexpr auto kBlocks = std::to_array<GumboTag>(
    {GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE,  GUMBO_TAG_ASIDE,      GUMBO_TAG_BLOCKQUOTE,
     GUMBO_TAG_BODY,    GUMBO_TAG_CAPTION,  GUMBO_TAG_CENTER,     GUMBO_TAG_DD,
     GUMBO_TAG_DETAILS, GUMBO_TAG_DIR,      GUMBO_TAG_DIV,        GUMBO_TAG_DL,
     GUMBO_TAG_DT,      GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,
     GUMBO_TAG_FOOTER,  GUMBO_TAG_FORM,     GUMBO_TAG_H1,         GUMBO_TAG_H2,
     GUMBO_TAG_H3,      GUMBO_TAG_H4,       GUMBO_TAG_H5,         GUMBO_TAG_H6,
     GUMBO_TAG_HEADER,  GUMBO_TAG_HGROUP,   GUMBO_TAG_HR,         GUMBO_TAG_LEGEND,
     GUMBO_TAG_LI,      GUMBO_TAG_LISTING,  GUMBO_TAG_MAIN,       GUMBO_TAG_MENU,
     GUMBO_TAG_NAV,     GUMBO_TAG_OL,       GUMBO_TAG_P,          GUMBO_TAG_PLAINTEXT,
     GUMBO_TAG_PRE,     GUMBO_TAG_SECTION,  GUMBO_TAG_SUMMARY,    GUMBO_TAG_TABLE,
     GUMBO_TAG_UL,      GUMBO_TAG_XMP});

ElementStyle StyleOf(GumboTag tag) {
  const auto among = [tag](std::span<const GumboTag> tags) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
  };
  if (among(kNoProse)) return {Reading::kSkip, Break::kNone};
  if (among(kBoxes)) return {Reading::kSkip, Break::kSpace};
  if (among(kCells)) return {Reading::kRead, Break::kCell};
  if (among(kRows)) return {Reading::kRead, Break::kRow};
  if (among(kBlocks)) return {Reading::kRead, Break::kParagraph};
  return {Reading::kRead, Break::kNone};
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

// Needs no end tag.
bool EndsByItself(GumboTag tag) {
  constexpr auto kTags =
      std::to_array<GumboTag>({GUMBO_TAG_HTML, GUMBO_TAG_BODY, GUMBO_TAG_P, GUMBO_TAG_LI,
                               GUMBO_TAG_DD, GUMBO_TAG_DT, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_TR,
                               GUMBO_TAG_THEAD, GUMBO_TAG_TBODY, GUMBO_TAG_TFOOT, GUMBO_TAG_HR});
  return std::find(kTags.begin(), kTags.end(), tag) != kTags.end();
}

// An attribute's value; "" when the element has none of that name.
std::string_view Attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* const found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? "" : found->value;
}

const GumboVector& ChildrenOf(const GumboNode* node) {
  return node->type == GUMBO_NODE_DOCUMENT ? node->v.document.children : node->v.element.children;
}

}  // namespace

// The text nodes to read, in the order of the tree.
class LeafCollector {
 public:
  explicit LeafCollector(std::string_view page) : page_(page) {}

  HtmlLeaves::Tree Collect(const GumboNode* document) {
    open_.push_back({.node = document});
    while (!open_.empty()) {
      OpenElement& element = open_.back();
      const GumboVector& children = ChildrenOf(element.node);
      if (element.next_child < children.length) {
        Enter(static_cast<const GumboNode*>(children.data[element.next_child++]));
      } else {
        if (element.node->type == GUMBO_NODE_ELEMENT) {
          Request(StyleOf(element.node->v.element.tag).around);
        }
        open_.pop_back();
      }
    }
    tree_.waiting = waiting_;
    tree_.metadata = facts_.Known();
    std::stable_sort(tree_.marks.begin(), tree_.marks.end(),
                     [](const IgnoreMark& a, const IgnoreMark& b) { return a.source < b.source; });
    return std::move(tree_);
  }

 private:
  struct OpenElement {
    const GumboNode* node;
    unsigned int next_child = 0;
    bool head = false;  // has no prose, but may say something of the page
    bool preformatted = false;
    bool literal = false;
    bool ignored = false;
  };

  static bool IsBlock(Break around) { return around >= Break::kCell; }

  void Request(Break kind) {
    if (IsBlock(kind)) in_ignored_text_ = false;
    if (kind == Break::kLine && pending_ == Break::kLine) kind = Break::kParagraph;
    pending_ = std::max(pending_, kind);
  }

  uint64_t Offset(const GumboStringPiece& piece) const {
    return static_cast<uint64_t>(piece.data - page_.data());
  }

  void Enter(const GumboNode* node) {
    if (node->type == GUMBO_NODE_ELEMENT) {
      TakeFacts(node->v.element);
      if (!open_.back().head) EnterElement(node);
    } else if (node->type == GUMBO_NODE_COMMENT) {
      TakeComment(node->v.text);
    } else if (!open_.back().head &&
               (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)) {
      TakeText(node);
    }
  }

  void TakeFacts(const GumboElement& element) {
    if (element.tag == GUMBO_TAG_META) {
      const std::string_view property = Attribute(element, "property");
      facts_.TakeMeta(property.empty() ? Attribute(element, "name") : property,
                      Attribute(element, "content"));
    } else if (element.tag == GUMBO_TAG_TIME) {
      const bool published = gumbo_get_attribute(&element.attributes, "pubdate") != nullptr ||
                             AsciiLower(Attribute(element, "itemprop")) == "datepublished";
      facts_.TakeTime(Attribute(element, "datetime"), published);
    }
  }

  void TakeComment(const GumboText& comment) {
    std::optional<IgnoreMark> mark = MarkOfComment(comment.text, Offset(comment.original_text));
    if (!mark) return;
    if (mark->kind == MarkKind::kNext) {
      waiting_ = mark->source;
    } else {
      tree_.marks.push_back(*std::move(mark));
    }
  }

  void TakeText(const GumboNode* node) {
    const GumboText& text = node->v.text;
    if (text.original_text.length == 0) return;  // put in by the parser
    const OpenElement& parent = open_.back();
    if (node->type == GUMBO_NODE_TEXT && waiting_) {
      waiting_.reset();
      in_ignored_text_ = true;
    }
    tree_.leaves.push_back({.source = {text.original_text.data, text.original_text.length},
                            .text = text.text,
                            .before = pending_,
                            .preformatted = parent.preformatted,
                            .literal = parent.literal,
                            .ignored = parent.ignored || in_ignored_text_,
                            .order = tree_.leaves.size()});
    // White space between blocks must not use up the break that stands before the next text.
    if (parent.preformatted || node->type == GUMBO_NODE_TEXT) pending_ = Break::kNone;
  }

  void EnterElement(const GumboNode* node) {
    const GumboElement& element = node->v.element;
    if (element.tag == GUMBO_TAG_BR) {
      Request(Break::kLine);
      return;
    }
    const ElementStyle style = StyleOf(element.tag);
    Request(style.around);
    const bool head = element.tag == GUMBO_TAG_HEAD;
    if ((style.reading == Reading::kSkip && !head) ||
        element.tag_namespace != GUMBO_NAMESPACE_HTML || IsHidden(element)) {
      return;
    }
    const OpenElement& parent = open_.back();
    OpenElement opened{.node = node};
    opened.head = head;
    opened.preformatted = parent.preformatted || KeepsSpaces(element.tag);
    opened.literal = element.tag == GUMBO_TAG_XMP || element.tag == GUMBO_TAG_PLAINTEXT;
    opened.ignored = parent.ignored || SaysIgnore(element);
    if (waiting_ && IsBlock(style.around) && element.tag != GUMBO_TAG_BODY) {
      waiting_.reset();
      opened.ignored = true;
    }
    open_.push_back(opened);
  }

  // By its attribute; one with another value becomes a mark.
  bool SaysIgnore(const GumboElement& element) {
    const GumboAttribute* const found = gumbo_get_attribute(&element.attributes, "data-twicetold");
    if (found == nullptr) return false;
    IgnoreMark mark = MarkOfAttribute(found->value, Offset(found->original_name));
    if (mark.kind == MarkKind::kBlockBegin) {
      const bool closed = element.original_end_tag.length > 0;
      if (!closed && !EndsByItself(element.tag)) tree_.unclosed.push_back(mark.source);
      return true;
    }
    tree_.marks.push_back(std::move(mark));
    return false;
  }

  std::string_view page_;
  HtmlLeaves::Tree tree_;
  HtmlFacts facts_;
  std::vector<OpenElement> open_;
  Break pending_ = Break::kNone;
  std::optional<uint64_t> waiting_;  // a twicetold:ignore whose text has not come yet
  bool in_ignored_text_ = false;     // that it stands in one block with
};

HtmlLeaves::HtmlLeaves(std::string_view page) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  options.userdata = &arena_;
  options.allocator = [](void* arena, size_t size) {
    return static_cast<std::pmr::memory_resource*>(arena)->allocate(size);
  };
  options.deallocator = [](void*, void*) {};
  const GumboOutput* const output = gumbo_parse_with_options(&options, page.data(), page.size());
  tree_ = LeafCollector(page).Collect(output->document);
}

}  // namespace twicetold
