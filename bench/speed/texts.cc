#include "bench/speed/texts.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/support/data.h"
#include "tests/support/made_documents.h"

namespace twicetold::bench {
namespace {

constexpr size_t kMadeBytes = size_t{48} << 20;    // of a made set
constexpr size_t kStreamBytes = size_t{48} << 20;  // at least: beyond a cache of 32 MB

// A press release in ASCII, or with the quotes and apostrophes of print.
std::string Printed(std::string_view text, bool curly) {
  std::string printed;
  bool open = false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) continue;
    if (curly && c == '\'') {
      printed += "\u2019";
    } else if (curly && c == '"') {
      open = !open;
      printed += open ? "\u201C" : "\u201D";
    } else {
      printed += c;
    }
  }
  return printed;
}

std::vector<std::string> ReadSet(const std::string& name) {
  std::vector<std::string> documents;
  const auto folder = testing::DataFolder();
  if (!folder) return documents;
  auto read = testing::ReadTexts(*folder / (name + ".docs.jsonl.xz"));
  if (!read.ok()) return documents;
  for (testing::TextRecord& record : *read) documents.push_back(std::move(record.text));
  return documents;
}

// The set end to end, then cut. Real documents are of all sizes; a speed is of one.
std::vector<std::string> RealDocuments(Kind kind, size_t bytes) {
  std::string all;
  for (const std::string& text :
       ReadSet(kind == Kind::kMixed ? "ntrex-24" : "senate-press-2005h1")) {
    all += kind == Kind::kMixed ? text : Printed(text, kind == Kind::kNews);
    all += '\n';
  }
  std::vector<std::string> documents;
  for (size_t begin = 0; begin < all.size();) {
    size_t end = std::min(all.size(), begin + bytes);
    while (end < all.size() && (static_cast<unsigned char>(all[end]) & 0xC0) == 0x80) ++end;
    documents.push_back(all.substr(begin, end - begin));
    begin = end;
  }
  return documents;
}

std::vector<std::string> MadeTexts(Kind kind, size_t bytes) {
  constexpr testing::Style kStyles[] = {testing::Style::kAscii, testing::Style::kNews,
                                        testing::Style::kMixed};
  return testing::MakeAll(
      {.count = kMadeBytes / bytes, .bytes = bytes, .style = kStyles[static_cast<size_t>(kind)]});
}

void Complete(Texts& texts, std::vector<std::string> documents) {
  const size_t count = documents.size();
  for (const std::string& document : documents) texts.bytes += document.size();
  const size_t times = texts.bytes == 0 ? 1 : (kStreamBytes + texts.bytes - 1) / texts.bytes;
  texts.owned = std::move(documents);
  texts.owned.reserve(times * count);
  for (size_t i = count; i < times * count; ++i) texts.owned.push_back(texts.owned[i - count]);
  texts.stream.assign(texts.owned.begin(), texts.owned.end());
  texts.stream_bytes = times * texts.bytes;
  texts.views.assign(texts.stream.begin(),
                     texts.stream.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

std::string NameOf(Kind kind, bool real) {
  constexpr const char* kReal[] = {"press-ascii", "press-news", "languages"};
  constexpr const char* kMade[] = {"made-ascii", "made-news", "made-mixed"};
  return (real ? kReal : kMade)[static_cast<size_t>(kind)];
}

bool HaveRealTexts() { return testing::DataFolder().has_value(); }

const Texts& TextsOf(Kind kind, bool real, size_t bytes) {
  static std::map<std::tuple<Kind, bool, size_t>, Texts> sets;
  Texts& texts = sets[{kind, real, bytes}];
  if (texts.owned.empty()) {
    Complete(texts, real ? RealDocuments(kind, bytes) : MadeTexts(kind, bytes));
  }
  return texts;
}

const Texts& WholeSet(const std::string& name) {
  static std::map<std::string, Texts> sets;
  Texts& texts = sets[name];
  if (texts.owned.empty()) Complete(texts, ReadSet(name));
  return texts;
}

}  // namespace twicetold::bench
