// An explanation in sentences and as JSON.

#include <cstdint>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/dedup/explain.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/print.h"
#include "twicetold/match/form_letter.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {
namespace {

std::string Figure(double value) {
  std::ostringstream out;
  out.precision(4);
  out << value;
  return std::move(out).str();
}

std::string_view SameWhat(VersionSign sign) {
  switch (sign) {
    case VersionSign::kNone:
      return "";
    case VersionSign::kId:
      return " (the same id)";
    case VersionSign::kSeries:
      return " (the same series)";
  }
  return "";
}

std::string WhatBecameOf(const ExplainedRecord& record) {
  if (record.fate) {
    return Concat({record.name.id, " went for ", record.kept.id, ": ",
                   ReasonName(record.fate->reason), SameWhat(record.fate->version_by),
                   ", resemblance ", Figure(record.fate->Resemblance()), "."});
  }
  return Concat({record.name.id, record.reference ? " is a reference" : " was kept", "; ",
                 std::to_string(record.went_for_it), " went for it."});
}

void TellSameness(const Explanation& explanation, std::vector<std::string>& sentences) {
  const ExplainedPair& pair = *explanation.pair;
  if (pair.same_words) {
    sentences.emplace_back("The two have the same words in the same order: exact copies.");
    return;
  }
  const double threshold = explanation.options.recipe.threshold;
  const bool near = pair.overlap.Resemblance() >= threshold;
  const uint64_t all = pair.overlap.shared + pair.overlap.only_a + pair.overlap.only_b;
  sentences.push_back(
      Concat({std::to_string(pair.overlap.shared), " of ", std::to_string(all), " runs of ",
              std::to_string(explanation.options.recipe.shingle_words),
              " words stand in both: resemblance ", Figure(pair.overlap.Resemblance()), ", ",
              near ? "at or above" : "below", " the threshold of ", Figure(threshold), "."}));
  if (!near) {
    sentences.emplace_back("So neither can go for the other.");
  } else if (pair.form_letter) {
    sentences.push_back(Concat({"But they are a form letter: they differ in ",
                                SlotKindsText(explanation.options.protect),
                                " put in the place of others, which --protect keeps."}));
  } else if (explanation.options.protect.any()) {
    sentences.push_back(
        Concat({"What differs is not mainly ", SlotKindsText(explanation.options.protect),
                " put in the place of others, so --protect does not keep them apart."}));
  }
}

void TellCandidacy(const Explanation& explanation, std::vector<std::string>& sentences) {
  const ExplainedPair& pair = *explanation.pair;
  if (pair.same_words) return;
  if (explanation.options.exhaustive) {
    sentences.emplace_back("All pairs were compared (--exhaustive).");
    return;
  }
  const std::string chance =
      Concat({"; of pairs this alike ", Figure(pair.sketches.candidate_probability), " share one"});
  if (pair.sketches.equal_bands == 0) {
    sentences.push_back(
        Concat({"Their signatures share none of ", std::to_string(pair.bands),
                " bands, so the two were never compared", chance, ". --exhaustive misses none."}));
    return;
  }
  sentences.push_back(
      Concat({"Their signatures share ", std::to_string(pair.sketches.equal_bands), " of ",
              std::to_string(pair.bands), " bands, so they were candidates", chance, "."}));
  const auto& buckets = explanation.options.recipe.buckets;
  if (pair.smallest_bucket > buckets.bucket_limit) {
    sentences.push_back(Concat({"But each bucket that holds both has more members (",
                                std::to_string(pair.smallest_bucket),
                                " at least) than --bucket-limit, and was compared with its best ",
                                std::to_string(buckets.hot_representatives), " only."}));
  }
}

void TellPreference(const Explanation& explanation, std::vector<std::string>& sentences) {
  const bool first = explanation.a.rank < explanation.b->rank;
  const ExplainedRecord& better = first ? explanation.a : *explanation.b;
  const ExplainedRecord& worse = first ? *explanation.b : explanation.a;
  sentences.push_back(Concat({"Of the two ", better.name.id, " is preferred (",
                              better.reference ? "a reference" : "--keep ",
                              better.reference ? "" : explanation.options.keep.Text(), ")."}));
  if (better.fate && !(worse.fate && worse.kept.id == better.kept.id)) {
    sentences.push_back(Concat({better.name.id, " itself went, and nothing goes for what went."}));
  }
}

void WriteRecord(const ExplainedRecord& record, JsonWriter& json) {
  json.BeginObject();
  json.Field("id", record.name.id);
  json.Field("place", record.name.place);
  json.Field("words", record.words);
  json.Field("shingles", record.shingles);
  json.Field("rank", record.rank);
  json.Field("role", record.fate ? "removed" : record.reference ? "reference" : "kept");
  json.Field("went_for_it", record.went_for_it);
  if (record.fate) {
    json.Field("kept", record.kept.id);
    WriteFigures(*record.fate, json);
  }
  json.EndObject();
}

void WritePair(const ExplainedPair& pair, const DedupOptions& options, JsonWriter& json) {
  json.BeginObject();
  json.Field("same_words", pair.same_words);
  json.Field("shared", pair.overlap.shared);
  json.Field("only_a", pair.overlap.only_a);
  json.Field("only_b", pair.overlap.only_b);
  json.Field("resemblance", pair.overlap.Resemblance());
  json.Field("containment_a", pair.overlap.ContainmentOfA());
  json.Field("containment_b", pair.overlap.ContainmentOfB());
  json.Field("threshold", options.recipe.threshold);
  json.Field("estimated_resemblance", pair.sketches.estimated_resemblance);
  json.Field("standard_error", pair.sketches.standard_error);
  json.Field("bands", pair.bands);
  json.Field("equal_bands", pair.sketches.equal_bands);
  json.Field("candidate_probability", pair.sketches.candidate_probability);
  json.Field("smallest_bucket", pair.smallest_bucket);
  json.Field("largest_bucket", pair.largest_bucket);
  json.Field("bucket_limit", options.recipe.buckets.bucket_limit);
  json.Field("form_letter", pair.form_letter);
  json.Key("differences");
  json.BeginArray();
  for (const ExplainedStretch& stretch : pair.differences) {
    json.BeginObject();
    json.Field("a", stretch.a);
    json.Field("b", stretch.b);
    json.Field("kind", StretchKindName(stretch.kind));
    json.EndObject();
  }
  json.EndArray();
  json.Field("differences_complete", pair.differences_complete);
  json.EndObject();
}

}  // namespace

std::vector<std::string> Sentences(const Explanation& explanation) {
  std::vector<std::string> sentences;
  if (explanation.pair) {
    TellSameness(explanation, sentences);
    TellCandidacy(explanation, sentences);
    TellPreference(explanation, sentences);
  }
  sentences.push_back(WhatBecameOf(explanation.a));
  if (explanation.b) sentences.push_back(WhatBecameOf(*explanation.b));
  return sentences;
}

void WriteExplanationJson(const Explanation& explanation, std::ostream& out) {
  JsonWriter json(out, JsonWriter::Layout::kIndented);
  json.BeginObject();
  json.Field("schema", "twicetold.dedup-explanation/1");
  json.Field("recipe", explanation.options.recipe.Fingerprint());
  json.Field("keep", explanation.options.keep.Text());
  json.Field("group", GroupingName(explanation.options.grouping));
  json.Field("protect", SlotKindsText(explanation.options.protect));
  json.Field("exhaustive", explanation.options.exhaustive);
  json.Key("a");
  WriteRecord(explanation.a, json);
  if (explanation.b) {
    json.Key("b");
    WriteRecord(*explanation.b, json);
  }
  if (explanation.pair) {
    json.Key("pair");
    WritePair(*explanation.pair, explanation.options, json);
  }
  json.Key("sentences");
  json.BeginArray();
  for (const std::string& sentence : Sentences(explanation)) json.String(sentence);
  json.EndArray();
  json.EndObject();
}

}  // namespace twicetold
