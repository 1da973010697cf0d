#ifndef TWICETOLD_TESTS_SUPPORT_PROGRAM_H_
#define TWICETOLD_TESTS_SUPPORT_PROGRAM_H_

// The twicetold program, run as a person runs it: a process with arguments, files, an input and
// an environment, of which is seen what it printed and how it ended.

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace twicetold::testing {

struct ProgramOptions {
  std::string input;  // what standard input holds
  // Added to the environment of the test, from which NO_COLOR and TERM are taken first.
  std::map<std::string, std::string> environment;
  // Written to instead of being captured when not empty ("/dev/full").
  std::string output_path;
  int output_descriptor = -1;  // likewise, when not negative
};

struct ProgramResult {
  int status = 0;  // the exit status; -N when signal N ended it; -1000 when it did not start
  std::string out;
  std::string err;
};

// Runs the program that TWICETOLD_BINARY names, in the current directory, to its end.
ProgramResult RunTwicetold(const std::vector<std::string>& arguments,
                           const ProgramOptions& options = {});

// Starts the program, what it prints thrown away, with signals as a shell would leave them, and
// does not wait. Negative when it did not start.
pid_t StartTwicetold(const std::vector<std::string>& arguments);
// Waits for its end; gives its status as ProgramResult has it.
int WaitForTwicetold(pid_t process);

// An empty folder that is the current directory for as long as this lives, then is removed.
class FreshFolder {
 public:
  FreshFolder();
  ~FreshFolder();
  FreshFolder(const FreshFolder&) = delete;
  FreshFolder& operator=(const FreshFolder&) = delete;

  // Writes a file below the folder, with the folders above it.
  void Write(const std::string& path, std::string_view bytes) const;

 private:
  std::filesystem::path before_;
  std::filesystem::path path_;
};

// The bytes of a file; empty when there is none.
std::string ReadWhole(const std::filesystem::path& path);
// Its lines, or those of `bytes`, without their ends.
std::vector<std::string> Lines(std::string_view bytes);
std::vector<std::string> LinesOf(const std::filesystem::path& path);

// A file of this source tree, by the path inside it.
std::filesystem::path SourceTree(std::string_view path);

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_PROGRAM_H_
