#ifndef TWICETOLD_REPORT_HTML_PAGE_H_
#define TWICETOLD_REPORT_HTML_PAGE_H_

// The style and the script of the HTML report, page.css and page.js, built into the library by
// cmake/Embed.cmake, and the names that a Content-Security-Policy knows them by.

#include <string_view>

namespace twicetold {

extern const std::string_view kPageStyle;
extern const std::string_view kPageStyleHash;  // "sha256-" and the digest in base64
extern const std::string_view kPageScript;
extern const std::string_view kPageScriptHash;

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_HTML_PAGE_H_
