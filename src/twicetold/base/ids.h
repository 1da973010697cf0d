#ifndef TWICETOLD_BASE_IDS_H_
#define TWICETOLD_BASE_IDS_H_

// Numbers that must not be mixed up get a type each: a document's index is not a paragraph's.

#include <cstdint>

namespace twicetold {

// The place of a document in the order it was read, from 0.
enum class DocumentId : uint32_t {};

constexpr uint32_t Index(DocumentId id) { return static_cast<uint32_t>(id); }

}  // namespace twicetold

#endif  // TWICETOLD_BASE_IDS_H_
