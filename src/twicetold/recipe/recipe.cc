#include "twicetold/recipe/recipe.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/status.h"
#include "twicetold/lsh/band_plan.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold {
namespace {

// Goes up whenever the same parameters would give other findings than before.
constexpr std::string_view kAlgorithmVersion = "5";

constexpr std::array<std::string_view, 2> kPresets = {"draft", "corpus"};

const std::array kSketchMethods = {SketchMethodName(SketchMethod::kOnePermutation),
                                   SketchMethodName(SketchMethod::kClassic)};

template <typename Number>
std::string Print(Number value) {
  // Shortest text that reads back as the same number, the same on every machine.
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return error == std::errc() ? std::string(buffer.data(), end) : std::string();
}

template <typename Number>
absl::Status Read(std::string_view text, Number& value) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return absl::InvalidArgumentError(
        Concat({"'", text, "' is not a ",
                std::is_integral_v<Number> ? "whole number of at least 0" : "number"}));
  }
  value = number;
  return absl::OkStatus();
}

// One entry of the table for a member of type Number reached by `Access`.
template <auto Access>
constexpr Parameter NumberParameter(std::string_view name, std::string_view unit,
                                    std::string_view effect) {
  return Parameter{name,
                   unit,
                   effect,
                   [](const Recipe& recipe) { return Print(Access(const_cast<Recipe&>(recipe))); },
                   [](Recipe& recipe, std::string_view text) { return Read(text, Access(recipe)); },
                   false};
}

const std::array kParameters = {
    NumberParameter<[](Recipe& r) -> uint32_t& { return r.passages.min_words; }>(
        "min_words", "words",
        "Equal words that a repeated passage has at least; a character of Chinese or "
        "Japanese counts half a word, one of Thai, Lao, Khmer or Burmese a quarter."),
    NumberParameter<[](Recipe& r) -> uint32_t& { return r.passages.seed_words; }>(
        "seed_words", "words",
        "Words in a row that a passage has in common exactly, at least; fewer finds more heavily "
        "edited passages and takes longer."),
    NumberParameter<[](Recipe& r) -> uint32_t& {
      return r.passages.max_gap_words;
    }>("max_gap_words", "words",
       "Words in a row, put in or dropped, that a passage may bridge (half as many if replaced); 0 "
       "finds exact passages only."),
    NumberParameter<[](Recipe& r) -> double& { return r.passages.min_identity; }>(
        "min_identity", "share",
        "Least share of the words of both sides of a passage that are equal, from 0 to 1."),
    NumberParameter<[](Recipe& r) -> uint64_t& { return r.passages.max_seed_pairs; }>(
        "max_seed_pairs", "pairs",
        "Pairs of equal word runs looked at before the commonest are held back (and the report "
        "says so)."),
    NumberParameter<[](Recipe& r) -> uint32_t& { return r.passages.max_cells_per_word; }>(
        "max_cells_per_word", "cells",
        "Work put into bridging edits, for each word, before what is left is told as it stands "
        "(and the report says so); only texts that repeat themselves endlessly reach it."),
    NumberParameter<[](Recipe& r) -> uint32_t& { return r.shingle_words; }>(
        "shingle_words", "words",
        "Words in a shingle, the unit by which paragraphs and documents are compared; more is "
        "stricter."),
    NumberParameter<[](Recipe& r) -> double& { return r.threshold; }>(
        "threshold", "resemblance",
        "Least resemblance (shared shingles over all shingles) of near-duplicate paragraphs and "
        "documents, above 0 to 1."),
    NumberParameter<[](Recipe& r) -> double& { return r.recall; }>(
        "recall", "probability",
        "Least probability that a pair right at the threshold is found when candidates come from "
        "sketches; sets the band plan."),
    NumberParameter<[](Recipe& r) -> uint64_t& { return r.exhaustive_limit; }>(
        "exhaustive_limit", "units",
        "Up to this many paragraphs (or documents) every pair is compared and nothing is left to "
        "chance; 0 always uses sketches."),
    Parameter{
        "sketch", "method",
        "How signatures are made: one-permutation, or classic minwise hashing (slower).",
        [](const Recipe& recipe) { return std::string(SketchMethodName(recipe.sketch.method)); },
        [](Recipe& recipe, std::string_view text) {
          TWICETOLD_ASSIGN_OR_RETURN(recipe.sketch.method, SketchMethodFromName(text));
          return absl::OkStatus();
        },
        true, kSketchMethods},
    NumberParameter<[](Recipe& r) -> uint32_t& { return r.sketch.size; }>(
        "signature_size", "digests",
        "Length of a signature; four times the length halves the error of an estimate."),
    NumberParameter<[](Recipe& r) -> uint32_t& { return r.buckets.bucket_limit; }>(
        "bucket_limit", "members",
        "Members of a bucket of which all pairs are looked at; larger buckets are compared with "
        "some representatives (and the report says so)."),
    NumberParameter<[](Recipe& r) -> uint32_t& { return r.buckets.hot_representatives; }>(
        "hot_representatives", "members",
        "Representatives of a larger bucket that its members are compared with."),
    NumberParameter<[](Recipe& r) -> uint32_t& {
      return r.boilerplate_documents;
    }>("boilerplate_documents", "documents",
       "Documents of one source that a repeat stands in at least to be called boilerplate, half as "
       "many if it begins or ends them; 0 calls none so."),
    NumberParameter<[](Recipe& r) -> uint32_t& { return r.boilerplate_words; }>(
        "boilerplate_words", "words",
        "Words of boilerplate at most; it is under half of each document that counts, too."),
    NumberParameter<[](Recipe& r) -> uint32_t& { return r.related_documents; }>(
        "related_documents", "documents",
        "Documents told of each document as sharing most with it; 0 tells all (the report says how "
        "many pairs were left out)."),
    NumberParameter<[](Recipe& r) -> uint64_t& { return r.hash_seed; }>(
        "hash_seed", "number",
        "Enters every hash; a secret one defends against texts made to collide."),
};

std::string FlagName(std::string_view name) {
  std::string flag = Concat({"--", name});
  std::replace(flag.begin(), flag.end(), '_', '-');
  return flag;
}

absl::Status OutOfRange(std::string_view name, std::string_view value, std::string_view range) {
  return absl::InvalidArgumentError(Concat({FlagName(name), " ", value, ": must be ", range}));
}

absl::Status ValidatePassages(const PassageOptions& passages) {
  if (passages.min_words < 1) {
    return OutOfRange("min_words", Print(passages.min_words), "at least 1");
  }
  if (passages.seed_words < 1) {
    return OutOfRange("seed_words", Print(passages.seed_words), "at least 1");
  }
  if (passages.max_gap_words > 1000) {
    return OutOfRange("max_gap_words", Print(passages.max_gap_words), "at most 1000");
  }
  if (!(passages.min_identity >= 0.0 && passages.min_identity <= 1.0)) {
    return OutOfRange("min_identity", Print(passages.min_identity), "from 0 to 1");
  }
  return absl::OkStatus();
}

}  // namespace

std::span<const Parameter> Parameters() { return kParameters; }

std::span<const std::string_view> PresetNames() { return kPresets; }

absl::StatusOr<Recipe> Recipe::FromPreset(std::string_view name) {
  Recipe recipe;
  if (name == "draft") return recipe;
  if (name == "corpus") {
    recipe.preset = "corpus";
    recipe.passages.min_words = 50;
    recipe.passages.seed_words = 8;
    recipe.exhaustive_limit = 0;
    return recipe;
  }
  std::string names;
  for (const std::string_view preset : kPresets) {
    names += Concat({names.empty() ? "" : ", ", preset});
  }
  return absl::NotFoundError(Concat({"no recipe called '", name, "'; there are: ", names}));
}

absl::Status Recipe::Set(std::string_view name, std::string_view value) {
  std::string wanted(name);
  std::replace(wanted.begin(), wanted.end(), '-', '_');
  const auto found =
      std::find_if(kParameters.begin(), kParameters.end(),
                   [&](const Parameter& parameter) { return parameter.name == wanted; });
  if (found == kParameters.end()) {
    return absl::NotFoundError(
        Concat({"a recipe has no parameter '", name, "'; `twicetold recipe` lists them"}));
  }
  absl::Status status = found->set(*this, value);
  if (status.ok()) return status;
  return absl::InvalidArgumentError(
      Concat({FlagName(wanted), ": ", std::string(status.message())}));
}

absl::Status Recipe::Validate() const {
  TWICETOLD_RETURN_IF_ERROR(ValidatePassages(passages));
  if (shingle_words < 1) {
    return OutOfRange("shingle_words", Print(shingle_words), "at least 1");
  }
  if (!(threshold > 0.0 && threshold <= 1.0)) {
    return OutOfRange("threshold", Print(threshold), "above 0 and at most 1");
  }
  if (!(recall > 0.0 && recall < 1.0)) {
    return OutOfRange("recall", Print(recall), "above 0 and below 1");
  }
  if (buckets.bucket_limit < 2) {
    return OutOfRange("bucket_limit", Print(buckets.bucket_limit), "at least 2");
  }
  if (buckets.hot_representatives < 1) {
    return OutOfRange("hot_representatives", Print(buckets.hot_representatives), "at least 1");
  }
  if (const absl::Status status = Sketcher::Create(sketch).status(); !status.ok()) {
    return absl::InvalidArgumentError(
        Concat({"--signature-size ", Print(sketch.size), ": ", std::string(status.message())}));
  }
  return SolveBandPlan(std::min(threshold, 0.999), recall, sketch.size).status();
}

BandPlan Recipe::Plan() const {
  // At a threshold of 1 any plan finds every pair; the solver wants a probability to work with.
  return SolveBandPlan(std::min(threshold, 0.999), recall, sketch.size).value();
}

std::string Recipe::Fingerprint() const {
  std::string canonical = Concat({"twicetold.recipe/", kAlgorithmVersion, "\n"});
  for (const Parameter& parameter : kParameters) {
    canonical += Concat({parameter.name, "=", parameter.get(*this), "\n"});
  }
  return HexDigits(Hash128(canonical));
}

}  // namespace twicetold
