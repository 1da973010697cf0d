// pan_bench: how exactly planted passages are found, by the measures of PAN (pan_score.h) on
// documents built out of real texts (construct.h). See bench/README.md for how to read it.
//
// Prints the same bytes for the same data, seed and options on any machine and number of threads.
// Exit status: 0 done or no data to run on, 1 a required figure was missed, 2 trouble.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bench/quality/construct.h"
#include "bench/quality/detect.h"
#include "bench/quality/disguise.h"
#include "bench/quality/pan_score.h"
#include "bench/quality/settings.h"
#include "tests/support/data.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/span.h"
#include "twicetold/base/status.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold::bench {
namespace {

constexpr char kUsage[] =
    "pan_bench [--data DIR] [--seed N] [--documents N] [--sources N] [--clean-run N]\n"
    "          [--threads N] [--show N] [--min-words N] [--seed-words N] [--max-gap-words N]\n"
    "          [--min-identity PERCENT]\n"
    "N documents of each kind of edit (default 20) against N sources (default 40), each set.\n"
    "Sources and hosts share no run of --clean-run words (default 6) before planting. --show "
    "prints\n"
    "so many of the worst cases and of the detections without a case, each set.\n";

constexpr double kLeastPlagdet = 0.95;     // of copied and lightly edited passages
constexpr double kMostGranularity = 1.02;  // likewise

struct Set {
  const char* file;
  const char* prefix;
  const char* language;
};

constexpr Set kSets[] = {
    {"senate-press-2005h1", "", "English"}, {"ntrex-24", "eng/", "English"},
    {"ntrex-24", "deu/", "German"},         {"ntrex-24", "rus/", "Russian"},
    {"ntrex-24", "arb/", "Arabic"},         {"ntrex-24", "hin/", "Hindi"},
    {"ntrex-24", "jpn/", "Japanese"},       {"ntrex-24", "tha/", "Thai"},
};

using Pairs = std::vector<SpanPair>;

std::string Cut(const std::string& text, Span code_points) {
  uint64_t at = 0;
  std::string cut;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<uint8_t>(text[i]) & 0xc0U) != 0x80U;
    if (begins && i > 0) ++at;
    if (at >= code_points.begin && at < code_points.end) cut += text[i];
  }
  return cut;
}

class Bench {
 public:
  explicit Bench(const Settings& settings)
      : settings_(settings), recipe_(DraftRecipe(settings.passages)) {}

  absl::Status Run() {
    Head();
    for (const Set& set : kSets) {
      TWICETOLD_ASSIGN_OR_RETURN(const std::vector<std::string> stories, Stories(set));
      ConstructionOptions options;
      options.seed = settings_.Number("--seed", options.seed);
      options.sources = settings_.Number("--sources", options.sources);
      options.documents = settings_.Number("--documents", options.documents);
      options.clean_run = settings_.Number("--clean-run", options.clean_run);
      const std::string name = Concat({set.language, ", ", set.file});
      TWICETOLD_ASSIGN_OR_RETURN(const Construction made,
                                 Construct(name, set.language, stories, options));
      TWICETOLD_ASSIGN_OR_RETURN(const Pairs detections, Detect(made));
      Tell(name, made, detections);
    }
    return absl::OkStatus();
  }

  // Prints what is asked for and what came out; false when a figure is missed.
  bool Summarise() const {
    const bool enough = least_plagdet_ >= kLeastPlagdet;
    const bool whole = most_granularity_ <= kMostGranularity;
    std::printf("\n%-52s %8s %8s\n", "required (the worst of all sets)", "asked", "measured");
    std::printf("%-52s %8.2f %8.3f%s\n", "plagdet (micro and macro), copied and light",
                kLeastPlagdet, least_plagdet_, enough ? "" : "  MISSED");
    std::printf("%-52s %8.2f %8.3f%s\n", "granularity, copied and light", kMostGranularity,
                most_granularity_, whole ? "" : "  MISSED");
    return enough && whole;
  }

 private:
  void Head() const {
    std::printf("planted passages: seed %lu, min_words %u, seed_words %u, max_gap_words %u\n",
                static_cast<unsigned long>(settings_.Number("--seed", 1)),
                recipe_.passages.min_words, recipe_.passages.seed_words,
                recipe_.passages.max_gap_words);
  }

  absl::StatusOr<std::vector<std::string>> Stories(const Set& set) {
    const auto path = *settings_.data / Concat({set.file, ".docs.jsonl.xz"});
    auto& records = files_[set.file];
    if (records.empty()) {
      TWICETOLD_ASSIGN_OR_RETURN(records, testing::ReadTexts(path));
    }
    std::vector<std::string> stories;
    for (const testing::TextRecord& record : records) {
      if (record.id.rfind(set.prefix, 0) != 0) continue;
      std::string text = record.text;
      text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
      stories.push_back(std::move(text));
    }
    return stories;
  }

  absl::StatusOr<Pairs> Detect(const Construction& made) const {
    std::vector<absl::StatusOr<Pairs>> found(made.suspicious.size(), Pairs{});
    ParallelFor(made.suspicious.size(), settings_.Threads(), [&](size_t i) {
      found[i] =
          DetectPassages(made.suspicious[i].text, static_cast<uint32_t>(i), made.sources, recipe_);
    });
    Pairs all;
    for (const absl::StatusOr<Pairs>& some : found) {
      if (!some.ok()) return some.status();
      all.insert(all.end(), some->begin(), some->end());
    }
    return all;
  }

  void Tell(const std::string& name, const Construction& made, const Pairs& detections) {
    const Pairs cases = InCodePoints(made);
    std::printf(
        "\n%s: %zu documents, %zu sources (left out for a shared run: %lu sources, %lu "
        "chunks)\n",
        name.c_str(), made.suspicious.size(), made.sources.size(),
        static_cast<unsigned long>(made.sources_left_out),
        static_cast<unsigned long>(made.hosts_left_out));
    std::printf("%-10s %5s %6s %6s | %7s %7s %7s | %7s %7s %7s | %6s\n", "edit", "cases", "found",
                "told", "plagdet", "micro P", "R", "plagdet", "macro P", "R", "gran.");
    const auto of = [&made](const Pairs& pairs, std::optional<Disguise> disguise) {
      Pairs some;
      for (const SpanPair& pair : pairs) {
        if (made.suspicious[pair.suspicious].disguise == disguise) some.push_back(pair);
      }
      return some;
    };
    for (const Disguise disguise : kDisguises) {
      const PanScore score = ScorePan(of(cases, disguise), of(detections, disguise));
      Row(std::string(DisguiseName(disguise)), score);
      if (disguise != Disguise::kCopied && disguise != Disguise::kLight) continue;
      least_plagdet_ = std::min({least_plagdet_, score.micro.Plagdet(), score.macro.Plagdet()});
      most_granularity_ = std::max(most_granularity_, score.micro.granularity);
    }
    std::printf("%-10s %5d %6d %6zu |\n", "nothing", 0, 0, of(detections, std::nullopt).size());
    Row("all", ScorePan(cases, detections));
    Show(made, cases, detections);
  }

  static void Row(const std::string& edit, const PanScore& score) {
    std::printf("%-10s %5lu %6lu %6lu | %7.3f %7.3f %7.3f | %7.3f %7.3f %7.3f | %6.3f\n",
                edit.c_str(), static_cast<unsigned long>(score.cases),
                static_cast<unsigned long>(score.detected_cases),
                static_cast<unsigned long>(score.detections), score.micro.Plagdet(),
                score.micro.precision, score.micro.recall, score.macro.Plagdet(),
                score.macro.precision, score.macro.recall, score.macro.granularity);
  }

  void Print(const char* what, const Construction& made, const SpanPair& pair,
             const PanScore& score) const {
    const auto& disguise = made.suspicious[pair.suspicious].disguise;
    std::printf("\n%s (%s, document %u, source %u): recall %.2f, told in %lu\n  D: %s\n  S: %s\n",
                what, disguise ? std::string(DisguiseName(*disguise)).c_str() : "nothing planted",
                pair.suspicious, pair.source, score.micro.recall,
                static_cast<unsigned long>(score.detections),
                Cut(made.suspicious[pair.suspicious].text, pair.suspicious_span).c_str(),
                Cut(made.sources[pair.source], pair.source_span).c_str());
  }

  void Show(const Construction& made, const Pairs& cases, const Pairs& detections) const {
    const uint64_t most = settings_.Number("--show", 0);
    uint64_t shown = 0;
    for (const SpanPair& detection : detections) {
      if (shown == most) break;
      const PanScore score = ScorePan({detection}, cases);
      if (score.detected_cases > 0) continue;
      Print("false", made, detection, score);
      ++shown;
    }
    shown = 0;
    for (const SpanPair& one : cases) {
      if (shown == most) break;
      Pairs here;
      for (const SpanPair& detection : detections) {
        if (ScorePan({one}, {detection}).detected_cases > 0) here.push_back(detection);
      }
      const PanScore score = ScorePan({one}, here);
      const Disguise disguise = *made.suspicious[one.suspicious].disguise;
      const bool easy = disguise == Disguise::kCopied || disguise == Disguise::kLight ||
                        disguise == Disguise::kQuoted;
      if (!easy || (here.size() == 1 && score.micro.recall >= 0.9)) continue;
      Print("in part", made, one, score);
      for (const SpanPair& detection : here) Print("  piece", made, detection, score);
      ++shown;
    }
  }

  const Settings& settings_;
  const Recipe recipe_;
  std::map<std::string, std::vector<testing::TextRecord>> files_;
  double least_plagdet_ = 1.0;
  double most_granularity_ = 1.0;
};

int Run(const Settings& settings) {
  Bench bench(settings);
  const absl::Status ran = bench.Run();
  if (!ran.ok()) {
    std::fprintf(stderr, "pan_bench: %s\n", std::string(ran.message()).c_str());
    return 2;
  }
  return bench.Summarise() ? 0 : 1;
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  const auto settings =
      twicetold::bench::ParseSettings(argc, argv, "pan_bench", twicetold::bench::kUsage,
                                      {"--documents", "--sources", "--clean-run", "--show"});
  return twicetold::bench::Run(settings);
}
