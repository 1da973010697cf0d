#ifndef TWICETOLD_BASE_STATUS_H_
#define TWICETOLD_BASE_STATUS_H_

// The two macros that let fallible code read straight down.
//
// Abseil ships these only from releases later than the one packaged with Debian 12; the meaning
// is the same, so they can go the day the package catches up.

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns from the enclosing function when `expression` (an absl::Status) is not OK.
#define TWICETOLD_RETURN_IF_ERROR(expression)                                   \
  do {                                                                          \
    if (absl::Status twicetold_status = (expression); !twicetold_status.ok()) { \
      return twicetold_status;                                                  \
    }                                                                           \
  } while (false)

#define TWICETOLD_STATUS_CONCAT_INNER(x, y) x##y
#define TWICETOLD_STATUS_CONCAT(x, y) TWICETOLD_STATUS_CONCAT_INNER(x, y)

// Declares or assigns `target` from `expression` (an absl::StatusOr), or returns its status.
#define TWICETOLD_ASSIGN_OR_RETURN(target, expression)                               \
  auto TWICETOLD_STATUS_CONCAT(twicetold_result_, __LINE__) = (expression);          \
  if (!TWICETOLD_STATUS_CONCAT(twicetold_result_, __LINE__).ok()) {                  \
    return std::move(TWICETOLD_STATUS_CONCAT(twicetold_result_, __LINE__)).status(); \
  }                                                                                  \
  target = *std::move(TWICETOLD_STATUS_CONCAT(twicetold_result_, __LINE__))

#endif  // TWICETOLD_BASE_STATUS_H_
