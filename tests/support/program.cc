#include "tests/support/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace twicetold::testing {
namespace {

constexpr int kNotStarted = -1000;

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// A nameless file: unlike a pipe it never fills, so the program can't wait for its reader.
struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != nullptr) std::fclose(file);
  }
};
using Nameless = std::unique_ptr<std::FILE, CloseFile>;

Nameless NamelessFile(std::string_view bytes) {
  Nameless file(std::tmpfile());
  if (file == nullptr) return file;
  std::fwrite(bytes.data(), 1, bytes.size(), file.get());
  std::rewind(file.get());
  return file;
}

std::string Contents(const Nameless& file) {
  std::string bytes;
  std::array<char, 4096> buffer{};
  std::rewind(file.get());
  for (size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), file.get())) > 0;) {
    bytes.append(buffer.data(), got);
  }
  return bytes;
}

std::vector<std::string> Environment(const ProgramOptions& options) {
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::string name(text.substr(0, text.find('=')));
    if (name == "NO_COLOR" || name == "TERM" || options.environment.contains(name)) continue;
    environment.emplace_back(text);
  }
  for (const auto& [name, value] : options.environment) {
    environment.push_back(std::string(name).append("=").append(value));
  }
  return environment;
}

// As posix_spawn wants them: pointers to characters that it does not change, then a null.
std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

int WaitFor(pid_t process) {
  int status = 0;
  if (waitpid(process, &status, 0) != process) return kNotStarted;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

ProgramResult RunTwicetold(const std::vector<std::string>& arguments,
                           const ProgramOptions& options) {
  ProgramResult result;
  result.status = kNotStarted;
  const Nameless in = NamelessFile(options.input);
  const Nameless out = NamelessFile("");
  const Nameless err = NamelessFile("");
  if (in == nullptr || out == nullptr || err == nullptr) return result;

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, fileno(in.get()), STDIN_FILENO);
  if (!options.output_path.empty()) {
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, options.output_path.c_str(), O_WRONLY,
                                     0);
  } else {
    const bool given = options.output_descriptor >= 0;
    posix_spawn_file_actions_adddup2(&files, given ? options.output_descriptor : fileno(out.get()),
                                     STDOUT_FILENO);
  }
  posix_spawn_file_actions_adddup2(&files, fileno(err.get()), STDERR_FILENO);

  const std::string binary = Variable("TWICETOLD_BINARY");
  std::vector<std::string> words = {"twicetold"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = Environment(options);
  pid_t process = 0;
  const int error = posix_spawn(&process, binary.c_str(), &files, nullptr, Pointers(words).data(),
                                Pointers(environment).data());
  posix_spawn_file_actions_destroy(&files);
  if (error != 0) return result;
  result.status = WaitFor(process);
  result.out = Contents(out);
  result.err = Contents(err);
  return result;
}

pid_t StartTwicetold(const std::vector<std::string>& arguments) {
  const std::string binary = Variable("TWICETOLD_BINARY");
  std::vector<std::string> words = {"twicetold"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const std::vector<char*> pointers = Pointers(words);
  const pid_t child = fork();
  if (child != 0) return child;
  for (const int handled : {SIGINT, SIGTERM, SIGHUP}) std::signal(handled, SIG_DFL);
  const int nowhere = open("/dev/null", O_RDWR);
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    dup2(nowhere, descriptor);
  }
  execv(binary.c_str(), pointers.data());
  _exit(127);
}

int WaitForTwicetold(pid_t process) { return WaitFor(process); }

FreshFolder::FreshFolder() : before_(std::filesystem::current_path()) {
  std::string pattern = (std::filesystem::temp_directory_path() / "twicetold-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) std::perror("mkdtemp");
  path_ = pattern;
  std::filesystem::current_path(path_);
}

FreshFolder::~FreshFolder() {
  std::error_code ignored;
  std::filesystem::current_path(before_, ignored);
  std::filesystem::remove_all(path_, ignored);
}

void FreshFolder::Write(const std::string& path, std::string_view bytes) const {
  const std::filesystem::path whole = path_ / path;
  std::filesystem::create_directories(whole.parent_path());
  std::ofstream(whole, std::ios::binary) << bytes;
}

std::string ReadWhole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> Lines(std::string_view bytes) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(bytes)};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> LinesOf(const std::filesystem::path& path) {
  return Lines(ReadWhole(path));
}

std::filesystem::path SourceTree(std::string_view path) {
  return std::filesystem::path(Variable("TWICETOLD_SOURCE_DIR")) / path;
}

}  // namespace twicetold::testing
