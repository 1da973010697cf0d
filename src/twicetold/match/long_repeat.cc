#include "twicetold/match/long_repeat.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/status.h"
#include "twicetold/match/repeat_proposal.h"
#include "twicetold/match/repeat_seed.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// Words of the documents read last, for those that are asked for again.
class WordCache {
 public:
  WordCache(TextReader read, uint64_t hash_seed) : read_(read), folder_(hash_seed) {}

  // Valid until the next call.
  absl::StatusOr<const FoldedWords*> Get(uint32_t document) {
    const auto known = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.document == document; });
    if (known != entries_.end()) {
      std::rotate(entries_.begin(), known, known + 1);
      return entries_.front().words.get();
    }
    TWICETOLD_ASSIGN_OR_RETURN(const std::string_view text, read_(document));
    Entry entry{document, MakeRoom()};
    folder_.Fold(text, *entry.words);
    words_ += entry.words->size();
    entries_.insert(entries_.begin(), std::move(entry));
    return entries_.front().words.get();
  }

 private:
  static constexpr size_t kMostDocuments = 256;
  static constexpr size_t kMostWords = size_t{1} << 18;

  struct Entry {
    uint32_t document;
    std::unique_ptr<FoldedWords> words;
  };

  // Memory for a document more: that of the ones used longest ago, if there are too many.
  std::unique_ptr<FoldedWords> MakeRoom() {
    std::unique_ptr<FoldedWords> room;
    while (!entries_.empty() && (entries_.size() >= kMostDocuments || words_ >= kMostWords)) {
      words_ -= entries_.back().words->size();
      room = std::move(entries_.back().words);
      entries_.pop_back();
    }
    return room != nullptr ? std::move(room) : std::make_unique<FoldedWords>();
  }

  TextReader read_;
  WordFolder folder_;
  std::vector<Entry> entries_;  // the one used last first
  size_t words_ = 0;            // of all
};

// How many words from `a` of `words` on equal those from `b` of `twin` on: their folded bytes.
size_t EqualWords(const FoldedWords& words, size_t a, const FoldedWords& twin, size_t b) {
  const size_t most = std::min(words.size() - a, twin.size() - b);
  size_t equal = 0;
  while (equal < most && words.hash(a + equal) == twin.hash(b + equal) &&
         words.folded(a + equal) == twin.folded(b + equal)) {
    ++equal;
  }
  return equal;
}

// What became of one or more documents.
struct Told {
  std::vector<LongRepeat> repeats;
  uint64_t false_proposals = 0;
};

// Reads what is proposed and tells what holds: all `proposals` of a document with these words.
absl::Status Tell(const FoldedWords& words, std::span<const RepeatProposal> proposals,
                  size_t window_words, WordCache& cache, Told& told) {
  size_t end = 0;  // of the last repeat
  for (const RepeatProposal& proposal : proposals) {
    for (size_t i = 0; i < proposal.windows; ++i) {
      const size_t begin = proposal.begin + i;
      if (begin + window_words <= end) {  // in the last repeat, as are those up to its end
        i = std::min<size_t>(end - window_words - proposal.begin, proposal.windows - 1);
        continue;
      }
      const size_t twin_begin = proposal.twin_begin + i;
      const FoldedWords* twin = &words;
      if (proposal.twin_document != proposal.document) {
        TWICETOLD_ASSIGN_OR_RETURN(twin, cache.Get(proposal.twin_document));
      }
      const size_t equal =
          twin_begin < twin->size() ? EqualWords(words, begin, *twin, twin_begin) : 0;
      if (equal < window_words) {
        ++told.false_proposals;
        continue;
      }
      told.repeats.push_back({proposal.document, static_cast<uint32_t>(begin),
                              static_cast<uint32_t>(equal), proposal.twin_document,
                              static_cast<uint32_t>(twin_begin)});
      end = begin + equal;
    }
  }
  return absl::OkStatus();
}

// The first trouble of several threads, by the number of the document.
class FirstError {
 public:
  explicit FirstError(size_t workers) : errors_(workers, {UINT32_MAX, absl::OkStatus()}) {}
  void Set(size_t worker, uint32_t document, const absl::Status& status) {
    if (document < errors_[worker].first) errors_[worker] = {document, status};
  }
  absl::Status Get() const {
    return std::min_element(errors_.begin(), errors_.end(),
                            [](const auto& a, const auto& b) { return a.first < b.first; })
        ->second;
  }

 private:
  std::vector<std::pair<uint32_t, absl::Status>> errors_;
};

class Finder {
 public:
  Finder(uint32_t documents, TextReader read, const LongRepeatOptions& options, int threads)
      : documents_(documents),
        read_(read),
        options_(options),
        workers_(static_cast<size_t>(std::max(threads, 1))) {
    for (size_t worker = 0; worker < workers_; ++worker) {
      folders_.emplace_back(options.hash_seed);
      caches_.emplace_back(read, options.hash_seed);
    }
  }

  absl::StatusOr<LongRepeats> Find() {
    for (uint32_t part = 0; part < options_.parts; ++part) {
      TWICETOLD_ASSIGN_OR_RETURN(const std::vector<SharedSeed> shared, Share(part));
      TWICETOLD_RETURN_IF_ERROR(Propose(shared, part + 1 == options_.parts));
    }
    return std::move(found_);
  }

 private:
  // A document that is worked on.
  struct Task {
    uint32_t document = 0;
    FoldedWords words;
    RepeatQuestions questions;
    std::vector<RepeatProposal> proposals;
    Told told;
  };

  absl::StatusOr<std::vector<SharedSeed>> Share(uint32_t part);
  absl::Status Propose(std::span<const SharedSeed> shared, bool tell);
  std::vector<uint32_t> DocumentsOf(std::span<const SharedSeed> shared, bool tell) const;
  absl::StatusOr<size_t> AskSome(std::span<const uint32_t> documents,
                                 std::vector<RepeatAsker>& askers);
  absl::Status TellSome(size_t count);

  // work(worker) on as many threads as there are.
  void OnWorkers(absl::FunctionRef<void(size_t)> work) const {
    ParallelFor(workers_, static_cast<int>(workers_), work);
  }

  uint32_t documents_;
  TextReader read_;
  LongRepeatOptions options_;
  size_t workers_;
  std::vector<WordFolder> folders_;  // one for each worker
  std::vector<WordCache> caches_;    // the same
  std::vector<Task> tasks_;
  std::vector<RepeatProposal> earlier_;  // of the parts before, by document and begin
  LongRepeats found_;
};

// The seeds of part `part` that several places share.
absl::StatusOr<std::vector<SharedSeed>> Finder::Share(uint32_t part) {
  constexpr uint32_t kDocumentsAtOnce = 16;
  std::vector<SeedStore> stores(workers_, SeedStore(part, options_.parts));
  std::atomic<uint64_t> next = 0;
  FirstError error(workers_);
  OnWorkers([&](size_t worker) {
    WordHasher hasher(options_.hash_seed);
    SeedCutter cutter(options_.window_words);
    std::vector<RepeatSeed> seeds;
    for (uint64_t begin; (begin = next.fetch_add(kDocumentsAtOnce)) < documents_;) {
      const uint64_t end = std::min<uint64_t>(documents_, begin + kDocumentsAtOnce);
      for (auto document = static_cast<uint32_t>(begin); document < end; ++document) {
        const absl::StatusOr<std::string_view> text = read_(document);
        if (!text.ok()) return error.Set(worker, document, text.status());
        seeds.clear();
        cutter.Cut(document, hasher.Hash(*text), seeds);
        stores[worker].Add(seeds);
      }
    }
  });
  TWICETOLD_RETURN_IF_ERROR(error.Get());
  return JoinStores(stores, static_cast<int>(workers_));
}

// Proposes what the shared seeds of a part give, for the last part to tell.
absl::Status Finder::Propose(std::span<const SharedSeed> shared, bool tell) {
  const std::vector<uint32_t> documents = DocumentsOf(shared, tell);
  RepeatAnswerer answerer(options_.window_words);
  std::vector<RepeatAsker> askers(workers_, RepeatAsker(options_.window_words, shared));
  std::vector<RepeatProposal> proposals;
  for (size_t done = 0; done < documents.size();) {
    TWICETOLD_ASSIGN_OR_RETURN(const size_t count,
                               AskSome(std::span(documents).subspan(done), askers));
    for (Task& task : std::span(tasks_).first(count)) {
      task.proposals.clear();
      answerer.Answer(task.questions, task.proposals);
      if (tell) continue;
      proposals.insert(proposals.end(), task.proposals.begin(), task.proposals.end());
    }
    if (tell) TWICETOLD_RETURN_IF_ERROR(TellSome(count));
    done += count;
  }
  if (tell) return absl::OkStatus();
  earlier_.insert(earlier_.end(), proposals.begin(), proposals.end());
  std::sort(earlier_.begin(), earlier_.end());
  return absl::OkStatus();
}

// Those with shared seeds and, when it is time to tell, those with proposals; in order.
std::vector<uint32_t> Finder::DocumentsOf(std::span<const SharedSeed> shared, bool tell) const {
  std::vector<uint32_t> documents;
  const auto add = [&](uint32_t document) {
    if (documents.empty() || documents.back() != document) documents.push_back(document);
  };
  for (const SharedSeed& seed : shared) add(seed.document);
  if (!tell) return documents;
  for (const RepeatProposal& proposal : earlier_) add(proposal.document);
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  return documents;
}

// Has some tasks, as many as it returns, read the first of `documents` and ask.
absl::StatusOr<size_t> Finder::AskSome(std::span<const uint32_t> documents,
                                       std::vector<RepeatAsker>& askers) {
  constexpr size_t kMostTasks = 256;
  constexpr size_t kMostWords = size_t{1} << 17;
  tasks_.resize(std::min(documents.size(), kMostTasks));
  std::atomic<size_t> next = 0;
  std::atomic<size_t> words = 0;
  FirstError error(workers_);
  OnWorkers([&](size_t worker) {
    while (words < kMostWords) {
      const size_t i = next.fetch_add(1);
      if (i >= tasks_.size()) break;
      Task& task = tasks_[i];
      task.document = documents[i];
      const absl::StatusOr<std::string_view> text = read_(task.document);
      if (!text.ok()) return error.Set(worker, task.document, text.status());
      if (task.words.size() > kMostWords) task.words = FoldedWords();  // not kept for ever
      folders_[worker].Fold(*text, task.words);
      task.questions = askers[worker].Ask(task.document, task.words.hashes());
      words += task.words.size();
    }
  });
  TWICETOLD_RETURN_IF_ERROR(error.Get());
  return std::min(next.load(), tasks_.size());
}

// Tells what the first `count` tasks and the parts before propose.
absl::Status Finder::TellSome(size_t count) {
  std::atomic<size_t> next = 0;
  FirstError error(workers_);
  OnWorkers([&](size_t worker) {
    for (size_t i; (i = next.fetch_add(1)) < count;) {
      Task& task = tasks_[i];
      const auto [begin, end] = std::equal_range(
          earlier_.begin(), earlier_.end(), RepeatProposal{.document = task.document},
          [](const auto& a, const auto& b) { return a.document < b.document; });
      if (begin != end) {
        task.proposals.insert(task.proposals.end(), begin, end);
        std::sort(task.proposals.begin(), task.proposals.end());
      }
      task.told = {};
      const absl::Status status =
          Tell(task.words, task.proposals, options_.window_words, caches_[worker], task.told);
      if (!status.ok()) return error.Set(worker, task.document, status);
    }
  });
  TWICETOLD_RETURN_IF_ERROR(error.Get());
  for (const Task& task : std::span(tasks_).first(count)) {
    found_.repeats.insert(found_.repeats.end(), task.told.repeats.begin(), task.told.repeats.end());
    found_.false_proposals += task.told.false_proposals;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<LongRepeats> FindLongRepeats(uint32_t documents, TextReader read,
                                            const LongRepeatOptions& options, int threads) {
  assert(options.window_words >= 1 && options.parts >= 1);
  return Finder(documents, read, options, threads).Find();
}

std::vector<Span> RepeatedWords(std::span<const LongRepeat> repeats) {
  std::vector<Span> spans;
  for (const LongRepeat& repeat : repeats) {
    const uint64_t end = uint64_t{repeat.begin} + repeat.words;
    if (!spans.empty() && repeat.begin <= spans.back().end) {
      spans.back().end = std::max(spans.back().end, end);
    } else {
      spans.push_back({repeat.begin, end});
    }
  }
  return spans;
}

}  // namespace twicetold
