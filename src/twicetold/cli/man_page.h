#ifndef TWICETOLD_CLI_MAN_PAGE_H_
#define TWICETOLD_CLI_MAN_PAGE_H_

// The man page twicetold(1), in the roff of the man macros, made from the command table: it can
// say neither more nor less than --help. It bears the version and no date, so that the same source
// gives the same page.

#include <span>
#include <string>
#include <string_view>

#include "twicetold/cli/command_line.h"

namespace twicetold {

std::string ManPage(std::span<const Command> commands, std::string_view version);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_MAN_PAGE_H_
