// The twicetold program: hands the process's surroundings to the library's command line.

#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.h"
#include "twicetold/cli/program.h"
#include "twicetold/io/unfinished_files.h"

namespace {

// Static: a signal handler is given nothing.
twicetold::UnfinishedFiles unfinished_files;

// Removes what is half written and dies as if there were no handler, so that the shell sees which
// signal it was. The signal is blocked until the handler returns, and its action is reset by then.
extern "C" void RemoveAndEnd(int signal) {
  unfinished_files.RemoveAll();
  raise(signal);
}

void HandleSignals() {
  for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_IGN) continue;  // nohup and the like
    struct sigaction action {};
    action.sa_handler = RemoveAndEnd;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(signal, &action, nullptr);
  }
  // A reader that went away ends the program without a word, also under a parent that ignores it.
  std::signal(SIGPIPE, SIG_DFL);
  // A file size limit comes back as an error of the write, which is told and cleaned up after.
  std::signal(SIGXFSZ, SIG_IGN);
}

bool IsTerminal(int descriptor) { return isatty(descriptor) == 1; }

bool TerminalMovesItsCursor() {
  const char* terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) != "dumb";
}

// An empty NO_COLOR counts as not set (no-color.org).
bool TerminalTakesColours() {
  const char* no_colour = std::getenv("NO_COLOR");
  return IsTerminal(STDOUT_FILENO) && (no_colour == nullptr || *no_colour == '\0') &&
         TerminalMovesItsCursor();
}

size_t TerminalWidth(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  HandleSignals();
  twicetold::Surroundings surroundings;
  surroundings.out = &std::cout;
  surroundings.err = &std::cerr;
  surroundings.colour = TerminalTakesColours();
  surroundings.width = TerminalWidth(STDOUT_FILENO);
  surroundings.err_is_terminal = IsTerminal(STDERR_FILENO) && TerminalMovesItsCursor();
  surroundings.err_width = TerminalWidth(STDERR_FILENO);
  surroundings.threads = twicetold::AvailableThreads();
  surroundings.clock = [] {
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch());
  };
  surroundings.unfinished = &unfinished_files;
  return twicetold::RunProgram(std::vector<std::string>(argv + 1, argv + argc), surroundings);
}
