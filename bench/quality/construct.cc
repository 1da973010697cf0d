#include "bench/quality/construct.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bench/quality/disguise.h"
#include "bench/quality/material.h"
#include "bench/quality/pan_score.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

constexpr size_t kChunks = 5;
constexpr size_t kHostsADocument = 50;  // to draw chunks from, for each document of a kind
constexpr uint64_t kMostPassages = 3;
constexpr double kLeastWords = 30.0;
constexpr double kMostWords = 300.0;
constexpr int kDraws = 10000;  // before the sources are said to hold no passage

// Sentences in a row of a source.
struct Taken {
  uint32_t source = 0;
  Span span;
};

class Builder {
 public:
  Builder(Material material, std::string_view language, uint64_t seed)
      : material_(std::move(material)), language_(language), random_(seed) {
    for (const std::string& source : material_.sources) {
      sentences_.push_back(AllSentences(source));
      words_.push_back(SplitWords(source, 0));
    }
  }

  absl::Status Add(std::optional<Disguise> disguise, Construction& construction) {
    const std::vector<const HostChunk*> chunks = DrawChunks();
    std::vector<Taken> taken;
    const uint64_t count = disguise ? 1 + random_.Below(kMostPassages) : 0;
    while (taken.size() < count) {
      const std::optional<Taken> passage = Draw(taken, disguise == Disguise::kReordered);
      if (!passage) return absl::InvalidArgumentError("the sources hold no passage to take");
      taken.push_back(*passage);
    }
    const auto number = static_cast<uint32_t>(construction.suspicious.size());
    std::string text;
    // Which chunks get a passage: the first ones of a random start, one each.
    const size_t start = random_.Below(kChunks);
    for (size_t i = 0; i < kChunks; ++i) {
      if (i > 0) text += "\n\n";
      const size_t passage = (i + kChunks - start) % kChunks;
      if (passage >= taken.size()) {
        text += chunks[i]->text;
        continue;
      }
      const Span place = Plant(taken[passage], *disguise, chunks[i]->text, text);
      construction.cases.push_back(
          SpanPair{number, place, taken[passage].source, taken[passage].span});
    }
    construction.suspicious.push_back(SuspiciousDocument{std::move(text), disguise});
    return absl::OkStatus();
  }

  const Material& material() const { return material_; }

 private:
  std::vector<const HostChunk*> DrawChunks() {
    std::vector<const HostChunk*> chunks;
    while (chunks.size() < kChunks) {
      const HostChunk& drawn = material_.hosts[random_.Below(material_.hosts.size())];
      const bool used = std::any_of(chunks.begin(), chunks.end(), [&drawn](const HostChunk* chunk) {
        return chunk->story == drawn.story;
      });
      if (!used) chunks.push_back(&drawn);
    }
    return chunks;
  }

  double WordsIn(uint32_t source, Span span) const {
    const Words& words = words_[source];
    uint64_t quarters = 0;
    const auto begins_before = [](const Span& word, uint64_t at) { return word.begin < at; };
    auto word =
        std::lower_bound(words.spans().begin(), words.spans().end(), span.begin, begins_before);
    for (; word != words.spans().end() && word->begin < span.end; ++word) {
      quarters +=
          static_cast<uint64_t>(words.weight(static_cast<size_t>(word - words.spans().begin())));
    }
    return static_cast<double>(quarters) / static_cast<double>(kQuartersPerWord);
  }

  // A passage of a length drawn evenly on a logarithmic scale, of a source not in `taken`.
  std::optional<Taken> Draw(const std::vector<Taken>& taken, bool several_sentences) {
    for (int draw = 0; draw < kDraws; ++draw) {
      const auto source = static_cast<uint32_t>(random_.Below(sentences_.size()));
      const double wanted = kLeastWords * std::pow(kMostWords / kLeastWords, random_.Unit());
      const std::vector<Span>& sentences = sentences_[source];
      const size_t first = random_.Below(sentences.size());
      size_t last = first;
      Span span = sentences[first];
      while (last + 1 < sentences.size() && WordsIn(source, span) < wanted) {
        span.end = sentences[++last].end;
      }
      const double length = WordsIn(source, span);
      const bool used = std::any_of(taken.begin(), taken.end(), [source](const Taken& other) {
        return other.source == source;
      });
      if (used || length < kLeastWords || length > kMostWords) continue;
      if (several_sentences && last == first) continue;
      return Taken{source, span};
    }
    return std::nullopt;
  }

  // Adds `host` with the passage to `text`; says where the passage stands.
  Span Plant(const Taken& taken, Disguise disguise, const std::string& host, std::string& text) {
    const std::string passage =
        material_.sources[taken.source].substr(taken.span.begin, taken.span.size());
    const Disguised planted = Apply(disguise, passage, language_, material_.pool, random_);
    const std::vector<Span> sentences = AllSentences(host);
    const bool inside = sentences.size() > 1 && random_.Below(2) == 0;
    const uint64_t cut =
        inside ? sentences[1 + random_.Below(sentences.size() - 1)].begin : host.size();
    text += Concat({host.substr(0, cut), inside ? " " : "\n\n"});
    const Span place = {text.size() + planted.passage.begin, text.size() + planted.passage.end};
    text += planted.text;
    if (inside) text += Concat({" ", host.substr(cut)});
    return place;
  }

  Material material_;
  std::string_view language_;
  Random random_;
  std::vector<std::vector<Span>> sentences_;  // by source
  std::vector<Words> words_;
};

uint64_t CountCodePoints(std::string_view text) {
  return static_cast<uint64_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<uint8_t>(byte) & 0xc0U) != 0x80U;
  }));
}

Span InCodePoints(std::string_view text, Span bytes) {
  const uint64_t begin = CountCodePoints(text.substr(0, bytes.begin));
  return Span{begin, begin + CountCodePoints(text.substr(bytes.begin, bytes.size()))};
}

absl::Status WithName(const std::string& name, const absl::Status& status) {
  return absl::InvalidArgumentError(Concat({name, ": ", std::string(status.message())}));
}

}  // namespace

absl::StatusOr<Construction> Construct(const std::string& name, std::string_view language,
                                       const std::vector<std::string>& stories,
                                       const ConstructionOptions& options) {
  Random random(Mix64(options.seed ^ Hash64(name)));
  const MaterialOptions wanted = {options.sources, kHostsADocument * options.documents,
                                  options.clean_run};
  absl::StatusOr<Material> material = ChooseMaterial(stories, wanted, random);
  if (!material.ok()) return WithName(name, material.status());
  Construction construction;
  Builder builder(*std::move(material), language, random.Next());
  for (size_t i = 0; i < options.documents; ++i) {
    for (const Disguise disguise : kDisguises) {
      const absl::Status added = builder.Add(disguise, construction);
      if (!added.ok()) return WithName(name, added);
    }
    const absl::Status added = builder.Add(std::nullopt, construction);
    if (!added.ok()) return WithName(name, added);
  }
  construction.sources = builder.material().sources;
  construction.sources_left_out = builder.material().sources_left_out;
  construction.hosts_left_out = builder.material().hosts_left_out;
  return construction;
}

std::vector<SpanPair> InCodePoints(const Construction& construction) {
  std::vector<SpanPair> cases = construction.cases;
  for (SpanPair& one : cases) {
    one.suspicious_span =
        InCodePoints(construction.suspicious[one.suspicious].text, one.suspicious_span);
    one.source_span = InCodePoints(construction.sources[one.source], one.source_span);
  }
  return cases;
}

}  // namespace twicetold::bench
