#include "twicetold/pipeline/references.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/ids.h"
#include "twicetold/base/parallel.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/passage.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/pipeline/stages.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/document.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/prepared.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// The seeds of the checked documents, by the hashes of their words: what has none of them shares no
// passage. A collision lets a document pass that has none, and costs a little time.
class SeedFilter {
 public:
  SeedFilter(const std::vector<Prepared>& prepared, const PassageOptions& options)
      : seed_quarters_(kQuartersPerWord * std::min(options.seed_words, options.min_words)) {
    for (const Prepared& document : prepared) {
      for (size_t w = 0; w < document.words.size(); ++w) {
        if (const std::optional<uint64_t> key = Key(document.words, w)) keys_.insert(*key);
      }
    }
  }

  bool Passes(const Words& words) const {
    for (size_t w = 0; w < words.size(); ++w) {
      const std::optional<uint64_t> key = Key(words, w);
      if (key && keys_.contains(*key)) return true;
    }
    return false;
  }

 private:
  // Of the least run of words from `begin` that weighs as much as a seed; none at the end.
  std::optional<uint64_t> Key(const Words& words, size_t begin) const {
    uint64_t key = 0;
    uint64_t quarters = 0;
    for (size_t w = begin; quarters < seed_quarters_; ++w) {
      if (w == words.size()) return std::nullopt;
      key = Mix64(key + words.hash(w));
      quarters += static_cast<uint64_t>(words.weight(w));
    }
    return key;
  }

  const uint64_t seed_quarters_;
  absl::flat_hash_set<uint64_t> keys_;
};

// References read together, and what came of them.
struct Batch {
  std::vector<Document> documents;
  uint64_t words = 0;
  std::vector<ReferenceMatch> matches;
  uint64_t left_out = 0;
  uint64_t hot_shingles = 0;
  uint64_t ungrown_seeds = 0;
};

class BatchMatcher {
 public:
  BatchMatcher(const Corpus& corpus, const std::vector<Prepared>& prepared, const Recipe& recipe)
      : corpus_(corpus),
        recipe_(recipe),
        options_(recipe.passages),
        filter_(prepared, recipe.passages) {
    for (const Prepared& document : prepared) checked_.push_back(&document.words);
    options_.scope = PairScope::kToReferences;
    options_.first_reference = checked_.size();
  }

  // Thread-safe for different batches.
  void Match(Batch& batch) const {
    if (checked_.empty()) return;
    std::vector<Words> words(batch.documents.size());
    std::vector<size_t> kept;
    for (size_t d = 0; d < words.size(); ++d) {
      words[d] = SplitWords(batch.documents[d].text, recipe_.hash_seed);
      batch.words += words[d].size();
      if (filter_.Passes(words[d])) {
        kept.push_back(d);
      } else {
        words[d] = Words();
      }
    }
    kept = Promising(words, kept, batch);
    if (!kept.empty()) FindMatches(words, kept, batch);
  }

 private:
  WordSequence Sequence(const std::vector<Words>& words, const std::vector<size_t>& kept) const {
    std::vector<const Words*> documents = checked_;
    for (const size_t d : kept) documents.push_back(&words[d]);
    return WordSequence(documents);
  }

  // Those of `kept` that have a seed which might become a passage.
  std::vector<size_t> Promising(const std::vector<Words>& words, const std::vector<size_t>& kept,
                                Batch& batch) const {
    if (kept.empty()) return {};
    const WordSequence sequence = Sequence(words, kept);
    const ExactRuns seeds = FindSeeds(sequence, options_);
    batch.hot_shingles += seeds.hot_shingles;
    std::vector<bool> has_seed(kept.size(), false);
    for (const ExactRun& seed : seeds.runs) {
      has_seed[sequence.DocumentOf(seed.b) - checked_.size()] = true;
    }
    std::vector<size_t> promising;
    for (size_t i = 0; i < kept.size(); ++i) {
      if (has_seed[i]) promising.push_back(kept[i]);
    }
    return promising;
  }

  void FindMatches(const std::vector<Words>& words, const std::vector<size_t>& kept,
                   Batch& batch) const {
    const WordSequence sequence = Sequence(words, kept);
    Passages found = FindPassages(sequence, options_);
    batch.ungrown_seeds += found.ungrown_seeds;
    std::vector<std::vector<Alignment>> passages(kept.size());
    std::vector<bool> own_series(kept.size(), false);
    for (Alignment& passage : found.passages) {
      const size_t i = sequence.DocumentOf(passage.runs.front().b) - checked_.size();
      const size_t checked = sequence.DocumentOf(passage.runs.front().a);
      const std::string& series = batch.documents[kept[i]].metadata.series;
      if (!series.empty() && series == corpus_.documents[checked].metadata.series) {
        own_series[i] = true;
        continue;
      }
      const auto start = static_cast<uint32_t>(sequence.document_range(checked_.size() + i).begin);
      for (ExactRun& run : passage.runs) run.b -= start;
      passages[i].push_back(std::move(passage));
    }
    for (size_t i = 0; i < kept.size(); ++i) {
      if (passages[i].empty()) {
        if (own_series[i]) ++batch.left_out;
        continue;
      }
      batch.matches.push_back(
          ReferenceMatch{std::move(batch.documents[kept[i]]), std::move(passages[i])});
    }
  }

  const Corpus& corpus_;
  const Recipe& recipe_;
  PassageOptions options_;
  const SeedFilter filter_;
  std::vector<const Words*> checked_;
};

const std::string& IdentityOf(const Document& document) {
  return document.origin.empty() ? document.name : document.origin;
}

// Reads references into batches, leaving out those that do not count.
class BatchReader {
 public:
  BatchReader(const Corpus& corpus, DocumentSource& references, const DateRange& dates,
              uint64_t batch_bytes, ReferenceMatches& result)
      : references_(references), dates_(dates), batch_bytes_(batch_bytes), result_(result) {
    uint64_t checked_bytes = 0;
    for (const Document& document : corpus.documents) {
      checked_.insert(IdentityOf(document));
      checked_bytes += document.text.size();
    }
    batch_bytes_ = std::max(batch_bytes_, checked_bytes);
  }

  // The next batch; empty at the end.
  Batch Next() {
    Batch batch;
    uint64_t bytes = 0;
    while (bytes < batch_bytes_) {
      auto next = references_.Next();
      if (!next) break;
      if (auto* skipped = std::get_if<SkippedDocument>(&*next)) {
        result_.skipped.push_back(std::move(*skipped));
        continue;
      }
      auto& document = std::get<Document>(*next);
      if (!dates_.Holds(document.metadata.date) || checked_.contains(IdentityOf(document))) {
        ++result_.left_out;
        continue;
      }
      bytes += document.text.size() + 1;
      batch.documents.push_back(std::move(document));
    }
    return batch;
  }

 private:
  DocumentSource& references_;
  const DateRange& dates_;
  uint64_t batch_bytes_;
  ReferenceMatches& result_;
  absl::flat_hash_set<std::string> checked_;
};

void Collect(Batch batch, ReferenceMatches& result) {
  result.references += batch.documents.size();
  result.words += batch.words;
  result.left_out += batch.left_out;
  result.hot_shingles += batch.hot_shingles;
  result.ungrown_seeds += batch.ungrown_seeds;
  for (ReferenceMatch& match : batch.matches) result.matches.push_back(std::move(match));
}

}  // namespace

bool DateRange::Holds(const std::string& date) const {
  if (since.empty() && until.empty()) return true;
  if (date.empty()) return false;
  // Dates of equal precision compare as text.
  return std::string_view(date).substr(0, since.size()) >= since &&
         (until.empty() || std::string_view(date).substr(0, until.size()) <= until);
}

ReferenceMatches MatchReferences(const Corpus& corpus, const std::vector<Prepared>& prepared,
                                 DocumentSource& references, const DateRange& dates,
                                 const Recipe& recipe, int threads, Progress* progress,
                                 uint64_t batch_bytes) {
  ReferenceMatches result;
  const BatchMatcher matcher(corpus, prepared, recipe);
  BatchReader reader(corpus, references, dates, batch_bytes, result);
  if (progress != nullptr) progress->Begin("checking references", 0, "documents");
  for (bool more = true; more;) {
    std::vector<Batch> batches;
    while (more && batches.size() < static_cast<size_t>(std::max(threads, 1))) {
      batches.push_back(reader.Next());
      more = !batches.back().documents.empty();
    }
    ParallelFor(batches.size(), threads, [&](size_t i) { matcher.Match(batches[i]); });
    for (Batch& batch : batches) Collect(std::move(batch), result);
    if (progress != nullptr) progress->Advance(result.references);
  }
  if (progress != nullptr) progress->End();
  return result;
}

std::vector<Alignment> AppendReferences(ReferenceMatches matches, const Recipe& recipe, int threads,
                                        Corpus& corpus, std::vector<Prepared>& prepared) {
  // Where the next reference's first word stands in the sequence: words and a barrier each.
  uint64_t start = 0;
  for (const Prepared& document : prepared) start += document.words.size() + 1;
  const size_t checked = prepared.size();
  prepared.resize(checked + matches.matches.size());
  ParallelFor(matches.matches.size(), threads, [&](size_t i) {
    prepared[checked + i] = Prepare(matches.matches[i].document, recipe.hash_seed);
  });
  std::vector<Alignment> passages;
  for (size_t i = 0; i < matches.matches.size(); ++i) {
    ReferenceMatch& match = matches.matches[i];
    for (Alignment& passage : match.passages) {
      for (ExactRun& run : passage.runs) run.b += static_cast<uint32_t>(start);
      passages.push_back(std::move(passage));
    }
    start += prepared[checked + i].words.size() + 1;
    match.document.id = DocumentId{static_cast<uint32_t>(checked + i)};
    corpus.documents.push_back(std::move(match.document));
  }
  for (SkippedDocument& skipped : matches.skipped) corpus.skipped.push_back(std::move(skipped));
  return passages;
}

}  // namespace twicetold
