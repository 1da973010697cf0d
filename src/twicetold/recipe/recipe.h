#ifndef TWICETOLD_RECIPE_RECIPE_H_
#define TWICETOLD_RECIPE_RECIPE_H_

// The recipe: every parameter that changes a result, in one value.
//
// Same input and same recipe give the same findings, on every machine and for any number of
// threads; so a result names the fingerprint of its recipe, and two results with one fingerprint
// can be compared. What changes speed or looks only (threads, colours, formats) is no part of it.
//
// Each parameter is defined once, in Parameters(): its name, unit, effect, how it is read and
// printed. The command line's flags, the JSON form, the fingerprint and `twicetold recipe` are
// all made from that list.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/lsh/band_plan.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/match/passage.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold {

struct Recipe {
  std::string preset = "draft";

  // Passages and repeats.
  PassageOptions passages;

  // Near-duplicate paragraphs and documents.
  uint32_t shingle_words = 5;
  double threshold = 0.8;  // least resemblance of a pair, in (0, 1]
  double recall = 0.98;    // least probability that a pair at the threshold becomes a candidate
  SketchOptions sketch;
  BucketOptions buckets;
  // Up to this many paragraphs (or documents) all pairs are compared and nothing is left to
  // chance; above it candidates come from the sketch. 0: always from the sketch.
  uint64_t exhaustive_limit = 100'000;

  // A repeat is boilerplate when so many documents of one source have it, or half as many at their
  // head or foot (0: none is), and it is no longer than this.
  uint32_t boilerplate_documents = 8;
  uint32_t boilerplate_words = 60;

  // Of the documents that a document shares passages with, so many are told, those it shares most
  // with, and those that share most with it. 0: all.
  uint32_t related_documents = 20;

  // Enters every word hash: an unguessable one defends against texts made to collide.
  uint64_t hash_seed = 0;

  // The preset of that name ("draft", "corpus"); NotFound names the choices.
  static absl::StatusOr<Recipe> FromPreset(std::string_view name);

  // Sets the parameter `name` (underscores or dashes) from text. NotFound for an unknown name,
  // InvalidArgument for a value that cannot be read; ranges are checked by Validate.
  absl::Status Set(std::string_view name, std::string_view value);

  // InvalidArgument for the first value out of range: names the flag, the value and the range.
  absl::Status Validate() const;

  // The band plan that threshold, recall and signature size ask for. The recipe must be valid.
  BandPlan Plan() const;

  // 32 hexadecimal digits over all parameters (the preset's name is not one) and the version of
  // the algorithms they steer.
  std::string Fingerprint() const;
};

struct Parameter {
  std::string_view name;    // "min_words"; the flag is --min-words
  std::string_view unit;    // "words"
  std::string_view effect;  // one sentence
  std::string (*get)(const Recipe&);
  absl::Status (*set)(Recipe&, std::string_view);
  bool is_text;                                    // JSON writes it as a string
  std::span<const std::string_view> choices = {};  // all that a text may be
};

// All parameters, in the order they are printed.
std::span<const Parameter> Parameters();

// The names of the presets.
std::span<const std::string_view> PresetNames();

}  // namespace twicetold

#endif  // TWICETOLD_RECIPE_RECIPE_H_
