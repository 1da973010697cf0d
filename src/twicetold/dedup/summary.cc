#include "twicetold/dedup/summary.h"

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/skipped.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {
namespace {

std::string Count(uint64_t number, std::string_view what) {
  std::string text = std::to_string(number);
  for (size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text + " " + std::string(what) + (number == 1 ? "" : "s");
}

}  // namespace

void CountFates(std::span<const UnitFate> fates, DedupSummary& summary) {
  for (const UnitFate& fate : fates) {
    if (fate.reason == Reason::kExact) ++summary.exact;
    if (fate.reason == Reason::kContained) ++summary.contained;
    if (fate.reason == Reason::kNear) ++summary.near;
    if (fate.reason == Reason::kVersion) ++summary.versions;
    if (fate.reason == Reason::kConnected) ++summary.connected;
  }
  std::vector<UnitNumber> kept;
  for (const UnitFate& fate : fates) kept.push_back(fate.kept);
  std::sort(kept.begin(), kept.end());
  summary.clusters = static_cast<uint64_t>(std::unique(kept.begin(), kept.end()) - kept.begin());
  summary.weakest_link = WeakestLink(fates);
}

std::string SummaryText(const DedupSummary& summary, const DedupOptions& options) {
  const std::string_view unit = options.level == DedupLevel::kParagraph ? "paragraph" : "record";
  std::ostringstream text;
  text << Count(summary.records, "record") << " read";
  if (summary.references > 0) text << " (" << Count(summary.references, "reference") << ")";
  text << ", " << Count(summary.kept, "record") << " written, ";
  if (options.level == DedupLevel::kPassage) {
    text << Count(summary.passages, "passage") << " of " << Count(summary.passage_words, "word")
         << " cut";
  } else {
    text << Count(summary.removed(), unit) << " removed";
  }
  if (summary.removed() > 0) {
    const bool contained = options.measure == Measure::kContainment;
    text << ": " << summary.exact << " the same words, ";
    if (summary.versions > 0) text << Count(summary.versions, "version") << " of a kept record, ";
    text << (contained ? summary.contained : summary.near)
         << (summary.versions > 0 ? " others" : "")
         << (contained ? " contained at " : " at resemblance ") << options.recipe.threshold
         << " or more";
    if (summary.connected > 0) text << ", " << summary.connected << " by a chain of pairs";
  }
  text << ".\n";
  if (options.protect.any()) {
    text << Count(summary.protected_pairs, "pair")
         << " as like as that, but kept: form letters that differ in their "
         << (options.protect.numbers ? "numbers" : "")
         << (options.protect.numbers && options.protect.names ? " or " : "")
         << (options.protect.names ? "names" : "") << ".\n";
  }
  if (options.grouping == Grouping::kConnected && summary.clusters > 0) {
    text << "Weakest link of a cluster: " << summary.weakest_link << ".\n";
  }
  if (summary.held_back > 0) {
    text << Count(summary.held_back, unit) << " had shingles that more than --bucket-limit "
         << "others have, and too few others: compared with "
         << 2 * options.recipe.buckets.hot_representatives << " holders of each only.\n";
  }
  if (summary.hot_buckets > 0 && options.measure == Measure::kResemblance) {
    text << Count(summary.hot_buckets, "bucket") << " (the largest of "
         << Count(summary.largest_bucket, unit)
         << ") had more members than --bucket-limit, and were compared with "
         << options.recipe.buckets.hot_representatives << " of them only.\n";
  }
  if (!summary.skipped.empty()) {
    text << Count(summary.skipped.size(), "record") << " could not be read.\n";
  }
  return text.str();
}

void WriteSummary(const DedupSummary& summary, const DedupOptions& options, std::ostream& out) {
  JsonWriter json(out, JsonWriter::Layout::kIndented);
  json.BeginObject();
  json.Field("schema", "twicetold.dedup/1");
  json.Field("level", DedupLevelName(options.level));
  json.Field("measure", MeasureName(options.measure));
  json.Field("keep", options.keep.Text());
  json.Field("group", GroupingName(options.grouping));
  json.Field("exhaustive", options.exhaustive);
  json.Field("protect", SlotKindsText(options.protect));
  json.Field("threshold", options.recipe.threshold);
  json.Field("recipe", options.recipe.Fingerprint());
  json.Field("records", summary.records);
  json.Field("references", summary.references);
  json.Field("units", summary.units);
  json.Field("kept", summary.kept);
  json.Key("removed");
  json.BeginObject();
  json.Field("exact", summary.exact);
  json.Field("near", summary.near);
  json.Field("contained", summary.contained);
  json.Field("version", summary.versions);
  json.Field("connected", summary.connected);
  json.EndObject();
  json.Field("passages", summary.passages);
  json.Field("passage_words", summary.passage_words);
  json.Field("clusters", summary.clusters);
  json.Field("candidates", summary.candidates);
  json.Field("verified", summary.verified);
  json.Field("protected_pairs", summary.protected_pairs);
  if (options.grouping == Grouping::kConnected) json.Field("weakest_link", summary.weakest_link);
  json.Field("hot_buckets", summary.hot_buckets);
  json.Field("largest_bucket", summary.largest_bucket);
  json.Field("held_back", summary.held_back);
  json.Field("hash_lies", summary.hash_lies);
  json.Key("skipped");
  json.BeginArray();
  for (const SkippedPlace& skipped : summary.skipped) {
    json.BeginObject();
    json.Field("place", skipped.place);
    json.Field("reason", skipped.reason);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace twicetold
