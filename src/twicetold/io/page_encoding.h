#ifndef TWICETOLD_IO_PAGE_ENCODING_H_
#define TWICETOLD_IO_PAGE_ENCODING_H_

// The encoding that an HTML page says it has.

#include "absl/status/status.h"
#include "twicetold/text/decode.h"

namespace twicetold {

// A page in an encoding that we do not read (Shift_JIS, GBK, ...) is no UTF-8 and would pass for
// Windows-1252. When bytes were guessed or repaired and a <meta> in the first 1,024 characters,
// where the HTML standard wants it, names another encoding: InvalidArgument with its name. When
// it names what was guessed, the guess is none: `decoded.guessed` is cleared.
absl::Status CheckDeclaredEncoding(DecodedText& decoded);

}  // namespace twicetold

#endif  // TWICETOLD_IO_PAGE_ENCODING_H_
