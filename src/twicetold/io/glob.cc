#include "twicetold/io/glob.h"

#include <algorithm>
#include <optional>

#include "twicetold/io/ascii.h"

namespace twicetold {
namespace {

using Bytes = std::bitset<256>;

size_t Index(char c) { return static_cast<unsigned char>(c); }

Bytes AllBytes(bool slash) {
  Bytes all;
  all.set();
  all.set(Index('/'), slash);
  return all;
}

// The bytes of [:name:], as the C locale has them; nullopt for another name.
std::optional<Bytes> NamedClass(std::string_view name) {
  const auto holds = [name](char c) -> std::optional<bool> {
    const auto code = static_cast<unsigned char>(c);
    const bool graphic = code > ' ' && code < 0x7F;
    const bool alphanumeric = IsAsciiLetter(c) || IsAsciiDigit(c);
    if (name == "alnum") return alphanumeric;
    if (name == "alpha") return IsAsciiLetter(c);
    if (name == "blank") return c == ' ' || c == '\t';
    if (name == "cntrl") return code < ' ' || code == 0x7F;
    if (name == "digit") return IsAsciiDigit(c);
    if (name == "graph") return graphic;
    if (name == "lower") return c >= 'a' && c <= 'z';
    if (name == "print") return graphic || c == ' ';
    if (name == "punct") return graphic && !alphanumeric;
    if (name == "space") return IsAsciiSpace(c);
    if (name == "upper") return c >= 'A' && c <= 'Z';
    if (name == "xdigit") return IsAsciiDigit(c) || (AsciiLower(c) >= 'a' && AsciiLower(c) <= 'f');
    return std::nullopt;
  };
  Bytes bytes;
  for (size_t code = 0; code < bytes.size(); ++code) {
    const std::optional<bool> held = holds(static_cast<char>(static_cast<unsigned char>(code)));
    if (!held) return std::nullopt;
    bytes.set(code, *held);
  }
  return bytes;
}

}  // namespace

Glob::Glob(std::string_view pattern, Slashes slashes) {
  for (size_t at = 0; at < pattern.size() && !malformed_;) {
    const char c = pattern[at];
    if (c == '*') {
      at = AddStars(pattern, at, slashes);
    } else if (c == '?') {
      AddSet(Kind::kByte, AllBytes(slashes == Slashes::kPlain));
      ++at;
    } else if (c == '[') {
      at = AddClass(pattern, at, slashes);
    } else if (c == '\\' && at + 1 == pattern.size()) {
      malformed_ = true;
    } else {
      if (c == '\\') ++at;
      Bytes one;
      one.set(Index(pattern[at]));
      AddSet(Kind::kByte, one);
      ++at;
    }
  }
}

void Glob::AddSet(Kind kind, const Bytes& bytes) {
  steps_.push_back({kind, sets_.size(), 0});
  sets_.push_back(bytes);
}

size_t Glob::AddStars(std::string_view pattern, size_t at, Slashes slashes) {
  const size_t end = std::min(pattern.find_first_not_of('*', at), pattern.size());
  const std::string_view rest = pattern.substr(end);
  const bool alone = (at == 0 || pattern[at - 1] == '/') &&
                     (rest.empty() || rest.starts_with('/') || rest.starts_with("\\/"));
  const bool folders = slashes == Slashes::kSeparate && end - at > 1 && alone;
  if (folders && rest.starts_with('/')) {
    steps_.push_back({Kind::kJump, 0, 2});  // no folder at all
    AddSet(Kind::kStar, AllBytes(true));
    Bytes slash;
    slash.set(Index('/'));
    AddSet(Kind::kByte, slash);
    return end + 1;
  }
  AddSet(Kind::kStar, AllBytes(folders || slashes == Slashes::kPlain));
  return end;
}

size_t Glob::AddClass(std::string_view pattern, size_t at, Slashes slashes) {
  Bytes bytes;
  ++at;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  char before = '\0';  // what a "-" may reach from; NUL: nothing
  malformed_ = true;   // until the bracket closes
  for (bool first = true; at < pattern.size(); first = false) {
    char c = pattern[at];
    if (c == ']' && !first) {
      malformed_ = false;
      if (negated) bytes.flip();
      if (slashes == Slashes::kSeparate) bytes.reset(Index('/'));
      AddSet(Kind::kByte, bytes);
      return at + 1;
    }
    const bool range =
        c == '-' && before != '\0' && at + 1 < pattern.size() && pattern[at + 1] != ']';
    if (range) c = pattern[++at];
    if (c == '\\') {
      if (++at == pattern.size()) return at;
      c = pattern[at];
    } else if (c == '[' && !range && pattern.substr(at + 1).starts_with(':')) {
      const size_t close = pattern.find(']', at + 2);
      if (close == std::string_view::npos) return at;
      if (close > at + 2 && pattern[close - 1] == ':') {
        const auto named = NamedClass(pattern.substr(at + 2, close - at - 3));
        if (!named) return at;
        bytes |= *named;
        before = '\0';
        at = close + 1;
        continue;
      }
    }
    for (size_t code = range ? Index(before) : Index(c); code <= Index(c); ++code) bytes.set(code);
    before = range ? '\0' : c;
    ++at;
  }
  return at;
}

bool Glob::Matches(std::string_view text) const {
  if (malformed_) return false;
  // state[i]: the first i steps have matched what was read.
  std::vector<bool> state(steps_.size() + 1);
  const auto skip_empty = [&] {
    for (size_t i = 0; i < steps_.size(); ++i) {
      if (!state[i] || steps_[i].kind == Kind::kByte) continue;
      state[i + 1] = true;
      if (steps_[i].kind == Kind::kJump) state[i + 1 + steps_[i].jump] = true;
    }
  };
  state[0] = true;
  skip_empty();
  for (const char c : text) {
    bool alive = false;
    for (size_t i = steps_.size() + 1; i-- > 0;) {
      const bool stays =
          i < steps_.size() && steps_[i].kind == Kind::kStar && sets_[steps_[i].bytes][Index(c)];
      const bool comes =
          i > 0 && steps_[i - 1].kind == Kind::kByte && sets_[steps_[i - 1].bytes][Index(c)];
      state[i] = (state[i] && stays) || (comes && state[i - 1]);
      alive = alive || state[i];
    }
    if (!alive) return false;
    skip_empty();
  }
  return state[steps_.size()];
}

}  // namespace twicetold
